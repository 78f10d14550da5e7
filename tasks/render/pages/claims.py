"""The list of all claims, and a page for each claim that has one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from tasks.records import ClaimRow, Evidence, Page, PublishedClaim, Related
from tasks.render import components, date_format, phrasing
from tasks.render.components.markup import plain, restored
from tasks.render.frame import Frame, Site, numbered
from tasks.render.pages.differences import differences
from tasks.render.parts.articles import articles, shared_articles
from tasks.render.parts.json_ld import claim_data
from tasks.render.parts.matrix import shared_publishers
from tasks.render.parts.wordings import comparisons
from tasks.render.story_index import StoryIndex, Witness
from tasks.render.text_runs import Layer, context, words
from tasks.render.views import (
    Chip,
    ClaimLine,
    ClaimTitle,
    Comparison,
    Crumb,
    Difference,
    Fact,
    HopLine,
    PassageRow,
    Rung,
)
from tasks.shared.text.spans import fold

PER_PAGE = 200
UP = "../"
BUDGET = 20_000  # bytes of a claim's page
MOST = 40  # passages on it, at most
SQUARES = 12  # more documents or publishers than this are counted in words alone


class Citing(NamedTuple):
    """A citation of the claim for readers: as text, as BibTeX, and as CSL-JSON."""

    text: str
    bibtex: str
    csl: str


class ClaimPage(NamedTuple):
    """The values of the template `claim.html`. `plain` is the title without markup, `left_out` says how many passages
    were left out ("" for none), `file` is the name of the page's file."""

    id: str
    crumbs: tuple[Crumb, ...]
    title: ClaimTitle
    plain: str
    status: str
    note: Markup
    facts: tuple[Fact, ...]
    ladder: tuple[Rung, ...]
    limit: str
    comparisons: tuple[Comparison, ...]
    passages: Sequence[Markup]
    left_out: str
    related: tuple[PassageRow, ...]
    conflicts: tuple[Difference, ...]
    connected: tuple[tuple[ClaimLine, str], ...]
    citing: Citing
    file: str


class TopicRows(NamedTuple):
    """The rows of the list of claims that belong to one topic; `label` and `href` are "" for claims of no topic."""

    label: str
    href: str
    rows: list[Markup]


def pages(look: StoryIndex, site: Site, notes: dict[str, Markup]) -> list[Page]:
    """The pages of those claims of the story that have one, in its order. `notes` are the editor's notes by place, as
    HTML."""
    made = []
    connected = _connected(look)
    for claim in look.dossier.claims:
        if claim.id in look.dossier.paged:
            note = notes.get(f"claim/{claim.id}", Markup(""))
            made.append(_claim(look, site, claim, connected.get(claim.id, []), note))
    return made


def rows(look: StoryIndex) -> list[ClaimRow]:
    """A rendered row for each claim of the story: by topic, those of most documents first; claims of no topic last."""
    ordered: list[tuple[Crumb, PublishedClaim]] = []
    seen: set[str] = set()
    for topic in look.dossier.topics:
        label = phrasing.capital(topic.label)
        if not look.one_story:
            label = f"{label} ({look.story.label})"
        head = Crumb(f"topic/{topic.slug}.html", label)
        inside = [look.claims[claim] for claim in topic.claims if claim in look.claims]
        ordered.extend((head, claim) for claim in sorted(inside, key=lambda claim: -claim.documents))
        seen.update(claim.id for claim in inside)
    rest = [claim for claim in look.dossier.claims if claim.id not in seen]
    ordered.extend((Crumb("", ""), claim) for claim in sorted(rest, key=lambda claim: -claim.documents))
    return [
        ClaimRow(h.text, h.href, c.id, c.documents, plain(components.claim_row(look.claim_line(c), UP)))
        for h, c in ordered
    ]


