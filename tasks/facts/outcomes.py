"""Ends that exclude each other: freed or killed, in custody or dead, agreed or denied, passed or failed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from tasks.facts.stated import ReadSentence, StatedValue, scope_of
from tasks.facts.tables import sides

_NEGATED = re.compile(
    r"\b(?:not|never|no|n['’]t|nor|without|failed to|whether|if|yet to|unless|threat\w+ to|threatening to"
    r"|would|will|to be"
    r"|attempt\w* to|to|trying to|hoping|demand\w*|until|before|could|may|might|can)\s+(?:\w+\s+){0,2}$",
    re.I,
)
_AUXILIARY = (
    r"(?:\s+(?:was|were|is|are|has|have|had|been|be|being|also|later|reportedly|now|already|officially"
    r"|never|subsequently"
    r"|confirmed|found|shot)\b){0,5}\s+"
)


def _end(sentence: ReadSentence, frame: str, of: str, side: str, start: int, end: int, role: str = "") -> StatedValue:
    """An end told at `start`-`end` of the sentence's own text."""
    low, high = sentence.start + start, sentence.start + end
    return StatedValue(
        f"outcome: {frame}",
        of,
        side,
        sentence,
        low,
        high,
        scope=scope_of(sentence, low, high),
        same=frozenset({side}),
        flags={"role": role},
    )


# ---- agreements ----

_DEAL = r"(?:deals?|agreements?|truce|cease-?\s?fire|accord|treaty|pact|swap|merger|takeover|negotiations?|talks)"
_DEAL_WORD = re.compile(rf"\b{_DEAL}\b", re.I)
_AGREED = re.compile(
    r"\b(?:agreed|agrees|reached|signed|struck|announced|declared|brokered|secured|concluded|accepted)\b"
    rf"(?:\s+[\w'’-]+){{0,6}}?\s+{_DEAL}\b"
    rf"|\b{_DEAL}\b(?:\s+[\w'’-]+){{0,6}}?\s+(?:was|were|has|had|have)\s+(?:been\s+)?"
    r"(?:agreed|reached|signed|struck|announced|concluded|brokered)\b",
    re.I,
)
_DENIED = re.compile(
    r"\b(?:denied|denies|denying|rejected|rejects|dismissed|ruled out|disputed|refuted"
    r"|rubbished)\b(?:\s+[\w'’-]+){0,9}?\s+"
    rf"{_DEAL}\b|\bno\s+(?:such\s+)?(?:\w+\s+)?{_DEAL}\b"
    r"|\b(?:not|never|n['’]t)\s+(?:been\s+)?(?:agree\w*|ma[dk]e|reach\w*|sign\w*|negotiat\w*|declar\w*|accept\w*|in any"
    rf"|party to|enter\w*|know)\b(?:\s+[\w'’-]+){{0,6}}?\s+{_DEAL}\b"
    rf"|\b{_DEAL}\b(?:\s+[\w'’-]+){{0,5}}?\s+(?:collapsed|fell apart|broke down|(?:is|was) (?:a lie|false"
    rf"|untrue|dead|off|over)"
    r"|never (?:happened|existed|agreed))",
    re.I,
)
_NOT_AGREED = re.compile(
    r"\b(?:deni\w+|denied|no|not|never|n['’]t|if|whether|would|will|reject\w*|dismiss\w*)\b[^.;]{0,40}$", re.I
)
_ONLY_TALKS = frozenset({"talks", "negotiations", "negotiation"})


def agreements(sentence: ReadSentence) -> Iterator[StatedValue]:
    """Yields whether an agreement or talks came about, or somebody says that they did not."""
    text = sentence.text
    for side, pattern in (("denied", _DENIED), ("agreed", _AGREED)):
        for found in pattern.finditer(text):
            left = text[: found.start()]
            if side == "agreed" and (_NEGATED.search(left) or _NOT_AGREED.search(left)):
                continue
            word = _DEAL_WORD.search(found.group())
            kind = "talks" if word and word.group().lower() in _ONLY_TALKS else "deal"
            yield _end(sentence, "agreement", kind, side, found.start(), found.end())


# ---- bills, and what goes on or stops ----

_BILL = re.compile(r"\b(?:bill|measure|amendment|resolution|motion|legislation|referendum|budget|proposal|law)\b", re.I)
_COURSE = re.compile(
    r"\b(?:evacuations?|evacuation process|talks|negotiations|game|match|vote|election|trial|hearing"
    r"|search|rescue|flights?"
    r"|service|operations?|meeting|summit|concert|convoys?|tour|strike|launch)\b",
    re.I,
)
_MAYBE_WENT_ON = re.compile(r"(?:\s+\w+){0,2}\s+(?:not (?:immediately )?clear|unclear)\b", re.I)


