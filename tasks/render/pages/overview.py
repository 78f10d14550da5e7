"""The overview of a story: what happened, who reports it, when, and where the documents differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from tasks.records import Build, Citation, Page, PublishedClaim, PublishedStory
from tasks.render import components, date_format, phrasing
from tasks.render.components.markup import plain, restored
from tasks.render.frame import Frame, Site, numbered
from tasks.render.pages.facts import table_href
from tasks.render.parts.articles import articles, shared_articles
from tasks.render.parts.fact_table import ROWS as FACTS
from tasks.render.parts.fact_table import chosen, fact_line, told
from tasks.render.parts.gaps import one_publisher, unsettled
from tasks.render.parts.matrix import key, matrix, publisher_count
from tasks.render.parts.timeline_strip import Strip, strip
from tasks.render.story_index import StoryIndex
from tasks.render.views import (
    Crumb,
    Difference,
    FactLine,
    Key,
    Matrix,
    OnePublisher,
    StoryLine,
    SummaryLine,
    VerbatimWords,
)
from tasks.shared.text.headline_centrality import centrality
from tasks.shared.text.spans import siglum_order

ROWS = 16  # claims in the matrix of an overview
DIFFERENCES = 5  # differences beside it
VOICES = 8  # speakers named under the summary
_ARTICLES = 3  # of those that several documents print, so many are named
BUDGET = 32_000  # bytes of a page, of which the table of facts takes two thousand; rows are given up to stay within it


# How many claims of the matrix, differences, and rows of the table of facts: the first is what a page shows that keeps
# its budget, the others are tried in turn.
_FULL = (ROWS, DIFFERENCES, FACTS)
_FEWER = (
    *((rows, DIFFERENCES, FACTS) for rows in range(ROWS - 2, 5, -2)),
    (6, 3, FACTS),
    (4, 2, FACTS),
    (4, 2, 6),
    (4, 1, 4),
)


class Overview(NamedTuple):
    """The values of the template `overview.html`. A text is "" and a part None where there is nothing to show; `open`
    are sentences on what the documents leave open."""

    heading: VerbatimWords | None
    title: str
    crumbs: tuple[Crumb, ...]
    counts: tuple[str, ...]
    banner: str
    note: Markup
    summary: tuple[SummaryLine, ...]
    heading_differs: str
    facts: tuple[FactLine, ...]
    facts_told: str
    all_facts: Crumb
    topics: tuple[Crumb, ...]
    voices: tuple[Crumb, ...]
    key: Key
    strip: Strip | None
    matrix: Matrix | None
    all_claims: str
    differences: tuple[Difference, ...]
    all_differences: str
    none_differ: str
    alone: OnePublisher | None
    open: tuple[str, ...]


def page(look: StoryIndex, site: Site, lines: Sequence[Difference], notes: dict[str, Markup]) -> Page:
    """The overview of a story: `index.html` if it is the only one. `lines` are its differences, `notes` the editor's
    notes by place, as HTML. Rows of the matrix are left out until the page is at most BUDGET bytes."""
    note = notes.get("overview", Markup("")) if look.one_story else Markup("")
    path = look.story_href
    record = _overview(look, lines, note, *_FULL)
    frame = Frame(record.title, "Overview", description=_description(record.summary))
    page = site.page(path, "overview.html", frame, o=record)
    for fewer in _FEWER:
        if len(page.content) <= BUDGET:
            break
        record = _overview(look, lines, note, *fewer)
        page = site.page(path, "overview.html", frame, o=record)
    return page


def _overview(
    look: StoryIndex, found: Sequence[Difference], note: Markup, rows: int, differences: int, facts: int
) -> Overview:
    story = look.story
    claims = look.dossier.claims
    several = len(story.documents) > 1
    title, heading = _title(look)
    publishers = publisher_count(look, story.documents)
    table = chosen((*look.dossier.facts, *look.dossier.agreed))[:facts]
    lines = tuple(fact_line(look, fact, 4) for fact in table)
    every = len(look.dossier.facts) + len(look.dossier.agreed)
    shown = {line.id for line in lines}
    shared = sum(claim.documents > 1 for claim in claims)
    return Overview(
        heading=heading,
        title=title,
        crumbs=() if look.one_story else (Crumb("index.html", "All stories"),),
        counts=(
            phrasing.count(len(story.documents), "document"),
            f"at most {phrasing.count(publishers, 'publisher')}",
            phrasing.count(len(claims), "claim"),
            phrasing.count(len(found), "difference"),
        ),
        banner=_banner(look, story),
        note=note,
        summary=look.summary(story.summary),
        heading_differs=_heading_differs(look, heading),
        facts=lines,
        facts_told=told(lines),
        all_facts=Crumb(table_href(look), f"All {phrasing.count(every, 'fact')}"),
        topics=_topics(look, claims),
        voices=_voices(look, story),
        key=key(look, story.documents, claims),
        strip=strip(look, story, claims),
        matrix=_matrix(look, rows),
        all_claims=f"All {phrasing.count(len(claims), 'claim')}",
        differences=tuple([line for line in found if line.id not in shown][:differences]),
        all_differences=f"All {len(found)}",
        none_differ=""
        if found or not several
        else (f"No differences were found among {phrasing.count(shared, 'claim')} reported by two or more documents."),
        alone=one_publisher(look, story.documents, claims),
        open=(*story.silent, *unsettled(claims)) if several else (),
    )


def _heading_differs(look: StoryIndex, heading: VerbatimWords | None) -> str:
    """Where the headline over the story states a value that other reports state otherwise: what they state."""
    if heading is None:
        return ""
    document = next((d for d, source in look.sources.items() if source.siglum == heading.siglum), "")
    text = look.sources[document].document.text[heading.start : heading.end] if document else ""
    citation = Citation(document=document, start=heading.start, end=heading.end, exact=text)
    fact = look.fact_in(citation) if document else None
    return look.values_told(fact) if fact is not None else ""


def _matrix(look: StoryIndex, rows: int) -> Matrix | None:
    """The table of claims, which takes several documents, of at most `rows`."""
    documents = look.story.documents
    return matrix(look, documents, _chosen(look, look.dossier.claims, rows)) if len(documents) > 1 else None


def _topics(look: StoryIndex, claims: Sequence[PublishedClaim]) -> tuple[Crumb, ...]:
    """Every topic of the story, that of most claims first, so that each is one step away."""
    amounts = Counter(claim.topic for claim in claims if claim.topic in look.topics)
    ranked = sorted(amounts, key=lambda topic: (-amounts[topic], look.topics[topic].label))
    return tuple(
        Crumb(f"topic/{look.topics[topic].slug}.html", phrasing.capital(look.topics[topic].label)) for topic in ranked
    )


def _voices(look: StoryIndex, story: PublishedStory) -> tuple[Crumb, ...]:
    """Those whom the story's documents quote most."""
    amounts = Counter(
        look.speaker_href(quotation.speaker.name)
        for document in story.documents
        for quotation in look.quotations_of.get(document, ())
        if quotation.speaker is not None
    )
    amounts.pop("", 0)
    ranked = sorted(amounts, key=lambda href: (-amounts[href], href))[:VOICES]
    names = (look.speakers[href.removeprefix("speaker/").removesuffix(".html")].name for href in ranked)
    return tuple(Crumb(href, phrasing.capital(name)) for href, name in zip(ranked, names, strict=True))


