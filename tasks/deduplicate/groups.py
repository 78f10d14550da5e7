"""Builds groups from decided pairs, such that every two texts of a group are a decided pair."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tasks.deduplicate.decision import KINDS
from tasks.records import CopyKind

Pair = tuple[int, int]


class TextGroup(NamedTuple):
    """Texts, by index and ascending, that are pairwise related; `seed` is the pair from which the group was built."""

    kind: CopyKind
    members: tuple[int, ...]
    seed: Pair


def groups(kinds: Mapping[Pair, CopyKind]) -> list[TextGroup]:
    """Covers every decided pair (lower index first) with a group of its kind, built greedily. In a group of copies all
    pairs are copies; in one of contained or derived texts all pairs are of that kind or a closer one."""
    found = []
    for place, kind in enumerate(KINDS):
        wanted = {pair for pair, each in kinds.items() if each == kind}
        linked = {pair for pair, each in kinds.items() if each in KINDS[: place + 1]}
        found += [TextGroup(kind, members, seed) for seed, members in _cliques(wanted, linked)]
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
