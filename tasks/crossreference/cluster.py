"""Average-link clustering of passages that state the same: a chain of joins alone would tie unlike passages together.

What keeps two passages apart is a hard border: no cluster holds both. A long sentence may state two things: where two
clusters are not one though a sentence of one states what the other does, it takes a seat in both, each with the clause
that carries it.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from tasks.crossreference.clauses import carrying
from tasks.crossreference.passages import Passage
from tasks.crossreference.same_statement import Join
from tasks.crossreference.score import ScoredSentence

# Above the threshold and below it a pair counts at most so much: one certain pair does not carry a doubtful one, and
# reports that word one fact too differently to be compared do not part those that word it alike.
_MOST = 2.0
_LEAST = -0.5


class _Clusters:
    """Seats of passages in clusters while they are being joined."""

    def __init__(
        self,
        passages: Sequence[Passage],
        joins: Sequence[Join],
        apart: frozenset[tuple[int, int]],
        threshold: float,
    ) -> None:
        self.passages, self.apart = passages, apart
        self.value = {(join.first, join.second): min(max(join.sure - threshold, _LEAST), _MOST) for join in joins}
        self.members: dict[int, list[int]] = {index: [index] for index in range(len(passages))}
        self.home = list(range(len(passages)))
        self.second: dict[int, list[int]] = {}

    def join(self, one: int, two: int) -> None:
        """Joins the clusters of two passages when that holds on average; else tries a second seat."""
        here, there = self.home[one], self.home[two]
        if here == there or there in self.second.get(one, ()) or here in self.second.get(two, ()):
            return
        if self._alike(self.members[here], self.members[there]):
            self._merge(min(here, there), max(here, there))
        elif self._alike([one], self.members[there]):
            self._seat(one, there)
        elif self._alike([two], self.members[here]):
            self._seat(two, here)

    def _alike(self, one: Sequence[int], two: Sequence[int]) -> bool:
        """Nothing keeps a passage of one from a passage of the other, and on average they are sure enough."""
        values: list[float] = []
        for a in one:
            for b in two:
                if a == b:
                    continue
                key = (a, b) if a < b else (b, a)
                if key in self.apart:
                    return False
                if self.passages[a].document == self.passages[b].document:
                    if self.value.get(key, _LEAST) < 0:
                        return False
                    continue
                values.append(self.value.get(key, _LEAST))
        return bool(values) and fsum(values) >= 0

    def _merge(self, keep: int, gone: int) -> None:
        for index in self.members[gone]:
            if self.home[index] == gone:
                self.home[index] = keep
            else:
                self.second[index] = sorted({keep if s == gone else s for s in self.second[index]})
        self.members[keep] = sorted({*self.members[keep], *self.members.pop(gone)})

    def _seat(self, index: int, cluster: int) -> None:
        self.second.setdefault(index, []).append(cluster)
        self.members[cluster] = sorted([*self.members[cluster], index])


def cluster(
    passages: Sequence[Passage],
    joins: Sequence[Join],
    apart: frozenset[tuple[int, int]],
    threshold: float,
) -> list[list[int]]:
    """The passages in clusters, each in order; clusters by their first passage. `joins` are the pairs that were judged,
    those of `threshold` and more tried best first; `apart` the pairs that may not be in one cluster. A passage with two
    seats stands in two clusters."""
    clusters = _Clusters(passages, joins, apart, threshold)
    tried = [join for join in joins if join.sure >= threshold]
    for join in sorted(tried, key=lambda join: (-join.sure, join.first, join.second)):
        clusters.join(join.first, join.second)
    return sorted(clusters.members.values())


def seated(
    passages: Sequence[Passage],
    weighed: Sequence[ScoredSentence],
    texts: Sequence[str],
    clusters: Sequence[Sequence[int]],
) -> list[list[Passage]]:
    """The passages of each cluster, in the same order. A passage that is in several clusters is narrowed in each to the
    clauses that carry that claim."""
    seats: dict[int, int] = {}
    for members in clusters:
        for index in members:
            seats[index] = seats.get(index, 0) + 1
    return [
        [
            passages[index] if seats[index] == 1 else _narrowed(passages[index], weighed, texts, index, members)
            for index in members
        ]
        for members in clusters
    ]


def _narrowed(
    passage: Passage, weighed: Sequence[ScoredSentence], texts: Sequence[str], index: int, members: Sequence[int]
) -> Passage:
    shared = set(weighed[index].weights).intersection(*[weighed[mate].weights for mate in members if mate != index])
    text = texts[passage.document]
    start, end = carrying(text, *passage.sentence, shared)
    # the speaker's words without what attributes them, where the clause has both
    low, high = max(start, passage.start), min(end, passage.end)
    if 2 * (high - low) >= end - start:
        start, end = low, high
    if text.startswith("that ", start):
        start += len("that ")
    return passage._replace(start=start, end=end)
