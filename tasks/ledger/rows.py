"""One story as it is published: the records of the stages under their published ids, with the fields that only
published records have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from tasks.ledger.ids import shortened
from tasks.ledger.outline import conflicts_of
from tasks.records import (
    Claim,
    Connection,
    CopyGroup,
    CopyOutline,
    Document,
    Hop,
    PublishedClaim,
    PublishedDocument,
    PublishedNames,
    PublishedQuotation,
    PublishedStory,
    PublishedTopic,
    PublisherGroup,
    Quotation,
    Record,
    StoryAnalysis,
    StoryDossier,
    StoryFact,
    SummarySentence,
    Utterance,
)
from tasks.shared.press.publishers import publisher_groups, publisher_keys
from tasks.shared.text.spans import siglum_order

_R = TypeVar("_R", bound=Record)


class Ids(dict[str, str]):
    """A dictionary from provisional to published ids. It holds the exceptions from the ledger; any other id is
    shortened at its first look-up."""

    def __missing__(self, provisional: str) -> str:
        self[provisional] = result = shortened(provisional)
        return result


def publish_story(
    told: StoryAnalysis, foreign: Sequence[Document], copies: Sequence[CopyGroup], naming: PublishedNames
) -> StoryDossier:
    """One story under its published ids.

    Args:
        told: everything that was computed of it, under provisional ids.
        foreign: the documents of other stories that `naming.foreign` lists, in the same order.
        copies: the groups that `naming.copies` lists, under published ids.
        naming: its published ids, letters and slugs. A missing letter or slug raises KeyError.
    """
    ids = Ids(naming.ids)
    material, crossed, summaries = told.material, told.crossed, told.summaries
    story = ids[material.story.id]
    copy_group = {member: group.id for group in reversed(naming.copies) for member in group.members}
    sentences = dict(summaries.topics)
    topic_of = {claim: ids[topic.id] for topic in reversed(told.topics) for claim in topic.claims}
    in_conflicts = conflicts_of(crossed.claims, crossed.conflicts)
    utterance_of = {q: ids[u.id] for u in crossed.utterances for q in u.quotations}
    claims = tuple(_claim(c, story, topic_of.get(c.id), in_conflicts[c.id], ids, naming.sigla) for c in crossed.claims)

    def document(d: Document, of: str) -> PublishedDocument:
        return _fields(PublishedDocument, d, siglum=naming.sigla[d.id], story=of, copy_group=copy_group.get(d.id))

    documents = [document(d, story) for d in material.documents]
    groups = publisher_groups([publisher_keys(d) for d in material.documents])
    known = {name.id for name in material.names}
    rows = [_fact(fact, story, ids, naming.sigla) for fact in told.facts.facts]
    return StoryDossier(
        edition=naming.edition,
        story=PublishedStory(
            id=story,
            slug=naming.slugs[story],
            label=summaries.label,
            documents=tuple(sorted(material.story.documents, key=lambda d: siglum_order(naming.sigla[d]))),
            first_day=summaries.first_day,
            last_day=summaries.last_day,
            summary=_summary(summaries.sentences, ids),
            silent=told.facts.silent,
            failed=told.failed,
        ),
        documents=tuple(sorted(documents, key=lambda d: siglum_order(d.siglum))),
        foreign=tuple(document(d, naming.foreign[d.id]) for d in foreign),
        copies=tuple(copies),
        publishers=tuple(publish_publisher_group(group, naming.sigla) for group in groups),
        topics=tuple(
            PublishedTopic(
                id=ids[topic.id],
                slug=naming.slugs[ids[topic.id]],
                story=story,
                label=topic.label,
                keywords=topic.keywords,
                claims=tuple(ids[c] for c in topic.claims),
                summary=_summary(sentences.get(topic.id, ()), ids),
            )
            for topic in told.topics
        ),
        quotations=tuple(
            _quotation(q, utterance_of.get(q.id), ids, known) for e in material.extracts for q in e.quotations
        ),
        utterances=tuple(_utterance(u, ids) for u in crossed.utterances),
        claims=claims,
        conflicts=tuple(c.model_copy(update={"id": ids[c.id]}) for c in crossed.conflicts),
        facts=tuple(fact for fact in rows if fact.reading),
        agreed=tuple(fact for fact in rows if not fact.reading),
        connections=tuple(
            Connection(first=ids[c.first], second=ids[c.second], reason=c.reason) for c in crossed.connections
        ),
        figures=tuple(f for e in material.extracts for f in e.figures),
        dates=tuple(d for e in material.extracts for d in e.dates),
        names=tuple(name.model_copy(update={"id": ids[name.id]}) for name in material.names),
        since={claim.id: naming.since.get(claim.id, naming.edition.id) for claim in claims},
        paged=frozenset(naming.paged),
        speakers=naming.speakers,
    )


def _fields(kind: type[_R], record: Record, **more: object) -> _R:
    """A published row: the fields of a stage's record, which are valid already, and those that only print has."""
    return kind.model_construct(**{**record.__dict__, **more})


