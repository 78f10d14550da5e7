"""What keeps two sentences apart though they read alike, and what makes their likeness count for less.

Each rule answers with a factor of the score (0 keeps apart) and the name under which the difference is passed on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from tasks.crossreference.passages import Days, Passage
from tasks.crossreference.quantities import UNCOUNTED, Quantity, overlap
from tasks.crossreference.reading import Reading, Token, actors, read
from tasks.crossreference.words import stem, words
from tasks.lexicon import roles

# Factors chosen on development corpora: .4-.6 sends a clear pair below the upper threshold, a near copy not.
# a longer stretch of time (a month, a year) keeps nothing apart
_FEW_DAYS = 10
_DAYS_APART = 4
_OTHER_TIME = 0.5
# sentences that share this much tell one occasion, however far apart they were printed
_ONE_OCCASION = 0.6
_OTHER_DAY = 0.4
_OTHER_NUMBER = 0.5
_OTHER_PEOPLE = 0.6
_OTHER_COUNTED = 0.3
# the share of the common words that must be denied for the statements to be opposed: a clause of a long one may be
_NEGATED_SHARE = 0.3
_MUCH_THE_SAME = 0.5
# Appositions and relative clauses: "Otto Lindt, the former head of the yard, ..." tells beside its statement who he is.
_ASIDE = re.compile(
    r"(?<=\w), (?:the|a|an|former)\b[^,;:“”\"]*(?=,)|(?:, | )(?:where|who|whose|whom)\b[^,;:“”\"]*|, which\b[^,;:“”\"]*"
)
# From this share of the common words on, a likeness rests on such asides, when each sentence has at least so many times
# as many words of its own.
_ASIDE_SHARE = 0.5
_OWN_SHARE = 2
# words that stand for a person named elsewhere
_STANDS_FOR = re.compile(
    r"\b(?:he|she|his|her|him)\b|\b(?:the|a) (?:\w+ )?(?:" + "|".join(sorted(map(re.escape, roles().heads))) + r")\b",
    re.IGNORECASE,
)
_SINGULAR = frozenset({"he", "his", "him", "she", "her", "hers"})
_PLURAL = frozenset({"they", "their", "them", "we", "our", "us"})
_COURTESY = frozenset({"Mr", "Mrs", "Ms", "Dr", "Miss", "Sir", "Lord", "Lady", "Prof"})
# who denies these says nothing of the words around them
_CHARGES = frozenset(map(stem, ("allegation", "accusation", "charge", "claim", "report", "rumour", "suggestion")))
# verbs that say the same whoever of the two is named first
_MUTUAL = frozenset(
    stem(verb) for verb in ("meet", "speak", "talk", "discuss", "agree", "exchange", "marry", "join", "share", "trade")
)
# nor does an office, on whichever side of a name it is printed: "Ida Brandt, president of Tamm"
_NO_DEED = _MUTUAL | frozenset(stem(head) for head in roles().heads)
# verbs that only lead to another, so that two of them are seldom one deed: "helped write", "would help protect"
_LIGHT = frozenset(map(stem, ("help", "try", "begin", "start", "continue", "go", "come")))
_BEFORE = frozenset(map(stem, ("before", "ahead", "prior", "eve", "prepare", "until")))
_AFTER = frozenset(map(stem, ("after", "following", "since")))


class Verdict(NamedTuple):
    """The factor of a pair's score, and the names of the differences found."""

    factor: float
    differences: tuple[str, ...]


def _read_against(name: str) -> dict[str, frozenset[str]]:
    """By stem, the stems that stand against it in a table of two groups of words a line."""
    opposites: dict[str, frozenset[str]] = {}
    for line in (Path(__file__).parent / name).read_text("utf-8").splitlines():
        if not line.startswith("#"):
            one, two = (frozenset(map(stem, group.split())) for group in line.split("\t"))
            opposites.update({word: opposites.get(word, frozenset()) | two for word in one})
            opposites.update({word: opposites.get(word, frozenset()) | one for word in two})
    return opposites


_OPPOSITES = _read_against("opposites.tsv")
_STAGES = _read_against("stages.tsv")


def judge(one: Passage, two: Passage, published: Sequence[date | None], cosine: float, thorough: bool) -> Verdict:
    """What speaks against joining the two passages. `published` are the days of the story's documents; `cosine` how
    much of the two sentences is shared. Unless `thorough`, the first difference that keeps them apart is enough."""
    a, b = read(one.text), read(two.text)
    factor = 1.0
    differences: list[str] = []
    rules: tuple[tuple[str, float, Callable[[], bool]], ...] = (
        ("figure", 0.0, lambda: _figures_disagree(one, two)),
        ("speaker", 0.0, lambda: _other_speaker(one, two)),
        ("quotation", 0.0, lambda: _other_quotation(one, two)),
        ("number", 0.0, lambda: _other_subject_number(a, b)),
        ("negation", 0.0, lambda: _opposite_polarity(a, b, cosine)),
        ("opposite", 0.0, lambda: _against(a, b, _OPPOSITES)),
        ("stage", 0.0, lambda: _against(a, b, _STAGES)),
        ("mood", 0.0, lambda: _other_mood(a, b) or _other_mood(b, a)),
        ("before", 0.0, lambda: _before_and_after(a, b)),
        ("aside", 0.0, lambda: _only_asides(one, two)),
        ("roles", 0.0, lambda: _exchanged_roles(a, b)),
        ("people", _OTHER_PEOPLE, lambda: _other_people(one, two)),
        ("number", _OTHER_NUMBER, lambda: _other_pronouns(a, b)),
        ("day", _OTHER_DAY, lambda: _other_day(one, two)),
        ("counted", _OTHER_COUNTED, lambda: _other_counted(one, two)),
        ("time", _OTHER_TIME, lambda: cosine < _ONE_OCCASION and _other_time(one, two, published)),
    )
    for name, weight, found in rules:
        if found():
            factor *= weight
            differences.append(name)
            if weight == 0.0 and not thorough:
                break
    return Verdict(factor, tuple(differences))


