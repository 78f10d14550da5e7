"""Agglomerative clustering by group average: two clusters join when the average similarity over all pairs of their
documents is high enough.

That average is the dot product of the summed vectors divided by the number of pairs, so it is exact without comparing
all documents (Manning, Raghavan and Schütze, Introduction to Information Retrieval, chapter 17.3).
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush
from itertools import accumulate
from typing import NamedTuple

import numpy
from numpy.typing import NDArray

from tasks.stories.linking import FLOOR, WINDOW, SimilarPair
from tasks.stories.tfidf import Vectors

# What is left over, FEW documents at most, goes to the one story of at least ESTABLISHED that it is nearly alike to, if
# no other comes near: on the labelled pairs of similar events this brings recall and costs no precision. Between .15
# and .18, and margins of 1.3 and 2, nothing changes by more than a hundredth.
NEARLY = 0.18
MARGIN = 1.6
FEW = 2
ESTABLISHED = 3
# Likeness is compared to this many digits, so that the order of additions decides nothing.
_DIGITS = 9
# Clusters that one is compared with at once; bounds memory, not results.
_BATCH = 200


# Minus how alike two clusters are, and their numbers.
_Offer = tuple[float, int, int]


class _Cluster(NamedTuple):
    members: list[int]
    columns: NDArray[numpy.int32]
    values: NDArray[numpy.float64]
    first: int | None
    last: int | None


def clusters(
    vectors: Vectors,
    links: Sequence[SimilarPair],
    days: Sequence[int | None],
    same: Sequence[Sequence[int]],
    threshold: float,
) -> list[list[int]]:
    """Clusters the rows of `vectors`, from the most similar pair downwards.

    Args:
        vectors: a weighted unit vector for each document.
        links: the pairs of rows that may be in one cluster, with their similarity.
        days: the ordinal of the day of each document, or None; clusters more than WINDOW days apart do not join.
        same: lists of rows that are always in one cluster.
        threshold: the average similarity from which two clusters join.

    Returns:
        Clusters that contain every row exactly once, each ascending, ordered by their first row.
    """
    return _Clustering(vectors, days, threshold).run(links, same)


class _Clustering:
    """Clusters by number: the rows at first, each join under a new number."""

    def __init__(self, vectors: Vectors, days: Sequence[int | None], threshold: float) -> None:
        self._threshold = threshold
        self._scratch = numpy.zeros(vectors.width)
        self._clusters: dict[int, _Cluster] = {}
        for row, day in enumerate(days):
            self._clusters[row] = _Cluster([row], *vectors.row(row), day, day)
        self._near: dict[int, set[int]] = {row: set() for row in self._clusters}
        self._next = len(self._clusters)
        self._into: dict[int, int] = {}
        self._queue: list[tuple[float, int, int, list[_Offer]]] = []

    def run(self, links: Sequence[SimilarPair], same: Sequence[Sequence[int]]) -> list[list[int]]:
        for link in links:
            self._near[link.first].add(link.second)
            self._near[link.second].add(link.first)
        for group in same:
            for row in group[1:]:
                a, b = self._now(group[0]), self._now(row)
                if a != b:
                    self._join(a, b)
        alone = self._clusters.keys() - self._into.values()
        self._wait(
            [
                (-round(likeness, _DIGITS), a, b)
                for a, b, likeness in links
                if likeness >= self._threshold and a in alone and b in alone
            ]
        )
        for number in sorted(self._clusters.keys() - alone):
            self._offer(number)
        while self._queue:
            _, a, b, later = heappop(self._queue)
            if a in self._clusters and b in self._clusters:
                self._offer(self._join(a, b))
            self._next_of(later)
        self._place_leftovers()
        return sorted(sorted(cluster.members) for cluster in self._clusters.values())

    def _now(self, number: int) -> int:
        """The cluster that a cluster has become part of."""
        while number in self._into:
            number = self._into[number]
        return number

    def _join(self, a: int, b: int) -> int:
        """Replaces two clusters by their union under a new number."""
        one, two = self._clusters.pop(a), self._clusters.pop(b)
        columns, values = _sum(one, two)
        known = [day for day in (one.first, one.last, two.first, two.last) if day is not None]
        new = self._next
        self._next += 1
        self._into[a] = self._into[b] = new
        # What is larger takes in what is smaller, so that a cluster that grows document by document is not copied.
        few, members = sorted((one.members, two.members), key=len)
        members += few
        self._clusters[new] = _Cluster(members, columns, values, min(known, default=None), max(known, default=None))
        few_near, near = sorted((self._near.pop(a), self._near.pop(b)), key=len)
        near |= few_near
        near -= {a, b}
        for other in near:
            self._near[other] -= {a, b}
            self._near[other].add(new)
        self._near[new] = near
        return new

    def _offer(self, number: int) -> None:
        """Puts a new cluster's possible joins into the queue."""
        offers: list[_Offer] = []
        for likeness, other in self._likeness(number):
            if likeness >= self._threshold:
                offers.append((-likeness, min(number, other), max(number, other)))
            elif likeness < FLOOR:
                self._near[number].discard(other)
                self._near[other].discard(number)
        self._wait(offers)

    def _wait(self, offers: list[_Offer]) -> None:
        """Puts offers into the queue: the best, and with it those that come later. In one large story nearly all are
        void before their turn comes, and so never stand in the queue."""
        offers.sort(reverse=True)
        self._next_of(offers)

    def _next_of(self, offers: list[_Offer]) -> None:
        while offers:
            likeness, a, b = offers.pop()
            if a in self._clusters and b in self._clusters:
                heappush(self._queue, (likeness, a, b, offers))
                return

    def _likeness(self, number: int) -> list[tuple[float, int]]:
        """The average likeness of a cluster to each near one within the window."""
        cluster = self._clusters[number]
        near = [other for other in sorted(self._near[number]) if _gap(cluster, self._clusters[other]) <= WINDOW]
        found: list[tuple[float, int]] = []
        for at in range(0, len(near), _BATCH):
            batch = near[at : at + _BATCH]
            others = [self._clusters[other] for other in batch]
            self._scratch[cluster.columns] = cluster.values
            products = self._scratch.take(numpy.concatenate([each.columns for each in others]))
            self._scratch[cluster.columns] = 0
            products *= numpy.concatenate([each.values for each in others])
            starts = [0, *accumulate(len(each.columns) for each in others)]
            totals = numpy.add.reduceat(numpy.append(products, 0.0), starts)[:-1].tolist()
            for other, candidate, total in zip(batch, others, totals, strict=True):
                pairs = len(cluster.members) * len(candidate.members)
                found.append((round(total / pairs, _DIGITS), other))
        return found

    def _place_leftovers(self) -> None:
        """Joins what is left over to the established story it belongs to; all are decided before any is moved."""
        moves = []
        for number, cluster in sorted(self._clusters.items()):
            if len(cluster.members) <= FEW:
                fits = sorted(
                    (-likeness, other)
                    for likeness, other in self._likeness(number)
                    if len(self._clusters[other].members) >= ESTABLISHED
                )
                if fits and -fits[0][0] >= max(NEARLY, MARGIN * (-fits[1][0] if len(fits) > 1 else 0.0)):
                    moves.append((number, fits[0][1]))
        for number, home in moves:
            self._join(number, self._now(home))


def _sum(one: _Cluster, two: _Cluster) -> tuple[NDArray[numpy.int32], NDArray[numpy.float64]]:
    """The columns of two clusters, each once and in order, with the sums of their values."""
    columns = numpy.concatenate((one.columns, two.columns))
    order = columns.argsort(kind="stable")  # two runs in order are merged, not sorted
    columns = columns[order]
    firsts = numpy.flatnonzero(numpy.diff(columns, prepend=-1))
    if not len(firsts):
        return one.columns, one.values
    return columns[firsts], numpy.add.reduceat(numpy.concatenate((one.values, two.values))[order], firsts)


def _gap(one: _Cluster, two: _Cluster) -> int:
    """Days between the end of the earlier cluster and the beginning of the later; 0 where one has no days."""
    if one.first is None or one.last is None or two.first is None or two.last is None:
        return 0
    return max(0, two.first - one.last, one.first - two.last)
