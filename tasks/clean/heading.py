"""Which line is the report's title."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

from tasks.clean.body import LineRun, is_prose, vocabulary
from tasks.clean.line_measures import Line
from tasks.clean.rules import dateline
from tasks.clean.rules.phrase import words

_NEVER = words(
    "navigation share-bar cookie-notice copyright newsletter subscription advertisement dateline image-credit caption "
    "byline tags reader-comments contact agency-credit author-note"
)
"""Rules whose lines are no title, whatever they share with the report."""


_MARKS = frozenset("•▪‣●○■◦►*")
"""Marks of items of a list."""
_LONG = 60
"""Informative words of a report from which a title that shares none of them, and is not the first line, is none."""


def find_title(
    lines: Sequence[Line], phrases: Sequence[str | None], run: LineRun, counts: Counter[str]
) -> tuple[int | None, float]:
    """The index of the line that is most likely the title of the run (None if there is none), and its score: words
    shared with the run, nearness above it, no full stop, repetition in the first line, a by-line or date below.
    Arguments as for `tasks.clean.body.worths`."""
    said = vocabulary(lines, run)
    different = {line.key: line.informative for line in lines}
    spread = Counter(chain.from_iterable(different.values()))
    long = sum(said.values()) >= _LONG
    best, found = -99.0, None
    for at in range(min(len(lines), run.last + 1)):
        line = lines[at]
        count = line.words if len(line.text) <= line.words * 20 else len(line.text) // 4
        if not 3 <= count <= 30 or phrases[at] in _NEVER or line.text[0] in _MARKS:
            continue
        share = _share(line, 1 if at >= run.first and is_prose(line) else 0, said, spread)
        if at and share == 0 and long:
            continue
        score = 3 * share + 0.12 * min(count, 10)
        score -= 2 * (line.ended and line.text.rstrip("”\"’'")[-1:] not in "?!")
        score -= 0.04 * min(40, run.first - at) if at <= run.first else 2.5 + 0.1 * min(20, at - run.first)
        score -= 1.0 * line.text.endswith((":", "...", "…"))
        score -= 0.8 * (phrases[at] is not None)
        score += 0.8 * (counts[line.key] > 1)
        if at and len(lines[0].text) > 20 and line.text in lines[0].text:
            score += 2.5
        if at and not phrases[at] and any(phrase in ("byline", "dateline") for phrase in phrases[at + 1 : at + 4]):
            score += 1.2
        if score > best:
            best, found = score, at
    return found, best


def _share(line: Line, own: int, said: Counter[str], spread: Counter[str]) -> float:
    """The share of the line's informative words that the run has in more than `own` lines; words that stand all over
    the page count less."""
    if line.informative.isdisjoint(said):
        return 0.0
    known = [_weight(spread[word]) for word in line.informative if said.get(word, 0) > own]
    return math.fsum(known) / math.fsum([_weight(spread[word]) for word in line.informative])


@lru_cache(1024)
def _weight(lines: int) -> float:
    """What a word counts that stands in so many lines."""
    return 1 / (1 + math.log(1 + lines))


_HEADLINE = 4
"""Words that a headline has beside its date. A dateline has a place and an agency, the head of a page an outlet."""
_OTHER = re.compile(r"(?i:\b(?:page|updated?|published|posted|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b|\bby\b.*)")


def holds_a_date(line: Line) -> bool:
    """Whether the first line of a file is a headline that contains a date, and no line of the date alone."""
    date = dateline.DATE.search(line.key)
    if date is None or line.text[:1] in "(-–—":
        return False
    before = _OTHER.sub(" ", line.text[: date.start()]).split()
    shouted = bool(before) and before[0].isupper() and len(before[0]) > 2 and not line.text.isupper()
    return len(before) >= _HEADLINE and not shouted
