"""Finds paragraphs that many reports of different events contain: what an outlet says about itself, a standing
background.

They make no document a copy. A paragraph of one article that many outlets printed looks the same at first, so it is
checked whether the texts that contain it share anything else.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy

from tasks.deduplicate.decision import covered, shared_runs
from tasks.deduplicate.texts import ComparedText, Texts

# A paragraph in fewer texts is left alone: up to here another document never changes what two others are to each other.
MANY = 10
# So many pairs of its texts are looked at, and they share less than this of the shorter beside the paragraph.
_LOOKED_AT = 10
_SHARED = 0.3


def boilerplate(texts: Texts) -> frozenset[int]:
    """The hashes of the paragraphs that are boilerplate: those in at least MANY texts, most pairs of which share little
    else. `texts` contains every distinct text once."""
    if len(texts) < MANY:
        return frozenset()
    held = list(texts.paragraphs())
    paragraphs = numpy.concatenate(held)
    holders = numpy.repeat(numpy.arange(len(held)), [len(each) for each in held])
    order = numpy.lexsort((holders, paragraphs))
    paragraphs, holders = paragraphs[order], holders[order]
    # A paragraph that a text repeats counts once in it.
    again = (paragraphs[1:] == paragraphs[:-1]) & (holders[1:] == holders[:-1])
    once = numpy.concatenate((numpy.ones(min(1, len(order)), bool), ~again))
    paragraphs, holders = paragraphs[once], holders[once]
    starts = numpy.flatnonzero(
        numpy.concatenate((numpy.ones(min(1, len(holders)), bool), paragraphs[1:] != paragraphs[:-1]))
    )
    counts = numpy.diff(numpy.append(starts, len(paragraphs)))
    found = []
    for start, count in zip(starts[counts >= MANY].tolist(), counts[counts >= MANY].tolist(), strict=True):
        having = sorted(holders[start : start + count].tolist(), key=lambda holder: texts.signatures[holder].whole)
        if _unrelated(texts, having, int(paragraphs[start])):
            found.append(int(paragraphs[start]))
    return frozenset(found)


def _unrelated(texts: Texts, having: Sequence[int], paragraph: int) -> bool:
    """Whether of pairs of the texts that have a paragraph, taken from all over the list, most share little beside."""
    half = len(having) // 2
    step = max(1, half // _LOOKED_AT)
    pairs = [(having[at], having[at + half]) for at in range(0, half, step)][:_LOOKED_AT]
    return 2 * sum(_share(texts[one], texts[two], paragraph) < _SHARED for one, two in pairs) > len(pairs)


def _share(one: ComparedText, two: ComparedText, paragraph: int) -> float:
    """The share of the shorter text's other words that the two have in common."""
    short, long = sorted((one, two), key=lambda text: text.words)
    length = int(short.lengths[short.paragraphs == numpy.uint64(paragraph)].sum())
    runs = shared_runs(short.shingles, long.shingles)
    return (covered(runs.first, runs.length) - length) / max(1, short.words - length)
