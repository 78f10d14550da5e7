"""The base of every record, and the two that all others stand on: `Span` and `Citation`."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Lock

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """Immutable, closed to unknown fields, tuples instead of lists. No record has a method that does work.

    How a kind is read and written is worked out at its first use, for a run in which nothing changed uses few, or by
    `complete`."""

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


_completing = Lock()


def complete() -> None:
    """Work out how all kinds of records are read and written, where that is not done: before several threads use them,
    for two that meet in the first use of a kind may read one record as another."""
    with _completing:
        for kind in _kinds(Record):
            if not kind.__pydantic_complete__:
                kind.model_rebuild()


def _kinds(kind: type[Record]) -> Iterator[type[Record]]:
    for each in kind.__subclasses__():
        yield each
        yield from _kinds(each)
