"""Tables of articles: JSON, JSON Lines, CSV and TSV, one report a record. What a column means is known by its name, as
crawlers and news services call it, or said in `[columns]` of `dossier.toml`."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tasks.read.sheet import FieldSheet, key_of, lines_of
from tasks.read.source import FilePart, InputFile, Reader, UnreadPart
from tasks.records import StatedWords

_JSON = (".json", ".jsonl", ".ndjson")
_TABLES = (".csv", ".tsv")

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "text": ("maintext", "plaintext", "articletext", "fulltext", "articlebody", "bodytext", "text", "body", "content",
             "articlecontent", "storytext"),
    "title": ("title", "headline", "articletitle"),
    "standfirst": ("standfirst", "subtitle", "description", "lead", "summary", "abstract"),
    "byline": ("authors", "author", "byline", "creator"),
    "publisher": ("publisher", "medianame", "publication", "outlet", "newspaper", "sitename", "source", "sourcedomain",
                  "mediaurl", "site"),
    "published": ("datepublish", "publishingdate", "publishdate", "publishedat", "published", "datepublished",
                  "publicationdate", "pubdate", "date"),
    "modified": ("datemodify", "modified", "updatedat", "datemodified"),
    "captured": ("datedownload", "indexeddate", "downloaddate", "capturedat", "retrieved", "crawledat"),
    "language": ("language", "lang"),
    "url": ("url", "link", "canonicalurl", "canonicallink"),
    "id": ("id", "storiesid", "guid", "uid", "uri"),
}  # fmt: skip
"""Names of columns, best first, without signs and in lower case: those of fundus, news-please, newspaper4k, Media Cloud
and newsapi among them."""
_LISTS = ("articles", "stories", "results", "documents", "items", "data", "docs", "hits")
"""Keys under which services put the list of their articles."""
_ORDER = ("title", "byline", "publisher", "published", "modified", "captured", "language", "url")
"""What is printed of a record above its text."""
_CUT = re.compile(r"(?:…|\.\.\.)?\s*\[\+\d+ chars\]\s*$")
_MARKUP = re.compile(r"<(?:p|div|br|article|section)\b[^>]*>", re.I)
_QUOTED = re.compile(r"'([^']+)'|\"([^\"]+)\"")
_LONGEST_CELL = 20 * 1024 * 1024
_NAMED = 12
"""Columns that a message names."""


def _fits(source: InputFile) -> str | None:
    if source.ending in _JSON and source.text.lstrip()[:1] in ("{", "["):
        return "a table of articles as JSON"
    if source.ending in _TABLES:
        return "a table of articles"
    return None


def _parts(source: InputFile) -> Iterator[FilePart | UnreadPart]:
    text, encoding = source.decoded
    try:
        records = _records(text, source.ending)
    except (ValueError, RecursionError, csv.Error) as error:
        yield UnreadPart("", "broken-table", f"cannot be read as {source.ending[1:].upper()}: {error}")
        return
    if not records:
        yield UnreadPart("", "empty", "no record in it")
        return
    columns = _mapping(records, dict(source.columns))
    if "text" not in columns:
        names = list(dict.fromkeys(name for record in records for name in record))
        known = ", ".join(names[:_NAMED]) + (", ..." if len(names) > _NAMED else "")
        detail = f'no column of texts among {known}; name it in dossier.toml: [columns] text = "..."'
        yield UnreadPart("", "no-text-column", detail)
        return
    for number, record in enumerate(records, 1):
        yield _part(str(number) if len(records) > 1 else "", record, columns, encoding)


def _records(text: str, ending: str) -> list[dict[str, Any]]:
    if ending in _TABLES:
        return _rows(text, ending)
    if ending == ".json":
        try:
            return _articles(json.loads(text))
        except json.JSONDecodeError:
            if "\n" not in text.strip():
                raise
    rows = [json.loads(line) for line in text.split("\n") if line.strip()]
    return [row for row in rows if isinstance(row, dict)]


def _articles(data: object) -> list[dict[str, Any]]:
    """The records of a JSON value: a list, one under a known key, or one record by itself."""
    if isinstance(data, list):
        return [row for row in data if isinstance(row, dict)]
    if not isinstance(data, dict):
        return []
    for key in _LISTS:
        inner = data.get(key)
        if isinstance(inner, list) and any(isinstance(row, dict) for row in inner):
            return [row for row in inner if isinstance(row, dict)]
        if isinstance(inner, dict):
            found = _articles(inner) if any(isinstance(inner.get(name), list) for name in _LISTS) else []
            if found:
                return found
    return [data]


def _rows(text: str, ending: str) -> list[dict[str, Any]]:
    csv.field_size_limit(_LONGEST_CELL)
    head = text.lstrip("\r\n").split("\n", 1)[0]
    sign = "\t" if ending == ".tsv" else max(",;\t|", key=lambda sign: (head.count(sign), -",;\t|".index(sign)))
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=sign)
    return [{str(name): value for name, value in row.items() if name is not None} for row in reader]


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _mapping(records: Sequence[Mapping[str, Any]], chosen: Mapping[str, str]) -> dict[str, str]:
    """The column for each meaning. A column of texts is one that holds words; what `chosen` names goes before."""
    names = list(dict.fromkeys(name for record in records for name in record))
    plain = {_plain(name): name for name in reversed(names)}
    found = {}
    for meaning, known in _COLUMNS.items():
        column = chosen.get(meaning)
        if column is not None and column in names:
            found[meaning] = column
            continue
        candidates = (plain[name] for name in known if name in plain)
        name = next((name for name in candidates if any(_words(record.get(name)) for record in records)), None)
        if name is not None and name not in found.values():
            found[meaning] = name
    return found


def _words(value: object) -> str:
    """The words of a cell: a text, those of a list in order, or of an object the name, or all that it holds."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        return "\n\n".join(filter(None, map(_words, value)))
    if isinstance(value, dict):
        for key in ("name", "text", "plaintext"):
            if isinstance(value.get(key), str):
                return str(value[key]).strip()
        return "\n\n".join(filter(None, (_words(inner) for inner in value.values())))
    return ""


