"""The sparse graph of a story's claims, and its communities.

Communities are those of the Louvain method (Blondel et al. 2008): modularity, raised by moving one claim at a time and
then whole communities, with the claims always taken in their order, so that the same claims give the same communities.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from tasks.topics.features import Subject, Vector

# Edges per claim and the least weight of one: with more and weaker ones everything hangs together with everything.
_NEIGHBOURS = 8
_LEAST = 0.1
# Claims that may hold a stem for it to link them. It bounds the work for stories of thousands of claims, where a stem
# of so many says little; stories of up to 800 claims are not touched, since commoner stems are left out before.
_HOLDERS = 200
# Two claims of one sentence, or of sentences that follow each other in a paragraph, are on one subject more often than
# not, whatever their words.
_SAME_SENTENCE = 0.2
_NEXT_SENTENCE = 0.1

Edges = dict[tuple[int, int], float]


def edges(subjects: Sequence[Subject], vectors: Sequence[Vector]) -> Edges:
    """Undirected edges between claims by index, the smaller index first; `vectors` say what each claim is about."""
    found: Edges = {}
    for index, near in enumerate(_near(vectors)):
        for score, other in heapq.nsmallest(_NEIGHBOURS, near):
            found[min(index, other), max(index, other)] = -score
    _add_neighbours(subjects, found)
    return found


def _near(vectors: Sequence[Vector]) -> list[list[tuple[float, int]]]:
    """For each claim those that are like it, each after its likeness below zero."""
    holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for index, vector in enumerate(vectors):
        for term, weight in vector.items():
            holders[term].append((index, weight))
    alike: dict[tuple[int, int], float] = {}
    for _, held in sorted(holders.items()):
        if len(held) <= _HOLDERS:
            for (one, weight), (other, its) in combinations(held, 2):
                pair = one, other
                alike[pair] = alike.get(pair, 0.0) + weight * its
    near: list[list[tuple[float, int]]] = [[] for _ in vectors]
    for (one, other), score in alike.items():
        if score >= _LEAST:
            near[one].append((-score, other))
            near[other].append((-score, one))
    return near


def _add_neighbours(subjects: Sequence[Subject], found: Edges) -> None:
    there: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, subject in enumerate(subjects):
        for place in subject.places:
            there[place].append(index)
    for (document, sentence), members in sorted(there.items()):
        _add(found, members, members, _SAME_SENTENCE)
        _add(found, members, there.get((document, sentence + 1), ()), _NEXT_SENTENCE)


def _add(found: Edges, some: Sequence[int], others: Sequence[int], weight: float) -> None:
    for one in some:
        for other in others:
            if one < other or (one > other and some is not others):
                key = min(one, other), max(one, other)
                found[key] = found.get(key, 0.0) + weight


def communities(count: int, links: Edges, resolution: float) -> list[list[int]]:
    """Communities of `count` nodes, each in order; a higher resolution gives more and smaller ones."""
    groups = [[node] for node in range(count)]
    inner = [0.0] * count
    while True:
        home = _move(len(groups), links, inner, resolution)
        kept = sorted(set(home))
        if len(kept) == len(groups):
            return sorted(sorted(group) for group in groups)
        number = {community: index for index, community in enumerate(kept)}
        merged: list[list[int]] = [[] for _ in kept]
        weights = [0.0] * len(kept)
        for group, community in enumerate(home):
            merged[number[community]].extend(groups[group])
            weights[number[community]] += inner[group]
        between: Edges = {}
        for (one, other), weight in links.items():
            a, b = sorted((number[home[one]], number[home[other]]))
            if a == b:
                weights[a] += weight
            else:
                between[a, b] = between.get((a, b), 0.0) + weight
        groups, links, inner = merged, between, weights


def _move(count: int, links: Edges, inner: Sequence[float], resolution: float) -> list[int]:
    """The community of each node after moving nodes as long as modularity rises."""
    near: list[dict[int, float]] = [{} for _ in range(count)]
    for (one, other), weight in sorted(links.items()):
        near[one][other] = weight
        near[other][one] = weight
    degree = [sum(weights.values()) + 2 * inner[node] for node, weights in enumerate(near)]
    whole = sum(degree) or 1.0
    home = list(range(count))
    total = list(degree)
    moved = True
    while moved:
        moved = False
        for node in range(count):
            mine = home[node]
            total[mine] -= degree[node]
            pull: dict[int, float] = {mine: 0.0}
            for other, weight in near[node].items():
                pull[home[other]] = pull.get(home[other], 0.0) + weight
            cost = resolution * degree[node] / whole
            stay = pull[mine] - cost * total[mine]
            gain, best = max((weight - cost * total[group], -group) for group, weight in pull.items())
            # a gain that rounding could have made is none, or two nodes could change places for ever
            if gain > stay + 1e-9:
                home[node] = -best
                moved = True
            total[home[node]] += degree[node]
    return home
