"""The list of documents, and a page for each with its text, the passages that are cited, and what was removed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from tasks.records import (
    Citation,
    CopyGroup,
    Evidence,
    Page,
    PublishedClaim,
    PublishedDocument,
    SourceRow,
)
from tasks.render import components, date_format, phrasing
from tasks.render.components.markup import plain, restored
from tasks.render.frame import Frame, Site, numbered
from tasks.render.parts.json_ld import article_data
from tasks.render.parts.source_text import MARGIN, cut_words, cuts, removed_lines, text_rows, without_letters
from tasks.render.story_index import Source, StoryIndex
from tasks.render.text_runs import clipped, fold_breaks
from tasks.render.views import (
    Crumb,
    Fact,
    Meaning,
    OnlyHere,
    Shared,
    SharedSide,
    SourceLine,
    TextRow,
)
from tasks.shared.text.spans import line_at, trim

PER_PAGE = 100
UP = "../"
MOST = 24  # rows told beside the text: dates and figures, claims of this document alone
STEPS = (8, 3, 0)  # fewer rows, tried in turn, when the page passes its budget
HEADINGS = 600  # bytes that may go with rows left out, at most: a step that cannot fit is not printed
AROUND = 4_000  # bytes of a page that are no rows, at the very least
SPEAKERS = 8  # named in the record; the rest are counted
SHARED_ROOM = 180  # characters of a passage shared with another document
PER_BYTE, BASE = 3, 12_000  # the budget of the page: bytes for each byte of text, and for all around it


class SourcePage(NamedTuple):
    """The values of the template `source.html`. Rows are rendered once, so that leaving out some of them costs
    little."""

    siglum: str
    crumbs: tuple[Crumb, ...]
    title: str
    lead: str
    doubt: str
    facts: tuple[Fact, ...]
    original: str
    language: str
    lines: Sequence[Markup]
    lines_of: str
    cuts: Sequence[Markup]
    cut_words: str
    only: str
    only_lines: Sequence[Markup]
    only_numbers: tuple[int, ...]
    only_more: tuple[int, ...]
    absent: str
    absent_lines: Sequence[Markup]
    absent_more: int
    copies: tuple[str, ...]
    shared: Sequence[Markup]
    meanings: Sequence[Markup]
    meanings_of: str
    more_meanings: int


def index(site: Site, found: Sequence[SourceRow], publishers: int) -> list[Page]:
    """The list of all documents, `source/index.html` and further pages, from the rows of all stories in order of
    letters; `publishers` is the largest possible number of publishers."""
    made = []
    for place, (chunk, pager) in enumerate(site.pack([restored(row.html) for row in found], "source/index", PER_PAGE)):
        made.append(
            site.page(
                numbered("source/index", place),
                "sources.html",
                Frame("Sources", "Sources"),
                counts=(
                    phrasing.count(len(found), "document"),
                    f"at most {phrasing.count(publishers, 'publisher')}",
                ),
                rows=chunk,
                pager=pager,
                empty="" if found else "No documents were found.",
            )
        )
    return made


def rows(look: StoryIndex) -> list[SourceRow]:
    """A rendered row for each document of the story, in order of letters."""
    return [_row(source, _line(look, source)) for source in look.own]


def _row(source: Source, line: SourceLine) -> SourceRow:
    document = source.document
    return SourceRow(
        line.siglum,
        document.id,
        line.href,
        source.label,
        line.day,
        document.path,
        document.sha256,
        plain(components.source_row(line, UP)),
    )


def pages(look: StoryIndex, site: Site) -> list[Page]:
    """A page for each document of the story, in order of letters."""
    return [_source(look, site, source) for source in look.own]


def _several(look: StoryIndex) -> bool:
    """Whether other documents tell the same story, so that there is something to compare with."""
    return len(look.story.documents) > 1


def kept_words(document: PublishedDocument) -> int:
    """The number of words of the kept blocks of a document, separated by white space."""
    return sum(len(document.text[block.start : block.end].split()) for block in document.blocks)


def _line(look: StoryIndex, source: Source) -> SourceLine:
    document = source.document
    title = document.title.exact if document.title is not None else document.path
    published = date_format.day_of(document.published or "")
    covered = look.coverage[document.id]
    return SourceLine(
        source.siglum,
        source.href,
        look.document_title(source, 120),
        title,
        document.publisher.name if document.publisher is not None else "",
        published,
        date_format.write(published),
        kept_words(document),
        covered.claims,
        len(covered.only_here),
        _several(look),
        "; ".join(_groups(look, document)),
    )


def _groups(look: StoryIndex, document: PublishedDocument) -> list[str]:
    """What the document shares with others: a publisher, most of its text."""
    told = []
    publisher = look.publisher_of.get(document.id)
    others = [look.sources[d].siglum for d in publisher.documents if d != document.id] if publisher else []
    if publisher is not None and others:
        told.append(f"counts as one publisher with {phrasing.letters(others)} ({look.lettered(publisher.reason)})")
    for group in look.copies_of.get(document.id, ()):
        others = [look.sources[d].siglum for d in group.members if d != document.id]
        told.append(_copy(look, group, document, phrasing.letters(others)))
    return told


def _copy(look: StoryIndex, group: CopyGroup, document: PublishedDocument, others: str) -> str:
    """What a document is to the others of its group: the whole sentence but for its subject."""
    share = f"({group.overlap:.0%} of the shorter text)"
    if group.kind == "contained":
        longest = max(group.members, key=lambda member: kept_words(look.sources[member].document))
        if longest == document.id:
            return f"holds most of {others} {share}"
        return f"stands mostly in {look.sources[longest].siglum} {share}"
    if group.first is not None and len(group.members) == 2 and _one_address(look, group):
        return _version(look, group, document, others)
    return f"{'is the same article as' if group.kind == 'copy' else 'shares passages with'} {others} {share}"


def _one_address(look: StoryIndex, group: CopyGroup) -> bool:
    addresses = {look.sources[member].document.url for member in group.members}
    return len(addresses) == 1 and None not in addresses


def _version(look: StoryIndex, group: CopyGroup, document: PublishedDocument, other: str) -> str:
    """Which of two versions of one address a document is, and how much of the later one is new."""
    if document.id == group.first:
        return f"is an earlier version of {other}, which stands at the same address"
    before = set(_paragraphs(look.sources[group.first or ""].document))
    own = _paragraphs(document)
    new = sum(paragraph not in before for paragraph in own)
    changed = f"{new} of its {phrasing.count(len(own), 'paragraph')} {'is' if new == 1 else 'are'} new or changed"
    return f"is a later version of {other}, which stood at the same address; {changed}"


def _paragraphs(document: PublishedDocument) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


def _source(look: StoryIndex, site: Site, source: Source) -> Page:
    """The document's page. What is not its text is given up, most to least, to stay within the budget."""
    document = source.document
    frame = Frame(f"Source {source.siglum}: {source.label}", "Sources", data=article_data(document))
    budget = PER_BYTE * len(document.text.encode("utf-8")) + BASE
    passages = look.evidence_of.get(document.id, [])
    removed = removed_lines(source)
    lines = text_rows(look, source, passages, removed)
    whole = _record(look, source, passages, lines, removed)
    frame = frame._replace(description=whole.lead)
    size = AROUND + _beside(whole) + sum(len(row.encode("utf-8")) for row in (*whole.lines, *whole.cuts))
    for most in (None, *STEPS):
        if most is not None:
            shorter = _shortened(whole, most)
            size -= _beside(whole) - _beside(shorter)
            whole = shorter
        if size - (HEADINGS if most is not None else 0) <= budget:
            page = site.page(source.href, "source.html", frame, s=whole)
            size = len(page.content)
            if size <= budget:
                return page
    bare = [components.source_line(without_letters(line), UP) for line in lines]
    return site.page(source.href, "source.html", frame, s=whole._replace(lines=bare))


