"""Days as the dossier writes them: "8 Dec 2021", "8 December 2021", "9–10 January 2022"."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from tasks.shared.english.date_expressions import MONTHS


def day_of(value: str) -> str:
    """The calendar date of an ISO 8601 date or date-time; a value without time is returned as it is."""
    return value.partition("T")[0]


def first_day(value: str) -> date | None:
    """The first day of an ISO 8601 day, month, year or interval; None if the value is none of these."""
    return _edge(value.partition("/")[0], last=False)


def last_day(value: str) -> date | None:
    """The last day of an ISO 8601 day, month, year or interval; None if the value is none of these."""
    return _edge(value.partition("/")[2] or value, last=True)


def precision(value: str) -> str:
    """The precision of an ISO 8601 value: "day", "month", "year" or "interval"."""
    if "/" in value:
        return "interval"
    return {4: "year", 7: "month"}.get(len(day_of(value)), "day")


@lru_cache(maxsize=1 << 10)  # a story has few days, and names them on every page
def write(value: str | None, *, long: bool = False) -> str:
    """An ISO 8601 day, month, year or interval in words ("7 Dec 2031", with `long` "7 December 2031"); "" for None; any
    other value as it is."""
    if not value:
        return ""
    if "/" in value:
        return _interval(*value.split("/", 1), long=long)
    parts = _parts(day_of(value))
    if parts is None:
        return value
    return " ".join(_words(parts, long=long))


@lru_cache(maxsize=1 << 10)
def _edge(value: str, *, last: bool) -> date | None:
    parts = _parts(day_of(value))
    if parts is None:
        return None
    year, month, day = parts[0], *(parts[1:2] or (0,)), *(parts[2:3] or (0,))
    try:
        if day:
            return date(year, month, day)
        if not last:
            return date(year, month or 1, 1)
        return date.fromordinal(date(year + (month or 12) // 12, (month or 12) % 12 + 1, 1).toordinal() - 1)
    except ValueError:
        return None


def _parts(value: str) -> tuple[int, ...] | None:
    pieces = value.split("-")
    if not 1 <= len(pieces) <= 3 or not all(piece.isdecimal() for piece in pieces):
        return None
    numbers = tuple(map(int, pieces))
    if len(numbers) > 1 and not 1 <= numbers[1] <= 12:
        return None
    return numbers


def _words(parts: tuple[int, ...], *, long: bool) -> list[str]:
    year, *rest = parts
    words = [str(year)]
    if rest:
        name = MONTHS[rest[0] - 1]
        words.insert(0, name if long else name[:3])
    if len(rest) == 2:
        words.insert(0, str(rest[1]))
    return words


def _interval(first: str, last: str, *, long: bool) -> str:
    begin, end = _parts(day_of(first)), _parts(day_of(last))
    if begin is None or end is None or len(begin) != len(end):
        return f"{write(first, long=long)} to {write(last, long=long)}"
    head, tail = _words(begin, long=long), _words(end, long=long)
    while len(head) > 1 and head[-1] == tail[len(head) - 1]:
        head.pop()
    if len(head) == 1:
        return f"{head[0]}–{' '.join(tail)}"
    return f"{' '.join(head)} to {' '.join(tail)}"
