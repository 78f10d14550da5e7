"""Union-find (disjoint sets) over things that are numbered from 0."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence


class Joining:
    """Disjoint sets of the numbers from 0 to `things` - 1, each at first in a group of its own. The representative of a
    group is its lowest number, whatever the order of joins."""

    def __init__(self, things: int) -> None:
        self._parent = list(range(things))

    def root(self, thing: int) -> int:
        """The lowest number of the group that contains `thing`."""
        parent = self._parent
        while parent[thing] != thing:
            parent[thing] = parent[parent[thing]]
            thing = parent[thing]
        return thing

    def join(self, one: int, two: int) -> None:
        """Merges the groups of `one` and `two`."""
        parent = self._parent
        one = one if parent[one] == one else self.root(one)
        two = two if parent[two] == two else self.root(two)
        parent[max(one, two)] = min(one, two)

    def by_key(self, keys: Sequence[Iterable[Hashable]]) -> None:
        """Merges the groups of all things that have a key in common. `keys[i]` are the keys of thing `i`."""
        first: dict[Hashable, int] = {}
        for thing, own in enumerate(keys):
            for key in own:
                other = first.setdefault(key, thing)
                if other != thing:
                    self.join(other, thing)

    def groups(self) -> list[list[int]]:
        """All groups, ordered by their lowest number; the numbers inside a group ascend."""
        members: dict[int, list[int]] = {}
        for thing, parent in enumerate(self._parent):
            if parent == thing:
                members[thing] = [thing]
            else:
                members[self.root(thing)].append(thing)
        return list(members.values())