def courses(sentence: ReadSentence) -> Iterator[StatedValue]:
    """Yields whether a bill was passed, and whether something planned or begun continued."""
    text = sentence.text
    for frame, things in (("passage", _BILL), ("course", _COURSE)):
        for thing in things.finditer(text):
            for side, after, before in _course_patterns(frame):
                told = after.match(text, thing.end())
                if told is None and before is not None:
                    told = before.search(text[: thing.start()])
                if told is None:
                    continue
                stops = side in ("failed", "was stopped")
                if not _NEGATED.search(text[: told.start()]) or stops:
                    of = _singular(thing.group())
                    start, end = min(thing.start(), told.start()), max(thing.end(), told.end())
                    yield _end(sentence, frame, of, side, start, end)
                break


@cache
def _course_patterns(frame: str) -> tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...]:
    return tuple(
        (
            side,
            re.compile(rf"(?:{_AUXILIARY})?(?:{words})\b", re.I),
            re.compile(rf"\b(?:{words})\s+(?:to\s+)?(?:a|an|the|any|its|on a|such a)?\s*(?:\w+\s+){{0,2}}$", re.I)
            if frame == "passage"
            else None,
        )
        for side, words in sides(frame).items()
    )


def _singular(word: str) -> str:
    word = word.lower()
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and word not in _ONLY_TALKS else word


# ---- who claims, who resists, who is armed, who is named, what is connected, who is convicted ----

_INTRUDER = re.compile(
    r"\b(?:gunman|shooter|attacker|intruder|suspect|he|she|they|bombers?|assailants?|robbers?|ship|boat)\b", re.I
)
_ROLE = re.compile(r"\b(hostage|suspect|gunman|victim|shooter|attacker|man|woman|official|driver|person)\b", re.I)
_UNSURE_LINK = re.compile(
    r"\b(?:whether|if|could|may|might|possibl\w+|unlikely|not|no|never|doubt\w*|n['’]t)\b[^.;,]{0,60}$", re.I
)


def claims_and_denials(sentence: ReadSentence) -> Iterator[StatedValue]:
    """Yields claims and denials whose words need no other word to be understood."""
    text = sentence.text
    for side, pattern in _patterns("responsibility"):
        for found in pattern.finditer(text):
            names = [name for name in sentence.names if name.start < sentence.start + found.start()]
            of = names[-1].name if names else "anybody"
            yield _end(
                sentence, "responsibility", "anybody" if side == "not claimed" else of, side, found.start(), found.end()
            )
    for side, pattern in _patterns("resistance"):
        for found in pattern.finditer(text):
            if _INTRUDER.search(text[: found.start()]):
                yield _end(sentence, "resistance", "attacker", side, found.start(), found.end())
    for side, pattern in _patterns("armed"):
        for found in pattern.finditer(text):
            yield _end(sentence, "armed", "suspect", side, found.start(), found.end())
    for side, pattern in _patterns("named"):
        for found in pattern.finditer(text):
            role = _ROLE.search(text)
            yield _end(sentence, "named", role.group(1).lower() if role else "person", side, found.start(), found.end())
    for side, pattern in _patterns("connection"):
        for found in pattern.finditer(text):
            if side == "not related" or not _UNSURE_LINK.search(text[: found.start()]):
                yield _end(sentence, "connection", "it", side, found.start(), found.end())
    for side, pattern in _patterns("charge"):
        for found in pattern.finditer(text):
            people = [n.name for n in sentence.names if n.kind == "person" and n.start < sentence.start + found.start()]
            if people and not _NEGATED.search(text[: found.start()]):
                yield _end(sentence, "charge", people[-1], side, found.start(), found.end())


