"""Two renderings of the same words laid side by side, word by word.

Method: Ratcliff and Obershelp's matching blocks (difflib) over words folded in case and quotation marks; what is shown
stays verbatim.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from tasks.shared.text.spans import lowered

# longer speeches are laid side by side as far as this many words: the method's cost grows with the square
_LONGEST = 400
_STRAIGHT = str.maketrans("’‘–—", "''--")
_WORD = re.compile(r"[^\W_]+(?:['.,-][^\W_]+)*")


class AlignedWord(NamedTuple):
    """A word in the form in which words are compared, and its range (code points) in the rendering."""

    word: str
    start: int
    end: int


class Replaced(NamedTuple):
    """Words of one rendering, as a range of word indexes, in place of which the other has others; the range may be
    empty on one side. `before` and `after` are the numbers of adjacent words that are the same in both."""

    first: tuple[int, int]
    second: tuple[int, int]
    before: int
    after: int


@lru_cache(maxsize=1 << 12)
def spoken(exact: str) -> tuple[AlignedWord, ...]:
    """The words of a rendering, in order, with their ranges."""
    plain = lowered(exact.translate(_STRAIGHT))
    return tuple([AlignedWord(found.group(), *found.span()) for found in _WORD.finditer(plain)])


@lru_cache(maxsize=1 << 12)
def plain(exact: str) -> tuple[str, ...]:
    """The words of a rendering, in order, in the form in which they are compared."""
    return tuple([word.word for word in spoken(exact)])


@lru_cache(maxsize=1 << 10)  # the utterance and the difference look at the same pairs
def replaced(one: tuple[AlignedWord, ...], two: tuple[AlignedWord, ...]) -> tuple[Replaced, ...]:
    """The places between shared words where two renderings differ, in order. What one rendering has more at its
    beginning or end was left out of the other, and is no difference."""
    if _contained(one, two):
        return ()
    blocks = [block for block in _matcher(one, two).get_matching_blocks() if block.size]
    return tuple(
        Replaced((left.a + left.size, right.a), (left.b + left.size, right.b), left.size, right.size)
        for left, right in itertools.pairwise(blocks)
    )


def shared(one: Sequence[AlignedWord], two: Sequence[AlignedWord]) -> int:
    """The number of words that two renderings have in common in the same order."""
    return sum(block.size for block in _matcher(one, two).get_matching_blocks())


def _contained(one: Sequence[AlignedWord], two: Sequence[AlignedWord]) -> bool:
    """All words of one stand side by side in the other, so that no word of either stands for another's."""
    short, long = sorted((_in_a_row(one), _in_a_row(two)), key=len)
    return short in long


def _in_a_row(words: Sequence[AlignedWord]) -> str:
    """No word holds a space, so that a part of the row from one space to another is so many whole words."""
    return f" {' '.join([word.word for word in words[:_LONGEST]])} "


def _matcher(one: Sequence[AlignedWord], two: Sequence[AlignedWord]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, [w.word for w in one[:_LONGEST]], [w.word for w in two[:_LONGEST]], autojunk=False)
