"""The same words given to two persons."""

from __future__ import annotations

from collections.abc import Iterator

from tasks.crossreference.alignment import shared
from tasks.crossreference.conflicts.shared import StoryEvidence, Version, record
from tasks.crossreference.utterances import Rendering, other_person
from tasks.records import Citation, Conflict

# Fewer words may be said by two people in the same form.
_FEWEST_WORDS = 6
_ALIKE = 0.85


def speakers(told: StoryEvidence) -> Iterator[Conflict]:
    """Yields a conflict for each quotation that two documents attribute to different persons."""
    found = told.said
    seen: set[tuple[str, str]] = set()
    for first, second in told.sharing:
        one, two = found[first], found[second]
        if one.document == two.document or one.quotation.kind != "direct" or two.quotation.kind != "direct":
            continue
        if not other_person(one, two) or _one_name(one, two) or (first, second) in seen:
            continue
        if one.quotation.cue is None or two.quotation.cue is None:  # the speaker is taken from the sentence before
            continue
        seen.add((first, second))
        fewer = min(len(one.words), len(two.words))
        if fewer >= _FEWEST_WORDS and shared(one.words, two.words) >= _ALIKE * fewer:
            yield record(told, "speaker", "who said it", "conflict", [_version(one), _version(two)])


def _one_name(one: Rendering, two: Rendering) -> bool:
    """The two names share a word, so that they may be one person's: "Vale" and "Tomas Vale"."""
    names = [r.quotation.speaker.name if r.quotation.speaker else "" for r in (one, two)]
    return bool({*names[0].split()} & {*names[1].split()})


def _version(rendering: Rendering) -> Version:
    quotation = rendering.quotation
    return Version(
        quotation.speaker.name if quotation.speaker else "",
        (Citation(document=quotation.document, start=quotation.start, end=quotation.end, exact=quotation.exact),),
    )
