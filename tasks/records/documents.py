"""What is read and what cleaning makes of it."""

from __future__ import annotations

from typing import Literal, NamedTuple

from tasks.records.base import Record, Span

MediaType = Literal["text/plain", "text/html", "text/markdown"]
BlockKind = Literal["title", "standfirst", "heading", "paragraph", "quote", "list", "table"]


class Dropped(Record):
    """Something that was left out: at which stage, for which named reason, with which detail."""

    path: str
    stage: str
    reason: str
    detail: str


class FoundFile(Record):
    """A file of the input folder, or one report of those that a file holds: `path` relative to the folder with `/`,
    for a report inside a file followed by its address there (`nexis.docx#17`); `location` is where the file lies on
    disk. `id` is `doc-` and 8 hex digits of the sha256 of `path`, or more where two would share them; for a report
    inside a file, of the file's path and of what the report says it is, so that it stays when others come before it.
    `sha256` is that of the file's bytes, or of the report's text as UTF-8; empty where nobody has looked yet.

    `reader` is the way in which the file is read, with its version, and `chosen` the words for why: empty where the
    file is one report, as it stands. `part` is the address of the report inside the file; None for a whole file.
    `stated` is the sha256 of what the file says of the report beside its text. `columns` are those of the settings.
    """

    id: str
    path: str
    location: str
    sha256: str = ""
    reader: str = ""
    chosen: str = ""
    part: str | None = None
    stated: str = ""
    columns: tuple[tuple[str, str], ...] = ()


class FileParts(Record):
    """What one file holds: its reports, and what of it cannot be read, each in the order of the file."""

    found: tuple[FoundFile, ...]
    dropped: tuple[Dropped, ...]


class Note(Record):
    """An editor's note from `notes/` of the input folder, in Markdown. `path` is relative to the input folder."""

    path: str
    content: str


class StatedWords(Record):
    """Words in which a file says something of a report: where they stand in the report's text, null where outside of
    it, and the name of the field they stand in ("BYLINE")."""

    exact: str
    start: int | None
    end: int | None
    field: str


class Stretch(Span):
    """A stretch of a report's text that its file sets apart. `role` is "title", "standfirst", "body", or the name of
    the rule by which it is hidden."""

    role: str


class StatedFields(Record):
    """What a file says of one report in fields of its own. `stretches`, in order, cover all of the text that is not
    blank; with none of them the text is read like any other. `doubtful` is why the text may not be one report."""

    title: StatedWords | None = None
    standfirst: StatedWords | None = None
    byline: StatedWords | None = None
    publisher: StatedWords | None = None
    published: StatedWords | None = None
    modified: StatedWords | None = None
    captured: StatedWords | None = None
    language: StatedWords | None = None
    url: StatedWords | None = None
    stretches: tuple[Stretch, ...] = ()
    doubtful: str | None = None


class RawDocument(Record):
    """A report as found and decoded. `content` is the decoded file, without a byte-order mark, or the text of the
    report as the reader of its file gives it.

    `id`, `path` and `reader` are those of the `FoundFile`.
    `encoding` names the encoding that decoded it, and says so when mojibake was repaired ("utf-8, mojibake repaired").
    """

    id: str
    path: str
    sha256: str
    media_type: MediaType
    encoding: str
    content: str
    reader: str = ""
    stated: StatedFields | None = None


class Block(Span):
    """A kept part of the text. For text files a block may span several lines (hard-wrapped paragraphs)."""

    kind: BlockKind


class Removed(Span):
    """A part of the text that is no words of the report, with the name of the rule that says so."""

    rule: str


class Link(Span):
    """Words that are a link, and where they lead, as written in the document."""

    target: str


class Title(Record):
    """A title or standfirst. `start` and `end` are null when it comes from metadata outside the text."""

    exact: str
    start: int | None
    end: int | None
    basis: str


class Party(Record):
    """A byline or publisher. `start` and `end` are null when it comes from metadata outside the text."""

    name: str
    start: int | None
    end: int | None
    basis: str


class Agency(Span):
    """A news agency that the document credits ("Inputs from AP"). `start` and `end` are the words of the credit."""

    name: str


class DateBasis(Record):
    """What a publication date rests on: words of the text, metadata (no offsets), or an inference with its reason."""

    kind: Literal["stated", "inferred"]
    start: int | None
    end: int | None
    reason: str


class Document(Record):
    """A document whose text is fixed from here on. Blocks and removed ranges, each in order of `start`, cover every
    non-blank character of `text` and do not overlap. What is not stated is null. `captured` is when somebody saved the
    page, and `reader` how its file was read: empty where the file is one report, as it stands."""

    id: str
    path: str
    sha256: str
    media_type: MediaType
    encoding: str
    language: str | None
    text: str
    blocks: tuple[Block, ...]
    removed: tuple[Removed, ...]
    links: tuple[Link, ...] = ()
    title: Title | None
    standfirst: Title | None
    byline: Party | None
    publisher: Party | None
    published: str | None
    published_basis: DateBasis | None
    modified: str | None
    agencies: tuple[Agency, ...] = ()
    url: str | None
    doubtful: str | None
    captured: str | None = None
    reader: str = ""


class Sentence(NamedTuple):
    """A sentence: offsets into the document's `text`, and the index of the block it stands in. Hot, so no model."""

    start: int
    end: int
    block: int


class Segmented(Record):
    """The sentences of one document in order. Every sentence lies inside one kept block; titles and headings are
    sentences of their own."""

    document: str
    sentences: tuple[Sentence, ...]
