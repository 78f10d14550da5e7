"""The pages of changes since the previous build, and the tombstones of claims that are gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from tasks.records import Changes, Overall, Page
from tasks.render.components.markup import restored
from tasks.render.frame import Frame, Site
from tasks.render.views import Crumb

SHOWN = (40, 20, 10, 4)  # rows under one heading, fewer when the page would pass its budget; the data hold all
BUDGET = 30_000
FIRST = "First build. Nothing to compare with."


class Known(NamedTuple):
    """The records that lists of changes name: documents by id as links, subjects of conflicts by id, and the rows of
    existing claims by id as HTML, for a page at the top of the site and for one in a folder."""

    documents: Mapping[str, Crumb]
    conflicts: Mapping[str, str]
    top: Mapping[str, str]
    below: Mapping[str, str]


class Changed(NamedTuple):
    """One list of changes: its heading with the count, rows of existing claims as HTML, links to other records that
    exist, ids of those that are gone, and a remark on how many were left out ("" for none)."""

    heading: str
    claims: tuple[Markup, ...]
    links: tuple[Crumb, ...]
    gone: tuple[str, ...]
    more: str


def pages(site: Site, overall: Overall, known: Known) -> list[Page]:
    """`changes.html`, a page for this build and each remembered one (`changes/<id>.html`), and one for each tombstone,
    in this order."""
    graves = frozenset(stone.id for stone in overall.tombstones)
    earlier = [Crumb(_address(changes), _called(changes)) for changes in overall.history]
    made = [_list(site, "changes.html", overall.changes, known, known.top, graves, earlier)]
    for changes in (overall.changes, *overall.history):
        made.append(_list(site, _address(changes), changes, known, known.below, graves, []))
    return made + _tombstones(site, overall, known)


def _address(changes: Changes) -> str:
    return f"changes/{changes.build}.html"


def _called(changes: Changes) -> str:
    return f"Build {changes.build}, {f'since {changes.previous}' if changes.previous else 'the first'}"


def _lead(changes: Changes) -> str:
    return FIRST if changes.previous is None else f"Since build {changes.previous}."


def _list(
    site: Site,
    path: str,
    changes: Changes,
    known: Known,
    standing: Mapping[str, str],
    graves: frozenset[str],
    earlier: Sequence[Crumb],
) -> Page:
    """What one build changed, as far as there is room."""
    lead = _lead(changes)
    frame = Frame("Changes", "Changes", description=lead)
    for shown in SHOWN:
        groups = () if changes.previous is None else tuple(_groups(changes, known, standing, graves, shown))
        page = site.page(path, "changes.html", frame, lead=lead, here=_address(changes), groups=groups, earlier=earlier)
        if len(page.content) <= BUDGET:
            break
    return page


def wanted(overall: Overall) -> frozenset[str]:
    """The ids of the claims that lists of changes and tombstones name, so that their rows must be known."""
    found = {stone.replaced_by for stone in overall.tombstones if stone.replaced_by}
    for changes in (overall.changes, *overall.history):
        if changes.previous is not None:
            claims = changes.claims
            found.update(*(claims.new, claims.gained, claims.lost, claims.reworded, claims.merged))
    return frozenset(found)


def _groups(
    changes: Changes, known: Known, standing: Mapping[str, str], graves: frozenset[str], shown: int
) -> list[Changed]:
    def documents(heading: str, ids: Sequence[str]) -> Changed:
        links = [known.documents[d] for d in ids if d in known.documents]
        return _listed(shown, heading, [], links, [d for d in ids if d not in known.documents])

    def claims(heading: str, ids: Sequence[str]) -> Changed:
        gone = [claim for claim in ids if claim not in standing]
        links = [Crumb(f"claim/{claim}.html", claim) for claim in gone if claim in graves]
        lines = [restored(standing[claim]) for claim in ids if claim in standing]
        return _listed(shown, heading, lines, links, [claim for claim in gone if claim not in graves])

    def conflicts(heading: str, ids: Sequence[str]) -> Changed:
        links = [Crumb(f"conflict/{c}.html", known.conflicts[c]) for c in ids if c in known.conflicts]
        return _listed(shown, heading, [], links, [c for c in ids if c not in known.conflicts])

    groups = [
        documents("Documents added", changes.documents.added),
        documents("Documents altered", changes.documents.altered),
        documents("Documents removed", changes.documents.removed),
        claims("New claims", changes.claims.new),
        claims("Claims that gained evidence", changes.claims.gained),
        claims("Claims that lost evidence", changes.claims.lost),
        claims("Claims reworded", changes.claims.reworded),
        claims("Claims merged into others", changes.claims.merged),
        claims("Claims no longer found", changes.claims.vanished),
        conflicts("New differences", changes.conflicts.opened),
        conflicts("Differences settled", changes.conflicts.settled),
    ]
    return [group for group in groups if group.claims or group.links or group.gone]


def _listed(shown: int, heading: str, lines: Sequence[Markup], links: Sequence[Crumb], gone: Sequence[str]) -> Changed:
    amount = len(lines) + len(links) + len(gone)
    left = sum(max(0, len(part) - shown) for part in (lines, links, gone))
    more = f"{left:,} more stand in changes.json." if left else ""
    return Changed(f"{heading} ({amount:,})", tuple(lines[:shown]), tuple(links[:shown]), tuple(gone[:shown]), more)


def _tombstones(site: Site, overall: Overall, known: Known) -> list[Page]:
    made = []
    graves = {tombstone.id for tombstone in overall.tombstones}
    for tombstone in overall.tombstones:
        survivor = tombstone.replaced_by or ""
        made.append(
            site.page(
                f"claim/{tombstone.id}.html",
                "tombstone.html",
                Frame(f"Claim {tombstone.id}, no longer found", "Claims"),
                id=tombstone.id,
                lead=f"Not found since build {tombstone.build}.",
                text=tombstone.text,
                speaker=tombstone.speaker or "",
                replaced=restored(known.below.get(survivor, "")),
                buried=survivor if survivor not in known.below and survivor in graves else "",
            )
        )
    return made
