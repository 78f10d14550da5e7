"""A dossier before the ledger: every id is provisional, and no document has a letter."""

from __future__ import annotations

from typing import NamedTuple

from tasks.records.base import Record
from tasks.records.documents import Dropped, Note
from tasks.records.dossier import Edition, PublisherGroup
from tasks.records.stories import CopyOutline


class OutlinedClaim(NamedTuple):
    """A claim as the ledger knows it: its words, the keys of its passages, how many documents carry it, and the
    differences it stands in."""

    id: str
    text: str
    speaker: str | None
    passages: tuple[str, ...]
    documents: int
    conflicts: tuple[str, ...]


class OutlinedTopic(NamedTuple):
    id: str
    label: str
    claims: tuple[str, ...]


class OutlinedName(NamedTuple):
    id: str
    kind: str
    name: str


class OutlinedVoice(NamedTuple):
    """A speaker of the story, and how many of its quotations are his; `key` as in `tasks.shared.speakers.profiles`."""

    key: str
    name: str
    quotations: int


class StoryDigest(Record):
    """What giving names needs of one story. `digest` is a hash of all that was worked out of it, `headlines` are pairs
    of a document and its headline, `label` is the story's. `summarized` are the claims that the summary of the story or
    of a topic cites."""

    story: str
    digest: str
    documents: tuple[str, ...]
    headlines: tuple[tuple[str, str], ...]
    label: str
    claims: tuple[OutlinedClaim, ...]
    topics: tuple[OutlinedTopic, ...]
    quotations: tuple[str, ...]
    utterances: tuple[str, ...]
    conflicts: tuple[str, ...]
    names: tuple[OutlinedName, ...]
    voices: tuple[OutlinedVoice, ...]
    summarized: tuple[str, ...]


class Listed(NamedTuple):
    """A document of the dossier."""

    id: str
    path: str
    sha256: str


class Draft(Record):
    """A dossier before the ledger. `outlines` are its stories, widest first."""

    title: str
    title_document: str | None
    configuration: dict[str, object]
    inputs_sha256: str
    given: int
    dropped: tuple[Dropped, ...]
    notes: tuple[Note, ...]
    documents: tuple[Listed, ...]
    copies: tuple[CopyOutline, ...]
    publishers: tuple[PublisherGroup, ...]
    outlines: tuple[StoryDigest, ...]


class PublishedNames(Record):
    """What one story and its records are called in print.

    `ids` holds the published id of each provisional one that is not simply shortened. `slugs` are those of the story
    and its topics by published id, `speakers` the page's name of each speaker by key, `since` the build of each claim
    that is older than `edition`, `sigla` the letters of the story's documents and of the `foreign` ones, by which the
    stories of these are known. `paged` are the published ids of the claims that have a page of their own."""

    edition: Edition
    ids: dict[str, str]
    sigla: dict[str, str]
    slugs: dict[str, str]
    speakers: dict[str, str]
    since: dict[str, str]
    paged: tuple[str, ...]
    copies: tuple[CopyOutline, ...]
    foreign: dict[str, str]
