"""The dossier as it is published: the rows of `data/`, and the records from which pages are rendered. All ids are
published ids."""

from __future__ import annotations

from typing import NamedTuple

from pydantic import Field

from tasks.records.base import Record
from tasks.records.documents import Document, Dropped, Note
from tasks.records.extracts import DateMention, Figure, Name, Quotation
from tasks.records.facts import StoryFact
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
    """A row of documents.jsonl: a document with its letter, the id of its story, and the id of its copy group, if it is
    in one."""

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
    silent: tuple[str, ...] = ()
    failed: tuple[Failing, ...] = ()


class PublishedTopic(Record):
    """A row of topics.jsonl: a topic of one story, its claims in reading order, and its summary."""

    id: str
    slug: str
    story: str
    label: str
    keywords: tuple[str, ...]
    claims: tuple[str, ...]
    summary: tuple[SummarySentence, ...]


class PublishedQuotation(Quotation):
    """A row of quotations.jsonl: a quotation and the id of the utterance that it renders, if it was assigned to one."""

    utterance: str | None


class PublishedClaim(Claim):
    """A row of claims.jsonl: a claim, the id of its topic, and the ids of the conflicts that its passages take part
    in."""

    topic: str | None
    conflicts: tuple[str, ...]


class DocumentChanges(Record):
    """Ids of documents that were added, removed or altered (same path, other bytes) since the previous build; each
    sorted."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()


class ClaimChanges(Record):
    """Ids of claims, each tuple sorted: `new`; `gained` and `lost` passages; `reworded` (another title); `merged` into
    another claim; `vanished` without a successor. One id can be in several of the middle three."""

    new: tuple[str, ...] = ()
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    reworded: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    vanished: tuple[str, ...] = ()


class ConflictChanges(Record):
    """Ids of conflicts that are new (`opened`) or gone (`settled`) since the previous build; each sorted."""

    opened: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()


class Changes(Record):
    """The object in changes.json: what changed between the builds `previous` (null for a first build) and `build`."""

    schema_: str = Field(default=SCHEMA, alias="schema")
    build: str
    previous: str | None
    documents: DocumentChanges
    claims: ClaimChanges
    conflicts: ConflictChanges


class PublisherGroup(Record):
    """Documents, by id, that count as one publisher, its name if one is stated, and the reason ("stated: Lund Post", "A
    and B share a page layout (…)")."""

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
    """A claim that is no longer in the dossier but had a page: its last words and speaker, the build in which it
    disappeared, and the id of the claim that replaced it, if any."""

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
    """What the pages of a story print about the dossier around it. `id` is the build since which the story is
    unchanged; `title` is printed at the head of every page, `title_document` is the id of the document whose headline
    it is, if any; `several` says whether the dossier has other stories; `base_url` is the site's address, if
    configured."""

    id: str
    title: str
    title_document: str | None
    several: bool
    base_url: str | None


class StoryDossier(Record):
    """Everything that is published of one story. Its pages and its rows of `data/` are made from this record alone, so
    that they do not change when other stories do.

    `documents` are in order of letter; `foreign` are documents of other stories that are in a copy group with one of
    these. `since` maps a claim to the build in which it was first seen; `paged` are the claims that have a page of
    their own; `facts` are the rows of the table of facts on which documents differ, `agreed` the others; `speakers`
    maps the key of a speaker (`tasks.shared.speakers.profiles`) to the slug of his page.
    """

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
    facts: tuple[StoryFact, ...] = ()
    agreed: tuple[StoryFact, ...] = ()
    connections: tuple[Connection, ...]
    figures: tuple[Figure, ...]
    dates: tuple[DateMention, ...]
    names: tuple[Name, ...]
    since: dict[str, str]
    paged: frozenset[str]
    speakers: dict[str, str]


class Overall(Record):
    """What is published of the dossier as a whole. `head` is its title at the head of every page, without the number of
    stories, which would change every page with each new story. `base_url` is the site's address, if configured;
    `changes` are those of this build, `history` those of earlier builds, the latest first."""

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
