"""Putting numbered things together, one join at a time."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence


class Joining:
    """Things by number, each at first alone. A group is known by its lowest number, whatever the order of joins."""

    def __init__(self, things: int) -> None:
        self._parent = list(range(things))

    def root(self, thing: int) -> int:
        """The lowest number of the group that a thing is in."""
        parent = self._parent
        while parent[thing] != thing:
            parent[thing] = parent[parent[thing]]
            thing = parent[thing]
        return thing

    def join(self, one: int, two: int) -> None:
        """Makes one group of two."""
        parent = self._parent
        one = one if parent[one] == one else self.root(one)
        two = two if parent[two] == two else self.root(two)
        parent[max(one, two)] = min(one, two)

    def by_key(self, keys: Sequence[Iterable[Hashable]]) -> None:
        """Joins all things that have a key in common; `keys` run parallel to the things."""
        first: dict[Hashable, int] = {}
        for thing, own in enumerate(keys):
            for key in own:
                other = first.setdefault(key, thing)
                if other != thing:
                    self.join(other, thing)

    def groups(self) -> list[list[int]]:
        """All groups, things and groups in order."""
        members: dict[int, list[int]] = {}
        for thing, parent in enumerate(self._parent):
            if parent == thing:
                members[thing] = [thing]
            else:
                members[self.root(thing)].append(thing)
        return list(members.values())