def index(site: Site, found: Sequence[ClaimRow]) -> list[Page]:
    """The list of all claims, `claim/index.html` and further pages, from the rows of all stories in order. Claims of no
    topic come last, those of most documents first."""
    named = [row for row in found if row.href]
    rest = sorted((row for row in found if not row.href), key=lambda row: -row.documents)
    ordered = [*named, *(row._replace(head="Other claims" if named else "") for row in rest)]
    made = []
    chunks = site.pack([restored(row.html) for row in ordered], "claim/index", PER_PAGE)
    heads = iter(ordered)
    shared = sum(row.documents > 1 for row in ordered)
    for place, (chunk, pager) in enumerate(chunks):
        subjects: list[TopicRows] = []
        for shown in chunk:
            row = next(heads)
            if not subjects or (row.href, row.head) != (subjects[-1].href, subjects[-1].label):
                subjects.append(TopicRows(row.head, row.href, []))
            subjects[-1].rows.append(shown)
        made.append(
            site.page(
                numbered("claim/index", place),
                "claims.html",
                Frame("Claims" if place == 0 else f"Claims, page {place + 1}", "Claims"),
                counts=(
                    phrasing.count(len(ordered), "claim"),
                    f"{shared:,} in two or more documents",
                    *((f"page {place + 1} of {len(chunks)}",) if len(chunks) > 1 else ()),
                ),
                subjects=subjects,
                pager=pager,
                empty="" if ordered else "No claim was drawn from these documents.",
            )
        )
    return made


def _connected(look: StoryIndex) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for connection in look.dossier.connections:
        if connection.first in look.claims and connection.second in look.claims:
            found.setdefault(connection.first, []).append((connection.second, connection.reason))
            found.setdefault(connection.second, []).append((connection.first, connection.reason))
    return found


def _claim(look: StoryIndex, site: Site, claim: PublishedClaim, connected: list[tuple[str, str]], note: Markup) -> Page:
    """The claim's page. Passages beyond the budget are left to the data, and the page says so."""
    passages = [components.passage(row, UP) for row in _passages(look, claim)]
    data = claim_data(look, claim)
    most = MOST
    while True:
        record = _record(look, claim, connected, note, passages, most)
        frame = Frame(record.plain, "Claims", description=record.status, data=data)
        page = site.page(f"claim/{claim.id}.html", "claim.html", frame, c=record)
        if len(page.content) <= BUDGET or most <= 2:
            return page
        most = most * 2 // 3


