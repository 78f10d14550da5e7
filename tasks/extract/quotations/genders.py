"""Which of "he" and "she" can mean "the director": told by the document's own pronouns beside that word."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache

from tasks.extract.quotations.people import ROLES, Gender, gender_of_title
from tasks.extract.quotations.verbs import FORMS
from tasks.extract.quotations.words import AUXILIARY, NOUN_TOO
from tasks.shared.english.lexicon import roles, rows
from tasks.shared.english.prefilter import later

_SENTENCE = later(r"[^.!?\n“”\"]+")
_WORD = later(r"[^\W_][\w’'-]*")
_MOST_WORDS = 3  # between an article and the noun, itself included: "the retired harbour master"
_GENDER: dict[str, Gender] = {
    **dict.fromkeys(("he", "his", "him", "himself"), "male"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "female"),
}
# Endings of nouns for who does something. Words of bodies and texts that end so ("letter", "order") are told apart.
_AGENT = ("er", "or", "ist", "ian", "ant", "man", "woman")
_ANYONE = frozenset({"man", "woman", "men", "women", "girl", "boy", "person", "people", "wife", "husband", "friend"})


@cache
def is_person_noun(head: str) -> bool:
    """Whether a noun (singular, lower case) denotes a person: by the lists of offices and occupations, or by an agent
    ending if it is no body and no text."""
    if head in ROLES or head in roles().heads:
        return True
    return len(head) > 4 and head.endswith(_AGENT) and head not in _no_persons() and head not in FORMS


@cache
def _no_persons() -> frozenset[str]:
    return frozenset(word for kind, *words in rows("voices.tsv") if kind in ("bodies", "texts") for word in words)


def genders_of_nouns(text: str) -> dict[str, Gender]:
    """The gender of nouns for persons in a text, by noun in lower case: that of most pronouns which follow the noun
    as subject of a sentence with no other person between ("the director praised his cast"). Undecided nouns are
    missing."""
    votes: dict[str, Counter[Gender]] = defaultdict(Counter)
    for sentence in _SENTENCE.finditer(text):
        words = _WORD.findall(sentence.group())
        low = [word.lower() for word in words]
        if _GENDER.keys().isdisjoint(low):
            continue
        at = _subject(low)
        if at is None:
            continue
        for word in words[at + 1 :]:
            gender = _GENDER.get(word.lower())
            if gender is not None:
                votes[low[at]][gender] += 1
            if gender is not None or _is_somebody(word):
                break
    return {
        head: "male" if counted["male"] > counted["female"] else "female"
        for head, counted in votes.items()
        if counted["male"] != counted["female"]
    }


def _subject(low: list[str]) -> int | None:
    """The last noun of a person that has an article and stands before a verb, and before any pronoun."""
    for i, word in enumerate(low):
        if word in _GENDER:
            return None
        if word not in ("the", "a", "an"):
            continue
        for at in range(i + 1, min(i + 1 + _MOST_WORDS, len(low) - 1)):
            if is_person_noun(low[at]) and _is_verb(low[at + 1]):
                return at
    return None


def _is_verb(low: str) -> bool:
    form = FORMS.get(low)
    told = form is not None and low not in NOUN_TOO and not form.inflections.isdisjoint(("past", "third"))
    return low in AUXILIARY or told or (low.endswith("ed") and len(low) > 4)


def _is_somebody(word: str) -> bool:
    low = word.lower().removesuffix("'s").removesuffix("’s")
    singular = low.removesuffix("s")
    known = low in _ANYONE or gender_of_title(low) is not None or is_person_noun(low) or is_person_noun(singular)
    return word[0].isupper() or known
