"""The digest of a story: ids, words and keys that the ledger needs, without texts."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence

from tasks.ledger.changes import passage_key
from tasks.records import (
    Claim,
    Conflict,
    OutlinedClaim,
    OutlinedName,
    OutlinedTopic,
    OutlinedVoice,
    StoryAnalysis,
    StoryDigest,
)
from tasks.shared.speakers.profiles import voices


def outline(told: StoryAnalysis) -> StoryDigest:
    """The digest of a story, from which the ledger gives ids, letters and slugs."""
    material, crossed = told.material, told.crossed
    conflicts = conflicts_of(crossed.claims, crossed.conflicts)
    quotations = [quotation for extract in material.extracts for quotation in extract.quotations]
    summaries = [told.summaries.sentences, *(sentences for _, sentences in told.summaries.topics)]
    return StoryDigest(
        story=material.story.id,
        digest=hashlib.sha256(told.model_dump_json(warnings=False).encode()).hexdigest(),
        documents=material.story.documents,
        headlines=tuple((d.id, d.title.exact) for d in material.documents if d.title),
        label=told.summaries.label,
        claims=tuple(
            OutlinedClaim(
                claim.id,
                claim.title.exact,
                claim.title.speaker,
                tuple(sorted({passage_key(passage) for passage in claim.evidence})),
                claim.documents,
                tuple(conflicts[claim.id]),
            )
            for claim in crossed.claims
        ),
        topics=tuple(OutlinedTopic(topic.id, topic.label, topic.claims) for topic in told.topics),
        quotations=tuple(quotation.id for quotation in quotations),
        utterances=tuple(utterance.id for utterance in crossed.utterances),
        conflicts=tuple(conflict.id for conflict in crossed.conflicts),
        facts=tuple(fact.id for fact in told.facts.facts),
        names=tuple(OutlinedName(name.id, name.kind, name.name) for name in material.names),
        voices=tuple(OutlinedVoice(v.key, v.name, len(v.quotations)) for v in voices(quotations, material.names)),
        summarized=tuple(sorted({sentence.claim for sentences in summaries for sentence in sentences})),
    )


def conflicts_of(claims: Sequence[Claim], conflicts: Sequence[Conflict]) -> dict[str, list[str]]:
    """For each claim, by id, the ids of the conflicts that have a passage which overlaps a passage of the claim, in the
    order of `conflicts`."""
    result: dict[str, list[str]] = {claim.id: [] for claim in claims}
    if not conflicts:
        return result
    spans: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for claim in claims:
        for e in claim.evidence:
            spans[e.document].append((e.start, e.end, claim.id))
    for conflict in conflicts:
        touched = {
            claim
            for side in conflict.sides
            for e in side.evidence
            for start, end, claim in spans[e.document]
            if start < e.end and e.start < end
        }
        for touched_claim in sorted(touched):
            result[touched_claim].append(conflict.id)
    return result