def _beside(page: SourcePage) -> int:
    """Bytes of the rows that may be left out."""
    rows = (*page.only_lines, *page.absent_lines, *page.shared, *page.meanings)
    return sum(len(row.encode("utf-8")) for row in rows)


def _shortened(page: SourcePage, most: int) -> SourcePage:
    """The page with at most `most` rows of what it tells beside the text, and how many there are besides."""
    meanings, absent = page.meanings[:most], page.absent_lines[: most // 3]
    return page._replace(
        only_lines=page.only_lines[:most],
        only_more=tuple(dict.fromkeys(page.only_numbers[most:])),
        absent_lines=absent,
        absent_more=page.absent_more + len(page.absent_lines) - len(absent),
        shared=page.shared[: most // 4],
        meanings=meanings,
        more_meanings=page.more_meanings + len(page.meanings) - len(meanings),
    )


def _record(
    look: StoryIndex,
    source: Source,
    passages: Sequence[tuple[Evidence, PublishedClaim]],
    lines: Sequence[TextRow],
    removed: Sequence[tuple[int, int]],
) -> SourcePage:
    document = source.document
    claims = {claim.id for _, claim in passages}
    meanings = _meanings(look, source)
    only = _only_here(look, source)
    absent = [look.claims[claim] for claim in look.coverage[document.id].absent]
    return SourcePage(
        siglum=source.siglum,
        crumbs=(Crumb("index.html", "Overview"), Crumb("source/index.html", "Sources")),
        title=_title(source),
        lead=_lead(len(claims), len(passages)),
        doubt=f"It may not be a report: {document.doubtful}." if document.doubtful else "",
        facts=_facts(look, source),
        original=_original(document, passages),
        language=source.ground.language,
        lines=[components.source_line(line, UP) for line in lines],
        lines_of="Line numbers are those of the file"
        if document.media_type == "text/plain"
        else ("Line numbers are those of the page’s text"),
        cuts=[components.cut(cut) for cut in cuts(source, removed)],
        cut_words=cut_words(source, removed),
        only=f"Only in this document: {phrasing.count(len(only), 'claim')}" if only else "",
        only_lines=[components.only_here(row, UP) for row in only[:MOST]],
        only_numbers=tuple(row.number for row in only),
        only_more=tuple(dict.fromkeys(row.number for row in only[MOST:])),
        absent=f"Not found in this document: {phrasing.count(len(absent), 'claim')}" if absent else "",
        absent_lines=[components.absent(look.claim_line(claim), UP) for claim in absent[: MOST // 3]],
        absent_more=max(0, len(absent) - MOST // 3),
        copies=tuple(_groups(look, document)),
        shared=[components.shared(passage, UP) for passage in _shared(look, document)],
        meanings=[components.meaning(_meaning(source, *one)) for one in meanings[:MOST]],
        meanings_of=f"{phrasing.count(len(meanings), 'date or figure', 'dates and figures')}, with what they mean",
        more_meanings=max(0, len(meanings) - MOST),
    )


def _only_here(look: StoryIndex, source: Source) -> list[OnlyHere]:
    """Claims that no other document carries, in order of the text; none where no other tells the story."""
    if not _several(look):
        return []
    rows = []
    for claim in map(look.claims.__getitem__, look.coverage[source.document.id].only_here):
        number = line_at(source.starts, min(evidence.start for evidence in claim.evidence))
        rows.append(OnlyHere(number, look.claim_href(claim), look.title(claim, MARGIN)))
    return rows


def _original(document: PublishedDocument, passages: Sequence[tuple[Evidence, PublishedClaim]]) -> str:
    """The address of the original, at its first passage, when the input names it and it is one of the web."""
    if not document.url or not document.url.startswith(("https://", "http://")):
        return ""
    first = passages[0][0].exact if passages else ""
    words = fold_breaks(first).split()
    fragment = quote(" ".join(words[:8]), safe="").replace("-", "%2D")
    return f"{document.url}#:~:text={fragment}" if words and "#" not in document.url else document.url


def _shared(look: StoryIndex, document: PublishedDocument) -> list[Shared]:
    """The longest passages that the document shares with others of its group, on both sides."""
    found = []
    for group in look.copies_of.get(document.id, ()):
        for pair in group.shared:
            mine, other = pair if pair[0].document == document.id else reversed(pair)
            if mine.document == document.id != other.document:
                found.append((len(mine.exact), mine, other))
    found.sort(key=lambda item: (-item[0], item[1].start, item[2].document))
    return [Shared(*map(partial(_side, look), (mine, other))) for _, mine, other in found[: MOST // 4]]


def _side(look: StoryIndex, citation: Citation) -> SharedSide:
    source = look.sources[citation.document]
    number = look.line(citation.document, citation.start)
    shown = clipped(source.ground, *trim(source.document.text, citation.start, citation.end), SHARED_ROOM)
    return SharedSide(source.siglum, look.line_href(citation), f"line {number}", shown)


def _meanings(look: StoryIndex, source: Source) -> list[tuple[int, int, str]]:
    """Date expressions and figures of the document in order, with the value that was worked out for each."""
    found = []
    for mention in look.dates_of.get(source.document.id, ()):
        if mention.basis == "relative":
            told = f"{date_format.write(mention.value, long=True)}. {phrasing.capital(look.lettered(mention.reason))}"
            found.append((mention.start, mention.end, told))
    for figure in look.figures_of.get(source.document.id, ()):
        found.append((figure.start, figure.end, phrasing.figure(figure)))
    return sorted(found)


def _meaning(source: Source, start: int, end: int, told: str) -> Meaning:
    return Meaning(str(line_at(source.starts, start)), clipped(source.ground, start, end, 80), told)


def _title(source: Source) -> str:
    day = date_format.write(source.document.published, long=True)
    if source.name:
        return f"{source.name}, {day or 'undated'}"
    return f"Report of {day}" if day else "Undated report"


def _lead(claims: int, passages: int) -> str:
    if not claims:
        return "No claim was drawn from this document."
    rest = "rests" if claims == 1 else "rest"
    return (
        f"{phrasing.count(claims, 'claim')} in this dossier {rest} on {phrasing.count(passages, 'passage')} here. "
        "Shaded passages are evidence, the blue ones for claims that other documents share or that the dossier cites; "
        "the margin names the claim each one supports."
    )


def _facts(look: StoryIndex, source: Source) -> tuple[Fact, ...]:
    document = source.document
    facts = []
    for name, party in (("Publisher", document.publisher), ("Byline", document.byline)):
        if party is None:
            facts.append(Fact(name, "Not stated"))
        else:
            facts.append(Fact(name, party.name, note=_basis(source, party.start, party.basis)))
    basis = document.published_basis
    if document.published:
        note = _basis(source, basis.start, look.lettered(basis.reason)) if basis is not None else ""
        inferred = "inferred: " if basis is not None and basis.kind == "inferred" else ""
        facts.insert(
            1, Fact("Date", date_format.write(document.published), note=f"({inferred}{note[1:]}" if note else "")
        )
    else:
        facts.insert(1, Fact("Date", "Not stated"))
    if document.modified:
        facts.append(Fact("Changed", date_format.write(document.modified)))
    if document.captured:
        facts.append(Fact("Saved", date_format.write(document.captured)))
    if document.agencies:
        facts.append(Fact("Credits", phrasing.series(sorted({agency.name for agency in document.agencies}))))
    every = len(document.text.split())
    facts.append(Fact("Length", f"{kept_words(document)} of {every} words kept"))
    speakers = look.speakers_in(document.id)
    if speakers:
        more = f"and {len(speakers) - SPEAKERS} more" if len(speakers) > SPEAKERS else ""
        facts.append(Fact("Speakers", links=speakers[:SPEAKERS], note=more))
    if document.language:
        facts.append(Fact("Language", document.language))
    facts.append(Fact("File", document.path, note=f"(read as {document.reader})" if document.reader else "", code=True))
    facts.append(Fact("SHA-256", document.sha256, code=True))
    return tuple(facts)


def _basis(source: Source, start: int | None, basis: str) -> str:
    return f"(line {line_at(source.starts, start)})" if start is not None else f"({basis})"
