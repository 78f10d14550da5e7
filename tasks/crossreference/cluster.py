"""Average-link clustering of joined passages: a chain of joins alone would tie unlike passages together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tasks.crossreference.score import Pair

# The least average score between all passages of two clusters that may become one.
_AVERAGE = 2.0


def cluster(count: int, joined: Sequence[Pair], score: Callable[[int, int], float]) -> list[list[int]]:
    """The passages 0..count-1 in clusters, each in order; clusters by their first passage. Joins are tried best first,
    and hold only when the two clusters they tie are alike on average; `score` gives any pair's likeness."""
    members: dict[int, list[int]] = {index: [index] for index in range(count)}
    home = list(range(count))
    for pair in joined:
        one, two = home[pair.first], home[pair.second]
        if one == two:
            continue
        links = [score(a, b) for a in members[one] for b in members[two]]
        if sum(links) < _AVERAGE * len(links):
            continue
        keep, gone = min(one, two), max(one, two)
        for index in members[gone]:
            home[index] = keep
        members[keep] = sorted(members[keep] + members.pop(gone))
    return [members[key] for key in sorted(members)]
