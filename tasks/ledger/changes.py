"""Which build this is, and what changed since the one before."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence

from tasks.ledger.ids import ID_DIGITS
from tasks.records import (
    Build,
    Changes,
    Citation,
    ClaimChanges,
    ConflictChanges,
    DocumentChanges,
    Draft,
    KnownClaim,
    Ledger,
    Tombstone,
)
from tasks.version import VERSION

GENERATOR = f"dossier {VERSION}"

# Builds whose changes keep their pages: a quarter of a year of weekdays.
REMEMBERED = 60

# The kinds of record that a build has no stage for. Every kind of the published data is looked for.
NOT_LOOKED_FOR: tuple[str, ...] = ()


def build_id_of(draft: Draft) -> str:
    configuration = json.dumps(draft.configuration, sort_keys=True, ensure_ascii=False)
    digest = hashlib.sha256(f"{draft.inputs_sha256}\n{configuration}\n{GENERATOR}".encode())
    return f"b-{digest.hexdigest()[:ID_DIGITS]}"


def build_record(draft: Draft, build_id: str) -> Build:
    outlines = draft.outlines
    counts = {
        "given": draft.given,
        "kept": len(draft.documents),
        "dropped": len(draft.dropped),
        "publishers": len(draft.publishers),
        "copies": len(draft.copies),
        "stories": len(outlines),
        "topics": sum(len(outline.topics) for outline in outlines),
        "claims": sum(len(outline.claims) for outline in outlines),
        "quotations": sum(len(outline.quotations) for outline in outlines),
        "conflicts": sum(len(outline.conflicts) for outline in outlines),
    }
    return Build(
        id=build_id,
        title=draft.title,
        title_document=draft.title_document,
        generator=GENERATOR,
        configuration=draft.configuration,
        inputs_sha256=draft.inputs_sha256,
        counts=counts,
        not_looked_for=NOT_LOOKED_FOR,
    )


def passage_key(passage: Citation) -> str:
    """A passage by its document and words, whatever its place: an edit elsewhere in the file leaves it the same."""
    return hashlib.sha256(f"{passage.document}\x1f{passage.exact}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def has_page(documents: int, conflicts: Sequence[str], *, cited: bool, had_one: bool) -> bool:
    """Whether a claim has a page of its own: it stands in several documents or in a difference, a summary or an
    editor's note cites it, or it had a page in an earlier build: an address is kept as long as the claim stands."""
    return documents > 1 or bool(conflicts) or cited or had_one


def replaced_claims(old: Mapping[str, KnownClaim], new: Mapping[str, KnownClaim]) -> dict[str, str]:
    """For each claim that is gone, the claim that holds most of its passages now, if one does."""
    holder: dict[str, str] = {}
    for i in sorted(new):
        for passage in new[i].passages:
            holder.setdefault(passage, i)
    result = {}
    for i in sorted(old):
        if i not in new:
            votes: dict[str, int] = defaultdict(int)
            for passage in old[i].passages:
                if passage in holder:
                    votes[holder[passage]] += 1
            if votes:
                result[i] = min(votes, key=lambda j: (-votes[j], j))
    return result


def changes_since(
    before: Ledger,
    build_id: str,
    inputs: Mapping[str, str],
    claims: Mapping[str, KnownClaim],
    conflicts: Sequence[str],
    replaced: Mapping[str, str],
) -> Changes:
    old = before.claims
    both = sorted(old.keys() & claims.keys())
    return Changes(
        build=build_id,
        previous=before.build,
        documents=DocumentChanges(
            added=tuple(sorted(inputs.keys() - before.documents.keys())),
            removed=tuple(sorted(before.documents.keys() - inputs.keys())),
            altered=tuple(
                sorted(d for d in inputs.keys() & before.documents.keys() if inputs[d] != before.documents[d])
            ),
        ),
        claims=ClaimChanges(
            new=tuple(sorted(claims.keys() - old.keys())),
            gained=tuple(i for i in both if set(claims[i].passages) - set(old[i].passages)),
            lost=tuple(i for i in both if set(old[i].passages) - set(claims[i].passages)),
            reworded=tuple(i for i in both if claims[i].text != old[i].text),
            merged=tuple(sorted(replaced)),
            vanished=tuple(sorted(old.keys() - claims.keys() - replaced.keys())),
        ),
        conflicts=ConflictChanges(
            opened=tuple(sorted(set(conflicts) - set(before.conflicts))),
            settled=tuple(sorted(set(before.conflicts) - set(conflicts))),
        ),
    )


def history_after(before: Ledger, build_id: str) -> tuple[Changes, ...]:
    """What the builds so far changed, each once, the latest first, and without this one, which may be one of them come
    back. Of the first build everything was new, which needs no list."""
    last = before.changes
    if last is not None and last.previous is None:
        none = {"documents": DocumentChanges(), "claims": ClaimChanges(), "conflicts": ConflictChanges()}
        last = last.model_copy(update=none)
    builds = [*([last] if last is not None else []), *before.history]
    once = {changes.build: changes for changes in reversed(builds) if changes.build != build_id}
    return tuple(reversed(once.values()))[:REMEMBERED]


def tombstones_after(
    before: Ledger, build_id: str, claims: Mapping[str, KnownClaim], replaced: Mapping[str, str]
) -> tuple[Tombstone, ...]:
    """The claims that had a page and no longer stand. One that comes back loses its tombstone."""
    gone = {stone.id: stone for stone in before.tombstones}
    for i, claim in before.claims.items():
        if i not in claims and claim.page:
            gone[i] = Tombstone(
                id=i, text=claim.text, speaker=claim.speaker, build=build_id, replaced_by=replaced.get(i)
            )
    return tuple(gone[i] for i in sorted(gone) if i not in claims)
