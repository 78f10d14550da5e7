"""The list of speakers, and a page for each with the names as printed and the statements in order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from tasks.records import Citation, Page, PublishedQuotation, Row, SpeakerFragment, Spelt, StorySpeaker
from tasks.render import components, date_format, phrasing
from tasks.render.components.citations import chip
from tasks.render.components.citations import words as words_of
from tasks.render.components.markup import plain, restored
from tasks.render.frame import Frame, Site, numbered
from tasks.render.story_index import SpeakerEntry, StoryIndex
from tasks.render.text_runs import fold_breaks, in_marks, words
from tasks.render.views import Crumb, SpeakerLine, SpeakerStatement
from tasks.shared.text.spans import fold, siglum_order

PER_PAGE = 200
UP = "../"
ABOUT, OTHERS = 8, 20  # statements about a speaker that his page shows, and that are kept of one story
SPELLINGS, ROLES = 12, 6  # spellings of a name and roles on a page
LETTERS = 8  # documents beside each of them
REACH = 120  # characters between a speaker and what he is reported to say; more is another clause
ROOM = 21_000  # bytes of statements on a speaker's page


class PrintedSpelling(NamedTuple):
    """A spelling of a name, or a role, and the letters of the documents that print it; both as HTML."""

    words: Markup
    letters: Markup


class SpeakerPage(NamedTuple):
    """The values of the template `speaker.html`, without the statements. `rules` say by which rules the spellings were
    joined."""

    name: str
    crumbs: tuple[Crumb, ...]
    counts: tuple[str, ...]
    printed: tuple[PrintedSpelling, ...]
    roles: tuple[PrintedSpelling, ...]
    rules: tuple[str, ...]


def voices(look: StoryIndex) -> list[StorySpeaker]:
    """The speakers of the story, the most quoted first, with the number of quotations in each document."""
    found = []
    for entry in look.speakers.values():
        kind = entry.record.kind if entry.record is not None else ""
        found.append(StorySpeaker(entry.slug, entry.name, "" if kind == "other" else kind, _amounts(look, entry)))
    return found


def _amounts(look: StoryIndex, entry: SpeakerEntry) -> tuple[tuple[str, int], ...]:
    """How often each document quotes the speaker, by letter and in order of letters."""
    amounts = Counter(look.sources[quotation.document].siglum for quotation in entry.quotations)
    return tuple(sorted(amounts.items(), key=lambda item: siglum_order(item[0])))


def spoken(look: StoryIndex) -> list[SpeakerFragment]:
    """The story's fragment of each speaker's page, the most quoted first."""
    about = _about(look)
    return [_spoken(look, entry, about.get(entry.slug, [])) for entry in look.speakers.values()]


def _spoken(look: StoryIndex, entry: SpeakerEntry, about: list[PublishedQuotation]) -> SpeakerFragment:
    said = sorted(entry.quotations, key=lambda q: (_day(look, q) or "9", look.order[q.document], q.start))
    return SpeakerFragment(
        entry.slug,
        entry.name,
        tuple(letter for letter, _ in _amounts(look, entry)),
        tuple(entry.record.rules) if entry.record is not None else (),
        tuple(_row(look, quotation, _statement(look, quotation)) for quotation in said),
        tuple(_row(look, quotation, _statement(look, quotation, named=True)) for quotation in about[:OTHERS]),
        max(0, len(about) - OTHERS),
        _printed(look, entry),
        _roles(look, entry),
    )


def _row(look: StoryIndex, quotation: PublishedQuotation, line: SpeakerStatement) -> Row:
    return Row(_place(look, quotation), quotation.id, plain(components.statement(line, UP)))


def _place(look: StoryIndex, quotation: PublishedQuotation) -> tuple[int | str, ...]:
    siglum = look.sources[quotation.document].siglum
    return (_day(look, quotation) or "9", *siglum_order(siglum), quotation.start, quotation.id)


def names(voices: Iterable[Sequence[StorySpeaker]]) -> dict[str, str]:
    """The name of each speaker by the address of his page, in the given order."""
    return {f"speaker/{several[0].slug}.html": several[0].name for several in voices}


def index(
    site: Site,
    voices: Sequence[Sequence[StorySpeaker]],
    columns: Sequence[tuple[str, str]],
    quotations: int,
    utterances: int,
) -> Iterator[Page]:
    """Yields the list of speakers, `speaker/index.html` and further pages, with a table of who quotes whom.

    Args:
        site: renders pages.
        voices: for each speaker, in order, his part in each story that quotes him.
        columns: letters and labels of the documents that have a column; empty if there are too many.
        quotations: the number of all quotations.
        utterances: the number of all utterances.
    """
    letters = [letter for letter, _ in columns]
    lines = [components.speaker_row(_line(several, letters), UP) for several in voices]
    for place, (chunk, pager) in enumerate(site.pack(lines, "speaker/index", PER_PAGE)):
        yield site.page(
            numbered("speaker/index", place),
            "speakers.html",
            Frame("Speakers", "Speakers"),
            counts=(phrasing.count(len(voices), "speaker"), phrasing.count(quotations, "quotation")),
            columns=columns,
            rows=chunk,
            pager=pager,
            empty="" if voices else "No document names a speaker.",
            quotes=f"All {phrasing.count(utterances, 'quotation')} in several documents or wordings" * bool(utterances),
        )


def by_amount(found: Iterable[StorySpeaker]) -> list[list[StorySpeaker]]:
    """The parts of the stories grouped by speaker, the most quoted first, then by name."""
    parts: dict[str, list[StorySpeaker]] = defaultdict(list)
    for part in found:
        parts[part.slug].append(part)
    return sorted(parts.values(), key=lambda several: (-_amount(several), several[0].name, several[0].slug))


def _amount(several: Sequence[StorySpeaker]) -> int:
    return sum(amount for part in several for _, amount in part.amounts)


def _line(several: Sequence[StorySpeaker], columns: Sequence[str]) -> SpeakerLine:
    amounts = {letter: amount for part in several for letter, amount in part.amounts}
    letters = ", ".join(sorted(amounts, key=siglum_order))
    return SpeakerLine(
        phrasing.capital(several[0].name),
        f"speaker/{several[0].slug}.html",
        several[0].kind,
        sum(amounts.values()),
        tuple(amounts.get(letter, 0) for letter in columns),
        letters if len(amounts) <= 8 else phrasing.count(len(amounts), "document"),
    )


def _about(look: StoryIndex) -> dict[str, list[PublishedQuotation]]:
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


def pages(site: Site, several: Sequence[SpeakerFragment]) -> Iterator[Page]:
    """Yields the pages of one speaker, given his fragment of each story that quotes him."""
    name, slug = several[0].name, several[0].slug
    said = sorted(row for part in several for row in part.said)
    documents = {letter for part in several for letter in part.letters}
    record = SpeakerPage(
        phrasing.capital(name),
        (Crumb("index.html", "Overview"), Crumb("speaker/index.html", "Speakers")),
        (phrasing.count(len(said), "statement"), phrasing.count(len(documents), "document")),
        _together([spelt for part in several for spelt in part.printed], SPELLINGS),
        _together([spelt for part in several for spelt in part.roles], ROLES),
        tuple(dict.fromkeys(rule for part in several for rule in part.rules)),
    )
    about = sorted(row for part in several for row in part.about)
    others = [restored(row.html) for row in about[:ABOUT]]
    more = len(about) - len(others) + sum(part.more_about for part in several)
    stem = f"speaker/{slug}"
    room = ROOM - sum(len(row.encode()) for row in others)
    for place, (chunk, pager) in enumerate(site.pack([restored(row.html) for row in said], stem, PER_PAGE, room)):
        yield site.page(
            numbered(stem, place),
            "speaker.html",
            Frame(record.name, "Speakers", description=f"What {name} said, as these documents have it."),
            of=f"{phrasing.count(len(documents), 'document')} quoting this speaker",
            s=record,
            rows=chunk,
            about=others if place == 0 else [],
            more_about=more if place == 0 else 0,
            pager=pager,
        )


def _together(found: Sequence[Spelt], most: int) -> tuple[PrintedSpelling, ...]:
    """Spellings of all stories, those of most documents first, each with the letters of its first documents."""
    same: dict[str, list[Spelt]] = defaultdict(list)
    for spelt in found:
        same[spelt.folded].append(spelt)
    ordered = sorted(
        same.values(),
        key=lambda of: (-sum(s.documents for s in of), -sum(s.mentions for s in of), of[0].folded),
    )
    made = []
    for of in ordered[:most]:
        letters = sorted(letter for spelt in of for letter in spelt.letters)[:LETTERS]
        shown = components.spelling_letters([restored(letter) for _, _, letter in letters])
        made.append(PrintedSpelling(restored(of[0].html), shown))
    return tuple(made)


def _day(look: StoryIndex, quotation: PublishedQuotation) -> str | None:
    for _, claim in look.evidence_at(quotation):
        if claim.day_of == "said" and claim.day:
            return claim.day
    return look.sources[quotation.document].document.published


def _statement(look: StoryIndex, quotation: PublishedQuotation, *, named: bool = False) -> SpeakerStatement:
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
        how.append(f"via {phrasing.series(via)}")
    utterance = look.utterances.get(quotation.utterance or "")
    return SpeakerStatement(
        words(ground, start, quotation.end, marks=marks),
        look.chips_of([quotation]),
        date_format.write(_day(look, quotation)) or "no date",
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


def _printed(look: StoryIndex, entry: SpeakerEntry) -> tuple[Spelt, ...]:
    """Each spelling of the name with the documents that print it."""
    if entry.record is None:
        return ()
    spelt: dict[str, list[Citation]] = defaultdict(list)
    for mention in entry.record.mentions:
        if mention.document in look.order:
            spelt[fold_breaks(mention.exact)].append(mention)
    return tuple(_spelling(look, words, mentions) for words, mentions in spelt.items())


def _roles(look: StoryIndex, entry: SpeakerEntry) -> tuple[Spelt, ...]:
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
    return tuple(_spelling(look, folded, citations) for folded, citations in told.items())


def _spelling(look: StoryIndex, folded: str, citations: list[Citation]) -> Spelt:
    first = min(citations, key=lambda c: (look.order[c.document], c.start))
    chips = look.chips_of(citations)
    letters = []
    for one in chips.shown[:LETTERS]:
        named = one._replace(style="w", label=f"{one.siglum}, {one.label.split(', ', 1)[1].rsplit(':', 1)[0]}")
        letters.append((*siglum_order(one.siglum), plain(chip(named, UP, chips.claim))))
    shown = plain(words_of(words(look.sources[first.document].ground, first.start, first.end)))
    return Spelt(folded, len(chips.shown), len(citations), shown, tuple(letters))
