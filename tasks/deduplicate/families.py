"""Texts that so many have taken over, each with edits of its own, that not every two can be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from tasks.deduplicate.candidates import MANY
from tasks.deduplicate.decision import decide
from tasks.deduplicate.groups import Pair, TextGroup
from tasks.deduplicate.texts import Texts
from tasks.records import CopyKind
from tasks.shared.numerics.union_find import Joining


def families(kinds: Mapping[Pair, CopyKind], texts: Texts) -> tuple[list[TextGroup], dict[Pair, CopyKind]]:
    """Groups of more than MANY texts, each a copy of one and the same of them, and the pairs that remain.

    Candidates of such a family are neighbours only, so its pairs make a chain; comparing each text with the one that
    has most pairs costs a comparison a text instead of one for every two.
    """
    joining = Joining(len(texts))
    links: Counter[int] = Counter()
    for pair, kind in kinds.items():
        if kind == "copy":
            joining.join(*pair)
            links.update(pair)
    found: list[TextGroup] = []
    inside: dict[int, int] = {}
    for members in joining.groups():
        if len(members) <= MANY:
            continue
        middle = max(members, key=lambda member: (links[member], -member))
        copies = [each for each in members if each == middle or decide(texts[each], texts[middle]) == "copy"]
        if len(copies) > MANY:
            inside.update(dict.fromkeys(copies, middle))
            found.append(TextGroup("copy", tuple(copies), (copies[0], copies[1])))
    left = {(a, b): kind for (a, b), kind in kinds.items() if a not in inside or inside[a] != inside.get(b)}
    return found, left
