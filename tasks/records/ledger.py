"""What outlives a build: ids, letters and slugs, and enough of the last build to compute what changed."""

from __future__ import annotations

from pydantic import Field

from tasks.records.base import Record
from tasks.records.dossier import Changes, Tombstone


class KnownClaim(Record):
    """A claim of the last build. `passages` are the keys of its evidence (16 hex digits of a hash of document id and
    words); `page` says whether it had a page of its own, `since` is the build in which it was first seen."""

    text: str
    speaker: str | None
    passages: tuple[str, ...]
    page: bool
    since: str


class Ledger(Record):
    """The state of a published site that the next build starts from, stored as `data/ledger.json`. `ids` maps
    provisional to published ids; `sigla` a document id to its letter, for all documents there ever were; `slugs` the id
    of a story or topic, or the key of a speaker, to the slug of its page. `documents` maps document ids to the SHA-256
    of the file; `stories` and `topics` map published ids to what they are recognised by (document ids, passage keys).
    `editions` maps a story to a hash of what was published of it and the build since which it is unchanged. `changes`
    are those of the last build, `history` those of earlier builds, the latest first."""

    build: str | None = None
    sigla: dict[str, str] = Field(default_factory=dict)
    ids: dict[str, str] = Field(default_factory=dict)
    slugs: dict[str, str] = Field(default_factory=dict)
    documents: dict[str, str] = Field(default_factory=dict)
    stories: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    topics: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    claims: dict[str, KnownClaim] = Field(default_factory=dict)
    conflicts: tuple[str, ...] = ()
    editions: dict[str, tuple[str, str]] = Field(default_factory=dict)
    tombstones: tuple[Tombstone, ...] = ()
    changes: Changes | None = None
    history: tuple[Changes, ...] = ()
