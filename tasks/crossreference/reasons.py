"""Why a passage stands in its claim, in words: what it shares with the passage of the claim that it is surest of."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.crossreference.pair_features import Features, predicates, statement_stems
from tasks.crossreference.passages import Passage
from tasks.crossreference.quantities import UNCOUNTED, overlap
from tasks.crossreference.same_statement import Join
from tasks.crossreference.words import words

# the words that say most are named, and no more than so many
_MOST_WORDS = 5


def because(
    passages: Sequence[Passage], clusters: Sequence[Sequence[int]], joins: Sequence[Join], features: Features
) -> list[dict[int, tuple[str, ...]]]:
    """By cluster, the reasons of each passage in it, by number; none for a passage that stands alone."""
    surest: dict[tuple[int, int], float] = {}
    for join in joins:
        surest[join.first, join.second] = surest[join.second, join.first] = join.sure
    found: list[dict[int, tuple[str, ...]]] = []
    for members in clusters:
        reasons: dict[int, tuple[str, ...]] = {}
        for one in members:
            known = [(surest[one, two], -two) for two in members if (one, two) in surest]
            if known:
                reasons[one] = _of_pair(passages[one], passages[-max(known)[1]], features)
        found.append(reasons)
    return found


def _of_pair(one: Passage, two: Passage, features: Features) -> tuple[str, ...]:
    if one.text == two.text:
        return ("the same words",)
    found: list[str] = []
    telling = features.telling(statement_stems(one) & statement_stems(two))[:_MOST_WORDS]
    printed = _printed(one, telling)
    if printed:
        found.append("both have " + ", ".join([f"“{word}”" for word in printed]))
    deeds = _printed(one, sorted(predicates(one, two)))
    if deeds:
        found.append("both tell what is done: " + ", ".join([f"“{word}”" for word in deeds[:_MOST_WORDS]]))
    if one.person is not None and one.person == two.person:
        found.append("the same person says it")
    if any(a.kind == b.kind != UNCOUNTED and overlap(a, b) for a in one.figures for b in two.figures):
        found.append("the same figure")
    if any(a.length == b.length == 1 and a.first == b.first for a in one.days for b in two.days):
        found.append("the same day")
    return tuple(found)


def _printed(passage: Passage, stems: Sequence[str]) -> tuple[str, ...]:
    """The words of a passage that have these stems, as it prints them, in its order."""
    chunks = [chunk.strip("“”\"'’‘.,;:!?()") for chunk in passage.text.split()]
    return tuple(dict.fromkeys([chunk for chunk in chunks if any(word.stem in stems for word in words(chunk))]))
