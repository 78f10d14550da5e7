"""Summaries of a story and its topics: verbatim sentences of its documents, each with the claim it stands for."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.noun_phrases import content_stems
from tasks.records import CrossReference, Material, Summaries, SummarySentence, Topic
from tasks.summarize.candidates import Candidate, candidates
from tasks.summarize.coverage import BEGINNINGS, MOST_SENTENCES, MOST_WORDS, Objective, Story, choose
from tasks.summarize.names import story_label
from tasks.text import made

_WORDS_PER_CLAIM = 12  # a topic of five claims has a summary of two sentences, one of ten the full length


def summarize(material: Material, crossreference: CrossReference, topics: Sequence[Topic]) -> Summaries:
    """The story's label, first and last day, its summary, and one summary for each of `topics` in their order."""
    claims, conflicts = crossreference.claims, crossreference.conflicts
    found = candidates(material, claims, conflicts)
    number = {claim.id: index for index, claim in enumerate(claims)}
    members = [[number[claim] for claim in topic.claims if claim in number] for topic in topics]
    subject_of = {index: place for place, some in enumerate(members) for index in some}
    ids = [document.id for document in material.documents]
    told_of = Story(found, claims, conflicts, material.copies, _headlines(material), ids)
    everything = frozenset(range(len(claims)))
    objective = Objective(told_of, subject_of, everything, told_of.focus)
    beginnings = min(BEGINNINGS, len(set(told_of.reports)))  # one report has one way to begin
    story = choose(objective, MOST_WORDS, MOST_SENTENCES, beginnings)
    told = []
    for topic, some in zip(topics, members, strict=True):
        if len(some) == len(claims):
            told.append((topic.id, _sentences(material, crossreference, story)))  # the only topic is the story
            continue
        objective = Objective(told_of, {}, frozenset(some), None)
        most = min(MOST_WORDS, max(_WORDS_PER_CLAIM * len(some), 45))
        told.append((topic.id, _sentences(material, crossreference, choose(objective, most, MOST_SENTENCES - 1, 1))))
    days = sorted(document.published[:10] for document in material.documents if document.published)
    return Summaries(
        story=material.story.id,
        label=story_label(material),
        first_day=days[0] if days else None,
        last_day=days[-1] if days else None,
        sentences=_sentences(material, crossreference, story),
        topics=tuple(told),
    )


def _headlines(material: Material) -> list[frozenset[str]]:
    """The stems of the headline of each document, or of its first sentence when it has none."""
    found = []
    for document, segmented in zip(material.documents, material.segmented, strict=True):
        prose = (s for s in segmented.sentences if document.blocks[s.block].kind == "paragraph")
        first = next(prose, None)
        words = document.title.exact if document.title else document.text[first.start : first.end] if first else ""
        found.append(content_stems(words))
    return found


def _sentences(
    material: Material, crossreference: CrossReference, chosen: Sequence[Candidate]
) -> tuple[SummarySentence, ...]:
    rows = []
    for candidate in chosen:
        document = material.documents[candidate.document]
        values = {
            "start": candidate.start,
            "end": candidate.end,
            "document": document.id,
            "exact": document.text[candidate.start : candidate.end],
            "claim": crossreference.claims[candidate.claims[0]].id,
            "speaker": candidate.speaker,
        }
        rows.append(made(SummarySentence, values))
    return tuple(rows)
