"""The files of `data/`: every record of the dossier as JSON Lines, their schemas, tables, and W3C annotations."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from tasks.records import (
    Build,
    Changes,
    Conflict,
    Connection,
    CopyGroup,
    CopyOutline,
    DateMention,
    Dropped,
    Figure,
    Name,
    Note,
    Overall,
    Page,
    PublishedClaim,
    PublishedDocument,
    PublishedQuotation,
    PublishedStory,
    PublishedTopic,
    PublisherGroup,
    Record,
    StoryDossier,
    StoryFact,
    StoryName,
    Utterance,
)
from tasks.render.coverage import Coverage
from tasks.render.frame import Frame, Site
from tasks.shared.text.canonical_json import published
from tasks.shared.text.spans import closed, siglum_order

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
    ("facts", StoryFact, "rows of the table of facts on which documents differ: the values that each states"),
    ("agreed", StoryFact, "rows of the table of facts on which documents do not differ"),
    ("figures", Figure, "figures and what they count"),
    ("dates", DateMention, "date expressions and the days they mean"),
    ("names", Name, "people, bodies and places with every mention"),
    ("publishers", PublisherGroup, "documents that count as one publisher"),
    ("connections", Connection, "claims that the text connects"),
    ("story_names", StoryName, "names that several stories have, as each story has them"),
    ("notes", Note, "the editor's notes"),
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
_FORMULA = ("=", "+", "-", "@", "\u2212")


_RECORDS_OF_A_STORY = (
    "topics",
    "quotations",
    "utterances",
    "claims",
    "conflicts",
    "facts",
    "agreed",
    "connections",
    "figures",
    "dates",
    "names",
)
NAMES, STORY_NAMES = "names.jsonl", "story_names.jsonl"
COPIES, DOCUMENTS = "data/copies.jsonl", "data/documents.jsonl"
STORIES = "stories.jsonl"
BY_STORY = (STORIES, *(f"{name}.jsonl" for name in _RECORDS_OF_A_STORY), "annotations.jsonl", "claims.csv")
"""The files whose rows each story gives, in the order of stories."""
BY_DOCUMENT = ("documents.jsonl", "coverage.jsonl", "documents.csv")
"""The files whose rows stand in the order of documents."""


def story_lines(dossier: StoryDossier) -> dict[str, str]:
    """The story's lines by name of file, for the files of `data/` that are in the order of stories; each line ends with
    a line break."""
    lines = {f"{name}.jsonl": _lines(getattr(dossier, name), _UNPUBLISHED.get(name)) for name in _RECORDS_OF_A_STORY}
    lines["stories.jsonl"] = _lines([dossier.story], None)
    lines["annotations.jsonl"] = _annotations(dossier)
    lines["claims.csv"] = _claims_table(dossier)
    return lines


def document_lines(dossier: StoryDossier, covered: Iterable[Coverage]) -> dict[str, dict[str, str]]:
    """The line of each document, by name of file and letter, for the files of `data/` that are in the order of
    documents. `covered` says for each document, in order, what it alone carries."""
    letters = {document.id: document.siglum for document in dossier.documents}
    return {
        "documents.jsonl": {d.siglum: _lines([d], None) for d in dossier.documents},
        "coverage.jsonl": {letters[row.document]: _lines([row], None) for row in covered},
        "documents.csv": {d.siglum: _documents_row(d) for d in dossier.documents},
    }


def overall_files(overall: Overall) -> tuple[Page, ...]:
    """The files of `data/` to which no story adds lines."""
    files = [Page(f"data/{name}.json", _object(getattr(overall, name))) for name, _, _ in OBJECTS]
    for name in ("dropped", "publishers", "notes"):
        files.append(Page(f"data/{name}.jsonl", _lines(getattr(overall, name), None).encode("utf-8")))
    return tuple(files)


def schemas() -> tuple[Page, ...]:
    """The JSON Schema of each file of records in `data/`, as pages of the site."""
    return tuple(
        Page(f"data/schema/{name}.schema.json", _schema(name, record))
        for name, record, _ in (*OBJECTS, *RECORDS, *WORKED_OUT)
    )


def copy_line(group: CopyOutline, shared: str) -> str:
    """The line of copies.jsonl of a copy group. `shared` are its passages as JSON, inserted as they are."""
    rest = published(group.model_dump(mode="json", exclude={"digest"}))
    return f'{rest[:-1]},"shared":{shared}}}\n'  # of a group's keys, `shared` is the last in order


class NameLine(NamedTuple):
    """The row of a name as a story gives it: the story, its place among the names of that story, and the row."""

    story: str
    place: int
    row: str


def joined_names(lines: Iterable[NameLine]) -> Iterator[tuple[str, str]]:
    """Yields the rows of names.jsonl, each with its rows of story_names.jsonl; all with a line break. Rows of several
    stories for one name become one row with all spellings and mentions, and the row of each story goes to the second
    file."""
    same: dict[str, list[NameLine]] = {}
    for line in lines:
        same.setdefault(_NAME_ID.findall(line.row)[-1], []).append(line)
    for several in same.values():
        if len(several) == 1:
            yield f"{several[0].row}\n", ""
        else:
            names = [json.loads(line.row) for line in several]
            parts = zip(several, names, strict=True)
            yield (
                _joined(names),
                "".join([published({"story": s.story, "place": s.place, "name": n}) + "\n" for s, n in parts]),
            )


_NAME_ID = re.compile(r'"id":"(n-[0-9a-f]+)"')


def _joined(rows: Sequence[dict[str, Any]]) -> str:
    counts: Counter[str] = Counter()
    for row in rows:
        for alias in row["aliases"]:
            counts[alias["text"]] += alias["count"]
    aliases = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    rules = {rule for row in rows for rule in row["rules"]} | {"the same name in several stories"}
    joined = {
        **rows[0],
        "aliases": [{"text": text, "count": count} for text, count in aliases],
        "mentions": [mention for row in rows for mention in row["mentions"]],
        "rules": sorted(rules),
    }
    return published(joined) + "\n"


def _object(record: Record) -> bytes:
    return (published(record.model_dump(mode="json")) + "\n").encode("utf-8")


def _lines(records: Iterable[Record], exclude: set[str] | None) -> str:
    return "".join([published(record.model_dump(mode="json", exclude=exclude)) + "\n" for record in records])


def _schema(name: str, record: type[Record]) -> bytes:
    schema: dict[str, Any] = record.model_json_schema(by_alias=True, mode="serialization")
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    for field in _UNPUBLISHED.get(name, ()):
        schema["properties"].pop(field)
        schema["required"] = [key for key in schema["required"] if key != field]
    return (json.dumps(schema, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode("utf-8")


def _annotations(dossier: StoryDossier) -> str:
    """W3C Web Annotations: each passage of each claim, by position and by quotation, in the document's text."""
    documents = {document.id: document for document in dossier.documents}
    rows = []
    for claim in dossier.claims:
        for place, evidence in enumerate(claim.evidence):
            document = documents[evidence.document]
            rows.append(
                published(
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
    return "".join(rows)


CLAIM_HEAD = (
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


def _claims_table(dossier: StoryDossier) -> str:
    letters = {document.id: document.siglum for document in dossier.documents}
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
            " ".join(sorted({letters[e.document] for e in claim.evidence}, key=siglum_order)),
            " ".join(claim.conflicts),
        )
        for claim in dossier.claims
    ]
    return table(*rows)


DOCUMENT_HEAD = ("siglum", "id", "title", "publisher", "byline", "published", "language", "path", "sha256", "url")


def _documents_row(document: PublishedDocument) -> str:
    return table(
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
    )


def table(*rows: Sequence[str]) -> str:
    """Rows as CSV, each cell in quotation marks, so that no program finds a cell inside another, whatever it takes for
    a separator."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    for row in rows:
        writer.writerow([_cell(cell) for cell in row])
    return out.getvalue()


def _cell(text: str) -> str:
    """A cell; one that a spreadsheet would take for a formula, whatever stands before or looks like its sign, begins
    with an apostrophe."""
    text = closed(text)
    bare = unicodedata.normalize("NFKC", text).lstrip(_SKIPPED)
    return "'" + text if bare.startswith(_FORMULA) or text.startswith(("\t", "\r", "\n")) else text


# What programs skip at the beginning of a cell: white space, quotation marks, and what nobody sees.
_SKIPPED = (
    " \t\r\n\v\f\"'\0\u00ad\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u2060"
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)


class FileLine(NamedTuple):
    """A file of `data/` as the page of downloads lists it: its name, what a row is, the number of rows and the size as
    printed, and the address of its schema ("" for none)."""

    name: str
    told: str
    rows: str
    size: str
    schema: str


HEADS = {
    name: table(head).encode("utf-8") for name, head in (("claims.csv", CLAIM_HEAD), ("documents.csv", DOCUMENT_HEAD))
}
"""The first lines of tables."""


def page(site: Site, files: Mapping[str, tuple[int, int]]) -> Page:
    """`data/index.html`, which explains the rows of each file. `files` maps the name of a file to its number of lines
    and of bytes."""
    told = {f"{name}.json": text for name, _, text in OBJECTS} | _EXTRA
    told |= {f"{name}.jsonl": text for name, _, text in (*RECORDS, *WORKED_OUT)}
    lines = []
    for name in sorted(files):
        if name in told:
            stem = name.partition(".")[0]
            schema = (
                f"schema/{stem}.schema.json" if name.endswith((".jsonl", ".json")) and stem != "annotations" else ""
            )
            amount, size = files[name]
            rows = "1" if name.endswith(".json") else f"{amount - name.endswith('.csv'):,}"
            lines.append(FileLine(name, told[name], rows, f"{size:,}", schema))
    return site.page("data/index.html", "data.html", Frame("Data", "Data"), files=lines)
