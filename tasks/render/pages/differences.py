"""The list of differences, and a page for each with its readings side by side. No reading is called the right one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tasks.records import Citation, Conflict, DateMention, DifferenceRow, Figure, Page
from tasks.render import components, date_format, phrasing
from tasks.render.components.markup import plain, restored
from tasks.render.frame import Frame, Site, numbered
from tasks.render.parts.alignment import differing
from tasks.render.story_index import StoryIndex
from tasks.render.text_runs import Layer, around, clipped
from tasks.render.views import Chips, ClaimLine, Crumb, Difference, ReadingRow, VerbatimWords
from tasks.shared.text.spans import lowered

NEAR, FAR = 60, 220  # characters around the words that differ, in a list and on the difference's own page
MOST = 0.5  # part of a passage that may be marked; where more differs, marks would tell nothing
PASSAGES = 12  # of one reading on its page
FOLDED = frozenset({"rounding", "different-time", "different-scope"})


def differences(look: StoryIndex, conflicts: Iterable[Conflict]) -> tuple[Difference, ...]:
    """The conflicts as rows, ordered by kind: figure, date, name, speaker, position, wording; those that may be no
    conflict come last."""
    return tuple(difference(look, conflict) for conflict in sorted(conflicts, key=_place))


def told_by_facts(look: StoryIndex) -> dict[str, str]:
    """The conflicts of figures, dates and names whose readings are all values of one fact, by id, each with the id of
    that fact, whose row replaces theirs."""
    values: dict[str, list[tuple[int, int, str]]] = {}
    for fact in look.dossier.facts:
        for value in fact.values:
            for e in value.evidence:
                values.setdefault(e.document, []).append((e.start, e.end, fact.id))
    found: dict[str, str] = {}
    for conflict in look.dossier.conflicts:
        if conflict.kind in ("figure", "date", "name"):
            sides = [
                {
                    fact
                    for e in side.evidence
                    for start, end, fact in values.get(e.document, ())
                    if start < e.end and e.start < end
                }
                for side in conflict.sides
            ]
            both = set.intersection(*sides)
            if both:
                found[conflict.id] = min(both)
    return found


def _place(conflict: Conflict) -> tuple[int, int, int, str]:
    kind = phrasing.CONFLICT_ORDER[conflict.kind]
    return int(conflict.reading in FOLDED), kind, -_documents(conflict), conflict.id


def _documents(conflict: Conflict) -> int:
    return len({evidence.document for side in conflict.sides for evidence in side.evidence})


def difference(look: StoryIndex, conflict: Conflict) -> Difference:
    """A conflict as a row: for each reading one passage that prints it, with the words that differ marked."""
    readings = []
    for side, first, marks in zip(conflict.sides, *_shown(look, conflict), strict=True):
        where = f"Line {look.line(first.document, first.start)} of {look.sources[first.document].siglum}"
        value = side.value if not marks else ""
        words = _spotlight(look, first, marks, NEAR)
        readings.append(ReadingRow(value, words, flag(look.chips_of(side.evidence)), where))
    return Difference(
        conflict.id,
        f"conflict/{conflict.id}.html",
        phrasing.CONFLICT_KINDS[conflict.kind],
        phrasing.capital(phrasing.short(conflict.subject, 90)),
        tuple(readings),
        look.lettered(conflict.note) or phrasing.READINGS[conflict.reading],
        conflict.reading in FOLDED,
    )


def _spotlight(look: StoryIndex, citation: Citation, marks: Sequence[tuple[int, int]], room: int) -> VerbatimWords:
    """The words that differ with some of their paragraph around them, or the passage's own beginning without any."""
    ground = look.sources[citation.document].ground
    layers = [Layer(start, end, "x") for start, end in marks]
    if not marks:
        return clipped(ground, citation.start, citation.end, 2 * room + 40)
    block = look.block_at(citation.document, citation.start)
    low, high = (block.start, block.end) if block is not None else (citation.start, citation.end)
    start, end = marks[0]
    for _, later in marks[1:]:
        if later - start <= 2 * room:
            end = later
    return around(ground, start, end, min(low, start), max(high, end), room, layers)


