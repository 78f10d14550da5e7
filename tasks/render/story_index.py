"""Everything that several pages ask of a dossier, worked out once: names of documents, addresses, witnesses, flags."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

from tasks.records import (
    Block,
    Citation,
    Conflict,
    CopyGroup,
    DateMention,
    Evidence,
    FactEvidence,
    Figure,
    Name,
    PublishedClaim,
    PublishedDocument,
    PublishedQuotation,
    PublishedStory,
    PublishedTopic,
    PublisherGroup,
    StoryDossier,
    StoryFact,
    SummarySentence,
    Utterance,
)
from tasks.render import date_format, phrasing
from tasks.render.coverage import Coverage, coverage
from tasks.render.text_runs import Ground, clipped, in_marks, words
from tasks.render.views import Chip, Chips, ClaimLine, ClaimTitle, Comparison, Crumb, SummaryLine, VerbatimWords
from tasks.shared.english.main_clause import in_main_clause
from tasks.shared.speakers.profiles import voices
from tasks.shared.text.spans import fold, line_at, line_starts, siglum_order

_T = TypeVar("_T")
_DOCUMENT = re.compile(r"\bdoc-[0-9a-f]{8,}\b")
TITLE_ROOM = 130  # characters of a claim's words in a list; its own page shows them all
ORIGIN_ROOM = 44  # characters of an origin's name in a table
_STYLES = (("w", "w q"), ("w d", "w q d"))  # of a letter, by whether it differs and whether it quotes
# Readings of facts whose values exclude each other; others may be one value.
EXCLUDING = frozenset({"conflict", "rising", "revised", "outlier", "disputed"})
IN_TEXT = 6  # witnesses shown in running text; beyond, the first four and "+n"


class Source(NamedTuple):
    """A document as pages show it: letter, address of its page, name, label, its text for printing words, and the
    offsets at which its lines start."""

    document: PublishedDocument
    siglum: str
    href: str
    name: str
    label: str
    ground: Ground
    starts: list[int]


class Witness(NamedTuple):
    """One document that carries a claim: its passages in order, whether one of them is a quotation, and whether its
    wording or figure differs from the others'."""

    source: Source
    evidence: tuple[Evidence, ...]
    quoted: bool
    differs: bool


class SpeakerEntry(NamedTuple):
    """A speaker of the story: the slug of his page, his name, the `Name` record (None if he is none of the resolved
    names), and his quotations in order."""

    slug: str
    name: str
    record: Name | None
    quotations: tuple[PublishedQuotation, ...]


class Spans(Generic[_T]):
    """Objects with ranges in one document, for finding those that overlap a range."""

    def __init__(self, ranges: Iterable[tuple[int, int, _T]]) -> None:
        self._ranges = sorted(ranges, key=lambda item: item[:2])
        self._starts = [start for start, _, _ in self._ranges]
        self._longest = max((end - start for start, end, _ in self._ranges), default=0)

    def over(self, start: int, end: int) -> list[_T]:
        """The objects that overlap the range from `start` to `end` (code points), in order of the text."""
        low, high = bisect_left(self._starts, start - self._longest), bisect_left(self._starts, end)
        return [thing for _, stop, thing in self._ranges[low:high] if stop > start]


def _agreed(told: list[DateMention]) -> list[DateMention]:
    """The dates without those that one document alone tells by inference while others tell another day."""
    carriers: dict[str, set[str]] = defaultdict(set)
    for mention in told:
        carriers[str(mention.value)].add(mention.document)
    explicit = {str(mention.value) for mention in told if mention.basis == "explicit"}
    sure = {value for value, documents in carriers.items() if len(documents) > 1 or value in explicit}
    elsewhere = {document for value in sure for document in carriers[value]}
    return [mention for mention in told if not sure or str(mention.value) in sure or mention.document in elsewhere]


