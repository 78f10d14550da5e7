"""What changed since the previous build, and the tombstones of claims that are gone."""

from __future__ import annotations

from typing import NamedTuple

from tasks.records import Page
from tasks.render import phrases
from tasks.render.lookup import Lookup
from tasks.render.pages import Frame, Site
from tasks.render.pieces import ClaimLine, Crumb

SHOWN = (40, 20, 10, 4)  # rows under one heading, fewer when the page would pass its budget; the data hold all
BUDGET = 30_000
FIRST = "First build. Nothing to compare with."


class Changed(NamedTuple):
    heading: str
    claims: tuple[ClaimLine, ...]
    links: tuple[Crumb, ...]
    gone: tuple[str, ...]
    more: str


def pages(look: Lookup, site: Site) -> list[Page]:
    """`changes.html`, the same under the build's id, and a page for each claim that is gone."""
    changes = look.dossier.changes
    name = f"changes/{changes.build}.html"
    first = changes.previous is None
    lead = FIRST if first else f"Since build {changes.previous}."
    frame = Frame("Changes", "Changes", description=lead)
    made: list[Page] = []
    for shown in SHOWN:
        groups = () if first else tuple(_groups(look, shown))
        made = [
            site.page(path, "changes.html", frame, lead=lead, here=name, groups=groups)
            for path in ("changes.html", name)
        ]
        if all(len(page.content) <= BUDGET for page in made):
            break
    return made + _tombstones(look, site)


def _groups(look: Lookup, shown: int) -> list[Changed]:
    changes = look.dossier.changes
    groups = [
        _documents(look, shown, "Documents added", changes.documents.added),
        _documents(look, shown, "Documents altered", changes.documents.altered),
        _documents(look, shown, "Documents removed", changes.documents.removed),
        _claims(look, shown, "New claims", changes.claims.new),
        _claims(look, shown, "Claims that gained evidence", changes.claims.gained),
        _claims(look, shown, "Claims that lost evidence", changes.claims.lost),
        _claims(look, shown, "Claims reworded", changes.claims.reworded),
        _claims(look, shown, "Claims merged into others", changes.claims.merged),
        _claims(look, shown, "Claims no longer found", changes.claims.vanished),
        _conflicts(look, shown, "New differences", changes.conflicts.opened),
        _conflicts(look, shown, "Differences settled", changes.conflicts.settled),
    ]
    return [group for group in groups if group.claims or group.links or group.gone]


def _documents(look: Lookup, shown: int, heading: str, ids: tuple[str, ...]) -> Changed:
    links = [
        Crumb(look.sources[d].href, f"{look.sources[d].siglum}, {look.sources[d].label}")
        for d in ids
        if d in look.sources
    ]
    return _listed(shown, heading, (), links, [d for d in ids if d not in look.sources])


def _claims(look: Lookup, shown: int, heading: str, ids: tuple[str, ...]) -> Changed:
    graves = {tombstone.id for tombstone in look.dossier.tombstones}
    lines = [look.claim_line(look.claims[claim]) for claim in ids if claim in look.claims]
    gone = [claim for claim in ids if claim not in look.claims]
    links = [Crumb(f"claim/{claim}.html", claim) for claim in gone if claim in graves]
    return _listed(shown, heading, lines, links, [claim for claim in gone if claim not in graves])


def _conflicts(look: Lookup, shown: int, heading: str, ids: tuple[str, ...]) -> Changed:
    links = [
        Crumb(f"conflict/{c}.html", phrases.capital(look.conflicts[c].subject)) for c in ids if c in look.conflicts
    ]
    return _listed(shown, heading, (), links, [c for c in ids if c not in look.conflicts])


def _listed(
    shown: int, heading: str, lines: tuple[ClaimLine, ...] | list[ClaimLine], links: list[Crumb], gone: list[str]
) -> Changed:
    amount = len(lines) + len(links) + len(gone)
    left = sum(max(0, len(part) - shown) for part in (lines, links, gone))
    more = f"{left:,} more stand in changes.json." if left else ""
    return Changed(f"{heading} ({amount:,})", tuple(lines[:shown]), tuple(links[:shown]), tuple(gone[:shown]), more)


def _tombstones(look: Lookup, site: Site) -> list[Page]:
    made = []
    graves = {tombstone.id for tombstone in look.dossier.tombstones}
    for tombstone in look.dossier.tombstones:
        if tombstone.id in look.claims:
            continue
        survivor = look.claims.get(tombstone.replaced_by or "")
        replaced = look.claim_line(survivor) if survivor is not None else None
        buried = tombstone.replaced_by if replaced is None and tombstone.replaced_by in graves else None
        made.append(
            site.page(
                f"claim/{tombstone.id}.html",
                "tombstone.html",
                Frame(f"Claim {tombstone.id}, no longer found", "Claims"),
                id=tombstone.id,
                lead=f"Not found since build {tombstone.build}.",
                text=tombstone.text,
                speaker=tombstone.speaker or "",
                replaced=replaced,
                buried=buried or "",
            )
        )
    return made
