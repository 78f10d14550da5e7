"""Figures made comparable: one kind of thing counted, in one unit, as the range of numbers that the words allow."""

from __future__ import annotations

import math
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from tasks.crossreference.words import words
from tasks.records import Figure

# How far "about 50" may be off, as a share; "about" is used for a tenth more often than for a fifth.
_ABOUT = 0.1
# From this number on, trailing zeros may be rounding: 40 is rarely rounded, 400 often.
_MAY_BE_ROUNDED = 100


class Quantity(NamedTuple):
    """What a figure says: `kind` is the dimension ("length", "money:usd") or what is counted ("count:household");
    `low` and `high` bound the numbers that its words allow, in the dimension's own unit."""

    kind: str
    low: float
    high: float
    value: float | None
    figure: Figure


@lru_cache(maxsize=1)
def _units() -> dict[str, tuple[str, float]]:
    lines = (Path(__file__).parent / "units.tsv").read_text("utf-8").splitlines()
    units: dict[str, tuple[str, float]] = {}
    for line in lines:
        if not line.startswith("#"):
            dimension, factor, names = line.split("\t")
            units.update({name: (dimension, float(factor)) for name in names.split("|")})
    return units


def quantity(figure: Figure) -> Quantity | None:
    """The figure as a quantity; None when it does not say what it counts, or gives no number."""
    kind, factor = _kind(figure)
    if not kind:
        return None
    low, high = _range(figure)
    if low is None or high is None:
        return None
    value = None if figure.value is None else figure.value * factor
    return Quantity(kind, low * factor, high * factor, value, figure)


def _kind(figure: Figure) -> tuple[str, float]:
    unit = (figure.unit or "").lower().strip().rstrip(".")
    if unit:
        return _units().get(unit, (f"unit:{unit}", 1.0))
    head = [word.stem for word in words(figure.counted or "")]
    if not head:
        return "", 1.0
    counted = (figure.counted or "").lower().split()[-1].rstrip(".,")
    return _units().get(counted, (f"count:{head[-1]}", 1.0))


def _range(figure: Figure) -> tuple[float | None, float | None]:
    value = figure.value
    if value is None:
        return figure.low, math.inf if figure.high is None and figure.low is not None else figure.high
    if figure.bound == "between" and figure.low is not None and figure.high is not None:
        return figure.low, figure.high
    slack = max(_rounding(value), _ABOUT * abs(value) if figure.bound == "about" else 0.0)
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
    """The two can be the same number."""
    return one.low <= two.high and two.low <= one.high
