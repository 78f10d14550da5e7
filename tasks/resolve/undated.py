"""The day of a document that states none, from what it says and what the story's other documents date.

Every day on which the document may have been written is tried: its "Thursday" and "yesterday" then mean certain days,
and the others' dates either speak of the same thing on those days or they do not. The day for which most words agree is
taken when it is clearly ahead of all others; otherwise the document stays undated.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from math import log
from typing import NamedTuple

from tasks.calendar import finish, first_day, in_words, parse_day
from tasks.lexicon import word_set
from tasks.records import DateBasis, DateMention, Document, Extract, Figure, Material, Segmented, Sentence

_WORD = re.compile(r"[^\W_]{3,}")
# Stems are cut at this length: enough to join "meeting" and "meetings", and nothing of a stemmer's cost.
_STEM = 6
# A report follows what it tells by this many days at most, as far as "Thursday" and "yesterday" are concerned.
_FOLLOWS = 7
# What the best day must have: a sum of shared word weights (two or three rare words in common), and this many times
# the next best. Chosen so that on the stories of the development sets with their dates taken away no day inferred was
# wrong.
_ENOUGH, _AHEAD = 3.0, 1.3
_TELLING = ("weekday", "days")


class _Clue(NamedTuple):
    """An expression of the undated document, and the words of its sentence."""

    mention: DateMention
    words: frozenset[str]


class _Witness(NamedTuple):
    """A dated expression of another document, and the words of its sentence."""

    document: int
    day: date
    mention: DateMention
    words: frozenset[str]


class _Guess(NamedTuple):
    day: date
    score: float
    clues: tuple[tuple[_Clue, _Witness], ...]


def date_the_undated(material: Material) -> Material:
    """The story with the days of its undated documents inferred where that can be done, and their dates finished."""
    days = [parse_day(document.published) for document in material.documents]
    if all(days) or not any(days):
        return material
    idf = _idf(material)
    witnesses = [w for k, day in enumerate(days) if day for w in _witnesses(material, k)]
    documents, extracts = list(material.documents), list(material.extracts)
    for k, day in enumerate(days):
        if day is not None:
            continue
        guess = _best(material, k, witnesses, [d for d in days if d], idf)
        if guess is not None:
            documents[k] = _dated(documents[k], guess, material)
            called = "the day of publication, inferred"
            extracts[k] = _finished(documents[k], material.segmented[k], extracts[k], guess.day, called)
        else:
            extracts[k] = _without_day(documents[k], material.segmented[k], extracts[k], [d for d in days if d])
    return material.model_copy(update={"documents": tuple(documents), "extracts": tuple(extracts)})


def _stems(text: str) -> frozenset[str]:
    stops = word_set("no noun")
    return frozenset(word[:_STEM] for word in _WORD.findall(text.lower()) if word not in stops)


def _idf(material: Material) -> dict[str, float]:
    """Weights of stems by the sentences of the story that have them; a stem of every second sentence weighs little."""
    spread: Counter[str] = Counter()
    total = 0
    for document, segmented in zip(material.documents, material.segmented, strict=True):
        for sentence in segmented.sentences:
            spread.update(_stems(document.text[sentence.start : sentence.end]))
            total += 1
    return {stem: log((1 + total) / (1 + count)) for stem, count in spread.items()}


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
    found = []
    for mention in extract.dates:
        day = parse_day(mention.value) if mention.value and len(mention.value) == 10 else None
        if day is not None:
            found.append(_Witness(k, day, mention, _words_around(document, segmented, mention)))
    return found


def _best(
    material: Material, k: int, witnesses: Sequence[_Witness], published: Sequence[date], idf: dict[str, float]
) -> _Guess | None:
    document, segmented, extract = material.documents[k], material.segmented[k], material.extracts[k]
    clues = [
        _Clue(mention, _words_around(document, segmented, mention))
        for mention in extract.dates
        if mention.value is None and (mention.expression or "").startswith(_TELLING)
    ]
    if not clues:
        return None
    own = _stems(" ".join(document.text[s.start : s.end] for s in segmented.sentences))
    likeness = {w.document: _likeness(own, material, w.document, idf) for w in witnesses}
    days = sorted(
        {w.day + timedelta(days=n) for w in witnesses for n in range(_FOLLOWS + 1)}
        & {day + timedelta(days=n) for day in published for n in range(-_FOLLOWS, _FOLLOWS + 1)}
    )
    least = _earliest(extract)
    guesses = [_guess(day, clues, witnesses, likeness, idf) for day in days if least is None or day >= least]
    ranked = sorted(guesses, key=lambda guess: (-guess.score, guess.day))
    if not ranked or ranked[0].score < _ENOUGH:
        return None
    if len(ranked) > 1 and ranked[0].score < _AHEAD * ranked[1].score:
        return None
    return ranked[0]


def _likeness(own: frozenset[str], material: Material, k: int, idf: dict[str, float]) -> float:
    other = _stems(" ".join(material.documents[k].text[s.start : s.end] for s in material.segmented[k].sentences))
    shared, all_words = own & other, own | other
    return sum(sorted(idf[w] for w in shared)) / (sum(sorted(idf[w] for w in all_words)) or 1.0)


def _earliest(extract: Extract) -> date | None:
    """No document is older than the days it tells of."""
    told = [first_day(m.value) for m in extract.dates if m.value and len(m.value) == 10 and "will" not in m.reason]
    return max((day for day in told if day), default=None)


def _guess(
    day: date,
    clues: Sequence[_Clue],
    witnesses: Sequence[_Witness],
    likeness: dict[int, float],
    idf: dict[str, float],
) -> _Guess:
    """How much the others' dates bear out that the document was written on `day`: for each clue the best witness of the
    day it would then mean, by the weight of the words in common, and by how alike the two documents are."""
    score = 0.0
    borne_out = []
    for clue in clues:
        value, _ = finish(clue.mention.expression or "", day, None)
        meant = parse_day(value)
        weighed = [
            (sum(sorted(idf[w] for w in clue.words & witness.words)) * (0.5 + 2 * likeness[witness.document]), -k)
            for k, witness in enumerate(witnesses)
            if witness.day == meant
        ]
        best = max(weighed, default=(0.0, 0))
        if best[0] > 0:
            score += best[0]
            borne_out.append((clue, witnesses[-best[1]]))
    return _Guess(day, score, tuple(borne_out))


def _dated(document: Document, guess: _Guess, material: Material) -> Document:
    told = []
    for clue, witness in guess.clues:
        words = " ".join(clue.mention.exact.split())
        other = material.documents[witness.document].path
        told.append(f"“{words}” ({in_words(witness.day)} in {other}: “{' '.join(witness.mention.exact.split())}”)")
    reason = f"{in_words(guess.day)} fits what it says: {', '.join(dict.fromkeys(told))}"
    basis = DateBasis(kind="inferred", start=None, end=None, reason=reason)
    return document.model_copy(update={"published": guess.day.isoformat(), "published_basis": basis})


def _finished(document: Document, segmented: Segmented, extract: Extract, day: date, called: str) -> Extract:
    """The extract with its unfinished dates counted from `day`, and its figures' days with them."""
    mentions: list[DateMention] = []
    previous: str | None = None
    for mention in extract.dates:
        if mention.value is None and mention.expression:
            value, reason = finish(mention.expression, day, previous, called)
            cause = mention.reason.partition("; ")[2]
            mention = mention.model_copy(update={"value": value, "reason": f"{reason}; {cause}" if cause else reason})
        mentions.append(mention)
        previous = mention.value or previous
    return extract.model_copy(update={"dates": tuple(mentions), "figures": _refigured(segmented, extract, mentions)})


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


def _without_day(document: Document, segmented: Segmented, extract: Extract, published: Sequence[date]) -> Extract:
    """Where no day can be inferred: dates that lack only their year take it from the story, when every other document
    of the story gives the same."""
    mentions = []
    for mention in extract.dates:
        if mention.value is None and (mention.expression or "").startswith(("date", "month ")):
            values = {finish(mention.expression or "", day, None)[0] for day in published}
            value = values.pop() if len(values) == 1 else None
            if value:
                reason = "the year of the story's other documents"
                cause = mention.reason.partition("; ")[2]
                mention = mention.model_copy(
                    update={"value": value, "reason": f"{reason}; {cause}" if cause else reason}
                )
        mentions.append(mention)
    return extract.model_copy(update={"dates": tuple(mentions), "figures": _refigured(segmented, extract, mentions)})
