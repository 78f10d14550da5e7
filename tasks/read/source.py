"""What a reader is given, and what it gives: the bytes of one file go in, the reports in them come out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import PurePosixPath
from typing import NamedTuple

from tasks.read.decoding import Decoded, NotTextError, decode
from tasks.records import MediaType, StatedFields

MEDIA_TYPES: dict[str, MediaType] = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
}
"""Endings of files that are one report as they stand, unless their content says otherwise."""

SEVERAL = (
    ".docx", ".rtf", ".pdf", ".mht", ".mhtml", ".eml", ".mbox", ".json", ".jsonl", ".ndjson", ".csv", ".tsv",
    ".zip", ".gz", ".warc", ".wacz",
)  # fmt: skip
"""Endings of files that take a reader: they hold several reports, or one in a form that is no text."""

LARGEST = 20 * 1024 * 1024
"""Bytes of a report. The longest reports and the heaviest saved pages, without their pictures, stay below 5 MB; what is
larger is a data dump or a book, and would take minutes and gigabytes to clean."""

LARGEST_FILE = 256 * 1024 * 1024
"""Bytes of a file that holds reports among other things: pictures of a saved page, many articles, an archive."""


class FilePart(NamedTuple):
    """One report of a file. `address` is its place in the file, "" for the only one; `key` identifies it by what it
    states, and stays the same when reports are added to the file."""

    address: str
    media_type: MediaType
    encoding: str
    content: str
    stated: StatedFields | None = None
    key: str = ""


class UnreadPart(NamedTuple):
    """A part of a file that cannot be read: its address, the named reason, and the detail."""

    address: str
    reason: str
    detail: str


class InputFile:
    """The bytes of one file, or of one member of an archive; `inside` is the number of archives around it."""

    def __init__(self, path: str, data: bytes, columns: tuple[tuple[str, str], ...] = (), inside: int = 0) -> None:
        self.path = path
        self.data = data
        self.columns = columns
        self.inside = inside
        self.ending = PurePosixPath(path).suffix.lower()

    @cached_property
    def head(self) -> bytes:
        """The first bytes, without byte-order mark and leading white space."""
        return self.data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()

    @cached_property
    def ascii(self) -> bytes:
        """The bytes, or for UTF-16 those of the same text in UTF-8, for finding ASCII words."""
        return self.text.encode("utf-8", "replace") if 0 in self.data[:_HEAD] else self.data

    @cached_property
    def lower(self) -> bytes:
        """The bytes of `ascii` in lower case, since finding words in them takes a tenth of the time of a regular
        expression."""
        return self.ascii.lower()

    def holds(self, *words: bytes) -> bool:
        """Whether the file contains one of the words, given in lower case."""
        return any(word in self.lower for word in words)

    @cached_property
    def decoded(self) -> Decoded:
        """The decoded content with its encoding. Raises NotTextError if it is not text."""
        return decode(self.data)

    @property
    def text(self) -> str:
        """The decoded content. Raises NotTextError if it is not text."""
        return self.decoded.text


_HEAD = 4096


class Reader(NamedTuple):
    """A reader of one format. `fits` returns why a file is of the format, in words, or None. `parts` yields its reports
    in order, and what cannot be read; it raises NotTextError if the file is not text."""

    name: str
    fits: Callable[[InputFile], str | None]
    parts: Callable[[InputFile], Iterator[FilePart | UnreadPart]]


_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*){0,3}<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])",
    re.I | re.S,
)
_HTML_ELEMENT = re.compile(
    r"</?(?:p|div|span|a|h[1-6]|body|html|head|br|article|section|table|ul|li|title|meta)\b", re.I
)


def media_type(path: str, text: str) -> MediaType:
    """The media type of a file by its content: a whole HTML page is HTML whatever its ending, an `.html` file without
    any element plain text."""
    named = MEDIA_TYPES.get(PurePosixPath(path).suffix.lower(), "text/plain")
    if _HTML_START.match(text):
        return "text/html"
    if named == "text/html" and not _HTML_ELEMENT.search(text):
        return "text/plain"
    return named


def whole(source: InputFile, stated: StatedFields | None = None) -> FilePart | UnreadPart:
    """The file as one report, as it is; or why it cannot be read."""
    if not source.data.strip():
        size = len(source.data)
        return UnreadPart("", "empty", f"{size} bytes, none of them visible" if size else "0 bytes")
    try:
        text, encoding = source.decoded
    except NotTextError as error:
        return UnreadPart("", "binary", str(error))
    if not text.strip():
        return UnreadPart("", "empty", "nothing but white space")
    return FilePart("", media_type(source.path, text), encoding, text, stated)