def _record(
    look: StoryIndex,
    claim: PublishedClaim,
    connected: list[tuple[str, str]],
    note: Markup,
    passages: Sequence[Markup],
    most: int,
) -> ClaimPage:
    witnesses = look.witnesses(claim)
    speaker = claim.title.speaker
    return ClaimPage(
        id=claim.id,
        crumbs=_crumbs(look, claim),
        title=look.title(claim, 600),
        plain=look.plain_title(claim, 120),
        status=_status(look, claim),
        note=note,
        facts=_facts(look, claim),
        ladder=_ladder(look, claim, witnesses),
        limit=phrasing.limit(
            claim,
            sum(map(_names_origin, witnesses)),
            sum(_names_speaker(look, witness, speaker) for witness in witnesses) if speaker else 0,
        ),
        comparisons=tuple(comparisons(look, claim, most=max(1, most // 13), rows=most // 2)),
        passages=passages[:most],
        left_out="" if len(passages) <= most else f"{len(passages) - most} more passages stand in claims.jsonl.",
        related=tuple(_related(look, related, place) for place, related in enumerate(claim.related[: most // 4 + 1])),
        conflicts=_differences(look, claim, most),
        connected=tuple(
            (look.claim_line(look.claims[other]), look.lettered(reason)) for other, reason in connected[: most // 5 + 1]
        ),
        citing=citing(look, claim, witnesses),
        file=f"{claim.id}.html",
    )


def _differences(look: StoryIndex, claim: PublishedClaim, most: int) -> tuple[Difference, ...]:
    """The claim's differences with their readings, so that nobody has to leave the page to see what differs. Of those
    that come late the name alone."""
    found = differences(look, [look.conflicts[conflict] for conflict in claim.conflicts if conflict in look.conflicts])
    full = max(1, most // 13)
    return tuple(d._replace(readings=d.readings[: full * 2] if place < full else ()) for place, d in enumerate(found))


def _crumbs(look: StoryIndex, claim: PublishedClaim) -> tuple[Crumb, ...]:
    crumbs = [Crumb("index.html", "Overview"), Crumb("claim/index.html", "Claims")]
    if not look.one_story:
        crumbs.insert(1, Crumb(look.story_href, look.story.label))
    return tuple(crumbs)


def _attributed(look: StoryIndex, claim: PublishedClaim) -> str:
    """To whom some of the passages attribute what others do not: "attributed to police in B only"."""
    letters: dict[str, dict[str, None]] = {}
    for evidence in claim.evidence:
        for hop in evidence.chain:
            if hop.role == "speaker":
                letters.setdefault(hop.name, {})[look.sources[evidence.document].siglum] = None
    told = [f"{name} in {phrasing.series(list(documents))}" for name, documents in letters.items()]
    return f"attributed to {phrasing.series(told)} only" if told else "not stated"


def _status(look: StoryIndex, claim: PublishedClaim) -> str:
    told = phrasing.carried(claim)
    if claim.conflicts:
        return f"{told} {phrasing.capital(phrasing.number(len(claim.conflicts)))} " + (
            "difference is noted below." if len(claim.conflicts) == 1 else "differences are noted below."
        )
    return told


def _facts(look: StoryIndex, claim: PublishedClaim) -> tuple[Fact, ...]:
    topic = look.topics.get(claim.topic or "")
    facts = []
    if topic is not None:
        facts.append(Fact("Topic", links=(Crumb(f"topic/{topic.slug}.html", phrasing.capital(topic.label)),)))
    speaker = claim.title.speaker
    if speaker:
        href = look.speaker_href(speaker)
        facts.append(Fact("Speaker", links=(Crumb(href, speaker),)) if href else Fact("Speaker", speaker))
    else:
        facts.append(Fact("Speaker", _attributed(look, claim)))
    if claim.day:
        facts.append(
            Fact("Happened on" if claim.day_of == "happened" else "Said on", date_format.write(claim.day, long=True))
        )
    modes = {evidence.mode for evidence in claim.evidence}
    kind = "Speech" if speaker else "Report"
    how = [
        text
        for mode, text in (("quoted", "quoted"), ("reported", "paraphrased"), ("stated", "in the document’s own voice"))
        if mode in modes
    ]
    facts.append(Fact("Kind", f"{kind}, {phrasing.series(how)}"))
    facts.append(Fact("First seen", f"Build {look.dossier.since[claim.id]}"))
    return tuple(facts)


def _ladder(look: StoryIndex, claim: PublishedClaim, witnesses: tuple[Witness, ...]) -> tuple[Rung, ...]:
    every = look.story.documents
    letters = ", ".join(witness.source.siglum for witness in witnesses)
    stated = [witness.source.siglum for witness in witnesses if witness.source.document.publisher is not None]
    told = [f"{'' if len(stated) == len(witnesses) else 'up to '}{claim.publishers}"]
    if not stated:
        told.append("no document states its publisher")
    elif len(stated) < len(witnesses):
        told.append(f"only {phrasing.series(stated)} {'states its' if len(stated) == 1 else 'state their'} publisher")
    for group, members in shared_publishers(look, [witness.source.document.id for witness in witnesses]):
        told.append(phrasing.one_publisher([member.siglum for member in members], look.lettered(group.reason)))
    documents = [witness.source.document.id for witness in witnesses]
    printed = articles(look, documents)
    one_text = shared_articles(look, documents)
    articles_rung = (
        [_rung("Articles", len(printed), len(printed), f"{len(printed)}: {'; '.join(one_text)}")] if one_text else []
    )
    named = f"{claim.origins}, {phrasing.series(claim.origin_names)}" if claim.origin_names else ""
    origins = named or (f"{claim.origins}, none of them is named" if claim.origins > 1 else "no origin is named")
    return (
        _rung("Documents", claim.documents, len(every), f"{claim.documents} of {len(every)}: {letters}"),
        _rung("Publishers", claim.publishers, claim.publishers, "; ".join(told)),
        *articles_rung,
        _rung("Origins", claim.origins if claim.origin_names else 0, 0, origins),
    )


def _rung(name: str, amount: int, of: int, told: str) -> Rung:
    if max(amount, of) > SQUARES:
        return Rung(name, "", "", told)
    return Rung(name, "■" * amount, "■" * max(of - amount, 0), told)


def _names_origin(witness: Witness) -> bool:
    return any(hop.role in {"speaker", "via"} and not hop.inferred for e in witness.evidence for hop in e.chain)


def _names_speaker(look: StoryIndex, witness: Witness, speaker: str) -> bool:
    """Whether the document says that it was this speaker: by the same name, or another that has the same page."""
    names = {hop.name for e in witness.evidence for hop in e.chain if hop.role == "speaker"}
    page = look.speaker_href(speaker)
    return any(fold(name) == fold(speaker) or (page and look.speaker_href(name) == page) for name in names)


def _passages(look: StoryIndex, claim: PublishedClaim) -> list[PassageRow]:
    rows = []
    for witness in look.witnesses(claim):
        for place, evidence in enumerate(witness.evidence):
            anchor = witness.source.siglum + (str(place + 1) if place else "")
            chip = look.chip(witness.source, evidence, quoted=evidence.mode == "quoted", differs=witness.differs)
            rows.append(_passage(look, evidence, chip, anchor))
    return rows


def _passage(look: StoryIndex, evidence: Evidence, chip: Chip, anchor: str) -> PassageRow:
    source = look.sources[evidence.document]
    layers, also = attribution_layers(look, evidence)
    block = look.block_at(evidence.document, evidence.start)
    low, high = (block.start, block.end) if block is not None else (evidence.start, evidence.end)
    left, right = context(source.document.text, low, max(high, evidence.end), evidence.start, evidence.end, also)
    shown = words(source.ground, left, right, [Layer(evidence.start, evidence.end, "m"), *layers])
    return PassageRow(
        anchor,
        chip,
        shown,
        f"Line {look.line(evidence.document, evidence.start)}",
        look.line_href(evidence),
        chain(look, evidence),
        all(hop.role in {"document", "publisher"} for hop in evidence.chain),
        "; ".join(evidence.because),
    )


def attribution_layers(look: StoryIndex, evidence: Evidence) -> tuple[list[Layer], list[tuple[int, int]]]:
    """The words that attribute a passage, as layers and as ranges of code points of its document: the hops of its chain
    that are in the text, and the cues of its quotations; sorted, adjacent ranges joined."""
    spans = [(hop.start, hop.end) for hop in evidence.chain if hop.start is not None and hop.end is not None]
    for quotation in look.quotations_in(evidence):
        if quotation.cue is not None:
            spans.append((quotation.cue.start, quotation.cue.end))
    spans.sort()
    joined: list[tuple[int, int]] = []
    text = look.sources[evidence.document].document.text
    for start, end in spans:
        if joined and start <= joined[-1][1] + 1 and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return [Layer(start, end, "u") for start, end in joined], joined


def chain(look: StoryIndex, evidence: Evidence) -> tuple[HopLine, ...]:
    """The attribution chain as lines, origin first, the document last. An inferred hop says so, with its reason."""
    lines = []
    for hop in evidence.chain:
        if hop.role == "publisher" and hop.name == look.sources[evidence.document].name:
            continue
        if hop.role == "document":
            source = look.sources[evidence.document]
            lines.append(HopLine(f"Source {source.siglum}", source.label, False))
        else:
            note = (
                f"Inferred: {look.lettered(hop.reason)}"
                if hop.inferred and hop.reason
                else "Inferred"
                if hop.inferred
                else ""
            )
            lines.append(HopLine(hop.name, note, hop.inferred))
    return tuple(lines)


def _related(look: StoryIndex, related: Related, place: int) -> PassageRow:
    source = look.sources[related.document]
    chip = look.chip(source, related, quoted=False, differs=False)
    return PassageRow(
        f"r{place + 1}",
        chip,
        words(source.ground, related.start, related.end),
        f"Line {look.line(related.document, related.start)}",
        look.line_href(related),
        (HopLine(f"Source {source.siglum}", source.label, False),),
        False,
        "",
    )


def citing(look: StoryIndex, claim: PublishedClaim, witnesses: tuple[Witness, ...]) -> Citing:
    """How to cite a claim: as text, BibTeX and CSL-JSON. Each names the build, the SHA-256 of the files, and the
    lines."""
    build = look.dossier.edition
    title = look.plain_title(claim, 300)
    places = "; ".join(
        f"{witness.source.siglum} (sha256 {witness.source.document.sha256[:12]}…) line "
        + ", ".join(str(look.line(e.document, e.start)) for e in witness.evidence)
        for witness in witnesses[:12]
    )
    named = title if title.endswith("”") else f"“{title}”"
    text = f"{claim.id}, {named}, {build.title}, build {build.id}.\nSources {places}."
    bibtex = "\n".join(
        (
            f"@misc{{{claim.id},",
            f"title = {{{_latex(title)}}},",
            f"howpublished = {{{_latex(build.title)}}},",
            f"note = {{Claim {claim.id}, build {build.id}. Sources {_latex(places)}}}",
            "}",
        )
    )
    csl = _CSL.encode(
        {"id": claim.id, "type": "entry", "title": title, "container-title": build.title, "version": build.id}
    )
    return Citing(text, bibtex, csl)


_CSL = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


def _latex(text: str) -> str:
    """Text that BibTeX and LaTeX print as it stands. BibTeX counts braces, escaped or not, so these become round."""
    return "".join([_SIGNS.get(character, character) for character in " ".join(text.split())])


_SIGNS = {
    "{": "(",
    "}": ")",
    "\\": "\\textbackslash{}",
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "$&#_%"},
}
