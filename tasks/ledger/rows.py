"""The published rows: records of the stages under their published ids, joined with what only print has."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from tasks.ledger.ids import give_slug
from tasks.records import (
    Alias,
    Claim,
    Conflict,
    CopyGroup,
    Draft,
    Hop,
    Name,
    PublishedClaim,
    PublishedDocument,
    PublishedQuotation,
    PublishedStory,
    PublishedTopic,
    PublisherGroup,
    Quotation,
    Record,
    SummarySentence,
    Utterance,
)

_R = TypeVar("_R", bound=Record)


class Naming(NamedTuple):
    """What things are called in print: ids, the one name that stands for several stories' names, letters."""

    ids: Mapping[str, str]
    names: Mapping[str, str]
    sigla: Mapping[str, str]

    def name(self, provisional: str | None) -> str | None:
        if provisional is None or provisional not in self.names:
            return None
        return self.ids[self.names[provisional]]


class Rows(NamedTuple):
    documents: tuple[PublishedDocument, ...]
    stories: tuple[PublishedStory, ...]
    topics: tuple[PublishedTopic, ...]
    quotations: tuple[PublishedQuotation, ...]
    utterances: tuple[Utterance, ...]
    claims: tuple[PublishedClaim, ...]
    conflicts: tuple[Conflict, ...]


def published_rows(draft: Draft, naming: Naming, slugs: dict[str, str]) -> Rows:
    ids = naming.ids
    copy_group = {member: ids[group.id] for group in reversed(draft.copies) for member in group.members}
    documents = [
        _fields(PublishedDocument, d, siglum=naming.sigla[d.id], story=ids[m.story.id], copy_group=copy_group.get(d.id))
        for m in draft.materials
        for d in m.documents
    ]
    documents.sort(key=lambda d: (len(d.siglum), d.siglum))
    several = len(draft.materials) > 1
    stories: list[PublishedStory] = []
    topics: list[PublishedTopic] = []
    quotations: list[PublishedQuotation] = []
    utterances: list[Utterance] = []
    claims: list[PublishedClaim] = []
    conflicts: list[Conflict] = []
    for material, crossed, told, summary in zip(
        draft.materials, draft.crossed, draft.topics, draft.summaries, strict=True
    ):
        story = ids[material.story.id]
        slug = give_slug(slugs, story, summary.label)
        stories.append(
            PublishedStory(
                id=story,
                slug=slug,
                label=summary.label,
                documents=tuple(sorted(material.story.documents, key=lambda d: _letter_order(naming.sigla[d]))),
                first_day=summary.first_day,
                last_day=summary.last_day,
                summary=_summary(summary.sentences, ids),
            )
        )
        sentences = dict(summary.topics)
        for topic in told:
            topics.append(
                PublishedTopic(
                    id=ids[topic.id],
                    slug=give_slug(slugs, ids[topic.id], topic.label, f"{slug}--" if several else ""),
                    story=story,
                    label=topic.label,
                    keywords=topic.keywords,
                    claims=tuple(ids[c] for c in topic.claims),
                    summary=_summary(sentences.get(topic.id, ()), ids),
                )
            )
        topic_of = {claim: ids[topic.id] for topic in reversed(told) for claim in topic.claims}
        in_conflicts = _conflicts_of(crossed.claims, crossed.conflicts)
        claims += [_claim(c, story, topic_of.get(c.id), in_conflicts[c.id], naming) for c in crossed.claims]
        conflicts += [conflict.model_copy(update={"id": ids[conflict.id]}) for conflict in crossed.conflicts]
        utterance_of = {q: ids[u.id] for u in crossed.utterances for q in u.quotations}
        utterances += [_utterance(u, ids) for u in crossed.utterances]
        quotations += [_quotation(q, utterance_of.get(q.id), naming) for e in material.extracts for q in e.quotations]
    return Rows(
        tuple(documents),
        tuple(stories),
        tuple(topics),
        tuple(quotations),
        tuple(utterances),
        tuple(claims),
        tuple(conflicts),
    )


def _fields(kind: type[_R], record: Record, **more: object) -> _R:
    """A published row: the fields of a stage's record, which are valid already, and those that only print has."""
    return kind.model_construct(**{**record.__dict__, **more})


def _letter_order(siglum: str) -> tuple[int, str]:
    return len(siglum), siglum


