"""The base class of all records, and the two records that most others extend or contain: `Span` and `Citation`."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Lock

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """Base class of all records: immutable, unknown fields are refused, sequences are tuples. Records have no methods
    that compute anything. Building one from wrong values raises pydantic's ValidationError.

    The validator and serializer of a class are built at its first use, since a run in which nothing changed uses few of
    them, or by `complete`.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True, defer_build=True
    )


class Span(Record):
    """A half-open range of code points in the `text` of one document (W3C TextPositionSelector)."""

    start: int
    end: int


class Citation(Span):
    """A span with its exact words: `text[start:end] == exact` in the document named (W3C TextQuoteSelector)."""

    document: str
    exact: str


_completing = Lock()


def complete() -> None:
    """Builds the validators and serializers of all record classes that have none yet. Call it before several threads
    use records: two threads that build those of one class at the same time may read one record as another."""
    with _completing:
        for kind in _kinds(Record):
            if not kind.__pydantic_complete__:
                kind.model_rebuild()


def _kinds(kind: type[Record]) -> Iterator[type[Record]]:
    for each in kind.__subclasses__():
        yield each
        yield from _kinds(each)
