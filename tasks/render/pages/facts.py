"""Facts: the table of a story, and a page for each row on which its reports differ. None is called right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from math import isfinite
from typing import NamedTuple

from markupsafe import Markup

from tasks.records import DifferenceRow, FactEvidence, FactValue, Page, StoryFact
from tasks.render import date_format, phrasing
from tasks.render.components.difference import difference
from tasks.render.components.facts import fact_row
from tasks.render.components.inline import link
from tasks.render.components.markup import NOTHING, html, joined, plain, restored
from tasks.render.frame import Frame, Site, numbered
from tasks.render.pages.differences import NEAR, flag
from tasks.render.parts.fact_table import VALUES, fact_href, fact_line
from tasks.render.story_index import StoryIndex, value_span
from tasks.render.text_runs import Layer, around
from tasks.render.views import Crumb, Difference, ReadingRow, VerbatimWords

FAR = 160  # characters around a value on the fact's own page
PASSAGES = 6  # of one value on the page
MOST_VALUES = 24
PER_PAGE = 100
WIDTH, HEIGHT = 1200, 80  # of the drawing of values over time
FOLDED = frozenset({"rounding", "scope", "spelling", "rising", "revised"})
READING_WORDS = {
    "conflict": "The reports state values that exclude each other.",
    "rising": "The number grows from report to report.",
    "revised": "Later reports take an earlier value back.",
    "rounding": "The values may be one number, told with other care.",
    "scope": "One value may be a part of the other.",
    "outlier": "One report stands alone against the others.",
    "spelling": "One name, spelled in several ways.",
    "disputed": "One side says it, another denies it.",
    "planned": "Some reports tell a plan, others what was done.",
}
# By the beginning of a slot; every other slot is a figure.
_KINDS = {
    "outcome": "outcome",
    "day": "date",
    "clock": "date",
    "year": "date",
    "where": "place",
    "origin": "place",
    "who": "who",
    "spelling": "name",
    "armed with": "what",
    "composition": "who",
}


class FactSide(NamedTuple):
    """One value on the page of a fact."""

    value: str
    passages: tuple[ReadingRow, ...]
    day: str
    more: str


class FactPage(NamedTuple):
    """The values of the template of a fact's page."""

    crumbs: tuple[Crumb, ...]
    title: str
    id: str
    reading: str
    lead: str
    drawing: Markup
    sides: tuple[FactSide, ...]
    more: str
    explains: tuple[str, ...]


def kind_of(fact: StoryFact) -> str:
    """The kind of a fact in a word, such as "figure", "date" or "name"."""
    return next((word for slot, word in _KINDS.items() if fact.slot.startswith(slot)), "figure")


def table_href(look: StoryIndex) -> str:
    """The address of the page with the story's whole table of facts."""
    return "fact/index.html" if look.one_story else f"fact/{look.story.slug}.html"


def lines(look: StoryIndex) -> list[Difference]:
    """The facts on which reports differ, as rows of the list of differences."""
    return [_difference(look, fact) for fact in sorted(look.dossier.facts, key=_place)]


def _place(fact: StoryFact) -> tuple[int, int, int, str]:
    return int(fact.reading in FOLDED), -1, -fact.documents, fact.id


def _difference(look: StoryIndex, fact: StoryFact) -> Difference:
    readings = []
    for value in fact.values[:VALUES]:
        first = value.evidence[0]
        where = f"Line {look.line(first.document, first.start)} of {look.sources[first.document].siglum}"
        words = _spotlight(look, first, NEAR)
        readings.append(ReadingRow("", words, flag(look.chips_of(value.evidence)), where))
    note = READING_WORDS[str(fact.reading)]
    if len(fact.values) > VALUES:
        note += f" {phrasing.count(len(fact.values) - VALUES, 'more value')} on its page."
    return Difference(
        fact.id, fact_href(fact), kind_of(fact), fact.question, tuple(readings), note, fact.reading in FOLDED
    )


def rows(look: StoryIndex, found: Sequence[Difference], covered: Mapping[str, str]) -> list[DifferenceRow]:
    """A rendered row of the list of differences for each of `found`, with links to the conflicts that it covers.
    `covered` maps the id of a conflict to that of its fact."""
    places = {fact.id: _place(fact) for fact in look.dossier.facts}
    beside: dict[str, list[Markup]] = {}
    for conflict, fact in covered.items():
        beside.setdefault(fact, []).append(link("../", f"conflict/{conflict}.html", conflict))
    made = []
    for line in found:
        row = difference(line, "../")
        if line.id in beside:
            links = html('<p class="s">The same between sentences: {}</p></li>', joined(beside[line.id], ", "))
            row = restored(plain(row).removesuffix("</li>") + plain(links))
        made.append(DifferenceRow(places[line.id], line.id, line.kind, line.subject, plain(row)))
    return made


def pages(look: StoryIndex, site: Site) -> list[Page]:
    """The page with the story's table of facts, and a page for each fact on which reports differ."""
    if not look.dossier.facts and not look.dossier.agreed:
        return []
    made = list(_tables(look, site))
    for fact in look.dossier.facts:
        record = _page(look, fact)
        frame = Frame(f"{record.title} {record.reading}", "Differences", description=record.lead)
        made.append(site.page(fact_href(fact), "fact.html", frame, d=record))
    return made


