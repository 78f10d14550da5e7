"""Finds documents that have what they report from one origin: one text was copied, or one agency is credited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tasks.records import CopyGroup, Document
from tasks.shared.numerics.union_find import Joining
from tasks.shared.press.outlets import agency_names, full_name

# Credits that name nobody.
_NOBODY = frozenset({"agencies", "agency", "wires", "wire", "news agencies", "web", "web desk", "staff", "internet"})


class OriginGroup(NamedTuple):
    """Documents of one origin, by id in order of path, the agency's name if there is one, and the reason ("copies of
    one text", "credited to Reuters"; "nothing shared" for a single document)."""

    documents: tuple[str, ...]
    name: str | None
    reason: str


class Sharing(NamedTuple):
    """What two documents share: whether one is a copy of the other, or contained in it, and the shared ranges (start
    and end in the first, start and end in the second; code points)."""

    copy: bool
    contained: bool
    ranges: list[tuple[int, int, int, int]]


Copies = Mapping[str, Mapping[str, Sharing]]


def shared(copies: Sequence[CopyGroup]) -> Copies:
    """What pairs of documents share, by the ids of the first and second member. `copies` are the copy groups of the
    story."""
    found: dict[str, dict[str, Sharing]] = {}

    def between(one: str, two: str) -> Sharing:
        return found.setdefault(one, {}).setdefault(two, Sharing(False, False, []))

    for group in copies:
        first, *others = group.members
        for other in others if group.kind != "derived" else ():
            known = between(first, other)
            found[first][other] = Sharing(known.copy or group.kind == "copy", True, known.ranges)
        for one, two in group.shared if group.kind != "copy" else ():
            between(one.document, two.document).ranges.append((one.start, one.end, two.start, two.end))
    return found


def is_agency(name: str) -> bool:
    """Whether the name in a credit names an agency; "agencies" does not."""
    return full_name(name) not in _NOBODY


def agency_of(publisher: str) -> str | None:
    """The publisher's name if it is a known news agency, else None."""
    return publisher if full_name(publisher) in agency_names() else None


def origin_groups(
    documents: Sequence[Document], copies: Copies, told: Mapping[str, Sequence[tuple[int, int]]] | None = None
) -> tuple[OriginGroup, ...]:
    """Groups documents by origin.

    Documents have one origin if one is a copy of the other or contained in it, or if they credit one agency or are
    published by it.

    Args:
        documents: documents of one story, in any order.
        copies: the result of `shared`.
        told: the ranges (code points) of the words of one claim by document id. If given, the origin of these words
            alone is asked for: a contained or derived text has the other's origin if the words are in what the two
            share, and only then.

    Returns:
        Groups that contain each document exactly once, ordered by the path of their first document.
    """
    ordered = sorted(documents, key=lambda document: document.path)
    place = {document.id: index for index, document in enumerate(ordered)}
    joining = Joining(len(ordered))
    agencies = _agencies(ordered)
    joining.by_key(agencies)
    taken: set[int] = set()
    for document, index in place.items():
        others = copies.get(document)
        if others is None:
            continue
        for other, there in place.items():
            sharing = others.get(other)
            if sharing is not None and _one_text(sharing, document, other, told):
                joining.join(index, there)
                taken.update((index, there))
    return tuple([_group(ordered, members, agencies, taken) for members in joining.groups()])


def _agencies(documents: Sequence[Document]) -> list[list[str]]:
    """For each document the agencies that it credits, and its publisher where another document credits it; nothing at
    all where no agency is credited."""
    known = agency_names()
    if not any(
        document.agencies or (document.publisher and full_name(document.publisher.name) in known)
        for document in documents
    ):
        return []
    credits = [{full_name(agency.name) for agency in document.agencies} - _NOBODY for document in documents]
    credited = set().union(*credits)
    for document, own in zip(documents, credits, strict=True):
        name = full_name(document.publisher.name) if document.publisher else ""
        if name and (name in credited or name in known):
            own.add(name)
    return [sorted(own) for own in credits]


def _one_text(sharing: Sharing, one: str, two: str, told: Mapping[str, Sequence[tuple[int, int]]] | None) -> bool:
    """One of the documents carries the other's text, or these words of it."""
    if sharing.copy or told is None:
        return sharing.contained
    here, there = told.get(one, ()), told.get(two, ())
    if not here or not there:
        return False
    low, high = min(here)[0], max([last for _, last in here])
    for start, end, start_there, end_there in sharing.ranges:
        if low < end and start < high and _stands(here, start, end) and _stands(there, start_there, end_there):
            return True
    return False


def _stands(told: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether most of one of the ranges stands in the one at `start`-`end`."""
    for first, last in told:
        if first < end and start < last and 2 * (min(last, end) - max(first, start)) > last - first:
            return True
    return False


def _group(
    documents: Sequence[Document], members: Sequence[int], agencies: Sequence[Sequence[str]], copied: set[int]
) -> OriginGroup:
    ids = tuple([documents[index].id for index in members])
    if len(members) == 1:
        return OriginGroup(ids, None, "nothing shared")
    credited = sorted(set.intersection(*[set(agencies[index]) for index in members])) if agencies else []
    if credited:
        name = _as_printed(documents, members, credited[0])
        return OriginGroup(ids, name, f"credited to {name}")
    every = set().union(*[set(agencies[index]) for index in members]) if agencies else set()
    if len(every) == 1 and copied >= set(members):
        # Those that print the text without saying so have it from where the others say they do.
        name = _as_printed(documents, members, every.pop())
        return OriginGroup(ids, name, f"copies of one text, credited to {name}")
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
