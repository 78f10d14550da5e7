"""What every rule of this folder reads, and how a difference is recorded."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tasks.crossreference.passages import Days, Passage
from tasks.crossreference.score import Pair, ScoredSentence
from tasks.crossreference.utterances import Rendering, RenderingGroup
from tasks.crossreference.words import words
from tasks.records import Citation, Conflict, ConflictKind, Material, Name, Reading, Side
from tasks.shared.text.spans import cite, mint

# What is stated this many days apart may have changed in between.
DAYS_APART = 4


class StoryEvidence(NamedTuple):
    """Everything of a story that conflicts are found in: its passages with their weights, the pairs that are similar
    whether joined or not, the quotations, the pairs of these that share words, the utterances, and the day of each
    document."""

    material: Material
    passages: Sequence[Passage]
    weighed: Sequence[ScoredSentence]
    pairs: Sequence[Pair]
    said: dict[str, Rendering]
    sharing: Sequence[tuple[str, str]]
    groups: Sequence[RenderingGroup]
    published: Sequence[Days | None]

    def named(self, numbers: Iterable[int]) -> dict[int, list[tuple[Name, int]]]:
        """For each of the given passages, by index, the names in it and the offsets (code points) at which they begin,
        in the order of the names. `numbers` ascend."""
        ends: dict[str, list[int]] = {}
        within: dict[str, list[int]] = {}
        for number in numbers:
            document = self.material.documents[self.passages[number].document].id
            ends.setdefault(document, []).append(self.passages[number].sentence[1])
            within.setdefault(document, []).append(number)
        found: dict[int, list[tuple[Name, int]]] = {}
        for name in self.material.names:
            for mention in name.mentions:
                start = mention.start
                until = ends.get(mention.document)
                if until is None or start >= until[-1]:
                    continue
                number = within[mention.document][bisect_right(until, start)]
                if self.passages[number].sentence[0] <= start:
                    found.setdefault(number, []).append((name, start))
        return found


class Version(NamedTuple):
    """One side of a difference: its value in short, and the passages that state it."""

    value: str
    evidence: tuple[Citation, ...]


def record(
    told: StoryEvidence,
    kind: ConflictKind,
    subject: str,
    reading: Reading,
    sides: Sequence[Version],
    note: str | None = None,
) -> Conflict:
    """The record of a difference. `sides` are two or more; the id is computed from the first passage. `subject` is what
    they differ on, `note` a remark for readers or None."""
    first = sides[0].evidence[0]
    paths = {document.id: document.path for document in told.material.documents}
    last = sides[1].evidence[0]
    return Conflict(
        id=mint("d", kind, paths[first.document], first.exact, paths[last.document], last.exact),
        kind=kind,
        subject=subject,
        reading=reading,
        sides=tuple(Side(value=side.value, evidence=side.evidence) for side in sides),
        note=note,
    )


def statement(told: StoryEvidence, passage: Passage, start: int | None = None, end: int | None = None) -> Citation:
    """The citation of a passage's statement; that of its whole sentence if the words from `start` to `end` (code
    points) are outside the statement."""
    document = told.material.documents[passage.document]
    low, high = passage.start, passage.end
    if start is not None and end is not None and not low <= start < end <= high:
        low, high = passage.sentence
    return cite(document.id, document.text, low, high)


def who(passage: Passage) -> str:
    """The value of a side that is a position: who says it."""
    speaker = passage.quotation.speaker if passage.quotation is not None else None
    return f"{speaker.name} said" if speaker is not None else "stated"


def shared_words(told: StoryEvidence, first: int, second: int) -> str:
    """What two passages (by index) are about: up to four informative words that both have, as the first prints them."""
    one, two = told.weighed[first].weights, told.weighed[second].weights
    shared = sorted((stem for stem in one if stem in two), key=lambda s: (-one[s], s))[:_MOST_SHARED]
    text = told.passages[first].text.split()
    printed = [w.strip(".,;:!?“”\"'()’‘") for w in text if any(x.stem in shared for x in words(w))]
    return " ".join(dict.fromkeys(printed))


_MOST_SHARED = 4


def days_between(told: StoryEvidence, one: Passage, two: Passage) -> int:
    """The number of days between the publication of two passages' documents; 0 if one is unknown."""
    here, there = told.published[one.document], told.published[two.document]
    return abs((here.first - there.first).days) if here and there else 0
