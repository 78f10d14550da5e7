"""When an event was, how long it lasted, and how long ago it was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from tasks.facts.stated import ReadSentence, StatedValue, bounds_of, clause, printed, scope_of
from tasks.facts.tables import any_event, kinds
from tasks.records import DateMention
from tasks.shared.english.date_expressions import parse_day
from tasks.shared.english.noun_phrases import stem

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)})s?\b")
_CLOCK = re.compile(
    r"\b(?:(?:at|around|about|just (?:before|after|past)|shortly (?:before|after)|before|after|by|nearly"
    r"|past|as of)\s+)?"
    r"(?:(\d{1,2})(?:[:.](\d\d))?\s?([ap])\.?\s?m\b\.?|(noon|midnight)\b)",
    re.I,
)
_SAYING = re.compile(
    r"\b(?:said|says|say|told|tells|added|confirmed|reported|announced|admitted|according|stated|wrote|tweeted|warned"
    r"|acknowledged|claimed|denied|testified|revealed|disclosed|quoted|insisted|saying|adding|reporting"
    r"|statement|interview)\b",
    re.I,
)
_VERBAL = re.compile(
    r"\b(?:\w{3,}ed|went|came|took|made|gave|got|left|saw|heard|held|began|sent|ran|met|spoke|fell|hit"
    r"|shot|rose|drove|flew"
    r"|found|lost|won|woke|showed|let|put|brought|bought|caught|fought|sought|struck|sank|led|stood|told|will|would)\b",
    re.I,
)
_SUSPECT = re.compile(r"\b(?:gunman|shooter|suspect|attacker|assailant|bomber|killer|hijacker|robber|thief)\b", re.I)
_PLAN = re.compile(
    r"\b(?:will|would|to|plans?|planned|scheduled|expected|due|may|might|could|should|vow\w*|threat\w*|if"
    r"|until|before)\s+"
    r"(?:\w+\s+){0,1}$",
    re.I,
)
_UNTIL = re.compile(
    r"\b(?:until|till|through|by|as of|since|before|after|from|for|to|next|and runs)\s+(?:\w+\s+)?$", re.I
)
_FAR = 14  # words between an event and its time
_OPENS = 12  # words before the event where the time opens the clause


class TimedEvent(NamedTuple):
    """The event that a time is about: its kind, the word that means it, and the offset of that word (code points)."""

    kind: str
    word: str
    start: int
    end: int


def event_of(sentence: ReadSentence, low: int, high: int, at: int, until: int) -> TimedEvent | None:
    """The event that the time at `at:until` is about, in the clause `low:high` (code points): the noun that follows
    directly; else the nearest word of an event before it, unless a reporting or other verb is between; else the first
    after it, if the time opens the clause. None if there is none."""
    text = sentence.whole
    follows = _FOLLOWS.match(text, until, high)
    if follows:
        for kind in kinds():
            if kind.nouns and kind.nouns.fullmatch(follows.group(1)):
                return TimedEvent(kind.key, follows.group(1).lower(), *follows.span(1))
    if text[low:at].strip(" ,\"“'"):
        return _before(text, low, at)
    return _behind(text, until, high)


_FOLLOWS = re.compile(r"(?:['’]s|s)?\s+(?:\w+\s+){0,2}?(\w+)")
_OPEN_FIRE = re.compile(r"\b(?:open\w*|return\w*|exchang\w*|cease|under)\s+$")
_SHOWN = re.compile(r"\b(video|footage|tape)\s+(?:\w+\s+){0,2}$")
_SHOWN_BEHIND = re.compile(r"\s+(?:\w+\s+){0,3}?(video|footage|tape)\b")
_PUT_OUT = re.compile(r"^\s+(?:\w+\s+)?(?:released|posted|published|issued|uploaded|showing)\b")
_WAS_ELSE = re.compile(r"\b(?:was|were|is|are)\b\s+\w")
_WAS_ONLY = re.compile(r"\b(?:was|were)\s+(?:(?:late|early|held|only|first|again|reported|called in|discovered)\b|$)")


def _before(text: str, low: int, at: int) -> TimedEvent | None:
    left = text[low:at]
    best: TimedEvent | None = None
    for found in any_event().finditer(left):
        if not (found.group()[0].isupper() and found.start() > 0):
            best = TimedEvent(found.lastgroup or "", found.group().lower(), found.start(), found.end())
    if best is None:
        return None
    if best.kind == "fire" and _OPEN_FIRE.search(left[: best.start]):
        best = TimedEvent("attack", "opened fire", best.start, best.end)
    if best.kind in ("release", "letter") and (shown := _SHOWN.search(left[: best.start])):
        best = TimedEvent("video", "video", shown.start(), best.end)
    between = left[best.end :]
    if best.kind == "video":
        between = _PUT_OUT.sub("", between)
    if _SAYING.search(between) or len(between.split()) > _FAR:
        return None
    if _WAS_ELSE.search(between) and not _WAS_ONLY.search(between):
        return None
    verbs = [
        verb
        for verb in _VERBAL.finditer(between)
        if not (_SUSPECT.search(between[max(0, verb.start() - 12) : verb.start()]) and verb.group().endswith("ed"))
    ]
    if verbs and not re.search(r"\b(?:took place|happened|occurred|reported|took)\b", between):
        return None
    return TimedEvent(best.kind, best.word, low + best.start, low + best.end)


def _behind(text: str, until: int, high: int) -> TimedEvent | None:
    right = text[until:high]
    found = any_event().search(right)
    if found is None:
        return None
    best = TimedEvent(found.lastgroup or "", found.group().lower(), found.start(), found.end())
    if best.kind in ("release", "letter") and (shown := _SHOWN_BEHIND.match(right, best.end)):
        best = TimedEvent("video", "video", best.start, shown.end())
    if best.kind == "fire" and re.search(r"\bopen\w*\s+$", right[: best.start]):
        best = TimedEvent("attack", "opened fire", best.start, best.end)
    said = _SAYING.search(right)
    if (said and said.start() < best.start) or len(right[: best.start].split()) >= _OPENS:
        return None
    return TimedEvent(best.kind, best.word, until + best.start, until + best.end)


_SUBORDINATE = re.compile(
    r"\b(?:that|who|which|when|where|after|before|because)\s|,\s+(?=and\s|said\s|he\s|she\s|it\s|they\s)"
)
_JUST = re.compile(r"\b(?:just|shortly)\s+$")


def time_clause(sentence: ReadSentence, at: int) -> tuple[int, int]:
    """The range (code points) of the clause of a time at `at`, cut at subordinating words too."""
    text = sentence.whole
    low, high = clause(sentence, at)
    for cut in _SUBORDINATE.finditer(text, low, at):
        if cut.end() <= at and not _JUST.search(text, low, cut.start()) and text[cut.end() : at].strip():
            low = cut.end()
    return low, high


_PREPOSITION = re.compile(r"(?:\b(?:early|late)\s+)?(?:\bon\s+)?(?:\b(?:early|late|last|this)\s+)?$", re.I)


def _preposition(text: str, low: int, at: int) -> int:
    found = _PREPOSITION.search(text, max(low, at - 20), at)
    return found.start() if found else at


_PAGE_DATE = re.compile(r",? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}),? ?(?:19|20)\d\d")


def _is_page_date(sentence: ReadSentence, found: re.Match[str]) -> bool:
    """A weekday with its whole date where a sentence begins is when the page was printed: "Tuesday, 4 May 2031"."""
    text, before = sentence.whole, sentence.whole[sentence.start : found.start()]
    dated = len(before) < 40 and _PAGE_DATE.match(text, found.end(), found.end() + 24)
    return bool(dated) and not before.strip().lower().endswith("on")


_EARLY = re.compile(r"\b(early|late)\s+(?:on\s+)?$")


def days(sentence: ReadSentence) -> Iterator[StatedValue]:
    """Yields the weekday or date of an event."""
    text = sentence.whole
    taken: list[int] = []
    for found in _WEEKDAY.finditer(text, sentence.start, sentence.end):
        low, high = time_clause(sentence, found.start())
        event = event_of(sentence, low, high, _preposition(text, low, found.start()), found.end())
        if event is None:
            other = _verb_day(sentence, found, low)
            if other is not None:
                yield other
            continue
        if _is_page_date(sentence, found):
            continue
        if _planned(text, sentence, found.start(), low, event):
            continue
        dated = next((d for d in sentence.dates if d.start <= found.start() < d.end), None)
        early = _EARLY.search(text, max(low, found.start() - 10), found.start())
        taken.append(found.start())
        start = early.start() if early else found.start()
        yield _day(sentence, event, (start, found.end(1)), found.group(1), dated)
    for dated in sentence.dates:
        if not dated.value or len(dated.value) != 10 or any(dated.start <= t < dated.end for t in taken):
            continue
        if not any(c.isdigit() for c in dated.exact) and not _HOLIDAY.search(dated.exact):
            continue  # "the previous day" does not tell which
        if re.search(r"\d{4}", dated.exact) and not re.search(
            r"\b(?:on|of)\s+$|^on\b", text[max(sentence.start, dated.start - 4) : dated.end][:8]
        ):
            continue
        low, high = time_clause(sentence, dated.start)
        event = event_of(sentence, low, high, _preposition(text, low, dated.start), dated.end)
        if event is not None and not _planned(text, sentence, dated.start, low, event):
            day = parse_day(dated.value)
            if day:
                yield _day(sentence, event, (dated.start, dated.end), _WEEKDAYS[day.weekday()], dated)


_HOLIDAY = re.compile(r"\b(?:Eve|Day|Christmas|Easter|Thanksgiving|Halloween)\b")


def _planned(text: str, sentence: ReadSentence, at: int, low: int, event: TimedEvent) -> bool:
    return bool(
        _UNTIL.search(text, max(sentence.start, at - 14), at)
        or _PLAN.search(text, max(low, event.start - 30), event.start)
    )


def _day(
    sentence: ReadSentence, event: TimedEvent, span: tuple[int, int], weekday: str, dated: DateMention | None
) -> StatedValue:
    kind = f"court: {stem(event.word)}" if event.kind == "court" else event.kind
    start, end = span
    return StatedValue(
        "day",
        kind,
        printed(sentence.whole[start:end]),
        sentence,
        min(event.start, start),
        max(event.end, end),
        scope=scope_of(sentence, event.start, event.end),
        same=frozenset({weekday}),
        flags={"date": dated.value if dated and dated.value else "", "word": event.word},
    )


_DAY_VERB = re.compile(
    r"(?<!-)\b([a-z]{3,}ed|resign|sent|left|met|went|came|gave|held|began|won|lost|spoke|sold|bought|quit"
    r"|flew|fled|broke"
    r"|wrote|fell)\b"
)
_NO_DAY_VERB = frozenset(
    map(
        stem,
        [
            "compared",
            "passed",
            "posted",
            "published",
            "updated",
            "scheduled",
            "expected",
            "planned",
            "based",
            "related",
            "called",
            "asked",
            "wanted",
        ],
    )
)
_NOT_THAT_DAY = re.compile(r"(?:\bthe|['’]s?|\ba)\s*$")


def _verb_day(sentence: ReadSentence, found: re.Match[str], low: int) -> StatedValue | None:
    """The weekday of any other verb: "apologised on Friday"."""
    text = sentence.whole
    at = _preposition(text, low, found.start())
    if _NOT_THAT_DAY.search(text, low, found.start()) or re.match(r"['’]s\b", text[found.end() : found.end() + 2]):
        return None
    if _UNTIL.search(text, max(sentence.start, found.start() - 14), found.start()):
        return None
    verbs = list(_DAY_VERB.finditer(text, low, at))
    if not verbs or len(text[verbs[-1].end() : at].split()) > 10 or _SAYING.search(text, verbs[-1].start(), at):
        return None
    verb = verbs[-1]
    if _PLAN.search(text, max(low, verb.start() - 25), verb.start()) or stem(verb.group(1)) in _NO_DAY_VERB:
        return None
    dated = next((d for d in sentence.dates if d.start <= found.start() < d.end), None)
    return StatedValue(
        "day of verb",
        stem(verb.group(1)),
        found.group(1),
        sentence,
        verb.start(),
        found.end(),
        scope=scope_of(sentence, verb.start(), found.end()),
        same=frozenset({found.group(1)}),
        flags={"date": dated.value if dated and dated.value else "", "word": verb.group(1)},
    )


_SOON = 40  # characters behind a year that opens the clause, in which its verb stands
_YEAR = re.compile(r"\b[Ii]n (?:[A-Z][a-z]+ (?:of )?)?((?:19|20)\d\d)\b")
_YEAR_VERB = re.compile(
    r"\b(?:(?:was|were|been|is)\s+)?([a-z]{3,}ed|sold|bought|born|built|sent|left|met|won|lost|began"
    r"|founded|made|found|led)\b"
)


def years(sentence: ReadSentence) -> Iterator[StatedValue]:
    """Yields the year of what a verb states: "was founded in 1988", "in 1969, he was indicted"."""
    text = sentence.whole
    for found in _YEAR.finditer(text, sentence.start, sentence.end):
        low, high = clause(sentence, found.start())
        verbs = list(_YEAR_VERB.finditer(text, low, found.start()))
        verb = verbs[-1] if verbs else None
        if verb is None or len(text[verb.end() : found.start()].split()) > _FAR:
            verb = (
                None
                if text[low : found.start()].strip(' ,"“')
                else _YEAR_VERB.search(text, found.end(), min(high, found.end() + _SOON))
            )
        if verb is None:
            continue
        year = found.group(1)
        yield StatedValue(
            "year",
            stem(verb.group(1)),
            year,
            sentence,
            min(verb.start(), found.start()),
            max(verb.end(), found.end()),
            same=frozenset({year}),
            flags={"word": verb.group(1)},
        )


_DATED_CLOCK = re.compile(r"(?:19|20)\d\d")
_ZONE = re.compile(r"\s*(?:GMT|UTC|ET\b|EST|EDT|BST|PST|IST|\))")
_ENDS = re.compile(r"\b(extinguished|put out|under control|ended|over)\b", re.I)
# What words before a time of day allow it to be, in minutes: below it and above it.
_AROUND = (
    (re.compile(r"(?:around|about|nearly)", re.I), 10, 10),
    (re.compile(r"just (?:after|past)|past", re.I), 0, 12),
    (re.compile(r"shortly (?:after|past)", re.I), 0, 60),
    (re.compile(r"just before", re.I), 12, 0),
    (re.compile(r"shortly before", re.I), 60, 0),
)
_ONLY_BOUND = re.compile(r"before|by|after|as of", re.I)


def clocks(sentence: ReadSentence) -> Iterator[StatedValue]:
    """Yields the time of day of an event, in minutes after midnight as printed. Times with a time zone, and those in
    brackets, are conversions and left out."""
    text = sentence.whole
    for found in _CLOCK.finditer(text, sentence.start, sentence.end):
        minute = _minute(found)
        if minute is None or _converted(text, sentence, found):
            continue
        around = next(((b, a) for words, b, a in _AROUND if words.match(found.group())), None)
        low, high = time_clause(sentence, found.start())
        event = event_of(sentence, low, high, found.start(), found.end())
        if event is None:
            continue
        kind = event.kind
        if _ENDS.search(text, event.start, found.start()):
            kind += ", end"
        elif around is None and _ONLY_BOUND.match(found.group()):
            continue
        if kind == "death" and _SUSPECT.search(text, max(low, event.end - 30), found.start()):
            kind = "death of the suspect"
        before, after = around or (0, 0)
        yield StatedValue(
            "clock",
            kind,
            re.sub(r"^at\s+", "", printed(found.group())),
            sentence,
            min(event.start, found.start()),
            max(event.end, found.end()),
            float(minute - before),
            float(minute + after),
            "about" if around else "exact",
            float(minute),
            scope=scope_of(sentence, event.start, event.end),
            flags={"word": event.word},
        )


def _minute(found: re.Match[str]) -> int | None:
    if found.group(4):
        return 720 if found.group(4).lower() == "noon" else 0
    hour = int(found.group(1))
    if hour > 12:
        return None
    return (hour % 12 + (12 if found.group(3).lower() == "p" else 0)) * 60 + int(found.group(2) or 0)


def _converted(text: str, sentence: ReadSentence, found: re.Match[str]) -> bool:
    if found.group(4):
        return False
    around = text[max(sentence.start, found.start() - 30) : min(sentence.end, found.end() + 30)]
    return bool(
        _DATED_CLOCK.search(around)
        or _ZONE.match(text, found.end(), found.end() + 6)
        or text[max(sentence.start, found.start() - 1) : found.start()] == "("
    )


_LASTED = re.compile(
    r"\b(?:lasted|lasting|for|waited|waiting|inside|held|took|spent|after|these|past)\s+"
    r"(?:(?:for|around|about|over|more than|nearly|almost|at least|just|some|the|past|these)\s+)*$",
    re.I,
)
_WHAT_LASTED = re.compile(
    r"\s*(?:-?\s?long\s+|of\s+)?(?:[a-z]+\s+)?((?:phone\s+|video\s+|telephone\s+)?(?:call|talks|negotiations?|meetings?"
    r"|conversation|video|footage|speech|standoff|siege|battle|summit|debate|hearing|outage|blackout|truce"
    r"|cease-?fire|quake"
    r"|earthquake|flight|trip|strike|trial|delay|dispute|fight|fighting|silence))\b",
    re.I,
)
_DURING = re.compile(
    r"\b(waited|waiting|standoff|barricaded|held|hostage|captive|lasted|trapped|lived|living|worked|life"
    r"|shook|shaking|talked"
    r"|spoke|talks|call|meeting|fought|battled|siege|detained|missing|delayed|stranded|burned|played)\b",
    re.I,
)
# Words for one state, by the name it goes under.
_STATES = {
    "waited": "wait",
    "waiting": "wait",
    "standoff": "wait",
    "barricaded": "wait",
    "hostage": "held",
    "captive": "held",
    "lived": "stay",
    "living": "stay",
    "worked": "stay",
    "life": "stay",
    "shook": "shaking",
    "talked": "talks",
    "spoke": "talks",
    "call": "talks",
    "meeting": "talks",
    "battled": "fought",
    "negotiations": "talks",
    "negotiation": "talks",
    "meetings": "talks",
    "conversation": "talks",
    "summit": "talks",
    "footage": "video",
    "lasted": "shaking",
    "quake": "shaking",
    "earthquake": "shaking",
    "cease-fire": "ceasefire",
    "fight": "fought",
    "fighting": "fought",
}
_SECONDS = {
    "second": 1.0,
    "minute": 60.0,
    "hour": 3600.0,
    "day": 86400.0,
    "week": 604800.0,
    "month": 2629746.0,
    "year": 31556952.0,
}
_NOT_LONG = re.compile(r"\s+(?:ago|earlier|later|before|after|old|of age)\b")
_ONE_UNIT = re.compile(
    r"\b(?:an|one|a) (minute|hour|day|week|month|year)\b|\b(hour|day|week|month|year)(?=-?\s?long\b)", re.I
)
_ABOUT_SLACK = 0.2
_EXACT_SLACK = 0.05


class _Length(NamedTuple):
    start: int
    end: int
    low: float
    high: float
    bound: str
    number: float
    unit: str


def durations(sentence: ReadSentence) -> Iterator[StatedValue]:
    """Yields how long something took, in seconds: "for over an hour", "a 50-minute call", "lasted two hours"."""
    text = sentence.whole
    for length in _lengths(sentence):
        head = _WHAT_LASTED.match(text, length.end, sentence.end)
        if head:
            kind = head.group(1).lower().split()[-1]
            start, end = length.start, head.end()
        else:
            lasted = _LASTED.search(text, max(sentence.start, length.start - 60), length.start)
            if not lasted or _NOT_LONG.match(text, length.end, sentence.end):
                continue
            low, _ = time_clause(sentence, length.start)
            during = list(_DURING.finditer(text, low, length.start))
            if not during:
                continue
            kind, start, end = during[-1].group(1).lower(), lasted.start(), length.end
        scale = _SECONDS[length.unit]
        slack = (_ABOUT_SLACK if length.bound == "about" else _EXACT_SLACK) * length.low * scale
        yield StatedValue(
            "how long",
            _STATES.get(kind, kind),
            printed(text[length.start : length.end]),
            sentence,
            start,
            end,
            length.low * scale - slack,
            length.high * scale + slack,
            "about" if length.bound == "about" else "exact",
            length.number * scale,
            length.unit,
        )


_LOOSELY = 0.01  # keeps "an hour" and "over an hour" apart, which may be one length told with other care
_LOOSE = re.compile(r"\b(over|more than|about|around|nearly|almost|at least|some)\s+$", re.I)
_A_LITTLE_MORE = 2.0  # "over an hour" is less than two


def _lengths(sentence: ReadSentence) -> Iterator[_Length]:
    text = sentence.whole
    taken: list[tuple[int, int]] = []
    for figure in sentence.figures:
        if figure.unit in _SECONDS and (bounds := bounds_of(figure)) is not None:
            taken.append((figure.start, figure.end))
            low, high = bounds
            if figure.bound in ("over", "at-least"):
                high = _A_LITTLE_MORE * low
            number = figure.value if figure.value is not None else low
            number += 0.0 if figure.bound == "exact" else _LOOSELY
            yield _Length(figure.start, figure.end, low, high, figure.bound, number, figure.unit)
    for found in _ONE_UNIT.finditer(text, sentence.start, sentence.end):
        if any(start <= found.start() < end for start, end in taken):
            continue
        loose = _LOOSE.search(text, max(sentence.start, found.start() - 12), found.start())
        word = loose.group(1).lower() if loose else ""
        unit = (found.group(1) or found.group(2)).lower()
        more = word in ("over", "more than", "at least")
        start = loose.start() if loose else found.start()
        bound = "about" if word in ("about", "around", "nearly", "almost", "some") or found.group(2) else "exact"
        yield _Length(
            start, found.end(), 1.0, _A_LITTLE_MORE if more else 1.0, bound, 1.0 + (_LOOSELY if more else 0.0), unit
        )


_AGO = re.compile(
    r"\b((?:more than|over|about|around|nearly|almost|some|just|at least|less than)\s+)?"
    r"(an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d+)\s+(minute|hour|day|week"
    r"|month|year)s?\s+ago\b",
    re.I,
)
_NUMBERS = {
    word: n
    for n, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1
    )
} | {"a": 1, "an": 1}


def ago(sentence: ReadSentence) -> Iterator[StatedValue]:
    """Yields how long ago something happened, in seconds: "kidnapped a year ago"."""
    text = sentence.whole
    for found in _AGO.finditer(text, sentence.start, sentence.end):
        word = found.group(2).lower()
        unit = found.group(3).lower()
        count = _NUMBERS.get(word) or (int(word) if word.isdigit() else 0)
        value = count * _SECONDS[unit]
        bound = (found.group(1) or "").strip().lower()
        low, high = 0.9 * value, 1.1 * value
        if bound in ("more than", "over", "at least"):
            low, high = value, 1.5 * value
        elif bound in ("nearly", "almost", "less than"):
            low, high = 0.75 * value, value
        event = event_of(sentence, *time_clause(sentence, found.start()), found.start(), found.end())
        if event is not None:
            yield StatedValue(
                "how long ago",
                event.kind,
                printed(found.group()),
                sentence,
                min(event.start, found.start()),
                max(event.end, found.end()),
                low,
                high,
                "over" if bound in ("more than", "over", "at least") else "exact",
                value + (0.01 if bound else 0.0),
                unit,
                flags={"word": event.word},
            )


def weekday_of(value: str) -> str:
    """The English weekday of an ISO 8601 day."""
    day: date | None = parse_day(value)
    return _WEEKDAYS[day.weekday()] if day else value
