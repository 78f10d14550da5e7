"""What keeps two sentences apart though they read alike, and what makes their likeness count for less.

Each rule answers with a factor of the score (0 keeps apart) and the name under which the difference is passed on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from tasks.crossreference.passages import Days, Passage
from tasks.crossreference.polarity import SentenceReading
from tasks.crossreference.quantities import UNCOUNTED, Quantity, overlap
from tasks.crossreference.sentence_features import OPPOSITES, STAGES, Traits, deeds, traits
from tasks.crossreference.words import stem, stems, words
from tasks.shared.english.lexicon import roles

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
_COURTESY = frozenset({"Mr", "Mrs", "Ms", "Dr", "Miss", "Sir", "Lord", "Lady", "Prof"})
# who denies these says nothing of the words around them
_CHARGES = frozenset(map(stem, ("allegation", "accusation", "charge", "claim", "report", "rumour", "suggestion")))
# verbs that say the same whoever of the two is named first
_MUTUAL = frozenset(
    stem(verb) for verb in ("meet", "speak", "talk", "discuss", "agree", "exchange", "marry", "join", "share", "trade")
)
# nor does an office, on whichever side of a name it is printed: "Ida Brandt, president of Tamm"
_NO_DEED = _MUTUAL | frozenset(stem(head) for head in roles().heads)


class PairVerdict(NamedTuple):
    """The factor of a pair's score, and the names of the differences found."""

    factor: float
    differences: tuple[str, ...]


NOTHING_AGAINST = PairVerdict(1.0, ())


def judge(one: Passage, two: Passage, published: Sequence[date | None], cosine: float, thorough: bool) -> PairVerdict:
    """What speaks against joining the two passages. `published` are the days of the story's documents; `cosine` how
    much of the two sentences is shared. Unless `thorough`, the first difference that keeps them apart is enough."""
    apart = _of_what_is_told(one, two, thorough)
    if thorough or not apart:
        apart += _of_words(one.text, two.text, cosine >= _MUCH_THE_SAME, thorough)
    if apart and not thorough:
        return _apart(apart)
    lessening: list[tuple[str, float]] = []
    if one.people and two.people and _other_people(one, two):
        lessening.append(("people", _OTHER_PEOPLE))
    if _other_pronouns(one.text, two.text):
        lessening.append(("number", _OTHER_NUMBER))
    if one.days and two.days and _other_day(one, two):
        lessening.append(("day", _OTHER_DAY))
    if one.figures and two.figures and _other_counted(one, two):
        lessening.append(("counted", _OTHER_COUNTED))
    if cosine < _ONE_OCCASION and _other_time(one, two, published):
        lessening.append(("time", _OTHER_TIME))
    if not lessening:
        return _apart(apart) if apart else NOTHING_AGAINST
    factor = 0.0 if apart else 1.0
    for _, weight in lessening:
        factor *= weight
    return PairVerdict(factor, (*apart, *[name for name, _ in lessening]))


@cache
def _apart(differences: tuple[str, ...]) -> PairVerdict:
    return PairVerdict(0.0, differences)


def _of_what_is_told(one: Passage, two: Passage, thorough: bool) -> tuple[str, ...]:
    """The differences in figures, speakers and quotations that keep apart; the first of them, unless `thorough`."""
    found: tuple[str, ...] = ()
    if one.figures and two.figures and _figures_disagree(one, two):
        found = ("figure",)
    if one.quotation is None or two.quotation is None:  # the others are of two that are said
        return found
    if (thorough or not found) and _other_speaker(one, two):
        found += ("speaker",)
    if (thorough or not found) and _other_quotation(one, two):
        found += ("quotation",)
    return found


@lru_cache(maxsize=1 << 12)  # copies bring the same two sentences together again and again
def _of_words(one: str, two: str, much_the_same: bool, thorough: bool) -> tuple[str, ...]:
    """The differences in the words of two sentences that keep them apart; the first of them, unless `thorough`."""
    a, b = traits(one), traits(two)
    rules: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("number", lambda: _other_subject_number(a, b)),
        ("negation", lambda: _opposite_polarity(a, b, much_the_same)),
        ("opposite", lambda: _against(a, b, OPPOSITES, a.opposed)),
        ("stage", lambda: _against(a, b, STAGES, a.staged)),
        ("mood", lambda: _other_mood(a, b)),
        ("before", lambda: _before_and_after(a, b)),
        ("aside", lambda: _only_asides(one, two)),
        ("roles", lambda: _exchanged_roles(a, b, one, two)),
    )
    found: list[str] = []
    for name, differs in rules:
        if differs():
            found.append(name)
            if not thorough:
                break
    return tuple(found)


