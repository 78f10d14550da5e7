"""Which of the pairs that read alike are joined.

Two tiers: a high score is enough; a middling one only when each is the other's best and clearly so. A sentence may
state two things, so the high tier is assigned by what remains: words that already carry a better match of the same
document count no more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from tasks.crossreference.passages import Passage
from tasks.crossreference.score import Pair, Unit

# how far below the threshold the lower tier reaches, chosen with it
_TIER = 1.0
# how many times its runner-up, on both sides, a pair of the lower tier must score
_MARGIN = 1.7
_REMAINING_POWER = 1.5


def assign(
    passages: Sequence[Passage], weighed: Sequence[Unit], pairs: Sequence[Pair], threshold: float
) -> tuple[list[Pair], list[Pair]]:
    """The pairs that are joined, at `threshold` or clearly best just below it, and those that only read alike; each by
    falling score."""
    ranked = sorted(pairs, key=lambda p: (-p.score, p.first, p.second))
    joined = _residual(passages, weighed, ranked, threshold)
    taken = {(p.first, p.second) for p in joined}
    low = [p for p in ranked if p.score >= threshold - _TIER and (p.first, p.second) not in taken]
    if low:
        joined += _clear(passages, ranked, low)
    taken = {(p.first, p.second) for p in joined}
    joined.sort(key=lambda p: (-p.score, p.first, p.second))
    alike = [p for p in ranked if (p.first, p.second) not in taken]
    return joined, sorted(alike, key=lambda p: (-p.plain, p.first, p.second))


def _residual(
    passages: Sequence[Passage], weighed: Sequence[Unit], ranked: Sequence[Pair], threshold: float
) -> list[Pair]:
    used: dict[tuple[int, int], set[str]] = defaultdict(set)
    joined: list[Pair] = []
    for pair in ranked:
        if pair.score < threshold:
            break
        one, two = weighed[pair.first], weighed[pair.second]
        here = used[pair.first, passages[pair.second].document]
        there = used[pair.second, passages[pair.first].document]
        shared = one.weights.keys() if one is two else one.weights.keys() & two.weights.keys()
        share = 1.0
        if (here or there) and not (here.isdisjoint(shared) and there.isdisjoint(shared)):
            whole = rest = 0.0
            for stem in sorted(shared):
                weight = min(one.weights[stem], two.weights[stem])
                whole += weight
                rest += weight if stem not in here and stem not in there else 0.0
            share = rest / whole
        if pair.score * share**_REMAINING_POWER >= threshold:
            joined.append(pair)
            here.update(shared)
            there.update(shared)
    return joined


def _clear(passages: Sequence[Passage], ranked: Sequence[Pair], low: Sequence[Pair]) -> list[Pair]:
    """Those of `low` that are best on both sides, by the margin, of all that are ranked."""
    sides = {side for pair in low for side in _sides(passages, pair)}
    best: dict[tuple[int, int], list[float]] = {side: [] for side in sides}
    for pair in ranked:
        for side in _sides(passages, pair):
            if side in sides:
                best[side].append(pair.score)
    return [
        pair
        for pair in low
        if all(
            (s := best[side])[0] == pair.score and (len(s) == 1 or pair.score >= _MARGIN * s[1])
            for side in _sides(passages, pair)
        )
    ]


def _sides(passages: Sequence[Passage], pair: Pair) -> tuple[tuple[int, int], tuple[int, int]]:
    """Each passage of the pair with the document of the other."""
    return (pair.first, passages[pair.second].document), (pair.second, passages[pair.first].document)
