"""What is extracted from one document by itself: quotations with speakers, dates, figures, names. All offsets are code
points of the document's `text`."""

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
    """Through whom the document has the words: an outlet, an agency, a readout, a press service. `start` and `end` are
    the words that name it; null when it is inferred."""

    name: str
    start: int | None
    end: int | None
    inferred: bool


class Speaker(Record):
    """The speaker of a quotation. `start` and `end` are the words of the attribution that refer to him ("he", "the
    spokesman"), null if there are none; `name` is whom they mean, `rests_on` are the passages from which that was
    concluded, with the `reason` in words if it was `inferred`. `entity` is the id of the `Name`, null until names are
    resolved or if it is none."""

    name: str
    entity: str | None
    start: int | None
    end: int | None
    inferred: bool
    rests_on: tuple[Citation, ...] = ()
    reason: str | None


class Quotation(Citation):
    """Words that the document attributes to somebody, without their quotation marks. `kind` is "direct" (in marks),
    "mixed" (partly in marks) or "indirect"; `cue` is the reporting expression, `class` its class as in PARC and
    PolNeAR. Quotations of every class but "other" feed claims. `continues` is the id of the preceding piece when one
    quotation is split by "he said"."""

    id: str
    kind: QuotationKind
    class_: CueClass = Field(alias="class")
    speaker: Speaker | None
    cue: Citation | None
    via: tuple[Via, ...] = ()
    continues: str | None


class DateMention(Citation):
    """A date expression. `value` is an ISO 8601 day, month, year or interval, or null if it cannot be resolved, with
    the `reason` in words. `expression` is the normalised relative expression (`tasks.shared.english.date_expressions`),
    kept so that `resolve` can resolve it when the date of the document is known."""

    value: str | None
    basis: Literal["explicit", "relative"]
    reason: str
    expression: str | None = None


class Figure(Citation):
    """A number and what it counts. `value` is null for a vague one ("tens of thousands") and for a range, which has
    `low` and `high`. `counted` and `subject` are words of the text, `event` is the verb that joins them, `unit` the
    usual name of a unit of measurement, `day` the ISO 8601 date for which the figure is stated; each null if there is
    none."""

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
    """One spelling of a name and the number of its mentions."""

    text: str
    count: int


class Name(Record):
    """A person, organisation or place: the form that is shown, all spellings with the most frequent first, all
    mentions, and the rule of every merge in words."""

    id: str
    name: str
    kind: NameKind
    aliases: tuple[Alias, ...]
    mentions: tuple[Citation, ...]
    rules: tuple[str, ...] = ()


class Extract(Record):
    """Everything that `extract` finds in one document, each tuple in order of `start`. `names` are those of this
    document alone; `resolve` joins names across documents and leaves this field empty."""

    document: str
    quotations: tuple[Quotation, ...] = ()
    dates: tuple[DateMention, ...] = ()
    figures: tuple[Figure, ...] = ()
    names: tuple[Name, ...] = ()


class Report(Record):
    """One document with its sentences and what was extracted from it."""

    document: Document
    segmented: Segmented
    extract: Extract
