"""What is kept of a document for comparing it: hashes of runs of its own words, never the words themselves.

Words inside quotation marks are left out: two reporters in one press conference quote the same sentences. Only where
nearly everything is quotation (a transcript, a statement) are the quoted words the document's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy
from numpy.typing import NDArray

from tasks.deduplicate.words import Hashes, batches, mixed, words
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
_TRUE = numpy.ones(1, dtype=numpy.bool_)


class Shingles(NamedTuple):
    """Hashes of a text's runs of SHINGLE words: in order, and sorted with `places` telling where each stood."""

    ordered: Hashes
    ranked: Hashes
    places: NDArray[numpy.int32]


class Signature(NamedTuple):
    """`whole` is equal for documents with the same words throughout; `words` counts the own words, `shingles` are
    theirs; `fingerprints` are the winnowed ones, sorted, each once. `paragraphs` are hashes of the blocks that have a
    shingle, `lengths` the number of their own words."""

    whole: int
    words: int
    shingles: Shingles
    fingerprints: Hashes
    paragraphs: Hashes
    lengths: NDArray[numpy.int64]


def sign(documents: Sequence[Document], without: frozenset[int] = frozenset()) -> list[Signature]:
    """The signatures of documents' kept texts, but for the paragraphs whose hashes are in `without`. Each rests on its
    document alone."""
    return [signature for batch in batches(documents) for signature in _sign(batch, without)]


def _sign(documents: Sequence[Document], without: frozenset[int]) -> list[Signature]:
    found = words(documents)
    total = len(documents)
    counts = numpy.bincount(found.documents, minlength=total)
    mostly = numpy.bincount(found.documents[found.own], minlength=total) >= OWN * counts
    own = found.own | ~mostly[found.documents]
    # One number for a block's words in order, and one for all words of a document, tell equal ones from others.
    firsts = _firsts(found.blocks)
    paragraphs = _sums(found.hashes, firsts)
    whole = numpy.zeros(total, dtype=numpy.uint64)
    heads = _firsts(found.documents)
    whole[found.documents[heads]] = _sums(found.hashes, heads)
    sizes = numpy.diff(numpy.append(firsts, len(own)))
    if without:
        own &= ~numpy.repeat(numpy.isin(paragraphs, numpy.array(sorted(without), dtype=numpy.uint64)), sizes)
    lengths = numpy.add.reduceat(own.astype(numpy.int64), firsts) if len(firsts) else sizes
    long = lengths >= SHINGLE
    paragraphs, lengths, holders = paragraphs[long], lengths[long], found.documents[firsts][long]
    parts = numpy.searchsorted(holders, numpy.arange(total + 1))
    hashes, belongs = found.hashes[own], found.documents[own]
    edges = numpy.searchsorted(belongs, numpy.arange(total + 1)).tolist()
    values = _runs(hashes)
    lowest = _lowest(values)
    return [
        Signature(
            whole=int(whole[number]) ^ int(counts[number]),
            words=end - start,
            shingles=_sorted(values[start : max(start, end - SHINGLE + 1)]),
            fingerprints=_fingerprints(values, lowest, start, end - SHINGLE + 1),
            paragraphs=paragraphs[parts[number] : parts[number + 1]],
            lengths=lengths[parts[number] : parts[number + 1]],
        )
        for number, (start, end) in enumerate(pairwise(edges))
    ]


def _firsts(numbers: NDArray[numpy.int64]) -> NDArray[numpy.intp]:
    """Where each run of equal numbers begins."""
    return numpy.flatnonzero(numpy.concatenate((numpy.ones(min(1, len(numbers)), bool), numbers[1:] != numbers[:-1])))


def _sums(hashes: Hashes, firsts: NDArray[numpy.intp]) -> Hashes:
    """A hash for the words from each of `firsts` to the next, in their order."""
    if not len(firsts):
        return hashes
    sizes = numpy.diff(numpy.append(firsts, len(hashes)))
    within = (numpy.arange(len(hashes)) - numpy.repeat(firsts, sizes)).astype(numpy.uint64)
    return numpy.add.reduceat(mixed(hashes + mixed(within)), firsts)


def shingles(hashes: Hashes) -> Shingles:
    """The shingles of a text with these words; none for a text shorter than one."""
    return _sorted(_runs(hashes))


def _runs(hashes: Hashes) -> Hashes:
    """A hash for every run of SHINGLE words, in order."""
    length = max(0, len(hashes) - SHINGLE + 1)
    value = hashes[:length].copy()
    for offset in range(1, SHINGLE):
        value *= _FACTOR
        value += hashes[offset : offset + length]
    return mixed(value)


def _sorted(values: Hashes) -> Shingles:
    places = values.argsort(kind="stable")
    # A copy, so that the arrays of a whole batch do not live as long as one of its documents.
    return Shingles(values.copy(), values[places], places.astype(numpy.int32))


def _lowest(values: Hashes) -> Hashes:
    """The lowest of each WINDOW neighbours, under the number of the first."""
    length = max(0, len(values) - WINDOW + 1)
    lowest = values[:length].copy()
    for offset in range(1, WINDOW):
        numpy.minimum(lowest, values[offset : offset + length], out=lowest)
    return lowest


def _fingerprints(values: Hashes, lowest: Hashes, start: int, end: int) -> Hashes:
    """The lowest hash of every WINDOW neighbours among the values from `start` to `end`, sorted, each once."""
    if end <= start:
        return values[:0].copy()
    if end - start < WINDOW:
        least: Hashes = values[start:end].min(keepdims=True)
        return least
    kept = _without_repeats(lowest[start : end - WINDOW + 1])
    kept.sort()
    return _without_repeats(kept)


def _without_repeats(values: Hashes) -> Hashes:
    """The values but for those that equal the one before."""
    found: Hashes = values[numpy.concatenate((_TRUE, values[1:] != values[:-1]))]
    return found


def winnow(values: Hashes) -> Hashes:
    """The fingerprints of a text with these shingles: the lowest of every WINDOW neighbours, sorted, each once."""
    return _fingerprints(values, _lowest(values), 0, len(values))
