"""Files as they are read, and documents as cleaning leaves them."""

from __future__ import annotations

from typing import Literal, NamedTuple

from tasks.records.base import Record, Span

MediaType = Literal["text/plain", "text/html", "text/markdown"]
BlockKind = Literal["title", "standfirst", "heading", "paragraph", "quote", "list", "table"]


class Dropped(Record):
    """A file, or a part of one, that was left out: its path relative to the input folder, the stage that left it out
    ("read", "clean" …), the named reason, and a detail for the reader."""

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
    """An editor's note, in Markdown, from `notes/` of the input folder. `path` is relative to the input folder."""

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
    """A kept part of the text, with its kind. For text files a block may span several lines (hard-wrapped
    paragraphs)."""

    kind: BlockKind


class Removed(Span):
    """A part of the text that does not belong to the report, and the name of the cleaning rule that removed it."""

    rule: str


class Link(Span):
    """The words of a link, and its target as written in the document."""

    target: str


class Title(Record):
    """A title or standfirst: its words, its range in the text (code points; null when it comes from metadata outside
    the text), and where it was found (`basis`)."""

    exact: str
    start: int | None
    end: int | None
    basis: str


class Party(Record):
    """A byline or publisher: its name, its range in the text (code points; null when it comes from metadata outside the
    text), and where it was found (`basis`)."""

    name: str
    start: int | None
    end: int | None
    basis: str


class Agency(Span):
    """A news agency that the document credits. The range is that of the credit ("Inputs from AP"), `name` the
    agency's."""

    name: str


class DateBasis(Record):
    """The source of a publication date: "stated" with the range of the words in the text (null for metadata), or
    "inferred", with the reason in words."""

    kind: Literal["stated", "inferred"]
    start: int | None
    end: int | None
    reason: str


class Document(Record):
    """A document after cleaning; its `text` does not change any more. `blocks` and `removed` are each in order of
    `start`, do not overlap, and together cover every character of `text` that is not white space.

    `published`, `modified` and `captured` (when somebody saved the page) are ISO 8601 dates or date-times; `language`
    is a language tag; `doubtful` says why the document may be no report. A value that the document does not state is
    null.
    """

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
    """A sentence: its half-open range of code points in the document's `text`, and the index of its block in `blocks`.
    A plain tuple, since there are many."""

    start: int
    end: int
    block: int


class Segmented(Record):
    """The sentences of one document (its id), in order of `start`. Each lies inside one block; a title or heading is
    one sentence."""

    document: str
    sentences: tuple[Sentence, ...]
