"""The unit of work of one story: cross-reference and summarise. The result depends on the reports of the story, the
copy groups inside it, and one threshold."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from flows.engine.job import JobResult, Stopwatch, WorkItem
from flows.engine.spill import Spill, SpillRange
from flows.units.codec import pack, unpack
from flows.units.copies import unpack_group
from flows.units.report import unpack_report
from tasks.records import CopyGroup, CopyOutline, Report, Story, StoryAnalysis, StoryDigest

if TYPE_CHECKING:
    from flows.engine.scheduler import Run
    from flows.units.copies import Copies
    from flows.units.report import Reports


def story(
    members: Story,
    reports: Sequence[Report],
    copies: Sequence[CopyGroup],
    join: float,
    watch: Callable[[str], AbstractContextManager[None]],
) -> tuple[StoryAnalysis, StoryDigest]:
    """Analyses one story.

    Args:
        members: the story.
        reports: its reports, in any order.
        copies: the copy groups inside it.
        join: the threshold from which sentences are one statement.
        watch: called with the name of each stage; returns a context manager around it.

    Returns:
        The analysis, under provisional ids, and its digest for the ledger.
    """
    from tasks.assemble import material
    from tasks.crossreference import crossreference
    from tasks.ledger import outline
    from tasks.resolve import resolve
    from tasks.summarize import summarize
    from tasks.topics import topics

    with watch("cross-reference"):
        resolved = resolve(material(members, reports, copies))
        crossed = crossreference(resolved, join)
    with watch("summarise"):
        subjects = topics(resolved, crossed)
        summaries = summarize(resolved, crossed, subjects)
        analysis = StoryAnalysis(material=resolved, crossed=crossed, topics=subjects, summaries=summaries)
        digest = outline(analysis)
    return analysis, digest


class StoryJob(NamedTuple):
    """The job of one story; `reports` are the packed parts of its reports, `copies` the groups inside it with their
    compressed passages."""

    story: Story
    reports: tuple[tuple[bytes, ...], ...]
    copies: tuple[tuple[CopyOutline, bytes], ...]
    join: float

    @property
    def label(self) -> str:
        """The first documents of the story, by id."""
        return f"the story of {', '.join(self.story.documents[:3])}"


def do_story(job: StoryJob) -> JobResult:
    """Runs a StoryJob. Two parts: the packed analysis, and the packed digest."""
    watch = Stopwatch()
    groups = [unpack_group(*group) for group in job.copies]
    analysis, digest = story(job.story, [unpack_report(parts) for parts in job.reports], groups, job.join, watch)
    return JobResult((pack(analysis), pack(digest)), seconds=watch.seconds)


@dataclass
class Stories:
    """All stories: their digests in order, and by provisional id the keys of their results and the ranges of their
    packed analyses in the spill file."""

    digests: list[StoryDigest] = field(default_factory=list)
    keys: dict[str, bytes] = field(default_factory=dict)
    spill: Spill = field(default_factory=Spill)
    places: dict[str, SpillRange] = field(default_factory=dict)

    def packed(self, story: str) -> bytes:
        """The packed analysis of a story, by provisional id."""
        return self.spill.get(self.places[story])


def tell_stories(
    run: Run, stages: Sequence[str], members: Sequence[Story], copies: Copies, reports: Reports, join: float
) -> Stories:
    """Runs the job of each story, in the order of `members`. `join` is the threshold from which sentences are one
    statement."""
    from tasks.assemble import copies_inside

    told = Stories(spill=run.spill)
    inside = copies_inside(members, copies.outlines)
    items = [_item(story, inside, copies, reports, join) for story in members]
    for each, item, result in zip(members, items, run.each(stages, do_story, items), strict=True):
        told.digests.append(unpack(StoryDigest, result.parts[1]))
        told.places[each.id] = run.spill.put(result.parts[0])
        told.keys[each.id] = item.key
    return told


def _item(
    members: Story, inside: Mapping[str, tuple[CopyOutline, ...]], copies: Copies, reports: Reports, join: float
) -> WorkItem:
    groups = inside[members.id]
    inputs = (
        members.model_dump_json().encode(),
        *(reports.keys[document] for document in members.documents),
        *(group.model_dump_json(warnings=False).encode() for group in groups),
        repr(join).encode(),
    )

    def make() -> StoryJob:
        packed = tuple((group, copies.packed(group.id)) for group in groups)
        return StoryJob(members, tuple(map(reports.packed_report, members.documents)), packed, join)

    return WorkItem(inputs, make, len(members.documents))
