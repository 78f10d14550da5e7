"""Names that differ: a slip that stands once where all else has another name, or two names in one place."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from tasks.crossreference.conflicts.shared import StoryEvidence, Version, record, shared_words, statement
from tasks.crossreference.passages import Passage
from tasks.crossreference.words import stem, words
from tasks.records import Citation, Conflict

# How often two names must stand side by side, in how many documents, before a third beside one of them is a slip.
_OFTEN = 3
_DOCUMENTS = 2
_MOST_SHOWN = 6
_ALMOST_ALWAYS = 0.75
# two sentences that differ in one name only score far above the threshold of joining
_SCORE = 4.0
_COSINE = 0.55
_HARMLESS = frozenset({"time", "speaker", "people"})
_MUTUAL = frozenset(
    stem(verb)
    for verb in ("discuss", "exchange", "meet", "speak", "talk", "agree", "trade", "address", "touch", "debate", "sign")
)


_ROLE = (
    r"(?:(?:his|her|their|the|US|President|Prime|Minister|Mr|Mrs|Ms|[A-Z][a-z]+|counterpart|president|premier) ){0,4}?"
)
_AND_NAME = re.compile(rf" (?:and|&) {_ROLE}(?P<name>(?:[A-Z][\w’'-]+ )?(?P<last>[A-Z][\w’'-]+))(?= [a-z]|[,.])")
_NAME_AND = re.compile(r"(?P<name>\b[A-Z][\w’'-]+) (?:and|&) (?:[A-Z][a-z]+ ){0,3}$")


_PLACE = attrgetter("passage", "start", "person")
_AND = (" and ", " & ")


class _Mention(NamedTuple):
    """A person's mention: whose it is, and the passage it stands in."""

    person: str
    passage: int
    start: int
    end: int


class _Couple(NamedTuple):
    """Two names joined by "and": a person whom the documents know well, and whoever stands beside him: the id of
    another such person, or the words as printed."""

    steady: str
    beside: str
    passage: int


def names(told: StoryEvidence) -> Iterator[Conflict]:
    """Yields the conflicts of names: first misprinted names, then statements that are alike except for one name."""
    mentions = _mentions(told)
    slips = list(_slips(told, mentions))
    yield from slips
    shown = {side.value for slip in slips for side in slip.sides}
    for conflict in _exchanged(told, mentions):
        if not shown.intersection(side.value for side in conflict.sides):
            yield conflict


def _mentions(told: StoryEvidence) -> list[_Mention]:
    """Every mention of a person that begins inside a passage, in order."""
    found = [
        _Mention(person.id, number, person.start, person.end)
        for number, passage in enumerate(told.passages)
        for person in passage.mentions
        if person.start >= passage.sentence[0]
    ]
    return sorted(found, key=_PLACE)


def _couples(told: StoryEvidence, mentions: Sequence[_Mention]) -> list[_Couple]:
    """Every two names joined by "and", from the side of each person that the documents name more than once."""
    count = Counter(mention.person for mention in mentions)
    at = {(mention.passage, mention.start): mention for mention in mentions}
    until = {(mention.passage, mention.end): mention for mention in mentions}
    found: list[_Couple] = []
    for mention in mentions:
        if count[mention.person] < 2:
            continue
        passage = told.passages[mention.passage]
        text = told.material.documents[passage.document].text
        after = None
        if text.startswith(_AND, mention.end):
            after = _AND_NAME.match(text, mention.end, passage.sentence[1])
        if after is not None:
            other = at.get((mention.passage, after.start("name"))) or at.get((mention.passage, after.start("last")))
            found.append(_Couple(mention.person, other.person if other else after["name"], mention.passage))
        before = None
        low = passage.sentence[0]
        if text.find(" and ", low, mention.start) >= 0 or text.find(" & ", low, mention.start) >= 0:
            before = _NAME_AND.search(text, low, mention.start)
        if before is not None:
            other = until.get((mention.passage, before.end("name")))
            found.append(_Couple(mention.person, other.person if other else before["name"], mention.passage))
    return [couple for couple in found if couple.steady != couple.beside]


def _slips(told: StoryEvidence, mentions: Sequence[_Mention]) -> Iterator[Conflict]:
    """Somebody who stands once in the whole story, beside a person who otherwise always has another at his side."""
    if len(told.material.documents) < _DOCUMENTS:
        return
    beside: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    couples = _couples(told, mentions)
    for couple in couples:
        beside[couple.steady][couple.beside].append(couple.passage)
    printed = {name.id: name.name for name in told.material.names}
    for couple in couples:
        odd, passage = couple.beside, told.passages[couple.passage]
        if not _mutual(passage) or not _stands_once(told, printed.get(odd, odd)):
            continue
        others = {name: places for name, places in beside[couple.steady].items() if name != odd}
        usual = max(sorted(others), key=lambda name: len(others[name]), default="")
        total = sum(len(places) for places in others.values())
        if usual not in printed or len(others[usual]) < _OFTEN or len(others[usual]) < _ALMOST_ALWAYS * total:
            continue
        if len({told.passages[place].document for place in others[usual]}) < _DOCUMENTS:
            continue
        places = list(dict.fromkeys(others[usual]))[:_MOST_SHOWN]
        yield record(
            told,
            "name",
            f"who stands beside {printed[couple.steady]}",
            "single-outlier",
            [
                Version(printed.get(odd, odd), (statement(told, passage),)),
                Version(printed[usual], tuple(statement(told, told.passages[place]) for place in places)),
            ],
            f"{printed.get(odd, odd)} stands once in these documents; elsewhere it is {printed[usual]}.",
        )