class StoryIndex:
    """Indexes of one story, by which pages look up records. `noted` are the ids of claims that an editor's note
    cites."""

    def __init__(self, dossier: StoryDossier, noted: frozenset[str] = frozenset()) -> None:
        self.dossier = dossier
        self.noted = noted
        every = (*dossier.documents, *dossier.foreign)
        ordered = sorted(every, key=lambda document: siglum_order(document.siglum))
        self.sources: dict[str, Source] = {document.id: _source(document) for document in ordered}
        self.own = [source for source in self.sources.values() if source.document.story == dossier.story.id]
        self.order = {document: place for place, document in enumerate(self.sources)}
        self.claims: dict[str, PublishedClaim] = {claim.id: claim for claim in dossier.claims}
        self.conflicts: dict[str, Conflict] = {conflict.id: conflict for conflict in dossier.conflicts}
        self.topics: dict[str, PublishedTopic] = {topic.id: topic for topic in dossier.topics}
        self.story: PublishedStory = dossier.story
        self.utterances: dict[str, Utterance] = {utterance.id: utterance for utterance in dossier.utterances}
        self.quotations: dict[str, PublishedQuotation] = {q.id: q for q in dossier.quotations}
        self._lines: dict[str, ClaimLine] = {}
        self._witnesses: dict[str, tuple[Witness, ...]] = {}
        self._chips: dict[str, Chips] = {}
        self._speaker_hrefs: dict[str, str] = {}
        self._compared: dict[str, tuple[Utterance, ...]] = {}
        self.comparisons: dict[tuple[str, int], Comparison] = {}
        self._titles: dict[tuple[str, int], ClaimTitle] = {}

    @property
    def one_story(self) -> bool:
        """Whether the dossier has no other story."""
        return not self.dossier.edition.several

    # Addresses, from the site's folder

    def claim_href(self, claim: PublishedClaim) -> str:
        """The address of a claim: its page, or its anchor on the page of its first passage's document."""
        if claim.id in self.dossier.paged:
            return f"claim/{claim.id}.html"
        return f"{self.sources[claim.evidence[0].document].href}#{claim.id}"

    def line_href(self, citation: Citation) -> str:
        """The address of the line in which a passage begins."""
        source = self.sources[citation.document]
        return f"{source.href}#L{line_at(source.starts, citation.start)}"

    def line(self, document: str, offset: int) -> int:
        """The number, counted from 1, of the line of the document that contains the code point at `offset`."""
        return line_at(self.sources[document].starts, offset)

    @property
    def story_href(self) -> str:
        """The address of the story's overview: the first page of the site when there is no other story."""
        return "index.html" if self.one_story else f"story/{self.story.slug}.html"

    # Spans of documents

    def block_at(self, document: str, offset: int) -> Block | None:
        """The kept block of the document that contains the code point at `offset`; None if no block does."""
        blocks = self.sources[document].document.blocks
        place = bisect_right(blocks, offset, key=lambda block: block.start) - 1
        return blocks[place] if place >= 0 and offset < blocks[place].end else None

    @cached_property
    def quotations_of(self) -> dict[str, list[PublishedQuotation]]:
        """The quotations of each document, by id, in order of the text."""
        found: dict[str, list[PublishedQuotation]] = defaultdict(list)
        for quotation in self.dossier.quotations:
            found[quotation.document].append(quotation)
        for quotations in found.values():
            quotations.sort(key=lambda quotation: (quotation.start, quotation.end))
        return found

    def quotations_in(self, citation: Citation) -> list[PublishedQuotation]:
        """The quotations that overlap a passage, in order of the text."""
        spans = self._quotation_spans.get(citation.document)
        return spans.over(citation.start, citation.end) if spans is not None else []

    @cached_property
    def _quotation_spans(self) -> dict[str, Spans[PublishedQuotation]]:
        return {d: Spans((q.start, q.end, q) for q in quotations) for d, quotations in self.quotations_of.items()}

    @cached_property
    def _evidence_spans(self) -> dict[str, Spans[tuple[Evidence, PublishedClaim]]]:
        return {d: Spans((e.start, e.end, (e, c)) for e, c in pairs) for d, pairs in self.evidence_of.items()}

    def evidence_at(self, citation: Citation) -> list[tuple[Evidence, PublishedClaim]]:
        """The passages that overlap a range of a document, in order of the text, each with the claim it carries."""
        spans = self._evidence_spans.get(citation.document)
        return spans.over(citation.start, citation.end) if spans is not None else []

    @cached_property
    def evidence_of(self) -> dict[str, list[tuple[Evidence, PublishedClaim]]]:
        """The passages of each document, by id, in order of the text, each with the claim it carries."""
        found: dict[str, list[tuple[Evidence, PublishedClaim]]] = defaultdict(list)
        for claim in self.dossier.claims:
            for evidence in claim.evidence:
                found[evidence.document].append((evidence, claim))
        for passages in found.values():
            passages.sort(key=lambda pair: (pair[0].start, pair[0].end, pair[1].id))
        return found

    def compared_in(self, claim: PublishedClaim) -> tuple[Utterance, ...]:
        """The utterances with two or more wordings that the claim's passages quote, each once, in order of the
        passages."""
        known = self._compared.get(claim.id)
        if known is None:
            found: dict[str, Utterance] = {}
            for evidence in claim.evidence:
                for quotation in self.quotations_in(evidence):
                    utterance = self.utterances.get(quotation.utterance or "")
                    if utterance is not None and len(utterance.wordings) > 1:
                        found[utterance.id] = utterance
            known = self._compared[claim.id] = tuple(found.values())
        return known

    @cached_property
    def wordings(self) -> dict[str, tuple[tuple[int, int], ...]]:
        """By quotation, the ranges of its words (code points of `exact`) that other renderings of the utterance word
        differently. Quotations of utterances with one wording are missing."""
        found: dict[str, tuple[tuple[int, int], ...]] = {}
        for utterance in self.dossier.utterances:
            if len(utterance.wordings) > 1:
                for wording in utterance.wordings:
                    for quotation in wording.quotations:
                        found[quotation] = wording.differs
        return found

    @cached_property
    def publisher_of(self) -> dict[str, PublisherGroup]:
        """By document, the publisher group that contains it."""
        return {document: group for group in self.dossier.publishers for document in group.documents}

    @cached_property
    def copies_of(self) -> dict[str, list[CopyGroup]]:
        """By document, the copy groups that contain it."""
        found: dict[str, list[CopyGroup]] = defaultdict(list)
        for group in self.dossier.copies:
            for document in group.members:
                found[document].append(group)
        return found

    @cached_property
    def coverage(self) -> dict[str, Coverage]:
        """By document, what it alone carries and what it lacks."""
        return {row.document: row for row in coverage(self.dossier)}

    @cached_property
    def dates_of(self) -> dict[str, list[DateMention]]:
        """The date expressions with a known value of each document, by id, in order of the text."""
        found: dict[str, list[DateMention]] = defaultdict(list)
        for mention in self.dossier.dates:
            if mention.value:
                found[mention.document].append(mention)
        return found

    @cached_property
    def figures_of(self) -> dict[str, list[Figure]]:
        """The figures of each document, by id, in order of the text."""
        found: dict[str, list[Figure]] = defaultdict(list)
        for figure in self.dossier.figures:
            found[figure.document].append(figure)
        return found

    @cached_property
    def days_of(self) -> dict[str, tuple[str, ...]]:
        """By claim, its own day and every other day, month, year or interval (ISO 8601) that its words name."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for claim in self.dossier.claims:
            if claim.day and date_format.first_day(claim.day) is not None:
                found[claim.id][date_format.day_of(claim.day)] = None
        for dated, told in self.dates_in.items():
            found[dated].update(dict.fromkeys([str(mention.value) for mention in told]))
        return {claim: tuple(values) for claim, values in found.items()}

    @cached_property
    def dates_in(self) -> dict[str, list[DateMention]]:
        """By claim: the dates of its statements as wholes. A date in a clause beside the statement, or between
        quotation marks in it, is not its day. Of days that documents tell differently, one that a single document
        leaves to be worked out gives way to those that others state or tell together."""
        found: dict[str, list[DateMention]] = defaultdict(list)
        for document, mentions in self.dates_of.items():
            text = self.sources[document].document.text
            for mention in mentions:
                if date_format.first_day(str(mention.value)) is None:
                    continue
                at = self.evidence_at(mention)
                if not at:
                    continue
                evidence, claim = max(at, key=lambda pair: pair[1].documents)
                if evidence.mode != "quoted" and in_main_clause(
                    text, evidence.start, evidence.end, mention.start, mention.end
                ):
                    found[claim.id].append(mention)
        return {claim: _agreed(told) for claim, told in found.items()}

    def lettered(self, text: str | None) -> str:
        """A text of an earlier stage with the letters of documents in place of their ids; "" for None."""
        return _DOCUMENT.sub(lambda m: self.sources[m[0]].siglum if m[0] in self.sources else m[0], text or "")

    def claim_at(self, citation: Citation) -> PublishedClaim | None:
        """Of the claims that a passage carries, the one in most documents; None if it carries none."""
        return max((claim for _, claim in self.evidence_at(citation)), key=lambda claim: claim.documents, default=None)

    # Facts

    @cached_property
    def _fact_spans(self) -> dict[str, Spans[StoryFact]]:
        """The passages of values that exclude each other, by document."""
        found: dict[str, list[tuple[int, int, StoryFact]]] = defaultdict(list)
        for fact in self.dossier.facts:
            if fact.reading in EXCLUDING:
                for value in fact.values:
                    for evidence in value.evidence:
                        found[evidence.document].append((evidence.start, evidence.end, fact))
        return {document: Spans(ranges) for document, ranges in found.items()}

    @cached_property
    def differing_values(self) -> dict[str, list[tuple[int, int]]]:
        """Where each document prints a value that others state otherwise."""
        found: dict[str, set[tuple[int, int]]] = defaultdict(set)
        for fact in self.dossier.facts:
            for value in fact.values:
                for evidence in value.evidence:
                    found[evidence.document].add(value_span(evidence))
        return {document: sorted(spans) for document, spans in found.items()}

    def facts_at(self, citation: Citation) -> list[StoryFact]:
        """The facts on which reports differ and of which the words state a value, those of most documents first."""
        spans = self._fact_spans.get(citation.document)
        found = {fact.id: fact for fact in spans.over(citation.start, citation.end)} if spans is not None else {}
        return sorted(found.values(), key=lambda fact: (-fact.documents, fact.id))

    def fact_in(self, citation: Citation) -> StoryFact | None:
        return next(iter(self.facts_at(citation)), None)

    def values_told(self, fact: StoryFact) -> str:
        """In the dossier's voice, what the reports state: the first value, that of most documents, and the last."""
        widest = max(fact.values, key=lambda value: len({e.document for e in value.evidence}))
        shown = [v for v in fact.values if v is widest or v is fact.values[0] or v is fact.values[-1]]
        told = []
        for value in shown:
            documents = sorted({e.document for e in value.evidence}, key=self.order.__getitem__)
            letters = ", ".join([self.sources[document].siglum for document in documents[:3]])
            more = f" +{len(documents) - 3}" if len(documents) > 3 else ""
            told.append(f"{phrasing.short(value.value, 40)} {letters}{more}")
        left = len(fact.values) - len(shown)
        return f"Reports differ: {'; '.join(told)}{f'; {left} more' if left else ''}"

    # Witnesses

    @cached_property
    def flagged(self) -> frozenset[tuple[str, str]]:
        """Pairs of claim and document whose wording or figure differs: the minority against a majority, all if there is
        none."""
        found: set[tuple[str, str]] = set()
        for claim in self.dossier.claims:
            for conflict_id in claim.conflicts:
                conflict = self.conflicts.get(conflict_id)
                if conflict is not None and conflict.reading not in {"rounding", "different-scope"}:
                    found |= {(claim.id, document) for document in minority(conflict)}
        for document, pairs in self.evidence_of.items():
            found |= {(claim.id, document) for evidence, claim in pairs if self.facts_at(evidence)}
        return frozenset(found)

    def witnesses(self, claim: PublishedClaim) -> tuple[Witness, ...]:
        """The documents that carry a claim, in order of letters, each with its passages."""
        known = self._witnesses.get(claim.id)
        if known is None:
            passages: dict[str, list[Evidence]] = defaultdict(list)
            for evidence in claim.evidence:
                passages[evidence.document].append(evidence)
            known = tuple(
                Witness(
                    self.sources[document],
                    tuple(passages[document]),
                    any(evidence.mode == "quoted" for evidence in passages[document]),
                    (claim.id, document) in self.flagged,
                )
                for document in sorted(passages, key=self.order.__getitem__)
            )
            self._witnesses[claim.id] = known
        return known

    def chip(self, source: Source, citation: Citation, *, quoted: bool, differs: bool) -> Chip:
        """The letter of a document as a link to the line of a passage; its style and label say how the passage carries
        the claim."""
        style = _STYLES[differs][quoted]
        label = f"{source.siglum}, {source.label}: {phrasing.mode_words(quoted=quoted, differs=differs)}"
        return Chip(source.siglum, style, f"{source.href}#L{bisect_right(source.starts, citation.start)}", label)

    def chips(self, claim: PublishedClaim, *, in_text: bool = False) -> Chips:
        """The letters of all documents that carry a claim; with `in_text`, of more than IN_TEXT only the first four and
        the number of the others."""
        known = self._chips.get(claim.id)
        if known is None:
            chips = [
                self.chip(witness.source, witness.evidence[0], quoted=witness.quoted, differs=witness.differs)
                for witness in self.witnesses(claim)
            ]
            known = self._chips[claim.id] = Chips(claim.id, tuple(chips))
        if in_text and len(known.shown) > IN_TEXT:
            return Chips(claim.id, known.shown[:4], len(known.shown) - 4, self.claim_href(claim))
        return known

    def chips_of(self, citations: Iterable[Citation], claim: str = "") -> Chips:
        """The letters of the documents of some passages, each linked to the first passage of the document. They open
        the popover of `claim`, or if it is not given, of the claim that all the documents carry, if there is one."""
        first: dict[str, Citation] = {}
        quoted: set[str] = set()
        for citation in citations:
            first.setdefault(citation.document, citation)
            if any(q.kind != "indirect" for q in self.quotations_in(citation)):
                quoted.add(citation.document)
        ordered = sorted(first, key=self.order.__getitem__)
        known = self.claim_at(first[ordered[0]]) if ordered and not claim else None
        if known is not None and first.keys() <= {evidence.document for evidence in known.evidence}:
            claim = known.id
        return Chips(
            claim,
            tuple(self.chip(self.sources[d], first[d], quoted=d in quoted, differs=False) for d in ordered),
        )

    # Speakers

    @cached_property
    def speakers(self) -> dict[str, SpeakerEntry]:
        """All speakers of the story by slug, the most quoted first, with their quotations."""
        found = {}
        for voice in voices(self.dossier.quotations, self.dossier.names):
            slug = self.dossier.speakers[voice.key]
            found[slug] = SpeakerEntry(slug, voice.name, voice.record, voice.quotations)
        return found

    @cached_property
    def _speaker_slugs(self) -> dict[str, str]:
        slugs: dict[str, str] = {}
        for entry in self.speakers.values():
            spellings = [entry.name, *(alias.text for alias in entry.record.aliases)] if entry.record else [entry.name]
            for spelling in spellings:
                slugs.setdefault(fold(spelling), entry.slug)
        for entry in self.speakers.values():  # "the Chancellery", where the name is Chancellery
            for quotation in entry.quotations:
                if quotation.speaker is not None:
                    slugs.setdefault(fold(quotation.speaker.name), entry.slug)
        return slugs

    def speaker_href(self, name: str) -> str:
        """The address of the page of the speaker with this name or spelling; "" if there is none."""
        known = self._speaker_hrefs.get(name)
        if known is None:
            slug = self._speaker_slugs.get(fold(name))
            known = self._speaker_hrefs[name] = f"speaker/{slug}.html" if slug else ""
        return known

    def speakers_in(self, document: str) -> tuple[Crumb, ...]:
        """Links to the speakers whom a document quotes, each once, in order of the text."""
        found: dict[str, Crumb] = {}
        for quotation in self.quotations_of.get(document, ()):
            if quotation.speaker is not None and (href := self.speaker_href(quotation.speaker.name)):
                found.setdefault(href, Crumb(href, quotation.speaker.name))
        return tuple(found.values())

    # Titles

    def title(self, claim: PublishedClaim, room: int = TITLE_ROOM) -> ClaimTitle:
        """The title of a claim, cut at `room` characters: its words, and the speaker if it is speech that does not name
        him."""
        room = min(room, claim.title.end - claim.title.start)
        known = self._titles.get((claim.id, room))
        if known is None:
            known = self._titles[claim.id, room] = self._title(claim, room)
        return known

    def _title(self, claim: PublishedClaim, room: int) -> ClaimTitle:
        title = claim.title
        ground = self.sources[title.document].ground
        marks = in_marks(ground.text, title.start, title.end)
        shown = clipped(ground, title.start, title.end, room, marks=marks)
        said = title.speaker and not self._names_speaker(claim, shown.end)
        fact = self.fact_in(title)
        differs = self.values_told(fact) if fact is not None else ""
        return ClaimTitle(f"{phrasing.capital(title.speaker)} said" if said else "", shown, differs)

    def _names_speaker(self, claim: PublishedClaim, end: int) -> bool:
        """Whether the title's words up to `end` say who says it, so that saying it before them would say it twice."""
        title = claim.title
        return any(
            hop.role == "speaker"
            and hop.start is not None
            and hop.end is not None
            and title.start <= hop.start
            and hop.end <= end
            for evidence in claim.evidence
            if evidence.document == title.document and evidence.start < title.end and title.start < evidence.end
            for hop in evidence.chain
        )

    def plain_title(self, claim: PublishedClaim, room: int = 300) -> str:
        """The title of a claim as plain text, cut at `room` characters, for `<title>`, citations and search."""
        title = self.title(claim, room)
        text = "".join(part.text for part in title.words.parts)
        text = f"“{text}{title.words.after}”" if title.words.marks else f"{text}{title.words.after}"
        text = f"{text} ({title.differs})" if title.differs else text
        return f"{title.speaker}: {text}" if title.speaker else text

    def claim_line(self, claim: PublishedClaim) -> ClaimLine:
        """The claim as a row: title, letters, counts, and the names of its origins in `ORIGIN_ROOM` characters."""
        known = self._lines.get(claim.id)
        if known is None:
            known = ClaimLine(
                claim.id,
                self.claim_href(claim),
                self.title(claim),
                self.chips(claim),
                claim.documents,
                claim.publishers,
                phrasing.short("; ".join(claim.origin_names), ORIGIN_ROOM) or "not stated",
            )
            self._lines[claim.id] = known
        return known

    def summary(self, sentences: Iterable[SummarySentence]) -> tuple[SummaryLine, ...]:
        """The sentences of a summary, in order, each with the letters of the documents that carry its claim."""
        found = []
        for sentence in sentences:
            fact = self.fact_in(sentence)
            differs, href = (self.values_told(fact), f"fact/{fact.id}.html") if fact is not None else ("", "")
            chips = self.chips(self.claims[sentence.claim], in_text=True)
            found.append(SummaryLine(sentence.speaker or "", self.cited(sentence), chips, differs, href))
        return tuple(found)

    def cited(self, citation: Citation) -> VerbatimWords:
        """The words of a passage for a page, without marks."""
        return words(self.sources[citation.document].ground, citation.start, citation.end)

    def document_title(self, source: Source, room: int = 160) -> VerbatimWords | None:
        """The title of a document as words of its text, cut at `room` characters; None if its text does not contain
        it."""
        title = source.document.title
        if title is None:
            return None
        start = title.start if title.start is not None else source.document.text.find(title.exact)
        if start < 0:
            return None
        end = title.end if title.end is not None else start + len(title.exact)
        return clipped(source.ground, start, end, room)


