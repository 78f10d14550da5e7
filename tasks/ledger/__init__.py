"""Ids, letters and slugs that outlive a build, and what changed since the last one.

Stages know records by provisional ids made from content. Here each gets the id it is published under: the one it had
before, or eight digits of the provisional one. A record counts as the same when its provisional id is the same; a
claim, story or topic also when it is the nearest to an old one by the passages (documents, claims) they share.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from tasks.errors import PublishError
from tasks.ledger.changes import (
    build_id_of,
    build_record,
    changes_since,
    has_page,
    passage_key,
    replaced_claims,
    tombstones_after,
)
from tasks.ledger.ids import all_ids, give_letters, publish_ids, same_records
from tasks.ledger.rows import (
    Naming,
    names_across_stories,
    publish_copy_group,
    publish_publisher_group,
    published_rows,
)
from tasks.records import Connection, Dossier, Draft, KnownClaim, Ledger, Page

LEDGER_FILE = "data/ledger.json"


class Settled(NamedTuple):
    """A dossier under its published ids, and the ledger that the next build starts from."""

    dossier: Dossier
    ledger: Ledger


def read_ledger(out: Path) -> Ledger:
    """The ledger of the site that stands at `out`; an empty one where none stands. Raises PublishError when the file
    is damaged, since going on would give every record a new address."""
    path = out / LEDGER_FILE
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return Ledger()
    except OSError as error:
        raise PublishError(f"{path}: cannot be read ({error.strerror})") from error
    try:
        return Ledger.model_validate_json(content)
    except ValidationError as error:
        raise PublishError(f"{path}: damaged; move it away to start with new ids") from error


def ledger_page(ledger: Ledger) -> Page:
    """The ledger as a file of the site."""
    content = json.dumps(ledger.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Page(LEDGER_FILE, content.encode("utf-8") + b"\n")


def settle(draft: Draft, before: Ledger) -> Settled:
    """The dossier under published ids, letters and slugs, and the ledger after it."""
    documents = [d for material in draft.materials for d in material.documents]
    sigla = give_letters(before.sigla, [d.id for d in sorted(documents, key=lambda d: d.path)])
    claims = [claim for crossed in draft.crossed for claim in crossed.claims]
    stories = {m.story.id: frozenset(m.story.documents) for m in draft.materials}
    passages = {claim.id: frozenset(map(passage_key, claim.evidence)) for claim in claims}
    topics = {t.id: frozenset(p for c in t.claims for p in passages[c]) for told in draft.topics for t in told}
    known = {i: frozenset(c.passages) for i, c in before.claims.items()}

    kept = {
        **same_records(stories, {i: frozenset(v) for i, v in before.stories.items()}, before.ids),
        **same_records(topics, {i: frozenset(v) for i, v in before.topics.items()}, before.ids),
        **same_records(passages, known, before.ids),
    }
    names, name_ids = names_across_stories(draft)
    ids = publish_ids(all_ids(draft, names), kept, before)
    naming = Naming(ids, {**name_ids, **{n.id: n.id for n in names}}, sigla)

    slugs = dict(before.slugs)
    published = published_rows(draft, naming, slugs)
    current = {
        ids[claim.id]: KnownClaim(
            text=claim.title.exact,
            speaker=claim.title.speaker,
            passages=tuple(sorted(passages[claim.id])),
            page=has_page(claim.documents, published_claim.conflicts),
        )
        for claim, published_claim in zip(claims, published.claims, strict=True)
    }
    inputs = {d.id: d.sha256 for d in documents}
    build_id = build_id_of(draft)
    conflicts = tuple(sorted(ids[c.id] for crossed in draft.crossed for c in crossed.conflicts))
    if before.build == build_id and before.changes is not None:
        changes, tombstones = before.changes, before.tombstones
    else:
        replaced = replaced_claims(before.claims, current)
        changes = changes_since(before, build_id, inputs, current, conflicts, replaced)
        tombstones = tombstones_after(before, build_id, current, replaced)
    dossier = Dossier(
        build=build_record(draft, build_id, published),
        documents=published.documents,
        dropped=draft.dropped,
        copies=tuple(publish_copy_group(group, naming) for group in draft.copies),
        publishers=tuple(publish_publisher_group(group, sigla) for group in draft.publishers),
        stories=published.stories,
        topics=published.topics,
        quotations=published.quotations,
        utterances=published.utterances,
        claims=published.claims,
        conflicts=published.conflicts,
        connections=tuple(
            Connection(first=ids[c.first], second=ids[c.second], reason=c.reason)
            for crossed in draft.crossed
            for c in crossed.connections
        ),
        figures=tuple(f for m in draft.materials for e in m.extracts for f in e.figures),
        dates=tuple(d for m in draft.materials for e in m.extracts for d in e.dates),
        names=tuple(name.model_copy(update={"id": ids[name.id]}) for name in names),
        changes=changes,
        tombstones=tombstones,
    )
    ledger = Ledger(
        build=build_id,
        sigla={**before.sigla, **sigla},
        ids={**before.ids, **ids},
        slugs=slugs,
        documents=inputs,
        stories={ids[i]: tuple(sorted(v)) for i, v in sorted(stories.items())},
        topics={ids[i]: tuple(sorted(v)) for i, v in sorted(topics.items())},
        claims=current,
        conflicts=conflicts,
        tombstones=tombstones,
        changes=changes,
    )
    return Settled(dossier, ledger)
