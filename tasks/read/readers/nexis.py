"""Exports of Nexis and Lexis as text: "1 of 20 DOCUMENTS" or "End of Document", and fields with labels.

The same lines stand in their DOCX, RTF and HTML files, whose readers give them here. The form is known from exports;
field names are those that the service prints in English, German, French and Spanish.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from tasks.read.sheet import FieldSheet, SheetLine, byline_in, key_of, lines_of, numbered
from tasks.read.source import FilePart, InputFile, Reader, UnreadPart
from tasks.records import MediaType, StatedFields, StatedWords

_OF = re.compile(
    r"^[ \t]*\d{1,5} (?:of|von|de|di|van|sur) \d{1,5} (?:DOCUMENTS?|DOKUMENTEN?|DOCUMENTOS?|DOCUMENTI)[ \t]*\r?$", re.M
)
_END = re.compile(r"^[ \t]*(?:End of Document|Ende des Dokuments|Fin du document|Fin del documento)[ \t]*\r?$", re.M)
_LENGTH = re.compile(
    r"^[ \t]*(?:LENGTH|LÄNGE|LONGUEUR|LONGITUD)\s?:\s*[\d.,]+\s+(?:words?|Wörter|mots|palabras)", re.M | re.I
)
_BODY = re.compile(r"^[ \t]*(?:Body|BODY|Volltext|Corps|Texto)[ \t]*:?[ \t]*\r?$", re.M)
_LOADED = re.compile(r"^[ \t]*(?:LOAD-DATE|Load-Date|UPDATE|DATE-CHARGEMENT)\s?:", re.M)
_HINTS = (
    b" documents", b"end of document", b"ende des dokuments", b"fin du document", b"fin del documento", b"length:",
    b"length :", "länge:".encode(), "länge :".encode(), b"longueur", b"longitud", b" dokumente", b" documentos",
    b" documenti", b" of 1 document",
)  # fmt: skip
"""One of these stands in every export."""

_LABEL = re.compile(r"(?P<label>[^\W\d_][\w /.&-]{1,28}?)\s?:(?:\s+|$)")
_BYLINES = frozenset(("byline", "autor", "auteur", "author"))
_HEADLINES = frozenset(("headline", "überschrift", "titre", "titular"))
_HIGHLIGHTS = frozenset(("highlight", "highlight", "abstract"))
_HEAD = _BYLINES | _HEADLINES | _HIGHLIGHTS | frozenset(
    ("section", "length", "dateline", "series", "edition", "rubrik", "länge", "rubrique", "longueur", "sección",
     "longitud", "distribution", "source", "type", "correction-date", "column", "name")
)  # fmt: skip
_TAIL = frozenset(
    ("load-date", "language", "publication-type", "document-type", "journal-code", "acc-no", "update", "sprache",
     "date-chargement", "langue", "idioma", "type de publication", "publication type")
)  # fmt: skip
_TAIL_IN_CAPITALS = frozenset(
    ("SUBJECT", "PERSON", "ORGANIZATION", "COMPANY", "TICKER", "INDUSTRY", "CITY", "STATE", "COUNTRY", "GEOGRAPHIC",
     "GRAPHIC", "NOTES", "CORRECTION", "URL", "PHOTO", "CHART", "GRAFIK")
)  # fmt: skip
_TAIL_ALONE = frozenset(("classification", "graphic", "classifications", "notes"))
_TAIL_CERTAIN = frozenset(("load-date", "publication-type", "journal-code", "date-chargement"))
"""Labels that end a body even without a blank line above them: no report begins a line with such words."""
_COPYRIGHT = re.compile(r"(?:copyright\b|©|\(c\)\s|all rights reserved|alle rechte vorbehalten)", re.I)
_DATE = re.compile(r"\b(?:1[89]|20)\d\d\b")
_NOT_A_DATE = re.compile(r"[.!?][”\"']?$")
_LONGEST_DATE = 60
_EDITION = re.compile(r"\b(?:edition|ausgabe|édition|edición)\b", re.I)
_CENTRED = 8
"""White space before a line from which it is centred, as old exports print outlet, date and edition."""
_WRAPPED = 55
"""Characters of a headline's line from which the next line may go on with it."""


