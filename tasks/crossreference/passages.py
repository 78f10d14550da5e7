"""What of each document counts as a passage: sentences that state something, with who says it.

Titles, headings and tables carry no claims; nor do questions in the document's own voice, fragments, and sentences
that only say that nothing was said ("did not respond to a request for comment").
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple, TypeVar

from tasks.crossreference.quantities import Quantity, quantity
from tasks.crossreference.statements import Statement, statement
from tasks.crossreference.words import Word, words
from tasks.records import DateMention, Document, Extract, Figure, Material, Mode, Quotation, Segmented, Speaker, Via
from tasks.shared.english.date_expressions import first_day, last_day
from tasks.shared.english.datelines import after_dateline
from tasks.shared.speakers.attributable import LABEL_MARKS, only_asks
from tasks.shared.text.spans import trim

_SILENT_KINDS = frozenset({"title", "heading", "table"})
# the fewest words with content that can state something: "Police arrested him" has two, a dangling label one
_FEWEST_WORDS = 3
_FEWEST_OF_A_TURN = 2
# characters of a sentence; a long one of a report has 1,000, and what is much longer is a table or no sentence at all.
# A claim is printed on a dozen pages, so that without a bound one such line would make a site of many times its size.
_LONGEST = 5000
# how far before a figure the words stand that say what it counts ("mother of 12")
_BEFORE = 12
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$", re.IGNORECASE)
_CLOSING = "\"”’')"
_NOBODY: frozenset[str] = frozenset()
# one of these is in whatever the pattern after them finds; they are looked for first, as that is faster
_UNSAID = ("comment", "respond", "reached", "available", "return", "repl")
_NO_STATEMENT = re.compile(
    r"\b(?:did|does|do|has|have|had|could|would|was|were) ?(?:not|n[’']t)(?: immediately| yet)?"
    r" (?:respond|responded|repl(?:y|ied)|return(?:ed)?|comment(?:ed)?|available|reached|be reached)\b"
    r"|\bdeclined (?:to comment|comment)\b|\b(?:request|requests) for (?:further )?comment\b"
    r"|\b(?:could not|couldn[’']t) (?:immediately )?be reached\b",
    re.IGNORECASE,
)


class Days(NamedTuple):
    """The days that a date expression means, first and last included, and where it is in the document (code points)."""

    first: date
    last: date
    start: int = 0
    end: int = 0

    @property
    def length(self) -> int:
        """The number of days, at least 1."""
        return (self.last - self.first).days + 1


class PersonMention(NamedTuple):
    """A mention of a person: the id of the name, and its place (code points)."""

    id: str
    start: int
    end: int


class Passage(NamedTuple):
    """A sentence and the part of it that is the statement.

    `document` is the index in the material; `start` and `end` are the statement, `sentence` the whole sentence (code
    points). `quotation` is the quotation that the words are part of, if any; `person` is the id of the speaker's name
    if the attribution names a person. `figures`, `days` and `mentions` of persons are those of the whole sentence;
    `people` are the persons named in the statement.
    """

    document: int
    sentence: tuple[int, int]
    start: int
    end: int
    mode: Mode
    quotation: Quotation | None
    via: tuple[Via, ...]
    words: tuple[Word, ...]
    text: str
    figures: tuple[Quantity, ...]
    days: tuple[Days, ...]
    person: str | None
    people: frozenset[str]
    mentions: Sequence[PersonMention]


def passages(material: Material, said: Sequence[Sequence[Quotation]]) -> tuple[Passage, ...]:
    """Every passage of the story, in order of document and place. `said` are the quotations of each document that feed
    claims."""
    people = _people(material)
    rows = zip(material.documents, material.segmented, material.extracts, said, strict=True)
    return tuple([passage for index, row in enumerate(rows) for passage in _of_document(index, *row, people)])


class _People(NamedTuple):
    """The ids of the persons of a story, and their mentions by document."""

    ids: frozenset[str]
    mentions: dict[str, list[PersonMention]]


def _people(material: Material) -> _People:
    persons = [name for name in material.names if name.kind == "person"]
    mentions: dict[str, list[PersonMention]] = defaultdict(list)
    for name in persons:
        for mention in name.mentions:
            mentions[mention.document].append(PersonMention(name.id, mention.start, mention.end))
    return _People(frozenset([name.id for name in persons]), mentions)


_T = TypeVar("_T", Quotation, Figure, DateMention, PersonMention)
_PLACE = attrgetter("start", "end")


def _by_sentence(ends: Sequence[int], starts: Sequence[int], records: Sequence[_T]) -> dict[int, list[_T]]:
    """The records of one document that overlap each of its sentences, in order, by the number of the sentence;
    `starts` and `ends` are those of the sentences."""
    found: dict[int, list[_T]] = {}
    last = len(starts)
    for record in sorted(records, key=_PLACE):
        number, end = bisect_right(ends, record.start), record.end
        while number < last and starts[number] < end:
            if number in found:
                found[number].append(record)
            else:
                found[number] = [record]
            number += 1
    return found


def _of_document(
    index: int,
    document: Document,
    segmented: Segmented,
    extract: Extract,
    heard: Sequence[Quotation],
    people: _People,
) -> Iterator[Passage]:
    starts = [sentence.start for sentence in segmented.sentences]
    ends = [sentence.end for sentence in segmented.sentences]
    said = _by_sentence(ends, starts, heard)
    counted = _by_sentence(ends, starts, extract.figures)
    dated = _by_sentence(ends, starts, extract.dates)
    named = _by_sentence(ends, starts, people.mentions.get(document.id, ()))
    whole = document.text
    asked = _by_sentence(ends, starts, [quotation for quotation in extract.quotations if only_asks(quotation)])
    silent = {number for number, block in enumerate(document.blocks) if block.kind in _SILENT_KINDS}
    for number, sentence in enumerate(segmented.sentences):
        if sentence.block in silent:
            continue
        start, end = trim(whole, sentence.start, sentence.end)
        label = _after_label(said.get(number, ()), start, end)
        start = max(after_dateline(whole, start, end), label)
        text = whole[start:end]
        if len(text) > _LONGEST:
            continue
        found = _stating(text) or (_answer(text) if start == label > sentence.start else ())
        if not found:
            continue
        if number in asked:
            continue
        spoken = [quotation for quotation in said.get(number, ()) if quotation.end > start]
        if not spoken and text.rstrip(_CLOSING).endswith(("?", ":")):  # asks, or introduces what stands below
            continue
        stated = statement(whole, start, end, spoken)
        speaker = stated.quotation.speaker if stated.quotation else None
        yield Passage(
            index,
            (start, end),
            *stated,
            found,
            text,
            _quantities(whole, start, counted[number]) if number in counted else (),
            _dates(start, dated[number]) if number in dated else (),
            speaker.entity if speaker and speaker.entity in people.ids and is_named(whole, speaker) else None,
            _inside(stated, named[number]) if number in named else _NOBODY,
            named.get(number, ()),
        )


def _after_label(spoken: Sequence[Quotation], start: int, end: int) -> int:
    """Where the words of a turn begin behind the name of who speaks: "VALE, PORT OF LUND: |We wait."; `start` where a
    sentence has none."""
    begins = [
        quotation.start
        for quotation in spoken
        if quotation.cue is not None
        and quotation.cue.exact in LABEL_MARKS
        and start < quotation.cue.end <= quotation.start < end
        and quotation.kind == "indirect"
    ]
    return min(begins, default=start)


def _inside(stated: Statement, mentions: Sequence[PersonMention]) -> frozenset[str]:
    """The persons named in the statement."""
    low, high = stated.start, stated.end
    return frozenset([person.id for person in mentions if person.start < high and person.end > low])


@lru_cache(maxsize=1 << 12)  # copies print the same sentences
def _stating(text: str) -> tuple[Word, ...]:
    """The words of a sentence; none when it states nothing: a fragment, an address, or that nothing was said."""
    found = words(text)
    return () if len(found) < _FEWEST_WORDS or _ADDRESS.match(text) or _says_nothing(text) else found


def _answer(text: str) -> tuple[Word, ...]:
    """The words of a turn, which may be shorter than what a document states by itself: "We will find another boat."."""
    found = words(text)
    return () if len(found) < _FEWEST_OF_A_TURN or _says_nothing(text) else found


def _says_nothing(text: str) -> bool:
    """The sentence only says that nothing was said."""
    lower = text.lower()
    for word in _UNSAID:
        if word in lower:
            return _NO_STATEMENT.search(text) is not None
    return False


def is_named(text: str, speaker: Speaker) -> bool:
    """Whether the words of an attribution are the speaker's own name. What "he" or a title means can be resolved
    wrongly."""
    printed = text[speaker.start : speaker.end] if speaker.start is not None else ""
    return speaker.name.split()[-1] in printed


def _quantities(text: str, start: int, figures: Sequence[Figure]) -> tuple[Quantity, ...]:
    """The figures of a sentence that begins at `start`, behind its dateline."""
    found = [
        quantity(figure, text[max(start, figure.start - _BEFORE) : figure.start])
        for figure in figures
        if figure.end > start
    ]
    return tuple([q for q in found if q is not None])


def _dates(start: int, mentions: Sequence[DateMention]) -> tuple[Days, ...]:
    found = [(days(mention.value), mention) for mention in mentions if mention.end > start]
    return tuple([Days(d.first, d.last, mention.start, mention.end) for d, mention in found if d is not None])


@lru_cache(maxsize=1 << 12)
def days(value: str | None) -> Days | None:
    """The days that an ISO 8601 day, month, year or interval means; None for None or another value."""
    if not value:
        return None
    first, last = first_day(value), last_day(value)
    return Days(first, last) if first and last else None
