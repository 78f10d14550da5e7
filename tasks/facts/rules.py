"""Runs the rules over the sentences of a story; each only over sentences that hold a word of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from tasks.facts.counts import counts, nobody, tolls, vague_counts, weapons
from tasks.facts.measures import measures, things, votes
from tasks.facts.outcomes import agreements, captives, claims_and_denials, courses, suspects
from tasks.facts.places import agents, districts, origins, parts
from tasks.facts.stated import ReadSentence, StatedValue, changes
from tasks.facts.times import ago, clocks, days, durations, years

_Rule = Callable[[ReadSentence], Iterator[StatedValue]]


def _with(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(words))


# Each rule with what a sentence holds, in lower case, that it can say anything of.
_BY_WORDS: tuple[tuple[re.Pattern[str], tuple[_Rule, ...]], ...] = (
    (_with("toll", "number of"), (tolls,)),
    (_with("several", "a few", "handful"), (vague_counts,)),
    (_with(r"\bno "), (nobody,)),
    (_with("rifle", "gun", "pistol", "kni[fv]e", "weapon", "firearm", "machete", "revolver"), (weapons,)),
    (_with("day", r"\bnoon", "midnight", "[ap]\\.? ?m\\b"), (days, clocks)),
    (_with(r"\bin (?:[a-z]+ )?(?:19|20)\d\d"), (years,)),
    (_with(" ago"), (ago,)),
    (_with("hour", "minute", "week", "month", "year", "second", "day"), (durations,)),
    (_with("ern ", "central"), (parts,)),
    (_with("province", "district", "county", "state", "region", "neighbo", "village", "suburb"), (districts,)),
    (_with("began", "broke out", "started", "start", "begun", "erupted", "spread", "originated"), (origins,)),
    (_with(" by ", " launched", " carried out", " conducted", " mounted", " staged", " led ", " undertook"), (agents,)),
    (
        _with(
            "deal",
            "agreement",
            "truce",
            "fire",
            "accord",
            "treaty",
            "pact",
            "swap",
            "merger",
            "takeover",
            "talks",
            "negotiation",
        ),
        (agreements,),
    ),
    (
        _with(
            "pass",
            "approv",
            "adopt",
            "endors",
            "reject",
            "vot",
            "veto",
            "fail",
            "defeat",
            "block",
            "resum",
            "restart",
            "ahead",
            "continu",
            "complet",
            "halt",
            "suspend",
            "postpon",
            "cancel",
            "called off",
            "delay",
            "stall",
            "put o",
            "ratif",
            "enact",
            "broke",
            "abandon",
        ),
        (courses,),
    ),
    (
        _with(
            "responsib",
            "claim",
            "denie",
            "confront",
            "engage",
            "challenge",
            "exchang",
            "intercept",
            "un[a-z]+ed",
            "stopped",
            "armed",
            "weapon",
            "gun",
            "pistol",
            "nam",
            "identif",
            "relat",
            "link",
            "connect",
            "tied",
            "nothing to do",
            "convict",
            "guilty",
            "acquit",
            "cleared",
            "behind",
            "knife",
        ),
        (claims_and_denials,),
    ),
    (
        _with("free", "releas", "rescu", "liberat", "kill", "murder", "execut", "slain", "behead", "die", "dead"),
        (captives,),
    ),
    (
        _with(
            "gunman",
            "shooter",
            "suspect",
            "attacker",
            "assailant",
            "bomber",
            "killer",
            "hijacker",
            "robber",
            "thief",
            "driver",
        ),
        (suspects,),
    ),
    (_with(r"\d ?(?:-|–|to) ?\d"), (votes,)),
)
_BY_FIGURES: tuple[_Rule, ...] = (counts, measures, things)


def stated(sentences: Iterable[ReadSentence]) -> Iterator[StatedValue]:
    """Yields the values that the sentences state, in order of the sentences."""
    for sentence in sentences:
        found: list[StatedValue] = []
        lower = sentence.text.lower()
        if sentence.figures:
            for rule in _BY_FIGURES:
                found += rule(sentence)
        for words, rules in _BY_WORDS:
            if words.search(lower):
                for rule in rules:
                    found += rule(sentence)
        if found:
            rises = changes(sentence.text)
            for one in found:
                one.rises = one.rises or rises
            yield from sorted(found, key=lambda one: (one.start, one.end, one.slot, one.of, one.value))
