"""Sources: their index, and each document's text with the passages that the dossier rests on and what was left out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple
from urllib.parse import quote

from tasks.records import (
    Block,
    Citation,
    CopyGroup,
    Evidence,
    Page,
    PublishedClaim,
    PublishedDocument,
    SourceRow,
)
from tasks.render import date_format, phrasing
from tasks.render.frame import Frame, Site, numbered, printed
from tasks.render.parts.json_ld import article_data
from tasks.render.story_index import Source, Spans, StoryIndex
from tasks.render.text_runs import Ground, Layer, clipped, fold_breaks, words
from tasks.render.views import Chips, ClaimTitle, Crumb, Fact, VerbatimWords, WordRun
from tasks.shared.text.spans import fold, line_at, trim

PER_PAGE = 100
UP = "../"
MOST = 24  # rows told beside the text: dates and figures, claims of this document alone
STEPS = (8, 3, 0)  # fewer rows, tried in turn, when the page passes its budget
HEADINGS = 600  # bytes that may go with rows left out, at most: a step that cannot fit is not printed
AROUND = 4_000  # bytes of a page that are no rows, at the very least
SPEAKERS = 8  # named in the record; the rest are counted
MARGIN = 70  # characters of a claim's words in the margin
_NONE = Chips("", ())
SHARED_ROOM = 180  # characters of a passage shared with another document
PER_BYTE, BASE = 3, 10_000  # the budget of the page: bytes for each byte of text, and for all around it


class Margin(NamedTuple):
    """The claim that a passage of this line supports."""

    href: str
    title: ClaimTitle | None
    here: str
    chips: Chips


class MarginDate(NamedTuple):
    """A date that the line does not print, and the words of the line that it was worked out from."""

    words: VerbatimWords
    day: str


class TextRow(NamedTuple):
    """A row of the text: a line of the file, or a paragraph that runs over several. `also` are its further lines;
    `alone` are claims that only this document carries, as an id and what is told of them."""

    number: int
    last: int
    kind: str
    words: tuple[VerbatimWords, ...]
    one: bool
    also: tuple[int, ...]
    margin: tuple[Margin, ...]
    alone: tuple[Crumb, ...]
    dated: tuple[MarginDate, ...]
    left_out: str


class LeftOut(NamedTuple):
    """Ranges left out by one rule, with nothing kept between them: the first and the last line, those of its lines on
    which nothing else stands, and where the ranges begin and end in the text."""

    number: int
    last: int
    ids: list[int]
    rule: str
    start: int
    end: int


class Cut(NamedTuple):
    number: int
    last: int
    ids: tuple[int, ...]
    rule: str
    words: VerbatimWords


class SharedSide(NamedTuple):
    siglum: str
    href: str
    where: str
    words: VerbatimWords


class Shared(NamedTuple):
    """A passage that two documents share."""

    mine: SharedSide
    other: SharedSide


class Meaning(NamedTuple):
    """A date expression or figure, and what it means."""

    number: str
    words: VerbatimWords
    told: str


class OnlyHere(NamedTuple):
    """A claim that no other document carries, with the line where it stands."""

    number: int
    href: str
    title: ClaimTitle


class SourcePage(NamedTuple):
    """Rows are printed once, so that to leave some of them out costs little."""

    siglum: str
    crumbs: tuple[Crumb, ...]
    title: str
    lead: str
    doubt: str
    facts: tuple[Fact, ...]
    original: str
    language: str
    lines: Sequence[str]
    lines_of: str
    cuts: Sequence[str]
    cut_words: str
    only: str
    only_lines: Sequence[str]
    only_numbers: tuple[int, ...]
    only_more: tuple[int, ...]
    absent: str
    absent_lines: Sequence[str]
    absent_more: int
    copies: tuple[str, ...]
    shared: Sequence[str]
    meanings: Sequence[str]
    meanings_of: str
    more_meanings: int


class SourceLine(NamedTuple):
    siglum: str
    href: str
    title: VerbatimWords | None
    name: str
    publisher: str
    day: str
    short: str
    kept: int
    claims: int
    only: int
    compared: bool
    group: str


def index(site: Site, found: Sequence[SourceRow], publishers: int) -> list[Page]:
    """`source/index.html` of the rows of all stories, in the order of letters."""
    made = []
    for place, (chunk, pager) in enumerate(site.pack([row.html for row in found], "source/index", PER_PAGE)):
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
    """A printed row for each document of the story."""
    lines = [_line(look, source) for source in look.own]
    return [
        SourceRow(
            line.siglum,
            source.document.id,
            line.href,
            source.label,
            line.day,
            source.document.path,
            source.document.sha256,
            shown,
        )
        for source, line, shown in zip(look.own, lines, printed("source_row", lines, "../"), strict=True)
    ]


def pages(look: StoryIndex, site: Site) -> list[Page]:
    """A page for each document of the story."""
    return [_source(look, site, source) for source in look.own]


def _several(look: StoryIndex) -> bool:
    """Whether other documents tell the same story, so that there is something to compare with."""
    return len(look.story.documents) > 1


def kept_words(document: PublishedDocument) -> int:
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
    return f"{'is the same article as' if group.kind == 'copy' else 'shares passages with'} {others} {share}"


def _source(look: StoryIndex, site: Site, source: Source) -> Page:
    """The document's page. What is not its text is given up, most to least, to stay within the budget."""
    document = source.document
    frame = Frame(f"Source {source.siglum}: {source.label}", "Sources", data=article_data(document))
    budget = PER_BYTE * len(document.text.encode("utf-8")) + BASE
    passages = look.evidence_of.get(document.id, [])
    removed = _removed_lines(source)
    lines = _lines(look, source, passages, removed)
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
    bare = printed("source_line", map(_without_letters, lines), UP)
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


