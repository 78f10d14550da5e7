"""Units of measurement: their forms in print, and the factors by which values in different units are compared."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from tasks.shared.english.lexicon import rows


class Unit(NamedTuple):
    """A unit of measurement. `name` is its usual name; `factor` times a value gives the value in the base unit of
    `dimension`."""

    name: str
    dimension: str
    factor: float


_CLOCK = Unit("minute of the day", "time of day", 1.0)
_OTHERS = (
    _CLOCK,
    Unit("share", "share", 1.0),  # "a third", "half of"
    Unit("rank", "rank", 1.0),  # "the fifth"
    Unit("year of age", "age", 1.0),
    Unit("magnitude", "magnitude", 1.0),
)


@cache
def _by_name() -> dict[str, Unit]:
    units = {name: Unit(name, dimension, float(factor)) for name, dimension, factor, _ in rows("units.tsv")}
    return units | {unit.name: unit for unit in _OTHERS}


@cache
def unit_forms() -> dict[str, str]:
    """The usual name of a unit by each form that it has in print ("ft": "foot"), from units.tsv."""
    return {form: name for name, _, _, forms in rows("units.tsv") for form in forms.split("|")}


def unit_named(name: str) -> Unit | None:
    """The unit with this usual name, or None if there is none in the table."""
    return _by_name().get(name)


def base(value: float, unit: str | None) -> tuple[float, str]:
    """Converts a value for comparison: 600 metres can be compared with 2,000 feet.

    Args:
        value: the number.
        unit: the usual name of its unit, or None for a bare count.

    Returns:
        The value in the base unit of its dimension, and the name of the dimension: "count" for a bare count, the unit
            itself if it is not in the table.
    """
    if unit is None:
        return value, "count"
    known = unit_named(unit)
    if known is None:
        return value, unit
    if unit == "degree Fahrenheit":
        return (value - 32) / 1.8, known.dimension
    return value * known.factor, known.dimension
