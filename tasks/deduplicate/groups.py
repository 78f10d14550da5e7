"""From pairs to groups, without saying more than the pairs do: every two texts of a group were decided themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tasks.deduplicate.decision import KINDS
from tasks.records import CopyKind

Pair = tuple[int, int]


class TextGroup(NamedTuple):
    """Texts that stand in pairs to each other; `seed` is the pair that it was built from."""

    kind: CopyKind
    members: tuple[int, ...]
    seed: Pair


def groups(kinds: Mapping[Pair, CopyKind]) -> list[TextGroup]:
    """Every pair (lower index first) in a group of its kind. In a group of copies every two are copies; where a text is
    contained in another, the other's copies join them, and where one is derived, whatever is linked to both."""
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