def flag(chips: Chips) -> Chips:
    """The chips, each marked as reading differently."""
    return chips._replace(
        shown=tuple(
            chip._replace(style=chip.style + " d", label=chip.label + ", reads differently") for chip in chips.shown
        )
    )


def _shown(look: StoryIndex, conflict: Conflict) -> tuple[list[Citation], list[list[tuple[int, int]]]]:
    """For each side the passage to show, one that prints the reading if there is one, and the words to mark in it."""
    shown, found = [], []
    for side in conflict.sides:
        printed = ((citation, marked(look, conflict.kind, side.value, citation)) for citation in side.evidence)
        citation, marks = next((pair for pair in printed if pair[1]), (side.evidence[0], []))
        shown.append(citation)
        found.append(marks)
    if any(found) or conflict.kind not in {"quotation", "position"}:
        return shown, found
    compared = differing([citation.exact for citation in shown])
    return shown, [
        [(c.start + a, c.start + b) for a, b in ranges] if sum(b - a for a, b in ranges) < MOST * len(c.exact) else []
        for c, ranges in zip(shown, compared, strict=True)
    ]


def marked(look: StoryIndex, kind: str, value: str, citation: Citation) -> list[tuple[int, int]]:
    """The ranges (code points of the document) in which a passage prints a reading: its words; for a name also its last
    word; for a date or figure an expression with that value. At most one range, none if it is not found."""
    exact, wanted = lowered(citation.exact), [lowered(value)]
    if kind in {"name", "speaker"}:
        wanted.append(wanted[0].rpartition(" ")[2])
    for words in wanted:
        at = exact.find(words)
        if at >= 0 and len(words) > 1:
            return [(citation.start + at, citation.start + at + len(words))]
    inside = [
        (mention.start, mention.end)
        for mention in (*look.dates_of.get(citation.document, ()), *look.figures_of.get(citation.document, ()))
        if citation.start <= mention.start and mention.end <= citation.end and value in (mention.exact, _value(mention))
    ]
    return inside[:1]


def _value(mention: DateMention | Figure) -> str | None:
    return mention.value if isinstance(mention, DateMention) else phrasing.amount(mention.value)


class SideView(NamedTuple):
    """One reading on the page of a difference: its value, its passages, the days on which their documents were
    published, and how many passages were left out ("" for none)."""

    value: str
    passages: tuple[ReadingRow, ...]
    day: str
    more: str


class DifferencePage(NamedTuple):
    """The values of the template `conflict.html`. `lead` counts readings and documents, `explains` are facts that could
    explain the difference, `claims` are those it is part of."""

    crumbs: tuple[Crumb, ...]
    title: str
    id: str
    kind: str
    lead: str
    sides: tuple[SideView, ...]
    explains: tuple[str, ...]
    claims: tuple[ClaimLine, ...]


def index(site: Site, found: Sequence[DifferenceRow], shared: int) -> list[Page]:
    """The list of all differences, `conflict/index.html` and further pages, from the rows of all stories in any order.
    `shared` is the number of claims in two or more documents, for the page without any difference."""
    ordered = sorted(found)
    empty = f"No differences were found among {phrasing.count(shared, 'claim')} reported by two or more documents."
    made = []
    for place, (chunk, pager) in enumerate(site.pack([restored(row.html) for row in ordered], "conflict/index", 200)):
        made.append(
            site.page(
                numbered("conflict/index", place),
                "conflicts.html",
                Frame("Differences", "Differences"),
                counts=_counts(ordered),
                rows=chunk,
                pager=pager,
                empty=empty if not ordered else "",
            )
        )
    return made


def rows(look: StoryIndex, lines: Sequence[Difference]) -> list[DifferenceRow]:
    """A rendered row for each difference of the story, with its sort key."""
    return [
        DifferenceRow(
            _place(look.conflicts[line.id]), line.id, line.kind, line.subject, plain(components.difference(line, "../"))
        )
        for line in lines
    ]


