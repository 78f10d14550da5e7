"""Finds pairs of similar documents: linear in the number of documents, exact for the pairs that are returned."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy
from numpy.typing import NDArray

from tasks.records import Terms
from tasks.shared.english.document_frequencies import number_of, shares
from tasks.shared.numerics.overlap_join import sharing
from tasks.stories.tfidf import Vectors, tfidf

# Candidates share two of each other's HEAVIEST terms. With 20 no story came out otherwise than from all pairs.
HEAVIEST = 20
SHARED = 2
# A term that is among the heaviest of more documents pairs each with the next NEAR by day.
MANY = 60
NEAR = 8
# Likeness below this never leads to a join: it is less than half the threshold.
FLOOR = 0.1
# Days between publications beyond which documents tell of different events, whatever their words.
WINDOW = 45
# Short texts share fewer words by chance and by need; below SHORT words their vectors are lengthened, by half a square
# root each, at most to twice. Without it a third of one-sentence reports of one event stay apart.
SHORT = 100
_LONGEST = 2.0
_BATCH = 4_000


class SimilarPair(NamedTuple):
    """The rows of two documents (the lower first) and their similarity."""

    first: int
    second: int
    likeness: float


def weighted(told: Sequence[Terms]) -> Vectors:
    """The TF-IDF vectors of documents, in order. The dot product of two rows is the similarity of the documents: the
    cosine, raised for short texts."""
    common: dict[int, float] = {}
    for language in sorted({each.language for each in told}):
        for stem, share in shares(language).items():
            number = number_of(stem)
            common[number] = max(share, common.get(number, 0.0))
    lengths = [min(_LONGEST, max(1.0, (SHORT / max(1, each.words)) ** 0.25)) for each in told]
    vectors = tfidf(told, common)
    return vectors._replace(values=vectors.values * numpy.repeat(lengths, numpy.diff(vectors.starts)))


def links(vectors: Vectors, days: Sequence[int | None]) -> list[SimilarPair]:
    """Finds pairs of similar documents.

    Args:
        vectors: one row for each document.
        days: the ordinal of the day of each document, or None if it states none.

    Returns:
        Pairs with a similarity of at least FLOOR, sorted by rows, among those that share at least SHARED of their
        HEAVIEST terms and are at most WINDOW days apart, as far as their days are known.
    """
    count = len(days)
    # Numbered by day, so that the nearest in number are the nearest in time.
    order = sorted(range(count), key=lambda index: (days[index] or 0, index))
    rank = numpy.empty(count, dtype=numpy.int64)
    rank[order] = numpy.arange(count)
    columns, rows = _heaviest(vectors)
    a, b, shared = sharing(columns, rank[rows], count, MANY, NEAR)
    known = numpy.array([days[index] or 0 for index in order], dtype=numpy.int64)
    apart = (known[a] > 0) & (known[b] > 0) & (numpy.abs(known[a] - known[b]) > WINDOW)
    wanted = (shared >= SHARED) & ~apart
    back = numpy.array(order, dtype=numpy.int64)
    a, b = back[a[wanted]], back[b[wanted]]
    first, second = numpy.minimum(a, b), numpy.maximum(a, b)
    found: list[SimilarPair] = []
    for at in range(0, len(first), _BATCH):
        one, two = first[at : at + _BATCH], second[at : at + _BATCH]
        likeness = vectors.products(one, two)
        strong = likeness >= FLOOR
        found += map(SimilarPair, one[strong].tolist(), two[strong].tolist(), likeness[strong].tolist())
    return sorted(found)


def _heaviest(vectors: Vectors) -> tuple[NDArray[numpy.int64], NDArray[numpy.int64]]:
    """The columns of each row's heaviest terms, and the rows. Of equal weights the earlier term goes first."""
    edges = vectors.starts.tolist()
    # Row by row: sorting all rows at once takes eight times as long.
    chosen = [start + (-vectors.values[start:end]).argsort(kind="stable")[:HEAVIEST] for start, end in pairwise(edges)]
    columns = vectors.columns[numpy.concatenate(chosen)].astype(numpy.int64)
    return columns, numpy.repeat(numpy.arange(len(chosen)), [len(each) for each in chosen])
