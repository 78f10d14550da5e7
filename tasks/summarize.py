"""Summaries of a story and its topics: verbatim sentences of its documents, each with the claim it stands for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from tasks.records import (
    Claim,
    CrossReference,
    Document,
    Evidence,
    Material,
    Summaries,
    SummarySentence,
    Topic,
)
from tasks.text import cite, fold

MOST_WORDS = 120  # the overview must fit one screen


def summarize(
    material: Material, crossreference: CrossReference, topics: Sequence[Topic]
) -> Summaries:
    """The story's label, first and last day, its summary, and one summary for each of `topics` in their order."""
    sentences = _Sentences(material)
    claims = {claim.id: claim for claim in crossreference.claims}
    days = sorted(
        document.published[:10] for document in material.documents if document.published
    )
    return Summaries(
        story=material.story.id,
        label=_label(material),
        first_day=days[0] if days else None,
        last_day=days[-1] if days else None,
        sentences=_summary(crossreference.claims, sentences),
        topics=tuple(
            (topic.id, _summary([claims[c] for c in topic.claims], sentences))
            for topic in topics
        ),
    )


class _Sentences:
    """The sentence of a document that holds an offset."""

    def __init__(self, material: Material) -> None:
        self.documents: dict[str, Document] = {
            document.id: document for document in material.documents
        }
        self.spans = {s.document: s.sentences for s in material.segmented}

    def around(self, evidence: Evidence) -> tuple[int, int]:
        spans = self.spans.get(evidence.document, ())
        at = bisect_right([span.start for span in spans], evidence.start) - 1
        if at < 0 or spans[at].end < evidence.end:
            return evidence.start, evidence.end
        return spans[at].start, spans[at].end


def _summary(
    claims: Sequence[Claim], sentences: _Sentences
) -> tuple[SummarySentence, ...]:
    chosen: list[SummarySentence] = []
    words = 0
    for claim in sorted(
        claims, key=lambda c: (-c.origins, -c.publishers, -c.documents)
    ):
        evidence = claim.evidence[0]
        start, end = sentences.around(evidence)
        row = cite(
            evidence.document, sentences.documents[evidence.document].text, start, end
        )
        length = len(row.exact.split())
        if words + length > MOST_WORDS or any(
            fold(row.exact) == fold(other.exact) for other in chosen
        ):
            continue
        words += length
        speaker = (
            claim.title.speaker
            if claim.title.speaker and claim.title.speaker not in row.exact
            else None
        )
        chosen.append(
            SummarySentence(**row.model_dump(), claim=claim.id, speaker=speaker)
        )
        if len(chosen) == 5:
            break
    return tuple(chosen)


def _label(material: Material) -> str:
    titles = [document.title.exact for document in material.documents if document.title]
    return titles[0] if titles else material.documents[0].path
