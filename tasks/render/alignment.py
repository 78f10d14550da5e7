"""Which words of several wordings differ. Words are compared folded; what is shown stays verbatim."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from tasks.text import fold

_WORD = re.compile(r"\w+(?:['’.,-]\w+)*|[^\w\s]")
_MINOR = frozenset("\"'“”‘’«»„,.;:!?…()[]-–—")


class Token(NamedTuple):
    folded: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Words of `text` with their offsets. Punctuation is left out: it is not what wordings differ by."""
    return [Token(fold(m[0]), m.start(), m.end()) for m in _WORD.finditer(text) if m[0] not in _MINOR]


def differing(texts: Sequence[str]) -> list[tuple[tuple[int, int], ...]]:
    """For each text the ranges of words that stand in no other text at the aligned place; neighbours are joined."""
    cut = [tokens(text) for text in texts]
    found = []
    for place, mine in enumerate(cut):
        same: set[int] = set()
        for other, theirs in enumerate(cut):
            if other != place:
                same |= _matched(mine, theirs)
        found.append(_ranges(mine, same))
    return found


def _matched(mine: Sequence[Token], theirs: Sequence[Token]) -> set[int]:
    matcher = SequenceMatcher(None, [t.folded for t in mine], [t.folded for t in theirs], autojunk=False)
    return {i for block in matcher.get_matching_blocks() for i in range(block.a, block.a + block.size)}


def _ranges(mine: Sequence[Token], same: set[int]) -> tuple[tuple[int, int], ...]:
    ranges: list[list[int]] = []
    for place, token in enumerate(mine):
        if place in same:
            continue
        if ranges and place and place - 1 not in same:
            ranges[-1][1] = token.end
        else:
            ranges.append([token.start, token.end])
    return tuple((start, end) for start, end in ranges)
