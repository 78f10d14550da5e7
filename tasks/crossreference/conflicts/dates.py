"""Days that differ for one event: two sentences that would be one statement if their dates agreed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.crossreference.clauses import clauses
from tasks.crossreference.conflicts.shared import Told, Version, days_between, record, statement
from tasks.crossreference.gates import may_be_same_day
from tasks.crossreference.passages import Days, Passage
from tasks.crossreference.score import Pair
from tasks.crossreference.words import words
from tasks.records import Conflict
from tasks.text import fold

# The score and the share of common words from which two sentences tell one event but for the date.
_SCORE = 4.0
_COSINE = 0.4
# Reports this many days apart tell two occasions rather than one differently.
_DAYS_APART = 4
_LONGEST = 366
_IN = re.compile(r"(?:in|since|by|from|until|before|after) ", re.IGNORECASE)
# what else may differ: the day itself, and a weekday that reads as a number of its own
_HARMLESS = frozenset({"day", "time"})


def dates(told: Told) -> Iterator[Conflict]:
    """One record for each two dates of one event that cannot be the same day."""
    seen: set[tuple[str, ...]] = set()
    for pair in sorted(told.pairs, key=lambda p: (-p.plain, p.first, p.second)):
        one, two = told.passages[pair.first], told.passages[pair.second]
        if pair.plain < _SCORE or pair.cosine < _COSINE or not _HARMLESS.issuperset(pair.differences):
            continue
        if days_between(told, one, two) >= _DAYS_APART or one.document == two.document:
            continue
        found = _differing(told, pair, one, two)
        if found is None:
            continue
        a, b = found
        values = tuple(sorted((_value(a), _value(b))))
        if values in seen:
            continue
        seen.add(values)
        sides = [
            Version(_value(days), (statement(told, passage, days.start, days.end),))
            for days, passage in ((a, one), (b, two))
        ]
        yield record(told, "date", _subject(told, pair), "conflict", sides)


def _differing(told: Told, pair: Pair, one: Passage, two: Passage) -> tuple[Days, Days] | None:
    """The dates of the two statements that stand in like words and cannot be the same."""
    here, there = _dates(one), _dates(two)
    if not here or not there or any(may_be_same_day(a, b) for a in here for b in there):
        return None
    for a in here:
        for b in there:
            if (
                _grain(a) == _grain(b)
                and _printed(told, one, a) != _printed(told, two, b)
                and _share_words(told, one, a, two, b)
            ):
                return a, b
    return None


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


def _grain(days: Days) -> int:
    return 0 if days.length <= 10 else 1 if days.length <= 31 else 2


def _printed(told: Told, passage: Passage, days: Days) -> str:
    """The words of a date: "earlier this month" of two documents printed a day apart is no difference of theirs."""
    return fold(told.material.documents[passage.document].text[days.start : days.end])


def _share_words(told: Told, one: Passage, a: Days, two: Passage, b: Days) -> bool:
    """The clauses of the two dates have two words with content in common."""
    return len(_clause(told, one, a) & _clause(told, two, b)) >= 2


def _clause(told: Told, passage: Passage, days: Days) -> set[str]:
    text = told.material.documents[passage.document].text
    spans = clauses(text, *passage.sentence)
    low, high = next((span for span in spans if span[0] <= days.start < span[1]), passage.sentence)
    return {word.stem for word in words(text[low : days.start] + " " + text[max(days.end, low) : high])}


def _value(days: Days) -> str:
    if days.first == days.last:
        return days.first.isoformat()
    if days.length > 31:
        return str(days.first.year)
    if days.first.day == 1 and days.length >= 28:
        return days.first.isoformat()[:7]
    return f"{days.first.isoformat()}/{days.last.isoformat()}"


def _subject(told: Told, pair: Pair) -> str:
    """The words that the two share, as the first prints them."""
    one, two = told.weighed[pair.first].weights, told.weighed[pair.second].weights
    shared = sorted((stem for stem in one if stem in two), key=lambda s: (-one[s], s))[:4]
    text = told.passages[pair.first].text.split()
    printed = [w.strip(".,;:!?“”\"'()’‘") for w in text if any(x.stem in shared for x in words(w))]
    return " ".join(dict.fromkeys(printed))
