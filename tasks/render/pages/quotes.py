"""Quotations: one page for each thing said, with all its wordings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tasks.records import Page, Row, Utterance
from tasks.render import components, phrasing
from tasks.render.components.markup import plain, restored
from tasks.render.frame import Frame, Site, numbered
from tasks.render.parts.json_ld import quotation_data
from tasks.render.parts.wordings import comparison, longest_common, quote_href
from tasks.render.story_index import StoryIndex
from tasks.render.text_runs import clipped, in_marks
from tasks.render.views import ClaimLine, Comparison, Crumb, Fact, QuoteLine, VerbatimWords
from tasks.shared.text.spans import siglum_order

PER_PAGE = 200
UP = "../"
BUDGET = 30_000


class QuotePage(NamedTuple):
    """The values of the template `quote.html`. `common` is the longest run of words that all wordings share, None if
    there is none; `claims` are those whose passages quote the utterance."""

    crumbs: tuple[Crumb, ...]
    speaker: str
    words: VerbatimWords
    lead: str
    facts: tuple[Fact, ...]
    comparison: Comparison
    common: VerbatimWords | None
    claims: tuple[ClaimLine, ...]


def index(site: Site, found: Sequence[Row], several: int) -> list[Page]:
    """The list of all quotations, `quote/index.html` and further pages, from the rows of all stories in any order;
    `several` is the number of utterances with two or more wordings."""
    ordered = sorted(found)
    made = []
    for place, (chunk, pager) in enumerate(site.pack([restored(row.html) for row in ordered], "quote/index", PER_PAGE)):
        made.append(
            site.page(
                numbered("quote/index", place),
                "quotes.html",
                Frame("Quotations", "Speakers"),
                counts=(
                    phrasing.count(len(found), "thing", "things") + " said",
                    f"{several:,} in two or more wordings",
                ),
                rows=chunk,
                pager=pager,
                empty="" if found else "No quotation was found in these documents.",
            )
        )
    return made


def rows(look: StoryIndex) -> list[Row]:
    """A rendered row for each utterance of the story, with a sort key by which those of most wordings come first."""
    return [
        Row((-len(u.wordings), -len(u.quotations), u.id), u.id, plain(components.quote_row(_line(look, u), UP)))
        for u in _whole(look)
    ]


def pages(look: StoryIndex, site: Site) -> list[Page]:
    """A page for each utterance of the story, in its order."""
    return [_quote(look, site, utterance) for utterance in _whole(look)]


def amount(look: StoryIndex) -> int:
    """The number of utterances of the story that have a page."""
    return len(_whole(look))


def several_wordings(look: StoryIndex) -> int:
    """The number of utterances of the story that have two or more wordings."""
    return sum(len(utterance.wordings) > 1 for utterance in _whole(look))


def _whole(look: StoryIndex) -> list[Utterance]:
    return [u for u in look.dossier.utterances if all(q in look.quotations for q in u.quotations)]


def _first(look: StoryIndex, utterance: Utterance) -> VerbatimWords:
    quotation = look.quotations[utterance.wordings[0].quotations[0]]
    ground = look.sources[quotation.document].ground
    return clipped(
        ground, quotation.start, quotation.end, 240, marks=in_marks(ground.text, quotation.start, quotation.end)
    )


def _line(look: StoryIndex, utterance: Utterance) -> QuoteLine:
    return QuoteLine(
        phrasing.capital(utterance.speaker),
        quote_href(utterance),
        _first(look, utterance),
        len(utterance.wordings),
        look.chips_of([look.quotations[q] for q in utterance.quotations]),
    )


def _quote(look: StoryIndex, site: Site, utterance: Utterance) -> Page:
    quotations = [look.quotations[q] for q in utterance.quotations]
    compared = comparison(look, utterance)
    direct = sorted({look.sources[q.document].siglum for q in quotations if q.kind != "indirect"}, key=siglum_order)
    reported = sorted({look.sources[q.document].siglum for q in quotations if q.kind == "indirect"}, key=siglum_order)
    href = look.speaker_href(utterance.speaker or "")
    speaker = utterance.speaker or "not stated"
    facts = [
        Fact("Speaker", links=(Crumb(href, speaker),)) if href else Fact("Speaker", speaker),
        Fact("Inside quotation marks", phrasing.series(direct[:12]) or "none"),
        Fact("Reported without", phrasing.series(reported[:12]) or "none"),
        Fact("Wordings", str(len(utterance.wordings))),
        Fact("Original", "not among the sources, unless a document is that statement"),
    ]
    claims = {claim.id: look.claim_line(claim) for quotation in quotations for _, claim in look.evidence_at(quotation)}
    record = QuotePage(
        (Crumb("index.html", "Overview"), Crumb("quote/index.html", "Quotations")),
        f"{phrasing.capital(utterance.speaker)} said" if utterance.speaker else "",
        _first(look, utterance),
        _lead(utterance, len({q.document for q in quotations})),
        tuple(facts),
        compared,
        longest_common(look, utterance),
        tuple(claims.values())[:12],
    )
    plain = "".join(part.text for part in record.words.parts)
    title = f"{record.speaker or 'Quotation'}: “{plain[:100]}”"
    frame = Frame(title, "Speakers", description=record.lead, data=quotation_data(look, utterance))
    return site.page(quote_href(utterance), "quote.html", frame, q=record)


def _lead(utterance: Utterance, documents: int) -> str:
    if len(utterance.wordings) > 1:
        wordings = phrasing.capital(phrasing.number(len(utterance.wordings)))
        return f"{wordings} wordings in {phrasing.count(documents, 'document')}."
    have = "document has" if documents == 1 else "documents have"
    return f"{phrasing.capital(phrasing.number(documents))} {have} these words."
