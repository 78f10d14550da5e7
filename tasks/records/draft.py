"""The dossier before ids are published: every id is provisional, and documents have no letters yet."""

from __future__ import annotations

from typing import NamedTuple

from tasks.records.base import Record
from tasks.records.documents import Dropped, Note
from tasks.records.dossier import Edition, PublisherGroup
from tasks.records.stories import CopyOutline


class OutlinedClaim(NamedTuple):
    """A claim as far as the ledger needs it: id, words and speaker of its title, the keys of its passages
    (`tasks.ledger.changes.passage_key`; sorted, each once), the number of documents that carry it, and the ids of its
    conflicts."""

    id: str
    text: str
    speaker: str | None
    passages: tuple[str, ...]
    documents: int
    conflicts: tuple[str, ...]


class OutlinedTopic(NamedTuple):
    """A topic as far as the ledger needs it: id, label, and the ids of its claims in reading order."""

    id: str
    label: str
    claims: tuple[str, ...]


class OutlinedName(NamedTuple):
    """A resolved name as far as the ledger needs it: id, kind ("person" …) and the form that is shown."""

    id: str
    kind: str
    name: str


class OutlinedVoice(NamedTuple):
    """A speaker of one story and how many quotations are his; `key` as in `tasks.shared.speakers.profiles`."""

    key: str
    name: str
    quotations: int


class StoryDigest(Record):
    """The part of a story from which the ledger gives ids, letters and slugs. `digest` is the SHA-256 (hex) of the
    whole analysis, `headlines` are pairs of document id and headline, `label` is the story's; `summarized` are the ids
    of the claims that the story's or a topic's summary cites. All ids are provisional."""

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
    facts: tuple[str, ...]
    names: tuple[OutlinedName, ...]
    voices: tuple[OutlinedVoice, ...]
    summarized: tuple[str, ...]


class Listed(NamedTuple):
    """A document of the dossier: id, path relative to the input folder, SHA-256 of the file (hex)."""

    id: str
    path: str
    sha256: str


class Draft(Record):
    """A dossier before the ledger. `given` counts the files that were found; `outlines` are its stories, those of most
    documents first, then by path."""

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
    """The published ids, letters and slugs of one story and its records.

    `ids` maps provisional to published ids, for those that are not simply the first eight digits. `sigla` are the
    letters of the story's documents and of the `foreign` ones (documents of other stories in its copy groups, each with
    the published id of its story). `slugs` are those of the story and its topics by published id, `speakers` those of
    speakers by key. `since` maps a claim to the build in which it was first seen, where that is not the edition's;
    `paged` are the published ids of the claims that have a page of their own.
    """

    edition: Edition
    ids: dict[str, str]
    sigla: dict[str, str]
    slugs: dict[str, str]
    speakers: dict[str, str]
    since: dict[str, str]
    paged: tuple[str, ...]
    copies: tuple[CopyOutline, ...]
    foreign: dict[str, str]
