"""Exports of Factiva as text: two-letter fields ("HD", "PD", "TD"), or an article above "Document ABC000…".

The same lines stand in their HTML and RTF files, whose readers give them here.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from tasks.read.sheet import FieldSheet, SheetLine, byline_in, key_of, lines_of, numbered
from tasks.read.source import FilePart, InputFile, Reader, UnreadPart
from tasks.records import MediaType, StatedFields, StatedWords

_FIELDS = [
    "SE",
    "CLM",
    "HD",
    "BY",
    "CR",
    "WC",
    "PD",
    "ET",
    "SN",
    "SC",
    "ED",
    "PG",
    "VOL",
    "LA",
    "CY",
    "LP",
    "TD",
    "CT",
    "RF",
    "CO",
    "IN",
    "NS",
    "RE",
    "IPD",
    "IPC",
    "PUB",
    "AN",
    "ART",
    "PIC",
    "DLN",
    "NGC",
    "GC",
    "CX",
]
_FIELD = re.compile(r"(?P<name>" + "|".join(_FIELDS) + r")(?:[ \t]+|$)")
_FIELD_LINE = re.compile(r"^[ \t]*(?:" + "|".join(_FIELDS) + r")(?:[ \t]{1,}\S|[ \t]*\r?$)", re.M)
_HEADLINE = re.compile(r"^[ \t]*HD(?:[ \t]+\S|[ \t]*\r?$)", re.M)
_NUMBER = re.compile(
    r"^[ \t]*(?:AN[ \t]+)?Docum(?:ent|ento) (?P<number>[A-Z][A-Z0-9]{3,}\d{4,}[a-z0-9]{3,})[ \t]*\r?$", re.M
)
_WORDS = re.compile(r"[\d.,]+ (?:words|mots|Wörter|palabras|parole|palavras)$")
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright\b)", re.I)
_CODE = re.compile(r"[A-Z][A-Z0-9]{2,9}$")
_DATE = re.compile(r"\d{1,2}\.? (?:de )?[^\W\d_]{3,10}\.? (?:de )?\d{4}$|[^\W\d_]{3,10} \d{1,2}, \d{4}$")
_CLOCK = re.compile(r"\d{1,2}:\d\d")
_HEAD = 16
"""Lines from the headline down to the body, at most."""


def _fits(source: InputFile) -> str | None:
    if source.ending not in (".txt", ".text", ""):
        return None
    if b"Document " not in source.ascii and b"Documento " not in source.ascii and b"HD" not in source.ascii:
        return None
    return is_export(source.text)


def is_export(text: str) -> str | None:
    """Why a text is an export of Factiva, in words; None if it is none."""
    number = _NUMBER.search(text)
    first = text[:_FIRST]
    if number and (_HEADLINE.search(text) or any(_WORDS.match(line.text) for line in lines_of(first))):
        return f"“{number[0].strip()}”"
    names = {match.split()[0] for match in _FIELD_LINE.findall(first)}
    if {"HD", "PD", "SN"} <= names and names & {"LP", "TD"}:
        return "fields of two letters, HD, PD, SN"
    return None


_FIRST = 20_000
"""Characters in which the first report's fields stand."""


def _parts(source: InputFile) -> Iterator[FilePart | UnreadPart]:
    text, encoding = source.decoded
    yield from articles(split(text), "text/plain", encoding)


def articles(texts: list[str], media: MediaType, encoding: str) -> Iterator[FilePart]:
    """Yields the reports of an export, given the text of each."""
    for address, text in numbered(texts):
        stated, number = article(text)
        yield FilePart(address, media, encoding, text, stated, number or key_of(stated))


def split(text: str) -> list[str]:
    """The text of each report of an export, in order: it ends with its number and the fields after it; without a
    number, a headline begins the next."""
    ends = [match.end() for match in _NUMBER.finditer(text)]
    if not ends:
        ends = [*[match.start() for match in _HEADLINE.finditer(text)][1:], len(text)]
    bounds = [0, *ends]
    pieces = [text[start:end] for start, end in itertools.pairwise(bounds)]
    rest = text[bounds[-1] :]
    if rest.strip() and pieces:
        pieces[-1] += rest
    return [piece for piece in pieces if piece.strip()]


