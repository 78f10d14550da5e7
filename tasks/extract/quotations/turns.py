"""Turns of transcripts and interviews: "NAME, BODY: …", "Name: …", "Q: …" with "A: …", and answers without a label.

A document is one when its labels return. Every sentence of a turn then has its speaker, also in paragraphs that carry
the turn on; a question states nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from tasks.extract.quotations.outlets import is_outlet
from tasks.extract.quotations.paragraph import AttributedSpan, Context, Range, Spoke
from tasks.extract.quotations.people import ROLES, People, Person, gender_of_title
from tasks.extract.quotations.speakers import ResolvedSpeaker
from tasks.extract.quotations.words import listed
from tasks.records import Block, CueClass, Document
from tasks.records import Sentence as Span
from tasks.shared.english.prefilter import later

TURN = "turn"  # the frame of what somebody says in a turn

# What stands before the first colon of a paragraph: a name, a description after a comma, a remark in brackets.
_LABEL = later(
    r"(?P<name>[^\W\d_][\w.’'-]*(?:\s[\w.’'&-]+){0,5}?)(?P<more>,[^:“”\"!?]{1,80})?(?:\s?\((?P<aside>[^)\n]{1,40})\))?"
    r"\s?:\s+(?=\S)"
)
_LETTER = later(r"(?P<name>Q|A|Question|Answer)\s?[.:]\s+(?=\S)")
_DIRECTION = later(r"\s*[\[(][^\])]*[\])]\s*\Z")  # "(BEGIN VIDEO CLIP)", "[applause]"
_SECOND = later(r"(?i)\byou(?:r|rs|rself|’re|'re)?\b")
_FIRST = later(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|me|us)\b")
_NOBODY = listed("UNIDENTIFIED UNKNOWN QUESTION Q ALL BOTH CROWD AUDIENCE ANNOUNCER VIDEO VOICE MALE FEMALE NARRATOR")
_SILENT_KINDS = frozenset({"title", "heading", "table"})
_FEWEST = 3  # labelled paragraphs
_FEWEST_OF_A_LETTER = 2
_SHARE = 0.3  # of the paragraphs from the first label on that have one
_SMALL = listed("of the de van von der den bin al el la le du da di and")


class Label(NamedTuple):
    """The label of a turn: the range of the words before the colon that name the speaker, the offset at which his words
    begin, and the label as printed."""

    name: Range
    begin: int
    words: str


class Turn(NamedTuple):
    """The turn of a paragraph: the range of the speaker's name (None if nobody is named), that of the colon after it
    (None if there is none), the offset at which his words begin, and whether the turn only asks."""

    speaker: Range | None
    colon: Range | None
    begin: int
    asks: bool


def turns_of(document: Document) -> dict[int, Turn]:
    """The turns of a document by block index; empty if it is no transcript and no interview."""
    text = document.text
    spoken = [(n, block) for n, block in enumerate(document.blocks) if block.kind not in _SILENT_KINDS]
    labels = {n: label for n, block in spoken if (label := _label(text, block))}
    if not labels:
        return {}
    kind = _kind(document, spoken, labels)
    if kind is None:
        return {}
    return dict(_read(document, spoken, labels, kind))


def take_turn(text: str, spans: Sequence[Span], turn: Turn, context: Context) -> None:
    """Records every sentence of a turn's paragraph as its speaker's, and remembers the speaker. `spans` are the
    sentences of the paragraph."""
    before: int | None = None
    for span in spans:
        start = max(span.start, turn.begin)
        end = span.end
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start >= end:
            continue
        class_: CueClass = "other" if turn.asks or text[start:end].rstrip("”\"’'").endswith("?") else "say"
        here = Range(span.start, span.end)
        found = AttributedSpan("indirect", start, end, turn.speaker, turn.colon, class_, TURN, here, before)
        before = len(context.found)
        context.found.append(found)
    if turn.speaker is not None and spans:
        here = Range(spans[0].start, spans[0].start)
        context.spoke.append(Spoke(turn.speaker, turn.colon, "say", TURN, here, context.number))


def names_of_turns(text: str, found: Sequence[AttributedSpan], people: People) -> dict[Range, ResolvedSpeaker]:
    """Whom the labels of turns mean, by the range of the label: "QUIST" is the "MARA QUIST" introduced before, "A" the
    only person named before the first question."""
    known: dict[Range, ResolvedSpeaker] = {}
    full: dict[str, tuple[str, Range]] = {}
    printed: dict[str, str] = {}
    persons = {person.name.lower(): person for person in people.persons}
    places = sorted({one.speaker for one in found if one.frame == TURN and one.speaker is not None})
    for place in places:
        words = text[place.start : place.end]
        if words in ("A", "Answer"):
            told = _interviewed(words, places[0].start, people)
            if told is not None:
                known[place] = told
        elif words == words.upper():
            if words not in printed:  # a label returns many times
                printed[words] = _without_titles(_in_small_letters(words, text))
            name = printed[words]
            surname = name.split()[-1]
            if " " in name:
                full[surname] = (name, place)
                known[place] = _named(name, persons.get(name.lower()), place)
            elif surname in full:
                whole, rests_on = full[surname]
                reason = f"“{words}”: the one introduced so before"
                told = _named(whole, persons.get(whole.lower()), None)
                known[place] = told._replace(inferred=True, rests_on=rests_on, reason=reason)
            else:
                person = people.by_surname(surname)
                known[place] = _named(person.name if person else name, person, place)
    return known


def _interviewed(words: str, first: int, people: People) -> ResolvedSpeaker | None:
    """The only person named before the first label at `first`."""
    named = {person.name: (mention, person) for mention, person in people.inside(0, first)}
    if len(named) != 1:
        return None
    mention, person = next(iter(named.values()))
    reason = f"“{words}”: the person of the interview"
    return ResolvedSpeaker(person.name, True, mention, reason, person, person.gender)


def _named(name: str, person: Person | None, place: Range | None) -> ResolvedSpeaker:
    return ResolvedSpeaker(name, False, None, None, person, person.gender if person else None, place=place)


def _label(text: str, block: Block) -> Label | None:
    match = _LETTER.match(text, block.start, block.end) or _LABEL.match(text, block.start, block.end)
    if match is None:
        return None
    name = match.group("name")
    words = name.split()
    letters = name in ("Q", "A", "Question", "Answer")
    if not letters and not all(word[0].isupper() or word in _SMALL for word in words):
        return None
    if match.lastgroup != "name" and match.group("more") and name != name.upper():
        return None  # "Ida Marsh, who led the port until May, adds:"
    return Label(Range(*match.span("name")), match.end(), name)


def _kind(document: Document, spoken: Sequence[tuple[int, Block]], labels: dict[int, Label]) -> str | None:
    """ "letters", "capitals", "names" or "interview": how the document names who speaks; None for no transcript."""
    names = [label.words for label in labels.values()]
    letters = Counter(name[0] for name in names if name in ("Q", "A", "Question", "Answer"))
    if min(letters["Q"], letters["A"]) >= _FEWEST_OF_A_LETTER:
        return "letters"
    first = min(labels)
    share = len(labels) / sum(n >= first for n, _ in spoken)
    capitals = [name for name in names if name == name.upper() and len(name) > 1]
    if len(capitals) >= _FEWEST and len(set(capitals)) > 1 and share >= _SHARE:
        surnames = Counter(name.split()[-1] for name in capitals)
        return "capitals" if surnames.most_common(1)[0][1] > 1 else None
    several = Counter(names)
    returning = [name for name, times in several.items() if times > 1]
    if len(names) >= _FEWEST and len(several) > 1 and returning and share >= _SHARE:
        asked = any("?" in document.text[labels[n].begin : document.blocks[n].end] for n in labels)
        return "names" if asked or len(returning) > 1 else None
    return "interview" if _begins_interview(document, spoken, labels) else None


def _begins_interview(document: Document, spoken: Sequence[tuple[int, Block]], labels: dict[int, Label]) -> bool:
    """Whether a labelled question of the outlet or the author stands before a labelled answer, and more follows."""
    numbers = [n for n, _ in spoken]
    own = {party.name for party in (document.publisher, document.byline) if party is not None}
    for one, two in pairwise(numbers):
        if one in labels and two in labels and labels[one].words != labels[two].words:
            asker = labels[one].words
            asks = document.text[document.blocks[one].start : document.blocks[one].end].rstrip().endswith("?")
            return asks and (asker in own or is_outlet(asker))
    return False


def _read(
    document: Document, spoken: Sequence[tuple[int, Block]], labels: dict[int, Label], kind: str
) -> Iterator[tuple[int, Turn]]:
    text = document.text
    asker = _asker(document, labels, kind)
    speaker: Range | None = None
    answerer: Range | None = None
    begun = False
    asked = False
    for n, block in spoken:
        words = text[block.start : block.end]
        label = labels.get(n)
        if label is not None and kind == "capitals" and label.words != label.words.upper():
            label = None
        if label is not None:
            begun = True
            asked = label.words == asker or label.words in ("Q", "Question")
            speaker = None if _is_nobody(label.words) else label.name
            if not asked:
                answerer = speaker
            at = text.rindex(":" if ":" in text[label.name.end : label.begin] else ".", label.name.end, label.begin)
            colon = Range(at, at + 1)
            yield n, Turn(speaker, colon, label.begin, asked)
        elif begun and not _DIRECTION.match(words):
            if asker is not None:
                asks = _asks(words)
                yield n, Turn(None if asks else answerer, None, block.start, asks)
            elif speaker is not None or asked:
                yield n, Turn(speaker, None, block.start, asked)


def _asker(document: Document, labels: dict[int, Label], kind: str) -> str | None:
    """The label of the one who asks: the outlet's or the author's."""
    if kind not in ("names", "interview"):
        return None
    own = {party.name for party in (document.publisher, document.byline) if party is not None}
    names = dict.fromkeys(label.words for label in labels.values())
    return next((name for name in names if name in own or is_outlet(name)), None)


def _asks(words: str) -> bool:
    """Whether a paragraph without a label is the interviewer's: a question, or words to the other that say nothing of
    oneself."""
    return words.rstrip().endswith("?") or (_SECOND.search(words) is not None and _FIRST.search(words) is None)


def _is_nobody(label: str) -> bool:
    return label in ("Q", "Question") or any(word.strip(".#") in _NOBODY for word in label.split())


def _in_small_letters(words: str, text: str) -> str:
    """A name in capitals as the document prints it elsewhere, or with a capital each."""
    pattern = re.compile(rf"\b{re.escape(words)}\b", re.IGNORECASE)
    for match in pattern.finditer(text):
        if match.group() != words and match.group()[0].isupper():
            return match.group()
    return " ".join(word.title() if word.isupper() and len(word) > 1 else word for word in words.split())


def _without_titles(name: str) -> str:
    words = name.split()
    while len(words) > 1 and (words[0].lower() in ROLES or gender_of_title(words[0]) or _is_rank(words[0])):
        words = words[1:]
    return " ".join(words)


def _is_rank(word: str) -> bool:
    return word.endswith(".") and len(word) > 2
