"""The dossier as published: the rows of `data/`, and what the pages are rendered from."""

from __future__ import annotations

from typing import NamedTuple

from pydantic import Field

from tasks.records.base import Record
from tasks.records.documents import Document, Dropped, Note
from tasks.records.extracts import DateMention, Figure, Name, Quotation
from tasks.records.stories import (
    Claim,
    Conflict,
    Connection,
    CopyGroup,
    CopyOutline,
    Failing,
    SummarySentence,
    Utterance,
)

SCHEMA = "dossier/1"


class PublishedDocument(Document):
    """A row of documents.jsonl."""

    siglum: str
    story: str
    copy_group: str | None


class PublishedStory(Record):
    """A row of stories.jsonl. `failed` are the stages that could not be done for it: what they give is missing."""

    id: str
    slug: str
    label: str
    documents: tuple[str, ...]
    first_day: str | None
    last_day: str | None
    summary: tuple[SummarySentence, ...]
    failed: tuple[Failing, ...] = ()


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
    """Documents that count as one publisher, and why ("stated: Lund Post", "share a page layout")."""

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


class StoryName(Record):
    """A row of story_names.jsonl: a name that several stories have, as one of them has it; `place` is where it stands
    among the names of that story, from 0."""

    story: str
    place: int
    name: Name


class Edition(Record):
    """What the pages of a story say of the dossier around it. `id` is the build since which the story stands as it
    does, `title` the dossier's title, short enough for the head of every page; `title_document` the document whose
    headline it is, if one is, and `several` tells whether the dossier has other stories."""

    id: str
    title: str
    title_document: str | None
    several: bool
    base_url: str | None


class StoryDossier(Record):
    """Everything that is published of one story. Its pages and its rows of `data/` are made from this and nothing
    else, so they stay as they are whatever becomes of other stories.

    `foreign` are documents of other stories that a copy group names beside documents of this one. `since` is the build
    in which a claim was first seen, `paged` are the claims that have a page of their own, `speakers` the page's name of
    each speaker by his key (`tasks.shared.speakers.profiles`)."""

    edition: Edition
    story: PublishedStory
    documents: tuple[PublishedDocument, ...]
    foreign: tuple[PublishedDocument, ...]
    copies: tuple[CopyGroup, ...]
    publishers: tuple[PublisherGroup, ...]
    topics: tuple[PublishedTopic, ...]
    quotations: tuple[PublishedQuotation, ...]
    utterances: tuple[Utterance, ...]
    claims: tuple[PublishedClaim, ...]
    conflicts: tuple[Conflict, ...]
    connections: tuple[Connection, ...]
    figures: tuple[Figure, ...]
    dates: tuple[DateMention, ...]
    names: tuple[Name, ...]
    since: dict[str, str]
    paged: frozenset[str]
    speakers: dict[str, str]


class Overall(Record):
    """What is published of the dossier as a whole, beside its stories. `head` is its title in the head of every page:
    without the number of stories, or one story more would change every page. `base_url` is the site's own address,
    `history` what earlier builds changed, the latest first."""

    head: str
    base_url: str | None
    build: Build
    changes: Changes
    history: tuple[Changes, ...]
    dropped: tuple[Dropped, ...]
    copies: tuple[CopyOutline, ...]
    publishers: tuple[PublisherGroup, ...]
    tombstones: tuple[Tombstone, ...] = ()
    notes: tuple[Note, ...] = ()


class Page(NamedTuple):
    """One file of the site: its path with `/`, relative to the site's folder, and its bytes."""

    path: str
    content: bytes
