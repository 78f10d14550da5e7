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
    """A file of the input folder: `path` relative to it with `/`, `location` where it lies on disk. `id` is `doc-` and
    8 hex digits of the sha256 of `path`, or more where two files would share them. `sha256` is that of its bytes; empty
    where nobody has looked yet."""

    id: str
    path: str
    location: str
    sha256: str = ""


class Note(Record):
    """An editor's note from `notes/` of the input folder, in Markdown. `path` is relative to the input folder."""

    path: str
    content: str


class RawDocument(Record):
    """A file as found and decoded. `content` is the decoded file, without a byte-order mark.

    `id` and `path` are those of the `FoundFile`.
    `encoding` names the encoding that decoded it, and says so when mojibake was repaired ("utf-8, mojibake repaired").
    """

    id: str
    path: str
    sha256: str
    media_type: MediaType
    encoding: str
    content: str


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
    page."""

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
