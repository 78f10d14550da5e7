"""Documents written in case files: lines of metadata, a blank line, then the text.

    publisher: Harbour Herald
    published: 2031-03-04
    credits: Norda

    First paragraph.
    byline~ By Ida Marsh

A line of the text is a paragraph; one that begins with the name of a rule and "~ " is a removed line, shown without
that beginning. Known names: path, publisher, published, modified, inferred (a date of publication that is inferred),
url, byline, language, title (the first line is one: "yes"), credits (agencies; the credit is the first standing of the
name in the text).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from tasks.deduplicate import deduplicate, trace
from tasks.features import features
from tasks.records import (
    Agency,
    Block,
    CopyGroup,
    DateBasis,
    Document,
    Extract,
    Features,
    Party,
    Removed,
    Title,
)

_HEAD = re.compile(r"(path|publisher|published|modified|inferred|url|byline|language|title|credits): (.*)")
_CUT = re.compile(r"([a-z-]+)~ (.*)")


def headed(written: str, path: str = "a.txt") -> Document:
    """The document that is written so; `path` unless it says another."""
    lines = written.split("\n")
    said: dict[str, str] = {}
    while lines and (match := _HEAD.fullmatch(lines[0])):
        said[match[1]] = match[2]
        lines.pop(0)
    blocks: list[Block] = []
    removed: list[Removed] = []
    shown: list[str] = []
    at = 0
    for line in lines:
        cut = _CUT.fullmatch(line)
        plain = cut[2] if cut else line
        if cut:
            removed.append(Removed(start=at, end=at + len(plain), rule=cut[1]))
        elif plain.strip():
            kind = "title" if said.get("title") and not blocks else "paragraph"
            blocks.append(Block(start=at, end=at + len(plain), kind=kind))  # type: ignore[arg-type]
        shown.append(plain)
        at += len(plain) + 1
    text = "\n".join(shown)
    path = said.get("path", path)
    first = blocks[0] if blocks else None
    inferred = DateBasis(kind="inferred", start=None, end=None, reason="test") if "inferred" in said else None
    return Document(
        id=f"doc-{hashlib.sha256(path.encode()).hexdigest()[:8]}",
        path=path,
        sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        media_type="text/plain",
        encoding="utf-8",
        language=said.get("language"),
        text=text,
        blocks=tuple(blocks),
        removed=tuple(removed),
        title=Title(exact=text[first.start : first.end], start=first.start, end=first.end, basis="first line")
        if first and said.get("title")
        else None,
        standfirst=None,
        byline=_party(said.get("byline")),
        publisher=_party(said.get("publisher")),
        published=said.get("published") or said.get("inferred"),
        published_basis=inferred,
        modified=said.get("modified"),
        agencies=tuple(_agency(name, text) for name in said["credits"].split(", ")) if "credits" in said else (),
        url=said.get("url"),
        doubtful=None,
    )


def nothing_found(document: Document) -> Extract:
    """What `extract` hands on when it finds nothing."""
    return Extract(document=document.id)


def marks_of(documents: Sequence[Document]) -> list[Features]:
    """The features of documents in which `extract` finds nothing."""
    return [features(document, nothing_found(document)) for document in documents]


def copies_among(documents: Sequence[Document]) -> tuple[CopyGroup, ...]:
    """What `deduplicate` finds in documents, traced."""
    by_id = {document.id: document for document in documents}
    marks = {each.id: each for each in marks_of(documents)}
    found = deduplicate(list(marks.values()))
    return tuple(trace(alike, [marks[member] for member in alike.members], by_id.__getitem__) for alike in found)


def _party(name: str | None) -> Party | None:
    return Party(name=name, start=None, end=None, basis="test") if name else None


def _agency(name: str, text: str) -> Agency:
    at = text.index(name)
    line = text.rindex("\n", 0, at) + 1 if "\n" in text[:at] else 0
    return Agency(name=name, start=line, end=at + len(name))
