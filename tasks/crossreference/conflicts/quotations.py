"""Words inside quotation marks that two documents print differently: at most one of them can be the exact words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from tasks.crossreference.alignment import AlignedWord, Replaced, replaced
from tasks.crossreference.conflicts.shared import StoryEvidence, Version, record
from tasks.crossreference.utterances import Rendering, RenderingGroup
from tasks.crossreference.words import STOP_WORDS, stem
from tasks.records import Citation, Conflict
from tasks.shared.text.spans import cite

# How many words beside the difference must be the same, and how many of them with content; the longest difference.
_SAME_WORDS = 5
_SAME_EACH_SIDE = 2
_SAME_CONTENT = 2
_LONGEST = 6
# how many same words are shown on either side of the difference
_SHOWN = 6
# A story shows so many at most: renderings of one translation differ in many places.
_MOST = 6
# renderings of one utterance that are compared in pairs
_MOST_RENDERINGS = 12


class _Difference(NamedTuple):
    one: Rendering
    two: Rendering
    change: Replaced
    same: int


def quotations(told: StoryEvidence) -> Iterator[Conflict]:
    """Yields the clearest difference of every two renderings of one utterance, those with most words in common first;
    the number is limited for each story."""
    found: list[_Difference] = []
    for group in told.groups:
        changed: set[tuple[int, tuple[int, int]]] = set()
        for difference in _differences(told, group):
            # a third rendering that has the same words adds nothing
            places = {_place(difference.one, difference.change.first), _place(difference.two, difference.change.second)}
            if not places & changed:
                found.append(difference)
            changed |= places
    found.sort(key=lambda d: -d.same)
    for difference in sorted(found[:_MOST], key=lambda d: (d.one.document, d.one.quotation.start)):
        sides = [
            _version(told, difference.one, difference.change.first, difference.change),
            _version(told, difference.two, difference.change.second, difference.change),
        ]
        speaker = difference.one.quotation.speaker or difference.two.quotation.speaker
        subject = f"words of {speaker.name}" if speaker else "words of one quotation"
        yield record(told, "quotation", subject, "wording", sides)


def _place(rendering: Rendering, change: tuple[int, int]) -> tuple[int, tuple[int, int]]:
    first, last = rendering.words[change[0]], rendering.words[change[1] - 1]
    return rendering.document, (rendering.quotation.start + first.start, rendering.quotation.start + last.end)


def _differences(told: StoryEvidence, group: RenderingGroup) -> Iterator[_Difference]:
    marked = [r for r in group.renderings if r.quotation.kind != "indirect"][:_MOST_RENDERINGS]
    for one, two in combinations(marked, 2):
        if one.document == two.document:
            continue
        found = [
            _Difference(one, two, change, same)
            for change in replaced(one.words, two.words)
            if (same := _same_content(one.words, change))
            and _telling(one.words, two.words, change)
            and _inside(one, change.first)
            and _inside(two, change.second)
        ]
        if found:
            yield max(found, key=lambda d: (d.same, -d.change.first[0]))


def _same_content(own: Sequence[AlignedWord], change: Replaced) -> int:
    """How many words around the change are the same, when enough of them have content; else 0."""
    if min(change.before, change.after) < _SAME_EACH_SIDE:
        return 0
    low, high = change.first[0] - change.before, change.first[1] + change.after
    around = [*own[low : change.first[0]], *own[change.first[1] : high]]
    content = [w for w in around if w.word not in STOP_WORDS]
    return len(around) if len(around) >= _SAME_WORDS and len(content) >= _SAME_CONTENT else 0


def _telling(one: Sequence[AlignedWord], two: Sequence[AlignedWord], change: Replaced) -> bool:
    """Both sides have words with content, few of them, and none is a form of the other's."""
    here = {stem(w.word) for w in one[slice(*change.first)] if w.word not in STOP_WORDS}
    there = {stem(w.word) for w in two[slice(*change.second)] if w.word not in STOP_WORDS}
    long = max(change.first[1] - change.first[0], change.second[1] - change.second[0])
    return bool(here and there) and not here & there and long <= _LONGEST


def _inside(rendering: Rendering, change: tuple[int, int]) -> bool:
    """The changed words stand inside quotation marks in the document."""
    if rendering.quotation.kind == "direct":
        return True
    exact = rendering.quotation.exact
    at = rendering.words[change[0]].start if change[0] < len(rendering.words) else len(exact)
    opened = max(exact.rfind("“", 0, at), exact.rfind("‘", 0, at))
    closed = max(exact.rfind("”", 0, at), exact.rfind("’ ", 0, at))
    return opened > closed or exact.count('"', 0, at) % 2 == 1


def _version(told: StoryEvidence, rendering: Rendering, own: tuple[int, int], change: Replaced) -> Version:
    """The differing words with the same words around them, cut from the document."""
    quotation = rendering.quotation
    low = max(own[0] - min(change.before, _SHOWN), 0)
    high = min(own[1] + min(change.after, _SHOWN), len(rendering.words))
    start = quotation.start + rendering.words[low].start
    end = quotation.start + rendering.words[high - 1].end
    text = told.material.documents[rendering.document].text
    value = quotation.exact[rendering.words[own[0]].start : rendering.words[own[1] - 1].end]
    citation: Citation = cite(quotation.document, text, start, end)
    return Version(value, (citation,))
