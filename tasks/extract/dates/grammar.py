"""The forms of date expressions, and the meaning of each: a value, or a normalised expression for
`tasks.shared.english.date_expressions`.

There is one rule for each form, tried only in sentences that contain a word the form needs. Of the rules that match at
one place the first in the list wins, so longer forms come before shorter ones.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from tasks.shared.english.date_expressions import MONTHS, WEEKDAYS
from tasks.shared.english.prefilter import A_DIGIT, any_of, as_bytes, later, plain_words

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|Apr(?:il|\.)|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_LONG_MONTH = "|".join(MONTHS)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_SHORT_WEEKDAY = rf"(?:{_WEEKDAY}|(?:Mon|Tues?|Wed|Thur?s?|Fri|Sat|Sun)\.?)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[6-9]|20)\d\d"
_GAP = r"[ \u00a0\n]{1,2}"
_DASH = r"(?: ?[-–—] ?| to | and | through | until )"
_PART = rf"(?:{_GAP}(?:morning|afternoon|evening|night|noon|at noon))?"
_TIME = r"(?:(?: at)? \d{1,2}(?::\d\d)? ?[ap]\.?m\.?(?: [A-Z]{2,4})?)?"
_SMALL = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|twenty|thirty"
_COUNT = rf"(?:[Aa]n?|{any_of(_SMALL.split('|'))}|[Aa] few|[Aa] couple of|[Ss]everal|\d{{1,3}})"
_UNIT = r"(?:day|week|month|year|decade|century|centurie)s?"
_NUMBERS = {word: number for number, word in enumerate(_SMALL.split("|")[:15], 1)} | {"twenty": 20, "thirty": 30}
_HOLIDAYS = (
    ("new-year-eve", r"New Year[’']s Eve"),
    ("new-year", r"New Year[’']s Day"),
    ("valentine", r"Valentine[’']s Day"),
    ("st-patrick", r"St\.? Patrick[’']s Day"),
    ("good-friday", r"Good Friday"),
    ("easter-monday", r"Easter Monday"),
    ("easter", r"Easter(?: Sunday)?(?! Bunny| egg| Island)"),
    ("memorial", r"Memorial Day"),
    ("independence", r"(?:the )?(?:4th|Fourth) of July"),
    ("labor", r"Labor Day"),
    ("halloween", r"Halloween"),
    ("thanksgiving", r"Thanksgiving(?: Day)?"),
    ("christmas-eve", r"Christmas Eve"),
    ("christmas", r"Christmas(?: Day)"),
    ("boxing", r"Boxing Day"),
)


_MONTH_NUMBERS = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
_WEEKDAY_NUMBERS = {name[:3].lower(): number for number, name in enumerate(WEEKDAYS, 1)}


class DateExpression(NamedTuple):
    """A date expression in a text: `start` and `end` in code points, and exactly one of `value` (ISO 8601, nothing else
    is needed), `expression` (normalised, with "?" for a direction that tense decides) and `readings` (ISO 8601, day
    first and month first). `note` is a remark for the reason."""

    start: int
    end: int
    value: str | None
    expression: str | None
    note: str
    readings: tuple[str, ...]


class DateMeaning(NamedTuple):
    """The meaning of a form, without its place: see `DateExpression`."""

    value: str | None = None
    expression: str | None = None
    note: str = ""
    readings: tuple[str, ...] = ()


def month_number(word: str) -> int:
    """The number (1 to 12) of an English month, given as a name or abbreviation in any case. Raises KeyError for
    another word."""
    return _MONTH_NUMBERS[word[:3].lower()]


def weekday_number(word: str) -> int:
    """The ISO 8601 number (1 is Monday) of an English weekday, given as a name or abbreviation in any case. Raises
    KeyError for another word."""
    return _WEEKDAY_NUMBERS[word[:3].lower()]


def _number(word: str) -> int | None:
    """The number a count word stands for; None for a vague one ("a few")."""
    word = word.lower()
    return int(word) if word.isdigit() else 1 if word in ("a", "an") else _NUMBERS.get(word)


def _day(word: str) -> int:
    return int(re.sub(r"\D", "", word))


def _iso(year: int, month: int, day: int) -> str | None:
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


def _parts(match: re.Match[str]) -> dict[str, str]:
    return {key: value for key, value in match.groupdict().items() if value}


def _full(match: re.Match[str]) -> DateMeaning | None:
    """A day, month and perhaps year, with a second day when it is a range, and a weekday."""
    part = _parts(match)
    month = month_number(part["month"])
    month2 = month_number(part["month2"]) if "month2" in part else month
    day = _day(part["day"])
    until = _day(part["until"]) if "until" in part else None
    weekday = f" weekday {weekday_number(part['weekday'])}" if "weekday" in part else ""
    if "year" in part:
        year = int(part["year"])
        value = _iso(year, month, day)
        if value and until is not None:
            end = _iso(year, month2, until)
            value = f"{value}/{end}" if end else None
        return DateMeaning(value=value) if value else None
    if day > monthrange(2000, month)[1]:
        return None
    says = f"date {month:02d}-{day:02d}" + (f"/{month2:02d}-{until:02d}" if until is not None else "")
    if "which" in part:
        return DateMeaning(expression=f"{says} year {_offset(part['which'])}")
    return DateMeaning(expression=f"{says} ?{weekday if until is None else ''}")


def _offset(which: str) -> str:
    return {"this": "+0", "last": "-1", "next": "+1", "the previous": "-1", "the following": "+1"}[which.lower()]


def _numeric(match: re.Match[str]) -> DateMeaning | None:
    part = _parts(match)
    one, two = int(part["one"]), int(part["two"])
    year = int(part["year"])
    year += 0 if year >= 100 else 2000 if year < 70 else 1900
    day_first, month_first = _iso(year, two, one), _iso(year, one, two)
    found = tuple(value for value in (day_first, month_first) if value)
    if len(set(found)) == 1:
        return DateMeaning(
            value=found[0],
            note="day-first" if day_first and not month_first else "month-first" if not day_first else "",
        )
    return DateMeaning(readings=found) if found else None


def _iso_form(match: re.Match[str]) -> DateMeaning | None:
    part = _parts(match)
    value = _iso(int(part["year"]), int(part["one"]), int(part["two"]))
    return DateMeaning(value=value) if value else None


def _month_year(match: re.Match[str]) -> DateMeaning | None:
    part = _parts(match)
    month = month_number(part["month"])
    if "year" in part:
        return DateMeaning(value=f"{part['year']}-{month:02d}")
    return DateMeaning(expression=f"month {month:02d} year {_offset(part['which'])}")


def _month_alone(match: re.Match[str]) -> DateMeaning | None:
    part = _parts(match)
    which = {"last": "last", "next": "next", "this": "near"}.get(part.get("which", "").lower(), "?")
    return DateMeaning(expression=f"month {month_number(part['month']):02d} {which}")


def _weekday(match: re.Match[str]) -> DateMeaning | None:
    part = _parts(match)
    number = weekday_number(part["weekday"])
    which = part.get("which", "").lower()
    if "week" in part:
        count = {"last": "-1", "this": "+0", "next": "+1"}[part["week"].lower()]
        return DateMeaning(expression=f"weekday {number} of-week {count}")
    direction = {"last": "last", "this past": "last", "next": "next", "this": "this", "this coming": "future"}
    return DateMeaning(expression=f"weekday {number} {direction.get(which, '?')}")


def _named_day(match: re.Match[str]) -> DateMeaning | None:
    word = match.group().lower()
    if "day before yesterday" in word:
        return DateMeaning(expression="days -2")
    if "day after tomorrow" in word:
        return DateMeaning(expression="days +2")
    if "yesterday" in word or "last night" in word or "last evening" in word:
        return DateMeaning(expression="days -1")
    return DateMeaning(expression="days +1" if "tomorrow" in word else "days +0")


def _unit_near(match: re.Match[str]) -> DateMeaning | None:
    """ "This week", "last month", "next year", "the previous day"."""
    part = _parts(match)
    which, unit = part["which"].lower(), part["unit"].lower()
    count = {"last": -1, "past": -1, "next": 1, "coming": 1, "this": 0, "that": 0, "same": 0}.get(which.split()[-1])
    if unit == "weekend":
        return DateMeaning(expression=f"weekend {'last' if count == -1 else 'next' if count == 1 else '?'}")
    if which.split()[-1] in ("previous", "following", "that", "same"):
        count = {"previous": -1, "following": 1}.get(which.split()[-1], 0)
        if unit != "day":
            return None if count == 0 else DateMeaning(expression=f"{unit}s {count:+d} previous")
        return DateMeaning(expression=f"days {count:+d} previous")
    return None if count is None else DateMeaning(expression=f"{unit}s {count:+d}")


def _day_after(match: re.Match[str]) -> DateMeaning | None:
    """ "The next day", "a day earlier", "two weeks later"."""
    part = _parts(match)
    if "number" not in part:
        return DateMeaning(expression=f"days {'-1' if 'before' in match.group().lower() else '+1'} previous")
    count = _number(part["number"])
    unit = part["unit"].removesuffix("s")
    if count is None or unit not in ("day", "week", "month", "year"):
        return None
    if unit == "week":
        count, unit = count * 7, "day"
    sign = 1 if part["side"] in ("later", "afterwards", "afterward", "after that") else -1
    return DateMeaning(expression=f"{unit}s {sign * count:+d} previous")


def _ago(match: re.Match[str]) -> DateMeaning | None:
    part = _parts(match)
    count = _number(part["number"])
    unit = part["unit"].removesuffix("s")
    if unit in ("century", "centurie"):
        return None
    if count is None:
        return None
    if unit == "decade":
        count, unit = count * 10, "year"
    return DateMeaning(expression=f"{unit}s {-count}")


def _run(match: re.Match[str]) -> DateMeaning | None:
    """ "The past two months", "in the coming days"."""
    part = _parts(match)
    unit = part["unit"].removesuffix("s") + "s"
    if unit in ("decades", "centuries", "centurys"):
        return None
    ahead = part["which"].lower().split()[-1] in ("coming", "next", "following")
    if "number" not in part:
        if not ahead or unit not in ("days", "weeks"):
            return None
        count, note = (7, "taken as a week") if unit == "days" else (4, "taken as four weeks")
        return DateMeaning(expression=f"run +{count} {unit}", note=note)
    number = _number(part["number"])
    return None if number is None else DateMeaning(expression=f"run {number if ahead else -number:+d} {unit}")


def _year_alone(match: re.Match[str]) -> DateMeaning | None:
    return DateMeaning(value=match.group()[-4:])


def _decade(match: re.Match[str]) -> DateMeaning | None:
    year = int(re.sub(r"\D", "", match.group())[-4:])
    return DateMeaning(value=f"{year}/{year + 9}")


def _years(match: re.Match[str]) -> DateMeaning | None:
    part = _parts(match)
    first, second = part["year"], part["until"]
    second = first[: 4 - len(second)] + second
    return DateMeaning(value=f"{first}/{second}") if first < second else None


def _monthday(match: re.Match[str]) -> DateMeaning | None:
    return DateMeaning(expression=f"monthday {_day(_parts(match)['day'])}")


def _ordinal_month(match: re.Match[str]) -> DateMeaning | None:
    part = _parts(match)
    number = _NTH.split("|").index(part["nth"])
    return DateMeaning(value=f"{part['year']}-{number + 1:02d}")


def _weekend(match: re.Match[str]) -> DateMeaning | None:
    return DateMeaning(expression="weekend ?")


def _week_of(match: re.Match[str]) -> DateMeaning | None:
    part = _parts(match)
    says = f"date {month_number(part['month']):02d}-{_day(part['day']):02d} ?"
    return DateMeaning(expression=f"{says} week")


def _holiday(match: re.Match[str]) -> DateMeaning | None:
    words = match.group("form")
    name = next(name for name, form in _HOLIDAYS if re.search(form, words))
    year = re.search(rf"{_YEAR}$", words)
    if year:
        return DateMeaning(expression=f"holiday {name} year {year.group()}")
    which = "last" if words.lower().startswith("last") else "?"
    return DateMeaning(expression=f"holiday {name} {'past' if which == 'last' else which}")


_NTH = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
_WHICH = (
    r"[Ll]ast|[Nn]ext|[Tt]his(?: past| coming)?|[Tt]hat(?: same)?|[Tt]he (?:previous|following|same|past|last|coming)"
)
_ABOUT = r"(?:[Aa]bout|[Aa]round|[Aa]lmost|[Nn]early|[Ss]ome|[Rr]oughly|[Mm]ore than|[Oo]ver)"
_CUT_MONTH = r"Sept\.|Oct\.|Nov\.|Dec\.|Jan\.|Feb\.|Aug\."
_ON = rf"(?:[Oo]n{_GAP})?"
_IN = rf"(?:[Ii]n{_GAP})?"
_WITH_WEEKDAY = rf"(?:(?P<weekday>{_SHORT_WEEKDAY}){_PART}(?:,? |,?\n)(?:the )?)?"
_THAT_YEAR = rf"(?:(?:,?{_GAP}|,)(?P<year>{_YEAR})\b(?!,\d)|{_GAP}(?:of )?(?P<which>[Tt]his|[Ll]ast|[Nn]ext) year\b)?"
_NO_NUMBER = r"(?![\d/%]|[.,:]\d)"
_NO_MORE = rf"(?![\d/%]|[.:]\d|,(?!{_YEAR}\b)\d)"  # after a day; the space before its year may be missing

# What a rule cannot do without: one of these words in its sentence, or figures of one of these forms.
_HOLIDAY_WORDS = "year valentine patrick good easter memorial july labor halloween thanksgiving christmas boxing"
_NAMED_DAY_WORDS = "yesterday tomorrow today tonight night evening morning afternoon"


def _words(words: str) -> frozenset[bytes]:
    return as_bytes(frozenset(words.split()))


_MONTH_WORDS = _words(" ".join((*MONTHS, *(month[:3] for month in MONTHS), "sept")).lower())
_WEEKDAY_WORDS = _words(" ".join(WEEKDAYS).lower())
_HAS_PARTS = later(r"\d[-/.]\d")
_HAS_NTH = later(r"\d(?:st|nd|rd|th)")
_HAS_YEAR = later(_YEAR)

_RULES: tuple[tuple[str, Callable[[re.Match[str]], DateMeaning | None], frozenset[bytes] | re.Pattern[str]], ...] = (
    (
        rf"(?P<year>{_YEAR})[-/.](?P<one>0[1-9]|1[0-2])[-/.](?P<two>0[1-9]|[12]\d|3[01])\b(?:T\d\d:\d\d\S*)?",
        _iso_form,
        _HAS_PARTS,
    ),
    (rf"(?P<one>\d{{1,2}})[/.-](?P<two>\d{{1,2}})[/.-](?P<year>{_YEAR}|\d\d)\b{_NO_NUMBER}", _numeric, _HAS_PARTS),
    # 7 December 2021; the 9th and 10th of January; Tuesday, 7 December
    (
        rf"{_ON}(?:[Tt]he{_GAP})?{_WITH_WEEKDAY}(?P<day>{_DAY})(?:{_DASH}(?:the )?(?P<until>{_DAY}))?"
        rf"{_GAP}(?:of{_GAP}|day of )?(?P<month>{_MONTH})\b{_THAT_YEAR}",
        _full,
        _MONTH_WORDS,
    ),
    # December 7, 2021; Tuesday, Dec. 7; December 7-9; March 30 to April 2
    (
        rf"{_ON}{_WITH_WEEKDAY}(?P<month>{_MONTH}){_GAP}(?:the{_GAP})?(?P<day>{_DAY})\b{_NO_MORE}"
        rf"(?:{_DASH}(?:(?P<month2>{_MONTH}){_GAP})?(?:the )?(?P<until>{_DAY})\b{_NO_MORE}"
        rf"(?! (?:[ap]\.?m|people|of)))?{_THAT_YEAR}",
        _full,
        _MONTH_WORDS,
    ),
    (rf"[Tt]he week of (?P<month>{_MONTH}){_GAP}(?P<day>{_DAY})\b", _week_of, _words("week")),
    (
        rf"{_IN}(?P<month>{_MONTH})(?:,?{_GAP}(?:of{_GAP})?(?P<year>{_YEAR})\b{_NO_NUMBER}"
        rf"|,?{_GAP}(?:of{_GAP})?(?P<which>[Tt]his|[Ll]ast|[Nn]ext) year\b)",
        _month_year,
        _MONTH_WORDS,
    ),
    (rf"{_IN}[Tt]he{_GAP}(?P<nth>{_NTH}) month of (?P<year>{_YEAR})\b", _ordinal_month, _words("month")),
    (
        "|".join(rf"(?:[Ll]ast |[Tt]his )?{form}\b(?:,? {_YEAR}\b)?" for _, form in _HOLIDAYS),
        _holiday,
        _words(_HOLIDAY_WORDS),
    ),
    (r"(?:[Tt]he )?[Dd]ay (?:before yesterday|after tomorrow)\b", _named_day, _words("yesterday tomorrow")),
    (
        rf"{_ON}(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his(?: past| coming)?){_GAP})?"
        rf"(?P<weekday>{_WEEKDAY})\b{_PART}{_TIME}(?: (?P<week>last|this|next) week\b)?",
        _weekday,
        _WEEKDAY_WORDS,
    ),
    (
        rf"(?:[Ll]ate |[Ee]arl(?:y|ier) |[Ll]ater )?(?:[Yy]esterday|[Tt]omorrow|[Tt]oday|[Tt]onight)\b{_PART}"
        r"|[Ll]ast (?:night|evening)\b|[Tt]his (?:morning|afternoon|evening)\b",
        _named_day,
        _words(_NAMED_DAY_WORDS),
    ),
    (
        rf"(?:[Ee]arlier |[Ll]ater |[Ee]arly |[Ll]ate )?(?P<which>{_WHICH}){_GAP}(?P<unit>day|week|weekend|month"
        rf"|year)\b"
        r"(?![- ](?:old|long|ago|later|earlier|before))",
        _unit_near,
        _words("day week weekend month year"),
    ),
    (
        r"[Tt]he (?:next|following) (?:day|morning)\b|[Tt]he day (?:before|after)\b(?= ?[.,;])",
        _day_after,
        _words("day morning"),
    ),
    (
        rf"(?P<number>{_COUNT}){_GAP}(?P<unit>{_UNIT}){_GAP}(?P<side>later|earlier|afterwards?|beforehand)\b",
        _day_after,
        _words("later earlier afterward afterwards beforehand"),
    ),
    (rf"(?:{_ABOUT}{_GAP})?(?P<number>{_COUNT}){_GAP}(?P<unit>{_UNIT}){_GAP}ago\b", _ago, _words("ago")),
    (
        rf"(?P<which>[Tt]he (?:past|last|next|coming|following)|[Pp]ast|[Ll]ast|[Nn]ext){_GAP}"
        rf"(?:(?P<number>{_COUNT}){_GAP})?(?P<unit>days|weeks|months|years|decades)\b",
        _run,
        _words("days weeks months years decades"),
    ),
    (r"[Tt]he (?:\w+ )?weekend\b", _weekend, _words("weekend")),
    (
        r"[Oo]n the (?P<day>\d{1,2}(?:st|nd|rd|th))\b(?! (?:floor|anniversary|day|birthday|hole|minute)| [A-Z])",
        _monthday,
        _HAS_NTH,
    ),
    (r"(?:[Tt]he )?(?:early |late |mid-)?(?:1[6-9]|20)\d0[’']?s\b", _decade, _HAS_YEAR),
    (rf"(?P<year>{_YEAR})[-–](?P<until>{_YEAR}|\d\d)\b{_NO_NUMBER}(?![-–])", _years, _HAS_YEAR),
    (
        rf"{_IN}(?P<which>[Ll]ast|[Nn]ext|[Tt]his)(?: past| coming)?{_GAP}(?P<month>{_LONG_MONTH}|{_CUT_MONTH})\b",
        _month_alone,
        _MONTH_WORDS,
    ),
    (rf"{_IN}(?:(?:early|late|mid)[- ])?(?P<month>{_LONG_MONTH})\b(?![-’']?{_GAP}?\d)", _month_alone, _MONTH_WORDS),
    (rf"{_IN}(?:(?:early|late|mid)[- ])?{_YEAR}\b(?!,\d|\.\d|[-/%:]\d| ?%|[-–]\d)", _year_alone, _HAS_YEAR),
)
# An expression begins with the character before a form, which lets the engine leap from one end of a word to the next.
_FORMS = tuple(later(rf"[^\w$€£#.](?<!\d-)(?P<form>{pattern})") for pattern, _, _ in _RULES)


def _in_figures() -> list[tuple[re.Pattern[str], int]]:
    """The forms of figures, and the rules that each makes worth trying, as the bits of a number."""
    found: dict[int, tuple[re.Pattern[str], int]] = {}
    for rule, (_, _, needs) in enumerate(_RULES):
        if not isinstance(needs, frozenset):
            found[id(needs)] = (needs, found.get(id(needs), (needs, 0))[1] | 1 << rule)
    return list(found.values())


_IN_FIGURES = _in_figures()


@cache
def _rules_of_word() -> dict[bytes, int]:
    """The rules that a word makes worth trying, as the bits of a number."""
    found: dict[bytes, int] = {}
    for rule, (_, _, needs) in enumerate(_RULES):
        if isinstance(needs, frozenset):
            for word in needs:
                found[word] = found.get(word, 0) | 1 << rule
    return found


@cache
def _listed(bits: int) -> tuple[int, ...]:
    return tuple(rule for rule in range(len(_RULES)) if bits >> rule & 1)


def _worth_trying(text: str, start: int, end: int) -> tuple[int, ...]:
    """The rules that can match in `text[start:end]`, in their order; none in most sentences."""
    bits = 0
    rules_of_word = _rules_of_word()
    words = plain_words(text, start, end)
    for word in rules_of_word.keys() & words:
        bits |= rules_of_word[word]
    if words and words[-1] == A_DIGIT:
        for needs, rules in _IN_FIGURES:
            if needs.search(text, start, end):
                bits |= rules
    return _listed(bits)


def dated(text: str, start: int, end: int) -> Iterator[DateExpression]:
    """Yields the date expressions in `text[start:end]`, in order; they do not overlap. Offsets are code points of
    `text`."""
    rules = _worth_trying(text, start, end)
    if not rules:
        return
    if not start:  # the expressions ask for a character before each form
        for item in _found(f" {text}", 1, end + 1, rules):
            yield item._replace(start=item.start - 1, end=item.end - 1)
    else:
        yield from _found(text, start, end, rules)


def _found(text: str, start: int, end: int, rules: tuple[int, ...]) -> Iterator[DateExpression]:
    at = start - 1
    upcoming: dict[int, re.Match[str]] = {}  # the next match of each rule
    for rule in rules:
        match = _FORMS[rule].search(text, at, end)
        if match:
            upcoming[rule] = match
    while upcoming:
        rule = min(upcoming, key=lambda rule: upcoming[rule].start())  # of several at one place the first in the list
        match = upcoming[rule]
        if _plausible(text, match):
            means = _RULES[rule][1](match)
            if means is not None:
                yield DateExpression(match.start("form"), match.end(), *means)
        at = match.end() - 1
        for rule in [rule for rule, match in upcoming.items() if match.start() < at]:
            again = _FORMS[rule].search(text, at, end)
            if again:
                upcoming[rule] = again
            else:
                del upcoming[rule]


# "May", "March" and "August" are other words too; after these they are months.
_BEFORE_A_MONTH = frozenset(
    (
        "in",
        "since",
        "until",
        "by",
        "during",
        "from",
        "before",
        "after",
        "of",
        "through",
        "to",
        "early",
        "late",
        "for",
        "and",
    )
)
_COUNTED = later(
    r" (?:people|troops|jobs|votes|points|miles|feet|meters|metres|tons|tonnes|pounds|dollars|euros|percent|per cent"
    r"|times"
    r"|[a-z]+s who)\b"
)
# A number without "in" before a street is a house.
_STREET = later(
    r" (?:[NSEW]\.? )?(?:(?:[A-Z][\w’']+\.?|\d+(?:st|nd|rd|th)) ){1,3}"
    r"(?:Ave|Avenue|St|Street|Rd|Road|Blvd|Boulevard|Drive|Lane|Terrace|Highway|Parkway)\b| block\b"
)
_NO_YEAR_BEFORE = later(
    r"(?:[$€£#]|No\. ?|\b(?:about|nearly|over|than|some|least|most|around|approximately|only|Route|Highway|Flight|Room"
    r"|Building) ?|\d,)$"
)


def _plausible(text: str, match: re.Match[str]) -> bool:
    """Whether four digits can be a year where they stand, and "May" or "March" a month."""
    words, start = match.group("form"), match.start("form")
    if words[-4:].isdigit() and (len(words) == 4 or not any(c.isdigit() or c.isupper() for c in words[2:-4])):
        if _COUNTED.match(text, match.end()) or _NO_YEAR_BEFORE.search(text, max(0, start - 14), start):
            return False
        if len(words) == 4 and _STREET.match(text, match.end()):
            return False
        return not text[match.end() : match.end() + 2].startswith(("-p", "-m", "-f"))
    if words in ("May", "March", "August"):
        before = text[max(0, start - 12) : start].split()
        after = text[match.end() : match.end() + 5]
        return bool(before) and before[-1] in _BEFORE_A_MONTH and not after.startswith((" for ", " of ", " on "))
    return True
