"""Calendar arithmetic on date expressions that need a day to count from.

An expression is a short string, so that a document without a date can keep what it says until its day is known:

    weekday 4 past      Thursday on or before the anchor (also: future, last, next, this)
    weekday 4 of-week -1   Thursday last week
    date 12-07 past     7 December (also 01-09/01-10; "weekday 2" may follow: Tuesday, 7 December)
    month 06 past       June
    date 06-16 year +0  16 June of the anchor's year; month 10 year -1: October of the year before
    days -1             yesterday; days +2 previous: two days after the date named before
    weeks -1            last week, as an interval from Monday to Sunday; also months, years
    run -2 months       the past two months; run +7 days: the coming days
    weekend past        Saturday and Sunday
    monthday 12         the 12th of the month named before, or else of the anchor's
    holiday easter past a feast by name

`settle` is the one function that reads them. Weeks begin on Monday (ISO 8601).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# A date named without its year lies in the past, unless that is nearly a year away while the next one is near: nobody
# writes "14 January" on 5 January for the year before without saying so.
_LONG_AGO, _SOON = 300, 50


class DateValue(NamedTuple):
    """A resolved date: `value` is an ISO 8601 day, month, year or interval ("2021-12-08", "2021-12", "2021",
    "2021-12-06/2021-12-12"), `words` explain how it was computed."""

    value: str
    words: str


def parse_day(value: str | None) -> date | None:
    """The day with which an ISO 8601 date or date-time begins; None for None, for a month or year, and for an invalid
    date."""
    if not value or len(value) < 10:
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def in_words(day: date) -> str:
    """The day in words: "8 December 2021"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def first_day(value: str) -> date | None:
    """The first day of an ISO 8601 day, month, year or interval; None if the value is none of these."""
    return _bounds(value)[0]


def last_day(value: str) -> date | None:
    """The last day of an ISO 8601 day, month, year or interval; None if the value is none of these."""
    return _bounds(value)[1]


def _bounds(value: str) -> tuple[date | None, date | None]:
    start, _, end = value.partition("/")
    if end:
        return _bounds(start)[0], _bounds(end)[1]
    try:
        if len(start) == 4:
            return date(int(start), 1, 1), date(int(start), 12, 31)
        if len(start) == 7:
            year, month = int(start[:4]), int(start[5:])
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        day = date.fromisoformat(start[:10])
    except ValueError:
        return None, None
    return day, day


NO_DAY = "the document states no day to count from"
_ITSELF = date(1, 1, 1)


@lru_cache(maxsize=4096)
def finish(
    expression: str, anchor: date | None, previous: str | None, called: str = "the day of publication"
) -> tuple[str | None, str]:
    """Resolves a date expression like `settle`, for a document that may have no date.

    Args:
        expression: a normalised expression, in the form described above.
        anchor: the document creation time, or None if it is unknown.
        previous: the value (ISO 8601) of the date mentioned before, or None.
        called: what the anchor is, for the reason.

    Returns:
        The value (ISO 8601) and the reason in words; or None and the reason why there is no value. Cached, since the
        reports of one event name the same days.
    """
    from_previous = expression.endswith("previous") or (expression.startswith("monthday") and previous is not None)
    if anchor is None and not (from_previous and previous):
        return None, NO_DAY if not from_previous else "no date is named before it"
    settled = settle(expression, anchor or _ITSELF, previous, called)
    if settled is None:
        return None, "no date is named before it" if from_previous else "there is no such day"
    return settled.value, settled.words


def settle(
    expression: str, anchor: date, previous: str | None = None, called: str = "the day of publication"
) -> DateValue | None:
    """Resolves (normalises) a date expression against an anchor date.

    Args:
        expression: a normalised expression, in the form described above. Raises KeyError for an unknown kind.
        anchor: the day from which the expression is counted: the document creation time.
        previous: the value (ISO 8601) of the date mentioned before, for expressions that are counted from there.
        called: what the anchor is, for the reason.

    Returns:
        The value with its reason in words; None if there is no such day, or no previous date where one is needed.
    """
    kind, *rest = expression.split()
    try:
        return _KINDS[kind](rest, anchor, previous, called)
    except (ValueError, OverflowError):
        return None


