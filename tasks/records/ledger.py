"""What outlives a build: ids, letters and slugs, and enough of the last build to tell what changed."""

from __future__ import annotations

from pydantic import Field

from tasks.records.base import Record
from tasks.records.dossier import Changes, Tombstone


class KnownClaim(Record):
    """A claim of the last build. `passages` are keys of its evidence (document and words, hashed); `page` tells
    whether it had a permalink of its own, `since` is the build in which it was first seen."""

    text: str
    speaker: str | None
    passages: tuple[str, ...]
    page: bool
    since: str


class Ledger(Record):
    """The memory of a published site, kept as `data/ledger.json`. `ids` maps a record's provisional id to its published
    one; `sigla` a document's id to its letter, for ever; `slugs` the id of a story or topic, and the key of a speaker,
    to its page's name. `editions` holds for each story a hash of what was published of it and the build since which it
    stands like that. `changes` are those of the last build, `history` those of the builds before, the latest first."""

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
