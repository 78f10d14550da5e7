"""Decides which document of a group was first: by explicit credit, then containment, then time; otherwise it is
unknown.

Nothing is concluded from the size or reputation of an outlet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Literal

from tasks.deduplicate.decision import MUCH_SHORTER
from tasks.records import CopyKind, Document, Features
from tasks.shared.press.outlets import names_of

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
_WORDS = re.compile(r"\w+")
# With more outlets than this in a group, their names are looked up and not looked for.
_FEW = 20


def lineage(
    kind: CopyKind, members: Sequence[Features], load: Callable[[str], Document]
) -> tuple[Features | None, Direction]:
    """The member that was first, and the kind of evidence; (None, "unknown") if there is none.

    Args:
        kind: the kind of the group.
        members: the features of its members; at least two.
        load: returns the document of an id.
    """
    first_version = _first_version(members)
    if first_version is not None:
        return first_version, "time"
    credited = _credited(members, load)
    if len(credited) == 1:
        return credited[0], "credit"
    if credited:
        members = credited
    if kind == "contained" and not credited:
        longest = _longest(members)
        if longest and not any(_before(other, longest) for other in members if other is not longest):
            return longest, "containment"
    earliest = _earliest(members)
    return (earliest, "time") if earliest else (None, "unknown")


def _first_version(members: Sequence[Features]) -> Features | None:
    """Of versions of one web address the one that was last changed before each other, by what the pages state."""
    pages = {member.provenance.page for member in members}
    if len(pages) != 1 or None in pages:
        return None
    changed = [(member, member.provenance.modified or member.provenance.published) for member in members]
    for member, when in changed:
        if when and all(other is member or (then and earlier(when, then)) for other, then in changed):
            return member
    return None


def _credited(members: Sequence[Features], load: Callable[[str], Document]) -> list[Features]:
    """Members whose outlet is credited by members of other outlets, and which credit no member's outlet themselves."""
    outlets = _Outlets({outlet for member in members for outlet in member.provenance.outlets})
    if not outlets.names:
        return []
    credits = [_credits(load(member.id), outlets, member.provenance.outlets) for member in members]
    named = set().union(*credits)
    return [
        member
        for member, gives in zip(members, credits, strict=True)
        if not gives and not named.isdisjoint(member.provenance.outlets)
    ]


class _Outlets:
    """The names of the outlets of one group."""

    def __init__(self, names: set[str]) -> None:
        self.names = names
        self._by_word: dict[str, list[str]] = {}
        if len(names) > _FEW:
            for name in names:
                self._by_word.setdefault(next(iter(_WORDS.findall(name)), ""), []).append(name)

    def inside(self, text: str) -> set[str]:
        """The names that stand in a text. Many are looked up by the words of the text, as each search costs as much."""
        if not self._by_word:
            return {name for name in self.names if name in text}
        words = self._by_word.keys() & {"", *_WORDS.findall(text)}
        return {name for word in words for name in self._by_word[word] if name in text}


def _credits(document: Document, outlets: _Outlets, own: Sequence[str]) -> set[str]:
    """Those of the outlets, but for its own, from which a document says that its words come."""
    given = {name for agency in document.agencies for name in names_of(agency)}
    if document.byline:
        given |= names_of(document.byline)
    for outlet in outlets.inside(document.text.lower()).difference(given, own):
        name = re.escape(outlet)
        if re.search(rf"(?<!\w){_BEFORE} ?(?:the )?{name}\b|\b{name} ?{_AFTER}", document.text, re.IGNORECASE):
            given.add(outlet)
    return (given & outlets.names).difference(own)


def _longest(members: Sequence[Features]) -> Features | None:
    """The member that the others stand in: none when another is nearly as long."""
    longest, second, *_ = sorted(members, key=lambda member: -member.provenance.size)
    return longest if second.provenance.size < MUCH_SHORTER * longest.provenance.size else None


def _earliest(members: Sequence[Features]) -> Features | None:
    """The member that is stated to be published before each other, and not altered since one of them was."""
    first = members[0]
    for member in members:
        # Whoever is before all others is before the one that stands here, and none comes in its place.
        if _before(member, first):
            first = member
    others = [member for member in members if member is not first]
    return first if all(_before(first, other) and not _altered_since(first, other) for other in others) else None


def _before(first: Features, second: Features) -> bool:
    """Whether the first is stated to be published before the second; days decide where one states no time. Of two
    savings of one page, published at one time, the one that was altered later is the later one."""
    one, two = first.provenance, second.provenance
    if one.published and two.published and earlier(one.published, two.published):
        return True
    if one.page is None or one.page != two.page or one.published != two.published or not two.modified:
        return False
    begun = one.modified or one.published
    return bool(begun and earlier(begun, two.modified))


def _altered_since(member: Features, other: Features) -> bool:
    modified, when = member.provenance.modified, other.provenance.published
    return bool(modified and when and earlier(when, modified))


def earlier(one: str, two: str) -> bool:
    """Whether the first of two ISO 8601 dates or date-times is certainly before the second. Times are compared if both
    have a time zone or neither has; otherwise only the days."""
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