def value_span(evidence: FactEvidence) -> tuple[int, int]:
    """Where a value stands in its passage as printed; the whole passage where it is told in other words."""
    wanted, folded = evidence.printed.lower(), evidence.exact.lower()
    at = folded.find(wanted) if len(folded) == len(evidence.exact) else -1
    return (evidence.start, evidence.end) if at < 0 else (evidence.start + at, evidence.start + at + len(wanted))


def minority(conflict: Conflict) -> frozenset[str]:
    """The ids of the documents to flag: those against a majority of the documents concerned, or all if there is no
    majority."""
    sides = [{evidence.document for evidence in side.evidence} for side in conflict.sides]
    every = set().union(*sides)
    majority = next((side for side in sides if 2 * len(side) > len(every)), None)
    if majority is None:
        return frozenset(every)
    return frozenset(set().union(*(side for side in sides if side is not majority)))


def _source(document: PublishedDocument) -> Source:
    name = phrasing.document_name(document)
    day = date_format.write(document.published)
    return Source(
        document=document,
        siglum=document.siglum,
        href=f"source/{document.siglum.lower()}.html",
        name=name,
        label=phrasing.document_label(document, day),
        ground=Ground(document.siglum, document.text, document.language or ""),
        starts=line_starts(document.text),
    )
