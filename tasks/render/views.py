"""The flat records that components and templates print, in one place: each field is what is shown, worked out before.

Parts and pages make them of a dossier; components turn one of them into HTML. Nothing here knows either. Addresses are
relative to the site's folder, and `start` and `end` count code points of a document's text.
"""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup


class WordRun(NamedTuple):
    """A run of words. `kind` holds `m` for words counted as evidence, `x` for words that the others word otherwise,
    `u` for words that attribute them; `id` is the anchor of the run, if it has one."""

    text: str
    kind: str = ""
    id: str = ""


class VerbatimWords(NamedTuple):
    """Verbatim words of one document: `text[start:end]`, line breaks of a hard-wrapped block folded to spaces.

    `before` and `after` are the dossier's own "…" where the words were clipped; `marks` says that they stand inside
    quotation marks, so that the page prints marks around them."""

    siglum: str
    start: int
    end: int
    language: str
    parts: tuple[WordRun, ...]
    before: str = ""
    after: str = ""
    marks: bool = False


class Chip(NamedTuple):
    """A witness: the letter of a document, how it carries the claim, and the line where it does."""

    siglum: str
    style: str
    href: str
    label: str


class Chips(NamedTuple):
    """The witnesses of one claim in ledger order; `more` counts those left out in running text."""

    claim: str
    shown: tuple[Chip, ...]
    more: int = 0
    href: str = ""


class ClaimTitle(NamedTuple):
    """A claim's title: the speaker in the dossier's voice, then the words of a document. `differs` are the values with
    their letters, where these words state one that other documents state otherwise."""

    speaker: str
    words: VerbatimWords
    differs: str = ""


class ClaimLine(NamedTuple):
    """A claim as one row of a list or matrix."""

    id: str
    href: str
    title: ClaimTitle
    chips: Chips
    documents: int
    publishers: int
    traced: str


class KeyRow(NamedTuple):
    """One document of the sources key."""

    siglum: str
    href: str
    title: VerbatimWords | None
    name: str
    day: str
    short: str
    note: str


class Crumb(NamedTuple):
    """A link: an address below the site's folder, "" for none, and the words that are shown."""

    href: str
    text: str


class Fact(NamedTuple):
    """A row of a record: what it is, what the documents say, and where they say it."""

    name: str
    value: str = ""
    words: VerbatimWords | None = None
    links: tuple[Crumb, ...] = ()
    note: str = ""
    code: bool = False


class FactValueLine(NamedTuple):
    """A value as it is shown, and the documents that state it."""

    shown: str
    chips: Chips


class FactLine(NamedTuple):
    """A row of the table of facts. `href` is "" where the documents agree: then the row has no page. `more` counts
    values that are left out, `reading` says in a word how the values differ."""

    id: str
    href: str
    question: str
    values: tuple[FactValueLine, ...]
    more: int
    reading: str
    differs: bool


class SummaryLine(NamedTuple):
    """A sentence of a summary with the witnesses of the claim it stands for; `differs` as in `ClaimTitle`, and `href`
    leads to the page of that fact."""

    speaker: str
    words: VerbatimWords
    chips: Chips
    differs: str = ""
    href: str = ""


class HopLine(NamedTuple):
    """One link of a chain of attribution: who, and a remark such as why it was inferred."""

    name: str
    note: str
    inferred: bool


class PassageRow(NamedTuple):
    """A passage in its context, with the chain of attribution from the origin to the document, and what it shares with
    another passage of its claim, in words ("" if it is the only one)."""

    anchor: str
    chip: Chip
    words: VerbatimWords
    where: str
    read: str
    chain: tuple[HopLine, ...]
    unattributed: bool
    because: str


class Rung(NamedTuple):
    """One measure of how widely a claim is carried: squares for what is there and for what is missing, and the
    words."""

    name: str
    full: str
    empty: str
    told: str


class WordingRow(NamedTuple):
    """One wording of an utterance: its documents, and its words by column, None where it has none of a column."""

    chips: tuple[Chip, ...]
    cells: tuple[VerbatimWords | None, ...]


