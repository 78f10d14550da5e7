"""Text that came out of a PDF: lines broken where the page ended, words at hyphens, columns side by side.

Such a text is laid out anew, as the text of an HTML page is: a paragraph a line, broken words joined, the columns one
after the other, and what is printed on every page behind the paragraph that it cuts in two.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tasks.clean.page import PageLine, PageText
from tasks.shared.english.lexicon import common_words

_FEWEST = 2
"""Words broken at the end of a line, or heads of pages, that show where a text is from. One may be a slip."""
_BROKEN = re.compile(r"(?<=[^\W\d_])-$")
_GAP = 3
"""Spaces in a row that part two columns."""
_ROWS = 5
_ROWS_SHARE = 0.5
_COLUMN_WORDS = 3.5
"""Lines side by side, their share of all lines, and words of each on the average, from which they are two columns of
text and no table."""
_FILLED = 0.85
"""Share of the width up to which a line is short though the next word would have fitted: the paragraph ends there."""
_HEAD_WORDS = 14
_HAS_PAGE = re.compile(r"\bpage\s*\d|\b\d{1,4}\W*$|^\W*\d{1,4}\b", re.I)
_ENDED = re.compile(r"[.!?:][\"”’»)]*$")
_BYLINE = re.compile(r"(?:By|BY)\s+[A-Z]")
_NEAR_TOP = 4
"""Lines of a column among which a by-line shows that it begins with a report of its own."""

_IN_COLUMNS = "its text stands in columns, and which of them follows which is not certain"
_TWO_REPORTS = "its columns hold two reports, of which the first is kept"


class Relaid(NamedTuple):
    """A text in reading order, the rules that remove some of its lines, by index, and what is doubtful about it (None
    for nothing)."""

    page: PageText
    rules: dict[int, str]
    doubtful: str | None


class _Row(NamedTuple):
    """A line of the file, "" where it is blank, and which column it stands in, 0 for the whole width or the left."""

    text: str
    column: int


def relaid(content: str) -> Relaid | None:
    """The text of a PDF in reading order: paragraphs joined, columns one after the other, running heads marked as
    removed. None if nothing suggests that `content` comes from a PDF."""
    if "-\n" not in content and "-\r" not in content and "\f" not in content and "   " not in content:
        return None
    lines = re.split(r"\r\n|[\r\n\f]", content.expandtabs())
    edge = _edge(lines)
    rows = _in_order(lines, edge) if edge else [_Row(line.strip(), 0) for line in lines]
    heads = _heads(rows)
    broken = sum(_BROKEN.search(row.text) is not None and bool(below) for row, below in _with_next(rows, heads))
    if not edge and broken < _FEWEST and ("\f" not in content or len(heads) < _FEWEST):
        return None
    pieces = list(_paragraphs(rows, heads))
    second = [row.text for row in rows if row.column == 1 and row.text]
    apart = any(_BYLINE.match(text) for text in second[:_NEAR_TOP])
    doubtful = None if not edge else _TWO_REPORTS if apart else _IN_COLUMNS
    found: list[PageLine] = []
    rules: dict[int, str] = {}
    at = 0
    for text, column, head in pieces:
        if head:
            rules[len(found)] = "running-head"
        elif column and apart:
            rules[len(found)] = "another-report"
        found.append(PageLine(at, at + len(text), text))
        at += len(text) + 1
    return Relaid(PageText("\n".join(line.text for line in found), tuple(found)), rules, doubtful)


def _edge(lines: Sequence[str]) -> int:
    """Where the right one of two columns begins; 0 where there are none."""
    gaps = [match.end() for line in lines for match in re.finditer(rf"(?<=\S) {{{_GAP},}}(?=\S)", line)]
    shown = sum(bool(line.strip()) for line in lines)
    for edge, count in Counter(gaps).most_common(1):
        rows = [line for line in lines if _beside(line, edge)]
        words = [(len(line[:edge].split()), len(line[edge:].split())) for line in rows]
        enough = count >= _ROWS and len(rows) >= _ROWS_SHARE * shown
        if enough and all(sum(side) >= _COLUMN_WORDS * len(rows) for side in zip(*words, strict=True)):
            return edge
    return 0


def _beside(line: str, edge: int) -> bool:
    return (
        len(line) > edge and line[edge - 2 : edge].isspace() and not line[edge].isspace() and bool(line[:edge].strip())
    )


def _in_order(lines: Sequence[str], edge: int) -> list[_Row]:
    """The rows of the left column and then of the right one, each time up to a line that runs over both."""
    found: list[_Row] = []
    columns: tuple[list[_Row], list[_Row]] = ([], [])

    def flush() -> None:
        for column in columns:
            found.extend(column)
            if column:
                found.append(_Row("", 0))
            column.clear()

    for line in lines:
        if not line.strip():
            columns[0].append(_Row("", 0))
            columns[1].append(_Row("", 1))
        elif _beside(line, edge):
            columns[0].append(_Row(line[:edge].strip(), 0))
            columns[1].append(_Row(line[edge:].strip(), 1))
        elif len(line.rstrip()) <= edge:
            columns[0].append(_Row(line.strip(), 0))
        elif not line[:edge].strip():
            columns[1].append(_Row(line.strip(), 1))
        else:
            flush()
            for piece in re.split(rf" {{{_GAP},}}", line.strip()):
                found += [_Row(piece, 0), _Row("", 0)]
    flush()
    return found


def _heads(rows: Sequence[_Row]) -> frozenset[str]:
    """The lines that stand on every page: alike but for the number of the page, and that number by itself."""
    alike: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        label = bool(row.text) and len(row.text.split()) <= _HEAD_WORDS and not row.text.endswith((".", "?", "!"))
        if label and _HAS_PAGE.search(row.text):
            alike[re.sub(r"\d+", "#", row.text)].add(row.text)
    found = {text for texts in alike.values() if len(texts) >= _FEWEST for text in texts}
    return frozenset(found)


def _with_next(rows: Sequence[_Row], heads: frozenset[str]) -> Iterator[tuple[_Row, str]]:
    """Each row with the text of the one that it goes on in, if any: the next one, over the head of a page."""
    for at, row in enumerate(rows):
        if not row.text or row.text in heads:
            continue
        over = False
        following = ""
        for below in rows[at + 1 :]:
            if below.text in heads:
                over = True
            elif below.text:
                following = below.text if below.column == row.column else ""
                break
            elif not over and not _head_follows(rows, at, heads):
                break
        yield row, following


def _head_follows(rows: Sequence[_Row], at: int, heads: frozenset[str]) -> bool:
    """Whether the first row below `at` that is not blank is the head of a page."""
    return next((row.text in heads for row in rows[at + 1 :] if row.text), False)


def _paragraphs(rows: Sequence[_Row], heads: frozenset[str]) -> Iterator[tuple[str, int, bool]]:
    """The paragraphs, the column of each, and whether it is the head of a page."""
    width = _width([row.text for row in rows if row.text not in heads])
    known = common_words() | {word.lower() for row in rows for word in re.findall(r"[^\W\d_]+", row.text)}
    text, column = "", 0
    waiting: list[str] = []
    following = dict(enumerate(_with_next_of(rows, heads)))
    for at, row in enumerate(rows):
        if row.text in heads:
            if text:
                waiting.append(row.text)
            else:
                yield row.text, 0, True
            continue
        if not row.text:
            continue
        text, column = (_joined(text, row.text, known), column) if text else (row.text, row.column)
        below = following[at]
        if below and _goes_on(row.text, below, width, at + 1 < len(rows) and not rows[at + 1].text):
            continue
        yield text, column, False
        yield from ((head, 0, True) for head in waiting)
        waiting.clear()
        text = ""
    if text:
        yield text, column, False
    yield from ((head, 0, True) for head in waiting)


def _with_next_of(rows: Sequence[_Row], heads: frozenset[str]) -> Iterator[str]:
    """For each row what it goes on in."""
    pairs = _with_next(rows, heads)
    for row in rows:
        yield next(pairs)[1] if row.text and row.text not in heads else ""


def _goes_on(text: str, below: str, width: int, over: bool) -> bool:
    """Whether a line goes on in the next one: it is full, or broken off. `over` is whether a page ends between them."""
    if _BROKEN.search(text):
        return True
    if _BYLINE.match(below) or _BYLINE.match(text):
        return False
    if over:
        return not _ENDED.search(text) and (below[0].islower() or len(text) > _FILLED * width)
    return len(text) + 1 + len(below.split(None, 1)[0]) > _FILLED * width


def _width(texts: Sequence[str]) -> int:
    """The width of the column: nine of ten lines are no longer."""
    lengths = sorted(len(text) for text in texts if text)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _joined(text: str, more: str, known: frozenset[str] | set[str]) -> str:
    """A line with the next one. A hyphen at its end goes where the two pieces are a word, or no words by themselves."""
    if not _BROKEN.search(text) or not more[0].islower():
        return f"{text}{'' if _BROKEN.search(text) else ' '}{more}"
    head = re.split(r"[\W\d_]+", text[:-1])[-1].lower()
    tail = re.split(r"[\W\d_]+", more)[0].lower()
    whole = head + tail in known or not (head in known and tail in common_words() and head in common_words())
    return text[:-1] + more if whole else text + more
