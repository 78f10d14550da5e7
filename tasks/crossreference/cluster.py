"""Average-link clustering of joined passages: a chain of joins alone would tie unlike passages together.

A long sentence may state two things. Where its words for one claim are not its words for another, it takes a seat in
both, each with the clause that carries it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import fsum

from tasks.crossreference.clauses import carrying
from tasks.crossreference.passages import Passage
from tasks.crossreference.score import Pair, ScoredSentence

# The least average score between all passages of two clusters that may become one, the least between any two, and the
# least between two of one document: a document repeats itself in much the same words or states something else.
_AVERAGE = 3.0
_LEAST = 1.5
_SAME_DOCUMENT = 2.4
# The most that a sentence's words for one claim may be its words for another, as a share of the lesser weight.
_SECOND_SEAT = 0.34

Likeness = Callable[[int, int], float]


class _Clusters:
    """Seats of passages in clusters while they are being joined."""

    def __init__(self, passages: Sequence[Passage], weighed: Sequence[ScoredSentence], likeness: Likeness) -> None:
        self.passages, self.weighed, self.likeness = passages, weighed, likeness
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
        elif self._other_words(one, two) and self._alike([one], self.members[there]):
            self._seat(one, there)
        elif self._other_words(two, one) and self._alike([two], self.members[here]):
            self._seat(two, here)

    def _alike(self, one: Sequence[int], two: Sequence[int]) -> bool:
        total = 0.0
        for a in one:
            for b in two:
                value = self.likeness(a, b)
                least = _SAME_DOCUMENT if self.passages[a].document == self.passages[b].document else _LEAST
                if a != b and value < least:
                    return False
                total += value
        return total >= _AVERAGE * len(one) * len(two)

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

    def _other_words(self, index: int, other: int) -> bool:
        """The words that `index` shares with `other` are not those that its whole cluster shares."""
        mates = [mate for mate in self.members[self.home[index]] if mate != index]
        if not mates:
            return False
        own = self.weighed[index].weights
        mine = set(own).intersection(*[self.weighed[mate].weights for mate in mates])
        new = own.keys() & self.weighed[other].weights.keys()
        both = fsum(own[stem] for stem in mine & new)
        return both <= _SECOND_SEAT * min(fsum(own[s] for s in mine), fsum(own[s] for s in new))


def cluster(
    passages: Sequence[Passage], weighed: Sequence[ScoredSentence], joined: Sequence[Pair], likeness: Likeness
) -> list[list[int]]:
    """The passages in clusters, each in order; clusters by their first passage. Joins are tried best first; `likeness`
    gives any pair's score. A passage with two seats stands in two clusters."""
    clusters = _Clusters(passages, weighed, likeness)
    for pair in joined:
        clusters.join(pair.first, pair.second)
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
