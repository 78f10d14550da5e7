"""All that is known of one story once it has been worked out."""

from __future__ import annotations

from tasks.records.base import Record
from tasks.records.facts import TableOfFacts
from tasks.records.stories import CrossReference, Failing, Material, Summaries, Topic


class StoryAnalysis(Record):
    """All that was worked out of one story, under provisional ids; `failed` are stages that gave nothing."""

    material: Material
    crossed: CrossReference
    facts: TableOfFacts
    topics: tuple[Topic, ...]
    summaries: Summaries
    failed: tuple[Failing, ...] = ()