class Comparison(NamedTuple):
    """The wordings of one utterance side by side. `heads` number the columns, and are empty when there is only one."""

    title: str
    href: str
    heads: tuple[str, ...]
    rows: tuple[WordingRow, ...]
    note: str


class Column(NamedTuple):
    """A column of the matrix: a letter, and the name of the document or publisher that it stands for."""

    siglum: str
    label: str


class MatrixRow(NamedTuple):
    """A claim, and for each column the letters of the documents that carry it."""

    line: ClaimLine
    cells: tuple[tuple[Chip, ...], ...]


class MatrixGroup(NamedTuple):
    """The rows of one topic, whose text is "" where none is named."""

    topic: Crumb
    rows: tuple[MatrixRow, ...]


class Matrix(NamedTuple):
    """Which documents carry each claim. `counts` adds a column with their number; `width` counts all columns."""

    columns: tuple[Column, ...]
    groups: tuple[MatrixGroup, ...]
    counts: bool
    width: int
    note: str


class Key(NamedTuple):
    """The sources key. `all` names the list of all documents where only some stand here; `letter` is the example."""

    rows: tuple[KeyRow, ...]
    all: str
    letter: str
    rule: str


class ReadingRow(NamedTuple):
    """One reading as a line: the words with what differs, and who has them."""

    value: str
    words: VerbatimWords
    chips: Chips
    where: str


class Difference(NamedTuple):
    """A difference in one row: its readings, and a note on what they may mean. `folded`: it may be no conflict."""

    id: str
    href: str
    kind: str
    subject: str
    readings: tuple[ReadingRow, ...]
    note: str
    folded: bool


class TopicLine(NamedTuple):
    """A topic in the list of all topics, with the first sentence of its summary."""

    href: str
    label: str
    story: str
    claims: str
    documents: str
    sentence: SummaryLine | None


class StoryLine(NamedTuple):
    """A story in the list of all stories."""

    href: str
    label: str
    heading: VerbatimWords | None
    days: str
    counts: str
    summary: tuple[SummaryLine, ...]


class Alone(NamedTuple):
    """How much one publisher alone carries, with its documents."""

    links: tuple[Crumb, ...]
    name: str
    told: str


class OnePublisher(NamedTuple):
    """The claims that only one publisher carries, counted by publisher."""

    told: str
    rows: tuple[Alone, ...]
    more: str


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


class Cut(NamedTuple):
    """Words left out by one rule: the first and the last line, and the lines that get their anchor here."""

    number: int
    last: int
    ids: tuple[int, ...]
    rule: str
    words: VerbatimWords


class SharedSide(NamedTuple):
    """A passage as one of two documents has it."""

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


class SourceLine(NamedTuple):
    """A document in the list of all documents; `compared` where others tell the same story."""

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


class QuoteLine(NamedTuple):
    """An utterance in the list of all quotations."""

    speaker: str
    href: str
    words: VerbatimWords
    wordings: int
    chips: Chips


class SpeakerStatement(NamedTuple):
    """What somebody said, on the speaker's page; `quote` is the address of the utterance, or ""."""

    words: VerbatimWords
    chips: Chips
    day: str
    how: str
    quote: str


class SpeakerLine(NamedTuple):
    """A speaker in the list of all: quotations in all, and by document where there are few documents."""

    name: str
    href: str
    kind: str
    amount: int
    cells: tuple[int, ...]
    letters: str


class Basis(NamedTuple):
    """The words a day rests on, with what was worked out from them."""

    words: VerbatimWords
    siglum: str
    how: str


class TimelineEntry(NamedTuple):
    """What happened or was said on a day, with up to two of the expressions that the day rests on."""

    href: str
    title: ClaimTitle
    chips: Chips
    planned: str
    kind: str
    basis: tuple[Basis, ...]


class Day(NamedTuple):
    """A day, or a month, year or interval, with what happened in it and what was published."""

    id: str
    value: str
    text: str
    precision: str
    entries: tuple[Markup, ...]
    more: str
    published: tuple[Crumb, ...]
