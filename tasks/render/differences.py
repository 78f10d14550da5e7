"""Differences: the index, and a page for each with its readings side by side. No reading is called the right one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tasks.records import Citation, Conflict, Page
from tasks.render import days, phrases
from tasks.render.alignment import differing, tokens
from tasks.render.lookup import Lookup
from tasks.render.pages import Frame, Site, numbered
from tasks.render.passages import Layer, around
from tasks.render.pieces import Chips, ClaimLine, Crumb, Words

SHORT = 6  # words; a passage up to this long is the difference itself, a longer one is compared word by word
FOLDED = frozenset({"rounding", "different-time", "different-scope"})


class Reading(NamedTuple):
    """One reading as a line: the words with what differs, and who has them."""

    value: str
    words: Words
    chips: Chips
    where: str


class Difference(NamedTuple):
    id: str
    href: str
    kind: str
    subject: str
    readings: tuple[Reading, ...]
    note: str
    folded: bool


def differences(look: Lookup, conflicts: Iterable[Conflict]) -> tuple[Difference, ...]:
    """As lines, by kind: figure, date, name, speaker, position, wording; those that may be no conflict come last."""
    ordered = sorted(
        conflicts, key=lambda c: (c.reading in FOLDED, phrases.CONFLICT_ORDER[c.kind], -_documents(c), c.id)
    )
    return tuple(difference(look, conflict) for conflict in ordered)


def _documents(conflict: Conflict) -> int:
    return len({evidence.document for side in conflict.sides for evidence in side.evidence})


def difference(look: Lookup, conflict: Conflict) -> Difference:
    shown = [side.evidence[0] for side in conflict.sides]
    marks = _marks(look, conflict, shown)
    readings = []
    for side, first, ranges in zip(conflict.sides, shown, marks, strict=True):
        block = look.block_at(first.document, first.start)
        low, high = (block.start, block.end) if block is not None else (first.start, first.end)
        room = 60 if len(tokens(first.exact)) <= SHORT else 0
        layers = [Layer(first.start + a, first.start + b, "x") for a, b in ranges]
        words = around(
            look.sources[first.document].ground, first.start, first.end, low, max(high, first.end), room, layers
        )
        source = look.sources[first.document]
        readings.append(
            Reading(
                side.value,
                words,
                flag(look.chips_of(side.evidence)),
                f"Line {look.line(first.document, first.start)} of {source.siglum}",
            )
        )
    return Difference(
        conflict.id,
        f"conflict/{conflict.id}.html",
        phrases.CONFLICT_KINDS[conflict.kind],
        phrases.capital(conflict.subject),
        tuple(readings),
        conflict.note or phrases.READINGS[conflict.reading],
        conflict.reading in FOLDED,
    )


def flag(chips: Chips) -> Chips:
    """The chips with the mark of what reads differently."""
    return chips._replace(
        shown=tuple(
            chip._replace(style=chip.style + " d", label=chip.label + ", reads differently") for chip in chips.shown
        )
    )


def _marks(look: Lookup, conflict: Conflict, shown: Sequence[Citation]) -> list[tuple[tuple[int, int], ...]]:
    compared = differing([citation.exact for citation in shown])
    return [
        ranges if ranges and len(tokens(citation.exact)) > SHORT else ((0, len(citation.exact)),)
        for citation, ranges in zip(shown, compared, strict=True)
    ]


class Side(NamedTuple):
    value: str
    passages: tuple[Reading, ...]
    day: str


class DifferencePage(NamedTuple):
    crumbs: tuple[Crumb, ...]
    title: str
    id: str
    kind: str
    lead: str
    sides: tuple[Side, ...]
    explains: tuple[str, ...]
    claims: tuple[ClaimLine, ...]


def pages(look: Lookup, site: Site) -> list[Page]:
    """`conflict/index.html` and a page for each difference."""
    conflicts = look.dossier.conflicts
    lines = differences(look, conflicts)
    rows = site.rows("difference", lines, "../")
    shared = sum(claim.documents > 1 for claim in look.dossier.claims)
    empty = f"No differences were found among {phrases.count(shared, 'claim')} reported by two or more documents."
    made = []
    for place, (chunk, pager) in enumerate(site.pack(rows, "conflict/index", 200)):
        made.append(
            site.page(
                numbered("conflict/index", place),
                "conflicts.html",
                Frame("Differences", "Differences"),
                counts=_counts(conflicts),
                rows=chunk,
                pager=pager,
                empty=empty if not conflicts else "",
            )
        )
    by_conflict: dict[str, list[ClaimLine]] = {}
    for claim in look.dossier.claims:
        for conflict_id in claim.conflicts:
            by_conflict.setdefault(conflict_id, []).append(look.claim_line(claim))
    for conflict, line in zip((look.conflicts[line.id] for line in lines), lines, strict=True):
        record = _page(look, conflict, line, tuple(by_conflict.get(conflict.id, ())))
        frame = Frame(f"{record.title}: {record.kind}", "Differences", description=record.lead)
        made.append(site.page(line.href, "conflict.html", frame, d=record))
    return made


def _counts(conflicts: Sequence[Conflict]) -> tuple[str, ...]:
    kinds = [phrases.CONFLICT_KINDS[conflict.kind] for conflict in conflicts]
    listed = [f"{kinds.count(kind)} of {kind}" for kind in phrases.CONFLICT_KINDS.values() if kind in kinds]
    return (phrases.count(len(conflicts), "difference"), *listed)


def _page(look: Lookup, conflict: Conflict, line: Difference, claims: tuple[ClaimLine, ...]) -> DifferencePage:
    sides = []
    for side, reading in zip(conflict.sides, line.readings, strict=True):
        passages = []
        for place, citation in enumerate(side.evidence):
            source = look.sources[citation.document]
            block = look.block_at(citation.document, citation.start)
            low, high = (block.start, block.end) if block is not None else (citation.start, citation.end)
            layers = (
                [Layer(citation.start, citation.end, "x")]
                if place
                else [Layer(a, b, "x") for a, b in _spans(look, conflict, citation)]
            )
            words = around(source.ground, citation.start, citation.end, low, max(high, citation.end), 240, layers)
            where = f"{source.label}. Line {look.line(citation.document, citation.start)}"
            passages.append(Reading(side.value, words, flag(look.chips_of([citation])), where))
        published = [look.sources[c.document].document.published for c in side.evidence]
        dated = sorted(days.write(p) for p in published if p)
        sides.append(Side(reading.value, tuple(passages), ", ".join(dict.fromkeys(dated))))
    lead = (
        f"{phrases.capital(phrases.number(len(sides)))} readings in {phrases.count(_documents(conflict), 'document')}."
    )
    return DifferencePage(
        crumbs=(Crumb("index.html", "Overview"), Crumb("conflict/index.html", "Differences")),
        title=line.subject,
        id=conflict.id,
        kind=line.kind,
        lead=lead,
        sides=tuple(sides),
        explains=_explains(look, conflict),
        claims=claims,
    )


def _spans(look: Lookup, conflict: Conflict, citation: Citation) -> list[tuple[int, int]]:
    shown = [side.evidence[0] for side in conflict.sides]
    for first, ranges in zip(shown, _marks(look, conflict, shown), strict=True):
        if first == citation:
            return [(citation.start + a, citation.start + b) for a, b in ranges]
    return [(citation.start, citation.end)]


def _explains(look: Lookup, conflict: Conflict) -> tuple[str, ...]:
    """Facts that the build knows and that could explain the difference. It never picks a reading."""
    told = [phrases.READINGS[conflict.reading]]
    if conflict.note:
        told.insert(0, conflict.note)
    dates = sorted({look.sources[e.document].document.published or "" for s in conflict.sides for e in s.evidence})
    if "" not in dates and len(dates) > 1:
        told.append(f"The documents are dated {phrases.series([days.write(d) for d in dates])}.")
    elif "" in dates:
        told.append("Not all of these documents state a date.")
    for side, other in zip(conflict.sides, conflict.sides[1:], strict=False):
        both = {e.document for e in side.evidence} & {e.document for e in other.evidence}
        for document in sorted(both, key=look.order.__getitem__):
            told.append(f"{look.sources[document].siglum} carries more than one of the readings.")
    return tuple(dict.fromkeys(told))
