"""Where on a page the report stands: which lines are its body, and the rule that takes each of the others away.

The report is the densest run of running text: every line has a worth, positive for prose and negative for furniture,
and the run with the highest sum is found in one pass. A second pass weighs lines by the words they share with the run
that was found, so that a stream of other reports' teasers does not join it. Inside the run everything stays but what a
phrase rule, a repetition or a list of links takes away.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from tasks.clean.line_measures import PROSE, Line
from tasks.clean.rules import reader_comments, related_headlines
from tasks.clean.rules.phrase import words

# Worths of lines, in words. Chosen on labelled pages; the run is insensitive to a fifth more or less of each.
_MOST = 60
_FURNITURE = -3.0
_END_OF_REPORT = -9.0
_TABLE_ROW = 1.0
_BARE = -2.5
_BARE_PER_WORD = -0.12
REPEATED = -2.0
_TEASER_MOST = 4.0
_GLUED_SHARE = 0.3
_STRANGER_SHARE = 0.15
_SHARED_GAIN = 2.5


class LineRun(NamedTuple):
    """A run of lines by index, `first` and `last` included, and the sum of their worths; empty if `last` is below
    `first`."""

    first: int
    last: int
    worth: float


def is_prose(line: Line) -> bool:
    """Whether a line reads like a paragraph and not like a label: its measure `prose` is above PROSE."""
    return line.prose > PROSE


def is_headline(line: Line) -> bool:
    """Whether a line has the shape of a headline: 4 to 22 words without full stop."""
    return not line.ended and 4 <= line.words <= 22 and line.prose < 1.0


def worths(lines: Sequence[Line], rules: Sequence[str | None], counts: Counter[str]) -> list[float]:
    """The worth of each line for the run that contains it: positive for prose, negative for boilerplate.

    Args:
        lines: the lines of the page.
        rules: for each line the rule that its own words match, or None.
        counts: how often each line occurs on the page, by key.
    """
    teasers = _teasers(lines, rules)
    found = []
    for at, line in enumerate(lines):
        if rules[at]:
            worth = _END_OF_REPORT if related_headlines.ENDS_THE_REPORT.match(line.key) else _FURNITURE
        elif is_prose(line):
            worth = float(min(line.words, _MOST))
        elif line.page.kind == "table":
            worth = _TABLE_ROW
        elif line.prose > 0.2:
            worth = min(line.words, 15) * 0.3 - 1
        else:
            worth = _BARE + _BARE_PER_WORD * min(line.words, 30)
        if line.words > 8 and counts[line.key] > 1:
            worth = REPEATED
        if worth > 0 and teasers[at]:
            worth = min(worth, _TEASER_MOST)
        if worth > 0 and line.glued:
            beside = any(lines[near].glued for near in (at - 1, at + 1) if 0 <= near < len(lines))
            worth = _BARE if beside else worth * _GLUED_SHARE
        found.append(worth)
    return found


def _teasers(lines: Sequence[Line], rules: Sequence[str | None]) -> list[bool]:
    """Which lines belong to a stream of teasers: headline, a sentence or two, headline, a sentence or two ..."""
    count = len(lines)
    headed = [
        is_prose(line) and line.words <= 95 and at > 0 and (is_headline(lines[at - 1]) or rules[at - 1] is not None)
        for at, line in enumerate(lines)
    ]
    single = [
        is_prose(line)
        and line.words <= 95
        and at > 0
        and is_headline(lines[at - 1])
        and not (at + 1 < count and is_prose(lines[at + 1]))
        for at, line in enumerate(lines[:-1])
    ] + [False]
    found = [False] * count
    for at in range(count):
        if headed[at] and sum(single[max(0, at - 12) : at + 13]) >= 3:
            following = lines[at + 1] if at + 1 < count else None
            found[at] = following is None or not is_prose(following) or is_headline(following)
    return found


def densest(worths: Sequence[float], first: int, last: int) -> LineRun:
    """The run with the highest sum of `worths` between the lines `first` and `last`, both included (Kadane's
    algorithm)."""
    best = LineRun(first, first - 1, -1.0)
    sum_, start = 0.0, first
    for at in range(first, last + 1):
        if sum_ <= 0:
            sum_, start = 0.0, at
        sum_ += worths[at]
        if sum_ > best.worth:
            best = LineRun(start, at, sum_)
    return best


def vocabulary(lines: Sequence[Line], run: LineRun) -> Counter[str]:
    """For each informative word the number of prose lines of the run that contain it."""
    prose = (line.informative for line in lines[run.first : run.last + 1] if is_prose(line))
    return Counter(chain.from_iterable(prose))


def shared(line: Line, inside: bool, said: Counter[str], copies: int) -> float:
    """The share (0 to 1) of a line's informative words that occur elsewhere in the run; 0.3 for a line without such
    words.

    Args:
        line: the line.
        inside: whether it is part of the run, so that its own words do not count.
        said: the `vocabulary` of the run.
        copies: how often the line occurs on the page.
    """
    if not line.informative:
        return 0.3
    own = copies if inside and is_prose(line) else 0
    return sum([said.get(word, 0) > own for word in line.informative]) / len(line.informative)


def find_run(lines: Sequence[Line], worth: Sequence[float], counts: Counter[str]) -> tuple[LineRun, list[float]]:
    """The run of lines that is the report, and for each line of prose the share of its informative words that the run
    has elsewhere (0 for other lines). Lines that share few words with the first estimate count less in the second."""
    last = len(lines) - 1
    run = densest(worth, 0, last)
    words = vocabulary(lines, run)
    shares = [
        shared(line, run.first <= at <= run.last, words, counts[line.key]) if is_prose(line) else 0.0
        for at, line in enumerate(lines)
    ]
    weighed = [
        value * min(1.0, _STRANGER_SHARE + _SHARED_GAIN * share) if value > 0 and is_prose(line) else value
        for line, share, value in zip(lines, shares, worth, strict=True)
    ]
    second = densest(weighed, 0, last)
    strange = [shares[at] for at in range(second.first, second.last + 1) if is_prose(lines[at])]
    shrunk = _words(lines, second) < 0.4 * _words(lines, run)
    if shrunk and strange and sum(strange) / len(strange) < 0.3:
        return run, shares
    return second, shares


def _words(lines: Sequence[Line], run: LineRun) -> int:
    return sum([line.words for line in lines[run.first : run.last + 1]])


def with_short_sentences(
    lines: Sequence[Line], rules: Sequence[str | None], counts: Counter[str], run: LineRun
) -> LineRun:
    """The run extended by the full sentences directly above and below it, however short: menus do not end with a full
    stop."""

    def sentence(at: int) -> bool:
        line = lines[at]
        return line.ended and not rules[at] and not line.glued and counts[line.key] == 1

    first, last = run.first, run.last
    while first > 0 and sentence(first - 1):
        first -= 1
    while last + 1 < len(lines) and sentence(last + 1):
        last += 1
    return run._replace(first=first, last=last)


def comments_start(lines: Sequence[Line], run: LineRun) -> int | None:
    """The index of the line of the run at which readers' comments begin, after at least two paragraphs; None if there
    is none."""
    paragraphs = 0
    for at in range(run.first, run.last + 1):
        line = lines[at]
        if line.prose > 1.2:
            paragraphs += 1
        if paragraphs >= 2 and line.words <= 16 and reader_comments.STARTS_A_SECTION.search(line.key):
            return at
    return None


_CARD = 5
"""Lines from one card's date to the next: headline, one or two lines of teaser, an author, the date."""


