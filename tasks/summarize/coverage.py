"""Chooses the sentences of a summary: the greatest coverage within a number of words.

The objective is a weighted sum of facility locations (Lin and Bilmes 2011): each thing worth covering counts as far as
the best chosen sentence covers it. Such a sum is monotone and submodular, so adding the sentence with the greatest gain
for its length, again and again, comes within a constant factor of the best choice (Lin and Bilmes 2010).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from heapq import heapify, heappop, heapreplace, nsmallest
from itertools import chain

from tasks.summarize.candidates import Candidate
from tasks.summarize.coverage_units import CoverageTable, Kind, PartialCoverage

MOST_WORDS = 120  # the overview must fit one screen
MOST_SENTENCES = 6
BEGINNINGS = 4  # first sentences that are tried for the overview; more changed nothing in twelve stories

# What is worth telling, as shares of one. Distinct claims weigh most, since they are what a reader looks for; the words
# that run through the story keep side issues out; the rest is for fairness.
_SHARES = {
    Kind.CLAIM: 0.5,
    Kind.WORD: 0.18,
    Kind.SUBJECT: 0.11,
    Kind.SIDE: 0.08,
    Kind.REPORT: 0.06,
    Kind.DAY: 0.04,
    Kind.VOICE: 0.03,
}
_FEW_SIDES = 4.0  # sides; where there are fewer, they are not all that is disputed, and have less than their share
# How strongly length counts: 0 would take the longest sentences, 1 the shortest. Below 0.7 two long openings take the
# room of three facts.
_LENGTH = 0.7
_ALIKE = 0.5  # sentences that share so much of the shorter one's words, by their rarity, say nearly the same
_LEAST = 0.012  # a sentence that adds less than this share of everything is not worth its words
# How strongly the words that stand out (in many sentences, documents and headlines) outweigh the rest.
_PEAK = 1.5
# What a sentence keeps of its worth by how many words of the story's headlines it has: with none it tells a side issue,
# unless several reports tell it. That several print what somebody said makes no news of it.
_FOCUS = (0.3, 0.55, 0.8, 1.0)
_SPOKEN = 0.7


class Objective:
    """The coverage of a set of chosen candidates, which grows by `take`.

    Args:
        told: the candidates of the story and what each covers.
        wanted: indexes of the claims of which the summary is; candidates that state others are left out.
        whole: whether it is the summary of the whole story: then topics count as things to cover, and candidates with
            words of the headlines are preferred.
    """

    def __init__(self, told: CoverageTable, wanted: frozenset[int], whole: bool) -> None:
        self._all = told
        self._index = [index for index, c in enumerate(told.candidates) if c.claims[0] in wanted]
        self.candidates = [told.candidates[index] for index in self._index]
        self._worth = [c.worth * self._focus(c) if whole else c.worth for c in self.candidates]
        near = [[part for part in told.near[index] if part[0] in wanted] for index in self._index]
        if whole:
            near = [some + told.subjects[index] for some, index in zip(near, self._index, strict=True)]
        weights = self._weights(near)
        self._told = [
            [(thing, weights[thing], level) for thing, level in some if thing in weights]
            + [(thing, weights[thing], 1.0) for thing in chain(told.words[index], told.rest[index]) if thing in weights]
            for index, some in zip(self._index, near, strict=True)
        ]
        self.forget()

    def _focus(self, candidate: Candidate) -> float:
        """What a sentence keeps of its worth by what it has to do with the headlines."""
        by_words = _FOCUS[min(len(candidate.stems & self._all.focus), len(_FOCUS) - 1)]
        if self._all.several.isdisjoint(candidate.claims):
            return by_words
        return max(by_words, _SPOKEN) if candidate.spoken else 1.0

    def _weights(self, near: Sequence[Sequence[PartialCoverage]]) -> dict[int, float]:
        """The weight of each thing that some candidate tells, so scaled that each kind sums up to its share. `near` are
        the claims and subjects that each candidate tells."""
        told = self._all
        words: defaultdict[int, set[int]] = defaultdict(set)  # by document
        for index, candidate in zip(self._index, self.candidates, strict=True):
            words[candidate.document].update(told.words[index])
        documents = Counter(chain.from_iterable(words.values()))
        times = Counter(chain.from_iterable([told.words[index] for index in self._index]))
        raw: dict[int, float] = {
            thing: (math.log(count) * documents[thing] * (1 + told.headlines[told.terms[thing]])) ** _PEAK
            for thing, count in times.items()
            if count > 1
        }
        for thing in sorted({part[0] for part in chain.from_iterable(near)}):
            raw[thing] = told.claims[thing] if thing < len(told.claims) else told.fixed[thing]
        rest = Counter(chain.from_iterable([told.rest[index] for index in self._index]))
        days = {(told.days[c.order[0]], told.reports[c.document]) for c in self.candidates}
        reports = Counter([day for day, _ in days])
        for thing, count in rest.items():
            raw[thing] = told.fixed.get(thing) or reports[thing] or math.log(1 + count)
        sums = [0.0] * len(_SHARES)
        for thing, weight in raw.items():
            sums[told.kinds[thing]] += weight
        sums[Kind.SIDE] = max(sums[Kind.SIDE], _FEW_SIDES)
        scale = [_SHARES[kind] / (sums[kind] or 1.0) for kind in Kind]
        return {thing: weight * scale[told.kinds[thing]] for thing, weight in raw.items()}

    def gain(self, index: int) -> float:
        """By how much the candidate `index` would increase the coverage of those taken so far (0 or more; all coverage
        sums to 1)."""
        worth = self._worth[index]
        most, best = min(1.0, worth), self._best
        added: float = 0.0
        for thing, weight, level in self._told[index]:
            if (more := most * level - best[thing]) > 0:
                added += weight * more
        return added * max(1.0, worth)

    def rate(self, index: int) -> float:
        """The gain of the candidate `index` divided by a power of its length in words."""
        length: float = self.candidates[index].words ** _LENGTH
        return self.gain(index) / length

    def forget(self) -> None:
        """Removes all taken candidates."""
        self._best = [0.0] * len(self._all.kinds)

    def take(self, index: int) -> Candidate:
        """Takes the candidate `index`, and returns it; later gains are relative to it."""
        most = min(1.0, self._worth[index])
        for thing, _, level in self._told[index]:
            if most * level > self._best[thing]:
                self._best[thing] = most * level
        return self.candidates[index]

    def alike(self, one: int, other: int) -> bool:
        """Whether two candidates, by index, overlap in the text or share half of the shorter one's words, weighted by
        rarity."""
        first, second = self.candidates[one], self.candidates[other]
        if first.document == second.document and first.start < second.end and second.start < first.end:
            return True
        return self._all.alike(self._index[one], self._index[other]) >= _ALIKE


def choose(objective: Objective, most_words: int, most_sentences: int, beginnings: int) -> list[Candidate]:
    """Chooses candidates greedily for the best coverage, by gain for length (Lin and Bilmes 2010), with lazy evaluation
    (Minoux 1978). The first choice excludes everything similar to it, so each of the best few is tried as the first,
    and the result with the greatest coverage is kept (partial enumeration; Khuller, Moss and Naor 1999).

    Args:
        objective: what is to be covered.
        most_words: the sum of the words of all chosen candidates is at most this.
        most_sentences: at most so many candidates are chosen.
        beginnings: how many first choices are tried.

    Returns:
        The chosen candidates in reading order (`Candidate.order`); empty if none fits.
    """
    rates = [objective.rate(index) for index in range(len(objective.candidates))]
    fitting = [index for index, candidate in enumerate(objective.candidates) if candidate.words <= most_words]
    best: tuple[float, list[Candidate]] = (0.0, [])
    for first in nsmallest(beginnings, fitting, key=lambda index: (-rates[index], index)):
        objective.forget()
        found = _greedy(objective, rates, first, most_words, most_sentences)
        best = max(best, found, key=lambda found: found[0])
    return sorted(best[1], key=lambda c: c.order)


def _greedy(
    objective: Objective, rates: Sequence[float], first: int, room: int, most_sentences: int
) -> tuple[float, list[Candidate]]:
    """The candidate `first` and those that add most for their length, again and again, after how much they cover.
    `rates` say what each adds for its length when nothing is taken.

    What a candidate adds can only fall while others are taken, so that it is worked out anew only for the one that was
    best when it was last looked at (Minoux 1978)."""
    heap = [(-rate, index, 0) for index, rate in enumerate(rates)]
    heapify(heap)
    covered = objective.gain(first)
    chosen = [first]
    room -= objective.take(first).words
    while heap and len(chosen) < most_sentences:
        _, index, seen = heap[0]
        candidate = objective.candidates[index]
        if candidate.words > room or any(objective.alike(index, taken) for taken in chosen[seen:]):
            heappop(heap)
        elif seen < len(chosen):
            if objective.gain(index) >= _LEAST:
                heapreplace(heap, (-objective.rate(index), index, len(chosen)))
            else:
                heappop(heap)
        else:
            covered += objective.gain(index)
            objective.take(index)
            chosen.append(index)
            room -= candidate.words
            heappop(heap)
    return covered, [objective.candidates[index] for index in chosen]
