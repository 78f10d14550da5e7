"""Days that differ for one event: dates that stand beside the same words in sentences that share more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import fsum
from typing import NamedTuple

from tasks.crossreference.conflicts.shared import (
    DAYS_APART,
    StoryEvidence,
    Version,
    days_between,
    record,
    shared_words,
    statement,
)
from tasks.crossreference.constraints import may_be_same_day
from tasks.crossreference.passages import Days, Passage
from tasks.crossreference.polarity import read
from tasks.crossreference.score import Pair
from tasks.crossreference.words import SAYING_STEMS, words
from tasks.records import Conflict
from tasks.shared.text.spans import fold

# Two sentences tell one event but for the date from this score and share of common words on; or, when they are less
# alike, where the words beside both dates weigh this much in common, and those of the sentences that much.
_SCORE = 4.0
_COSINE = 0.4
_BESIDE = 4.0
_SHARED = 9.0
_NEAR = 4
_LONGEST = 366
_IN = re.compile(r"(?:in|since|by|from|until|before|after) ", re.IGNORECASE)
# what else may differ between the two sentences: the day itself, and what follows from it
_HARMLESS = frozenset({"day", "time", "people"})


class _Dated(NamedTuple):
    """A date of a passage, and the weights of the stems beside it."""

    passage: int
    days: Days
    near: dict[str, float]


def dates(told: StoryEvidence) -> Iterator[Conflict]:
    """Yields a conflict for each two dates of one event that cannot be the same day, in order of the passages."""
    seen: set[tuple[str, str]] = set()
    dated = {index: days for index, passage in enumerate(told.passages) if passage.days and (days := _dates(passage))}
    likely = [p for p in told.pairs if p.first in dated and p.second in dated and _HARMLESS.issuperset(p.differences)]
    for pair in sorted(likely, key=lambda p: (-p.plain, p.first, p.second)):
        found = _differing(told, pair, dated[pair.first], dated[pair.second])
        if found is None:
            continue
        one, two = found
        values = (min(_value(one.days), _value(two.days)), max(_value(one.days), _value(two.days)))
        if values in seen:
            continue
        seen.add(values)
        sides = [
            Version(_value(side.days), (statement(told, told.passages[side.passage], side.days.start, side.days.end),))
            for side in (one, two)
        ]
        yield record(told, "date", shared_words(told, pair.first, pair.second), "conflict", sides)


def _differing(
    told: StoryEvidence, pair: Pair, days: list[Days], days_there: list[Days]
) -> tuple[_Dated, _Dated] | None:
    """The dates of the two statements that stand beside like words and cannot be the same."""
    one, two = told.passages[pair.first], told.passages[pair.second]
    if one.document == two.document or days_between(told, one, two) >= DAYS_APART:
        return None
    if any(may_be_same_day(a, b) for a in days for b in days_there):
        return None
    here = [_Dated(pair.first, each, _beside(told, pair.first, each)) for each in days]
    there = [_Dated(pair.second, each, _beside(told, pair.second, each)) for each in days_there]
    alike = pair.plain >= _SCORE and pair.cosine >= _COSINE
    for a in here:
        for b in there:
            beside = _common(a.near, b.near)
            if _grain(a.days) != _grain(b.days) or _printed(told, a) == _printed(told, b):
                continue
            if (alike and beside > 0.0) or (beside >= _BESIDE and _explicit(told, a, b) and _same_event(told, pair)):
                return a, b
    return None


def _same_event(told: StoryEvidence, pair: Pair) -> bool:
    one, two = told.weighed[pair.first].weights, told.weighed[pair.second].weights
    return _common(one, two) >= _SHARED and _planned(told, pair.first) == _planned(told, pair.second)


def _planned(told: StoryEvidence, index: int) -> bool:
    return bool(read(told.passages[index].text).planned)


def _explicit(told: StoryEvidence, one: _Dated, two: _Dated) -> bool:
    """Both are printed with a number: a weekday is easily another week's."""
    return all(any(c.isdigit() for c in _printed(told, side)) for side in (one, two))


def _common(one: dict[str, float], two: dict[str, float]) -> float:
    return fsum(min(one[s], two[s]) for s in one.keys() & two.keys() if s[0] not in "#=")


def _dates(passage: Passage) -> list[Days]:
    """The dates of what is told: inside the statement, and inside what is said where somebody speaks; elsewhere they
    tell when it was said. A year counts only where a preposition makes it a date ("in 1987", not "the 1987 study")."""
    said = passage.quotation
    low = max(passage.start, said.start) if said is not None else passage.start
    high = min(passage.end, said.end) if said is not None else passage.end
    return [
        d
        for d in passage.days
        if low <= d.start < high
        and d.length <= _LONGEST
        and (d.length <= 31 or _IN.match(passage.text, d.start - passage.sentence[0]))
    ]


def _beside(told: StoryEvidence, index: int, days: Days) -> dict[str, float]:
    """The stems beside a date that tell what happens then: not months, numbers or words of saying."""
    passage = told.passages[index]
    text = told.material.documents[passage.document].text
    before = words(text[passage.sentence[0] : max(passage.sentence[0], days.start)])[-_NEAR:]
    after = words(text[min(days.end, passage.sentence[1]) : passage.sentence[1]])[:_NEAR]
    weights = told.weighed[index].weights
    stems = {w.stem for w in (*before, *after)} - SAYING_STEMS
    return {stem: weights[stem] for stem in sorted(stems) if stem in weights}


def _grain(days: Days) -> int:
    return 0 if days.length <= 10 else 1 if days.length <= 31 else 2


def _printed(told: StoryEvidence, dated: _Dated) -> str:
    """The words of a date: "earlier this month" of two documents printed a day apart is no difference of theirs."""
    text = told.material.documents[told.passages[dated.passage].document].text
    return fold(text[dated.days.start : dated.days.end])


def _value(days: Days) -> str:
    if days.first == days.last:
        return days.first.isoformat()
    if days.length > 31:
        return str(days.first.year)
    if days.first.day == 1 and days.length >= 28:
        return days.first.isoformat()[:7]
    return f"{days.first.isoformat()}/{days.last.isoformat()}"
