"""The table of facts of a story: what each report states of one thing that can be asked, side by side."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tasks.records.base import Record
from tasks.records.extracts import Bound
from tasks.records.stories import Evidence

FactReading = Literal[
    "conflict", "rising", "revised", "rounding", "scope", "outlier", "spelling", "disputed", "planned"
]


class FactEvidence(Evidence):
    """A passage that states a value. `printed` are the words of the value in it; `as_of` is the day for which it is
    stated (ISO 8601): the one that its sentence gives, else that of the report."""

    printed: str
    as_of: str | None


class FactValue(Record):
    """One value and the passages that state it. `value` is how it is shown; `low` and `high` bound a number in the base
    unit of its dimension, null if it is none or has no bound; `unit` is the unit as printed."""

    value: str
    bound: Bound
    number: float | None
    low: float | None
    high: float | None
    unit: str | None
    evidence: Annotated[tuple[FactEvidence, ...], Field(min_length=1)]


class StoryFact(Record):
    """A row of the table of facts: one question about one event, and the values that documents state, in order of time.
    `scope` says about what else than the reports' event it is ("planned", "of years", "another event"). `reading` says
    how the values differ and `why` on what grounds; both are null if the documents agree. It never says which value is
    right."""

    id: str
    story: str
    event: str
    slot: str
    of: str
    question: str
    scope: str
    values: Annotated[tuple[FactValue, ...], Field(min_length=1)]
    reading: FactReading | None
    why: str | None
    documents: int


class TableOfFacts(Record):
    """All rows of a story, those of most documents first. `silent` are questions about its main event that no document
    answers."""

    story: str
    facts: tuple[StoryFact, ...]
    silent: tuple[str, ...] = ()
