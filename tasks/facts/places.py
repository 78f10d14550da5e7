"""Where an event was, where it began, and who did it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.facts.stated import ReadSentence, StatedValue, country_places, printed, scope_of
from tasks.facts.tables import actors, any_event, country_codes
from tasks.shared.english.noun_phrases import stem

_DIRECTION = r"(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west)ern|central"
_IN_PART = re.compile(
    rf"\bin (?:the )?(?:(?:[\w'’.-]+\s+){{0,5}}?)?\b({_DIRECTION})\s+"
    r"(?:(?:part|province|district|region|city|town) of (?:the )?)?([A-Z][\w'’-]+|country|city)"
)
_HAPPENS = re.compile(
    r"\b(?:took place|occurred|happened|was carried out|was launched|struck|hit|was killed|exploded"
    r"|were killed|operation|raid"
    r"|attack|attempt|mission|blast|explosion|strike|quake|earthquake|crash|fire|accident|shooting)\b",
    re.I,
)
_FAR = 12  # words between the event and its place
_PEOPLE_ENDING = re.compile(r"(?:ern|i|ese|an|ian)$")


def parts(sentence: ReadSentence) -> Iterator[StatedValue]:
    """Yields the part of a country or town in which something happened, as printed: "in central Norland" against "in
    southern Norland"."""
    text = sentence.text
    for found in _IN_PART.finditer(text):
        owner = re.search(rf"([A-Z][\w’'-]+?)['’]s\s+{found.group(1)}", found.group())
        region = owner.group(1) if owner else found.group(2)
        event = list(_HAPPENS.finditer(text, 0, found.start()))
        if not event or len(text[event[-1].end() : found.start()].split()) > _FAR:
            continue
        kind = _kind(event[-1].group()) or _subject_kind(text[: found.start()])
        if kind:
            named = "the country" if region == "country" else _PEOPLE_ENDING.sub("", region)
            yield _place(
                sentence,
                "where",
                f"{kind} in {named}",
                f"{found.group(1)} {found.group(2)}",
                event[-1].start(),
                found.end(),
                found.group(1),
            )


_IN_DISTRICT = re.compile(
    r"\b(?:took place|taken place|occurred|happened|was carried out|was launched|exploded|struck"
    r"|was (?:kidnapped|abducted|killed|arrested|found))\b[^.;,]{0,40}?\b(?:in|at|near"
    r"|outside) (?:the )?((?:[a-z-]+ )?)"
    r"((?:[A-Z][\w'’-]+ ?){1,3}?) ?(province|district|county|state|region|neighbou?rhood|village|suburb)\b"
)


def districts(sentence: ReadSentence) -> Iterator[StatedValue]:
    """Yields the province, district or town in which something happened, as printed."""
    text = sentence.text
    for found in _IN_DISTRICT.finditer(text):
        kind = _kind(found.group()[:25]) or _subject_kind(text[: found.start()])
        name = found.group(2).strip()
        if kind and name.split()[-1] not in country_codes():
            yield _place(
                sentence,
                "where",
                f"{kind}, {found.group(3)}",
                f"{name} {found.group(3)}",
                found.start(),
                found.end(),
                name.lower(),
            )


_BEGAN = re.compile(
    r"\b(fire|blaze|explosion|blast|shooting|outbreak|flames|leak)\b[^.;,]{0,40}?\b(?:started|began"
    r"|broke out|originated"
    r"|erupted|start|begun|spread from)\b(?:\s+\w+ly)?\s+(?:in|on|at|near|from|under|inside|outside)\s+"
    r"((?:the|a|an)\s+(?:[\w'’-]+\s+){0,3}?[\w'’-]+)"
    r"(?=[,.;]|\s+(?:of|in|on|at|and|or|where|that|which|when|before|after|near|while|shortly|just|early"
    r"|late|about|around)\b|$)",
    re.I,
)
_TIMES = frozenset(
    [
        "hours",
        "morning",
        "evening",
        "night",
        "afternoon",
        "time",
        "day",
        "weekend",
        "year",
        "week",
        "month",
        "spring",
        "summer",
        "autumn",
        "winter",
        "middle",
        "end",
        "beginning",
        "wake",
    ]
)


def origins(sentence: ReadSentence) -> Iterator[StatedValue]:
    """Yields the place where a fire or the like began, as printed."""
    for found in _BEGAN.finditer(sentence.text):
        head = found.group(2).split()[-1].lower()
        if head in _TIMES:
            continue
        thing = found.group(1).lower()
        thing = "fire" if thing in ("blaze", "flames") else thing
        yield _place(
            sentence, "origin", f"the {thing}", printed(found.group(2)), found.start(), found.end(), stem(head)
        )


def _place(sentence: ReadSentence, slot: str, of: str, value: str, start: int, end: int, same: str) -> StatedValue:
    low, high = sentence.start + start, sentence.start + end
    return StatedValue(
        slot, of, printed(value), sentence, low, high, scope=scope_of(sentence, low, high), same=frozenset({same})
    )


def _kind(words: str) -> str:
    found = any_event().search(words)
    return found.lastgroup or "" if found else ""


def _subject_kind(left: str) -> str:
    """The kind of the event named last."""
    last = ""
    for found in any_event().finditer(left):
        last = found.lastgroup or ""
    return last


