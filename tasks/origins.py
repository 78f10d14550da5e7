"""Which documents have what they say from one origin: one text copied, or one agency credited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tasks.joining import Joining
from tasks.outlets import full_name
from tasks.records import Citation, CopyGroup, Document

# Credits that name nobody.
_NOBODY = frozenset({"agencies", "agency", "wires", "wire", "news agencies", "web", "web desk", "staff", "internet"})


class OriginGroup(NamedTuple):
    """Documents of one origin, in order of path, with the agency's name if there is one, and why they count as one
    ("copies of one text", "credited to Reuters"); a document of its own says "nothing shared"."""

    documents: tuple[str, ...]
    name: str | None
    reason: str


def origin_groups(
    documents: Sequence[Document], copies: Sequence[CopyGroup], passages: Sequence[Citation] = ()
) -> tuple[OriginGroup, ...]:
    """Every document in exactly one group, groups in order of their first document's path.

    Documents have one origin when one is a copy of the other or contained in it, or when they credit one agency or are
    that agency's own. With `passages`, the words of one claim, it is asked for these words alone: then a contained or
    derived text has the other's origin where, and only where, the words stand in what the two share.
    """
    ordered = sorted(documents, key=lambda document: document.path)
    place = {document.id: index for index, document in enumerate(ordered)}
    joining = Joining(len(ordered))
    agencies = _agencies(ordered)
    joining.by_key(agencies)
    copied: set[int] = set()
    for one, two in _copied(copies, passages):
        if one in place and two in place:
            joining.join(place[one], place[two])
            copied |= {place[one], place[two]}
    return tuple(_group(ordered, members, agencies, copied) for members in joining.groups())


def _agencies(documents: Sequence[Document]) -> list[list[str]]:
    """For each document the agencies that it credits, and its publisher where another document credits it."""
    credits = [{full_name(agency.name) for agency in document.agencies} - _NOBODY for document in documents]
    credited = set().union(*credits)
    for document, own in zip(documents, credits, strict=True):
        if document.publisher and (name := full_name(document.publisher.name)) in credited:
            own.add(name)
    return [sorted(own) for own in credits]


def _copied(copies: Sequence[CopyGroup], passages: Sequence[Citation]) -> list[tuple[str, str]]:
    """Pairs of documents of which one carries the other's text, or these passages of it."""
    found = []
    told: dict[str, list[Citation]] = {}
    for passage in passages:
        told.setdefault(passage.document, []).append(passage)
    for group in copies:
        if group.kind == "copy" or (group.kind == "contained" and not passages):
            found += [(group.members[0], other) for other in group.members[1:]]
        elif passages:
            found += [
                (one.document, two.document)
                for one, two in group.shared
                if one.document in told and two.document in told and _stands(told, one) and _stands(told, two)
            ]
    return found


def _stands(told: Mapping[str, Sequence[Citation]], shared: Citation) -> bool:
    """Whether most of one of the passages, given by document, stands in a shared one."""
    start, end = shared.start, shared.end
    for passage in told[shared.document]:
        if 2 * (min(passage.end, end) - max(passage.start, start)) > passage.end - passage.start:
            return True
    return False


def _group(
    documents: Sequence[Document], members: Sequence[int], agencies: Sequence[Sequence[str]], copied: set[int]
) -> OriginGroup:
    ids = tuple(documents[index].id for index in members)
    if len(members) == 1:
        return OriginGroup(ids, None, "nothing shared")
    credited = sorted(set.intersection(*(set(agencies[index]) for index in members)))
    if credited:
        name = _as_printed(documents, members, credited[0])
        return OriginGroup(ids, name, f"credited to {name}")
    return OriginGroup(ids, None, "copies of one text" if copied >= set(members) else "copies, and one agency credited")


def _as_printed(documents: Sequence[Document], members: Sequence[int], agency: str) -> str:
    """The agency's longest spelling in the documents."""
    spellings = [
        name
        for index in members
        for name in (*(each.name for each in documents[index].agencies), _publisher(documents[index]))
        if name and full_name(name) == agency
    ]
    return max(spellings, key=lambda name: (len(name), name))


def _publisher(document: Document) -> str | None:
    return document.publisher.name if document.publisher else None
