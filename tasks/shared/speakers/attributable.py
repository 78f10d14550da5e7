"""Which quotations may feed claims: those with a speaker of whom a page can print "X said".

Attributions that are read from sentences also have subjects that cannot speak ("other topics", "the meeting on
Thursday"). Such quotations are published as found, but no claim names that subject as its speaker: a speaker of a claim
is a name, or a noun phrase for a person, a body or a text. Words in quotation marks stay a quotation without speaker;
words without marks count as the document's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TypeVar

from tasks.records import Quotation, Speaker
from tasks.shared.english.lexicon import (
    given_names,
    ordinary_rank,
    organisation_words,
    roles,
    rows,
    surnames_that_are_words,
    word_set,
)

_Q = TypeVar("_Q", bound=Quotation)

# What follows the head of a noun phrase: "the head | of the fund", "a man | who saw it", "groups | seeking to stop it".
_AFTER_HEAD = re.compile(
    r"[,;:(–—]|\s(?:of|for|to|in|on|at|from|with|by|about|against|over|under|into|after|before|during|near|close\sto|familiar\swith|"
    r"who|whom|whose|which|that|and|or|but|as|than|because|while|when|where|said|says|told|released|published|known|named|"
    r"called|quoted|based|directly|briefed|circulated|provided|obtained|filed|posted|issued|written|signed)\b"
    r"|\s[a-z]{3,}ing\s(?:to|the|an?|that|his|her|its|their|[A-Z])"
)
# What only counts: "a number of the firms" are firms.
_QUANTITY = re.compile(
    r"(?:an?\s|the\s)?(?:\w+\s)?(?:lots?|number|dozens|hundreds|thousands|trove|many|some|most|all|two|three|both|series|"
    r"majority|handful|couple|pair|scores|members?)\sof\s",
    re.I,
)
_DETERMINERS = frozenset(
    [
        "a",
        "an",
        "the",
        "this",
        "that",
        "these",
        "those",
        "his",
        "her",
        "its",
        "their",
        "our",
        "my",
        "your",
        "some",
        "any",
        "no",
        "all",
        "each",
        "both",
        "every",
        "another",
        "other",
        "several",
        "many",
        "few",
        "most",
    ]
)
_AMOUNTS = frozenset(["few", "fewer", "more", "most", "many", "so", "too", "such", "other", "young", "old"])
# Words that are printed like a name at the head of a sentence and are none, beside those of the lexicon.
_NOBODY = frozenset(["it", "this", "that", "what", "there", "then", "here"])

# Of the ordinary words, so many are never names of one word but those that are surnames too. Of speakers found in 300
# reports, outlets and family names begin at rank 6,500, what merely begins a sentence ends at 4,700.
_ORDINARY = 6_000
# A name has at most so many words; a longer run of capitals is a headline.
_LONGEST_NAME = 4
# Characters of a noun phrase with all that narrows it; what is longer is no phrase, and to look into it takes for ever.
_LONGEST_PHRASE = 300


LABEL_MARKS = (":", ".")  # stand for a verb behind the name of a turn: "VALE: …", "Q. …"


def heard(quotations: Iterable[_Q]) -> Iterator[_Q]:
    """Yields the quotations that feed claims and speakers' pages, in the given order. Left out are those of class
    "other", and indirect ones whose speaker is no voice (see `is_voice`); a quotation in marks whose speaker is no
    voice is yielded with `speaker` set to None."""
    for quotation in quotations:
        if quotation.class_ == "other":
            continue
        if quotation.speaker is None or is_voice(quotation.speaker):
            yield quotation
        elif quotation.kind != "indirect":
            yield quotation.model_copy(update={"speaker": None})


def only_asks(quotation: Quotation) -> bool:
    """Whether a quotation is a question in an interview: whole sentences without marks, of class "other", whose only
    cue is the mark after a label (LABEL_MARKS) or that have no cue."""
    cue = quotation.cue
    return quotation.class_ == "other" and quotation.kind == "indirect" and (cue is None or cue.exact in LABEL_MARKS)


def is_voice(speaker: Speaker) -> bool:
    """Whether a speaker is a resolved name, or a noun phrase whose head is a person, a body or a text."""
    return speaker.entity is not None or can_speak(speaker.name)


@cache
def can_speak(name: str) -> bool:
    """Whether words that are no known name can be said to say something."""
    if len(name) > _LONGEST_PHRASE:
        return False
    name = _QUANTITY.sub("", name, count=1)
    words = name.split()
    if not words:
        return False
    if len(words) == 1 and words[0].lower() in _voices()["generic"]:
        return False
    cut = _AFTER_HEAD.search(name, len(words[0]))
    head = (name[: cut.start()] if cut else name).split()
    plain = head[1:] if head[0].lower() in _DETERMINERS else head
    if cut is None and [word.lower() for word in plain if word.lower() not in _AMOUNTS] == ["people"]:
        return False  # "many people": nobody in particular
    if not plain or any(word.lower() in ("a", "an", "the") for word in plain):
        # a second article: two phrases run together, or a verb before the phrase
        return False
    if len(plain) <= _LONGEST_NAME and all(word[0].isupper() for word in plain):
        return len(words) <= _LONGEST_NAME + 1 and not _is_no_name(plain, alone=len(words) == 1)
    return _is_body(plain)


def _is_body(words: list[str]) -> bool:
    """A noun phrase whose last word is a person, a body or a text. Pronouns and words that stand for anybody ("several
    others") are nobody."""
    known = _voices()
    if all(word.lower() in known["anybody"] for word in words):
        return False
    last = words[-1].strip("“”\"'’‘.")
    forms = {last.lower(), last, *_singular(last.lower())}
    groups = [group for kind, group in known.items() if kind not in ("anybody", "generic")]
    return any(not forms.isdisjoint(group) for group in (*groups, roles().heads, _organisations()))


def _is_no_name(words: list[str], *, alone: bool) -> bool:
    """A contraction ("Let's") or an abbreviation that stands alone; or, of a word that stands `alone`, one that only
    begins a sentence: a day, a word of a closed class, or an ordinary word that is no surname and no body ("Raising",
    "However")."""
    last = words[-1].replace("’", "'")
    if last.lower().endswith(("'s", "'ve", "'m", "'re")):
        return True
    if len(words) > 1:
        return False
    if last.endswith(".") or last.lower() in _NOBODY or last.lower() in _voices()["anybody"]:
        return True
    if alone and last in word_set("calendar"):
        return True
    if not alone or _is_body(words) or last.capitalize() in surnames_that_are_words() or last in given_names():
        return False
    rank = ordinary_rank().get(last.lower(), _ORDINARY)
    common = rank < _ORDINARY or (last.endswith("ing") and last.lower() in ordinary_rank())
    return common or last in word_set("opener")


def _singular(word: str) -> Iterator[str]:
    if word.endswith("ies"):
        yield word[:-3] + "y"
    if word.endswith("es"):
        yield word[:-2]
    if word.endswith("s") and len(word) > 2:
        yield word[:-1]
    if word.endswith("men"):
        yield word[:-3] + "man"


@cache
def _voices() -> dict[str, frozenset[str]]:
    return {kind: frozenset(words) for kind, *words in rows("voices.tsv")}


@cache
def _organisations() -> frozenset[str]:
    return frozenset(word.lower() for word in organisation_words())