def _fits(source: InputFile) -> str | None:
    if source.ending not in (".txt", ".text", ".md", ".markdown", "") or not source.holds(*_HINTS):
        return None
    return is_export(source.text)


def is_export(text: str) -> str | None:
    """Why a text is an export of Nexis, in words; None if it is none."""
    mark = _OF.search(text)
    if mark:
        return f"“{mark[0].strip()}”"
    ends = _END.search(text)
    length = _LENGTH.search(text)
    if ends and length:
        return f"“{ends[0].strip()}” and “{length[0].strip()}”"
    if length and (_BODY.search(text) or _LOADED.search(text)):
        return f"fields with labels, “{length[0].strip()}”"
    return None


def _parts(source: InputFile) -> Iterator[FilePart | UnreadPart]:
    text, encoding = source.decoded
    yield from articles(split(text), "text/plain", encoding)


def articles(texts: list[str], media: MediaType, encoding: str) -> Iterator[FilePart]:
    """Yields the reports of an export, given the text of each."""
    for address, text in numbered(texts):
        stated = article(text)
        yield FilePart(address, media, encoding, text, stated, key_of(stated))


def split(text: str) -> list[str]:
    """The text of each report of an export, in order; text before the first is part of it, and text after the last part
    of that."""
    starts = [match.start() for match in _OF.finditer(text)]
    if len(starts) <= 1:
        ends = [match.end() for match in _END.finditer(text)]
        starts = [0, *ends[:-1]] if ends else [0]
    bounds = [0, *starts[1:], len(text)]
    return [piece for piece in (text[a:b] for a, b in itertools.pairwise(bounds)) if piece.strip()]


def article(text: str) -> StatedFields:
    """The fields of one report, with their ranges in its text. If its body cannot be found, it has no stretches and the
    text is read like any other."""
    sheet = FieldSheet(text)
    lines = lines_of(text)
    labels = [_label(line) for line in lines]
    first = next((at for at, label in enumerate(labels) if label in _HEAD), None)
    if first is None:
        return StatedFields()
    begin = _body_begin(lines, labels, first)
    end = _body_end(lines, labels, begin)
    if begin >= end:
        return StatedFields()
    fields: dict[str, StatedWords | None] = {}
    for at in range(first, begin):
        _labelled(sheet, lines, labels, at, begin, fields)
    _above(sheet, lines, first, fields)
    sheet.mark(lines[begin].start, lines[end - 1].end, "body")
    return sheet.stated(**fields)


def _label(line: SheetLine) -> str:
    match = _LABEL.match(line.text)
    return match["label"].lower() if match else ""


def _body_begin(lines: list[SheetLine], labels: list[str], first: int) -> int:
    """The first line of the body: below the line that announces it, or below the last label of the head."""
    last = first
    for at in range(first, len(lines)):
        if _BODY.match(lines[at].text):
            return at + 1
        if labels[at] in _HEAD:
            if at > first and at - last > _HEAD_GAP:
                break
            last = at
    return next((at for at in range(last + 1, len(lines)) if lines[at].apart), len(lines))


_HEAD_GAP = 4
"""Lines between two labels of a head, at most: values of several lines. What looks like one further down is none."""


def _body_end(lines: list[SheetLine], labels: list[str], begin: int) -> int:
    for at in range(begin, len(lines)):
        text = lines[at].text
        if _END.match(text) or _OF.match(text):
            return at
        label = _LABEL.match(text)
        if labels[at] in _TAIL_CERTAIN or (text.lower() in _TAIL_ALONE and _labelled_below(labels, at)):
            return at
        if not lines[at].apart:
            continue
        if labels[at] in _TAIL or (label and label["label"] in _TAIL_IN_CAPITALS):
            return at
        if text.lower().rstrip(":") in _TAIL_ALONE or (_COPYRIGHT.match(text) and at > begin):
            return at
    return len(lines)


