"""Speakers: everyone whom the documents quote, their names as printed, and their statements in order."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from tasks.records import Citation, Page, PublishedQuotation
from tasks.render import days, phrases
from tasks.render.lookup import Lookup, SpeakerEntry
from tasks.render.pages import Frame, Site, numbered, printed
from tasks.render.passages import fold_breaks, in_marks, words
from tasks.render.pieces import Chips, Crumb, Words
from tasks.text import fold

PER_PAGE = 200
COLUMNS = 12
REACH = 120  # characters between a speaker and what he is reported to say; more is another clause
ROOM = 21_000  # bytes of statements on a speaker's page


class Spelling(NamedTuple):
    words: Words
    chips: Chips


class Statement(NamedTuple):
    words: Words
    chips: Chips
    day: str
    how: str
    quote: str


class SpeakerLine(NamedTuple):
    name: str
    href: str
    kind: str
    amount: int
    cells: tuple[int, ...]
    letters: str


class SpeakerPage(NamedTuple):
    name: str
    crumbs: tuple[Crumb, ...]
    counts: tuple[str, ...]
    printed: tuple[Spelling, ...]
    roles: tuple[Spelling, ...]
    rules: tuple[str, ...]


def pages(look: Lookup, site: Site) -> list[Page]:
    """`speaker/index.html` with who quotes whom, and a page for each speaker."""
    entries = list(look.speakers.values())
    columns = list(look.sources.values()) if len(look.sources) <= COLUMNS else []
    lines = [_line(entry, look, [source.document.id for source in columns]) for entry in entries]
    made = []
    for place, (chunk, pager) in enumerate(site.pack(printed("speaker_row", lines, "../"), "speaker/index", PER_PAGE)):
        made.append(
            site.page(
                numbered("speaker/index", place),
                "speakers.html",
                Frame("Speakers", "Speakers"),
                counts=(
                    phrases.count(len(entries), "speaker"),
                    phrases.count(len(look.dossier.quotations), "quotation"),
                ),
                columns=[(source.siglum, source.label) for source in columns],
                rows=chunk,
                pager=pager,
                empty="" if entries else "No document names a speaker.",
            )
        )
    about = _about(look)
    for entry in entries:
        made.extend(_speaker(look, site, entry, about.get(entry.slug, [])))
    return made


def _line(entry: SpeakerEntry, look: Lookup, columns: list[str]) -> SpeakerLine:
    amounts: dict[str, int] = defaultdict(int)
    for quotation in entry.quotations:
        amounts[quotation.document] += 1
    kind = entry.record.kind if entry.record is not None else ""
    letters = ", ".join(look.sources[d].siglum for d in sorted(amounts, key=look.order.__getitem__))
    return SpeakerLine(
        entry.name,
        f"speaker/{entry.slug}.html",
        "" if kind == "other" else kind,
        len(entry.quotations),
        tuple(amounts.get(document, 0) for document in columns),
        letters if len(amounts) <= 8 else phrases.count(len(amounts), "document"),
    )


def _about(look: Lookup) -> dict[str, list[PublishedQuotation]]:
    """By speaker: what others say that names him."""
    found: dict[str, list[PublishedQuotation]] = defaultdict(list)
    own = {entry.slug: {quotation.id for quotation in entry.quotations} for entry in look.speakers.values()}
    for entry in look.speakers.values():
        if entry.record is None:
            continue
        seen: set[str] = set()
        for mention in entry.record.mentions:
            for quotation in look.quotations_in(mention):
                inside = quotation.start <= mention.start and mention.end <= quotation.end
                if inside and quotation.id not in own[entry.slug] and quotation.id not in seen:
                    seen.add(quotation.id)
                    found[entry.slug].append(quotation)
    return found


def _speaker(look: Lookup, site: Site, entry: SpeakerEntry, about: list[PublishedQuotation]) -> list[Page]:
    said = sorted(entry.quotations, key=lambda q: (_day(look, q) or "9", look.order[q.document], q.start))
    documents = {quotation.document for quotation in entry.quotations}
    record = SpeakerPage(
        entry.name,
        (Crumb("index.html", "Overview"), Crumb("speaker/index.html", "Speakers")),
        (phrases.count(len(said), "statement"), phrases.count(len(documents), "document")),
        _printed(look, entry),
        _roles(look, entry),
        tuple(entry.record.rules) if entry.record is not None else (),
    )
    rows = printed("statement", [_statement(look, quotation) for quotation in said], "../")
    others = printed("statement", [_statement(look, quotation, named=True) for quotation in about[:20]], "../")
    made = []
    stem = f"speaker/{entry.slug}"
    chunks = site.pack(rows, stem, PER_PAGE, room=ROOM - sum(len(row.encode()) for row in others[:8]))
    for place, (chunk, pager) in enumerate(chunks):
        made.append(
            site.page(
                numbered(stem, place),
                "speaker.html",
                Frame(entry.name, "Speakers", description=f"What {entry.name} said, as these documents have it."),
                s=record,
                rows=chunk,
                about=others[:8] if place == 0 else [],
                more_about=max(0, len(about) - 8) if place == 0 else 0,
                pager=pager,
            )
        )
    return made


def _day(look: Lookup, quotation: PublishedQuotation) -> str | None:
    for _, claim in look.evidence_at(quotation):
        if claim.day_of == "said" and claim.day:
            return claim.day
    return look.sources[quotation.document].document.published


def _statement(look: Lookup, quotation: PublishedQuotation, *, named: bool = False) -> Statement:
    ground = look.sources[quotation.document].ground
    start = _from_the_speaker(ground.text, quotation)
    marks = in_marks(ground.text, start, quotation.end)
    how = []
    if named and quotation.speaker is not None:
        how.append(f"said by {quotation.speaker.name}")
    if quotation.speaker is not None and quotation.speaker.inferred:
        reason = look.lettered(quotation.speaker.reason) or "not named in this sentence"
        how.append(f"speaker inferred: {reason}")
    via = [hop.name for hop in quotation.via]
    if via:
        how.append(f"via {phrases.series(via)}")
    utterance = look.utterances.get(quotation.utterance or "")
    return Statement(
        words(ground, start, quotation.end, marks=marks),
        look.chips_of([quotation]),
        days.write(_day(look, quotation)) or "no date",
        "; ".join(how),
        f"quote/{utterance.quotations[0]}.html" if utterance is not None else "",
    )


def _from_the_speaker(text: str, quotation: PublishedQuotation) -> int:
    """Where to begin, so that reported words stand with those that report them: "that it would close" is not what
    somebody said who "denied that it would close"."""
    cue, speaker = quotation.cue, quotation.speaker
    if quotation.kind == "direct" or cue is None or cue.end > quotation.start:
        return quotation.start
    start = cue.start
    if speaker is not None and speaker.start is not None and speaker.start < start:
        start = speaker.start
    return start if quotation.start - start <= REACH and "\n" not in text[start : quotation.start] else quotation.start


def _printed(look: Lookup, entry: SpeakerEntry) -> tuple[Spelling, ...]:
    """Each spelling of the name with the documents that print it."""
    if entry.record is None:
        return ()
    spelt: dict[str, list[Citation]] = defaultdict(list)
    for mention in entry.record.mentions:
        spelt[fold_breaks(mention.exact)].append(mention)
    ordered = sorted(
        spelt.values(), key=lambda mentions: (-len({m.document for m in mentions}), -len(mentions), mentions[0].exact)
    )
    return tuple(_spelling(look, mentions) for mentions in ordered[:12])


def _roles(look: Lookup, entry: SpeakerEntry) -> tuple[Spelling, ...]:
    """The words beside the name where a document introduces the speaker, longer than the name itself."""
    spellings = {fold(alias.text) for alias in entry.record.aliases} if entry.record is not None else {fold(entry.name)}
    told: dict[str, list[Citation]] = defaultdict(list)
    for quotation in entry.quotations:
        speaker = quotation.speaker
        if speaker is None:
            continue
        spans = [(c.document, c.start, c.end) for c in speaker.rests_on]
        if speaker.start is not None and speaker.end is not None:
            spans.append((quotation.document, speaker.start, speaker.end))
        for document, start, end in spans:
            exact = look.sources[document].document.text[start:end]
            known = fold(exact)
            if len(known.split()) > 1 and known not in spellings and any(name in known for name in spellings):
                told[known].append(Citation(document=document, start=start, end=end, exact=exact))
    ordered = sorted(told.values(), key=lambda found: (-len(found), found[0].exact))
    return tuple(_spelling(look, citations) for citations in ordered[:6])


def _spelling(look: Lookup, citations: list[Citation]) -> Spelling:
    first = min(citations, key=lambda c: (look.order[c.document], c.start))
    chips = look.chips_of(citations)
    plain = tuple(
        chip._replace(style="w", label=f"{chip.siglum}, {chip.label.split(', ', 1)[1].rsplit(':', 1)[0]}")
        for chip in chips.shown
    )
    return Spelling(words(look.sources[first.document].ground, first.start, first.end), chips._replace(shown=plain[:8]))
