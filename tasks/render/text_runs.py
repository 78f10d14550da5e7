"""Turns a range of a document into words for a page: line breaks folded, split at the borders of marks, clipped, with
context."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from tasks.render.views import VerbatimWords, WordRun

_BREAK = re.compile(r"[^\S\n\xa0]*\n\s*")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[^\W\d_a-zß-öø-ÿ])")
_OPENING = "\"'“‘«„‹「『"
_DOUBLE = re.compile('["“”«»„「」『』]')
MORE = "\xa0…"  # never a line of its own
CONTEXT = 600  # characters of a passage with its context; a long paragraph is clipped to about this


class Layer(NamedTuple):
    """A range of a document's text (code points) that a page marks; `kind` as in `WordRun`, `id` is the anchor of its
    first run, "" for none."""

    start: int
    end: int
    kind: str
    id: str = ""


class Ground(NamedTuple):
    """The parts of a document that are needed to print words of it: letter, text, language."""

    siglum: str
    text: str
    language: str


def fold_breaks(text: str) -> str:
    """The text with each line break and the white space around it replaced by a single space. Other white space
    stays."""
    return _BREAK.sub(" ", text) if "\n" in text else text


def words(ground: Ground, start: int, end: int, layers: Iterable[Layer] = (), *, marks: bool = False) -> VerbatimWords:
    """The words `text[start:end]` of a document (code points), split into runs at the borders of `layers`. `marks` as
    in `VerbatimWords`."""
    runs = parts(ground.text, start, end, layers)
    return VerbatimWords(ground.siglum, start, end, ground.language, runs, "", "", marks)


def parts(text: str, start: int, end: int, layers: Iterable[Layer]) -> tuple[WordRun, ...]:
    """The runs of `text[start:end]`, in order, each with the kinds of all layers that cover it. Overlapping layers are
    split and never nested."""
    if not layers:
        return (WordRun(fold_breaks(text[start:end])),)
    inside = [layer for layer in layers if layer.start < end and layer.end > start]
    if not inside:
        return (WordRun(fold_breaks(text[start:end])),)
    edges = sorted({start, end, *(max(start, x.start) for x in inside), *(min(end, x.end) for x in inside)})
    runs: list[tuple[int, int, str, str]] = []
    for left, right in pairwise(edges):
        kinds, anchor = "", ""
        for layer in inside:
            if layer.start <= left and layer.end >= right:
                if layer.kind not in kinds:
                    kinds += layer.kind
                if layer.id and not anchor and max(layer.start, start) == left:
                    anchor = layer.id
        kind = kinds if len(kinds) < 2 else "".join(sorted(kinds))
        if runs and runs[-1][2] == kind and not anchor:
            runs[-1] = (runs[-1][0], right, kind, runs[-1][3])
        else:
            runs.append((left, right, kind, anchor))
    return tuple([WordRun(fold_breaks(text[left:right]), kind, anchor) for left, right, kind, anchor in runs])


def clip(text: str, start: int, end: int, limit: int) -> tuple[int, bool]:
    """The end (code point) of `text[start:end]` when it is cut after a whole word to at most `limit` characters, and
    whether anything was cut."""
    if end - start <= limit:
        return end, False
    cut = start + limit
    space = text.rfind(" ", start + limit * 2 // 3, cut + 1)
    stop = space if space > start else cut
    while stop > start + 1 and not text[stop - 1].isalnum():
        stop -= 1
    return stop, True


def clipped(
    ground: Ground, start: int, end: int, limit: int, layers: Iterable[Layer] = (), *, marks: bool = False
) -> VerbatimWords:
    """The first `limit` characters of a range, cut after a whole word, with "…" after them if anything was cut."""
    stop, cut = clip(ground.text, start, end, limit)
    shown = words(ground, start, stop, layers, marks=marks)
    return shown._replace(after=MORE) if cut else shown


def around(
    ground: Ground, start: int, end: int, low: int, high: int, room: int, layers: Iterable[Layer] = ()
) -> VerbatimWords:
    """A range with up to `room` characters on either side, inside `low:high`, cut between words, with "…" where it is
    cut. Offsets are code points."""
    text = ground.text
    left, right = max(low, start - room), min(high, end + room)
    if left > low:
        space = text.find(" ", left, start)
        left = space + 1 if space >= 0 else start
    if right < high:
        space = text.rfind(" ", end, right + 1)
        right = space if space >= 0 else end
    shown = words(ground, left, right, layers)
    return shown._replace(before="… " if left > low else "", after=MORE if right < high else "")


def context(text: str, low: int, high: int, start: int, end: int, also: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The range of the sentences in the paragraph `low:high` that contain `start:end`, extended to the ranges `also` in
    the same paragraph, as long as it has at most CONTEXT characters. Offsets are code points."""
    edges = [low, *(low + end for end in _sentence_ends(text[low:high])), high]
    left, right = _enclosing(edges, start, end)
    for a, b in also:
        if low <= a and b <= high:
            begin, stop = _enclosing(edges, a, b)
            wide_left, wide_right = min(left, begin), max(right, stop)
            if wide_right - wide_left <= CONTEXT:
                left, right = wide_left, wide_right
    while right > end and text[right - 1].isspace():
        right -= 1
    return min(left, start), max(right, end)


def _enclosing(edges: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """The edges nearest to a range on either side of it; the outermost where it passes them."""
    return edges[max(0, bisect_right(edges, start) - 1)], edges[min(bisect_left(edges, end), len(edges) - 1)]


@lru_cache(maxsize=512)  # the passages of a paragraph are shown one by one
def _sentence_ends(paragraph: str) -> tuple[int, ...]:
    return tuple([match.end() for match in _SENTENCE_END.finditer(paragraph)])


def in_marks(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is the whole or a part of what one pair of quotation marks encloses: a mark opens
    directly before it, and none is inside."""
    return start > 0 and text[start - 1] in _OPENING and _DOUBLE.search(text, start, end) is None
