"""What the candidate sentences of a story cover, as far as it does not depend on what the summary is of."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from enum import IntEnum
from itertools import chain
from typing import NamedTuple

from tasks.records import Claim, Conflict, CopyGroup
from tasks.shared.english.noun_phrases import HOLLOW_STEMS, content_stems
from tasks.summarize.candidates import Candidate

# A claim of one document alone; one of two counts 1, and more for each further document and origin. Copies of one
# report are one document.
_ONE_DOCUMENT = 0.1
_FURTHER_DOCUMENT = 0.3
_FURTHER_ORIGIN = 0.3
# What a report tells in its first sentences is what it is written for.
OPENING = 3
_OPENS = 1.5
# A sentence tells a claim in part with which it shares so much of its words, by their rarity. What it shares
# counts less than in proportion: half of the words are seldom half of the matter.
_NEAR = 0.3
_NEAR_PEAK = 1.5
# A stem in more of the claims than this is of the story, and tells no claim from another.
_COMMON = 0.25
_COMMON_CLAIMS = 5
_EXACT = 1000  # rarities are whole numbers, so that their sums do not depend on an order
# Shares of its headline's words that a sentence of the report may tell; each is worth telling for itself.
_LEVELS = (0.3, 0.45, 0.6)
_BESIDE = 0.2  # how far a sentence tells a subject of whose label it has no word
_FEW = 3  # reports; in larger stories the words of one headline alone are not the story's


class Kind(IntEnum):
    """The kinds of things that a summary can cover."""

    CLAIM = 0
    WORD = 1
    SUBJECT = 2
    SIDE = 3
    REPORT = 4
    DAY = 5
    VOICE = 6


class PartialCoverage(NamedTuple):
    """A thing, by its number in the story, and how far a candidate covers it (above 0, at most 1)."""

    thing: int
    level: float


class TopicWords(NamedTuple):
    """The claims of a topic, by index, and the stems of its label."""

    claims: frozenset[int]
    label: frozenset[str]


class CoverageTable:
    """The candidates of a story and the things that each covers. Things are numbered over all kinds; claims have their
    own index.

    A candidate covers a claim that it does not carry partly, when their overlap, weighted by rarity, exceeds a share of
    the claim's words; the coverage grows faster than the overlap, since half of the words are seldom half of the
    matter.

    Args:
        candidates, claims, conflicts, copies: those of the story.
        headlines: the stems of each document's headline, by document index.
        ids: the ids of the documents, by index.
        names: for each resolved name the stems of all its forms.
        subjects: the topics of the story, which are to be covered too.
    """

    def __init__(
        self,
        candidates: Sequence[Candidate],
        claims: Sequence[Claim],
        conflicts: Sequence[Conflict],
        copies: Sequence[CopyGroup],
        headlines: Sequence[frozenset[str]],
        ids: Sequence[str],
        names: Iterable[frozenset[str]],
        subjects: Sequence[TopicWords],
    ) -> None:
        self.candidates = candidates
        report = {member: group.members[0] for group in copies for member in group.members}
        self.reports = [report.get(name, name) for name in ids]  # by document
        self._headlines = headlines
        self.headlines = Counter(chain.from_iterable(headlines))
        few = len(set(self.reports)) <= _FEW
        self.focus = frozenset([term for term, times in self.headlines.items() if few or times > 1])
        carried = [_carried(claim, report) for claim in claims]
        opening = {number for c in candidates if c.order[1] < OPENING for number in c.claims}
        self.claims = [
            (weight or _ONE_DOCUMENT) * (_OPENS if number in opening else 1.0) for number, weight in enumerate(carried)
        ]
        self.several = {number for number, weight in enumerate(carried) if weight}  # claims of more than one report
        self.kinds: list[Kind] = [Kind.CLAIM] * len(claims)
        self._numbers: dict[tuple[Kind, Hashable], int] = {}
        self.fixed: dict[int, float] = {}  # weights of things other than claims that are the same in every summary
        for number, conflict in enumerate(conflicts):
            for side in range(len(conflict.sides)):
                self.fixed[self._number(Kind.SIDE, (number, side))] = 1.0 if conflict.reading == "conflict" else 0.5
        self.days: dict[str, int] = {}
        words = [content_stems(min([passage.exact for passage in claim.evidence], key=len)) for claim in claims]
        self._rarity = _rarity(words, names)
        self._lengths = [self._weigh(c.stems) for c in candidates]
        self.near = self._near(words)
        spread = Counter(chain.from_iterable([c.stems for c in candidates]))
        self.terms = {self._number(Kind.WORD, term): term for term in sorted(spread) if spread[term] > 1}
        self.words = [sorted([self._number(Kind.WORD, t) for t in c.stems if spread[t] > 1]) for c in candidates]
        self.rest = [self._rest(candidate) for candidate in candidates]
        self.subjects = self._tell(subjects)

    def alike(self, one: int, other: int) -> float:
        """The overlap of two candidates, by index: the share (0 to 1) of the shorter one's stems, weighted by rarity,
        that both have."""
        shared = self._weigh(self.candidates[one].stems & self.candidates[other].stems)
        return shared / (min(self._lengths[one], self._lengths[other]) or 1) if shared else 0.0

    def _number(self, kind: Kind, thing: Hashable) -> int:
        number = self._numbers.setdefault((kind, thing), len(self.kinds))
        if number == len(self.kinds):
            self.kinds.append(kind)
        return number

    def _weigh(self, stems: frozenset[str]) -> int:
        return sum([self._rarity.get(term, 0) for term in stems])

    def _near(self, words: Sequence[frozenset[str]]) -> list[list[PartialCoverage]]:
        """The claims that each candidate tells: its own whole, others as far as it shares their words."""
        holding: defaultdict[str, list[int]] = defaultdict(list)
        for number, stems in enumerate(words):
            for term in stems:
                if self._rarity[term]:
                    holding[term].append(number)
        lengths = [self._weigh(stems) for stems in words]
        near: list[list[PartialCoverage]] = []
        for candidate in self.candidates:
            shared: dict[int, int] = {}
            for term in candidate.stems & holding.keys():
                rarity = self._rarity[term]
                for number in holding[term]:
                    shared[number] = shared.get(number, 0) + rarity
            told = {n: (its / lengths[n]) ** _NEAR_PEAK for n, its in shared.items() if its >= _NEAR * lengths[n]}
            told.update(dict.fromkeys(candidate.claims, 1.0))
            near.append([PartialCoverage(number, told[number]) for number in sorted(told)])
        return near

    def _rest(self, candidate: Candidate) -> list[int]:
        found = [self._number(Kind.SIDE, side) for side in candidate.sides]
        report, headline = self.reports[candidate.document], self._headlines[candidate.document]
        told = len(headline & candidate.stems) / len(headline) if headline else 0.0
        found += [self._number(Kind.REPORT, (report, level)) for level in _LEVELS if told >= level]
        self.fixed.update(dict.fromkeys(found[len(candidate.sides) :], 1.0))
        found.append(self.days.setdefault(candidate.order[0], self._number(Kind.DAY, candidate.order[0])))
        if candidate.voice:
            found.append(self._number(Kind.VOICE, candidate.voice))
        return found

    def _tell(self, subjects: Sequence[TopicWords]) -> list[list[PartialCoverage]]:
        """The subjects that each candidate tells: whole if it has a word of the label."""
        of = {number: place for place, subject in enumerate(subjects) for number in subject.claims}
        things = [self._number(Kind.SUBJECT, place) for place in range(len(subjects))]
        for thing, subject in zip(things, subjects, strict=True):
            self.fixed[thing] = sum([self.claims[number] for number in sorted(subject.claims)])
        return [
            [
                PartialCoverage(things[place], _BESIDE if subjects[place].label.isdisjoint(candidate.stems) else 1.0)
                for place in sorted({of[number] for number in candidate.claims if number in of})
            ]
            for candidate in self.candidates
        ]


def _carried(claim: Claim, report: dict[str, str]) -> float:
    """The weight of a claim by those who carry it, 0 if there is but one; `report` names the first copy of each report
    that has copies."""
    reports = len({report.get(passage.document, passage.document) for passage in claim.evidence})
    if reports < 2:
        return 0.0
    return 1.0 + _FURTHER_DOCUMENT * (reports - 2) + _FURTHER_ORIGIN * max(0, min(claim.origins, reports) - 1)


def _rarity(words: Sequence[frozenset[str]], names: Iterable[frozenset[str]]) -> dict[str, int]:
    """How well a stem tells one of the claims, of `words`, from others: 0 if it tells nothing by itself or is all over
    the story. The parts of a name are as common as the commonest of them."""
    spread = Counter(chain.from_iterable(words))
    most = max(_COMMON_CLAIMS, _COMMON * len(words))
    rarity = {
        term: 0 if term in HOLLOW_STEMS or times > most else round(_EXACT * math.log((len(words) + 1) / times))
        for term, times in spread.items()
    }
    for name in names:
        if parts := [term for term in name if term in rarity and term not in HOLLOW_STEMS]:
            least = min([rarity[term] for term in parts])
            rarity.update(dict.fromkeys(parts, least))
    return rarity
