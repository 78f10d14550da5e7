"""Which of the pairs that read alike are joined.

Two tiers: a high score is enough; a middling one only when each is the other's best and clearly so. A sentence may
state two things, so the high tier is assigned by what remains: words that already carry a better match of the same
document count no more.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from operator import attrgetter
from typing import NamedTuple

from tasks.crossreference.passages import Passage
from tasks.crossreference.score import Pair, Unit

# how far below the threshold the lower tier reaches, chosen with it
_TIER = 1.0
# how many times its runner-up, on both sides, a pair of the lower tier must score
_MARGIN = 1.7
_REMAINING_POWER = 1.5
_SCORE, _PLAIN = attrgetter("score"), attrgetter("plain")


def assign(
    passages: Sequence[Passage], weighed: Sequence[Unit], pairs: Sequence[Pair], threshold: float
) -> tuple[list[Pair], list[Pair]]:
    """The pairs that are joined, at `threshold` or clearly best just below it, and those that only read alike; each by
    falling score."""
    in_order = sorted(pairs)  # by place, as they begin with that; sorts by likeness keep this order among equals
    ranked = sorted(in_order, key=_SCORE, reverse=True)
    joined = _residual(passages, weighed, ranked, threshold)
    taken = {(p.first, p.second) for p in joined}
    low = [p for p in ranked if p.score >= threshold - _TIER and (p.first, p.second) not in taken]
    clear = _clear(passages, ranked, low) if low else ()
    if clear:
        taken.update([(p.first, p.second) for p in clear])
        joined = [p for p in ranked if (p.first, p.second) in taken]
    alike = [p for p in in_order if (p.first, p.second) not in taken]
    alike.sort(key=_PLAIN, reverse=True)
    return joined, alike


def _residual(
    passages: Sequence[Passage], weighed: Sequence[Unit], ranked: Sequence[Pair], threshold: float
) -> list[Pair]:
    used: dict[tuple[int, int], _Used] = {}
    joined: list[Pair] = []
    for pair in ranked:
        if pair.score < threshold:
            break
        one, two = _sides(passages, pair)
        here, there = used.get(one), used.get(two)
        share = 1.0
        if here is not None or there is not None:
            share = _remaining(weighed, pair, [side for side in (here, there) if side is not None])
        if pair.score * share**_REMAINING_POWER < threshold:
            continue
        joined.append(pair)
        if here is None:
            used[one] = _Used([pair], set())
        else:
            here.pairs.append(pair)
        if there is None:
            used[two] = _Used([pair], set())
        else:
            there.pairs.append(pair)
    return joined


class _Used(NamedTuple):
    """The joined pairs of a passage with one document, and the stems of those before them: the pairs are taken apart
    when their stems are asked for, since few passages are asked about a second time."""

    pairs: list[Pair]
    before: set[str]

    def stems(self, weighed: Sequence[Unit]) -> set[str]:
        """The stems that the pairs share."""
        for pair in self.pairs:
            self.before.update(_shared(weighed, pair))
        self.pairs.clear()
        return self.before


def _remaining(weighed: Sequence[Unit], pair: Pair, sides: Sequence[_Used]) -> float:
    """The share of what the two passages share that is in use on none of the sides."""
    shared = _shared(weighed, pair)
    used = set[str]().union(*[side.stems(weighed) for side in sides])
    if used.isdisjoint(shared):
        return 1.0
    one, two = weighed[pair.first].weights, weighed[pair.second].weights
    whole = rest = 0.0
    for stem in sorted(shared):
        weight = min(one[stem], two[stem])
        whole += weight
        rest += weight if stem not in used else 0.0
    return rest / whole


def _shared(weighed: Sequence[Unit], pair: Pair) -> Set[str]:
    one, two = weighed[pair.first], weighed[pair.second]
    return one.weights.keys() if one is two else one.weights.keys() & two.weights.keys()


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