def _summary(sentences: Iterable[SummarySentence], ids: Ids) -> tuple[SummarySentence, ...]:
    return tuple(s.model_copy(update={"claim": ids[s.claim]}) for s in sentences)


def _claim(
    claim: Claim, story: str, topic: str | None, conflicts: Sequence[str], ids: Ids, sigla: Mapping[str, str]
) -> PublishedClaim:
    return _fields(
        PublishedClaim,
        claim,
        id=ids[claim.id],
        story=story,
        topic=topic,
        conflicts=tuple(ids[c] for c in conflicts),
        evidence=tuple(
            e.model_copy(update={"chain": _chain(e.chain, sigla)})
            for e in sorted(claim.evidence, key=lambda e: (siglum_order(sigla[e.document]), e.start))
        ),
        related=tuple(r.model_copy(update={"claim": ids[r.claim]}) for r in claim.related),
    )


def _chain(chain: Iterable[Hop], sigla: Mapping[str, str]) -> tuple[Hop, ...]:
    return tuple(hop.model_copy(update={"name": sigla[hop.name]}) if hop.role == "document" else hop for hop in chain)


def _fact(fact: StoryFact, story: str, ids: Ids, sigla: Mapping[str, str]) -> StoryFact:
    values = tuple(
        value.model_copy(
            update={
                "evidence": tuple(
                    e.model_copy(update={"chain": _chain(e.chain, sigla)})
                    for e in sorted(value.evidence, key=lambda e: (siglum_order(sigla[e.document]), e.start))
                )
            }
        )
        for value in fact.values
    )
    return fact.model_copy(update={"id": ids[fact.id], "story": story, "values": values})


def _quotation(quotation: Quotation, utterance: str | None, ids: Ids, known: set[str]) -> PublishedQuotation:
    speaker = quotation.speaker
    if speaker is not None and speaker.entity is not None:
        entity = ids[speaker.entity] if speaker.entity in known else None
        speaker = speaker.model_copy(update={"entity": entity})
    return _fields(
        PublishedQuotation,
        quotation,
        id=ids[quotation.id],
        speaker=speaker,
        continues=quotation.continues and ids[quotation.continues],
        utterance=utterance,
    )


def _utterance(utterance: Utterance, ids: Ids) -> Utterance:
    return utterance.model_copy(
        update={
            "id": ids[utterance.id],
            "quotations": tuple(ids[q] for q in utterance.quotations),
            "wordings": tuple(
                w.model_copy(update={"quotations": tuple(ids[q] for q in w.quotations)}) for w in utterance.wordings
            ),
        }
    )


def publish_copy_group(group: CopyOutline, ids: Mapping[str, str], sigla: Mapping[str, str]) -> CopyOutline:
    """A copy group under its published id, its members in order of their letters."""
    members = sorted(group.members, key=lambda d: siglum_order(sigla[d]))
    return group.model_copy(update={"id": ids[group.id], "members": tuple(members)})


def publish_publisher_group(group: PublisherGroup, sigla: Mapping[str, str]) -> PublisherGroup:
    """A publisher group with its documents in order of letters; letters replace document ids in its reason."""
    reason = re.sub(r"doc-[0-9a-f]+", lambda m: sigla.get(m.group(), m.group()), group.reason)
    members = sorted(group.documents, key=lambda d: siglum_order(sigla[d]))
    return group.model_copy(update={"documents": tuple(members), "reason": reason})