def _summary(sentences: Iterable[SummarySentence], ids: Mapping[str, str]) -> tuple[SummarySentence, ...]:
    return tuple(s.model_copy(update={"claim": ids[s.claim]}) for s in sentences)


def _claim(claim: Claim, story: str, topic: str | None, conflicts: Sequence[str], naming: Naming) -> PublishedClaim:
    def hop(hop: Hop) -> Hop:
        return hop.model_copy(update={"name": naming.sigla[hop.name]}) if hop.role == "document" else hop

    return _fields(
        PublishedClaim,
        claim,
        id=naming.ids[claim.id],
        story=story,
        topic=topic,
        conflicts=tuple(naming.ids[c] for c in conflicts),
        evidence=tuple(
            e.model_copy(update={"chain": tuple(hop(h) for h in e.chain)})
            for e in sorted(claim.evidence, key=lambda e: (_letter_order(naming.sigla[e.document]), e.start))
        ),
        related=tuple(r.model_copy(update={"claim": naming.ids[r.claim]}) for r in claim.related),
    )


def _quotation(quotation: Quotation, utterance: str | None, naming: Naming) -> PublishedQuotation:
    speaker = quotation.speaker
    if speaker is not None:
        speaker = speaker.model_copy(update={"entity": naming.name(speaker.entity)})
    continues = quotation.continues and naming.ids[quotation.continues]
    return _fields(
        PublishedQuotation,
        quotation,
        id=naming.ids[quotation.id],
        speaker=speaker,
        continues=continues,
        utterance=utterance,
    )


def _utterance(utterance: Utterance, ids: Mapping[str, str]) -> Utterance:
    return utterance.model_copy(
        update={
            "id": ids[utterance.id],
            "quotations": tuple(ids[q] for q in utterance.quotations),
            "wordings": tuple(
                w.model_copy(update={"quotations": tuple(ids[q] for q in w.quotations)}) for w in utterance.wordings
            ),
        }
    )


def publish_copy_group(group: CopyGroup, naming: Naming) -> CopyGroup:
    members = sorted(group.members, key=lambda d: _letter_order(naming.sigla[d]))
    return group.model_copy(update={"id": naming.ids[group.id], "members": tuple(members)})


def publish_publisher_group(group: PublisherGroup, sigla: Mapping[str, str]) -> PublisherGroup:
    """The group in order of letters, its reason naming documents by them."""
    reason = re.sub(r"doc-[0-9a-f]+", lambda m: sigla.get(m.group(), m.group()), group.reason)
    members = sorted(group.documents, key=lambda d: _letter_order(sigla[d]))
    return group.model_copy(update={"documents": tuple(members), "reason": reason})


def _conflicts_of(claims: Sequence[Claim], conflicts: Sequence[Conflict]) -> dict[str, list[str]]:
    """The conflicts whose passages overlap a claim's own, by claim."""
    spans: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for claim in claims:
        for e in claim.evidence:
            spans[e.document].append((e.start, e.end, claim.id))
    result: dict[str, list[str]] = {claim.id: [] for claim in claims}
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


def names_across_stories(draft: Draft) -> tuple[list[Name], dict[str, str]]:
    """One name for what several stories call by the same full name, and which provisional id it stands for.

    A person is joined by a name of two words or more; organisations and places by the same name. `resolve` has
    already joined the spellings inside each story.
    """
    groups: dict[tuple[str, str], list[Name]] = defaultdict(list)
    for material in draft.materials:
        for name in material.names:
            alone = name.kind == "person" and " " not in name.name.strip()
            groups[name.kind, name.id if alone else name.name.casefold()].append(name)
    joined, stands_for = [], {}
    for names in groups.values():
        counts: dict[str, int] = defaultdict(int)
        for name in names:
            stands_for[name.id] = names[0].id
            for alias in name.aliases:
                counts[alias.text] += alias.count
        if len(names) == 1:
            joined.append(names[0])
            continue
        aliases = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
        rules = sorted({rule for name in names for rule in name.rules} | {"the same name in several stories"})
        joined.append(
            names[0].model_copy(
                update={
                    "aliases": tuple(Alias(text=text, count=count) for text, count in aliases),
                    "mentions": tuple(m for name in names for m in name.mentions),
                    "rules": tuple(rules),
                }
            )
        )
    return joined, stands_for
