"""What stands in the place of a part of a story that could not be worked out: as little as its pages can do with."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.records import (
    CopyCandidates,
    CopyGroup,
    CrossReference,
    Extract,
    Failing,
    Material,
    StoryAnalysis,
    Summaries,
    TableOfFacts,
    Topic,
)
from tasks.shared.text.spans import mint

_LABEL = 60  # characters of a headline or path that name a story


def unresolved(material: Material) -> Material:
    """The story without joined names, and so without the identity of speakers; for when `resolve` fails."""
    extracts = tuple(extract.model_copy(update={"names": ()}) for extract in material.extracts)
    return material.model_copy(update={"extracts": extracts, "names": ()})


def reports_alone(material: Material, spoilt: Failing) -> StoryAnalysis:
    """The analysis of a story that consists of its documents alone, with the reason."""
    extracts = tuple(Extract(document=document.id) for document in material.documents)
    bare = material.model_copy(update={"extracts": extracts, "names": ()})
    return StoryAnalysis(
        material=bare,
        crossed=nothing_said(bare),
        facts=no_facts(bare),
        topics=(),
        summaries=unsummarized(bare, ()),
        failed=(spoilt,),
    )


def nothing_said(material: Material) -> CrossReference:
    """The cross-reference of a story whose documents are not compared: no claims, utterances or conflicts."""
    return CrossReference(story=material.story.id, claims=(), utterances=(), conflicts=())


def no_facts(material: Material) -> TableOfFacts:
    """The table of facts of a story whose facts could not be found: no rows."""
    return TableOfFacts(story=material.story.id, facts=())


def untraced(alike: CopyCandidates) -> CopyGroup:
    """The copy group of candidates that could not be traced: without first document and shared passages."""
    return CopyGroup(
        id=mint("g", alike.kind, alike.seed),
        kind=alike.kind,
        members=alike.members,
        first=None,
        direction="unknown",
        overlap=0.0,
        shared=(),
    )


def unsummarized(material: Material, topics: Sequence[Topic]) -> Summaries:
    """The summaries of a story without any: its label is the first headline of its documents, every topic has an empty
    summary."""
    first = next((d.title.exact for d in material.documents if d.title), material.documents[0].path)
    days = sorted(document.published[:10] for document in material.documents if document.published)
    return Summaries(
        story=material.story.id,
        label=" ".join(first.split())[:_LABEL].strip(),
        first_day=days[0] if days else None,
        last_day=days[-1] if days else None,
        sentences=(),
        topics=tuple((topic.id, ()) for topic in topics),
    )
