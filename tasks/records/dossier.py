"""The dossier as published: the rows of `data/`, and what the pages are rendered from."""

from __future__ import annotations

from typing import NamedTuple

from pydantic import Field

from tasks.records.base import Record
from tasks.records.documents import Document, Dropped
from tasks.records.extracts import DateMention, Figure, Name, Quotation
from tasks.records.stories import (
    Claim,
    Conflict,
    Connection,
    CopyGroup,
    CrossReference,
    Material,
    Summaries,
    SummarySentence,
    Topic,
    Utterance,
)

SCHEMA = "dossier/1"


class PublishedDocument(Document):
    """A row of documents.jsonl."""

    siglum: str
    story: str
    copy_group: str | None


class PublishedStory(Record):
    """A row of stories.jsonl."""

    id: str
    slug: str
    label: str
    documents: tuple[str, ...]
    first_day: str | None
    last_day: str | None
    summary: tuple[SummarySentence, ...]


class PublishedTopic(Record):
    """A row of topics.jsonl."""

    id: str
    slug: str
    story: str
    label: str
    keywords: tuple[str, ...]
    claims: tuple[str, ...]
    summary: tuple[SummarySentence, ...]


class PublishedQuotation(Quotation):
    """A row of quotations.jsonl."""

    utterance: str | None


class PublishedClaim(Claim):
    """A row of claims.jsonl."""

    topic: str | None
    conflicts: tuple[str, ...]


class DocumentChanges(Record):
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()


class ClaimChanges(Record):
    new: tuple[str, ...] = ()
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    reworded: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    vanished: tuple[str, ...] = ()


class ConflictChanges(Record):
    opened: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()


class Changes(Record):
    """The object in changes.json: what changed since the previous build."""

    schema_: str = Field(default=SCHEMA, alias="schema")
    build: str
    previous: str | None
    documents: DocumentChanges
    claims: ClaimChanges
    conflicts: ConflictChanges


class PublisherGroup(Record):
    """Documents that count as one publisher, and why ("stated: Al Jazeera", "share a page layout")."""

    documents: tuple[str, ...]
    name: str | None
    reason: str


class Build(Record):
    """The object in build.json. `title_document` names the document whose headline serves as the title, if one does."""

    schema_: str = Field(default=SCHEMA, alias="schema")
    id: str
    title: str
    title_document: str | None
    generator: str
    configuration: dict[str, object]
    inputs_sha256: str
    counts: dict[str, int]
    not_looked_for: tuple[str, ...]


class Tombstone(Record):
    """A claim that no longer stands: its last words, the build since which it is gone, and what replaced it."""

    id: str
    text: str
    speaker: str | None
    build: str
    replaced_by: str | None


class Dossier(Record):
    """Everything a build publishes. The pages and the files of `data/` are both made from this and nothing else."""

    build: Build
    documents: tuple[PublishedDocument, ...]
    dropped: tuple[Dropped, ...]
    copies: tuple[CopyGroup, ...]
    publishers: tuple[PublisherGroup, ...]
    stories: tuple[PublishedStory, ...]
    topics: tuple[PublishedTopic, ...]
    quotations: tuple[PublishedQuotation, ...]
    utterances: tuple[Utterance, ...]
    claims: tuple[PublishedClaim, ...]
    conflicts: tuple[Conflict, ...]
    connections: tuple[Connection, ...]
    figures: tuple[Figure, ...]
    dates: tuple[DateMention, ...]
    names: tuple[Name, ...]
    changes: Changes
    tombstones: tuple[Tombstone, ...] = ()


class Draft(Record):
    """A dossier before the ledger: every id is provisional, and no document has a letter."""

    title: str
    title_document: str | None
    configuration: dict[str, object]
    inputs_sha256: str
    given: int
    dropped: tuple[Dropped, ...]
    copies: tuple[CopyGroup, ...]
    publishers: tuple[PublisherGroup, ...]
    materials: tuple[Material, ...]
    crossed: tuple[CrossReference, ...]
    topics: tuple[tuple[Topic, ...], ...]
    summaries: tuple[Summaries, ...]


class Page(NamedTuple):
    """One file of the site: its path with `/`, relative to the site's folder, and its bytes."""

    path: str
    content: bytes