def article(text: str) -> tuple[StatedFields, str]:
    """The fields of one report, with their ranges in its text, and its number ("" if it has none)."""
    number = _NUMBER.search(text)
    known = number["number"] if number else ""
    lines = lines_of(text)
    names = [_name(line) for line in lines]
    if "HD" in names and {"LP", "TD"} & set(names):
        return _by_fields(text, lines, names), known
    return _by_lines(text, lines), known


def _name(line: SheetLine) -> str:
    match = _FIELD.match(line.text)
    return match["name"] if match else ""


def _by_fields(text: str, lines: list[SheetLine], names: list[str]) -> StatedFields:
    sheet = FieldSheet(text)
    fields: dict[str, StatedWords | None] = {}
    starts = _fields_in_order(names)
    for place, at in enumerate(starts):
        below = starts[place + 1] if place + 1 < len(starts) else len(lines)
        match = _FIELD.match(lines[at].text)
        assert match
        name = match["name"]
        start, end = lines[at].start + match.end(), lines[below - 1].end
        if name == "HD":
            fields["title"] = sheet.words(start, end, name)
            sheet.mark(start, end, "title")
        elif name == "BY":
            fields["byline"] = byline_in(sheet, start, end, name)
        elif name == "PD":
            fields["published"] = sheet.words(start, end, name)
        elif name == "SN":
            fields["publisher"] = sheet.words(start, end, name)
        elif name == "LA" and end - start == _CODE_OF_LANGUAGE:
            fields["language"] = sheet.words(start, end, name)
        elif name in ("LP", "TD"):
            sheet.mark(start, end, "body")
    return sheet.stated(**fields)


_CODE_OF_LANGUAGE = 2


def _fields_in_order(names: list[str]) -> list[int]:
    """The lines that begin a field. Fields follow each other in one order, so that a paragraph of the body that begins
    with such letters ("IN", "BY") begins none."""
    found: list[int] = []
    reached = -1
    for at, name in enumerate(names):
        place = _FIELDS.index(name) if name else -1
        if place > reached and not (reached < _FIELDS.index("LP") and place > _FIELDS.index("TD")):
            found.append(at)
            reached = place
    return found


def _by_lines(text: str, lines: list[SheetLine]) -> StatedFields:
    """A report whose fields have no names: headline, byline, count of words, day, outlet, code, language, copyright."""
    sheet = FieldSheet(text)
    head = lines[:_HEAD]
    counted = next((at for at, line in enumerate(head) if _WORDS.match(line.text)), None)
    if not counted:
        return StatedFields()
    dated = next((at for at in range(counted + 1, len(head)) if _DATE.match(head[at].text)), None)
    last = next((at for at in range(counted, len(head)) if _COPYRIGHT.match(head[at].text)), None)
    if dated is None or last is None:
        return StatedFields()
    fields: dict[str, StatedWords | None] = {}
    by = counted > 1 and len(head[counted - 1].text.split()) <= _LONGEST_BYLINE
    title_end = counted - 1 if by else counted
    first = title_end - 1
    while first and not head[first].apart:
        first -= 1
    fields["title"] = sheet.words(head[first].start, head[title_end - 1].end, "headline")
    sheet.mark(head[first].start, head[title_end - 1].end, "title")
    if by:
        fields["byline"] = byline_in(sheet, head[counted - 1].start, head[counted - 1].end, "line below the headline")
    fields["published"] = sheet.words(head[dated].start, head[dated].end, "date line")
    outlet = dated + 1 + bool(_CLOCK.match(head[dated + 1].text))
    if outlet < last:
        fields["publisher"] = sheet.words(head[outlet].start, head[outlet].end, "line below the date")
    number = next((at for at, line in enumerate(lines) if _NUMBER.match(line.text)), len(lines))
    if last + 1 < number:
        sheet.mark(lines[last + 1].start, lines[number - 1].end, "body")
    return sheet.stated(**fields)


_LONGEST_BYLINE = 8

READER = Reader("factiva-text 1", _fits, _parts)