def _shifted(day: date, months: int) -> date:
    """The same day so many months away, or a shorter month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def easter(year: int) -> date:
    """Easter Sunday of a year of the Gregorian calendar, from 1583 on: the anonymous algorithm as in Meeus,
    Astronomical Algorithms, chapter 8."""
    golden = year % 19  # the place of the year in the cycle after which the moon's phases fall on the same days
    century, of_century = divmod(year, 100)
    leap_centuries, centuries_left = divmod(century, 4)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon_shift + 15) % 30
    leap_years, years_left = divmod(of_century, 4)
    to_sunday = (32 + 2 * centuries_left + 2 * leap_years - epact - years_left) % 7
    too_late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * too_late + 114, 31)
    return date(year, month, day + 1)


def _nth(year: int, month: int, weekday: int, n: int) -> date:
    """The n-th given weekday of a month; the last one for -1."""
    if n < 0:
        last = date(year, month, monthrange(year, month)[1])
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (n - 1))


def _weekday(rest: list[str], anchor: date, previous: str | None, called: str) -> DateValue | None:
    number, direction = int(rest[0]), rest[1]
    name = WEEKDAYS[number - 1]
    back = (anchor.isoweekday() - number) % 7
    if direction == "of-week":
        count = int(rest[2])
        day = anchor + timedelta(days=number - anchor.isoweekday() + 7 * count)
        return DateValue(day.isoformat(), f"{name} of {_amount(count, 'week')} {in_words(anchor)}, {called}")
    if direction == "next":
        day = anchor + timedelta(days=7 - anchor.isoweekday() + number)
        return DateValue(day.isoformat(), f"{name} of the week after {in_words(anchor)}, {called}")
    if direction == "last":
        day = anchor - timedelta(days=back or 7)
        return DateValue(day.isoformat(), f"{name} before {in_words(anchor)}, {called}")
    if back == 0:
        return DateValue(anchor.isoformat(), f"{name} is {in_words(anchor)}, {called}")
    if direction == "this":
        day = anchor + timedelta(days=number - anchor.isoweekday())
        return DateValue(day.isoformat(), f"{name} of the week of {in_words(anchor)}, {called}")
    if direction == "future":
        day = anchor + timedelta(days=7 - back)
        return DateValue(day.isoformat(), f"{name} after {in_words(anchor)}, {called}")
    day = anchor - timedelta(days=back)
    return DateValue(day.isoformat(), f"{name} before {in_words(anchor)}, {called}")


def _date(rest: list[str], anchor: date, previous: str | None, called: str) -> DateValue | None:
    first, _, second = rest[0].partition("/")
    month, day = int(first[:2]), int(first[3:])
    if rest[1] == "year":
        year = anchor.year + int(rest[2])
        words = f"in the year {year}, counted from {in_words(anchor)}, {called}"
    elif len(rest) > 3 and rest[2] == "weekday":
        number = int(rest[3])
        years = [y for y in range(anchor.year - 3, anchor.year + 4) if _exists(y, month, day, number)]
        if not years:
            return None
        year = min(years, key=lambda y: (abs(date(y, month, day) - anchor), y))
        words = f"a {WEEKDAYS[number - 1]} in {year}, the year nearest to {in_words(anchor)}, {called}"
    else:
        year = _year_of(month, day, rest[1], anchor)
        side = "on" if date(year, month, day) == anchor else "before" if date(year, month, day) < anchor else "after"
        words = f"{day} {MONTHS[month - 1]} {side} {in_words(anchor)}, {called}"
    value = date(year, month, day).isoformat()
    if rest[-1] == "week":
        monday = date(year, month, day) - timedelta(days=date(year, month, day).isoweekday() - 1)
        return DateValue(f"{monday}/{monday + timedelta(days=6)}", f"the week of {words}")
    if second:
        until = date(year, int(second[:2]), int(second[3:]))
        if until < date(year, month, day):
            until = until.replace(year=year + 1)
        value += "/" + until.isoformat()
    return DateValue(value, words)


def _exists(year: int, month: int, day: int, weekday: int) -> bool:
    try:
        return date(year, month, day).isoweekday() == weekday
    except ValueError:
        return False


def _year_of(month: int, day: int, direction: str, anchor: date) -> int:
    """The year of a day named without one."""
    before = max(y for y in range(anchor.year - 8, anchor.year + 1) if _on_or_before(y, month, day, anchor))
    after = min(y for y in range(anchor.year, anchor.year + 9) if _on_or_after(y, month, day, anchor))
    if direction == "future":
        return after
    if direction == "last":
        yesterday = anchor - timedelta(days=1)
        return max(y for y in range(anchor.year - 8, anchor.year + 1) if _on_or_before(y, month, day, yesterday))
    if direction == "past":
        return before
    ago, ahead = (anchor - date(before, month, day)).days, (date(after, month, day) - anchor).days
    return after if ago > _LONG_AGO and ahead < _SOON else before


def _on_or_before(year: int, month: int, day: int, anchor: date) -> bool:
    return day <= monthrange(year, month)[1] and date(year, month, day) <= anchor


def _on_or_after(year: int, month: int, day: int, anchor: date) -> bool:
    return day <= monthrange(year, month)[1] and date(year, month, day) >= anchor


def _month(rest: list[str], anchor: date, previous: str | None, called: str) -> DateValue | None:
    month, direction = int(rest[0]), rest[1]
    name = MONTHS[month - 1]
    if direction == "year":
        year = anchor.year + int(rest[2])
        return DateValue(f"{year:04d}-{month:02d}", f"{name} of {year}, counted from {in_words(anchor)}, {called}")
    if direction == "future":
        year = anchor.year + (month < anchor.month)
    elif direction == "next":
        year = anchor.year + (month <= anchor.month)
    elif direction == "last":
        year = anchor.year - (month >= anchor.month)
    else:
        year = anchor.year - (month > anchor.month)
        ahead = month - anchor.month
        if direction == "near" and 1 <= ahead <= 2:
            year += 1
    if (year, month) == (anchor.year, anchor.month):
        side = "the month of"
    else:
        side = "before" if (year, month) < (anchor.year, anchor.month) else "after"
    return DateValue(f"{year:04d}-{month:02d}", f"{name}, {side} {in_words(anchor)}, {called}")


def _days(rest: list[str], anchor: date, previous: str | None, called: str) -> DateValue | None:
    count = int(rest[0])
    if rest[-1] == "previous":
        start = first_day(previous) if previous and len(previous) >= 10 else None
        if start is None:
            return None
        day = start + timedelta(days=count)
        return DateValue(day.isoformat(), f"{_amount(count, 'day')} {in_words(start)}, the date named before")
    day = anchor + timedelta(days=count)
    words = f"{in_words(anchor)}, {called}" if not count else f"{_amount(count, 'day')} {in_words(anchor)}, {called}"
    return DateValue(day.isoformat(), words)


def _amount(count: int, unit: str) -> str:
    if not count:
        return "the day of" if unit == "day" else f"the {unit} of"
    side = "before" if count < 0 else "after"
    number = abs(count)
    return f"the {unit} {side}" if number == 1 else f"{number} {unit}s {side}"


def _weeks(rest: list[str], anchor: date, previous: str | None, called: str) -> DateValue | None:
    count = int(rest[0])
    start = _counted_from(rest, anchor, previous)
    if start is None:
        return None
    monday = start - timedelta(days=start.isoweekday() - 1) + timedelta(weeks=count)
    value = f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
    return DateValue(value, f"{_amount(count, 'week')} {in_words(start)}, {_called(rest, called)}")


def _months(rest: list[str], anchor: date, previous: str | None, called: str) -> DateValue | None:
    count = int(rest[0])
    start = _counted_from(rest, anchor, previous)
    if start is None:
        return None
    month = _shifted(start, count)
    return DateValue(f"{month:%Y-%m}", f"{_amount(count, 'month')} {in_words(start)}, {_called(rest, called)}")


def _years(rest: list[str], anchor: date, previous: str | None, called: str) -> DateValue | None:
    count = int(rest[0])
    start = _counted_from(rest, anchor, previous)
    if start is None:
        return None
    return DateValue(
        f"{start.year + count:04d}", f"{_amount(count, 'year')} {in_words(start)}, {_called(rest, called)}"
    )


def _counted_from(rest: list[str], anchor: date, previous: str | None) -> date | None:
    if rest[-1] != "previous":
        return anchor
    return first_day(previous) if previous else None


def _called(rest: list[str], called: str) -> str:
    return "the date named before" if rest[-1] == "previous" else called


def _run(rest: list[str], anchor: date, previous: str | None, called: str) -> DateValue | None:
    count, unit = int(rest[0]), rest[1]
    if unit in ("months", "years"):
        other = _shifted(anchor, count * (12 if unit == "years" else 1))
    else:
        other = anchor + timedelta(days=count * (7 if unit == "weeks" else 1))
    start, end = (other, anchor) if count < 0 else (anchor, other)
    side = "up to" if count < 0 else "from"
    name = unit.removesuffix("s") if abs(count) == 1 else unit
    return DateValue(f"{start}/{end}", f"{abs(count)} {name} {side} {in_words(anchor)}, {called}")


def _weekend(rest: list[str], anchor: date, previous: str | None, called: str) -> DateValue | None:
    monday = anchor - timedelta(days=anchor.isoweekday() - 1)
    saturday = monday + timedelta(days=5)
    if rest[0] in ("past", "last") and (anchor < saturday or rest[0] == "last"):
        saturday -= timedelta(days=7)
    elif rest[0] == "next":
        saturday += timedelta(days=7)
    side = "before" if saturday < anchor else "after" if saturday > anchor else "of"
    return DateValue(f"{saturday}/{saturday + timedelta(days=1)}", f"the weekend {side} {in_words(anchor)}, {called}")


def _monthday(rest: list[str], anchor: date, previous: str | None, called: str) -> DateValue | None:
    day = int(rest[0])
    if previous and len(previous) >= 7:
        month = previous[:7]
        return DateValue(date.fromisoformat(f"{month}-{day:02d}").isoformat(), "in the month of the date named before")
    if previous:
        return None
    found = anchor.replace(day=day)
    return DateValue(found.isoformat(), f"in the month of {in_words(anchor)}, {called}")


_HOLIDAYS: dict[str, Callable[[int], date]] = {
    "new-year-eve": lambda year: date(year, 12, 31),
    "new-year": lambda year: date(year, 1, 1),
    "valentine": lambda year: date(year, 2, 14),
    "st-patrick": lambda year: date(year, 3, 17),
    "good-friday": lambda year: easter(year) - timedelta(days=2),
    "easter": easter,
    "easter-monday": lambda year: easter(year) + timedelta(days=1),
    "memorial": lambda year: _nth(year, 5, 1, -1),
    "independence": lambda year: date(year, 7, 4),
    "labor": lambda year: _nth(year, 9, 1, 1),
    "halloween": lambda year: date(year, 10, 31),
    "thanksgiving": lambda year: _nth(year, 11, 4, 4),
    "christmas-eve": lambda year: date(year, 12, 24),
    "christmas": lambda year: date(year, 12, 25),
    "boxing": lambda year: date(year, 12, 26),
}


def _holiday(rest: list[str], anchor: date, previous: str | None, called: str) -> DateValue | None:
    of = _HOLIDAYS[rest[0]]
    if rest[1] == "year":
        return DateValue(of(int(rest[2])).isoformat(), f"in {rest[2]}")
    days = [of(year) for year in range(anchor.year - 1, anchor.year + 2)]
    before = max(day for day in days if day <= anchor)
    after = min(day for day in days if day >= anchor)
    day = after if rest[1] == "future" else before
    if rest[1] == "near" and (anchor - before).days > _LONG_AGO and (after - anchor).days < _SOON:
        day = after
    side = "before" if day < anchor else "after" if day > anchor else "on"
    return DateValue(day.isoformat(), f"{rest[0].replace('-', ' ')} {side} {in_words(anchor)}, {called}")


_KINDS: dict[str, Callable[[list[str], date, str | None, str], DateValue | None]] = {
    "weekday": _weekday,
    "date": _date,
    "month": _month,
    "days": _days,
    "weeks": _weeks,
    "months": _months,
    "years": _years,
    "run": _run,
    "weekend": _weekend,
    "monthday": _monthday,
    "holiday": _holiday,
}
