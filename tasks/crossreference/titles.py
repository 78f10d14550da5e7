"""The words a claim is called by: its speaker, then the shortest complete rendering among its passages.

A title stands for every document behind the claim: it holds no figure and no day that one of them does not state, and
it names a speaker only where each passage names the same. Where no rendering is so, its clauses are tried, and at last
the documents that do not state it stand for a claim of their own."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from tasks.crossreference.clauses import clauses
from tasks.crossreference.passages import Days, Passage, days
from tasks.crossreference.quantities import UNCOUNTED, Quantity, overlap, quantity
from tasks.crossreference.words import stems
from tasks.records import ClaimTitle, Document, Extract, Quotation
from tasks.shared.text.spans import unchecked

# a speaker whom only the text around can name
_UNNAMED = re.compile(r"(?:he|she|it|they|i|we|his|her|its|their|my|our|this|that|who)\b", re.IGNORECASE)
_OPENS_MIDWAY = re.compile(
    r"^(?:and|but|or|he|she|it|they|this|that|these|those|who|which|however|meanwhile|instead)\b", re.I
)
# "A former official said He called …" would name somebody else: such words keep the sentence that has their subject.
_OPENS_WITH_PRONOUN = re.compile(r"(?:He|She|They|It|His|Her|Their|Its|Him|Them)\b")
_SHARED = 0.5  # of the words that all documents share, the least that a clause must have to stand for the claim
_LEAST_SHARED = 2


class StatedByDocument(NamedTuple):
    """What one document states anywhere: its figures, and the days of its dates."""

    figures: tuple[Quantity, ...]
    days: tuple[Days, ...]


def stated_by(extract: Extract) -> StatedByDocument:
    """The figures and days that a document states, given what was extracted from it."""
    figures = [quantity(figure) for figure in extract.figures]
    dated = [days(mention.value) for mention in extract.dates]
    return StatedByDocument(tuple([q for q in figures if q is not None]), tuple([d for d in dated if d is not None]))


class _Words(NamedTuple):
    """A rendering that may be the title: words of a passage, and whether they are only a clause of it."""

    passage: Passage
    start: int
    end: int
    part: bool


def title(members: Sequence[Passage], documents: Sequence[Document], told: Sequence[StatedByDocument]) -> ClaimTitle:
    """The title of a claim: the shortest complete passage whose content all its documents state. `members` are its
    passages, `documents` those of the story, `told` what each of these states (`stated_by`), in the same order."""
    best = _best(members, documents, told)
    passage = best.passage
    text = documents[passage.document].text
    start, end = best.start, best.end
    speaker = passage.quotation.speaker if passage.quotation is not None else None
    name = speaker.name if speaker is not None and _all_name(members, passage) else None
    if name is not None and _OPENS_WITH_PRONOUN.match(text, start) and passage.mode != "quoted":
        (start, end), name = passage.sentence, None
    values = {
        "start": start,
        "end": end,
        "document": documents[passage.document].id,
        "exact": text[start:end],
        "speaker": name,
    }
    return unchecked(ClaimTitle, values)


def parted(seats: Sequence[Passage], told: Sequence[StatedByDocument]) -> Iterator[list[int]]:
    """Yields groups of indexes of `seats` such that each group has a passage whose figures and days all its documents
    state: usually one group; a document that states none of the others' passages is a group of its own."""
    left = list(range(len(seats)))
    while left:
        here = [seats[place] for place in left]
        every = {passage.document for passage in here}
        most = frozenset(every) if len(every) == 1 else _widest(here, every, told)
        yield [place for place in left if seats[place].document in most]
        left = [place for place in left if seats[place].document not in most]


def _widest(members: Sequence[Passage], every: set[int], told: Sequence[StatedByDocument]) -> frozenset[int]:
    """The most documents that stand behind one rendering."""
    widest: frozenset[int] = frozenset()
    for renderings in (map(_whole, members), (w for passage in members for w in _renderings(passage, members))):
        for words in renderings:
            behind = _behind(words, members, told)
            widest = max(widest, behind, key=len)
            if len(behind) == len(every):
                return widest
    return widest


def _best(members: Sequence[Passage], documents: Sequence[Document], told: Sequence[StatedByDocument]) -> _Words:
    every = {passage.document for passage in members}
    true = list(map(_whole, members))
    if len(every) > 1:
        true = [words for words in true if _behind(words, members, told) == every] or [
            words
            for passage in members
            for words in _renderings(passage, members)
            if _behind(words, members, told) == every
        ]
    named = _all_name(members, members[0])
    return min(true, key=lambda words: _rank(words, documents[words.passage.document].text, named))


def _whole(passage: Passage) -> _Words:
    return _Words(passage, passage.start, passage.end, False)


def _renderings(passage: Passage, members: Sequence[Passage]) -> Iterator[_Words]:
    """The passage's statement, and those clauses of it that carry what the documents share; each also without a day at
    its beginning or end."""
    for words in _stretches(passage, members):
        yield words
        undated = _without_day(words)
        if undated is not None:
            yield undated


def _without_day(words: _Words) -> _Words | None:
    """The words without a day that they begin or end with ("On Thursday, …", "… on Thursday."), or None."""
    passage, offset = words.passage, words.passage.sentence[0]
    for day in passage.days:
        if not words.start <= day.start < day.end <= words.end:
            continue
        before = passage.text[words.start - offset : day.start - offset]
        after = passage.text[day.end - offset : words.end - offset]
        if not after.strip(_STOPS) and len(kept := _BEFORE_DAY.sub("", before)) < len(before):
            return _Words(passage, words.start, words.start + len(kept), True)
        if _LEADS_TO_DAY.fullmatch(before) and (comma := _COMMA.match(after)):
            return _Words(passage, day.end + comma.end(), words.end, True)
    return None


