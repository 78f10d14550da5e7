"""Divides the claims of a story into sections, each built around a noun.

A noun represents the claims that print it. Nouns are chosen greedily so that the claims of the story are as near as
possible to the nearest of them: facility location (Mirchandani and Francis 1990), as summaries are chosen. So every
section has something in common that its label can print.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tasks.topics.features import Vector

FEWEST = 3  # claims that make a section

# How much of what a claim has in common with the whole story is no reason to be in a section. Below a half the first
# section takes whatever is on nothing else; at one, claims that use the story's common words have no section.
_COMMON = 0.7
# How near a claim must be to a section to be in it, beyond that.
_NEAR = 0.05
# No section takes more than this many times its share of the claims; what is nearest to it comes first.
_MOST = 1.3
# Stems that describe a section at most, the weightiest first, and claims that are compared through one stem: they bound
# the work for stories of thousands of claims, and no story of up to 500 is parted otherwise for them.
_DESCRIBING = 60
_HOLDERS = 200
# Nouns that are tried at most, those of most claims first.
_TRIED = 150

Affinities = dict[int, float]  # by claim, above zero alone


class Section(NamedTuple):
    """The indexes of claims, ascending, and the stem of the noun around which they were grouped ("" for none)."""

    noun: str
    members: list[int]


class Noun(NamedTuple):
    """The indexes of the claims that print a noun, ascending, and how well it labels a section (0 to 1)."""

    claims: Sequence[int]
    worth: float


def sections(
    near: Near, weights: Sequence[float], nouns: Mapping[str, Noun], most: int
) -> tuple[list[Section], list[int]]:
    """Divides claims into sections by greedy facility location.

    Args:
        near: the affinities between claims and groups of claims.
        weights: how much each claim counts, by index.
        nouns: the candidate nouns, by stem.
        most: the largest number of sections.

    Returns:
        At most `most` sections of at least FEWEST claims each, in the order in which their nouns were chosen; and the
        indexes of the claims that are in none, ascending. No section if there are fewer than two nouns.
    """
    if len(nouns) < 2:
        return [], list(range(len(weights)))
    tried = sorted(nouns, key=lambda noun: (-len(nouns[noun].claims) * nouns[noun].worth, noun))[:_TRIED]
    around = {noun: near.to(nouns[noun].claims, _COMMON) for noun in sorted(tried)}
    chosen = _choose({noun: _scaled(some, nouns[noun].worth) for noun, some in around.items()}, weights, most)
    room = math.ceil(_MOST * len(weights) / (len(chosen) or 1))
    while True:
        taken = _assign([around[noun] for noun in chosen], room, _NEAR, [[] for _ in chosen])
        if not (small := [noun for noun, members in zip(chosen, taken, strict=True) if len(members) < FEWEST]):
            break
        chosen.remove(small[-1])  # the last chosen covers least
    # What is near to none of the nouns may be near to what has been gathered around one; and what speaks of the whole
    # story, in its common words alone, is not apart from it.
    for common in (_COMMON, 0.0):
        if sum(map(len, taken)) == len(weights):
            break
        taken = _assign([near.to(sorted(members), common) for members in taken], room, 0.0, taken)
    found = [Section(noun, sorted(members)) for noun, members in zip(chosen, taken, strict=True)]
    placed = {index for members in taken for index in members}
    return found, [index for index in range(len(weights)) if index not in placed]


class Near:
    """Computes the affinity of claims to groups of claims: the similarity of their vectors, less what is common to the
    whole story."""

    def __init__(self, vectors: Sequence[Vector]) -> None:
        self._vectors = vectors
        self._holding: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for index, vector in enumerate(vectors):
            for term, weight in vector.items():
                self._holding[term].append((index, weight))
        self._known: dict[tuple[int, ...], Affinities] = {}
        whole = _middle(vectors)
        self._whole = [math.fsum([weight * whole[term] for term, weight in v.items()]) for v in vectors]

    def to(self, members: Sequence[int], common: float) -> Affinities:
        """The affinity of each claim, by index, to the centroid of the claims `members`: their dot product, less
        `common` (0 to 1) times the claim's similarity to the whole story. Only values above zero are listed. Results
        are cached by `members` alone."""
        found = self._known.get(key := tuple(members))
        if found is None:
            found = self._known[key] = self._alike(members)
        whole = self._whole
        return {index: more for index, alike in found.items() if (more := alike - common * whole[index]) > 0}

    def _alike(self, members: Sequence[int]) -> Affinities:
        """How much each claim has in common with the middle of `members`."""
        middle = _middle([self._vectors[index] for index in members])
        found: Affinities = {}
        for term in sorted(middle, key=lambda term: (-middle[term], term))[:_DESCRIBING]:
            weight, holding = middle[term], self._holding[term]
            if len(holding) <= _HOLDERS:
                for index, its in holding:
                    found[index] = found.get(index, 0.0) + weight * its
        return found


def _middle(vectors: Sequence[Vector]) -> Vector:
    total: Vector = {}
    for vector in vectors:
        for term, weight in vector.items():
            total[term] = total.get(term, 0.0) + weight
    length = math.sqrt(math.fsum([weight * weight for weight in total.values()])) or 1.0
    return {term: weight / length for term, weight in total.items()}


def _choose(around: Mapping[str, Affinities], weights: Sequence[float], most: int) -> list[str]:
    """The nouns that cover most, chosen one by one; of equal ones the first in order of letters."""
    best = [0.0] * len(weights)
    chosen: list[str] = []
    left = dict(around)
    while left and len(chosen) < most:
        gains = {
            noun: math.fsum([weights[index] * (how - best[index]) for index, how in near.items() if how > best[index]])
            for noun, near in left.items()
        }
        noun = min(gains, key=lambda noun: (-gains[noun], noun))
        if not gains[noun]:
            break
        chosen.append(noun)
        for index, how in left.pop(noun).items():
            best[index] = max(best[index], how)
    return chosen


def _scaled(near: Affinities, by: float) -> Affinities:
    return {index: how * by for index, how in near.items()}


def _assign(near: Sequence[Affinities], room: int, least: float, taken: Sequence[Sequence[int]]) -> list[list[int]]:
    """The members of each group when those that `taken` does not place go where they are nearest and there is room."""
    found = [list(members) for members in taken]
    placed = {index for members in found for index in members}
    pairs = [(-how, index, at) for at, group in enumerate(near) for index, how in group.items() if how > least]
    for _, index, at in sorted(pairs):
        if index not in placed and len(found[at]) < room:
            placed.add(index)
            found[at].append(index)
    return found
