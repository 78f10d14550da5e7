"""Builds the material of one story from a few written reports, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.extract import extract
from tasks.records import Block, Document, Material, Party, Story
from tasks.resolve import resolve
from tasks.segment import segment


def report(name: str, text: str, published: str | None = None, publisher: str | None = None) -> Document:
    """A document whose every line is a paragraph."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(start=at, end=at + len(line), kind="paragraph"))
        at += len(line) + 1
    return Document(
        id=f"doc-{name}",
        path=f"{name}.txt",
        sha256="0" * 64,
        media_type="text/plain",
        encoding="utf-8",
        language="en",
        text=text,
        blocks=tuple(blocks),
        removed=(),
        title=None,
        standfirst=None,
        byline=None,
        publisher=Party(name=publisher, start=None, end=None, basis="configured") if publisher else None,
        published=published,
        published_basis=None,
        modified=None,
        url=None,
        doubtful=None,
    )


def story(documents: Sequence[Document]) -> Material:
    """The resolved material of a story that holds these documents and no copies."""
    segmented = [segment(document) for document in documents]
    extracts = [extract(document, parts) for document, parts in zip(documents, segmented, strict=True)]
    return resolve(
        Material(
            story=Story(id="s-1", documents=tuple(document.id for document in documents)),
            documents=tuple(documents),
            segmented=tuple(segmented),
            extracts=tuple(extracts),
            copies=(),
        )
    )