# what ends a sentence behind its last word
_STOPS = " .!?”\"’'"
# what joins a day to the words before it, or leads to one at the beginning
_BEFORE_DAY = re.compile(
    r",?\s+(?:(?:late|early)\s+)?(?:(?:on|in|at|by|during|since|from|of|last|this)\s+)?$", re.IGNORECASE
)
_LEADS_TO_DAY = re.compile(r"(?:(?:late|early|on|in|at|by|during|since)\s+)*", re.IGNORECASE)
_COMMA = re.compile(r",\s+")


def _stretches(passage: Passage, members: Sequence[Passage]) -> Iterator[_Words]:
    yield _whole(passage)
    offset = passage.sentence[0]
    shared = frozenset.intersection(*[frozenset(stems(member.text)) for member in members])
    if len(shared) < _LEAST_SHARED:
        return
    for start, end in clauses(passage.text, passage.start - offset, passage.end - offset):
        has = shared.intersection(stems(passage.text[start:end]))
        whole = end - start == passage.end - passage.start
        if not whole and len(has) >= max(_LEAST_SHARED, _SHARED * len(shared)):
            yield _Words(passage, start + offset, end + offset, True)


def _behind(words: _Words, members: Sequence[Passage], told: Sequence[StatedByDocument]) -> frozenset[int]:
    """The documents that state every figure and every day of the words."""
    own = words.passage
    figures = [q for q in own.figures if words.start <= q.figure.start and q.figure.end <= words.end]
    dated = [day for day in own.days if words.start <= day.start and day.end <= words.end]
    found = {passage.document for passage in members}
    if figures or dated:
        found = {
            number
            for number in found
            if number == own.document or _states(told[number], figures, dated, _of(members, number))
        }
    return frozenset(found)


def _of(members: Sequence[Passage], number: int) -> list[Passage]:
    return [passage for passage in members if passage.document == number]


def _states(
    document: StatedByDocument, figures: Sequence[Quantity], dated: Sequence[Days], passages: Sequence[Passage]
) -> bool:
    """Whether a document states these figures and days: a day of its passage, where that names one, and otherwise
    anywhere."""
    here = [day for passage in passages for day in passage.days]
    near = [figure for passage in passages for figure in passage.figures]
    return all(
        any(_states_figure(q, other) for other in near) or any(_same_figure(q, other) for other in document.figures)
        for q in figures
    ) and all(any(_same_days(day, other) for other in here or document.days) for day in dated)


def _same_figure(one: Quantity, two: Quantity) -> bool:
    """Whether a figure from anywhere in a document is the same: elsewhere 9 is no "6 or more"."""
    return math.isinf(one.high) == math.isinf(two.high) and one.value == two.value and _states_figure(one, two)


def _states_figure(one: Quantity, two: Quantity) -> bool:
    """Whether a document that has the figure `two` states `one`."""
    kinds = one.kind == two.kind or (UNCOUNTED in (one.kind, two.kind) and one.figure.unit == two.figure.unit)
    both_counted = one.figure.unit is None and two.figure.unit is None
    open_end = math.isinf(two.high) and not math.isinf(one.high)  # "above 5" does not state 6, but 6 is above 5
    return not open_end and (kinds or (both_counted and one.value == two.value)) and overlap(one, two)


def _same_days(one: Days, two: Days) -> bool:
    return one.first <= two.last and two.first <= one.last


def _all_name(members: Sequence[Passage], passage: Passage) -> bool:
    """Whether every passage is said to be said by the same speaker, and so the title may name him."""
    key = _speaker(passage.quotation)
    return key is not None and all(_speaker(member.quotation) == key for member in members)


def _speaker(quotation: Quotation | None) -> str | None:
    speaker = quotation.speaker if quotation is not None else None
    if speaker is None:
        return None
    return " ".join(speaker.name.split()).casefold().removeprefix("the ")


def _rank(words: _Words, text: str, named: bool) -> tuple[bool, int, int, int, int]:
    """The less, the better the words are as a title; `named` tells that all passages have one speaker, without whom a
    document's own words are better."""
    passage = words.passage
    exact = text[words.start : words.end]
    quotation = passage.quotation
    if named:
        worse = quotation is None or quotation.speaker is None or _is_unnamed(quotation.speaker.name)
    else:
        worse = quotation is not None
    # words of indirect speech begin small and are whole; words in marks that do were cut out of a sentence
    reported = quotation is not None and quotation.kind != "direct" and passage.mode == "reported"
    return (worse, _lacks_opening(exact, reported), len(exact), passage.document, words.start)


@lru_cache(maxsize=1 << 12)
def _is_unnamed(speaker: str) -> bool:
    return _UNNAMED.match(speaker) is not None


@lru_cache(maxsize=1 << 12)  # copies print the same sentences
def _lacks_opening(exact: str, reported: bool) -> int:
    """How much the words miss what stands before them."""
    dangling = _OPENS_MIDWAY.match(exact) is not None
    fragment = not exact.lstrip("“\"‘'(")[:1].isupper() and not reported
    return dangling + fragment