def _shared(a: Reading, b: Reading) -> set[str]:
    """Stems with content that both have and that are no names."""
    other = {token.stem for token in b.tokens if token.content and not token.name}
    return {token.stem for token in a.tokens if token.content and not token.name and token.stem in other}


def _opposite_polarity(a: Reading, b: Reading, cosine: float) -> bool:
    """One sentence denies a word that the other has and never denies; and the two are much the same, or the denial
    reaches a good part of what they share."""
    shared = _shared(a, b)
    one, two = _negated(a) & shared, _negated(b) & shared
    if one & two or _turned(a, b) or _turned(b, a):
        return False
    denied = ({token.stem for token in a.tokens if token.denied} & one) | (
        {token.stem for token in b.tokens if token.denied} & two
    )
    denied -= _CHARGES
    return bool(denied) and (cosine >= _MUCH_THE_SAME or len(one | two) >= _NEGATED_SHARE * len(shared))


def _negated(reading: Reading) -> set[str]:
    """The stems that are negated wherever they stand."""
    negated = {token.stem for token in reading.tokens if token.negated}
    return negated - {token.stem for token in reading.tokens if token.content and not token.negated}


def _turned(a: Reading, b: Reading) -> bool:
    """`a` denies a word whose opposite `b` affirms: "not guilty" and "innocent"."""
    affirmed = {token.stem for token in b.tokens if token.lower and not token.negated}
    return any(_OPPOSITES.get(token.stem, frozenset()) & affirmed for token in a.tokens if token.negated)


def _against(a: Reading, b: Reading, table: dict[str, frozenset[str]]) -> bool:
    """One has a word of the table and the other one that stands against it, neither has both, and a word beside it is
    shared."""
    one = {token.stem for token in a.tokens if token.lower and not token.negated}
    two = {token.stem for token in b.tokens if token.lower and not token.negated}
    for word in sorted(one & table.keys()):
        against = table[word] & two
        if against and not one & table[word] and word not in two:
            sides = _neighbours(a, {word}) & _neighbours(b, against)
            if sides:
                return True
    return False


def _neighbours(reading: Reading, words: frozenset[str] | set[str]) -> set[str]:
    """The stems with content beside any of `words`: one before, two after."""
    content = [token for token in reading.tokens if token.content or token.stem in words]
    found: set[str] = set()
    for index, token in enumerate(content):
        if token.stem in words:
            found.update(other.stem for other in content[max(0, index - 1) : index + 3])
    return found - words


def _other_mood(a: Reading, b: Reading) -> bool:
    """A word is planned, possible or only a condition in `a` and told as done in `b`."""
    for token in a.tokens:
        if token.content and not token.name and token.stem not in _LIGHT and _hedged(token):
            same = [other for other in b.tokens if other.content and other.stem == token.stem]
            if same and all(other.past and not _hedged(other) for other in same):
                return True
    return False


def _hedged(token: Token) -> bool:
    return token.planned or token.possible or token.open


def _before_and_after(a: Reading, b: Reading) -> bool:
    """What one tells before an event ("to prepare the vote"), the other tells after it."""
    return bool(
        _stands_after(a, _BEFORE) & _stands_after(b, _AFTER) or _stands_after(a, _AFTER) & _stands_after(b, _BEFORE)
    )


def _stands_after(reading: Reading, words: frozenset[str]) -> set[str]:
    """The stems of up to two words with content that follow one of `words`."""
    found: set[str] = set()
    left = 0
    for token in reading.tokens:
        if token.stem in words:
            left = 2
        elif token.content and left:
            found.add(token.stem)
            left -= 1
    return found


def _only_asides(one: Passage, two: Passage) -> bool:
    """What the two have in common, names aside, stands in both within clauses that tell who somebody is, and what they
    state of him is another thing."""
    common = {word.stem for word in one.words} & {word.stem for word in two.words}
    common -= {word.stem for passage in (one, two) for word in passage.words if word.capital}
    if any(len({word.stem for word in p.words} - common) < _OWN_SHARE * len(common) for p in (one, two)):
        return False
    stated = [{word.stem for word in words(_ASIDE.sub(" ; ", passage.text))} for passage in (one, two)]
    aside = common - stated[0] - stated[1]
    return len(aside) > 1 and len(aside) >= _ASIDE_SHARE * len(common)