def _labelled_below(labels: list[str], at: int) -> bool:
    return at + 1 < len(labels) and bool(labels[at + 1])


def _labelled(
    sheet: FieldSheet,
    lines: list[SheetLine],
    labels: list[str],
    at: int,
    begin: int,
    fields: dict[str, StatedWords | None],
) -> None:
    """Take what one line of the head says, with the lines that go on with it."""
    label = labels[at]
    match = _LABEL.match(lines[at].text)
    if match is None or label not in _HEAD:
        return
    last = at
    while last + 1 < begin and _goes_on(lines[last + 1], labels[last + 1]):
        last += 1
    start, end = lines[at].start + match.end(), lines[last].end
    if label in _BYLINES:
        fields["byline"] = byline_in(sheet, start, end, match["label"])
    elif label in _HEADLINES and start < end:
        fields["title"] = sheet.words(start, end, match["label"])
        sheet.mark(start, end, "title")
    elif label in _HIGHLIGHTS and start < end:
        fields["standfirst"] = sheet.words(start, end, match["label"])
        sheet.mark(start, end, "standfirst")


def _goes_on(line: SheetLine, label: str) -> bool:
    """Whether a line goes on with the value above it: no blank line between, no label, and not the word "Body"."""
    return not line.apart and not label and not _BODY.match(line.text)


def _above(sheet: FieldSheet, lines: list[SheetLine], first: int, fields: dict[str, StatedWords | None]) -> None:
    """Outlet, date and headline from the lines above the first label. The outlet stands above the date; the headline
    above both, or, in older exports, below."""
    head = [line for line in lines[:first] if not _COPYRIGHT.match(line.text) and not _OF.match(line.text)]
    dated = [at for at, line in enumerate(head) if _is_date(line)]
    if not dated:
        return
    day = dated[0] if _centred(head) else dated[-1]
    fields["published"] = sheet.words(head[day].start, head[day].end, "date line")
    if day:
        fields["publisher"] = _outlet(sheet, head[day - 1])
    below = [line for line in head[day + 1 :] if not _EDITION.search(line.text) and line.indent < _CENTRED]
    title = below if below else _headline_above(head, day - 1)
    if title and "title" not in fields:
        fields["title"] = sheet.words(title[0].start, title[-1].end, "headline")
        sheet.mark(title[0].start, title[-1].end, "title")


def _centred(head: list[SheetLine]) -> bool:
    return any(line.indent >= _CENTRED for line in head)


def _is_date(line: SheetLine) -> bool:
    return (
        len(line.text) <= _LONGEST_DATE
        and bool(_DATE.search(line.text))
        and not _NOT_A_DATE.search(line.text)
        and (bool(re.search(r"\d.*\d", line.text)) and bool(_MONTHISH.search(line.text)))
    )


_MONTHISH = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-]\d|\b\d{1,2}(?:st|nd|rd|th)?\.?,?\s+(?:de\s+)?[^\W\d_]{3,10}\.?,?\s+(?:de\s+)?\d{4}"
    r"|\b[^\W\d_]{3,10}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}"
)


def _outlet(sheet: FieldSheet, line: SheetLine) -> StatedWords | None:
    bracket = re.search(r"\s*\([^()]*\)$", line.text)
    return sheet.words(line.start, line.start + bracket.start() if bracket else line.end, "line above the date")


def _headline_above(head: list[SheetLine], outlet: int) -> list[SheetLine]:
    """The headline that ends above the outlet: one line, and those above it that fill their line and go on."""
    if outlet < 1:
        return []
    first = outlet - 1
    while first and not head[first].apart and len(head[first - 1].text) >= _WRAPPED:
        first -= 1
    return head[first:outlet]


READER = Reader("nexis-text 1", _fits, _parts)
