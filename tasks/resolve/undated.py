"""The day of a document that states none, from what it says and what the story's other documents date.

Every day on which the document may have been written is tried: its "Thursday" and "yesterday" then mean certain days,
and the others' dates either speak of the same thing on those days or they do not. A document's own day is told only by
words that count from it: "Thursday" is the same day to reports of Thursday, Friday and Monday. So the day is inferred
only where "yesterday", "today" or "tomorrow" is borne out, and is clearly ahead of all others; otherwise the document
stays undated, but a weekday that means one and the same day on all likely days is told all the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import chain
from math import fsum, log
from typing import NamedTuple

from tasks.records import DateBasis, DateMention, Document, Extract, Figure, Material, Segmented, Sentence
from tasks.shared.english.date_expressions import finish, first_day, in_words, parse_day
from tasks.shared.english.lexicon import word_set

_WORD = re.compile(r"[^\W_]{3,}")
# Stems are cut at this length: enough to join "meeting" and "meetings", and nothing of a stemmer's cost.
_STEM = 6
_RAREST = 4.5
# A report follows what it tells by this many days at most, as far as "Thursday" and "yesterday" are concerned.
_FOLLOWS = 7
# What the best day must have: so much weight of shared words, and so many times the weight of the next best. Chosen on
# stories of three reports each, with the date of one taken away.
_ENOUGH, _AHEAD = 8.0, 1.5
# Days whose weight is at least this share of the best one's are likely too, when only weekdays are to be told.
_LIKELY = 0.6
# Reports of one thing appear together: a day's distance from the witness's own publication takes this off its weight.
_A_DAY_APART = 0.75
_TELLING = ("weekday", "days")


class _Clue(NamedTuple):
    """An expression of the undated document, and the words of its sentence."""

    mention: DateMention
    words: frozenset[str]


class _Witness(NamedTuple):
    """A dated expression of another document, and the words of its sentence."""

    document: int
    published: date
    day: date
    mention: DateMention
    words: frozenset[str]


class _Guess(NamedTuple):
    """A day tried, its weight, the part of that which words counting from the day itself have, and what bore it out."""

    day: date
    score: float
    anchored: float
    clues: tuple[tuple[_Clue, _Witness], ...]


def date_the_undated(material: Material) -> Material:
    """The story with inferred dates for undated documents, with the reason in `published_basis`, and their relative
    dates resolved. Where no date is certain enough, a relative date is only resolved if all likely dates agree.
    Unchanged if all documents have a date, or none has."""
    days = [parse_day(document.published) for document in material.documents]
    if all(days) or not any(days):
        return material
    words = _Words(material)
    witnesses = [w for k, day in enumerate(days) if day for w in _witnesses(material, k)]
    documents, extracts = list(material.documents), list(material.extracts)
    for k, day in enumerate(days):
        if day is not None:
            continue
        guesses = _guesses(material, k, witnesses, [d for d in days if d], words)
        if _is_told(guesses):
            documents[k] = _dated(documents[k], guesses[0], material)
            extracts[k] = _finished(material.segmented[k], extracts[k], guesses[0].day)
        else:
            likely = [guess for guess in guesses if guess.score >= max(_ENOUGH, _LIKELY * guesses[0].score)]
            others = [d for d in days if d]
            extracts[k] = _without_day(material, material.segmented[k], extracts[k], likely, others)
    return material.model_copy(update={"documents": tuple(documents), "extracts": tuple(extracts)})


def _stems(text: str) -> frozenset[str]:
    words = set(_WORD.findall(text.lower())) - word_set("no noun")
    return frozenset([word[:_STEM] for word in words])


class _Words:
    """The words of a story: the stems of each document, weighed by the sentences that have them, scaled so that a stem
    of one sentence has the same weight in every story, whatever its size."""

    def __init__(self, material: Material) -> None:
        self.stems: list[frozenset[str]] = []
        spread: Counter[str] = Counter()
        total = 0
        for document, segmented in zip(material.documents, material.segmented, strict=True):
            found = [_stems(document.text[sentence.start : sentence.end]) for sentence in segmented.sentences]
            spread.update(chain.from_iterable(found))
            total += len(found)
            self.stems.append(frozenset().union(*found))
        scale = _RAREST / log(1 + total)
        self._squares = {stem: (scale * log((1 + total) / count)) ** 2 for stem, count in spread.items()}
        self._weights = [self.weight(stems) for stems in self.stems]

    def weight(self, stems: frozenset[str]) -> float:
        """The sum of the squares of the stems' weights."""
        return fsum(map(self._squares.__getitem__, stems))

    def common(self, one: frozenset[str], two: frozenset[str]) -> float:
        """The weight of what two sets of stems have in common."""
        return self.weight(one & two)

    def likeness(self, one: int, two: int) -> float:
        """The cosine of two documents' sets of stems."""
        length = self._weights[one] * self._weights[two]
        return self.common(self.stems[one], self.stems[two]) / (length**0.5 or 1.0)