def _stands_once(told: StoryEvidence, name: str) -> bool:
    """The last word of the name stands once in all passages."""
    last = name.split()[-1]
    word = re.compile(rf"\b{re.escape(last)}\b")
    return sum(len(word.findall(passage.text)) for passage in told.passages if last in passage.text) == 1


def _mutual(passage: Passage) -> bool:
    return any(word.stem in _MUTUAL for word in passage.words)


def _exchanged(told: StoryEvidence, mentions: Sequence[_Mention]) -> Iterator[Conflict]:
    """Statements that are alike but for one person's name."""
    by_passage: dict[int, list[_Mention]] = defaultdict(list)
    for mention in mentions:
        by_passage[mention.passage].append(mention)
    count: dict[str, int] = defaultdict(int)
    for mention in mentions:
        count[mention.person] += 1
    printed = {name.id: name.name for name in told.material.names}
    seen: set[tuple[str, str]] = set()
    likely = [
        p
        for p in told.pairs
        if p.plain >= _SCORE
        and p.cosine >= _COSINE
        and p.first in by_passage
        and p.second in by_passage
        and _HARMLESS.issuperset(p.differences)
    ]
    for pair in sorted(likely, key=lambda p: (-p.plain, p.first, p.second)):
        odd = _one_name_each(by_passage[pair.first], by_passage[pair.second])
        if odd is None or not _same_place(told, *odd):
            continue
        one, two = odd
        if _spelling(printed[one.person], printed[two.person]):
            continue
        key = (min(one.person, two.person), max(one.person, two.person))
        if key in seen or told.passages[one.passage].document == told.passages[two.passage].document:
            continue
        seen.add(key)
        # two people who both stand elsewhere in the story may each have had his part
        if count[one.person] > 1 and count[two.person] > 1:
            continue
        sides = [Version(printed[m.person], (_around(told, m),)) for m in (one, two)]
        yield record(told, "name", shared_words(told, pair.first, pair.second), "conflict", sides)


def _one_name_each(one: Sequence[_Mention], two: Sequence[_Mention]) -> tuple[_Mention, _Mention] | None:
    here, there = {m.person for m in one}, {m.person for m in two}
    only_here = [m for m in one if m.person not in there]
    only_there = [m for m in two if m.person not in here]
    return (only_here[0], only_there[0]) if len(only_here) == len(only_there) == 1 else None


def _same_place(told: StoryEvidence, one: _Mention, two: _Mention) -> bool:
    """A word with content next to the name is the same in both."""
    return bool(_beside(told, one) & _beside(told, two))


def _beside(told: StoryEvidence, mention: _Mention) -> set[str]:
    passage = told.passages[mention.passage]
    text = told.material.documents[passage.document].text
    before = words(text[passage.sentence[0] : mention.start])[-2:]
    after = words(text[mention.end : passage.sentence[1]])[:2]
    return {word.stem for word in (*before, *after)}


def _spelling(one: str, two: str) -> bool:
    """The names are spellings of one: each word has its like in the other, letters y, i, j and doubled ones aside."""
    fold = [[_letters(word) for word in name.split()] for name in (one, two)]
    short, long = sorted(fold, key=len)
    return all(any(_close(a, b) for b in long) for a in short)


def _letters(word: str) -> str:
    found: list[str] = []
    for letter in word.lower().translate(str.maketrans("yj", "ii")):
        if not found or found[-1] != letter:
            found.append(letter)
    return "".join(found)


def _close(one: str, two: str) -> bool:
    """Equal, or of one length of five letters or more with one letter other, or one letter more."""
    if one == two:
        return True
    if min(len(one), len(two)) < 5 or abs(len(one) - len(two)) > 1:
        return False
    same = 0
    for a, b in zip(one, two, strict=False):
        if a != b:
            break
        same += 1
    rest_one, rest_two = one[same:], two[same:]
    return rest_one[1:] == rest_two[1:] or rest_one[1:] == rest_two or rest_one == rest_two[1:]


def _around(told: StoryEvidence, mention: _Mention) -> Citation:
    return statement(told, told.passages[mention.passage], mention.start, mention.end)
