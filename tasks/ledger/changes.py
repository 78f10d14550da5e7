"""The id of a build, and what changed since the one before."""

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
    """The id of a build: "b-" and 8 hex digits of a hash of its inputs, its settings and the version of the program.
    The same inputs give the same id."""
    configuration = json.dumps(draft.configuration, sort_keys=True, ensure_ascii=False)
    digest = hashlib.sha256(f"{draft.inputs_sha256}\n{configuration}\n{GENERATOR}".encode())
    return f"b-{digest.hexdigest()[:ID_DIGITS]}"


def build_record(draft: Draft, build_id: str) -> Build:
    """The record of a build for build.json, with the counts of everything that was found."""
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
    """16 hex digits of a hash of a passage's document id and words, without its place: an edit elsewhere in the file
    does not change it."""
    return hashlib.sha256(f"{passage.document}\x1f{passage.exact}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def has_page(documents: int, conflicts: Sequence[str], *, cited: bool, had_one: bool) -> bool:
    """Whether a claim has a page of its own: several documents carry it, it is part of a conflict, a summary or
    editor's note cites it, or it had a page in an earlier build, whose address is kept as long as the claim exists.

    Args:
        documents: how many documents carry it.
        conflicts: the ids of its conflicts.
        cited: whether a summary or note cites it.
        had_one: whether it had a page in an earlier build.
    """
    return documents > 1 or bool(conflicts) or cited or had_one


def replaced_claims(old: Mapping[str, KnownClaim], new: Mapping[str, KnownClaim]) -> dict[str, str]:
    """For each claim of `old` that is not in `new`, by published id, the claim of `new` that has most of its passages.
    Claims of which no passage is left are missing."""
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
    """What changed since the last build.

    Args:
        before: the ledger of the last build.
        build_id: the id of this one.
        inputs: the SHA-256 of each document by id.
        claims: all claims by published id.
        conflicts: the published ids of all conflicts.
        replaced: the result of `replaced_claims`.
    """
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
    """The changes of earlier builds, each build once, the latest first, at most REMEMBERED; without the build
    `build_id`, which can be a repeated one. The changes of the first build are emptied, since everything was new in
    it."""
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
    """All claims that had a page and do not exist any more, sorted by id: those of earlier builds and those that
    `build_id` lost. A claim that exists again has no tombstone. `replaced` is the result of `replaced_claims`."""
    gone = {stone.id: stone for stone in before.tombstones}
    for i, claim in before.claims.items():
        if i not in claims and claim.page:
            gone[i] = Tombstone(
                id=i, text=claim.text, speaker=claim.speaker, build=build_id, replaced_by=replaced.get(i)
            )
    return tuple(gone[i] for i in sorted(gone) if i not in claims)
