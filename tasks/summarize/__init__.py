"""Summaries of a story and its topics: verbatim sentences of its documents, each with the claim it states."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from tasks.records import CrossReference, Material, StoryFact, Summaries, SummarySentence, Topic
from tasks.shared.english.noun_phrases import content_stems
from tasks.shared.text.spans import unchecked
from tasks.summarize.candidates import UNDATED, Candidate, candidates
from tasks.summarize.coverage import BEGINNINGS, MOST_SENTENCES, MOST_WORDS, Objective, choose
from tasks.summarize.coverage_units import OPENING, CoverageTable, TopicWords
from tasks.summarize.latest_facts import weighed
from tasks.summarize.names import story_label

_WORDS_PER_CLAIM = 12  # a topic of five claims has a summary of two sentences, one of ten the full length
_FEWEST_WORDS = 45
_FIRST_DAYS = timedelta(days=1)  # what is published the day after tells of the same news


def summarize(
    material: Material, crossreference: CrossReference, topics: Sequence[Topic], facts: Sequence[StoryFact] = ()
) -> Summaries:
    """Writes the summary of a story and of each topic from sentences of its documents.

    Args:
        material: the story, with its names resolved.
        crossreference: its claims and conflicts.
        topics: its topics.
        facts: its table of facts; of what differs, the latest state is preferred.

    Returns:
        Label, first and last day of publication (YYYY-MM-DD, None if no document states one), and the summaries: at
            most MOST_WORDS words and MOST_SENTENCES sentences, in reading order; those of topics in the order of
            `topics`. A summary is empty if no sentence can be understood by itself.
    """
    claims, conflicts = crossreference.claims, crossreference.conflicts
    ids = [document.id for document in material.documents]
    found = weighed(candidates(material, claims, conflicts), facts, ids)
    number = {claim.id: index for index, claim in enumerate(claims)}
    subjects = [
        TopicWords(
            frozenset([number[c] for c in topic.claims if c in number]), content_stems(" ".join(topic.keywords[:1]))
        )
        for topic in topics
    ]
    forms = [" ".join([alias.text for alias in name.aliases]) for name in material.names]
    names = [content_stems(form) for form in forms if " " in form]  # one word is as common as itself
    headlines = _headlines(material)
    told = CoverageTable(found, claims, conflicts, material.copies, headlines, ids, names, subjects)
    beginnings = min(BEGINNINGS, len(set(told.reports)))  # one report has one way to begin
    overview = Objective(told, frozenset(range(len(claims))), whole=True)
    story = _news_first(choose(overview, MOST_WORDS, MOST_SENTENCES, beginnings), told)
    summaries = []
    for topic, subject in zip(topics, subjects, strict=True):
        if len(subject.claims) == len(claims):
            summaries.append((topic.id, _sentences(material, crossreference, story)))  # the only topic is the story
            continue
        most = min(MOST_WORDS, max(_WORDS_PER_CLAIM * len(subject.claims), _FEWEST_WORDS))
        chosen = choose(Objective(told, subject.claims, whole=False), most, MOST_SENTENCES - 1, 1)
        summaries.append((topic.id, _sentences(material, crossreference, chosen)))
    days = sorted(document.published[:10] for document in material.documents if document.published)
    return Summaries(
        story=material.story.id,
        label=story_label(material),
        first_day=days[0] if days else None,
        last_day=days[-1] if days else None,
        sentences=_sentences(material, crossreference, story),
        topics=tuple(summaries),
    )


def _news_first(chosen: Sequence[Candidate], told: CoverageTable) -> list[Candidate]:
    """The same sentences, the one with most words of the headlines first, of those that reports of the first days
    print: whoever begins to read should learn what the story is about."""
    days = [date.fromisoformat(candidate.order[0]) for candidate in chosen if candidate.order[0] != UNDATED]
    last = (min(days) + _FIRST_DAYS).isoformat() if days else UNDATED

    def news(candidate: Candidate) -> int:
        return sum(told.headlines[stem] for stem in candidate.stems & told.focus)

    first = max([c for c in chosen if c.order[0] <= last and c.order[1] < OPENING], key=news, default=None)
    return sorted(chosen, key=lambda candidate: candidate is not first)


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
        rows.append(unchecked(SummarySentence, values))
    return tuple(rows)