def _title(look: StoryIndex) -> tuple[str, VerbatimWords | None]:
    """The dossier's title, in serif when it is the headline of one of the documents."""
    if not look.one_story:
        heading = _headline(look, look.story)
        told = "".join(part.text for part in heading.parts) if heading else phrasing.capital(look.story.label)
        return told, heading
    edition = look.dossier.edition
    source = look.sources.get(edition.title_document or "")
    return edition.title, look.document_title(source, 300) if source is not None else None


def _headline(look: StoryIndex, story: PublishedStory) -> VerbatimWords | None:
    """The most central headline of a story: see `tasks.shared.text.headline_centrality`."""
    titles = [
        (source.document.title.exact, source)
        for source in map(look.sources.get, story.documents)
        if source is not None and source.document.title is not None
    ]
    worth = centrality([title for title, _ in titles])
    ranked = sorted(zip(worth, titles, strict=True), key=lambda row: (-row[0], siglum_order(row[1][1].siglum)))
    found = (look.document_title(source, 300) for _, (_, source) in ranked)
    return next((words for words in found if words is not None), None)


def _banner(look: StoryIndex, story: PublishedStory) -> str:
    if story.failed:
        stages = ", ".join(f"{failing.stage} ({failing.detail})" for failing in story.failed)
        return f"This part of the work failed on these documents, and what it gives is missing: {stages}."
    if len(story.documents) == 1:
        return (
            "This dossier rests on one document; nothing here is corroborated."
            if look.one_story
            else ("This story rests on one document; nothing here is corroborated.")
        )
    printed = articles(look, story.documents)
    told = shared_articles(look, story.documents)
    if not told:
        return ""
    documents = phrasing.capital(phrasing.number(len(story.documents)))
    if len(printed) == 1:
        return f"{documents} documents, one article{f'; origin: {printed[0].origin}' if printed[0].origin else ''}."
    more = f"; {phrasing.number(len(told) - _ARTICLES)} more are printed by several" if len(told) > _ARTICLES else ""
    return f"{documents} documents, {phrasing.number(len(printed))} articles: {'; '.join(told[:_ARTICLES])}{more}."


