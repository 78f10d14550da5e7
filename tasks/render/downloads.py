"""The files of `data/`: every record of the dossier as JSON Lines, their schemas, tables, and W3C annotations."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from tasks.records import (
    Build,
    Changes,
    Conflict,
    Connection,
    CopyGroup,
    DateMention,
    Dossier,
    Dropped,
    Figure,
    Name,
    Page,
    PublishedClaim,
    PublishedDocument,
    PublishedQuotation,
    PublishedStory,
    PublishedTopic,
    PublisherGroup,
    Record,
    Utterance,
)
from tasks.render.coverage import Coverage, coverage
from tasks.render.pages import Frame, Site

RECORDS: tuple[tuple[str, type[Record], str], ...] = (
    ("documents", PublishedDocument, "the documents with their text, what is shown of it and what was set aside"),
    ("dropped", Dropped, "files that were left out, and why"),
    ("copies", CopyGroup, "documents that share passages"),
    ("stories", PublishedStory, "events, with their documents and summaries"),
    ("topics", PublishedTopic, "subjects, with their claims and summaries"),
    ("quotations", PublishedQuotation, "quotations with their speakers"),
    ("utterances", Utterance, "one thing said, in all its wordings"),
    ("claims", PublishedClaim, "claims with the passages that carry them"),
    ("conflicts", Conflict, "readings that differ"),
    ("figures", Figure, "figures and what they count"),
    ("dates", DateMention, "date expressions and the days they mean"),
    ("names", Name, "people, bodies and places with every mention"),
    ("publishers", PublisherGroup, "documents that count as one publisher"),
    ("connections", Connection, "claims that the text connects"),
)
OBJECTS: tuple[tuple[str, type[Record], str], ...] = (
    ("build", Build, "this build: its configuration, inputs and counts"),
    ("changes", Changes, "what changed since the previous build"),
)
WORKED_OUT: tuple[tuple[str, type[Record], str], ...] = (
    ("coverage", Coverage, "what each document alone carries, and what it is silent on"),
)
_UNPUBLISHED = {"dates": {"expression"}}
_EXTRA = {
    "annotations.jsonl": "W3C Web Annotations: each passage by position and by quotation",
    "claims.csv": "claims as a table",
    "documents.csv": "documents as a table",
}
_LINE_END = b"\n"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def data_files(dossier: Dossier) -> tuple[Page, ...]:
    """Every file of `data/` except its page, in order of path. Same dossier, same bytes."""
    files = [Page(f"data/{name}.json", _object(getattr(dossier, name))) for name, _, _ in OBJECTS]
    for name, _, _ in RECORDS:
        files.append(Page(f"data/{name}.jsonl", _lines(getattr(dossier, name), _UNPUBLISHED.get(name))))
    files.append(Page("data/coverage.jsonl", _lines(coverage(dossier), None)))
    for name, record, _ in (*OBJECTS, *RECORDS, *WORKED_OUT):
        files.append(Page(f"data/schema/{name}.schema.json", _schema(name, record)))
    files.append(Page("data/annotations.jsonl", _annotations(dossier)))
    files.append(Page("data/claims.csv", _claims_table(dossier)))
    files.append(Page("data/documents.csv", _documents_table(dossier)))
    return tuple(sorted(files))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _object(record: Record) -> bytes:
    return (_json(record.model_dump(mode="json")) + "\n").encode("utf-8")


def _lines(records: Iterable[Record], exclude: set[str] | None) -> bytes:
    return "".join(_json(record.model_dump(mode="json", exclude=exclude)) + "\n" for record in records).encode("utf-8")


def _schema(name: str, record: type[Record]) -> bytes:
    schema: dict[str, Any] = record.model_json_schema(by_alias=True, mode="serialization")
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    for field in _UNPUBLISHED.get(name, ()):
        schema["properties"].pop(field)
        schema["required"] = [key for key in schema["required"] if key != field]
    return (json.dumps(schema, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode("utf-8")


def _annotations(dossier: Dossier) -> bytes:
    """W3C Web Annotations: each passage of each claim, by position and by quotation, in the document's text."""
    documents = {document.id: document for document in dossier.documents}
    rows = []
    for claim in dossier.claims:
        for place, evidence in enumerate(claim.evidence):
            document = documents[evidence.document]
            rows.append(
                _json(
                    {
                        "@context": "http://www.w3.org/ns/anno.jsonld",
                        "id": f"#{claim.id}-{place + 1}",
                        "type": "Annotation",
                        "motivation": "identifying",
                        "body": {"id": f"#{claim.id}", "type": "Claim", "purpose": "identifying"},
                        "target": {
                            "source": document.url or document.path,
                            "selector": [
                                {"type": "TextPositionSelector", "start": evidence.start, "end": evidence.end},
                                {
                                    "type": "TextQuoteSelector",
                                    "exact": evidence.exact,
                                    "prefix": document.text[max(0, evidence.start - 32) : evidence.start],
                                    "suffix": document.text[evidence.end : evidence.end + 32],
                                },
                            ],
                        },
                    }
                )
                + "\n"
            )
    return "".join(rows).encode("utf-8")


def _claims_table(dossier: Dossier) -> bytes:
    letters = {document.id: document.siglum for document in dossier.documents}
    head = (
        "id",
        "speaker",
        "words",
        "day",
        "documents",
        "publishers",
        "origins",
        "origin_names",
        "letters",
        "conflicts",
    )
    rows = [
        (
            claim.id,
            claim.title.speaker or "",
            claim.title.exact,
            claim.day or "",
            str(claim.documents),
            str(claim.publishers),
            str(claim.origins),
            "; ".join(claim.origin_names),
            " ".join(sorted({letters[e.document] for e in claim.evidence}, key=lambda s: (len(s), s))),
            " ".join(claim.conflicts),
        )
        for claim in dossier.claims
    ]
    return _table(head, rows)


def _documents_table(dossier: Dossier) -> bytes:
    head = ("siglum", "id", "title", "publisher", "byline", "published", "language", "path", "sha256", "url")
    rows = [
        (
            document.siglum,
            document.id,
            document.title.exact if document.title else "",
            document.publisher.name if document.publisher else "",
            document.byline.name if document.byline else "",
            document.published or "",
            document.language or "",
            document.path,
            document.sha256,
            document.url or "",
        )
        for document in dossier.documents
    ]
    return _table(head, rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A table for a spreadsheet. A cell that a spreadsheet would take for a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    for row in rows:
        writer.writerow(["'" + cell if cell.startswith(_FORMULA) else cell for cell in row])
    return out.getvalue().encode("utf-8")


class FileLine(NamedTuple):
    name: str
    told: str
    rows: str
    size: str
    schema: str


def pages(dossier: Dossier, site: Site, files: Sequence[Page]) -> list[Page]:
    """`data/index.html`: the files given, with what a row of each is."""
    told = {f"{name}.json": text for name, _, text in OBJECTS} | _EXTRA
    told |= {f"{name}.jsonl": text for name, _, text in (*RECORDS, *WORKED_OUT)}
    lines = []
    for file in files:
        name = file.path.removeprefix("data/")
        if name in told:
            stem = name.partition(".")[0]
            schema = (
                f"schema/{stem}.schema.json" if name.endswith((".jsonl", ".json")) and stem != "annotations" else ""
            )
            rows = "1" if name.endswith(".json") else f"{file.content.count(_LINE_END) - name.endswith('.csv'):,}"
            lines.append(FileLine(name, told[name], rows, f"{len(file.content):,}", schema))
    return [site.page("data/index.html", "data.html", Frame("Data", "Data"), files=lines)]
