"""From pairs to groups, without saying more than the pairs do: every two texts of a group were decided themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tasks.deduplicate.decision import Kind

Pair = tuple[int, int]


class Group(NamedTuple):
    """Texts that stand in pairs to each other; `seed` is the pair that it was built from."""

    kind: Kind
    members: tuple[int, ...]
    seed: Pair


def groups(kinds: Mapping[Pair, Kind]) -> list[Group]:
    """Every pair (lower index first) in a group. Copies and contained texts stand together; a group is "contained" when
    one of its pairs is. Derived texts stand in groups of their own, each with at least one derived pair."""
    tight = {pair: kind for pair, kind in kinds.items() if kind != "derived"}
    loose = {pair for pair, kind in kinds.items() if kind == "derived"}
    found = []
    for seed, members in _cliques(set(tight), set(tight)):
        plain = all(tight[pair] == "copy" for pair in _pairs(members))
        found.append(Group("copy" if plain else "contained", members, seed))
    found += [Group("derived", members, seed) for seed, members in _cliques(loose, set(kinds))]
    return found


def _cliques(wanted: set[Pair], linked: set[Pair]) -> list[tuple[Pair, tuple[int, ...]]]:
    """Cover the wanted pairs by sets in which every two are linked, each grown from the first pair not yet covered."""
    near: dict[int, set[int]] = {}
    for a, b in linked:
        near.setdefault(a, set()).add(b)
        near.setdefault(b, set()).add(a)
    covered: set[Pair] = set()
    found = []
    for seed in sorted(wanted):
        if seed in covered:
            continue
        members = list(seed)
        for other in sorted(near[seed[0]] & near[seed[1]]):
            if all(other in near[member] for member in members):
                members.append(other)
        members.sort()
        covered.update(_pairs(members))
        found.append((seed, tuple(members)))
    return found


def _pairs(members: list[int] | tuple[int, ...]) -> list[Pair]:
    return [(a, b) for place, a in enumerate(members) for b in members[place + 1 :]]