def _other_subject_number(a: Traits, b: Traits) -> bool:
    """One sentence opens with "he", the other with "they"."""
    return a.opens != b.opens and bool(a.opens and b.opens)


def _opposite_polarity(a: Traits, b: Traits, much_the_same: bool) -> bool:
    """One sentence denies a word that the other has and never denies; and the two are much the same, or the denial
    reaches a good part of what they share."""
    if not a.denied and not b.denied:
        return False
    shared = a.plain & b.plain
    one, two = a.negated & shared, b.negated & shared
    denied = ((a.denied & one) | (b.denied & two)) - _CHARGES
    if not denied or one & two or _turned(a, b) or _turned(b, a):
        return False
    return much_the_same or len(one | two) >= _NEGATED_SHARE * len(shared)


def _turned(a: Traits, b: Traits) -> bool:
    """`a` denies a word whose opposite `b` affirms: "not guilty" and "innocent"."""
    return any(not b.affirmed.isdisjoint(OPPOSITES.get(stem, ())) for stem in a.refused)


def _against(a: Traits, b: Traits, table: dict[str, frozenset[str]], own: frozenset[str]) -> bool:
    """One has a word of the table and the other one that stands against it, neither has both, and a word beside it is
    shared. `own` are the words of `a` in the table."""
    for word in own:
        against = table[word] & b.affirmed
        if not against or word in b.affirmed or a.affirmed & table[word]:
            continue
        if _neighbours(a.reading, {word}) & _neighbours(b.reading, against):
            return True
    return False


def _neighbours(reading: SentenceReading, words: frozenset[str] | set[str]) -> set[str]:
    """The stems with content beside any of `words`: one before, two after."""
    content = [piece.stem for piece in reading.pieces if piece.content or piece.stem in words]
    found: set[str] = set()
    for index, word in enumerate(content):
        if word in words:
            found.update(content[max(0, index - 1) : index + 3])
    return found - words


def _other_mood(a: Traits, b: Traits) -> bool:
    """A word is planned, possible or only a condition in one and told as done in the other."""
    return not a.hedged.isdisjoint(b.settled) or not b.hedged.isdisjoint(a.settled)


def _before_and_after(a: Traits, b: Traits) -> bool:
    """What one tells before an event ("to prepare the vote"), the other tells after it."""
    return not a.before.isdisjoint(b.after) or not a.after.isdisjoint(b.before)


def _only_asides(one: str, two: str) -> bool:
    """What the two have in common, names aside, stands in both within clauses that tell who somebody is, and what they
    state of him is another thing."""
    here, there = stems(one), stems(two)
    common = (here & there) - _capitals(one) - _capitals(two)
    if len(common) < 2 or min(len(here), len(there)) - len(common) < _OWN_SHARE * len(common):
        return False
    aside = common - stems(_ASIDE.sub(" ; ", one)) - stems(_ASIDE.sub(" ; ", two))
    return len(aside) > 1 and len(aside) >= _ASIDE_SHARE * len(common)


@lru_cache(maxsize=1 << 12)
def stems_of_asides(sentence: str) -> frozenset[str]:
    """The stems that stand in a sentence only in appositions and relative clauses."""
    return stems(sentence) - stems(_ASIDE.sub(" ; ", sentence))


@lru_cache(maxsize=1 << 12)
def _capitals(sentence: str) -> frozenset[str]:
    """The stems of a sentence that are printed with a capital."""
    return frozenset([word.stem for word in words(sentence) if word.capital])


