"""Sparse TF-IDF vectors on scipy. scipy is imported when first used: a build with nothing to do never pays for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log
from typing import TYPE_CHECKING

from tasks.records import Terms

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

# The folder counts as if it lay among this many reports of news at large: alone it decides only when it is larger.
# Between 300 and 5,000 nothing changed by more than a hundredth.
BACKGROUND = 1000
# The share of reports in which a word stands that no table knows.
RARE = 0.002


def tfidf(documents: Sequence[Terms], shares: Mapping[int, float]) -> csr_matrix:
    """Rows of unit length, one per document: `(1 + ln count) * idf` with the idf of the folder laid into a background
    where `shares` tells in which share of texts a term stands. Terms that carry no weight have no column; columns
    stand in order of the terms' numbers, so that sums never depend on the order in which terms were met."""
    import numpy
    from scipy.sparse import csr_matrix

    sizes = [len(document.numbers) for document in documents]
    if not sum(sizes):
        return csr_matrix((len(sizes), 0), dtype=numpy.float64)
    numbers, columns, spread = numpy.unique(
        numpy.concatenate([document.numbers for document in documents]), return_inverse=True, return_counts=True
    )
    known = numpy.full(len(numbers), RARE)
    listed = numpy.array(sorted(shares), dtype=numpy.uint64)
    _, here, there = numpy.intersect1d(numbers, listed, assume_unique=True, return_indices=True)
    known[here] = numpy.maximum(RARE, numpy.array([shares[number] for number in listed[there].tolist()]))
    idf = _logs((len(sizes) + BACKGROUND) / (spread + BACKGROUND * known))
    times = 1.0 + _logs(numpy.concatenate([document.counts for document in documents]).astype(numpy.float64))
    values = times * idf[columns]
    rows = numpy.repeat(numpy.arange(len(sizes)), sizes)
    heavy = idf > 0
    kept = heavy[columns]
    values, columns, rows = values[kept], (numpy.cumsum(heavy) - 1)[columns[kept]], rows[kept]
    lengths = numpy.sqrt(numpy.bincount(rows, weights=values * values, minlength=len(sizes)))
    starts = numpy.concatenate(([0], numpy.cumsum(numpy.bincount(rows, minlength=len(sizes)))))
    return csr_matrix(
        (values / lengths[rows], columns.astype(numpy.int32), starts), shape=(len(sizes), int(heavy.sum()))
    )


def _logs(values: NDArray[float64]) -> NDArray[float64]:
    """Logarithms by the C library: numpy's own differ in the last digit from processor to processor."""
    import numpy

    different, place = numpy.unique(values, return_inverse=True)
    found: NDArray[float64] = numpy.array([log(value) for value in different.tolist()])[place]
    return found
