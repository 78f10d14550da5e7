"""The entries of a live page: each tells of its own day, and not of the day on which the page began."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date
from itertools import zip_longest
from typing import NamedTuple

from tasks.extract.dates.grammar import dated
from tasks.records import Document
from tasks.shared.english.date_expressions import parse_day
from tasks.shared.english.prefilter import later

PUBLICATION = "the day of publication"
ENTRY = "the day of the entry"

_FEWEST = 2
"""Lines with a day and a time between the paragraphs from which a page is a live one. A report has one at its head."""
_CLOCK = later(r"\d[:.h]\d\d|\d\s?[ap]\.?m\b")
_LONGEST = 60
"""Characters of such a line: a day, a time, perhaps who wrote the entry."""


class Entry(NamedTuple):
    """An entry of a live page: the offset at which its words begin (code points), and its day."""

    start: int
    day: date


def entries_of(document: Document) -> tuple[Entry, ...]:
    """The entries of a live page, in order of the text; empty for any other document. An entry extends to the next
    one."""
    blocks = document.blocks
    if not blocks:
        return ()
    found: list[Entry] = []
    for removed in document.removed:
        if removed.rule not in ("dateline", "byline") or removed.end - removed.start > _LONGEST:
            continue
        if not _CLOCK.search(document.text, removed.start, removed.end):
            continue
        days = [parse_day(item.value) for item in dated(document.text, removed.start, removed.end) if item.value]
        day = next((each for each in days if each is not None), None)
        if day is not None and removed.end <= blocks[-1].start:
            found.append(Entry(removed.end, day))
    starts = [block.start for block in blocks]
    between = [
        entry
        for entry, after in zip_longest(found, found[1:])
        if (at := bisect_left(starts, entry.start)) < len(blocks)
        and blocks[at].kind not in ("title", "standfirst")
        and (after is None or blocks[at].end <= after.start)
    ]
    return tuple(between) if len(between) >= _FEWEST else ()


def entry_at(entries: tuple[Entry, ...], place: int) -> date | None:
    """The day of the entry that contains the offset `place` (code points); None before the first."""
    at = bisect_right(entries, place, key=lambda entry: entry.start) - 1
    return entries[at].day if at >= 0 else None
