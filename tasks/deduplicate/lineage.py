"""Which document of a group came first: by explicit credit, then containment, then time; otherwise nobody knows.

Nothing is inferred from an outlet's size or standing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from tasks.deduplicate.decision import MUCH_SHORTER, Kind
from tasks.outlets import names_of
from tasks.records import Document

Direction = Literal["credit", "containment", "time", "unknown"]

# What stands before or after an outlet's name when a text is credited to it.
_BEFORE = (
    r"(?:(?:inputs?|reports?|material|files?|information|story|article|text) (?:from|by)"
    r"|(?:first|originally) (?:published|appeared|reported)(?: (?:in|on|by|at))?"
    r"|(?:re)?published with permission (?:from|of)"
    r"|courtesy of|source ?:|via|according to|reported by|told|by"
    r"|(?:copyright|©|\(c\))(?: ©)?(?: \d{4})?(?: by)?|\()"
)
_AFTER = r"(?:first )?(?:reported|reports|contributed|has learned|quoted|\)\s*[-–—])"


def lineage(kind: Kind, members: Sequence[Document]) -> tuple[Document | None, Direction]:
    """The member that came first, and what says so; (None, "unknown") when nothing does."""
    credited = _credited(members)
    if len(credited) == 1:
        return credited[0], "credit"
    if credited:
        members = credited
    if kind == "contained" and not credited:
        longest = _longest(members)
        if longest and not any(before(other, longest) for other in members if other is not longest):
            return longest, "containment"
    earliest = _earliest(members)
    return (earliest, "time") if earliest else (None, "unknown")


def _credited(members: Sequence[Document]) -> list[Document]:
    """Members whose outlet is credited by members of other outlets, and which credit no member's outlet themselves."""
    outlets = [_outlet(document) for document in members]
    every = frozenset().union(*outlets)
    if not every:
        return []
    credits = [_credits(document, every - own) for document, own in zip(members, outlets, strict=True)]
    named = set().union(*credits)
    return [
        document for document, own, gives in zip(members, outlets, credits, strict=True) if own & named and not gives
    ]


def _outlet(document: Document) -> frozenset[str]:
    """The names of the document's outlet. One that states none, but is credited as a whole to one agency, is taken for
    that agency's own."""
    stated = names_of(document)
    if stated or len(document.agencies) != 1:
        return stated
    agency = document.agencies[0]
    in_part = re.search(r"input|contribut|with|additional", document.text[agency.start : agency.end], re.IGNORECASE)
    return frozenset() if in_part else names_of(agency)


def _credits(document: Document, outlets: frozenset[str]) -> set[str]:
    """Those of the outlets from which a document says that its words come."""
    given = {name for agency in document.agencies for name in names_of(agency)}
    if document.byline:
        given |= names_of(document.byline)
    text = document.text.lower()
    for outlet in outlets - given:
        if outlet in text:
            name = re.escape(outlet)
            if re.search(rf"(?<!\w){_BEFORE} ?(?:the )?{name}\b|\b{name} ?{_AFTER}", document.text, re.IGNORECASE):
                given.add(outlet)
    return given & outlets


def _longest(members: Sequence[Document]) -> Document | None:
    """The member that the others stand in: none when another is nearly as long."""
    sizes = [sum(block.end - block.start for block in document.blocks) for document in members]
    order = sorted(range(len(members)), key=lambda index: -sizes[index])
    return members[order[0]] if sizes[order[1]] < MUCH_SHORTER * sizes[order[0]] else None


def _earliest(members: Sequence[Document]) -> Document | None:
    """The member that is stated to be published before each other, and not altered since one of them was."""
    for document in members:
        others = [other for other in members if other is not document]
        if all(before(document, other) and not _altered_since(document, other) for other in others):
            return document
    return None


def before(first: Document, second: Document) -> bool:
    """Whether the first is stated to be published before the second; days decide where one states no time."""
    one, two = _stated(first), _stated(second)
    return bool(one and two and _earlier(one, two))


def _altered_since(document: Document, other: Document) -> bool:
    when = _stated(other)
    return bool(document.modified and when and _earlier(when, document.modified))


def _stated(document: Document) -> str | None:
    inferred = document.published_basis is not None and document.published_basis.kind == "inferred"
    return None if inferred else document.published


def _earlier(one: str, two: str) -> bool:
    """Of two ISO 8601 days or times, whether the first is before the second for certain."""
    first, second = _moment(one), _moment(two)
    if first and second and (first.tzinfo is None) == (second.tzinfo is None):
        return first < second
    return min(len(one), len(two)) >= 10 and one[:10] < two[:10]


def _moment(written: str) -> datetime | None:
    """The moment that is written, None for a day alone."""
    try:
        return datetime.fromisoformat(written) if len(written) > 10 else None
    except ValueError:
        return None
