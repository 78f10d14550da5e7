"""Sparse TF-IDF vectors on scipy. scipy is imported when first used: a build with nothing to do never pays for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


def tfidf(counts: Sequence[Counter[str]], least: int = 1) -> csr_matrix:
    """Rows of unit length, one per counter, `(1 + ln tf) * idf` with `idf = 1 + ln((1 + n) / (1 + df))`; terms in fewer
    than `least` counters have no column. Columns stand in the order of their terms, so that sums never depend on the
    order in which terms were met."""
    import numpy
    from scipy.sparse import csr_matrix

    spread: Counter[str] = Counter()
    for count in counts:
        spread.update(count.keys())
    terms = sorted(term for term, documents in spread.items() if documents >= least)
    column = {term: index for index, term in enumerate(terms)}
    idf = [1.0 + log((1 + len(counts)) / (1 + spread[term])) for term in terms]
    starts: list[int] = [0]
    columns: list[int] = []
    values: list[float] = []
    for count in counts:
        row = sorted((column[term], times) for term, times in count.items() if term in column)
        weights = [(1.0 + log(times)) * idf[index] for index, times in row]
        length = sum(weight * weight for weight in weights) ** 0.5 or 1.0
        columns.extend(index for index, _ in row)
        values.extend(weight / length for weight in weights)
        starts.append(len(columns))
    return csr_matrix(
        (
            numpy.array(values, dtype=numpy.float64),
            numpy.array(columns, dtype=numpy.int32),
            starts,
        ),
        shape=(len(counts), len(terms)),
    )
