"""Figures made comparable: one kind of thing counted, in one unit, as the range of numbers that the words allow."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from tasks.crossreference.words import words
from tasks.records import Figure
from tasks.shared.english.units import base

# How far "about 50" may be off, as a share; "about" is used for a tenth more often than for a fifth.
_ABOUT = 0.1
# From this number on, trailing zeros may be rounding: 40 is rarely rounded, 400 often.
_MAY_BE_ROUNDED = 100
_NOT_COMPARED = frozenset({"rank", "time of day", "angle or temperature"})
_PARENT = re.compile(r"\b(mother|father)[- ]of[- ]$", re.IGNORECASE)
_OF = "of"  # is looked for first, as that is faster
# the kind of a number that does not say what it counts: it may be part of a sum, but is compared with nothing
UNCOUNTED = "count:"
_SHARE_SLACK = 0.03
# a figure told in another unit is rounded there again: 30 miles are 48 kilometres
_CONVERTED = 0.03


class Quantity(NamedTuple):
    """The quantity that a figure states: `kind` is the dimension ("length", "money USD") or what is counted
    ("count:household"); `low` and `high` bound the number in the base unit of the dimension."""

    kind: str
    low: float
    high: float
    value: float | None
    figure: Figure


def quantity(figure: Figure, before: str = "") -> Quantity | None:
    """The quantity of a figure; `before` are the words before it ("mother of"). None if it has no number, or is a rank
    or a time of day, which are not compared."""
    kind = _kind(figure, before)
    low, high = _range(figure)
    if not kind or low is None or high is None:
        return None
    if figure.unit is None:
        return Quantity(kind, low, high, figure.value, figure)
    value = None if figure.value is None else base(figure.value, figure.unit)[0]
    return Quantity(kind, _converted(low, figure), _converted(high, figure), value, figure)


def _converted(number: float, figure: Figure) -> float:
    return number if math.isinf(number) else base(number, figure.unit)[0]


def _kind(figure: Figure, before: str) -> str:
    if figure.unit is not None:
        dimension = base(0.0, figure.unit)[1]
        return "" if dimension in _NOT_COMPARED else dimension
    parent = _PARENT.search(before) if _OF in before.lower() else None
    if parent is not None:
        return f"count:{parent.group(1).lower()} of"
    head = words(figure.counted) if figure.counted else ()
    return f"count:{head[-1].stem}" if head else UNCOUNTED


def _range(figure: Figure) -> tuple[float | None, float | None]:
    value = figure.value
    if value is None:
        return figure.low, math.inf if figure.high is None and figure.low is not None else figure.high
    if figure.bound == "between" and figure.low is not None and figure.high is not None:
        return figure.low, figure.high
    slack = max(_rounding(value), _ABOUT * abs(value) if figure.bound == "about" else 0.0)
    if figure.unit == "share":  # "a third" is told of 33 per cent, and of a little more or less
        slack = max(slack, _SHARE_SLACK * value)
    if figure.bound in {"over", "at-least"}:
        return value, math.inf
    if figure.bound in {"under", "at-most"}:
        return 0.0, value
    return value - slack, value + slack


def _rounding(value: float) -> float:
    """Half of the last digit that may carry meaning: 500 for 42,000; 0 for small or odd numbers."""
    if value < _MAY_BE_ROUNDED:
        return 0.0 if value == int(value) else 0.5 * 10.0 ** -_decimals(value)
    if value != int(value):
        return 0.5 * 10.0 ** -_decimals(value)
    unit = 1
    while value % (unit * 10) == 0:
        unit *= 10
    return unit / 2 if unit >= 10 else 0.0


def _decimals(value: float) -> int:
    return len(f"{value:.6f}".rstrip("0").split(".")[1])


def overlap(one: Quantity, two: Quantity) -> bool:
    """Whether two quantities can be the same number. Vague ones whose ranges only touch ("dozens", "hundreds")
    cannot."""
    if one.low < one.high and two.low < two.high and (one.high == two.low or two.high == one.low):
        return False
    if one.figure.unit != two.figure.unit:
        slack = _CONVERTED * max(one.low, two.low)
        return one.low <= two.high + slack and two.low <= one.high + slack
    return one.low <= two.high and two.low <= one.high
