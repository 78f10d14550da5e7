"""Publication dates in their many forms -> ISO 8601, with the offset where one is stated."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

# Years in which something can be published; what is outside them is what a program wrote for want of a date.
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


def iso_of(day: datetime.date) -> str | None:
    """A day or moment as ISO 8601, with time if it has a time zone; None for a year that no report can have."""
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        return None
    if isinstance(day, datetime.datetime):
        return day.isoformat(timespec="seconds") if day.tzinfo else day.date().isoformat()
    return day.isoformat()


class Stated(NamedTuple):
    """A date in a text: its range (code points) and its value as ISO 8601 date or date-time with offset."""

    start: int
    end: int
    value: str


_MONTHS = """
jan january januar janvier enero ene gennaio gen janeiro januari янв января
feb february februar février fevrier févr febrero febbraio fevereiro fev februari фев февраля
mar march märz mär mrz mars marzo março maart maa мар марта
apr april avril avr abril abr aprile апр апреля
may mai mayo maggio mag maio mei мая
jun june juni juin junio giugno giu junho июн июня
jul july juli juillet juil julio luglio lug julho июл июля
aug august août aout agosto ago augustus авг августа
sep sept september septembre septiembre set settembre setembro сен сентября
oct october oktober okt octobre octubre ottobre ott outubro out окт октября
nov november novembre noviembre novembro ноя ноября
dec december dezember dez décembre decembre déc diciembre dic dicembre dezembro дек декабря
"""
MONTH_NUMBERS: Mapping[str, int] = {
    name: number for number, row in enumerate(_MONTHS.strip().splitlines(), 1) for name in row.split()
}
MONTH = "(?:" + "|".join(sorted(MONTH_NUMBERS, key=lambda name: (-len(name), name))) + r")\b\.?"
"""A pattern of the names of months, in lower case."""
_MONTH = MONTH.replace("(?:", "(?P<month>", 1)
_YEAR = r"(?P<year>(?:19|20)\d\d)\b"
_ANY_YEAR = re.compile(r"[12][90]\d\d")
"""What every form holds, in a look that takes no time."""
_DAY = r"(?P<day>[0-3]?\d)"

_FORMS = tuple(
    re.compile(form, re.I)
    for form in (
        rf"\b{_MONTH}\s+{_DAY}(?:st|nd|rd|th)?\b,?\s+(?:(?:at|@)\s+)?{_YEAR}",
        rf"\b{_DAY}(?:st|nd|rd|th|er|º|\.)?\s+(?:of\s+|de\s+)?{_MONTH},?\s+(?:de\s+|del\s+)?{_YEAR}",
        rf"\b{_YEAR}[-./](?P<month>[01]?\d)[-./]{_DAY}(?!\d)",
        rf"\b(?P<year>(?:19|20)\d\d)年\s?(?P<month>[01]?\d)月\s?{_DAY}日",
        rf"(?<![\d./-]){_DAY}\.\s?(?P<month>[01]?\d)\.\s?{_YEAR}",
        rf"(?<![\d./-]){_DAY}[/-](?P<month>[0-3]?\d)[/-]{_YEAR}",
    )
)
_SLASHED = len(_FORMS) - 1
"""The form in which day and month stand in either order: read only where one of the two numbers settles it."""

_CLOCK = re.compile(
    r"""[\s,|/T@–-]*(?:at\s+|um\s+|à\s+)?
        (?P<hour>[0-2]?\d)[:.h](?P<minute>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?\s*(?P<half>[ap]\.?m\.?)?
        \s*\(?(?P<zone>[A-Z]{1,4}|[+-][01]\d:?[0-5]\d)?\b""",
    re.I | re.X,
)
_OFFSETS = {
    "UTC": "+00:00", "GMT": "+00:00", "Z": "+00:00",
    "EST": "-05:00", "EDT": "-04:00", "CST": "-06:00", "CDT": "-05:00",
    "MST": "-07:00", "MDT": "-06:00", "PST": "-08:00", "PDT": "-07:00",
    "CET": "+01:00", "CEST": "+02:00", "EET": "+02:00", "EEST": "+03:00", "MSK": "+03:00",
    "JST": "+09:00", "SGT": "+08:00", "HKT": "+08:00", "AEST": "+10:00", "AEDT": "+11:00",
}  # fmt: skip
"""Zones that mean one offset on news pages. IST and ET are left out: the first is three zones, the second two."""


def stated_dates(text: str, start: int = 0) -> Iterator[Stated]:
    """Yields the full dates in `text`, in order; `start` is added to their offsets. Dates without year, and those whose
    day and month cannot be told apart, are left out."""
    if not _ANY_YEAR.search(text):
        return iter(())
    taken: list[tuple[int, int]] = []
    found: list[Stated] = []
    for form, pattern in enumerate(_FORMS):
        for match in pattern.finditer(text):
            if any(match.start() < end and match.end() > begin for begin, end in taken):
                continue
            day = _day(match, ambiguous=form == _SLASHED)
            if day is None:
                continue
            taken.append(match.span())
            clock = _clock(text, match.end())
            found.append(Stated(start + match.start(), start + match.end(), day.isoformat() + clock))
    return iter(sorted(found))


def _day(match: re.Match[str], ambiguous: bool) -> datetime.date | None:
    month = match["month"].lower()
    number = MONTH_NUMBERS.get(month) or int(month)
    day = int(match["day"])
    if ambiguous and number != day:
        if number > 12 >= day:
            day, number = number, day
        elif day <= 12:
            return None
    try:
        return datetime.date(int(match["year"]), number, day)
    except ValueError:
        return None


def _clock(text: str, at: int) -> str:
    """The time with its offset that stands at `at`, as ISO 8601 writes it; empty without an offset that can be told."""
    match = _CLOCK.match(text, at)
    if not match or not match["zone"]:
        return ""
    zone = match["zone"].upper()
    if zone[0] in "+-":
        offset = zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"
    elif zone in _OFFSETS:
        offset = _OFFSETS[zone]
    else:
        return ""
    hour = int(match["hour"])
    if match["half"]:
        hour = hour % 12 + (12 if match["half"][0] in "pP" else 0)
    return f"T{hour:02d}:{match['minute']}:00{offset}" if hour < 24 else ""