def pages(look: StoryIndex, site: Site, lines: Sequence[Difference]) -> list[Page]:
    """A page for each difference of the story, in the order of `lines`."""
    made = []
    by_conflict: dict[str, list[ClaimLine]] = {}
    for claim in look.dossier.claims:
        for conflict_id in claim.conflicts:
            by_conflict.setdefault(conflict_id, []).append(look.claim_line(claim))
    for conflict, line in zip((look.conflicts[line.id] for line in lines), lines, strict=True):
        record = _page(look, conflict, line, tuple(by_conflict.get(conflict.id, ())))
        frame = Frame(f"{record.title}: {record.kind}", "Differences", description=record.lead)
        made.append(site.page(line.href, "conflict.html", frame, d=record))
    return made


def _counts(found: Sequence[DifferenceRow]) -> tuple[str, ...]:
    kinds = [row.kind for row in found]
    listed = [f"{kinds.count(kind)} of {kind}" for kind in phrasing.CONFLICT_KINDS.values() if kind in kinds]
    return (phrasing.count(len(found), "difference"), *listed)


def _page(look: StoryIndex, conflict: Conflict, line: Difference, claims: tuple[ClaimLine, ...]) -> DifferencePage:
    sides = []
    for side, first, marks in zip(conflict.sides, *_shown(look, conflict), strict=True):
        passages = []
        for citation in side.evidence[:PASSAGES]:
            source = look.sources[citation.document]
            spans = marks if citation == first else marked(look, conflict.kind, side.value, citation)
            where = f"{source.label}. Line {look.line(citation.document, citation.start)}{_heard(look, citation)}"
            shown = _spotlight(look, citation, spans, FAR)
            passages.append(ReadingRow(side.value, shown, flag(look.chips_of([citation])), where))
        published = [look.sources[c.document].document.published for c in side.evidence]
        dated = [date_format.write(day) for day in sorted({day for day in published if day})]
        more = len(side.evidence) - len(passages)
        sides.append(
            SideView(side.value, tuple(passages), ", ".join(dated), f"{more} more passages" if more > 0 else "")
        )
    amount = phrasing.capital(phrasing.number(len(sides)))
    lead = f"{amount} readings in {phrasing.count(_documents(conflict), 'document')}."
    return DifferencePage(
        crumbs=(Crumb("index.html", "Overview"), Crumb("conflict/index.html", "Differences")),
        title=line.subject,
        id=conflict.id,
        kind=line.kind,
        lead=lead,
        sides=tuple(sides),
        explains=_explains(look, conflict),
        claims=claims[:12],
    )


def _heard(look: StoryIndex, citation: Citation) -> str:
    """From whom the document has the passage, when it says so."""
    for evidence, _ in look.evidence_at(citation):
        names = [hop.name for hop in evidence.chain if hop.role in {"speaker", "via"}]
        if names:
            return f". From {' via '.join(names)}"
    return ""


def _explains(look: StoryIndex, conflict: Conflict) -> tuple[str, ...]:
    """Facts that the build knows and that could explain the difference. It never picks a reading."""
    told = [phrasing.READINGS[conflict.reading]]
    if conflict.note:
        told.insert(0, look.lettered(conflict.note))
    dates = sorted({look.sources[e.document].document.published or "" for s in conflict.sides for e in s.evidence})
    if "" not in dates and len(dates) > 1:
        told.append(f"The documents are dated {phrasing.series([date_format.write(d) for d in dates])}.")
    elif "" in dates:
        told.append("Not all of these documents state a date.")
    for side, other in zip(conflict.sides, conflict.sides[1:], strict=False):
        both = {e.document for e in side.evidence} & {e.document for e in other.evidence}
        for document in sorted(both, key=look.order.__getitem__):
            told.append(f"{look.sources[document].siglum} carries more than one of the readings.")
    return tuple(dict.fromkeys(told))