def _without_letters(line: TextRow) -> TextRow:
    """The line without words, witnesses and days in its margin, which other pages and lists name."""
    bare = (
        m._replace(title=None, here=m.here.removesuffix(", and in") or "Reported here", chips=_NONE)
        for m in line.margin
    )
    return line._replace(margin=tuple(bare), dated=())


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
        lines=printed("source_line", lines, UP),
        lines_of="Line numbers are those of the file"
        if document.media_type == "text/plain"
        else ("Line numbers are those of the page’s text"),
        cuts=printed("cut", _cuts(source, removed), UP),
        cut_words=_cut_words(source, removed),
        only=f"Only in this document: {phrasing.count(len(only), 'claim')}" if only else "",
        only_lines=printed("only_here", only[:MOST], UP),
        only_numbers=tuple(row.number for row in only),
        only_more=tuple(dict.fromkeys(row.number for row in only[MOST:])),
        absent=f"Not found in this document: {phrasing.count(len(absent), 'claim')}" if absent else "",
        absent_lines=printed("absent", map(look.claim_line, absent[: MOST // 3]), UP),
        absent_more=max(0, len(absent) - MOST // 3),
        copies=tuple(_groups(look, document)),
        shared=printed("shared", _shared(look, document), UP),
        meanings=printed("meaning", (_meaning(source, *one) for one in meanings[:MOST]), UP),
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


def _lines(
    look: StoryIndex,
    source: Source,
    passages: Sequence[tuple[Evidence, PublishedClaim]],
    removed: Sequence[tuple[int, int]],
) -> list[TextRow]:
    """Rows of the text in order. Blocks that share a line share a row; a block over several lines is one row."""
    document, starts = source.document, source.starts
    layers = Spans((layer.start, layer.end, layer) for layer in _layers(look, source, passages))
    begins = [evidence.start for evidence, _ in passages]
    ground = source.ground._replace(language="")  # the whole text is marked with its language
    groups: list[list[Block]] = []
    for block in document.blocks:
        if groups and line_at(starts, groups[-1][-1].end - 1) >= line_at(starts, block.start):
            groups[-1].append(block)
        else:
            groups.append([block])
    anchored: set[str] = set()
    rows = []
    for group in groups:
        first, last = line_at(starts, group[0].start), line_at(starts, max(group[-1].end - 1, group[-1].start))
        inside = passages[bisect_left(begins, group[0].start) : bisect_left(begins, group[-1].end)]
        margin, anchors = _margin(look, inside, anchored, document.id)
        rows.append(
            TextRow(
                first,
                last,
                "" if group[0].kind == "paragraph" else group[0].kind,
                tuple(words(ground, b.start, b.end, layers.over(b.start, b.end)) for b in group),
                len(group) == 1 and first == last,
                tuple(range(first + 1, last + 1)),
                margin,
                anchors,
                _dated(look, source, group[0].start, group[-1].end),
                "",
            )
        )
    return _with_gaps(document, removed, rows)


def _removed_lines(source: Source) -> list[tuple[int, int]]:
    """The first and the last line of each range that was left out."""
    starts = source.starts
    return [
        (bisect_right(starts, removed.start), bisect_right(starts, max(removed.end - 1, removed.start)))
        for removed in source.document.removed
    ]


def _with_gaps(document: PublishedDocument, lines: Sequence[tuple[int, int]], rows: Sequence[TextRow]) -> list[TextRow]:
    """The rows, with a line that says so wherever whole lines were left out between two of them. `lines` are those of
    each range that was left out."""
    taken = {number for row in rows for number in range(row.number, row.last + 1)}
    gaps: dict[int, set[str]] = {}
    before = [row.number for row in rows]
    for removed, (number, _) in zip(document.removed, lines, strict=True):
        if number not in taken:
            place = bisect_right(before, number)
            gaps.setdefault(before[place] if place < len(before) else 0, set()).add(removed.rule)
    told = []
    for row in rows:
        if row.number in gaps:
            rules = sorted(map(rule_words, gaps[row.number]))
            row = row._replace(left_out=f"Left out here: {phrasing.series(rules)}")
        told.append(row)
    return told


def rule_words(rule: str) -> str:
    return rule.replace("-", " ")


def _layers(look: StoryIndex, source: Source, passages: Sequence[tuple[Evidence, PublishedClaim]]) -> list[Layer]:
    """The passages; those of claims that have a page of their own stand out from those of this document alone."""
    layers, counted = [], dict[int, int]()
    paged = {(evidence.start, evidence.end) for evidence, claim in passages if claim.id in look.dossier.paged}
    for start, end in sorted({(evidence.start, evidence.end) for evidence, _ in passages}):
        number = line_at(source.starts, start)
        place = counted.get(number, 0)
        counted[number] = place + 1
        layers.append(Layer(start, end, "m" if (start, end) in paged else "o", f"s{number}-{place}"))
    return layers


def _margin(
    look: StoryIndex, inside: Sequence[tuple[Evidence, PublishedClaim]], anchored: set[str], document: str
) -> tuple[tuple[Margin, ...], tuple[Crumb, ...]]:
    """Claims with a page of their own stand in the margin; of the others, which are the passage itself, who says so."""
    margin, anchors = [], []
    for claim in {claim.id: claim for _, claim in inside}.values():
        if claim.id in look.dossier.paged:
            margin.append(_margin_claim(look, claim, document))
        elif claim.id not in anchored:
            speaker = claim.title.speaker
            told = f"Only here, said by {phrasing.short(speaker, MARGIN)}" if speaker else "Only here"
            anchors.append(Crumb(told, claim.id))
        anchored.add(claim.id)
    return tuple(margin), tuple(anchors)


def _dated(look: StoryIndex, source: Source, low: int, high: int) -> tuple[MarginDate, ...]:
    """The days that words of these lines mean without printing them: "on Thursday"."""
    ground = source.ground._replace(language="")
    return tuple(
        MarginDate(clipped(ground, mention.start, mention.end, 40), date_format.write(mention.value))
        for mention in look.dates_of.get(source.document.id, ())
        if low <= mention.start < high and mention.basis == "relative" and mention.value
    )


def _margin_claim(look: StoryIndex, claim: PublishedClaim, document: str) -> Margin:
    """The claim in the words of its title, or, where these are the passage beside it, by its speaker alone."""
    chips = look.chips(claim)
    others = chips._replace(shown=tuple(chip for chip in chips.shown if chip.siglum != look.sources[document].siglum))
    same = fold(claim.title.exact)
    if not any(e.document == document and fold(e.exact).startswith(same) for e in claim.evidence):
        return Margin(look.claim_href(claim), look.title(claim, MARGIN), "", others)
    speaker = claim.title.speaker
    here = f"{phrasing.capital(phrasing.short(speaker, MARGIN))} said this" if speaker else "Reported here"
    return Margin(look.claim_href(claim), None, f"{here}, and in" if others.shown else here, others)


def _cuts(source: Source, lines: Sequence[tuple[int, int]]) -> list[Cut]:
    """What was left out, complete, under the numbers of its lines. Ranges that follow each other by one rule, such as
    the entries of a menu, are one row: their lines stay apart, but a row for each would outweigh the text."""
    text, starts = source.document.text, source.starts
    taken = {
        number
        for block in source.document.blocks
        for number in range(line_at(starts, block.start), line_at(starts, max(block.end - 1, block.start)) + 1)
    }
    runs: list[LeftOut] = []
    for removed, (first, last) in zip(source.document.removed, lines, strict=True):
        ids = [number for number in range(first, last + 1) if number not in taken]
        taken.update(ids)
        here = LeftOut(first, last, ids, removed.rule, removed.start, removed.end)
        if text[here.start : here.end].strip():
            if runs and runs[-1].rule == here.rule and not text[runs[-1].end : here.start].strip():
                before = runs.pop()
                here = here._replace(number=before.number, ids=[*before.ids, *ids], start=before.start)
            runs.append(here)
    return [_cut(source.ground, run) for run in runs]


def _cut(ground: Ground, run: LeftOut) -> Cut:
    parts = (WordRun(ground.text[run.start : run.end]),)  # with its line breaks
    words = VerbatimWords(ground.siglum, run.start, run.end, ground.language, parts)
    return Cut(run.number, run.last, tuple(run.ids), rule_words(run.rule), words)


def _cut_words(source: Source, ranges: Sequence[tuple[int, int]]) -> str:
    removed = source.document.removed
    if not removed:
        return ""
    lines = set[int]()
    for first, last in ranges:
        lines.update(range(first, last + 1))
    rules = [rule_words(rule) for rule in dict.fromkeys(part.rule for part in removed)]
    listed = ", ".join(rules[:4]) + (", …" if len(rules) > 4 else "")
    return f"Left out, on {phrasing.count(len(lines), 'line')}: {listed}"