@cache
def _patterns(frame: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((side, re.compile(rf"\b(?:{words})\b", re.I)) for side, words in sides(frame).items())


# ---- captives ----

_CAPTIVE = re.compile(r"\b(?:hostages?|captives?|abducted|kidnapped|held|abductee|prisoner of)\b", re.I)
_ROLES = (
    r"(?:hostage|captive|journalist|photojournalist|reporter|photographer|prisoner|worker|teacher|tourist|soldier|pilot"
    r"|captain|girl|boy|woman|man|student|nurse|doctor|aid worker|engineer|priest)"
)
_MANY = re.compile(r"\b(?:militants|members|fighters|civilians|people|hostages|girls)\s+(?:\w+\s+){0,3}$")
_PASSIVE = re.compile(r"\b(?:was|were|is|been|be|being)\s+(?:\w+ly\s+)?$")
_PLURAL = re.compile(r"\b(?:were|are)\s+(?:\w+ly\s+)?$")
_WHO = re.compile(
    rf"(?:\b{_ROLES}\b|[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)+|\b(?:Mr|Ms|Mrs)\.?\s+[A-Z]\w+|\bhe\b|\bshe\b)"
    r"(?:(?!\b(?:said|says|told|that)\b).)*$"
)
_WHOM = re.compile(
    r"\s+(?:an?|the|one|its|photojournalist|journalist|US|U\.S\.)?\s*(?:[\w.-]+\s+){0,3}?"
    rf"(?:{_ROLES}\b(?:\s+[A-Z]\w+)*|[A-Z]\w+\s+[A-Z]\w+)"
)
_NO_PERSON = re.compile(
    r"\b(?:video|statement|footage|message|report|picture|photo|letter|names?|tape|details|documents?)\b"
)
_IN_ROLE = re.compile(rf"\b{_ROLES}\b")


def captives(sentence: ReadSentence) -> Iterator[StatedValue]:
    """Yields whether a captive was freed or killed, by name, or as "hostage" if the sentence names nobody."""
    text = sentence.text
    captive = bool(_CAPTIVE.search(text))
    for side, pattern in _patterns("captive"):
        for found in pattern.finditer(text):
            left = text[: found.start()]
            if _NEGATED.search(left) or _MANY.search(left[-40:]):
                continue
            if _PASSIVE.search(left) or found.group().lower() == "died":
                place = _passive_subject(sentence, left, found)
            else:
                place = _object(sentence, text, found)
            if place is None:
                continue
            start, end, name, role = place
            flags = {"captive": "yes" if captive else "", "role": role}
            stated = _end(sentence, "captive", name or "hostage", side, start, end)
            stated.scope, stated.flags = (
                scope_of(sentence, sentence.start + found.start(), sentence.start + found.end()),
                flags,
            )
            yield stated


def _passive_subject(sentence: ReadSentence, left: str, found: re.Match[str]) -> tuple[int, int, str, str] | None:
    if _PLURAL.search(left) and "Both" not in left:
        return None
    who = _WHO.search(left)
    start = who.start() if who else found.start()
    name = _person(sentence, start, found.start())
    role = _IN_ROLE.search(who.group()) if who else None
    if not name and not role:
        return None
    return max(start, found.start() - 60), found.end(), name, role.group() if role else ""


def _object(sentence: ReadSentence, text: str, found: re.Match[str]) -> tuple[int, int, str, str] | None:
    whom = _WHOM.match(text, found.end())
    if whom is None or _NO_PERSON.search(whom.group()):
        return None
    name = _person(sentence, found.start(), whom.end() + 1)
    role = _IN_ROLE.search(whom.group())
    if not name and not _CAPTIVE.search(text[found.end() : whom.end() + 40]):
        return None
    return found.start(), whom.end(), name, role.group() if role else ""


def _person(sentence: ReadSentence, start: int, end: int) -> str:
    low, high = sentence.start + start, sentence.start + end
    people = [n.name for n in sentence.names if n.kind == "person" and low <= n.start and n.end <= high]
    return people[-1] if people else ""


# ---- suspects ----

_SUSPECTS = r"(?:gunman|shooter|suspect|attacker|assailant|bomber|killer|hijacker|robber|thief|driver)"
_LINK = (
    r"((?:,[^,]{0,60},)?(?:(?:\s+(?:who|was|is|also|has|been|had|were|believed|then|later|remains|are"
    r"|to|be|still)\b)*))"
)
_DEAD_SUSPECT = re.compile(rf"\b(?:now-deceased|dead)\s+{_SUSPECTS}\b|\bkill(?:ed|ing)\s+the\s+{_SUSPECTS}\b", re.I)
_IS_DEAD = (
    r"(?:(?:(?<=was )|(?<=were )|(?<=been )|(?<=be )|(?<=also ))killed|dead|died|shot dead"
    r"|shot and killed(?! \w+ (?:people|children))|committed suicide|took his own life|killed himself|killed herself)"
)


@cache
def _suspect_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (
            side,
            re.compile(
                rf"\b(?:the |a |an )?(?:alleged |suspected |now-deceased )?{_SUSPECTS}s?\b{_LINK}\s+"
                rf"(?:{_IS_DEAD if side == 'dead' else words})\b",
                re.I,
            ),
        )
        for side, words in sides("suspect").items()
    )


def suspects(sentence: ReadSentence) -> Iterator[StatedValue]:
    """Yields whether the suspect is held, dead or at large."""
    text = sentence.text
    for side, pattern in _suspect_patterns():
        for found in pattern.finditer(text):
            if not _NEGATED.search(text[: found.start()] + " "):
                yield _end(sentence, "suspect", "suspect", side, found.start(), found.end())
    for found in _DEAD_SUSPECT.finditer(text):
        yield _end(sentence, "suspect", "suspect", "dead", found.start(), found.end())
