"""Figures: numbers with their unit and bound, what they count, whose they are, in which event, and as of which day.

All of that is decided here, so that figures are only compared if they count the same. Numbers of dates, scores, house
numbers, and numbers that belong to a name are no figures.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice

from tasks.extract.figures.numbers import Number, hints_of, numbers, ordinals
from tasks.extract.figures.phrases import counted_after, subject_and_event
from tasks.records import DateMention, Document, Figure, Segmented, Sentence
from tasks.shared.english.prefilter import later
from tasks.shared.text.spans import unchecked

__all__ = ["figures"]

_AGE_BEFORE = later(r"(?:\b[A-ZÀ-Þ][\w’'-]+, |\b[Aa]ged? )$")
_AGE_AFTER = later(r"[,.;)]| and\b|$")
_BEARER = later(r"((?:[A-ZÀ-Þ][\w’'.-]+ ){0,3}[A-ZÀ-Þ][\w’'-]+), $")
_JOIN = later(r"|[ \u00a0\n-]| of(?: the)? ")
_TIME_ZONE = later(r"(?<=[\w.] )\(?[A-Z][a-zA-Z]* ?(?:time)?\)?$|local time$")
_OR_MORE = later(r" or (?:more|so)\b")
# A sentence with more numbers is a table: what they count stands in its heads, and looking for it only costs time.
_MOST_NUMBERS = 100
_SCORE = later(r"\d ?[-–] ?\d")


def figures(document: Document, segmented: Segmented, dates: Sequence[DateMention]) -> tuple[Figure, ...]:
    """The figures of one document.

    Args:
        document: the document.
        segmented: its sentences.
        dates: its date expressions in order of `start`.

    Returns:
        Figures in order of `start`; none overlaps another or a date expression. Offsets are code points of the
        document's `text`. Empty for a language other than English, where "1.200" and "3,5" are other numbers.
    """
    if document.language is not None and not document.language.startswith("en"):
        return ()
    text = document.text
    starts = [mention.start for mention in dates]
    found: list[Figure] = []
    for sentence in segmented.sentences:
        start, end = sentence.start, sentence.end
        hints = hints_of(text, start, end)
        if not hints:
            continue
        every = list(islice(numbers(text, start, end, hints), _MOST_NUMBERS + 1))
        ranks = list(ordinals(text, start, end, hints))
        if len(every) > _MOST_NUMBERS or not (every or ranks):
            continue
        inside = dates[bisect_left(starts, start) : bisect_left(starts, end)]
        taken = [(mention.start, mention.end) for mention in inside]
        plain = [n for n in every if not _overlaps(n, taken)]
        taken += [(n.start, n.end) for n in plain]
        ranks = [n for n in ranks if not _overlaps(n, taken)]
        for number in sorted(plain + ranks):
            figure = _figure(document, sentence, number, inside)
            if figure is not None and not (found and found[-1].end > figure.start):
                found.append(figure)
    return tuple(found)


def _overlaps(number: Number, taken: Sequence[tuple[int, int]]) -> bool:
    return any(start < number.end and number.start < end for start, end in taken)


def _figure(document: Document, sentence: Sentence, number: Number, inside: Sequence[DateMention]) -> Figure | None:
    text = document.text
    start, end, unit = number.start, number.end, number.unit
    if unit is None and _SCORE.match(text, max(start, end - 2), min(end + 4, sentence.end)):
        return None
    counted = None
    if unit is None and number.value is not None and _is_age(text, number, sentence):
        unit = "year of age"
    elif unit == "minute of the day":
        counted = _zone(text, start, end)
    else:
        counted = counted_after(text, end, _limit(end, sentence, inside), unit, number.hyphen)
    spans = [(mention.start, mention.end) for mention in inside]
    after = counted[1] if counted else end
    subject, event = subject_and_event(text, sentence.start, sentence.end, start, after, spans)
    if unit == "year of age" and counted is None:
        subject = _bearer(text, sentence.start, start) or subject
    joined = counted is not None and counted[1] > end and _JOIN.fullmatch(text, end, counted[0])
    stop = counted[1] if counted and joined else end
    bound = number.bound
    if bound == "exact" and counted and (more := _OR_MORE.match(text, counted[1])):
        bound = "at-least" if more.group().endswith("more") else "about"
    return unchecked(
        Figure,
        {
            "start": start,
            "end": stop,
            "document": document.id,
            "exact": text[start:stop],
            "value": number.value,
            "low": number.low,
            "high": number.high,
            "unit": unit,
            "bound": bound,
            "counted": text[counted[0] : counted[1]] if counted else None,
            "subject": text[subject[0] : subject[1]] if subject else None,
            "day": _day(inside, start),
            "event": event,
        },
    )


def _limit(end: int, sentence: Sentence, inside: Sequence[DateMention]) -> int:
    """A counted thing ends where a date begins."""
    return min((mention.start for mention in inside if mention.start >= end), default=sentence.end)


def _bearer(text: str, first: int, start: int) -> tuple[int, int] | None:
    """The capitalised words before an age in apposition: "Ida Marsh, 58"."""
    match = _BEARER.search(text, max(first, start - 48), start)
    return match.span(1) if match else None


def _is_age(text: str, number: Number, sentence: Sentence) -> bool:
    """Whether a bare number stands as an age: "Ida Marsh, 58," or "aged 58"."""
    if not 0 < (number.value or 0) < 120 or number.bound != "exact":
        return False
    before = _AGE_BEFORE.search(text, max(sentence.start, number.start - 32), number.start)
    return before is not None and (not before.group().endswith(", ") or bool(_AGE_AFTER.match(text, number.end)))


def _zone(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The time zone of a time of day, as printed."""
    match = _TIME_ZONE.search(text[start:end])
    return (start + match.start(), start + match.end()) if match else None


def _day(inside: Sequence[DateMention], start: int) -> str | None:
    """The day as of which a figure is given: of the dates of its sentence, the one nearest to it."""
    dated = [mention for mention in inside if mention.value and len(mention.value) == 10]
    nearest = min(dated, key=lambda mention: (abs(mention.start - start), mention.start), default=None)
    return nearest.value if nearest else None
