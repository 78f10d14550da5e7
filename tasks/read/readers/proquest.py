"""Exports of ProQuest as text: reports between rules of underscores, fields with labels, "Full text:"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from tasks.read.sheet import FieldSheet, SheetLine, key_of, lines_of
from tasks.read.source import FilePart, InputFile, Reader, UnreadPart
from tasks.records import StatedFields, StatedWords

_RULE = re.compile(r"^[ \t]*_{20,}[ \t]*\r?$", re.M)
_FULL = re.compile(r"^[ \t]*Full text\s?:", re.M | re.I)
_LABELS = (
    "title", "author", "publication title", "publication info", "publication date", "publication year", "full text",
    "abstract", "subject", "location", "people", "company / organization", "links", "pages", "section", "volume",
    "issue", "publisher", "place of publication", "country of publication", "publication subject", "issn", "e-issn",
    "source type", "language of publication", "document type", "proquest document id", "document url", "copyright",
    "last updated", "database", "credit", "identifier / keyword", "dateline", "column", "correction", "classification",
    "number of pages", "document feature", "first page", "column name", "publication", "subtitle", "alternate title",
    "illustration", "caption", "contributor", "edition", "source attribution", "accession number", "publication note",
)  # fmt: skip
_LABEL = re.compile(r"(?P<label>" + "|".join(map(re.escape, _LABELS)) + r")\s?:(?:\s|$)", re.I)
_DOCUMENT = re.compile(r"document \d+ of \d+$", re.I)
_PLACE = re.compile(r"\s*[;(\[].*", re.S)
_NO_TEXT = re.compile(r"(?:not available|none available|full text not available)\b", re.I)


def _fits(source: InputFile) -> str | None:
    if source.ending not in (".txt", ".text", "") or not source.holds(b"full text:", b"full text :"):
        return None
    text = source.text
    full = _FULL.search(text)
    if full and re.search(r"^[ \t]*(?:Publication (?:title|info|date)|ProQuest document ID)\s?:", text, re.M | re.I):
        return f"“{full[0].strip()}” and fields of ProQuest"
    return None


def _parts(source: InputFile) -> Iterator[FilePart | UnreadPart]:
    text, encoding = source.decoded
    texts = _split(text)
    for number, piece in enumerate(texts, 1):
        address = str(number) if len(texts) > 1 else ""
        read = _article(piece)
        if isinstance(read, str):
            yield UnreadPart(address, "no-full-text", read)
        else:
            stated, key = read
            yield FilePart(address, "text/plain", encoding, piece, stated, key or key_of(stated))


def _split(text: str) -> list[str]:
    """The text of each report, from one rule to the next. What has no field of a report goes with the one before, or
    the first one."""
    bounds = [0, *(match.start() for match in _RULE.finditer(text)), len(text)]
    pieces: list[str] = []
    begun = False
    for start, end in itertools.pairwise(bounds):
        piece = text[start:end]
        is_report = any(re.match(rf"{name}\s?:", line.text, re.I) for line in lines_of(piece) for name in _TELLING)
        if pieces and (not is_report or not begun):
            pieces[-1] += piece
        else:
            pieces.append(piece)
        begun = begun or is_report
    return pieces


_TELLING = ("full text", "publication title", "publication info", "proquest document id")


def _article(text: str) -> tuple[StatedFields, str] | str:
    """What the fields of one report say, and its number; or why it has no text."""
    sheet = FieldSheet(text)
    lines = [line for line in lines_of(text) if not _RULE.match(line.text)]
    labels = [_label(line) for line in lines]
    fields: dict[str, StatedWords | None] = {}
    key = ""
    body = None
    for at, line in enumerate(lines):
        label = labels[at]
        if not label or (body is not None and at < body[1]):
            continue
        match = _LABEL.match(line.text)
        assert match
        start = line.start + match.end()
        last = _goes_on(lines, labels, at)
        if label == "full text":
            body = (at, next((below for below in range(at + 1, len(lines)) if _ends(lines, labels, below)), len(lines)))
            begin, end = start, lines[body[1] - 1].end
            if _NO_TEXT.match(sheet.text[begin:end].lstrip()) or not sheet.text[begin:end].strip():
                return "the export holds no full text of it"
            sheet.mark(begin, end, "body")
        elif label == "title":
            fields["title"] = sheet.words(start, lines[last].end, match["label"])
        elif label == "author":
            fields["byline"] = _author(sheet, start, lines[last].end, match["label"])
        elif label == "publication title" or (label == "publication info" and "publisher" not in fields):
            place = _PLACE.search(sheet.text, start, lines[last].end)
            end = place.start() if place else lines[last].end
            fields["publisher"] = sheet.words(start, end, match["label"])
            if label == "publication info":
                fields.setdefault("published", sheet.words(start, lines[last].end, match["label"]))
        elif label == "publication date":
            fields["published"] = sheet.words(start, lines[last].end, match["label"])
        elif label == "document url":
            fields["url"] = sheet.words(start, lines[last].end, match["label"])
        elif label == "proquest document id":
            key = line.text
    if body is None:
        return "the export holds no full text of it"
    title = fields.get("title")
    head = next((at for at in range(body[0]) if not labels[at] and not _DOCUMENT.match(lines[at].text)), None)
    if head is not None and (title is None or _same(lines[head].text, title.exact)):
        last = head
        while last + 1 < body[0] and not lines[last + 1].apart and not labels[last + 1]:
            last += 1
        fields["title"] = sheet.words(lines[head].start, lines[last].end, "headline")
        sheet.mark(lines[head].start, lines[last].end, "title")
    elif title is not None and title.start is not None and title.end is not None:
        sheet.mark(title.start, title.end, "title")
    return sheet.stated(**fields), key


def _label(line: SheetLine) -> str:
    match = _LABEL.match(line.text)
    return match["label"].lower() if match else ""


def _same(one: str, other: str) -> bool:
    return other.lower().startswith(one.lower()) or one.lower().startswith(other.lower())


def _ends(lines: list[SheetLine], labels: list[str], at: int) -> bool:
    """Whether the body ends above a line: at a label with a blank line above it that no report begins a paragraph
    with, or, for the others, where another label follows."""
    if not labels[at] or not lines[at].apart:
        return False
    following = next((labels[below] for below in range(at + 1, len(lines)) if lines[below].apart), "")
    return bool(following) or at + 1 == len(lines)


def _goes_on(lines: list[SheetLine], labels: list[str], at: int) -> int:
    """The last line of a value: lines without a blank one between them and without a label go on with it."""
    last = at
    while last + 1 < len(lines) and not lines[last + 1].apart and not labels[last + 1]:
        last += 1
    return last


def _author(sheet: FieldSheet, start: int, end: int, field: str) -> StatedWords | None:
    """The author. "Quist, Mara" is turned round, and so has no place in the text."""
    said = sheet.words(start, end, field)
    if said is None:
        return None
    names = [name.strip() for name in re.split(r"[;\n]", said.exact) if name.strip()]
    turned = [re.sub(r"^([^,]+),\s*([^,]+)$", r"\2 \1", name).rstrip(".,") for name in names]
    if len(names) == 1 and turned == names:
        return sheet.words(start, start + len(sheet.text[start:end].rstrip(" .\n")), field)
    return StatedWords(exact=" and ".join(turned), start=None, end=None, field=field)


READER = Reader("proquest-text 1", _fits, _parts)
