"""Sparse TF-IDF vectors on scipy. scipy is imported when first used: a build with nothing to do never pays for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

# The folder counts as if it lay among this many reports of news at large: alone it decides only when it is larger.
# Between 300 and 5,000 nothing changed by more than a hundredth.
BACKGROUND = 1000
# The share of reports in which a word stands that no table knows.
RARE = 0.002


def tfidf(counts: Sequence[Mapping[str, float]], shares: Mapping[str, float]) -> csr_matrix:
    """Rows of unit length, one per mapping of terms to counts: `(1 + ln count) * idf` with the idf of the folder laid
    into a background where `shares` tells in which share of texts a term stands. Terms that carry no weight have no
    column; columns stand in order of terms, so that sums never depend on the order in which terms were met."""
    import numpy
    from scipy.sparse import csr_matrix

    spread: Counter[str] = Counter()
    for count in counts:
        spread.update(count.keys())
    total = len(counts) + BACKGROUND
    idf = {term: log(total / (spread[term] + BACKGROUND * max(RARE, shares.get(term, 0.0)))) for term in sorted(spread)}
    column = {term: index for index, term in enumerate(term for term, weight in idf.items() if weight > 0)}
    starts: list[int] = [0]
    columns: list[int] = []
    values: list[float] = []
    for count in counts:
        row = sorted((column[term], (1.0 + log(times)) * idf[term]) for term, times in count.items() if term in column)
        length = sum(weight * weight for _, weight in row) ** 0.5 or 1.0
        columns.extend(index for index, _ in row)
        values.extend(weight / length for _, weight in row)
        starts.append(len(columns))
    return csr_matrix(
        (numpy.array(values, dtype=numpy.float64), numpy.array(columns, dtype=numpy.int32), starts),
        shape=(len(counts), len(column)),
    )
