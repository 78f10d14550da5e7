"""The base of every record, and the two that all others stand on: `Span` and `Citation`."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """Immutable, closed to unknown fields, tuples instead of lists. No record has a method that does work.

    How a kind is read and written is worked out at its first use: a run in which nothing changed uses few."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True, defer_build=True
    )


class Span(Record):
    """Half-open range of code points in one document's `text` (W3C TextPositionSelector)."""

    start: int
    end: int


class Citation(Span):
    """A span with its exact words: `text[start:end] == exact` in the document named (W3C TextQuoteSelector)."""

    document: str
    exact: str
