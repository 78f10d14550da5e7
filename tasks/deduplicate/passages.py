"""The passages that two documents share, word for word, quotations included: what a reader sees side by side."""

from __future__ import annotations

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

Blocks = NDArray[numpy.int32]

# A passage cut short by the end of a paragraph is shown from this many words.
SHOWN = 4


class Reading(NamedTuple):
    """A document with where its words stand (offsets, number of the block) and their shingles."""

    document: Document
    starts: NDArray[numpy.int32]
    ends: NDArray[numpy.int32]
    blocks: NDArray[numpy.int32]
    shingles: Shingles


def read(documents: Sequence[Document]) -> dict[str, Reading]:
    """Documents ready for comparing, quotations included, by their ids."""
    readings = {}
    for batch in batches(documents):
        found = words(batch)
        edges = numpy.searchsorted(found.documents, numpy.arange(len(batch) + 1)).tolist()
        for document, (start, end) in zip(batch, pairwise(edges), strict=True):
            part = slice(start, end)
            starts, ends, blocks = (each[part].astype(numpy.int32) for each in (found.starts, found.ends, found.blocks))
            readings[document.id] = Reading(document, starts, ends, blocks, shingles(found.hashes[part]))
    return readings


def passages(first: Reading, other: Reading, least: int) -> tuple[float, list[tuple[Citation, Citation]]]:
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
        for begin, end in _pieces(first.blocks, here, other.blocks, there, skip, length):
            found.append((_cite(first, here + begin, here + end), _cite(other, there + begin, there + end)))
    return overlap, found


def _cite(reading: Reading, first: int, last: int) -> Citation:
    document = reading.document
    return cite(document.id, document.text, int(reading.starts[first]), int(reading.ends[last]))


def _pieces(first: Blocks, here: int, other: Blocks, there: int, skip: int, length: int) -> list[tuple[int, int]]:
    """A run's words `skip` to `length`, cut where either side goes on to another block: first and last word of each."""
    if length - skip < SHOWN:
        return []
    if first[here + skip] == first[here + length - 1] and other[there + skip] == other[there + length - 1]:
        return [(skip, length - 1)]
    one, two = first[here + skip : here + length], other[there + skip : there + length]
    cuts = numpy.flatnonzero((one[1:] != one[:-1]) | (two[1:] != two[:-1])) + skip + 1
    edges = [skip, *cuts.tolist(), length]
    return [(begin, end - 1) for begin, end in pairwise(edges) if end - begin >= SHOWN]