def _sentence(segmented: Segmented, start: int) -> Sentence | None:
    return next((s for s in segmented.sentences if s.start <= start < s.end), None)


def _words_around(document: Document, segmented: Segmented, mention: DateMention) -> frozenset[str]:
    sentence = _sentence(segmented, mention.start)
    if sentence is None:
        return frozenset()
    around = document.text[sentence.start : mention.start] + " " + document.text[mention.end : sentence.end]
    return _stems(around)


def _witnesses(material: Material, k: int) -> list[_Witness]:
    document, segmented, extract = material.documents[k], material.segmented[k], material.extracts[k]
    published = parse_day(document.published)
    found: list[_Witness] = []
    for mention in extract.dates if published else ():
        day = parse_day(mention.value) if mention.value and len(mention.value) == 10 else None
        if day is not None and published:
            found.append(_Witness(k, published, day, mention, _words_around(document, segmented, mention)))
    return found


def _is_told(guesses: Sequence[_Guess]) -> bool:
    best = guesses[0] if guesses else None
    if best is None or best.score < _ENOUGH or best.anchored < _ENOUGH:
        return False
    return len(guesses) < 2 or best.score >= _AHEAD * guesses[1].score


def _guesses(
    material: Material, k: int, witnesses: Sequence[_Witness], published: Sequence[date], words: _Words
) -> list[_Guess]:
    """The days on which the document may have been written, the best first."""
    document, segmented, extract = material.documents[k], material.segmented[k], material.extracts[k]
    # "Today" in quoted words is the speaker's day.
    quoted = [(quotation.start, quotation.end) for quotation in extract.quotations if quotation.kind == "direct"]
    clues = [
        _Clue(mention, _words_around(document, segmented, mention))
        for mention in extract.dates
        if mention.value is None
        and (mention.expression or "").startswith(_TELLING)
        and not any(start <= mention.start < end for start, end in quoted)
    ]
    if not clues:
        return []
    likeness = {j: words.likeness(k, j) for j in sorted({w.document for w in witnesses})}
    most = max(likeness.values(), default=0.0) or 1.0
    weights = {j: (value / most) ** 2 for j, value in likeness.items()}
    days = sorted({day + timedelta(days=n) for day in published for n in range(-_FOLLOWS, _FOLLOWS + 1)})
    least = _earliest(extract)
    of_day: dict[date | None, list[int]] = {}
    for number, witness in enumerate(witnesses):
        of_day.setdefault(witness.day, []).append(number)
    common = cache(words.common)  # each day tried asks for the same
    guesses = [_guess(day, clues, witnesses, of_day, weights, common) for day in days if least is None or day >= least]
    return sorted(guesses, key=lambda guess: (-guess.score, guess.day))


def _earliest(extract: Extract) -> date | None:
    """No document is older than the days it tells of as past."""
    told = [
        first_day(m.value)
        for m in extract.dates
        if m.value and len(m.value) == 10 and "future" not in (m.expression or "future")
    ]
    return max((day for day in told if day), default=None)


