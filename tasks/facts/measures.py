"""Sizes, distances, magnitudes, money, shares, ages, populations, results of votes and games, and things counted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.facts.counts import class_of
from tasks.facts.stated import ReadSentence, StatedValue, bounds_of, clause, printed, scope_of
from tasks.facts.tables import attributes, purposes
from tasks.records import Figure
from tasks.shared.english.noun_phrases import content_stems, stem
from tasks.shared.english.units import base

_NEAR = 45  # characters on either side of a number whose words tell what it is of
_NO_SIZE = frozenset({"minute of the day", "rank"})
_DURATIONS = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"})
# How much a measure may differ in print and still be the same: half a digit of what is usually printed.
_LENGTH_SLACK = 0.1
_MONEY_SLACK = 0.02
_SHARE_SLACK = 0.005
_MAGNITUDE_SLACK = 0.05
_POPULATION = re.compile(
    r"\b(?:population of|home to|city of|town of|country of|nation of|island of|inhabitants|residents)\b", re.I
)
_PEOPLE_LIVE = re.compile(r"\s+(?:inhabitants|residents)\b")
_LIVE = re.compile(r"\b(?:residents|inhabitants)\b")
_FEWEST_INHABITANTS = 1000
_MOVES = re.compile(
    r"\b(f[ae]ll(?:s|en|ing)?|dropp(?:ed|ing)|plung(?:ed|ing)|climb(?:ed|ing)|walk(?:ed|ing)"
    r"|r[au]n(?:ning)?|sw[iau]m(?:ming)?"
    r"|dr[oi]v(?:e|ing|en)|travel\w*|hurled|thrown|slid|march(?:ed|ing)|stretch(?:ed|es|ing)|slipped)\b[^.;]{0,35}$",
    re.I,
)
_MOVE = {
    "fell": "fall",
    "fall": "fall",
    "fallen": "fall",
    "falling": "fall",
    "slid": "fall",
    "dropped": "fall",
    "plunged": "fall",
    "plunging": "fall",
    "slipped": "fall",
}
_KIN = re.compile(
    r"\b(?:daughter|son|wife|husband|mother|father|brother|sister|girlfriend|boyfriend|friend|nephew|niece"
    r"|child|girl|boy)\b"
)
_BEFORE_AGE = frozenset({", ", ", aged ", " , ", ",", " (", ", age "})
_UNIT_LETTERS = re.compile(r"[MmBbKk]n?\b")


def measures(sentence: ReadSentence) -> Iterator[StatedValue]:
    """Yields what the figures of a sentence measure: lengths, money, speeds and so on."""
    for figure in sentence.figures:
        unit = figure.unit
        if unit in _NO_SIZE or unit in _DURATIONS:
            continue
        bounds = bounds_of(figure)
        if bounds is None:
            continue
        if unit is None:
            found = _population(sentence, figure, bounds)
        elif unit == "year of age":
            found = _age(sentence, figure, bounds)
        else:
            found = _measure(sentence, figure, bounds, unit)
        if found is not None:
            yield found


def _stated(
    sentence: ReadSentence,
    figure: Figure,
    slot: str,
    of: str,
    bounds: tuple[float, float],
    slack: float,
    span: tuple[int, int] | None = None,
) -> StatedValue:
    start, end = span or (figure.start, figure.end)
    unit = figure.unit
    return StatedValue(
        slot,
        of,
        _value(figure),
        sentence,
        start,
        end,
        bounds[0] - slack,
        bounds[1] + slack,
        figure.bound,
        figure.value,
        unit,
        scope_of(sentence, figure.start, figure.end),
        near=near(sentence, figure.start, figure.end),
        day=figure.day,
    )


def _value(figure: Figure) -> str:
    """The measure as printed, without what it counts."""
    words = figure.exact
    if figure.counted and words.endswith(figure.counted) and figure.unit is not None:
        words = words[: -len(figure.counted)].rstrip(" -")
    return printed(words)


def near(sentence: ReadSentence, start: int, end: int) -> frozenset[str]:
    """The stems of the words beside the number at `start:end` (code points)."""
    low, high = max(sentence.start, start - _NEAR), min(sentence.end, end + _NEAR)
    return content_stems(f"{sentence.whole[low:start]} {sentence.whole[end:high]}")


def _population(sentence: ReadSentence, figure: Figure, bounds: tuple[float, float]) -> StatedValue | None:
    text, start, end = sentence.whole, figure.start, figure.end
    told = (
        _POPULATION.search(text, max(sentence.start, start - 30), start)
        or _PEOPLE_LIVE.match(text, end, sentence.end)
        or _LIVE.search(figure.counted or "")
    )
    if not told or bounds[1] < _FEWEST_INHABITANTS:
        return None
    return _stated(sentence, figure, "population", "", bounds, 0.0)


def _age(sentence: ReadSentence, figure: Figure, bounds: tuple[float, float]) -> StatedValue | None:
    text = sentence.whole
    for name in sentence.names:
        if name.kind != "person":
            continue
        behind = text[name.end : figure.start] in _BEFORE_AGE
        before = 0 <= name.start - figure.end < 3 or figure.start <= name.start < figure.end
        if (behind or before) and not _KIN.search(text, figure.start, name.start):
            span = min(figure.start, name.start), max(figure.end, name.end)
            found = _stated(sentence, figure, "age", name.name, bounds, 0.0, span)
            found.scope = ""
            return found
    return None


def _measure(sentence: ReadSentence, figure: Figure, bounds: tuple[float, float], unit: str) -> StatedValue | None:
    scale, dimension = base(1.0, unit)
    if unit in ("degree Celsius", "degree Fahrenheit"):
        return None
    bounds = (bounds[0] * scale, bounds[1] * scale)
    if dimension == "magnitude":
        return _stated(sentence, figure, "magnitude", "earthquake", bounds, _MAGNITUDE_SLACK)
    if dimension == "length" and unit != "yard":
        return _length(sentence, figure, bounds)
    if dimension == "speed":
        return _stated(sentence, figure, "speed", "", bounds, _LENGTH_SLACK * bounds[0])
    if dimension.startswith("money"):
        return _money(sentence, figure, bounds, dimension)
    if dimension == "share":
        slack = 0.03 if unit == "share" or figure.bound == "about" else _SHARE_SLACK
        return _stated(sentence, figure, "share", "", bounds, slack)
    return None


def _length(sentence: ReadSentence, figure: Figure, bounds: tuple[float, float]) -> StatedValue | None:
    text = sentence.whole
    low, high = clause(sentence, figure.start)
    slack = _LENGTH_SLACK * bounds[0]
    for slot, after, before in attributes():
        told = after.match(text, figure.end, min(high, figure.end + 22)) or before.search(text, low, figure.start)
        if told:
            twice = 2.0 if slot == "radius" else 1.0
            span = figure.start, max(figure.end, told.end()) if told.end() > figure.end else figure.end
            return _stated(
                sentence,
                figure,
                "width" if slot == "radius" else slot,
                "",
                (twice * bounds[0], twice * bounds[1]),
                slack,
                span,
            )
    moved = _MOVES.search(text, low, figure.start)
    if moved is None:
        return None
    verb = moved.group(1).lower()
    return _stated(sentence, figure, "moved", _MOVE.get(verb, stem(verb)), bounds, slack, (moved.start(), figure.end))


def _money(sentence: ReadSentence, figure: Figure, bounds: tuple[float, float], dimension: str) -> StatedValue | None:
    text = sentence.whole
    low, high = clause(sentence, figure.start)
    if _UNIT_LETTERS.match(text, figure.end, high):
        return None
    before, after, known = purposes()
    told = after.match(text, figure.end, high) or before.search(text, low, figure.start)
    if told is None or told.lastgroup is None:
        return None
    found = _stated(sentence, figure, "money", told.lastgroup, bounds, _MONEY_SLACK * bounds[0])
    found.same = frozenset({dimension})
    found.flags = {"once": "yes" if known[told.lastgroup].once else "", "dimension": dimension}
    return found


_VOTING = re.compile(r"\b(?:vote[ds]?|voted|passed|approved|Senate|House|council|parliament|lawmakers|committee)\b")
_RESULT = re.compile(
    r"\b(\d{1,3})\s?(?:[-–]|to)\s?(\d{1,3})\b(?=[^.;]{0,40}\bvote|[,.;]|\s+(?:in favou?r|against|to|for|on))"
    r"|(?<=vote of )(\d{1,3})\s?(?:-|–|to)\s?(\d{1,3})\b"
)
_VOTED = frozenset((b"vote", b"votes", b"voted", b"passed", b"approved"))


def votes(sentence: ReadSentence) -> Iterator[StatedValue]:
    """Yields results of votes: two numbers beside a word of voting."""
    if not _VOTING.search(sentence.text):
        return
    for found in _RESULT.finditer(sentence.whole, sentence.start, sentence.end):
        numbers = sorted((int(g) for g in found.groups() if g), reverse=True)
        if numbers[0] > 1:
            value = "–".join(map(str, numbers))
            yield StatedValue(
                "votes",
                "vote",
                value,
                sentence,
                found.start(),
                found.end(),
                same=frozenset({value}),
                near=near(sentence, found.start(), found.end()),
            )


_NO_THING = frozenset(
    [
        "years",
        "days",
        "hours",
        "minutes",
        "weeks",
        "months",
        "miles",
        "times",
        "percent",
        "others",
        "things",
        "cases",
        "points",
        "seconds",
        "ways",
        "hundreds",
        "thousands",
        "millions",
        "dozens",
        "parts",
        "sides",
        "members",
        "reasons",
        "questions",
        "officials",
        "sources",
    ]
)
_THING = re.compile(r"^(?:[\w'’.-]+ ){0,3}([a-z][a-z-]+s)$")
_MOST_THINGS = 1e6


def things(sentence: ReadSentence) -> Iterator[StatedValue]:
    """Yields how many things of one kind there are ("two undersea cables"), and whose they are if a person is nearest
    before them."""
    for figure in sentence.figures:
        bounds = bounds_of(figure)
        if figure.unit is not None or bounds is None or not figure.counted or bounds[0] >= _MOST_THINGS:
            continue
        match = _THING.match(figure.counted)
        if match is None or class_of(match.group(1)) or match.group(1) in _NO_THING - {"points"}:
            continue
        by = [name for name in sentence.names if name.kind == "person" and name.end <= figure.start]
        if by and figure.start - by[-1].end < _NEAR:
            yield _stated(
                sentence,
                figure,
                "number by",
                f"{match.group(1)} by {by[-1].name}",
                bounds,
                0.0,
                (by[-1].start, figure.end),
            )
        elif match.group(1) != "points":
            found = _stated(sentence, figure, "number of", stem(match.group(1)), bounds, 0.0)
            found.flags = {"noun": match.group(1)}
            yield found
