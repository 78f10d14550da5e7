"""Sparse TF-IDF vectors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log
from typing import NamedTuple

import numpy
from numpy.typing import NDArray

from tasks.records import Terms

# The folder counts as if it lay among this many reports of news at large: alone it decides only when it is larger.
# Between 300 and 5,000 nothing changed by more than a hundredth.
BACKGROUND = 1000
# The share of reports in which a word stands that no table knows.
RARE = 0.002


class Vectors(NamedTuple):
    """A sparse matrix in compressed row form: row `i` is `columns[starts[i]:starts[i + 1]]` (ascending) with the
    `values` at the same places. `width` is the number of columns."""

    columns: NDArray[numpy.int32]
    values: NDArray[numpy.float64]
    starts: NDArray[numpy.int64]
    width: int

    def row(self, number: int) -> tuple[NDArray[numpy.int32], NDArray[numpy.float64]]:
        """The columns of a row, ascending, and their values, as views."""
        part = slice(self.starts[number], self.starts[number + 1])
        return self.columns[part], self.values[part]

    def products(self, first: NDArray[numpy.int64], second: NDArray[numpy.int64]) -> NDArray[numpy.float64]:
        """For each place in the parallel arrays `first` and `second`, the dot product of the two rows. Each is summed
        in order of columns, so that the result does not depend on which others are computed."""
        pairs, cells, at = self._cells(first)
        _, others, there = self._cells(second)
        if not len(cells) or not len(others):
            return numpy.zeros(len(first))
        found = numpy.minimum(numpy.searchsorted(others, cells), len(others) - 1)
        both = others[found] == cells
        values = self.values[at[both]] * self.values[there[found[both]]]
        return numpy.bincount(pairs[both], weights=values, minlength=len(first)).astype(numpy.float64, copy=False)

    def _cells(
        self, rows: NDArray[numpy.int64]
    ) -> tuple[NDArray[numpy.int64], NDArray[numpy.int64], NDArray[numpy.int64]]:
        """Of every value of some rows, in order: the place of its row among them, a number for that place and its
        column, and where the value stands."""
        sizes = numpy.diff(self.starts)[rows]
        places = numpy.repeat(numpy.arange(len(rows)), sizes)
        ends = numpy.cumsum(sizes)
        at = numpy.repeat(self.starts[rows] - ends + sizes, sizes) + numpy.arange(len(places))
        return places, places * self.width + self.columns[at], at


def tfidf(documents: Sequence[Terms], shares: Mapping[int, float]) -> Vectors:
    """TF-IDF vectors of unit length.

    The weight is `(1 + ln count) * idf`. For the idf, the documents count as mixed into BACKGROUND reports of news at
    large.

    Args:
        documents: the terms of each document.
        shares: the document frequency (0 to 1) of terms in news at large, by number; RARE for others.

    Returns:
        One row for each document, in order; empty for one without weighted terms. Columns are in order of the terms'
        numbers, so that sums do not depend on the order in which terms were met.
    """
    sizes = [len(document.numbers) for document in documents]
    if not sum(sizes):
        return Vectors(
            numpy.empty(0, dtype=numpy.int32), numpy.empty(0), numpy.zeros(len(sizes) + 1, dtype=numpy.int64), 0
        )
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
    return Vectors(columns.astype(numpy.int32), values / lengths[rows], starts, int(heavy.sum()))


def _logs(values: NDArray[numpy.float64]) -> NDArray[numpy.float64]:
    """Logarithms by the C library: numpy's own differ in the last digit from processor to processor."""
    different, place = numpy.unique(values, return_inverse=True)
    found: NDArray[numpy.float64] = numpy.array([log(value) for value in different.tolist()])[place]
    return found