def _exchanged_roles(a: Reading, b: Reading) -> bool:
    """Around a shared verb the two names have changed places."""
    if len({t.stem for t in a.tokens if t.capital} & {t.stem for t in b.tokens if t.capital}) < 2:
        return False
    places: dict[str, list[int]] = {}
    for there, other in enumerate(b.tokens):
        if other.content and not other.name:
            places.setdefault(other.stem, []).append(there)
    for at, token in enumerate(a.tokens):
        if not token.content or token.name or token.stem in _NO_DEED or token.stem not in places:
            continue
        doer, done = actors(a, at)
        if not doer or not done or doer & done:
            continue
        for there in places[token.stem]:
            doer_there, done_there = actors(b, there)
            if doer & done_there and done & doer_there and not doer & doer_there and not done & done_there:
                return True
    return False


def _other_speaker(one: Passage, two: Passage) -> bool:
    """Both are said, and by two different persons that the documents name."""
    if one.quotation is None or two.quotation is None:
        return False
    a, b = one.quotation.speaker, two.quotation.speaker
    return (
        a is not None
        and b is not None
        and one.person is not None
        and two.person is not None
        and one.person != two.person
        and not _one_name(a.name, b.name)
    )


def _one_name(one: str, two: str) -> bool:
    """The shorter of two names may be short for the longer: "Mr Vale" for "Tomas Vale"."""
    here, there = ({word.strip(".") for word in name.split()} - _COURTESY for name in (one, two))
    return bool(here and there) and (here <= there or there <= here)


def _other_quotation(one: Passage, two: Passage) -> bool:
    """Both are somebody's very words, and no word with content is in both: only what stands around them is alike."""
    if one.mode != "quoted" or two.mode != "quoted":
        return False
    return not {word.stem for word in words(_said(one))} & {word.stem for word in words(_said(two))}


def _said(passage: Passage) -> str:
    return passage.text[passage.start - passage.sentence[0] : passage.end - passage.sentence[0]]


def _figures_disagree(one: Passage, two: Passage) -> bool:
    """Both count the same thing, and no two of the counts can be the same number."""
    for figure in one.figures:
        if figure.kind == UNCOUNTED:
            continue
        same = [other for other in two.figures if other.kind == figure.kind]
        if same and not any(overlap(figure, other) for other in same):
            return True
    return False


def _other_subject_number(a: Reading, b: Reading) -> bool:
    """One sentence opens with "he", the other with "they"."""
    if not a.tokens or not b.tokens:
        return False
    first, second = a.tokens[0].lower, b.tokens[0].lower
    return (first in _SINGULAR and second in _PLURAL) or (first in _PLURAL and second in _SINGULAR)


def _other_people(one: Passage, two: Passage) -> bool:
    """Each names persons, none of them in common, and no "he" or "the minister" may mean the other's."""
    if not one.people or not two.people or one.people & two.people:
        return False
    return not _STANDS_FOR.search(one.text) and not _STANDS_FOR.search(two.text)


def _other_pronouns(a: Reading, b: Reading) -> bool:
    one = {token.lower for token in a.tokens}
    two = {token.lower for token in b.tokens}
    singular, plural = bool(one & _SINGULAR), bool(one & _PLURAL)
    singular_there, plural_there = bool(two & _SINGULAR), bool(two & _PLURAL)
    return (singular and not plural and plural_there and not singular_there) or (
        plural and not singular and singular_there and not plural_there
    )


def _other_day(one: Passage, two: Passage) -> bool:
    """Both name days, and none of them can be the same."""
    here, there = _few_days(one), _few_days(two)
    return bool(here and there) and not any(may_be_same_day(a, b) for a in here for b in there)


def _few_days(passage: Passage) -> list[Days]:
    return [days for days in passage.days if days.length <= _FEW_DAYS]


def may_be_same_day(one: Days, two: Days) -> bool:
    """The two expressions may mean the same day."""
    return one.first <= two.last and two.first <= one.last


def _other_counted(one: Passage, two: Passage) -> bool:
    """They share a number, but it counts one thing here and another there."""
    return any(
        a.value == b.value and a.kind != b.kind and _counts_a_thing(a) and _counts_a_thing(b)
        for a in one.figures
        for b in two.figures
        if a.value is not None
    ) and not {(f.kind, f.value) for f in one.figures} & {(f.kind, f.value) for f in two.figures}


def _counts_a_thing(quantity: Quantity) -> bool:
    return quantity.kind.startswith(UNCOUNTED) and quantity.kind != UNCOUNTED


def _other_time(one: Passage, two: Passage, published: Sequence[date | None]) -> bool:
    """The documents are days apart and the sentences name no day in common."""
    here, there = published[one.document], published[two.document]
    if here is None or there is None or abs((here - there).days) < _DAYS_APART:
        return False
    return not any(may_be_same_day(a, b) for a in _few_days(one) for b in _few_days(two))
