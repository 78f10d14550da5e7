"""Groups texts of which there are so many edited copies that not every two can be compared."""

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
    """Groups of more than MANY texts, each of which is a copy of the same one among them.

    Candidate pairs of such a family connect neighbours only, so each text is compared with the one that has most pairs:
    one comparison for each text instead of one for each pair.

    Args:
        kinds: the relation of each decided pair of texts, by their indexes.
        texts: all distinct texts.

    Returns:
        The groups, and the decided pairs that are inside none of them.
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
