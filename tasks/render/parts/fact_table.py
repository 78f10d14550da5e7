"""The table of facts: which rows an overview shows, and how a row is told in a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from tasks.records import StoryFact
from tasks.render import phrasing
from tasks.render.story_index import StoryIndex
from tasks.render.views import Chips, FactLine, FactValueLine

ROWS = 8  # of the table at the head of an overview
PER_SLOT = 2  # rows of one slot in it
VALUES = 6  # of a row in a table; its own page shows them all
LETTERS = 3  # of a value in a table; the rest are counted
# What readers ask first of any event.
ASKED_FIRST = frozenset(
    [
        *("killed", "injured", "missing", "taken", "day", "clock", "where", "who", "magnitude", "votes"),
        *("outcome: captive", "outcome: suspect", "outcome: agreement", "outcome: passage"),
    ]
)
READINGS = {
    "conflict": "differ",
    "rising": "rising",
    "revised": "revised",
    "rounding": "may be one number",
    "scope": "a part and the whole",
    "outlier": "one report alone",
    "spelling": "spelling",
    "disputed": "disputed",
    "planned": "planned and done",
}


def fact_href(fact: StoryFact) -> str:
    """The address of the page of a fact."""
    return f"fact/{fact.id}.html"


def fact_line(look: StoryIndex, fact: StoryFact, most: int = VALUES) -> FactLine:
    """A fact as a row of a table: if it has more than `most` values, those of most documents and the number of the
    others."""
    ranked = sorted(fact.values, key=lambda value: -len({e.document for e in value.evidence}))[:most]
    shown = [value for value in fact.values if value in ranked]
    reading = READINGS[fact.reading] if fact.reading else "agree" if fact.documents > 1 else "one report"
    return FactLine(
        fact.id,
        fact_href(fact) if fact.reading else "",
        fact.question,
        tuple(
            FactValueLine(
                phrasing.short(value.value, 70),
                _few(look.chips_of(value.evidence), fact),
            )
            for value in shown
        ),
        len(fact.values) - len(shown),
        reading,
        bool(fact.reading),
    )


def _few(chips: Chips, fact: StoryFact) -> Chips:
    """The first letters, and how many there are besides: they stand on the page of the fact, or in the data."""
    left = len(chips.shown) - LETTERS
    if left < 1 or not fact.reading:
        return chips
    return chips._replace(shown=chips.shown[:LETTERS], more=left, href=fact_href(fact))


def chosen(facts: Iterable[StoryFact]) -> list[StoryFact]:
    """The facts for the head of an overview: first what readers ask of any event, then what most documents state, and
    those that differ before those that agree; no spellings, and a limited number for each slot."""
    ranked = sorted(
        (fact for fact in facts if fact.reading != "spelling"),
        key=lambda fact: (
            -(fact.documents + 2 * bool(fact.reading) + 3 * (fact.slot in ASKED_FIRST) - 4 * bool(fact.scope))
        ),
    )
    taken: Counter[str] = Counter()
    kept = []
    for fact in ranked:
        if taken[fact.slot] < PER_SLOT and (fact.documents > 1 or fact.slot in ASKED_FIRST):
            taken[fact.slot] += 1
            kept.append(fact)
    return kept[:ROWS]


def told(lines: Sequence[FactLine]) -> str:
    """In the dossier's voice, on how many of the rows the reports differ."""
    differ = sum(line.differs for line in lines)
    if not differ:
        return ""
    return f"Reports differ, or changed, on {phrasing.number(differ)} of these."
