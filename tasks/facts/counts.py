"""How many people: killed, injured, taken, freed, arrested … ; who the dead were; and with what somebody was armed."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator
from math import inf

from tasks.facts.stated import ReadSentence, StatedValue, bounds_of, clause, printed, scope_of
from tasks.facts.tables import happenings, people
from tasks.records import Figure

_COUNTED_WITH_LAST = re.compile(
    r"\b(?:and|as well as|including|along with|,)\s+(?:(?:at least|about|some|nearly|over|more than)\s+)?$", re.I
)
_NEAR_LAST = 25  # characters between two counts of one list
_ONE_MORE = re.compile(
    r"\s+(?:and|plus|as well as|with)\s+(a|an|one|two|three|four|five|six)\s+((?:[\w-]+\s+)??)(\w+)\b", re.I
)
_SMALL = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_OF_THE_DEAD = re.compile(
    r"^\s*of (?:the|those|them) (dead|killed|victims|injured|wounded|missing|hostages|girls|children|casualties)\b",
    re.I,
)
_OF_THE = re.compile(r"of (?:the|those) (dead|killed|injured|wounded|victims)$")
_WERE = re.compile(r"[^.;]*?\b(?:were|are|was)\s+([\w-]+)")
_INCLUDED = re.compile(
    r"\b(dead|killed|victims|injured|wounded|casualties|hurt) (?:included?|are|were|comprised?)\s+(?:at least\s+)?$",
    re.I,
)
_AMONG = re.compile(
    r"\s+(?:were|was|are) among (?:the|those)\s+(?:[\w-]+\s+){0,3}?(dead|killed|victims|injured|wounded)\b", re.I
)
_LEFT = re.compile(r"\b(?:left|leaving|leaves)\s+(?:(?:at least|some|about|more than|as many as|up to)\s+)?$", re.I)
_LEFT_HOW = re.compile(r"(?:\s+(?:people|others|and [\w ]{1,30}))?\s*(dead|injured|wounded|homeless|missing)\b", re.I)
_VERB_COUNTED = re.compile(
    r"(?:left|fled|died|were|was|are|have|had|escaped|remain\w*|survived|killed|injured|wounded)\b"
)
_NO = re.compile(r"\b(?:[Nn]o|not)\s+$")
_STATE = {
    "dead": "killed",
    "killed": "killed",
    "deaths": "killed",
    "fatalities": "killed",
    "lives": "killed",
    "injured": "injured",
    "injuries": "injured",
    "wounded": "injured",
    "hurt": "injured",
    "missing": "missing",
    "arrests": "arrested",
    "arrested": "arrested",
    "hostages": "taken",
    "homeless": "displaced",
    "casualties": "",
    "victims": "",
}
_NO_STATE_ALONE = frozenset({"hostages", "victims", "lives"})
_ALWAYS_PEOPLE = frozenset({"crowd", "capacity", "voters", "infected"})


def counts(sentence: ReadSentence) -> Iterator[StatedValue]:
    """Yields how many people were killed, injured, freed …: numbers bound to a word that says what happened to them, or
    to the count before them in a list."""
    last: StatedValue | None = None
    dead: list[StatedValue] = []
    for figure in sentence.figures:
        found = _count(sentence, figure, last)
        if found is None:
            continue
        last = found
        yield found
        if found.slot in ("killed", "injured"):
            more = _one_more(sentence, found)
            if more is not None:
                yield more
                if found.slot == "killed" and not found.scope:
                    dead += [found, more]
            elif found.slot == "killed" and not found.scope:
                dead.append(found)
    if len(dead) > 1:
        yield from _composition(dead)


def _composition(dead: list[StatedValue]) -> Iterator[StatedValue]:
    """Of whom the dead are made up, where one sentence counts them by class: "14 students and a teacher"."""
    first, last = dead[0], dead[-1]
    classes = {one.of for one in dead}
    between = first.sentence.whole[first.end : last.start]
    if len(classes) < 2 or "people" in classes or re.search(r"including|of (?:them|whom)|;", between):
        return
    total = math.fsum(one.number or 0.0 for one in dead)
    text = first.sentence.whole[first.start : last.end]
    at = max(0, text.find(first.value.split()[0]))
    yield StatedValue(
        "composition",
        "the dead",
        printed(text[at:]),
        first.sentence,
        first.start,
        last.end,
        total,
        total,
        same=frozenset(f"{one.of}:{one.number:g}" for one in dead if one.number is not None),
    )


def _count(sentence: ReadSentence, figure: Figure, last: StatedValue | None) -> StatedValue | None:
    text = sentence.whole
    bounds = bounds_of(figure)
    if figure.unit is not None or bounds is None:
        return None
    if _NO.search(text, max(sentence.start, figure.start - 5), figure.start) or re.match(r"0\d", figure.exact):
        return None
    start, end, counted = figure.start, figure.end, (figure.counted or "").lower()
    verbal = _VERB_COUNTED.match(figure.counted or "")
    if verbal and (at := figure.exact.find(figure.counted or "")) > 0:
        end, counted = start + len(figure.exact[:at].rstrip()), ""
    kind = class_of(counted)
    low, high = clause(sentence, start)
    before, after = text[low:start], text[end:high]
    slot, first, behind = "", start, end
    of = _OF_THE_DEAD.match(after)
    inside = _OF_THE.search(figure.exact)
    if of or inside:
        word = (of or inside).group(1).lower()  # type: ignore[union-attr]
        slot = _STATE.get(word, "")
        who = _WERE.match(after)
        if who:
            kind = people().get(who.group(1).lower(), kind)
        behind = end + (who.end() if who else of.end() if of else 0)
    if not slot and (among := _AMONG.match(after)):
        slot, behind = _STATE[among.group(1).lower()] or "killed", end + among.end()
    if not slot and (included := _INCLUDED.search(before)):
        slot, first = _STATE[included.group(1).lower()], low + included.start()
    if not slot and kind:
        state = [w for w in re.findall(r"\w+", counted) if _STATE.get(w) and w not in _NO_STATE_ALONE]
        slot = _STATE[state[0]] if state else ""
    if not slot:
        slot, first, behind = _told(before, after, low, start, end, bool(counted))
    if not slot and (left := _LEFT.search(before)) and (how := _LEFT_HOW.match(after)):
        slot, first, behind = _STATE[how.group(1).lower()], low + left.start(), end + how.end()
    in_a_list = last is not None and start - last.end < _NEAR_LAST
    if not slot and last is not None and in_a_list and _COUNTED_WITH_LAST.search(text, last.end, start):
        slot, first = last.slot, start
    if slot in _ALWAYS_PEOPLE and kind in ("people", "children", "leaders", "workers"):
        kind = "people"
    if not slot or not kind or not _fits(slot, kind):
        return None
    first, behind = min(first, start), max(behind, end)
    scope = scope_of(sentence, first, behind, slot)
    return StatedValue(
        slot,
        kind,
        _value(text, figure, end),
        sentence,
        first,
        behind,
        *bounds,
        figure.bound,
        figure.value,
        scope=scope,
        day=figure.day,
    )


def _value(text: str, figure: Figure, end: int) -> str:
    """The number as printed, without what it counts."""
    words = figure.exact[: end - figure.start]
    if figure.counted and words.endswith(figure.counted):
        words = words[: -len(figure.counted)]
    return printed(re.sub(r"[-\s]+(?:of(?: the)?)?\s*$", "", words))


def _told(before: str, after: str, low: int, start: int, end: int, counted: bool) -> tuple[str, int, int]:
    """What befell the counted people, and where the words begin and end that tell it; "" where none do."""
    for one in happenings():
        if one.before and (found := one.before.search(before)):
            return one.slot, low + found.start(), end
    for one in happenings():
        told = one.after.match(after) or (one.later.match(after) if counted else None)
        if told:
            return one.slot, start, end + told.end()
    for one in happenings():
        if one.noun and (found := one.noun.search(before)):
            return one.slot, low + found.start(), end
    return "", start, end


def _fits(slot: str, kind: str) -> bool:
    if kind == "homes":
        return slot == "destroyed"
    if kind == "families":
        return slot in ("displaced", "evacuated")
    if slot in ("crowd", "capacity", "voters"):
        return kind == "people"
    return slot != "destroyed"


def class_of(counted: str) -> str:
    """The class of people that the words count, such as "children"; "people" if they name no class, "" if they count
    something else."""
    heads = re.findall(r"[\w-]+", counted)
    pairs = [f"{one} {two}" for one, two in itertools.pairwise(heads)]
    classes = [people()[word] for word in (*reversed(pairs), *reversed(heads)) if word in people()]
    if classes:
        return next((kind for kind in classes if kind != "people"), "people")
    return "" if heads and not any(head in _STATE or head in ("of", "more") for head in heads) else "people"


def _one_more(sentence: ReadSentence, found: StatedValue) -> StatedValue | None:
    """What is counted beside it without a figure: "14 students and a teacher"."""
    more = _ONE_MORE.match(sentence.whole, found.end, sentence.end)
    if more is None or any(figure.start == more.start(1) for figure in sentence.figures):
        return None  # a figure is counted by itself
    noun = more.group(3).lower()
    kind = people().get(noun)
    if kind is None or kind == found.of:
        return None
    number = float(_SMALL[more.group(1).lower()])
    return StatedValue(
        found.slot,
        kind,
        printed(f"{more.group(1)} {more.group(2)}{more.group(3)}"),
        sentence,
        more.start(1),
        more.end(),
        number,
        number,
        "exact",
        number,
        scope=found.scope,
    )


_VAGUE = re.compile(r"\b(several|a few|a handful of)\s+(?:other\s+)?(others|people|[a-z]+s)\b", re.I)
_SEVERAL = (3.0, 20.0)  # what "several" may mean when it stands against "hundreds"


def vague_counts(sentence: ReadSentence) -> Iterator[StatedValue]:
    """Yields counts without a number: "wounding several others"."""
    for found in _VAGUE.finditer(sentence.whole, sentence.start, sentence.end):
        kind = people().get(found.group(2).lower())
        if kind is None:
            continue
        low, high = clause(sentence, found.start())
        slot, first, behind = _told(
            sentence.whole[low : found.start()],
            sentence.whole[found.end() : high],
            low,
            found.start(),
            found.end(),
            True,
        )
        if slot in ("killed", "injured", "arrested") and not any(f.start == found.start() for f in sentence.figures):
            yield StatedValue(
                slot,
                kind,
                printed(found.group(1)).lower(),
                sentence,
                first,
                behind,
                *_SEVERAL,
                "between",
                None,
                scope=scope_of(sentence, first, behind, slot),
            )


_TOLL = re.compile(
    r"\b(?:death toll|toll|number of (?:dead|victims|fatalities|deaths))\b[^.;]{0,80}?\b(?:hits?|at|to|of|is|was"
    r"|reach(?:es|ed)|stands at|stood at|passes|passed|tops?|topped)\s+((?:at least|more than|over|about"
    r"|around|nearly)\s+)?"
    r"(\d[\d,]*)\b(?! ?(?:%|percent|per cent|years?|miles|hours|days|a\.?m|p\.?m))",
    re.I,
)
_TOLL_AT_LEAST = re.compile(r"\bdeath toll\b[^.;]{0,60}?\b((?:at least|more than|over)\s+)(\d[\d,]*)\b", re.I)


def tolls(sentence: ReadSentence) -> Iterator[StatedValue]:
    """Yields death tolls whose number has no noun: "toll from bus bomb at least 126"."""
    text, start, end = sentence.whole, sentence.start, sentence.end
    found = _TOLL.search(text, start, end) or _TOLL_AT_LEAST.search(text, start, end)
    if found is None:
        return
    number = float(found.group(2).replace(",", ""))
    words = (found.group(1) or "").strip().lower()
    least = words in ("at least", "more than", "over")
    yield StatedValue(
        "killed",
        "people",
        printed(f"{found.group(1) or ''}{found.group(2)}"),
        sentence,
        found.start(),
        found.end(),
        number,
        inf if least else number,
        "at-least" if least else "exact",
        number,
        scope=scope_of(sentence, found.start(), found.end()),
        rises=True,
    )


_NOBODY = re.compile(
    r"\bno(?: one|body)? (?:(?:was|were) )?(?:injur\w+|casualties|hurt|killed|reports of (?:injuries|casualties))\b",
    re.I,
)


def nobody(sentence: ReadSentence) -> Iterator[StatedValue]:
    """Yields statements that nobody was hurt or killed."""
    for found in _NOBODY.finditer(sentence.whole, sentence.start, sentence.end):
        slot = "killed" if found.group().lower().endswith("killed") else "injured"
        yield StatedValue(
            slot,
            "people",
            "none",
            sentence,
            found.start(),
            found.end(),
            0.0,
            0.0,
            "exact",
            0.0,
            scope=scope_of(sentence, found.start(), found.end()),
        )


_WEAPON = re.compile(
    r"\b(an?|one|two|three|four|five|\d+|several|multiple)\s*((?:[\w.-]+\s+){0,2}?)"
    r"(rifles?|handguns?|pistols?|shotguns?|guns?|knives|knife|weapons?|firearms?|machetes?|revolvers?)\b"
    r"(?!\s+(?:stores?|shops?|laws?|control|owners?|violence|dealers?|shows?|lobby|rights|range|sales|safety))",
    re.I,
)
_ARMED_WITH = re.compile(
    r"\b(?:armed with|used|using|carried|carrying|wielding|wielded|legally (?:bought|purchased)"
    r"|(?:gunman|shooter|suspect|attacker|he|she) had)\s+(?:[\w-]+\s+){0,6}$",
    re.I,
)
_ANY_WEAPON = frozenset({"gun", "weapon", "firearm"})
_BEFORE = 60  # characters before a weapon in which the words stand that say who had it


def weapons(sentence: ReadSentence) -> Iterator[StatedValue]:
    """Yields the weapons that somebody had. The features of a value are the kind of weapon and their number."""
    text = sentence.whole
    for found in _WEAPON.finditer(text, sentence.start, sentence.end):
        if not _ARMED_WITH.search(text, max(sentence.start, found.start() - _BEFORE), found.start()):
            continue
        kind = re.sub(r"s$", "", found.group(3).lower()).replace("knive", "knife")
        word = found.group(1).lower()
        number = _SMALL.get(word) or (int(word) if word.isdigit() else 3)
        yield StatedValue(
            "armed with",
            "suspect",
            printed(found.group()),
            sentence,
            found.start(),
            found.end(),
            same=frozenset({kind, f"#{number}"}),
            flags={"kind": "" if kind in _ANY_WEAPON else kind, "number": str(number)},
        )
