"""The frames and verbs of the field, read from the tables beside this file. Where a table holds parts of regular
expressions, they are put together here and compiled when first used."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tasks.shared.english.lexicon import countries

_HERE = Path(__file__).parent


def table(name: str) -> list[list[str]]:
    """The lines of a table of this folder, without comments, split at tabs. Raises FileNotFoundError for an unknown
    name."""
    lines = (_HERE / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@cache
def people() -> dict[str, str]:
    """The class of each noun by which people are counted, in lower case."""
    return {noun: kind for kind, nouns in table("people.tsv") for noun in nouns.split("|")}


@cache
def actors() -> dict[str, str]:
    """The class of each noun for somebody who acts, in lower case."""
    return {noun: kind for kind, nouns in table("actors.tsv") for noun in nouns.split("|")}


class Happening(NamedTuple):
    """How a text says that something happened to counted people: `before` matches up to the number, `after` from its
    end, `later` the same after words about the people, `noun` up to the number. None if a form does not exist."""

    slot: str
    question: str
    before: re.Pattern[str] | None
    after: re.Pattern[str]
    later: re.Pattern[str]
    noun: re.Pattern[str] | None


_BE = (
    r"(?:(?:was|were|are|is|be|been|being|has|have|had|got|found|confirmed|reportedly|also|feared|presumed|later|since"
    r"|now|already|still|not|seriously|critically|badly|severely|slightly|lightly|fatally|officially|believed|known"
    r"|pronounced|declared|reported|said|to|left|listed|remain|remained|remains)\s+){0,5}"
)
_AMOUNT = (
    r"(?:as many as|up to|some|about|around|at least|more than|over|nearly|almost|another|the|all"
    r"|a further|an estimated"
    r"|approximately|a total of|no fewer than|roughly|at most)"
)
_REACHES = (
    r"(?:at|to|of|is|was|stands at|stood at|hits?|reach(?:es|ed)|rises to|rose to|risen to|climbs? to|climbed to"
    r"|passes|passed|tops?|topped|exceeds?|exceeded|put at|:)"
)
# between the counted people and what befell them: "people from the village were", "workers, most of them young, were"
_ABOUT_THEM = (
    r"(?:\s+(?:from|of|in|at|on|aboard|inside|including|among|who|with|and)\b[^.;:]{1,70}?|,[^.;:]{1,70}?,)?\s+"
    r"(?:was|were|are|have|had|has)\s+"
)


@cache
def happenings() -> tuple[Happening, ...]:
    """The rows of happenings.tsv, in order, as expressions."""
    found = []
    for slot, question, before, after, *noun in table("happenings.tsv"):
        found.append(
            Happening(
                slot,
                question,
                re.compile(rf"\b(?:{before})\s+(?:{_AMOUNT}\s+)*$", re.I) if before else None,
                re.compile(
                    rf"(?:\s+(?:of them|in all|overall|more|other|others))?(?:,? (?:who|which"
                    rf"|that))?\s+{_BE}(?:{after})\b",
                    re.I,
                ),
                re.compile(rf"{_ABOUT_THEM}{_BE}(?:{after})\b", re.I),
                re.compile(rf"\b(?:{noun[0]})\b[^.;:]{{0,60}}?(?:\b|(?<=[:])){_REACHES}\s+(?:{_AMOUNT}\s+)*$", re.I)
                if noun and noun[0]
                else None,
            )
        )
    return tuple(found)


@cache
def _counted() -> frozenset[str]:
    return frozenset([one.slot for one in happenings()])


def counted(slot: str) -> bool:
    """Whether a slot counts people."""
    return slot in _counted()


@cache
def questions() -> dict[str, str]:
    """The question of each slot and frame, with {who} or {of} in it."""
    found = {slot: question for slot, question, *_ in table("happenings.tsv")}
    found |= {f"outcome: {frame}": question for frame, question, *_ in table("outcomes.tsv")}
    found |= {slot: question for slot, question, *_ in table("attributes.tsv")}
    return found | {slot: question for slot, question, *_ in table("slots.tsv")}


class SlotRule(NamedTuple):
    """When two values of a slot are about one event: the least shared weight of their sentences' words, and the least
    if both are in headlines or first sentences."""

    shared: float
    in_leads: float


@cache
def slots() -> dict[str, SlotRule]:
    """The rules of all slots of slots.tsv by name, in order."""
    return {name: SlotRule(float(shared), float(leads)) for name, _, shared, leads in table("slots.tsv")}


class EventKind(NamedTuple):
    """A kind of event: its key, its label, and its nouns as an expression (None if it has none)."""

    key: str
    label: str
    nouns: re.Pattern[str] | None


@cache
def kinds() -> tuple[EventKind, ...]:
    """The kinds of events of events.tsv, in order."""
    return tuple(
        EventKind(key, label, re.compile(rf"(?:{nouns})", re.I) if nouns else None)
        for key, label, nouns, *_ in table("events.tsv")
    )


@cache
def any_event() -> re.Pattern[str]:
    """An expression for all words that mean an event; the name of the matching group is the key of its kind."""
    groups = [
        rf"(?P<{key}>{'|'.join(part for part in (nouns, *verbs) if part)})"
        for key, _, nouns, *verbs in table("events.tsv")
    ]
    return re.compile(rf"\b(?:{'|'.join(groups)})\b", re.I)


@cache
def kind_labels() -> dict[str, str]:
    """The label of each kind of event by its key."""
    return {kind.key: kind.label for kind in kinds()}


@cache
def sides(frame: str) -> dict[str, str]:
    """The words of each side of a frame of outcomes.tsv, by side; empty for an unknown frame."""
    return {side: words for name, _, side, words in table("outcomes.tsv") if name == frame}


class Purpose(NamedTuple):
    key: str
    question: str
    once: bool


@cache
def purposes() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, Purpose]]:
    """Expressions for the words before and after an amount of money that say what it is for, and the purposes by the
    name of the group."""
    rows = table("money.tsv")
    words = "|".join(rf"(?P<{key}>{forms})" for key, _, _, forms in rows)
    before = re.compile(
        rf"\b(?:{words})\b(?:\s+(?:of|at|to|by|with|for|was|is|were|are|totall?ing|totall?ed|reached|\w+ly"
        rf"|the|a|an|in|on"
        r"|excess|than|more|over|about|some|up|him|her|them|estimated|reported|offer|total|domestically|worldwide"
        r"|already|already\s+more|(?-i:[A-Z])\w+)){0,5}\s+$",
        re.I,
    )
    after = re.compile(rf"(?:\s+(?:worth|of|in|an?|[a-z-]+)){{0,2}}?\s+(?:{words})\b", re.I)
    return before, after, {key: Purpose(key, question, often == "once") for key, question, often, _ in rows}


@cache
def attributes() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    """The slots of lengths, each with expressions for the words after and before the measure."""
    return tuple(
        (
            slot,
            re.compile(rf"[\s-]+(?:{words})\b", re.I),
            re.compile(rf"\b(?:{words})(?: of)?\s*(?:about|some|around|roughly)?\s*$", re.I),
        )
        for slot, _, words in table("attributes.tsv")
    )


@cache
def country_codes() -> dict[str, str]:
    """The code of a country by each of its names, capitals and adjectives, as printed."""
    found: dict[str, str] = {}
    for country in countries():
        for word in (*country.names, *country.adjectives, *country.capitals):
            found.setdefault(word, country.code)
    return found


@cache
def by_first_word() -> dict[str, tuple[str, ...]]:
    """The names of countries of several words, by their first word."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in country_codes():
        if " " in name:
            found[name.split()[0]].append(name)
    return {first: tuple(sorted(names, key=lambda n: (-len(n), n))) for first, names in found.items()}
