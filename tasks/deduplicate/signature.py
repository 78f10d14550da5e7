"""What is kept of a document for comparing it: hashes of runs of its own words, never the words themselves.

Words inside quotation marks are left out: two reporters in one press conference quote the same sentences. Only where
nearly everything is quotation (a transcript, a statement) are the quoted words the document's own.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy
from numpy.typing import NDArray

from tasks.deduplicate.words import Hashes, mixed, words
from tasks.records import Document

# Runs of eight words: independent reports of one event share many runs of five ("the U.S. Department of Agriculture
# said"), few of eight. Chosen on labelled pairs, where 5, 8, 12 and 16 were compared.
SHINGLE = 8
# Winnowing: of any WINDOW neighbouring shingles at least one is kept, so two texts that share a run of SHINGLE + WINDOW
# - 1 = 12 words always share a fingerprint. (Schleimer, Wilkerson and Aiken, SIGMOD 2003.)
WINDOW = 5
# Below this share of words outside quotation marks the quotations are the text.
OWN = 0.25

_FACTOR = numpy.uint64(0x9E3779B97F4A7C15)


class Shingles(NamedTuple):
    """Hashes of a text's runs of SHINGLE words: in order, and sorted with `places` telling where each stood."""

    ordered: Hashes
    ranked: Hashes
    places: NDArray[numpy.int32]


class Signature(NamedTuple):
    """`whole` is equal for documents with the same words throughout; `words` counts the own words, `shingles` are
    theirs; `fingerprints` are the winnowed ones, sorted, each once. `paragraphs` are hashes of the blocks that have a
    shingle, sorted, each once, and `lengths` the number of their own words."""

    whole: bytes
    words: int
    shingles: Shingles
    fingerprints: Hashes
    paragraphs: Hashes
    lengths: NDArray[numpy.int64]


def sign(document: Document, without: frozenset[int] = frozenset()) -> Signature:
    """The signature of the document's kept text, but for the paragraphs whose hashes are in `without`. It rests on this
    document alone."""
    found = words(document)
    count = len(found.hashes)
    own = found.own if numpy.count_nonzero(found.own) >= OWN * count else numpy.ones(count, dtype=numpy.bool_)
    begins = numpy.flatnonzero(
        numpy.concatenate((numpy.ones(min(1, count), bool), found.blocks[1:] != found.blocks[:-1]))
    )
    sizes = numpy.diff(numpy.append(begins, count))
    within = numpy.arange(count) - numpy.repeat(begins, sizes)
    # One number for a block's words in order, and one for all words, tell equal ones from others.
    each = mixed(found.hashes + mixed(within.astype(numpy.uint64)))
    blocks = numpy.add.reduceat(each, begins) if count else each
    whole = mixed(found.hashes + mixed(numpy.arange(count, dtype=numpy.uint64))).sum(dtype=numpy.uint64)
    if without:
        cut = numpy.isin(blocks, numpy.array(sorted(without), dtype=numpy.uint64))
        own = own & ~numpy.repeat(cut, sizes)
    ordered = shingles(found.hashes[own])
    lengths = numpy.add.reduceat(own.astype(numpy.int64), begins) if count else sizes
    paragraphs, first = numpy.unique(blocks[lengths >= SHINGLE], return_index=True)
    return Signature(
        whole=whole.tobytes() + count.to_bytes(8, "little"),
        words=int(numpy.count_nonzero(own)),
        shingles=ordered,
        fingerprints=winnow(ordered.ordered),
        paragraphs=paragraphs,
        lengths=lengths[lengths >= SHINGLE][first],
    )


def shingles(hashes: Hashes) -> Shingles:
    """The shingles of a text with these words; none for a text shorter than one."""
    length = max(0, len(hashes) - SHINGLE + 1)
    value = hashes[:length].copy()
    for offset in range(1, SHINGLE):
        value *= _FACTOR
        value += hashes[offset : offset + length]
    value = mixed(value)
    places = value.argsort(kind="stable").astype(numpy.int32)
    return Shingles(value, value[places], places)


def winnow(ordered: Hashes) -> Hashes:
    """The lowest hash of every WINDOW neighbouring shingles, sorted, each once."""
    length = len(ordered) - WINDOW + 1
    if length <= 0:
        return ordered.min(keepdims=True) if len(ordered) else ordered
    lowest = ordered[:length].copy()
    for offset in range(1, WINDOW):
        numpy.minimum(lowest, ordered[offset : offset + length], out=lowest)
    lowest = lowest[numpy.concatenate(([True], lowest[1:] != lowest[:-1]))]
    lowest.sort()
    return lowest[numpy.concatenate(([True], lowest[1:] != lowest[:-1]))]
