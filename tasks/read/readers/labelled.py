"""One report whose head is fields with labels: "Headline: …", "Source: …", "Date: …", as people note them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.read.sheet import FieldSheet, SheetLine, byline_in, lines_of
from tasks.read.source import FilePart, InputFile, Reader, UnreadPart
from tasks.records import StatedWords

_NAMES = {
    "title": "title headline titel überschrift titre titular título titolo",
    "standfirst": "subtitle subheadline standfirst subhead deck untertitel",
    "byline": "author authors byline by writer journalist reporter autor autorin auteur autore",
    "publisher": "source outlet publisher publication newspaper paper site website medium media quelle zeitung journal "
    "fuente fonte",
    "published": "date published publication-date publication_date pubdate day datum date-published fecha data",
    "modified": "updated modified last-updated",
    "captured": "saved captured retrieved accessed downloaded archived",
    "language": "language lang sprache",
    "url": "url link address web webpage permalink source-url",
    "body": "text body article content full-text fulltext story volltext texte texto",
    "": "section page pages length edition keywords tags category topic topics section-page id desk",
}
_MEANINGS = {name: meaning for meaning, names in _NAMES.items() for name in names.split()}
_LABEL = re.compile(r"(?:\*\*)?(?P<label>[^\W\d_][\w -]{0,18}[^\W_])(?:\*\*)?\s?:(?:\*\*)?(?:\s+|$)")
_HEAD = 14
"""Lines in which the fields of a head stand."""
_FEWEST = 2
_FEWEST_WORDS = 15
"""Words below the fields from which they are the head of a report."""


def _fits(source: InputFile) -> str | None:
    if source.ending not in (".txt", ".text", "") or b":" not in source.data[:_FIRST]:
        return None
    text = source.text
    head = _fields(lines_of(text[:_FIRST]))
    meanings = {meaning for meaning, *_ in head}
    if len(meanings & {"title", "byline", "publisher", "published", "url"}) < _FEWEST or not _body(text, head):
        return None
    return "a head of fields, " + ", ".join(f"“{label}”" for _, label, *_ in head[:3])


_FIRST = 4000
"""Characters in which a head stands."""


def _fields(lines: list[SheetLine]) -> list[tuple[str, str, int, int]]:
    """The fields of a head: meaning, label, and the place of the value. They begin with the first line or below a
    headline, and no other line stands between them."""
    found: list[tuple[str, str, int, int]] = []
    for at, line in enumerate(lines[:_HEAD]):
        match = _LABEL.match(line.text)
        meaning = _MEANINGS.get(re.sub(r"\s+", "-", match["label"].lower())) if match else None
        if match is None or meaning is None:
            if found or at:
                break
            continue
        if any(meaning and meaning == known for known, *_ in found):
            break
        found.append((meaning, match["label"], line.start + match.end(), line.end))
        if meaning == "body":
            break
    return found


def _body(text: str, head: list[tuple[str, str, int, int]]) -> tuple[int, int] | None:
    """Where the text below the head stands; None where there is too little."""
    if not head:
        return None
    meaning, _, start, end = head[-1]
    begin = start if meaning == "body" else end
    return (begin, len(text)) if len(text[begin:].split()) >= _FEWEST_WORDS else None


def _parts(source: InputFile) -> Iterator[FilePart | UnreadPart]:
    text, encoding = source.decoded
    lines = lines_of(text[:_FIRST])
    head = _fields(lines)
    body = _body(text, head)
    assert body
    sheet = FieldSheet(text)
    fields: dict[str, StatedWords | None] = {}
    for meaning, label, start, end in head:
        if meaning in ("title", "standfirst"):
            sheet.mark(start, end, meaning)
        if meaning == "byline":
            fields[meaning] = byline_in(sheet, start, end, label)
        elif meaning == "publisher" and re.match(r"https?://", text[start:end]):
            fields.setdefault("url", sheet.words(start, end, label))
        elif meaning and meaning != "body":
            fields[meaning] = sheet.words(start, end, label)
    first = lines[0]
    if "title" not in fields and first.end <= head[0][2] and not _LABEL.match(first.text):
        fields["title"] = sheet.words(first.start, first.end, "line above the fields")
        sheet.mark(first.start, first.end, "title")
    sheet.mark(*body, "body")
    yield FilePart("", "text/plain", encoding, text, sheet.stated(**fields))


READER = Reader("labelled-text 1", _fits, _parts)
