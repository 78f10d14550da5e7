"""Finds numbers as they are printed: digits, words, scales, fractions and vague numbers, with their bound and unit."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tasks.records import Bound
from tasks.shared.english.lexicon import rows, word_set
from tasks.shared.english.prefilter import A_DIGIT, any_of, as_bytes, later, plain_words
from tasks.shared.english.units import unit_forms
from tasks.shared.text.spans import lowered

_UNITS_OF_TEN = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "bn": 1e9, "mn": 1e6, "m": 1e6, "k": 1e3, "b": 1e9, "tn": 1e12,
}  # fmt: skip
_VAGUE = {
    "dozens": (24, 100), "scores": (40, 100), "hundreds": (100, 1e3), "thousands": (1e3, 1e4),
    "tens of thousands": (1e4, 1e5), "hundreds of thousands": (1e5, 1e6), "millions": (1e6, 1e7),
    "tens of millions": (1e7, 1e8), "dozens of thousands": (24e3, 1e5), "hundreds of millions": (1e8, 1e9),
    "billions": (1e9, 1e10), "tens of billions": (1e10, 1e11), "hundreds of billions": (1e11, 1e12),
    "trillions": (1e12, 1e13), "several hundred": (200, 1e3), "a few hundred": (200, 1e3),
    "several thousand": (2e3, 1e4), "a few thousand": (2e3, 1e4), "several million": (2e6, 1e7),
    "a few million": (2e6, 1e7), "several dozen": (24, 100), "a few dozen": (24, 100),
}  # fmt: skip
_ORDINALS = {
    "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "twentieth": 20,
}  # fmt: skip
_PARTS = {
    "half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "sixth": 1 / 6, "eighth": 1 / 8, "tenth": 1 / 10,
}  # fmt: skip
_CURRENCIES = {
    "$": "USD", "US$": "USD", "$US": "USD", "U.S.$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR",
    "₽": "RUB", "A$": "AUD", "C$": "CAD", "HK$": "HKD", "NZ$": "NZD", "R": "ZAR", "Rs": "INR", "Rs.": "INR",
    "dlrs": "USD", "EUR": "EUR", "GBP": "GBP", "USD": "USD", "₩": "KRW", "₴": "UAH", "₪": "ILS",
}  # fmt: skip

_DIGITS = r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?(?: \d/\d)?"
_SMALL = any_of((*_UNITS_OF_TEN, *_TENS))
_SCALE = any_of(("hundred", "thousand", "million", "billion", "trillion"))
_WORDS = (
    rf"(?:{_SMALL}(?:[- ]{_SMALL})?|(?ai:an?)(?= (?:{_SCALE}|(?ai:dozen))\b)"
    rf"|(?ai:half an?)(?= (?ai:million|billion|dozen)\b))"
    rf"(?: (?ai:dozen)\b|(?: {_SCALE}\b(?: (?ai:and )?{_SMALL}(?:[- ]{_SMALL})?\b)?)*)(?ai: and a half\b)?"
)
_NUMBER = rf"(?:{_DIGITS}|{_WORDS}(?![\w’']))"
_AFTER_DIGITS = r"(?:[ \u00a0-]?(?:hundred|thousand|million|billion|trillion)\b|(?:bn|mn|tn|m|k|b)\b)"
_VAGUE_WORDS = any_of(_VAGUE)
_CURRENCY = "|".join(re.escape(sign) for sign in sorted(_CURRENCIES, key=lambda sign: (-len(sign), sign)))
_RANGE = r"(?:[-–—]| ?[-–—] | to | and )"

# A sentence without a digit and without one of these words holds no number.
_NUMBER_WORDS = as_bytes(
    {*_UNITS_OF_TEN, *_TENS, *_PARTS, *(f"{part}s" for part in _PARTS), "halves", "dozen", "dozens", "scores"}
    | {scale + plural for scale in ("hundred", "thousand", "million", "billion", "trillion") for plural in ("", "s")}
    | {"noon", "midnight"}
) | {A_DIGIT}
_RANK_WORDS = as_bytes(_ORDINALS.keys() | {"st", "nd", "rd", "th"})
_CLOCK_WORDS = as_bytes(frozenset(("m", "am", "pm", "noon", "midnight")))
_HINTS = _NUMBER_WORDS | _RANK_WORDS | _CLOCK_WORDS


def hints_of(text: str, start: int, end: int) -> frozenset[bytes]:
    """The words of `text[start:end]` that can be part of a number, and `A_DIGIT` if it contains a digit; empty for most
    sentences, in which there is nothing to search for."""
    return _HINTS.intersection(plain_words(text, start, end))


_CLOCK = later(
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))? ?(?P<half>[ap])\. ?m\b\.?"
    r"|(?P<hour2>\d{1,2})(?:[:.](?P<minute2>[0-5]\d))? ?(?P<half2>[ap]m)\b"
    r"|(?P<hour3>[01]?\d|2[0-3]):(?P<minute3>[0-5]\d)(?![:\d])|(?P<word>noon|midnight)\b"
)
_CLOCK_HINT = later(r"[\d ](?::\d| ?[ap]\.? ?m\b|noon\b|midnight\b)")
_ZONE = later(
    r" (?:\(?(?:GMT|UTC|BST|EST|EDT|CST|CDT|MST|MDT|PST|PDT|CET|CEST|MSK|IST|ET|PT|CT)\)?|(?:local|[A-Z][a-z]+) time)\b"
)
_PART = any_of((*_PARTS, *(f"{part}s" for part in _PARTS if part != "half"), "halves"))
_SHARE = (
    rf"{any_of(('a', 'an', 'one', 'two', 'three', 'four', 'five', 'seven', 'nine'))}[- ]{_PART}"
    r"(?= (?ai:of)\b|[,.;)]|$| (?ai:more|less|as)\b)"
    r"|(?<!(?ai:first) )(?<!(?ai:second) )(?ai:half)"
    r"(?= (?ai:of|the|its|their|his|her|a(?! (?:million|billion|dozen)))\b)"
)
_FIRST_LETTERS = (
    "[aA][nN]?[- ]|[oO][nN][eE]|[tT](?:[wW][oOeE]|[hH][rRiIoO]|[eE][nN]|[rR][iI])|[fF][oOiI]|[sS][iIeEcC]|[eE][iIlL]"
    "|[nN][iI]|[hH][uUaA]|[dD][oO]|[mMbB][iI]"
)
# The expression begins with the character before a figure, which lets the engine leap from word end to word end.
_FIGURE = later(
    rf"[^\w.,$€£%#/@&:+-](?=[$€£¥₹₽₩₴₪\dUACHNREG]|dlrs|{_FIRST_LETTERS})(?P<figure>"
    rf"(?P<vague>{_VAGUE_WORDS})\b(?! (?:and|or) {_VAGUE_WORDS})"
    rf"|(?P<part>{_SHARE})\b"
    rf"|(?P<currency>(?:{_CURRENCY}) ?)?(?P<number>{_NUMBER})(?P<scale>{_AFTER_DIGITS})?"
    rf"(?:(?P<link>{_RANGE})(?:(?:{_CURRENCY}) ?)?(?P<number2>{_NUMBER})(?P<scale2>{_AFTER_DIGITS})?)?(?!st\b|nd\b"
    rf"|rd\b|th\b|[\d:]|/\d)"
    r")"
)
_ORDINAL = later(
    rf"(?<![\w-])(?:(?P<digits>\d{{1,4}})(?:st|nd|rd|th)|(?P<word>{any_of(_ORDINALS)}))(?![\w-])(?! (?:of"
    rf" {_SCALE}|party|person\b|hand\b|half|floor))"
)


class Number(NamedTuple):
    """A number in a text: `start` includes the words of its bound ("about"), `end` its unit (code points). `value` is
    None for a range, which has `low` and `high`, and for a vague number. `unit` is the usual name of the unit or None;
    `hyphen` says whether the number is joined to the next word ("50-minute call")."""

    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    bound: Bound
    hyphen: bool


@cache
def _bounds() -> dict[str, Bound]:
    found: dict[str, Bound] = {}
    kinds: tuple[Bound, ...] = ("exact", "about", "over", "under", "at-least", "at-most")
    for name, words in rows("bounds.tsv"):
        kind = next(kind for kind in kinds if kind == name)
        found.update(dict.fromkeys(words.split("|"), kind))
    return found


@cache
def _unit_pattern() -> re.Pattern[str]:
    forms = sorted(unit_forms(), key=lambda form: (-len(form), form))
    any_case = any_of(form for form in forms if len(form) > 3 and form.islower())
    as_is = "|".join(re.escape(form) for form in forms if len(form) <= 3 or not form.islower())
    return re.compile(rf"(?P<gap>[ \u00a0\n]|-| - |)(?P<unit>{any_case}|{as_is})(?![\w’']|-\w)")


def _unit_name(form: str) -> str:
    return unit_forms().get(form) or unit_forms()[form.lower()]


def numbers(text: str, start: int, end: int, hints: frozenset[bytes]) -> Iterator[Number]:
    """Yields the numbers of the sentence `text[start:end]`, in order; they do not overlap. `hints` is the result of
    `hints_of` for it."""
    if hints.isdisjoint(_NUMBER_WORDS):
        return
    if not start:  # the expression asks for a character before each figure
        for number in _numbers(f" {text}", 1, end + 1, hints):
            yield number._replace(start=number.start - 1, end=number.end - 1)
    else:
        yield from _numbers(text, start, end, hints)


def _numbers(text: str, start: int, end: int, hints: frozenset[bytes]) -> Iterator[Number]:
    done = at = start
    may_tell_time = not hints.isdisjoint(_CLOCK_WORDS) or text.find(":", start, end) >= 0
    clocks = deque(_clocks(text, start, end) if may_tell_time else ())
    form = _FIGURE
    while match := form.search(text, at - 1, end):
        at = match.end()
        while clocks and clocks[0].start < at:
            clock = clocks.popleft()
            if clock.start >= done:
                yield clock
                done = clock.end
        if match.start("figure") < done or _is_part_of_a_name(text, match, start):
            continue
        number = _number(text, match, start, end)
        if number is not None and number.start >= done:
            yield number
            done = number.end
    for clock in clocks:
        if clock.start >= done:
            yield clock
            done = clock.end


def ordinals(text: str, start: int, end: int, hints: frozenset[bytes]) -> Iterator[Number]:
    """Yields the ranks of the sentence `text[start:end]` from the second on, in order: "the fifth call", "his 12th".
    Only after "the" or a possessive, since otherwise most are no ranks ("third parties", "a second"). `hints` is the
    result of `hints_of`."""
    if _RANK_WORDS.isdisjoint(hints):
        return
    for match in _ORDINAL.finditer(text, start, end):
        before = text[max(start, match.start() - 8) : match.start()].lower().split()
        if not before or (
            before[-1] not in ("the", "their", "his", "her", "its", "our", "my") and not _possessive(before[-1])
        ):
            continue
        value = int(match.group("digits")) if match.group("digits") else _ORDINALS[match.group("word").lower()]
        yield Number(match.start(), match.end(), float(value), None, None, "rank", "exact", False)


def _possessive(word: str) -> bool:
    return word.endswith(("'s", "’s", "s'", "s’"))


def _clocks(text: str, start: int, end: int) -> Iterator[Number]:
    if not _CLOCK_HINT.search(text, start, end):
        return
    for match in _CLOCK.finditer(text, start, end):
        if match.start() > start and (text[match.start() - 1].isalnum() or text[match.start() - 1] in ":.,$-/"):
            continue
        word = match.group("word")
        if word:
            if (
                not text[max(start, match.start() - 6) : match.start()]
                .lower()
                .endswith(("at ", "by ", "til ", "fter ", "fore "))
            ):
                continue
            minutes = 720 if word == "noon" else 0
        else:
            hour = int(match.group("hour") or match.group("hour2") or match.group("hour3"))
            minutes = 60 * hour + int(match.group("minute") or match.group("minute2") or match.group("minute3") or 0)
            half = (match.group("half") or match.group("half2") or "")[:1]
            if half:
                if not 1 <= hour <= 12:
                    continue
                minutes += (720 if half == "p" else 0) - (720 if hour == 12 else 0)
        stop = match.end()
        zone = _ZONE.match(text, stop, end)
        first, bound = _bound_before(text, match.start(), start)
        yield Number(first, zone.end() if zone else stop, float(minutes), None, None, "minute of the day", bound, False)


def _is_part_of_a_name(text: str, match: re.Match[str], first: int) -> bool:
    """Whether a bare number belongs to the capitalised word before it: "Article 5", "Flight 370", "Apollo 11"."""
    if match.group("currency") or not (match.group("number") or "")[:1].isdigit() or match.group("scale"):
        return False
    before = text[max(first, match.start("figure") - 24) : match.start("figure")]
    if not before.endswith(" ") and before:
        return before[-1].isalpha()
    words = before.split()
    if not words:
        return False
    word = words[-1]
    if word in ("No.", "Nos.", "Rt.", "Sec.", "Vol.", "Ch.", "pp.", "p.", "v."):
        return True
    if word.lower() in word_set("verb"):
        return False
    if not word[0].isupper() or match.start("figure") - len(word) - 1 <= first or not word.isalpha():
        return False
    follows = text[match.end() : match.end() + 2]
    return not follows.strip() or follows[0] in ",.;:)" or (follows[0] == " " and follows[1:].isupper())


def _number(text: str, match: re.Match[str], first: int, last: int) -> Number | None:
    start, bound = _bound_before(text, match.start("figure"), first)
    value: float | None
    low = high = None
    unit = None
    end = match.end()
    if match.group("vague"):
        low, high = _VAGUE[match.group("vague").lower()]
        value, bound = None, "between"
        money = _OF_UNIT.match(text, end, end + 32)
        if money and money.group("unit").lower() in unit_forms():
            unit, end = unit_forms()[money.group("unit").lower()], money.end()
    elif match.group("part"):
        value, unit = _fraction(match.group("part").lower()), "share"
        if text[end : end + 4].lower().startswith(("-hou", " hou")):
            return None
    else:
        value = _value(match.group("number"), match.group("scale"))
        if value is None:
            return None
        if match.group("number2"):
            ranged = _ranged(text, match, value)
            if ranged is None and match.group("link").strip() in ("-", "–", "—"):
                return None  # a score, a code, a street number
            if ranged is None:
                end = match.end("scale") if match.group("scale") else match.end("number")
            else:
                low, high = ranged
                value, bound = None, "between"
        if match.group("currency"):
            unit = _CURRENCIES[match.group("currency").strip()]
    hyphen = False
    if unit is None:
        unit, end, hyphen = _unit(text, end, last, value)
    elif unit != "share":
        trailing = _unit_pattern().match(text, end, last)
        if trailing and _unit_name(trailing.group("unit")) == unit:
            end = trailing.end()
    if unit is None and text[end : end + 1].isalpha() and end == match.end():
        return None  # "737s", "4x4"
    if unit is None and text[max(first, start - 10) : start].lower() == "magnitude ":
        unit = "magnitude"
    more = _SUFFIX.match(text, end, last)
    if more and value is not None:
        bound = "about" if "so" in more.group() else "at-least"
        end = more.end()
    bare_one = value == 1 and unit is None and (match.group("number") or "").lower() == "one"
    if bare_one and not _ONE_OF_A_KIND.match(text, end, last) and not _HARM.search(text, max(first, start - 12), start):
        return None
    if unit and value is not None:
        second = _second_of_range(text, start, end, last, unit)
        if second and value < second[0]:
            return Number(start, second[1], None, value, second[0], unit, "between", hyphen)
    return Number(start, end, value, low, high, unit, bound, hyphen)


def _second_of_range(text: str, start: int, end: int, last: int, unit: str) -> tuple[float, int] | None:
    """The second number of "1 percent to 3 percent", "between $2 and $3 million", and where it ends."""
    if not text.startswith((" to ", " and "), end):
        return None
    match = _SECOND.match(text, end, last)
    if not match or _CHANGES.search(text, max(0, start - 24), start) or _MOVES.search(text, max(0, start - 24), start):
        return None
    if match.group("link") == "and" and not text[max(0, start - 9) : start].lower().endswith("between "):
        return None
    value = _value(match.group("number"), match.group("scale"))
    if value is None:
        return None
    if match.group("currency"):
        return (value, match.end()) if _CURRENCIES[match.group("currency").strip()] == unit else None
    named, stop, _ = _unit(text, match.end(), last, value)
    return (value, stop) if named == unit else None


# "Rose $1 to $21" gives a change and where it led, unlike "rose 1 to 2 percent", where one unit serves both.
_MOVES = later(r"\b(?:rose|fell|grew|jumped|dropped|slipped|climbed|gained|lost|up|down) (?:\w+ )?$")
_SECOND = later(rf" (?P<link>to|and) (?P<currency>(?:{_CURRENCY}) ?)?(?P<number>{_NUMBER})(?P<scale>{_AFTER_DIGITS})?")
_HARM = later(r"\b(?:kill(?:s|ed|ing)|wound(?:s|ed|ing)|injur(?:es|ed|ing)|hurt(?:s|ing)?) $")
_OF_UNIT = later(r" of (?P<unit>[a-zA-Z]+)\b")
_SUFFIX = later(r"\+|-plus\b| or (?:more|so)\b| and counting\b")
# "One" is a number before these, and a pronoun elsewhere.
_ONE_OF_A_KIND = later(
    r" (?:other )?(?:\w+ )?(?:person|man|woman|child|boy|girl|student|soldier|officer|policeman|civilian|suspect"
    r"|victim|dead"
    r"|killed|injured|wounded|death|case|vote|member|worker|passenger|employee|resident|teenager|bystander|people)\b"
)


def _fraction(words: str) -> float:
    if words == "half":
        return 0.5
    count, part = re.split("[- ]", words, maxsplit=1)
    part = "half" if part == "halves" else part.removesuffix("s")
    return (1 if count in ("a", "an") else _UNITS_OF_TEN[count]) * _PARTS[part]


def _ranged(text: str, match: re.Match[str], value: float) -> tuple[float, float] | None:
    """The two ends of a range, or None when the second number is one of its own ("27-17", "from 10 to 12 in all")."""
    second = _value(match.group("number2"), match.group("scale2"))
    if second is None:
        return None
    link = match.group("link")
    before = text[max(0, match.start("figure") - 12) : match.start("figure")].lower()
    if link == " and " and not before.rstrip().endswith("between"):
        return None
    if link == " to " and _CHANGES.search(text, max(0, match.start("figure") - 24), match.start("figure")):
        return None
    if match.group("scale2") and not match.group("scale"):
        scaled = _value(match.group("number"), match.group("scale2"))
        value = scaled if scaled is not None and scaled < second else value
    return (value, second) if value < second else None


_CHANGES = later(r"\bfrom (?:\w+ )?$")


def _value(number: str, scale: str | None) -> float | None:
    """The value of digits or number words, with a scale word after it."""
    if number[0].isdigit():
        whole, _, rest = re.sub("[,\u00a0\u202f]", "", number).partition(" ")
        value = float(whole)
        if rest:
            top, bottom = rest.split("/")
            value += int(top) / int(bottom) if int(bottom) else 0
    else:
        found = _words_value(number.lower())
        if found is None:
            return None
        value = found
    return value * _SCALES[scale.strip(" \u00a0-").lower()] if scale else value


def _words_value(words: str) -> float | None:
    total = part = 0.0
    half = words.endswith(" and a half")
    for word in words.removesuffix(" and a half").replace("-", " ").split():
        if word in _UNITS_OF_TEN:
            if (part % 10 and part < 100) or part in range(10, 20):
                return None  # "two three": two numbers that stand together
            part += _UNITS_OF_TEN[word]
        elif word in _TENS:
            if part % 100:
                return None
            part += _TENS[word]
        elif word == "half":
            part += 0.5
        elif word in ("a", "an"):
            part = part or 1
        elif word == "dozen":
            part = (part or 1) * 12
        elif word == "hundred":
            part = (part or 1) * 100
        elif word in _SCALES:
            total += (part or 1) * _SCALES[word]
            part = 0
    return total + part + (0.5 if half else 0)


def _bound_before(text: str, start: int, first: int) -> tuple[int, Bound]:
    """Where the words of the bound begin, and the bound; of two in a row ("at least about") the first counts."""
    words = text[max(first, start - 36) : start]
    if not words.endswith((" ", "\u00a0", "\n")) and words:
        return start, "exact"
    parts = lowered(words).split()
    for size in (4, 3, 2, 1):
        phrase = " ".join(parts[-size:])
        bound = _bounds().get(phrase) if len(parts) >= size else None
        if bound is None:
            continue
        begin = len(words.rstrip()) - len(phrase)
        begin = max(0, begin) if lowered(words).rstrip().endswith(phrase) else len(words)
        where = start - len(words) + begin
        if phrase == "over" and _ACROSS.match(text, start):
            return start, "exact"
        return (where, bound) if bound != "exact" else (start, "exact")
    return start, "exact"


_ACROSS = later(r"(?:the )?(?:next|past|last)")


def _unit(text: str, end: int, last: int, value: float | None) -> tuple[str | None, int, bool]:
    if end >= last or text[end] in _NO_UNIT:
        return None, end, False
    age = _AGE.match(text, end, last)
    if age:
        return "year of age", age.end(), False
    strength = _MAGNITUDE.match(text, end, last)
    if strength:
        return "magnitude", strength.end(), False
    match = _unit_pattern().match(text, end, last)
    if not match:
        return None, end, bool(text[end : end + 1] == "-" and text[end + 1 : end + 2].isalpha())
    name = _unit_name(match.group("unit"))
    gap, form = match.group("gap"), match.group("unit")
    if gap == "" and form not in (
        "%",
        "m",
        "km",
        "ft",
        "kg",
        "mph",
        "kmh",
        "cm",
        "mm",
        "°C",
        "°F",
        "C",
        "F",
        "kph",
        "lb",
        "MW",
        "GW",
        "kW",
    ):
        return None, end, False
    if form in ("C", "F", "m", "min", "sec", "second") and gap != "" and form != "second":
        return None, end, False
    if form in _WORDS_TOO and value is not None and value < _MANY:
        return None, end, False
    if form == "second" and value != 1:
        return None, end, gap == "-"
    return name, match.end(), "-" in gap


# Units that are other words too ("aged 27 won"); they come in large numbers, or not at all.
_NO_UNIT = frozenset(",.;:!?)")
_WORDS_TOO, _MANY = frozenset(("won", "real", "rand")), 1000
_AGE = later(r"(?: ?- ?|[ \u00a0])years?(?: ?- ?|[ \u00a0])old\b")
_MAGNITUDE = later(r"(?:-| )magnitude\b")