def _exchanged_roles(a: Traits, b: Traits, one: str, two: str) -> bool:
    """Around a shared verb the two names have changed places."""
    common = a.capitals & b.capitals
    if len(common) < 2 or _same_order(a, b, common):
        return False
    for verb, doer, done in deeds(one):
        if verb in _NO_DEED or doer & done:
            continue
        for same, doer_there, done_there in deeds(two):
            if (
                same == verb
                and doer & done_there
                and done & doer_there
                and not doer & doer_there
                and not done & done_there
            ):
                return True
    return False


def _same_order(a: Traits, b: Traits, common: frozenset[str]) -> bool:
    """The common names stand once each and in one order, and no verb is passive: then none have changed places."""
    if not (a.active and b.active):
        return False
    order = [name for name in a.printed if name in common]
    return len(order) == len(common) and order == [name for name in b.printed if name in common]


def _other_speaker(one: Passage, two: Passage) -> bool:
    """Both are said, and by two different persons that the documents name."""
    if one.person is None or two.person is None or one.person == two.person:
        return False
    a = one.quotation.speaker if one.quotation is not None else None
    b = two.quotation.speaker if two.quotation is not None else None
    return a is not None and b is not None and not _one_name(a.name, b.name)


def _one_name(one: str, two: str) -> bool:
    """The shorter of two names may be short for the longer: "Mr Vale" for "Tomas Vale"."""
    here, there = ({word.strip(".") for word in name.split()} - _COURTESY for name in (one, two))
    return bool(here and there) and (here <= there or there <= here)


def _other_quotation(one: Passage, two: Passage) -> bool:
    """Both are somebody's very words, and no word with content is in both: only what stands around them is alike."""
    if one.mode != "quoted" or two.mode != "quoted":
        return False
    return stems(_said(one)).isdisjoint(stems(_said(two)))


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


def _other_people(one: Passage, two: Passage) -> bool:
    """Of two that name persons: none of them is in common, and no "he" or "the minister" may mean the other's."""
    return one.people.isdisjoint(two.people) and not _stands_for(one.text) and not _stands_for(two.text)


@lru_cache(maxsize=1 << 12)
def _stands_for(sentence: str) -> bool:
    return _STANDS_FOR.search(sentence) is not None


@lru_cache(maxsize=1 << 12)
def _other_pronouns(one: str, two: str) -> bool:
    """One sentence has only pronouns of one person, the other only such of several."""
    a, b = traits(one), traits(two)
    return (a.singular and not a.plural and b.plural and not b.singular) or (
        a.plural and not a.singular and b.singular and not b.plural
    )


def _other_day(one: Passage, two: Passage) -> bool:
    """Both name days, and none of them can be the same."""
    here, there = _few_days(one), _few_days(two)
    if not here or not there:
        return False
    for a in here:
        for b in there:
            if may_be_same_day(a, b):
                return False
    return True


def _few_days(passage: Passage) -> list[Days]:
    return [days for days in passage.days if days.length <= _FEW_DAYS]


def may_be_same_day(one: Days, two: Days) -> bool:
    """Whether two date expressions can mean the same day."""
    return one.first <= two.last and two.first <= one.last


def _other_counted(one: Passage, two: Passage) -> bool:
    """They share a number, but it counts one thing here and another there."""
    if {(f.kind, f.value) for f in one.figures} & {(f.kind, f.value) for f in two.figures}:
        return False
    if any(
        a.value == b.value and a.kind != b.kind and _counts_a_thing(a) and _counts_a_thing(b)
        for a in one.figures
        for b in two.figures
        if a.value is not None
    ):
        return True
    here, there = ({figure.kind for figure in passage.figures} - {UNCOUNTED} for passage in (one, two))
    shared = stems(one.text) & stems(two.text)
    return bool(here and there) and here.isdisjoint(there) and any(stem[0] == "#" for stem in shared)


def _counts_a_thing(quantity: Quantity) -> bool:
    return quantity.kind.startswith(UNCOUNTED) and quantity.kind != UNCOUNTED


def _other_time(one: Passage, two: Passage, published: Sequence[date | None]) -> bool:
    """The documents are days apart and the sentences name no day in common."""
    here, there = published[one.document], published[two.document]
    if here is None or there is None or abs((here - there).days) < _DAYS_APART:
        return False
    return not any(may_be_same_day(a, b) for a in _few_days(one) for b in _few_days(two))
