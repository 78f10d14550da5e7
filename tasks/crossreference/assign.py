"""Which of the pairs that read alike are joined.

Two tiers: a high score is enough; a middling one only when each is the other's best and clearly so. A sentence may
state two things, so the high tier is assigned by what remains: words that already carry a better match of the same
document count no more.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from operator import attrgetter

from tasks.crossreference.passages import Passage
from tasks.crossreference.score import Pair, ScoredSentence

# how far below the threshold the lower tier reaches, chosen with it
_TIER = 1.0
# how many times its runner-up, on both sides, a pair of the lower tier must score
_MARGIN = 1.7
_REMAINING_POWER = 1.5
_NOTHING: Set[str] = frozenset()
# a passage, and the document of another
_Side = tuple[int, int]
_SCORE, _PLAIN = attrgetter("score"), attrgetter("plain")


def assign(
    passages: Sequence[Passage], weighed: Sequence[ScoredSentence], pairs: Sequence[Pair], threshold: float
) -> tuple[list[Pair], list[Pair]]:
    """Decides which pairs are joined: those with a score of at least `threshold`, and those just below it that are
    clearly the best of their passages. Returns the joined pairs, and the pairs that are similar but not joined; each by
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
    passages: Sequence[Passage], weighed: Sequence[ScoredSentence], ranked: Sequence[Pair], threshold: float
) -> list[Pair]:
    last: dict[_Side, Pair] = {}
    used: dict[_Side, set[str]] = {}  # the stems of the matches before the last
    joined: list[Pair] = []
    for pair in ranked:
        if pair.score < threshold:
            break
        one, two = _sides(passages, pair)
        for side in (one, two):
            if side in last:  # few passages have a second match in a document: only then is the first taken apart
                used.setdefault(side, set()).update(_shared(weighed, last.pop(side)))
        share = 1.0
        if one in used or two in used:
            share = _remaining(weighed, pair, used.get(one, _NOTHING) | used.get(two, _NOTHING))
        if pair.score * share**_REMAINING_POWER >= threshold:
            joined.append(pair)
            last[one] = last[two] = pair
    return joined


def _remaining(weighed: Sequence[ScoredSentence], pair: Pair, used: Set[str]) -> float:
    """The share of what the two passages share that is not in use."""
    shared = _shared(weighed, pair)
    if used.isdisjoint(shared):
        return 1.0
    one, two = weighed[pair.first].weights, weighed[pair.second].weights
    whole = rest = 0.0
    for stem in sorted(shared):
        weight = min(one[stem], two[stem])
        whole += weight
        rest += weight if stem not in used else 0.0
    return rest / whole


def _shared(weighed: Sequence[ScoredSentence], pair: Pair) -> Set[str]:
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