def _guess(
    day: date,
    clues: Sequence[_Clue],
    witnesses: Sequence[_Witness],
    of_day: Mapping[date | None, Sequence[int]],
    weights: dict[int, float],
    common: Callable[[frozenset[str], frozenset[str]], float],
) -> _Guess:
    """How much the documents bear out that this one was written on `day`: for each clue the best witness of the day
    that it would then mean, by the words in common, by how alike the documents are and how near the witness was
    published; and, in the document itself, "yesterday" and a weekday that would then mean one day and speak of one
    thing ("a Thursday call", "yesterday's call"). `of_day` has the witnesses of each day by number."""
    score = anchored = 0.0
    borne_out: list[tuple[_Clue, _Witness]] = []
    meant = [parse_day(finish(clue.mention.expression or "", day, None)[0]) for clue in clues]
    for k, clue in enumerate(clues):
        counts = _counts_from_the_day(clue)
        weighed = [
            (
                common(clue.words, witnesses[j].words)
                * weights[witnesses[j].document]
                * _A_DAY_APART ** abs((day - witnesses[j].published).days),
                -j,
            )
            for j in of_day.get(meant[k], ())
        ]
        best = max(weighed, default=(0.0, 0))
        if best[0] > 0:
            score += best[0]
            anchored += best[0] if counts else 0.0
            borne_out.append((clue, witnesses[-best[1]]))
        for j, other in enumerate(clues):
            if counts and meant[j] == meant[k] and not _counts_from_the_day(other):
                shared = common(clue.words, other.words)
                score += shared
                anchored += shared
    return _Guess(day, score, anchored, tuple(borne_out))


def _counts_from_the_day(clue: _Clue) -> bool:
    return (clue.mention.expression or "").startswith("days")


def _dated(document: Document, guess: _Guess, material: Material) -> Document:
    told = []
    for clue, witness in guess.clues:
        words = " ".join(clue.mention.exact.split())
        other = material.documents[witness.document].path
        told.append(f"“{words}” ({in_words(witness.day)} in {other}: “{' '.join(witness.mention.exact.split())}”)")
    reason = f"{in_words(guess.day)} fits what it says: {', '.join(dict.fromkeys(told))}"
    basis = DateBasis(kind="inferred", start=None, end=None, reason=reason)
    return document.model_copy(update={"published": guess.day.isoformat(), "published_basis": basis})


def _finished(segmented: Segmented, extract: Extract, day: date) -> Extract:
    """The extract with its unfinished dates counted from `day`, and its figures' days with them."""
    mentions: list[DateMention] = []
    previous: str | None = None
    for mention in extract.dates:
        if mention.value is None and mention.expression:
            value, reason = finish(mention.expression, day, previous, "the day of publication, inferred")
            mention = _told(mention, value, reason)
        mentions.append(mention)
        previous = mention.value or previous
    return extract.model_copy(update={"dates": tuple(mentions), "figures": _refigured(segmented, extract, mentions)})


def _told(mention: DateMention, value: str | None, reason: str) -> DateMention:
    """The mention with its value and reason; the verb that decided its direction stays part of the reason."""
    cause = mention.reason.partition("; ")[2]
    return mention.model_copy(update={"value": value, "reason": f"{reason}; {cause}" if cause else reason})


def _refigured(segmented: Segmented, extract: Extract, mentions: Sequence[DateMention]) -> tuple[Figure, ...]:
    figures = []
    for figure in extract.figures:
        sentence = _sentence(segmented, figure.start) if figure.day is None else None
        if sentence is not None:
            near = [m for m in mentions if m.value and len(m.value) == 10 and sentence.start <= m.start < sentence.end]
            day = min(near, key=lambda m: (abs(m.start - figure.start), m.start), default=None)
            figure = figure.model_copy(update={"day": day.value if day else None})
        figures.append(figure)
    return tuple(figures)


def _without_day(
    material: Material,
    segmented: Segmented,
    extract: Extract,
    likely: Sequence[_Guess],
    published: Sequence[date],
) -> Extract:
    """Where no day can be inferred: weekdays that are one day whichever of the likely days it was written on, and dates
    that lack only their year when every other document of the story gives the same."""
    mentions = []
    for mention in extract.dates:
        expression = mention.expression or ""
        if mention.value is None and expression.startswith("weekday") and likely:
            values = {finish(expression, guess.day, None)[0] for guess in likely}
            witness = next((w for clue, w in likely[0].clues if clue.mention == mention), None)
            if len(values) == 1 and witness:
                other = material.documents[witness.document].path
                words = " ".join(witness.mention.exact.split())
                reason = f"the day that {other} dates “{words}”, for the same thing; the document states no day itself"
                mention = _told(mention, values.pop(), reason)
        elif mention.value is None and expression.startswith(("date", "month ")):
            values = {finish(expression, day, None)[0] for day in published}
            if len(values) == 1 and values != {None}:
                mention = _told(mention, values.pop(), "the year of the story's other documents")
        mentions.append(mention)
    return extract.model_copy(update={"dates": tuple(mentions), "figures": _refigured(segmented, extract, mentions)})
