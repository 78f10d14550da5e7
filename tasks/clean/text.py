"""Plain text -> Page: its lines as they stand, those of a hard-wrapped paragraph together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from tasks.clean.page import PageLine, PageText
from tasks.records import BlockKind

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")

_NARROWEST, _WIDEST = 45, 120
"""Characters of the longest line of a hard-wrapped text. Menus are narrower, and no program wraps wider."""
_WRAPPED = 0.75
"""Share of the line breaks of a run of lines that must stand where the next word would not have fitted."""
_FEWEST = 3
"""Lines of a run that show by themselves that it is wrapped; shorter runs follow where the file has such a one."""
_ITEM = re.compile(r"(?:[-*•·–—]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s")

_SIGNS: tuple[tuple[BlockKind, re.Pattern[str]], ...] = (
    ("list", re.compile(r"(?:[-*•·]|\d{1,3}[.)])\s")),
    ("table", re.compile(r"\|.*\||[^\t\r\n]+\t+[^\t\r\n]+\t")),
)
_MARKS = frozenset("-*•·|0123456789")
"""How lists and tables are written in plain text. A dash is left out: it opens speech in many languages."""


def read_text(content: str, wrapped_known: bool = False) -> PageText:
    """The page of a plain-text file, whose text is the file. A line of the page is a non-blank line, or the lines of
    one hard-wrapped paragraph. `wrapped_known`: even two lines without a blank line between are one paragraph if the
    first fills the width."""
    runs = _runs(content)
    widths = [_width(content, run) for run in runs]
    wrapped = [width for run, width in zip(runs, widths, strict=True) if len(run) >= _FEWEST and width]
    lines: list[PageLine] = []
    for run, width in zip(runs, widths, strict=True):
        near = wrapped_known or any(abs(width - other) <= 0.15 * other for other in wrapped)
        pieces = _joined(content, run, width) if width and (len(run) >= _FEWEST or near) else run
        lines.extend(_line(content, *piece, _kind(content, pieces, at)) for at, piece in enumerate(pieces))
    return PageText(content, tuple(lines))


def _runs(content: str) -> list[list[tuple[int, int]]]:
    """Runs of lines without a blank one between them, as ranges without the white space at their ends."""
    runs: list[list[tuple[int, int]]] = [[]]
    position = 0
    for line in _split(content):
        text = line.strip()
        if text:
            start = position + (line.index(text[0]) if line[0].isspace() else 0)
            runs[-1].append((start, start + len(text)))
        elif runs[-1]:
            runs.append([])
        position += len(line)
    return [run for run in runs if run]


def _split(content: str) -> list[str]:
    """The lines with their breaks. Not `splitlines`, which breaks at characters that are no line breaks in a file."""
    if "\r" in content:
        return _LINE.findall(content)
    return [line + "\n" for line in content.split("\n")]


def _width(content: str, run: Sequence[tuple[int, int]]) -> int:
    """The width at which the run is wrapped; 0 where it is not."""
    width = max(end - start for start, end in run)
    if len(run) == 1 or not _NARROWEST <= width <= _WIDEST:
        return 0
    full = sum(_fills(content, line, below, width) for line, below in pairwise(run))
    return width if full >= _WRAPPED * (len(run) - 1) else 0


def _fills(content: str, line: tuple[int, int], below: tuple[int, int], width: int) -> bool:
    """Whether the first word of the line below would not have fitted on the line."""
    word = content[below[0] : below[1]].split(None, 1)[0]
    return line[1] - line[0] + 1 + len(word) > width


def _joined(content: str, run: Sequence[tuple[int, int]], width: int) -> list[tuple[int, int]]:
    """The paragraphs of a wrapped run: a line that does not fill the width ends one, an item of a list begins one."""
    pieces = [run[0]]
    for line, below in pairwise(run):
        if _fills(content, line, below, width) and not _ITEM.match(content, below[0]):
            pieces[-1] = (pieces[-1][0], below[1])
        else:
            pieces.append(below)
    return pieces


def _line(content: str, start: int, end: int, kind: BlockKind | None) -> PageLine:
    text = content[start:end]
    return PageLine(start, end, " ".join(text.split()) if "\n" in text or "\r" in text else text, kind)


def _kind(content: str, pieces: Sequence[tuple[int, int]], at: int) -> BlockKind | None:
    """What a line is by its signs, where the line above or below has them too: an item of a list, a row of a table."""
    if content[pieces[at][0]] not in _MARKS and "\t" not in content[slice(*pieces[at])]:
        return None
    beside = [near for near in (at - 1, at + 1) if 0 <= near < len(pieces)]
    for kind, pattern in _SIGNS:
        if pattern.match(content, *pieces[at]) and any(pattern.match(content, *pieces[near]) for near in beside):
            return kind
    return None