def _chosen(look: StoryIndex, claims: Sequence[PublishedClaim], rows: int) -> list[tuple[Crumb, list[PublishedClaim]]]:
    """At most `rows` claims: the widest publisher count first, then those that differ, shown under their topics."""
    ranked = sorted(
        (claim for claim in claims if claim.documents > 1 or claim.conflicts),
        key=lambda claim: (-claim.publishers, -claim.documents, not claim.conflicts, claim.id),
    )
    differing = [claim for claim in ranked if claim.conflicts]
    kept = {claim.id for claim in ranked[: max(rows - len(differing), rows // 2)]}
    for claim in [*differing, *ranked]:
        if len(kept) >= rows:
            break
        kept.add(claim.id)
    groups: list[tuple[Crumb, list[PublishedClaim]]] = []
    placed: set[str] = set()
    for topic in look.dossier.topics:
        inside = [look.claims[c] for c in topic.claims if c in kept and c in look.claims]
        placed |= {claim.id for claim in inside}
        groups.append((Crumb(f"topic/{topic.slug}.html", phrasing.capital(topic.label)), inside))
    rest = [claim for claim in ranked if claim.id in kept and claim.id not in placed]
    return [*groups, (Crumb("", "Other claims" if groups else ""), rest)]


def row(look: StoryIndex) -> str:
    """The story as a rendered row of the list of stories."""
    story = look.story
    first, last = story.first_day, story.last_day
    span = date_format.write(first if first == last or last is None else f"{first}/{last}") if first else "no date"
    amount = phrasing.count(len(look.dossier.claims), "claim")
    line = StoryLine(
        look.story_href,
        story.label,
        _headline(look, story),
        span,
        f"{phrasing.count(len(story.documents), 'document')}, {amount}",
        look.summary(story.summary[:1]),
    )
    return plain(components.story_row(line, ""))


def index(site: Site, build: Build, rows: Sequence[str], note: Markup) -> list[Page]:
    """The first page of a dossier without or with several stories: `index.html` and further pages, from the row of each
    story in order. `note` is the editor's note of the overview, as HTML."""
    if not rows:
        frame = Frame(build.title, "Overview")
        return [site.page("index.html", "empty.html", frame, note=note, skipped=build.counts["dropped"])]
    amounts = phrasing.count(len(rows), "story", "stories"), phrasing.count(build.counts["kept"], "document")
    told = f"{' in '.join(amounts)}."
    pages = []
    for number, (chunk, pager) in enumerate(site.pack(map(restored, rows), "index", 100)):
        path = numbered("index", number)
        frame = Frame(build.title, "Overview", description=told)
        pages.append(
            site.page(
                path,
                "stories.html",
                frame,
                title=build.title,
                counts=(
                    *amounts,
                    phrasing.count(build.counts["claims"], "claim"),
                ),
                note=note if number == 0 else Markup(""),
                rows=chunk,
                pager=pager,
            )
        )
    return pages


def _description(summary: Sequence[SummaryLine]) -> str:
    text = " ".join("".join(part.text for part in sentence.words.parts) for sentence in summary[:2])
    return text if len(text) <= 200 else text[:199].rsplit(" ", 1)[0] + " …"
