"""What one document says by itself: quotations with speakers, dates, figures, names."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from tasks.records.base import Citation, Record
from tasks.records.documents import Document, Segmented

QuotationKind = Literal["direct", "mixed", "indirect"]
CueClass = Literal["say", "announce", "promise", "judge", "believe", "other"]
Bound = Literal["exact", "about", "over", "under", "at-least", "at-most", "between"]
NameKind = Literal["person", "organisation", "place", "other"]


class Via(Record):
    """Through whom the document has it: an outlet, an agency, a readout, a press service."""

    name: str
    start: int | None
    end: int | None
    inferred: bool


class Speaker(Record):
    """Who said it. `start` and `end` are the words of this attribution that name him ("he", "the spokesman");
    `name` is whom they mean, `rests_on` the words that tell; `entity` the id of the `Name`, once resolved."""

    name: str
    entity: str | None
    start: int | None
    end: int | None
    inferred: bool
    rests_on: tuple[Citation, ...] = ()
    reason: str | None


class Quotation(Citation):
    """Words that the document attributes, without their marks. `continues` is the id of the piece before, when one
    quotation is split by "he said". Classes as in PARC and PolNeAR; every class but `other` feeds claims."""

    id: str
    kind: QuotationKind
    class_: CueClass = Field(alias="class")
    speaker: Speaker | None
    cue: Citation | None
    via: tuple[Via, ...] = ()
    continues: str | None


class DateMention(Citation):
    """A date expression. `value` is an ISO 8601 day, month, year or interval, or null while it cannot be told.
    `expression` is the normalised relative expression, kept so that `resolve` can finish it for an undated document."""

    value: str | None
    basis: Literal["explicit", "relative"]
    reason: str
    expression: str | None = None


class Figure(Citation):
    """A number with what it counts. `value` is null for a vague one ("tens of thousands") and for a range: low and high
    are set. `counted` and `subject` are words of the text, `event` is the verb that joins them, `unit` the usual
    name of a unit, `day` the day as of which it is given."""

    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    bound: Bound
    counted: str | None
    subject: str | None
    day: str | None
    event: str | None = None


class Alias(Record):
    """One spelling of a name and how often it stands."""

    text: str
    count: int


class Name(Record):
    """A person, organisation or place, with every mention, and the rule of every merge."""

    id: str
    name: str
    kind: NameKind
    aliases: tuple[Alias, ...]
    mentions: tuple[Citation, ...]
    rules: tuple[str, ...] = ()


class Extract(Record):
    """Everything `extract` finds in one document. Names are the document's own; `resolve` joins them and leaves none
    here."""

    document: str
    quotations: tuple[Quotation, ...] = ()
    dates: tuple[DateMention, ...] = ()
    figures: tuple[Figure, ...] = ()
    names: tuple[Name, ...] = ()


class Report(Record):
    """What one document says by itself: its text, its sentences, and what was found in them."""

    document: Document
    segmented: Segmented
    extract: Extract
