"""What somebody is said to be about to do, and said not to be about to do. The two sentences may share little else:
"is preparing to close the sluice", "we do not believe that they have decided to close the sluice"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from tasks.crossreference.conflicts.shared import (
    DAYS_APART,
    StoryEvidence,
    Version,
    days_between,
    record,
    statement,
    who,
)
from tasks.crossreference.passages import Passage
from tasks.crossreference.words import stem, words
from tasks.records import Citation, Conflict

_INTENTION = re.compile(
    r"\b(?:prepar(?:e|es|ed|ing)|plan(?:s|ned|ning)?|intend(?:s|ed|ing)?|intentions?|decided|decision|about|poised|ready"
    r"|going|set|wants?|wish|aim(?:s|ing)?) (?:to|of) (?P<act>[a-z]+)(?P<done_to>[^,;:.?!“”\"]{0,60})"
)
# the same verbs and nouns, which are looked for first before each "to" and "of"
_INTENDING = tuple(
    "prepare prepares prepared preparing plan plans planned planning intend intends intended intending intention "  # noqa: SIM905
    "intentions decided decision about poised ready going set want wants wish aim aims aimed aiming".split()
)
# where what is done to ends
_END = re.compile(r" (?:and|but|or|while|if|when|by|before|after|in|on|at|next|this|unless|because|for|with|without)\b")
_NEGATOR = re.compile(r"\b(?:not|no|never|den(?:y|ies|ied|ying)|without)\b|n[’']t\b")
_OPEN = re.compile(r"\b(?:if|unless|whether|should|asked|urged|called)\b", re.IGNORECASE)
# how many words before the intention deny it or leave it open
_REACH = 7
_LONGEST_WORD = 20
# the least words in common of what it is done to, where it is not clear that one and the same is to do it
_TELLING = 2


class _Intention(NamedTuple):
    """Who is about to do it ("" when no name stands before it), what, and to what; and whether that is denied."""

    passage: int
    who: str
    act: str
    done_to: frozenset[str]
    denied: bool
    start: int
    end: int


def intentions(told: StoryEvidence) -> Iterator[tuple[int, int, Conflict]]:
    """Yields a conflict for each act that is stated to be intended and stated not to be, with the indexes of the two
    passages."""
    by_act: dict[str, list[_Intention]] = defaultdict(list)
    for index, passage in enumerate(told.passages):
        if _may_intend(passage.text):
            for found in _intentions(index, passage):
                by_act[found.act].append(found)
    if not any(intention.denied for found in by_act.values() for intention in found):
        return
    bodies = {
        word.stem
        for name in told.material.names
        if name.kind in {"person", "organisation"}
        for word in words(name.name)
    }
    for act in sorted(by_act):
        denied = [i for i in by_act[act] if i.denied]
        affirmed = [i for i in by_act[act] if not i.denied]
        for one, two in product(affirmed, denied):
            if _opposed(told, one, two, bodies):
                sides = [Version(who(told.passages[i.passage]), (_cited(told, i),)) for i in (one, two)]
                yield one.passage, two.passage, record(told, "position", _subject(told, one), "conflict", sides)
                break


def _intentions(index: int, passage: Passage) -> Iterator[_Intention]:
    for found in _INTENTION.finditer(passage.text):
        before = " ".join(
            passage.text[max(0, found.start() - _REACH * _LONGEST_WORD) : found.start()].split()[-_REACH:]
        )
        if _OPEN.search(before) or passage.text.rstrip().endswith("?"):
            continue
        object_ = found["done_to"]
        end = _END.search(object_)
        object_ = object_[: end.start()] if end else object_
        done_to = frozenset(word.stem for word in words(object_))
        if done_to:
            denied = len(_NEGATOR.findall(before)) % 2 == 1
            start = passage.sentence[0] + found.start()
            last = passage.sentence[0] + found.start("done_to") + len(object_)
            yield _Intention(index, _last_name(before), stem(found["act"]), done_to, denied, start, last)


@lru_cache(maxsize=1 << 12)  # copies print the same sentences
def _may_intend(sentence: str) -> bool:
    for link in (" to ", " of "):
        at = sentence.find(link)
        while at >= 0:
            if sentence.endswith(_INTENDING, 0, at):
                return True
            at = sentence.find(link, at + 1)
    return False


def _last_name(before: str) -> str:
    return next((word.stem for word in reversed(words(before)) if word.capital), "")


def _opposed(told: StoryEvidence, one: _Intention, two: _Intention, bodies: set[str]) -> bool:
    """They tell of one act of one doer. Two names that are neither persons nor organisations may stand for one
    government: a country and its capital."""
    if days_between(told, told.passages[one.passage], told.passages[two.passage]) >= DAYS_APART:
        return False
    common = one.done_to & two.done_to
    if common != min(one.done_to, two.done_to, key=len):
        return False
    if one.who and one.who == two.who:
        return True
    if one.who.startswith("@") and two.who.startswith("@"):
        return False
    return len(common) >= _TELLING and all(i.who not in bodies for i in (one, two))


def _cited(told: StoryEvidence, intention: _Intention) -> Citation:
    return statement(told, told.passages[intention.passage], intention.start, intention.end)


def _subject(told: StoryEvidence, intention: _Intention) -> str:
    text = told.material.documents[told.passages[intention.passage].document].text
    return " ".join(text[intention.start : intention.end].split())
