"""The forms that date expressions take, and what each says: a value, or an expression for `tasks.calendar` to settle.

One rule per form. All rules make one regular expression, tried only in sentences that hold a word of the calendar; the
first rule in the list that matches at a place wins, so longer forms stand before shorter ones.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from tasks.calendar import MONTHS, WEEKDAYS
from tasks.plain_words import any_case, as_bytes, plain_words

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
_COUNT = rf"(?:[Aa]n?|{any_case(_SMALL)}|[Aa] few|[Aa] couple of|[Ss]everal|\d{{1,3}})"
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


class Dated(NamedTuple):
    """A date expression as it stands. Either `value` is set (nothing is needed to know it), or `expression`, in which a
    direction "?" is still to be decided by tense, or `readings` (day and month in either order)."""

    start: int
    end: int
    value: str | None
    expression: str | None
    note: str
    readings: tuple[str, ...]


class Meaning(NamedTuple):
    value: str | None = None
    expression: str | None = None
    note: str = ""
    readings: tuple[str, ...] = ()


def month_number(word: str) -> int:
    return _MONTH_NUMBERS[word[:3].lower()]


def weekday_number(word: str) -> int:
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


def _full(match: re.Match[str]) -> Meaning | None:
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
        return Meaning(value=value) if value else None
    if day > monthrange(2000, month)[1]:
        return None
    says = f"date {month:02d}-{day:02d}" + (f"/{month2:02d}-{until:02d}" if until is not None else "")
    if "which" in part:
        return Meaning(expression=f"{says} year {_offset(part['which'])}")
    return Meaning(expression=f"{says} ?{weekday if until is None else ''}")


def _offset(which: str) -> str:
    return {"this": "+0", "last": "-1", "next": "+1", "the previous": "-1", "the following": "+1"}[which.lower()]


def _numeric(match: re.Match[str]) -> Meaning | None:
    part = _parts(match)
    one, two = int(part["one"]), int(part["two"])
    year = int(part["year"])
    year += 0 if year >= 100 else 2000 if year < 70 else 1900
    day_first, month_first = _iso(year, two, one), _iso(year, one, two)
    found = tuple(value for value in (day_first, month_first) if value)
    if len(set(found)) == 1:
        return Meaning(
            value=found[0],
            note="day-first" if day_first and not month_first else "month-first" if not day_first else "",
        )
    return Meaning(readings=found) if found else None


def _iso_form(match: re.Match[str]) -> Meaning | None:
    part = _parts(match)
    value = _iso(int(part["year"]), int(part["one"]), int(part["two"]))
    return Meaning(value=value) if value else None


def _month_year(match: re.Match[str]) -> Meaning | None:
    part = _parts(match)
    month = month_number(part["month"])
    if "year" in part:
        return Meaning(value=f"{part['year']}-{month:02d}")
    return Meaning(expression=f"month {month:02d} year {_offset(part['which'])}")


def _month_alone(match: re.Match[str]) -> Meaning | None:
    part = _parts(match)
    which = {"last": "last", "next": "next", "this": "near"}.get(part.get("which", "").lower(), "?")
    return Meaning(expression=f"month {month_number(part['month']):02d} {which}")


def _weekday(match: re.Match[str]) -> Meaning | None:
    part = _parts(match)
    number = weekday_number(part["weekday"])
    which = part.get("which", "").lower()
    if "week" in part:
        count = {"last": "-1", "this": "+0", "next": "+1"}[part["week"].lower()]
        return Meaning(expression=f"weekday {number} of-week {count}")
    direction = {"last": "last", "this past": "last", "next": "next", "this": "this", "this coming": "future"}
    return Meaning(expression=f"weekday {number} {direction.get(which, '?')}")


def _named_day(match: re.Match[str]) -> Meaning | None:
    word = match.group().lower()
    if "day before yesterday" in word:
        return Meaning(expression="days -2")
    if "day after tomorrow" in word:
        return Meaning(expression="days +2")
    if "yesterday" in word or "last night" in word or "last evening" in word:
        return Meaning(expression="days -1")
    return Meaning(expression="days +1" if "tomorrow" in word else "days +0")


def _unit_near(match: re.Match[str]) -> Meaning | None:
    """ "This week", "last month", "next year", "the previous day"."""
    part = _parts(match)
    which, unit = part["which"].lower(), part["unit"].lower()
    count = {"last": -1, "past": -1, "next": 1, "coming": 1, "this": 0, "that": 0, "same": 0}.get(which.split()[-1])
    if unit == "weekend":
        return Meaning(expression=f"weekend {'last' if count == -1 else 'next' if count == 1 else '?'}")
    if which.split()[-1] in ("previous", "following", "that", "same"):
        count = {"previous": -1, "following": 1}.get(which.split()[-1], 0)
        if unit != "day":
            return None if count == 0 else Meaning(expression=f"{unit}s {count:+d} previous")
        return Meaning(expression=f"days {count:+d} previous")
    return None if count is None else Meaning(expression=f"{unit}s {count:+d}")


def _day_after(match: re.Match[str]) -> Meaning | None:
    """ "The next day", "a day earlier", "two weeks later"."""
    part = _parts(match)
    if "number" not in part:
        return Meaning(expression=f"days {'-1' if 'before' in match.group().lower() else '+1'} previous")
    count = _number(part["number"])
    unit = part["unit"].removesuffix("s")
    if count is None or unit not in ("day", "week", "month", "year"):
        return None
    if unit == "week":
        count, unit = count * 7, "day"
    sign = 1 if part["side"] in ("later", "afterwards", "afterward", "after that") else -1
    return Meaning(expression=f"{unit}s {sign * count:+d} previous")


def _ago(match: re.Match[str]) -> Meaning | None:
    part = _parts(match)
    count = _number(part["number"])
    unit = part["unit"].removesuffix("s")
    if unit in ("century", "centurie"):
        return None
    if count is None:
        return None
    if unit == "decade":
        count, unit = count * 10, "year"
    return Meaning(expression=f"{unit}s {-count}")


def _run(match: re.Match[str]) -> Meaning | None:
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
        return Meaning(expression=f"run +{count} {unit}", note=note)
    number = _number(part["number"])
    return None if number is None else Meaning(expression=f"run {number if ahead else -number:+d} {unit}")


def _year_alone(match: re.Match[str]) -> Meaning | None:
    return Meaning(value=match.group()[-4:])


def _decade(match: re.Match[str]) -> Meaning | None:
    year = int(re.sub(r"\D", "", match.group())[-4:])
    return Meaning(value=f"{year}/{year + 9}")


def _years(match: re.Match[str]) -> Meaning | None:
    part = _parts(match)
    first, second = part["year"], part["until"]
    second = first[: 4 - len(second)] + second
    return Meaning(value=f"{first}/{second}") if first < second else None


def _monthday(match: re.Match[str]) -> Meaning | None:
    return Meaning(expression=f"monthday {_day(_parts(match)['day'])}")


def _ordinal_month(match: re.Match[str]) -> Meaning | None:
    part = _parts(match)
    number = _NTH.split("|").index(part["nth"])
    return Meaning(value=f"{part['year']}-{number + 1:02d}")


def _weekend(match: re.Match[str]) -> Meaning | None:
    return Meaning(expression="weekend ?")


def _week_of(match: re.Match[str]) -> Meaning | None:
    part = _parts(match)
    says = f"date {month_number(part['month']):02d}-{_day(part['day']):02d} ?"
    return Meaning(expression=f"{says} week")


def _holiday(match: re.Match[str]) -> Meaning | None:
    words = match.group()
    name = next(name for name, form in _HOLIDAYS if re.search(form, words))
    year = re.search(rf"{_YEAR}$", words)
    if year:
        return Meaning(expression=f"holiday {name} year {year.group()}")
    which = "last" if words.lower().startswith("last") else "?"
    return Meaning(expression=f"holiday {name} {'past' if which == 'last' else which}")


_NTH = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
_WHICH = (
    r"[Ll]ast|[Nn]ext|[Tt]his(?: past| coming)?|[Tt]hat(?: same)?|[Tt]he (?:previous|following|same|past|last|coming)"
)
_ABOUT = r"(?:[Aa]bout|[Aa]round|[Aa]lmost|[Nn]early|[Ss]ome|[Rr]oughly|[Mm]ore than|[Oo]ver)"
_CUT_MONTH = r"Sept\.|Oct\.|Nov\.|Dec\.|Jan\.|Feb\.|Aug\."
_ON = rf"(?:[Oo]n{_GAP})?"
_IN = rf"(?:[Ii]n{_GAP})?"
_WITH_WEEKDAY = rf"(?:(?P<weekday>{_SHORT_WEEKDAY}){_PART}(?:,? |,?\n)(?:the )?)?"
_THAT_YEAR = rf"(?:,?{_GAP}(?P<year>{_YEAR})\b(?!,\d)|{_GAP}(?:of )?(?P<which>[Tt]his|[Ll]ast|[Nn]ext) year\b)?"
_NO_NUMBER = r"(?![\d/%]|[.,:]\d)"

_RULES: tuple[tuple[str, Callable[[re.Match[str]], Meaning | None]], ...] = (
    (rf"(?P<year>{_YEAR})[-/.](?P<one>0[1-9]|1[0-2])[-/.](?P<two>0[1-9]|[12]\d|3[01])\b(?:T\d\d:\d\d\S*)?", _iso_form),
    (rf"(?P<one>\d{{1,2}})[/.-](?P<two>\d{{1,2}})[/.-](?P<year>{_YEAR}|\d\d)\b{_NO_NUMBER}", _numeric),
    # 7 December 2021; the 9th and 10th of January; Tuesday, 7 December
    (
        rf"{_ON}(?:[Tt]he{_GAP})?{_WITH_WEEKDAY}(?P<day>{_DAY})(?:{_DASH}(?:the )?(?P<until>{_DAY}))?"
        rf"{_GAP}(?:of{_GAP}|day of )?(?P<month>{_MONTH})\b{_THAT_YEAR}",
        _full,
    ),
    # December 7, 2021; Tuesday, Dec. 7; December 7-9; March 30 to April 2
    (
        rf"{_ON}{_WITH_WEEKDAY}(?P<month>{_MONTH}){_GAP}(?:the{_GAP})?(?P<day>{_DAY})\b{_NO_NUMBER}"
        rf"(?:{_DASH}(?:(?P<month2>{_MONTH}){_GAP})?(?:the )?(?P<until>{_DAY})\b{_NO_NUMBER}"
        rf"(?! (?:[ap]\.?m|people|of)))?{_THAT_YEAR}",
        _full,
    ),
    (rf"[Tt]he week of (?P<month>{_MONTH}){_GAP}(?P<day>{_DAY})\b", _week_of),
    (
        rf"{_IN}(?P<month>{_MONTH})(?:,?{_GAP}(?:of{_GAP})?(?P<year>{_YEAR})\b{_NO_NUMBER}"
        rf"|,?{_GAP}(?:of{_GAP})?(?P<which>[Tt]his|[Ll]ast|[Nn]ext) year\b)",
        _month_year,
    ),
    (rf"{_IN}[Tt]he{_GAP}(?P<nth>{_NTH}) month of (?P<year>{_YEAR})\b", _ordinal_month),
    ("|".join(rf"(?:[Ll]ast |[Tt]his )?{form}\b(?:,? {_YEAR}\b)?" for _, form in _HOLIDAYS), _holiday),
    (r"(?:[Tt]he )?[Dd]ay (?:before yesterday|after tomorrow)\b", _named_day),
    (
        rf"{_ON}(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his(?: past| coming)?){_GAP})?"
        rf"(?P<weekday>{_WEEKDAY})\b{_PART}{_TIME}(?: (?P<week>last|this|next) week\b)?",
        _weekday,
    ),
    (
        rf"(?:[Ll]ate |[Ee]arl(?:y|ier) |[Ll]ater )?(?:[Yy]esterday|[Tt]omorrow|[Tt]oday|[Tt]onight)\b{_PART}"
        r"|[Ll]ast (?:night|evening)\b|[Tt]his (?:morning|afternoon|evening)\b",
        _named_day,
    ),
    (
        rf"(?:[Ee]arlier |[Ll]ater |[Ee]arly |[Ll]ate )?(?P<which>{_WHICH}){_GAP}(?P<unit>day|week|weekend|month"
        rf"|year)\b"
        r"(?![- ](?:old|long|ago|later|earlier|before))",
        _unit_near,
    ),
    (r"[Tt]he (?:next|following) (?:day|morning)\b|[Tt]he day (?:before|after)\b(?= ?[.,;])", _day_after),
    (rf"(?P<number>{_COUNT}){_GAP}(?P<unit>{_UNIT}){_GAP}(?P<side>later|earlier|afterwards?|beforehand)\b", _day_after),
    (rf"(?:{_ABOUT}{_GAP})?(?P<number>{_COUNT}){_GAP}(?P<unit>{_UNIT}){_GAP}ago\b", _ago),
    (
        rf"(?P<which>[Tt]he (?:past|last|next|coming|following)|[Pp]ast|[Ll]ast|[Nn]ext){_GAP}"
        rf"(?:(?P<number>{_COUNT}){_GAP})?(?P<unit>days|weeks|months|years|decades)\b",
        _run,
    ),
    (r"[Tt]he (?:\w+ )?weekend\b", _weekend),
    (
        r"[Oo]n the (?P<day>\d{1,2}(?:st|nd|rd|th))\b(?! (?:floor|anniversary|day|birthday|hole|minute)| [A-Z])",
        _monthday,
    ),
    (r"(?:[Tt]he )?(?:early |late |mid-)?(?:1[6-9]|20)\d0[’']?s\b", _decade),
    (rf"(?P<year>{_YEAR})[-–](?P<until>{_YEAR}|\d\d)\b{_NO_NUMBER}(?![-–])", _years),
    (
        rf"{_IN}(?P<which>[Ll]ast|[Nn]ext|[Tt]his)(?: past| coming)?{_GAP}(?P<month>{_LONG_MONTH}|{_CUT_MONTH})\b",
        _month_alone,
    ),
    (rf"{_IN}(?:(?:early|late|mid)[- ])?(?P<month>{_LONG_MONTH})\b(?![-’']?{_GAP}?\d)", _month_alone),
    (rf"{_IN}(?:(?:early|late|mid)[- ])?{_YEAR}\b(?!,\d|\.\d|[-/%:]\d| ?%|[-–]\d)", _year_alone),
)
# Every form begins with one of these; a place where none stands is passed over at once. The expression begins with the
# character before a form, which lets the engine leap from one end of a word to the next.
_BEGINS = (
    r"[^\w$€£#.](?<!\d-)(?=\d"
    r"|A(?:pr|ug|bo|ro|lm|n?\b)|Box|D(?:ec|ay)|Ea[rs]|F(?:eb|ri|ou)|Goo|Hal|J(?:an|u[ln])|La[bst]|M(?:a[ry]|on|em|or)"
    r"|N(?:ov|e[awx])|O(?:ct|ve)|Pas|S(?:ep|at|un|t|om|ev)|T(?:ue|h[aiu]|o[dmn])|Val|Wed"
    rf"|[Oo]n{_GAP}(?:[MTWFSJAOND\d]|[Tt]he|[Ll]ast|[Nn]ext|[Tt]his)"
    rf"|[Ii]n{_GAP}(?:[JFMASOND12]|[Tt]he|early|late|mid|[Ll]ast|[Nn]ext|[Tt]his)"
    rf"|[Tt]he{_GAP}(?:[\dMTWFSJAOND]|week|day|first|second|third|fourth|fif|six|sev|eig|nin|ten|prev|foll|same|past|last"
    r"|coming|next|early|late|mid|\w+ weekend)"
    r"|[ltn][ahe][sxi][ts]\b|yest|tod|tom|ton|that\b|day\b|late|ea|past\b"
    rf"|(?:{_COUNT}|{_ABOUT})[ \n])"
)
# A sentence without one of these words holds no date, unless digits alone make one.
_HINT_WORDS = (
    "sept today yesterday tomorrow tonight day days week weeks weekend month months year years decade decades morning"
    " afternoon evening night easter christmas thanksgiving halloween valentine boxing"
)
_HINTS = as_bytes(
    {word.lower() for word in (*MONTHS, *(month[:3] for month in MONTHS), *WEEKDAYS)} | set(_HINT_WORDS.split())
)
_DATE_IN_DIGITS = re.compile(rf"{_YEAR}|\d[-/.]\d|\d(?:st|nd|rd|th)")  # what the forms without such a word hold
_NAMELESS = re.compile(r"\?P<\w+>")


@cache
def _any_form() -> re.Pattern[str]:
    """All rules as one expression. Compiled when first needed: a build with nothing to do never pays for it."""
    forms = (f"(?P<r{k}>{_NAMELESS.sub('?:', pattern)})" for k, (pattern, _) in enumerate(_RULES))
    return re.compile(f"{_BEGINS}(?:{'|'.join(forms)})")


@cache
def _form(rule: int) -> re.Pattern[str]:
    return re.compile(_RULES[rule][0])


def dated(text: str, start: int, end: int) -> Iterator[Dated]:
    """The date expressions in `text[start:end]`, in order; none overlaps another."""
    if _HINTS.isdisjoint(plain_words(text, start, end)) and not _DATE_IN_DIGITS.search(text, start, end):
        return
    if not start:  # the expression asks for a character before each form
        for item in _found(f" {text}", 1, end + 1):
            yield item._replace(start=item.start - 1, end=item.end - 1)
    else:
        yield from _found(text, start, end)


def _found(text: str, start: int, end: int) -> Iterator[Dated]:
    form = _any_form()
    at = start
    while match := form.search(text, at - 1, end):
        at = match.end()
        rule = int((match.lastgroup or "r0")[1:])
        meaning = _RULES[rule][1]
        inner = _form(rule).match(text, match.start() + 1, at)
        if inner is None or not _plausible(text, inner):
            continue
        means = meaning(inner)
        if means is not None:
            yield Dated(inner.start(), inner.end(), *means)


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
_COUNTED = re.compile(
    r" (?:people|troops|jobs|votes|points|miles|feet|meters|metres|tons|tonnes|pounds|dollars|euros|percent|per cent"
    r"|times"
    r"|[a-z]+s who)\b"
)
_NO_YEAR_BEFORE = re.compile(
    r"(?:[$€£#]|No\. ?|\b(?:about|nearly|over|than|some|least|most|around|approximately|only|Route|Highway|Flight|Room"
    r"|Building) ?|\d,)$"
)


def _plausible(text: str, match: re.Match[str]) -> bool:
    """Whether four digits can be a year where they stand, and "May" or "March" a month."""
    words = match.group()
    if words[-4:].isdigit() and (len(words) == 4 or not any(c.isdigit() or c.isupper() for c in words[2:-4])):
        if _COUNTED.match(text, match.end()) or _NO_YEAR_BEFORE.search(text, max(0, match.start() - 14), match.start()):
            return False
        return not text[match.end() : match.end() + 2].startswith(("-p", "-m", "-f"))
    if words in ("May", "March", "August"):
        before = text[max(0, match.start() - 12) : match.start()].split()
        after = text[match.end() : match.end() + 5]
        return bool(before) and before[-1] in _BEFORE_A_MONTH and not after.startswith((" for ", " of ", " on "))
    return True