def _tables(look: StoryIndex, site: Site) -> list[Page]:
    every = sorted((*look.dossier.facts, *look.dossier.agreed), key=lambda f: (-f.documents, not f.reading, f.id))
    shown = [fact_row(fact_line(look, fact), "../") for fact in every]
    stem = table_href(look).removesuffix(".html")
    differ = len(look.dossier.facts)
    return [
        site.page(
            numbered(stem, place),
            "facts.html",
            Frame("Table of facts", "Differences", description=f"What the reports state of {look.story.label}."),
            crumbs=(Crumb(look.story_href, "Overview"),),
            counts=(phrasing.count(len(every), "question"), f"{differ} on which reports differ or changed"),
            rows=chunk,
            pager=pager,
            silent=look.story.silent if place == 0 else (),
        )
        for place, (chunk, pager) in enumerate(site.pack(shown, stem, PER_PAGE))
    ]


def _page(look: StoryIndex, fact: StoryFact) -> FactPage:
    amount = phrasing.capital(phrasing.number(len(fact.values)))
    lead = f"{amount} values in {phrasing.count(fact.documents, 'document')}. {READING_WORDS[str(fact.reading)]}"
    more = len(fact.values) - MOST_VALUES
    return FactPage(
        crumbs=(Crumb(look.story_href, "Overview"), Crumb(table_href(look), "Table of facts")),
        title=fact.question,
        id=fact.id,
        reading=kind_of(fact),
        lead=lead,
        drawing=_drawing(fact),
        sides=tuple(_side(look, value) for value in fact.values[:MOST_VALUES]),
        more=f"{phrasing.count(more, 'more value')} in data/facts.jsonl" if more > 0 else "",
        explains=tuple(_explains(look, fact)),
    )


def _side(look: StoryIndex, value: FactValue) -> FactSide:
    passages = []
    for evidence in value.evidence[:PASSAGES]:
        source = look.sources[evidence.document]
        names = [hop.name for hop in evidence.chain if hop.role in ("speaker", "via")]
        said = f". From {' via '.join(names)}" if names else ". The document gives no attribution"
        where = f"{source.label}. Line {look.line(evidence.document, evidence.start)}{said}"
        passages.append(ReadingRow("", _spotlight(look, evidence, FAR), look.chips_of([evidence]), where))
    days = sorted({e.as_of for e in value.evidence if e.as_of})
    told = date_format.write(days[0]) if days else "no date"
    if len(days) > 1:
        told = f"{told} to {date_format.write(days[-1])}"
    more = len(value.evidence) - len(passages)
    return FactSide(
        value.value,
        tuple(passages),
        f"as of {told}" if days else told,
        phrasing.count(more, "more passage") if more > 0 else "",
    )


def _spotlight(look: StoryIndex, evidence: FactEvidence, room: int) -> VerbatimWords:
    """The passage in its paragraph, with the words of the value marked."""
    source = look.sources[evidence.document]
    start, end = value_span(evidence)
    block = look.block_at(evidence.document, evidence.start)
    low, high = (block.start, block.end) if block is not None else (evidence.start, evidence.end)
    low, high = min(low, evidence.start), max(high, evidence.end)
    return around(source.ground, evidence.start, evidence.end, low, high, room, [Layer(start, end, "x")])


def _drawing(fact: StoryFact) -> Markup:
    """The values over time as dots, one for each day and value; nothing where they are no numbers of several days."""
    dots = sorted(
        {
            (date.fromisoformat(e.as_of[:10]), value.number, value.value)
            for value in fact.values
            if value.number is not None and isfinite(value.number)
            for e in value.evidence
            if e.as_of
        }
    )
    days = sorted({day for day, _, _ in dots})
    if len(days) < 2:
        return NOTHING
    least, most = min(number for _, number, _ in dots), max(number for _, number, _ in dots)
    span, height = (days[-1] - days[0]).days, (most - least) or 1.0
    low = HEIGHT - 18
    parts = [html('<line class="ax" x1="0" y1="{}" x2="{}" y2="{}"/>', low, WIDTH, low)]
    for day, number, _ in dots:
        x = round(20 + (WIDTH - 40) * (day - days[0]).days / span)
        y = round(8 + (HEIGHT - 34) * (1 - (number - least) / height))
        parts.append(html('<rect class="e" x="{}" y="{}" width="8" height="8"/>', x - 4, y - 4))
    for day, anchor, x in ((days[0], "start", 0), (days[-1], "end", WIDTH)):
        text = '<text x="{}" y="{}" text-anchor="{}">{}</text>'
        parts.append(html(text, x, HEIGHT - 2, anchor, date_format.write(day.isoformat())))
    frame = '<svg class="axis" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">{}</svg>'
    return html(frame, WIDTH, HEIGHT, joined(parts))


def _explains(look: StoryIndex, fact: StoryFact) -> list[str]:
    """What the build knows that could explain the difference."""
    told = [f"{phrasing.capital(fact.why)}."] if fact.why else []
    dates = sorted({e.as_of or "" for value in fact.values for e in value.evidence})
    if "" in dates:
        told.append("Not all of these documents state a date.")
    elif len(dates) > 1:
        told.append(f"The documents tell of {phrasing.series([date_format.write(d) for d in dates])}.")
    several: dict[str, int] = {}
    for value in fact.values:
        for document in {e.document for e in value.evidence}:
            several[document] = several.get(document, 0) + 1
    for document in sorted(several, key=look.order.__getitem__):
        if several[document] > 1:
            told.append(f"{look.sources[document].siglum} carries more than one of the values.")
    return told[:8]
