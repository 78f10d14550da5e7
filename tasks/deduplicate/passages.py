"""The passages that two documents share, word for word, quotations included: what a reader sees side by side."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy
from numpy.typing import NDArray

from tasks.deduplicate.decision import covered, shared_runs
from tasks.deduplicate.signature import Shingles, shingles
from tasks.deduplicate.words import batches, words
from tasks.records import Citation, Document
from tasks.text import cite

Passages = tuple[float, list[tuple[Citation, Citation]]]

# A passage cut short by the end of a paragraph is shown from this many words.
SHOWN = 4


class Reading(NamedTuple):
    """A document with where its words stand, the numbers of the words that begin a block, and the words' shingles."""

    document: Document
    starts: NDArray[numpy.int32]
    ends: NDArray[numpy.int32]
    heads: list[int]
    shingles: Shingles


def read(documents: Sequence[Document]) -> dict[str, Reading]:
    """Documents ready for comparing, quotations included, by their ids."""
    readings = {}
    for batch in batches(documents):
        found = words(batch)
        edges = numpy.searchsorted(found.documents, numpy.arange(len(batch) + 1)).tolist()
        for document, (start, end) in zip(batch, pairwise(edges), strict=True):
            part = slice(start, end)
            starts, ends = (each[part].astype(numpy.int32) for each in (found.starts, found.ends))
            heads = numpy.flatnonzero(numpy.diff(found.blocks[part], prepend=-1)).tolist()
            readings[document.id] = Reading(document, starts, ends, heads, shingles(found.hashes[part]))
    return readings


def passages(first: Reading, other: Reading, least: int) -> Passages:
    """The share of the shorter's words in shared runs, and the runs of at least so many words as pairs of citations, in
    order of `other`, each inside one block on both sides."""
    runs = shared_runs(other.shingles, first.shingles)
    if len(other.starts) <= len(first.starts):
        overlap = covered(runs.first, runs.length) / len(other.starts)
    else:
        overlap = covered(runs.second, runs.length) / len(first.starts)
    found = []
    done = 0
    for there, here, length in zip(runs.first, runs.second, runs.length, strict=True):
        if length < least:
            continue
        skip = max(0, done - there)
        done = there + length
        for begin, end in _pieces(first.heads, here, other.heads, there, skip, length):
            found.append((_cite(first, here + begin, here + end), _cite(other, there + begin, there + end)))
    return overlap, found


def _cite(reading: Reading, first: int, last: int) -> Citation:
    document = reading.document
    return cite(document.id, document.text, int(reading.starts[first]), int(reading.ends[last]))


def _pieces(first: list[int], here: int, other: list[int], there: int, skip: int, length: int) -> list[tuple[int, int]]:
    """A run's words `skip` to `length`, cut where either side goes on to another block: first and last word of each."""
    if length - skip < SHOWN:
        return []
    cuts = {at - here for at in first[bisect_right(first, here + skip) : bisect_left(first, here + length)]}
    cuts.update(at - there for at in other[bisect_right(other, there + skip) : bisect_left(other, there + length)])
    edges = [skip, *sorted(cuts), length]
    return [(begin, end - 1) for begin, end in pairwise(edges) if end - begin >= SHOWN]
