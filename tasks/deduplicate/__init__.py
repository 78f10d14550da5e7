"""Copies, containment, derivation: which documents share most of their text, and who took it from whom.

Candidates share winnowed fingerprints of the reporters' own words (`texts`, `candidates`); each pair is decided on
its exact shared runs (`decision`), and nothing but a paragraph that proves to be `boilerplate` changes what two are to
each other; groups hold decided pairs only (`groups`); `lineage` says who was first, `passages` shows what is shared.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache

from tasks.deduplicate.boilerplate import boilerplate
from tasks.deduplicate.candidates import candidates
from tasks.deduplicate.decision import EQUAL, KINDS, LONG, Kind, decide
from tasks.deduplicate.families import families
from tasks.deduplicate.groups import Group, Pair, groups
from tasks.deduplicate.lineage import lineage
from tasks.deduplicate.passages import Passages, passages, read
from tasks.deduplicate.texts import Texts
from tasks.deduplicate.versions import versions
from tasks.records import CopyGroup, Document, Features
from tasks.shingles import SHINGLE
from tasks.text import mint

# Documents that are held at once: the members of most groups, so that each is loaded once for its group.
_HELD = 64


def deduplicate(features: Sequence[Features], load: Callable[[str], Document]) -> tuple[CopyGroup, ...]:
    """The groups of documents of which one was taken from another, or all from one text elsewhere. `load` gives the
    document of an id; it is called for members of groups alone, whose shared passages are cited.

    Within a group every two documents are what its kind says, or closer; a document may stand in several groups.
    Members run in order of path, groups from the closest kind on in order of members; the order of `features` has no
    influence.
    """
    ordered = sorted(features, key=lambda each: each.path)
    texts, found = _grouped(ordered)
    known = _Known(ordered, load)
    made = []
    for group in _next_to_each_other(found):
        members = sorted(member for index in group.members for member in texts[index])
        seed = "\n".join(ordered[texts[index][0]].path for index in group.seed)
        made.append((members, _record(group.kind, [ordered[member] for member in members], seed, known)))
    return tuple(record for _, record in sorted(made, key=lambda pair: (KINDS.index(pair[1].kind), pair[0])))


def _next_to_each_other(found: Sequence[Group]) -> list[Group]:
    """The groups, those that have members in common soon after each other, so that a member is loaded once for most of
    them: all groups of one text, then on to a text of the last of these."""
    having: dict[int, list[int]] = {}
    for number, group in enumerate(found):
        for member in group.members:
            having.setdefault(member, []).append(number)
    order: dict[int, Group] = {}
    waiting = sorted(having, reverse=True)
    while waiting:
        for number in having.pop(waiting.pop(), ()):
            if number not in order:
                order[number] = found[number]
                waiting += reversed(found[number].members)
    return list(order.values())


class _Known:
    """The documents of the groups: the last ones looked at, and what each two of them share."""

    def __init__(self, features: Sequence[Features], load: Callable[[str], Document]) -> None:
        signatures = {each.id: each.signature for each in features}
        self.document = lru_cache(_HELD)(load)
        reading = lru_cache(_HELD)(lambda document: read(self.document(document), signatures[document]))

        @cache
        def compare(first: str, other: str, least: int) -> Passages:
            return passages(reading(first), reading(other), least)

        self.compare = compare


def _grouped(documents: Sequence[Features]) -> tuple[list[list[int]], list[Group]]:
    """The documents of each distinct text, so that a text in a hundred places is compared once, and groups of texts;
    a text that stands with no other makes a group when several documents carry it."""
    carriers: dict[int, list[int]] = {}
    for index, document in enumerate(documents):
        carriers.setdefault(document.signature.whole, []).append(index)
    numbers = sorted(carriers.values())
    texts = Texts([documents[same[0]].signature for same in numbers])
    distinct = texts.without(boilerplate(texts))
    found, kinds = families(_decided(numbers, distinct, documents), distinct)
    found += groups(kinds)
    held = {index for group in found if group.kind == "copy" for index in group.members}
    for index, same in enumerate(numbers):
        if len(same) > 1 and index not in held and texts[index].words >= EQUAL:
            found.append(Group("copy", (index,), (index, index)))
    return numbers, found


def _decided(numbers: Sequence[Sequence[int]], texts: Texts, documents: Sequence[Features]) -> dict[Pair, Kind]:
    """What each pair of texts is, where it is anything. Versions of one report count as derived."""
    kinds: dict[Pair, Kind] = {}
    for a, b in candidates([signature.fingerprints for signature in texts.signatures]).tolist():
        kind = decide(texts[a], texts[b])
        if kind and versions(*([documents[index].provenance for index in numbers[text]] for text in (a, b))):
            kind = "derived"
        if kind:
            kinds[a, b] = kind
    return kinds


def _record(kind: Kind, members: Sequence[Features], seed: str, known: _Known) -> CopyGroup:
    first, direction = lineage(kind, members, known.document)
    source = first or max(members, key=lambda member: len(member.signature.words))
    # A derived text is shown with what makes it one: whole sentences, not every turn of phrase.
    least = LONG if kind == "derived" else SHINGLE
    compared = [known.compare(source.id, other.id, least) for other in members if other is not source]
    return CopyGroup(
        id=mint("g", kind, seed),
        kind=kind,
        members=tuple(member.id for member in members),
        first=first.id if first else None,
        direction=direction,
        overlap=round(min(overlap for overlap, _ in compared), 3),
        shared=tuple(pair for _, shared in compared for pair in shared),
    )
