"""Units of measurement: which forms they take in print, and how values in different units compare."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from tasks.shared.english.lexicon import rows


class Unit(NamedTuple):
    """A unit by its usual name; values of one dimension compare after multiplication by `factor`."""

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
    """The usual name of a unit by each form it takes in print ("ft": "foot")."""
    return {form: name for name, _, _, forms in rows("units.tsv") for form in forms.split("|")}


def unit_named(name: str) -> Unit | None:
    return _by_name().get(name)


def base(value: float, unit: str | None) -> tuple[float, str]:
    """The value in the first unit of its dimension, and the dimension, so that 600 metres and 2,000 feet compare. A
    bare count has the dimension "count"; a unit that is not in the table is a dimension of its own."""
    if unit is None:
        return value, "count"
    known = unit_named(unit)
    if known is None:
        return value, unit
    if unit == "degree Fahrenheit":
        return (value - 32) / 1.8, known.dimension
    return value * known.factor, known.dimension
