"""What one affirms and another denies, each in his words; and what one document says both ways."""

from __future__ import annotations

from collections.abc import Iterator

from tasks.crossreference.conflicts.shared import Told, Version, record, statement
from tasks.crossreference.passages import Passage
from tasks.crossreference.words import words
from tasks.records import Conflict

# Statements that differ in nothing but the denial score far above the threshold of joining.
_SCORE = 5.0
_COSINE = 0.5
_DENIED = frozenset({"negation", "opposite"})
_HARMLESS = _DENIED | {"speaker", "time", "people"}


def positions(told: Told) -> Iterator[Conflict]:
    """One record for each pair of statements of which one denies the other."""
    taken: set[int] = set()
    for pair in sorted(told.pairs, key=lambda p: (-p.plain, p.first, p.second)):
        if pair.plain < _SCORE or pair.cosine < _COSINE or pair.first in taken or pair.second in taken:
            continue
        if not _DENIED.intersection(pair.differences) or not _HARMLESS.issuperset(pair.differences):
            continue
        taken.update((pair.first, pair.second))
        one, two = told.passages[pair.first], told.passages[pair.second]
        sides = [Version(_who(passage), (statement(told, passage),)) for passage in (one, two)]
        note = "One document has both." if one.document == two.document else None
        yield record(told, "position", _subject(told, pair.first, pair.second), "conflict", sides, note)


def _who(passage: Passage) -> str:
    speaker = passage.quotation.speaker if passage.quotation is not None else None
    return f"{speaker.name} said" if speaker is not None else "stated"


def _subject(told: Told, first: int, second: int) -> str:
    one, two = told.weighed[first].weights, told.weighed[second].weights
    shared = sorted((stem for stem in one if stem in two), key=lambda s: (-one[s], s))[:4]
    text = told.passages[first].text.split()
    printed = [w.strip(".,;:!?“”\"'()’‘") for w in text if any(x.stem in shared for x in words(w))]
    return " ".join(dict.fromkeys(printed))