def _part(address: str, record: Mapping[str, Any], columns: Mapping[str, str], encoding: str) -> FilePart | UnreadPart:
    """One record as a text: its headline, the other fields with their names, its text."""
    body = _text(_words(record.get(columns["text"])))
    cut = _CUT.search(body)
    if not body:
        return UnreadPart(address, "no-text", f"nothing in column {columns['text']}")
    pieces: list[str] = []
    places: dict[str, tuple[int, int]] = {}
    at = 0
    for meaning in _ORDER:
        words = " ".join(_names(_words(record.get(columns[meaning]))).split()) if meaning in columns else ""
        if not words:
            continue
        label = "" if meaning == "title" else f"{columns[meaning]}: "
        places[meaning] = (at + len(label), at + len(label) + len(words))
        pieces.append(label + words)
        at += len(label) + len(words) + 2
    content = "\n\n".join([*pieces, body])
    sheet = FieldSheet(content)
    fields: dict[str, StatedWords | None] = {
        meaning: sheet.words(start, end, f"column {columns[meaning]}") for meaning, (start, end) in places.items()
    }
    if "title" in places:
        sheet.mark(*places["title"], "title")
    sheet.mark(at, at + (cut.start() if cut else len(body)), "body")
    standfirst = " ".join(_text(_words(record.get(columns["standfirst"]))).split()) if "standfirst" in columns else ""
    if standfirst and standfirst[:60] not in body:
        field = f"column {columns['standfirst']}"
        fields["standfirst"] = StatedWords(exact=standfirst, start=None, end=None, field=field)
    stated = sheet.stated(**fields)
    if cut:
        stated = stated.model_copy(update={"doubtful": "the table holds only the beginning of its text"})
    key = next(
        (str(record[columns[name]]) for name in ("id", "url") if record.get(columns.get(name, "")) is not None), ""
    )
    return FilePart(address, "text/plain", encoding, content, stated, key or key_of(stated))


def _names(words: str) -> str:
    """Names that were printed as a list of Python ("['Mara Quist', 'Jens Falk']") or put on lines of their own."""
    if words.startswith("[") and words.endswith("]"):
        return ", ".join(one or other for one, other in _QUOTED.findall(words)) or words
    return ", ".join(line.text for line in lines_of(words))


def _text(words: str) -> str:
    """The text of a cell; that of its elements where it holds a page."""
    if len(_MARKUP.findall(words)) < 1:
        return words
    from tasks.read.markup import lines_in, tree_of
    from tasks.read.sheet import paragraphs

    tree = tree_of(f"<html><body>{words}</body></html>")
    return words if tree is None else paragraphs(lines_in(tree))


READER = Reader("table 1", _fits, _parts)
