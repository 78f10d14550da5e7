"""Word and RTF files: exports of Nexis and Factiva, or one report."""

from __future__ import annotations

from collections.abc import Iterator

from tasks.read.readers import factiva, nexis
from tasks.read.sheet import lines_of, paragraphs
from tasks.read.source import FilePart, InputFile, Reader, UnreadPart


def _fits_docx(source: InputFile) -> str | None:
    if not source.data.startswith(b"PK\x03\x04") or source.ending != ".docx":
        return None
    return "a Word document"


def _docx_parts(source: InputFile) -> Iterator[FilePart | UnreadPart]:
    from tasks.read.markup import docx_paragraphs

    try:
        text = paragraphs(docx_paragraphs(source.data))
    except ValueError as error:
        yield UnreadPart("", "broken-archive", f"the Word document {error}")
        return
    yield from _articles(text, "docx")


def _fits_rtf(source: InputFile) -> str | None:
    return "an RTF document" if source.head.startswith(b"{\\rtf") else None


def _rtf_parts(source: InputFile) -> Iterator[FilePart | UnreadPart]:
    from importlib.metadata import version

    from striprtf.striprtf import rtf_to_text

    try:
        text = rtf_to_text(source.data.decode("latin-1"), errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, IndexError, RecursionError, AttributeError, TypeError) as error:
        yield UnreadPart("", "unreadable", f"the RTF document cannot be read: {error}")
        return
    lines = [line.text for line in lines_of(text.replace("\x00", ""))]
    yield from _articles(paragraphs(lines), f"rtf, striprtf {version('striprtf')}")


def _articles(text: str, encoding: str) -> Iterator[FilePart | UnreadPart]:
    """The reports of a text that has one paragraph a line, by the export that its lines show; else the text as one."""
    if not text:
        yield UnreadPart("", "no-text", "no text in it")
    elif nexis.is_export(text):
        yield from nexis.articles(nexis.split(text), "text/plain", encoding)
    elif factiva.is_export(text):
        yield from factiva.articles(factiva.split(text), "text/plain", encoding)
    else:
        yield FilePart("", "text/plain", encoding, text)


DOCX = Reader("docx 1", _fits_docx, _docx_parts)
RTF = Reader("rtf 1", _fits_rtf, _rtf_parts)