def cards_start(lines: Sequence[Line], rules: Sequence[str | None], run: LineRun) -> int | None:
    """The index of the line of the run at which a list of dated cards begins (headline, teaser, date, headline …); None
    if there is none."""
    bare = [rules[at] == "dateline" and line.words <= 7 for at, line in enumerate(lines)]
    paragraphs, previous, begins = 0, None, None
    for at in range(run.first, min(run.last + _CARD + 2, len(lines))):
        line = lines[at]
        if line.prose > 1.2 and line.words >= 18 and not (at + 1 < len(lines) and bare[at + 1]):
            paragraphs += 1
        if bare[at] and paragraphs >= 3:
            if previous is not None and at - previous <= _CARD:
                begins = previous
                break
            previous = at
    if begins is None:
        return None
    top = begins
    while top > run.first and begins - top < 3 and lines[top - 1].words <= 30 and not rules[top - 1]:
        top -= 1
        if is_headline(lines[top]) or (lines[top].text.endswith("?") and lines[top].words <= 22):
            break
    return top


_BODY_GOES_ON = 3
"""Long paragraphs in a row, without a headline between them, that no list of teasers has."""


def links_start(lines: Sequence[Line], run: LineRun) -> int | None:
    """The index of the line of the run, after at least three paragraphs, that heads a list of other reports and is
    followed by nothing but headlines and teasers; None if there is none."""
    paragraphs = 0
    for at in range(run.first, run.last + 1):
        line = lines[at]
        if line.prose > 1.2 and line.words >= 18:
            paragraphs += 1
        elif paragraphs >= 3 and line.words <= 12 and related_headlines.ENDS_THE_REPORT.match(line.key):
            row = 0
            for below in lines[at + 1 : run.last + 1]:
                row = row + 1 if below.prose > 1.2 and below.words >= 18 and not below.glued else 0
                if row >= _BODY_GOES_ON:
                    break
            else:
                return at
    return None


_BARE_WORDS = 4
_BARE_LINES = 10
_BARE_SHARE = 0.3
_PAGE_PHRASES = words(
    "advertisement cookie-notice newsletter subscription share-bar reader-comments related-headlines tags contact "
    "navigation copyright"
)


def is_saved_page(lines: Sequence[Line], phrases: Sequence[str | None]) -> bool:
    """Whether the lines are a saved page with boilerplate and no bare text: at least two lines that match rules of
    pages, or menus, which are many short lines in any language. In a bare text no line is removed for its place alone.
    `phrases` has for each line the rule that its own words match, or None."""
    if sum(phrase in _PAGE_PHRASES for phrase in phrases) >= 2:
        return True
    bare = sum(line.words <= _BARE_WORDS and not line.ended for line in lines)
    return bare >= _BARE_LINES and bare > _BARE_SHARE * len(lines)


_NO_WORDS = re.compile(r"[\W\d_]+")


def is_ornament(line: Line) -> bool:
    """Whether a line has no words: a number by itself, a row of asterisks, invisible characters."""
    return _NO_WORDS.fullmatch(line.text) is not None
