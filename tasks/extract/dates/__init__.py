"""Dates: date expressions and their values, with the reason for each.

`grammar` has the forms of expressions, `tasks.shared.english.date_expressions` the arithmetic; `tense` decides between
the day before and the day after. An expression that is relative to an unknown date is kept for `resolve`.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from tasks.extract.dates.entries import ENTRY, PUBLICATION, entries_of, entry_at
from tasks.extract.dates.grammar import DateExpression, dated
from tasks.extract.dates.tense import tense
from tasks.records import DateMention, Document, Segmented, Sentence
from tasks.shared.english.date_expressions import finish, parse_day
from tasks.shared.text.spans import unchecked

__all__ = ["dates"]

# "Two days later" counts from a date in the same paragraph or near it, not from one at the other end of the report.
_NEAR_SENTENCES = 3


class _Context(NamedTuple):
    """What decides about an expression: the day to count from and what it is called, the date named before, and how
    numbers are to be read."""

    anchor: date | None
    called: str
    previous: str | None
    order: str
    stated: frozenset[str]


def dates(document: Document, segmented: Segmented) -> tuple[DateMention, ...]:
    """The date expressions of one document in order of `start`; they do not overlap. Offsets are code points of the
    document's `text`. `value` is an ISO 8601 day, month, year or interval, or null if it cannot be resolved; the
    `reason` says why."""
    text = document.text
    anchor = parse_day(document.published)
    entries = entries_of(document)
    found = [
        (item, k, sentence)
        for k, sentence in enumerate(segmented.sentences)
        for item in dated(text, sentence.start, sentence.end)
    ]
    notes = {item.note for item, _, _ in found}
    orders = [order for order in ("day-first", "month-first") if order in notes]
    stated = frozenset(item.value for item, _, _ in found if item.value) | ({anchor.isoformat()} if anchor else set())
    mentions: list[DateMention] = []
    named: str | None = None
    named_in = -_NEAR_SENTENCES
    for item, k, sentence in found:
        previous = named if k - named_in < _NEAR_SENTENCES else None
        entry = entry_at(entries, item.start)
        own, called = (anchor, PUBLICATION) if entry is None else (entry, ENTRY)
        context = _Context(own, called, previous, orders[0] if len(orders) == 1 else "", stated)
        mention = _explicit(document, item, context) if item.expression is None else None
        mention = mention or _relative(document, item, sentence, context)
        mentions.append(mention)
        if mention.value:
            named, named_in = mention.value, k
    return tuple(mentions)


def _explicit(document: Document, item: DateExpression, context: _Context) -> DateMention:
    """An expression that says all by itself, unless day and month may stand in either order."""
    value, reason = item.value, "as printed"
    if item.readings:
        day_first, month_first = item.readings
        known = [reading for reading in item.readings if reading in context.stated]
        if context.order:
            value = day_first if context.order == "day-first" else month_first
            reason = f"{context.order.split('-')[0]} first, as in another date of the document"
        elif len(known) == 1:
            value, reason = known[0], "the reading that the document dates otherwise too"
        else:
            value, reason = (
                None,
                "day and month may stand in either order, and no other date of the document tells which",
            )
    return _record(document, item, value, "explicit", reason, None)


def _relative(document: Document, item: DateExpression, sentence: Sentence, context: _Context) -> DateMention:
    expression, cause = item.expression or "", ""
    if "?" in expression:
        told = tense(document.text, sentence.start, sentence.end, item.start, item.end)
        direction = told.direction
        if direction == "near" and expression.startswith(("weekday", "weekend")):
            direction = "past"  # reports name the days of the week behind them without a verb, hardly those ahead
        if direction == "past" and expression.startswith("date") and "weekday" not in expression:
            direction = "near"  # the same as past, but for a day that is nearly a year ago and soon comes again
        expression = expression.replace("?", direction)
        cause = f"; “{told.words}”" if told.words else ""
    value, reason = finish(expression, context.anchor, context.previous, context.called)
    if item.note.startswith("taken"):
        cause += f"; {item.note}"
    return _record(document, item, value, "relative", reason + cause, expression)


def _record(
    document: Document,
    item: DateExpression,
    value: str | None,
    basis: Literal["explicit", "relative"],
    reason: str,
    expression: str | None,
) -> DateMention:
    return unchecked(
        DateMention,
        {
            "start": item.start,
            "end": item.end,
            "document": document.id,
            "exact": document.text[item.start : item.end],
            "value": value,
            "basis": basis,
            "reason": reason,
            "expression": expression,
        },
    )