_PART_OF_NAME = r"(?:(?:[A-Z]\.){2,}(?:['’]s)?|[\w'’-]+)"
_STOPS = (
    r"in|on|at|to|who|that|which|as|during|for|after|before|while|when|from|with|late|early|launched|last"
    r"|this|but|under|near"
    r"|outside|over|a|an|is|was|were|are|has|had|said|freed|killed|Monday|Tuesday|Wednesday|Thursday"
    r"|Friday|Saturday|Sunday"
)
_BY = re.compile(rf"\bby\s+({_PART_OF_NAME}(?:\s+(?!(?:{_STOPS})\b){_PART_OF_NAME}){{0,7}})", re.I)
_NOUN_BY = re.compile(
    r"\b(operation|raid|mission|attempt|attack|assault|bombing|strike|offensive|invasion|abduction|kidnapping|rescue)\b"
    r"[^.;,]{0,60}?\bby\s",
    re.I,
)
_VERB_BY = re.compile(
    r"\b(killed|shot|kidnapped|abducted|freed|rescued|arrested|engaged|confronted|challenged|carried out"
    r"|conducted(?: jointly)?|launched|led|brokered|mediated|touted|organi[sz]ed|hit|attacked|stopped"
    r"|hosted|chaired)\s+by\s",
    re.I,
)
_ACTIVE = re.compile(
    r"((?:(?:[A-Z]\.){2,}|[A-Z][\w'’-]*)(?:\s+(?:(?:[A-Z]\.){2,}|[\w'’-]+)){0,5}?)\s+(?:had |has |have )?"
    r"(?:launched|carried out|conducted|mounted|staged|led|undertook)\s+(?:an?|the)\s+(?:[\w-]+\s+){0,3}?"
    r"(operation|raid|mission|attempt|attack|assault|strike|offensive|bombing)s?\b"
)
_NOBODY = re.compile(
    r"(?:\w+ing\b|about|\d|the end|then|phone|telephone|a car|a vehicle|Monday|Tuesday|Wednesday|Thursday"
    r"|Friday|Saturday|Sunday)\b"
)
_DOES = {
    "killed": "killing",
    "shot": "killing",
    "kidnapped": "capture",
    "abducted": "capture",
    "abduction": "capture",
    "kidnapping": "capture",
    "engaged": "confronting",
    "confronted": "confronting",
    "challenged": "confronting",
    "stopped": "confronting",
    "touted": "touting",
    "operation": "operation",
    "raid": "operation",
    "mission": "operation",
    "attempt": "operation",
    "rescue": "operation",
    "offensive": "operation",
    "freed": "operation",
    "rescued": "operation",
    "attack": "attack",
    "assault": "attack",
    "bombing": "attack",
    "strike": "attack",
    "hit": "attack",
    "attacked": "attack",
}
_DONE_BY_SOMEBODY = frozenset({"operation", "attack", "deal", "capture", "evacuation", "talks", "robbery"})
_SAYS = re.compile(r"\b(?:said|says|told|added|announced|reported|according)\b", re.I)


def agents(sentence: ReadSentence) -> Iterator[StatedValue]:
    """Yields who did it: "raid by the army", "killed by gunmen", "the navy launched a raid"."""
    text = sentence.text
    for pattern in (_NOUN_BY, _VERB_BY):
        for found in pattern.finditer(text):
            tail = _BY.match(text, found.end() - 3)
            if tail is None or _NOBODY.match(tail.group(1)):
                continue
            phrase = tail.group(1)
            who = acting(phrase)
            if re.match(r"(?:its|their)\b", phrase):
                owners = [code for _, code in country_places(text[: found.start()])]
                who |= {"@" + owners[-1]} if owners else set()
            word = found.group(1).lower()
            kind = _DOES.get(word) or _subject_kind(text[: found.start()])
            if who and (word in _DOES or kind in _DONE_BY_SOMEBODY):
                yield _agent(sentence, kind, phrase, who, found.start(), found.end() - 3 + len(tail.group()))
    for found in _ACTIVE.finditer(text):
        who = acting(found.group(1))
        if who and not _SAYS.search(found.group(1)):
            yield _agent(sentence, _DOES[found.group(2)], found.group(1), who, found.start(), found.end())


def _agent(sentence: ReadSentence, kind: str, phrase: str, who: frozenset[str], start: int, end: int) -> StatedValue:
    low, high = sentence.start + start, sentence.start + min(end, len(sentence.text))
    return StatedValue(
        "who confronted" if kind == "confronting" else "who",
        "attacker" if kind == "confronting" else kind,
        printed(phrase),
        sentence,
        low,
        high,
        scope=scope_of(sentence, low, high),
        same=who,
    )


_ACTOR = re.compile(r"[A-Z]\.(?:[A-Z]\.)+|[\w'’-]+")
_POLICE = re.compile(r"[A-Z]{2,3}PD")  # "NYPD": a police department by its letters
_LITTLE = frozenset(["The", "A", "An", "Two", "Three", "Some", "Several", "Many", "Its", "Their", "His", "Her", "One"])


def acting(phrase: str) -> frozenset[str]:
    """The countries (their codes after "@"), classes of actors and names in a phrase."""
    found = {"@" + code for _, code in country_places(phrase)}
    for token in _ACTOR.findall(phrase):
        plain = re.sub(r"['’]s?$", "", token)
        low = plain.lower().replace(".", "")
        if low in actors():
            found.add(actors()[low])
        elif _POLICE.fullmatch(plain):
            found.add("police")
        elif (
            plain[:1].isupper()
            and plain not in _LITTLE
            and plain not in country_codes()
            and low not in ("us", "uk", "united", "states", "kingdom")
        ):
            found.add(low)
    if "guard" in found:
        found.discard("police")
    return frozenset(found)
