"""Aligns wordings of one utterance: which words differ, and which columns correspond."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from tasks.shared.text.spans import fold

_WORD = re.compile(r"\w+(?:['’.,-]\w+)*|[^\w\s]")
_MINOR = frozenset("\"'“”‘’«»„,.;:!?…()[]-–—")


class WordingToken(NamedTuple):
    """A word in the form in which words are compared, and its range (code points) in the wording."""

    folded: str
    start: int
    end: int


@lru_cache(maxsize=1024)  # an utterance is compared on its own page and on those of its claims and topics
def tokens(text: str) -> tuple[WordingToken, ...]:
    """The words of `text` with their offsets (code points), in order. Punctuation is left out, since wordings do not
    differ by it."""
    return tuple(WordingToken(fold(m[0]), m.start(), m.end()) for m in _WORD.finditer(text) if m[0] not in _MINOR)


def differing(texts: Sequence[str]) -> list[tuple[tuple[int, int], ...]]:
    """For each text, in order, the ranges (code points) of words that no other text has at the aligned place; adjacent
    ranges are joined."""
    cut = [tokens(text) for text in texts]
    found = []
    for place, mine in enumerate(cut):
        same: set[int] = set()
        for other, theirs in enumerate(cut):
            if other != place:
                same |= _matched(mine, theirs)
        found.append(_ranges(mine, same))
    return found


def _matched(mine: Sequence[WordingToken], theirs: Sequence[WordingToken]) -> set[int]:
    matcher = SequenceMatcher(None, [t.folded for t in mine], [t.folded for t in theirs], autojunk=False)
    return {i for block in matcher.get_matching_blocks() for i in range(block.a, block.a + block.size)}


def _ranges(mine: Sequence[WordingToken], same: set[int]) -> tuple[tuple[int, int], ...]:
    ranges: list[list[int]] = []
    for place, token in enumerate(mine):
        if place in same:
            continue
        if ranges and place and place - 1 not in same:
            ranges[-1][1] = token.end
        else:
            ranges.append([token.start, token.end])
    return tuple((start, end) for start, end in ranges)


COLUMNS = 4
PER_COLUMN = 7  # words of the longest wording that make a column worth having
SHARED = 0.4  # part of its words that a wording must share with the longest one to stand in columns beside it


def columns(texts: Sequence[str]) -> list[list[tuple[int, int] | None]]:
    """Divides wordings of one utterance into columns of corresponding content.

    The longest wording is cut wherever every other one can be cut at the same place: beside a word that both have.

    Args:
        texts: the wordings.

    Returns:
        For each text, in order, its range (code points) in each column, None where it has nothing. One column with the
        whole text if the wordings share too little.
    """
    return _columns(tuple(texts))


@lru_cache(maxsize=256)  # as of the words
def _columns(texts: tuple[str, ...]) -> list[list[tuple[int, int] | None]]:
    cut = [tokens(text) for text in texts]
    whole: list[list[tuple[int, int] | None]] = [[(0, len(text))] for text in texts]
    base = max(cut, key=len)
    maps = [_mapping(base, words) for words in cut]
    if len(texts) < 2 or any(len(m) < SHARED * len(words) for m, words in zip(maps, cut, strict=True)):
        return whole
    amount = min(COLUMNS, len(base) // PER_COLUMN)
    places = _places(maps, [len(words) for words in cut], len(base))
    chosen: list[int] = []
    for number in range(1, amount):
        target = number * len(base) / amount
        near = [p for p in places if p > (chosen[-1] if chosen else 0) + 1 and p < len(base) - 1]
        if near:
            chosen.append(min(near, key=lambda p: (abs(p - target), p)))
    if not chosen:
        return whole
    found: list[list[tuple[int, int] | None]] = []
    for text, words, mapping in zip(texts, cut, maps, strict=True):
        edges = [0, *(_boundary(mapping, place, len(words)) or 0 for place in chosen), len(words)]
        row: list[tuple[int, int] | None] = []
        for left, right in pairwise(edges):
            start = 0 if left == 0 else words[left].start if left < len(words) else len(text)
            end = len(text) if right >= len(words) else words[right].start
            row.append((start, end) if right > left else None)
        found.append(row)
    return found


def _mapping(base: Sequence[WordingToken], words: Sequence[WordingToken]) -> dict[int, int]:
    """Places of `base` with the place of the same word in `words`, both rising."""
    matcher = SequenceMatcher(None, [t.folded for t in base], [t.folded for t in words], autojunk=False)
    return {b.a + i: b.b + i for b in matcher.get_matching_blocks() for i in range(b.size)}


def _places(maps: Sequence[dict[int, int]], lengths: Sequence[int], size: int) -> list[int]:
    return [
        place
        for place in range(1, size)
        if all(_boundary(m, place, length) is not None for m, length in zip(maps, lengths, strict=True))
    ]


def _boundary(mapping: dict[int, int], place: int, length: int) -> int | None:
    """Where a wording is cut when the longest is cut before its word `place`; None where that cannot be told."""
    if place in mapping:
        return mapping[place]
    if place - 1 in mapping:
        return mapping[place - 1] + 1
    if not mapping or place < min(mapping):
        return 0
    return length if place > max(mapping) else None
