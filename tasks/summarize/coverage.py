"""Choosing the sentences of a summary: the most covered in a number of words.

The objective is a weighted sum of facility locations (Lin and Bilmes 2011): each thing worth telling counts as far as
the best chosen sentence tells it. Such a sum is monotone and submodular, so adding the sentence that gains most for its
length, again and again, comes within a constant factor of the best choice (Lin and Bilmes 2010).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Sequence

from tasks.records import Claim, Conflict, CopyGroup
from tasks.summarize.candidates import Candidate

MOST_WORDS = 120  # the overview must fit one screen
MOST_SENTENCES = 6

# What is worth telling, as shares of one. Distinct claims weigh most, since they are what a reader looks for; the words
# that run through the story keep side issues out; the rest is for fairness.
_CLAIMS = 0.40
_WORDS = 0.40
_SUBJECTS = 0.06
_SIDES = 0.09
_VOICES = 0.05

# A claim of one document alone; one of two counts 1, and more for each further document and origin. Copies of one
# report are one document.
_ONE_DOCUMENT = 0.3
_FURTHER_DOCUMENT = 0.3
_FURTHER_ORIGIN = 0.3
# How strongly length counts: 0 would take the longest sentences, 1 the shortest. 0.4 gave whole sentences of usual
# length in ten stories read.
_LENGTH = 0.4
# Sentences that share more than this of the shorter one's words say nearly the same.
_ALIKE = 0.6
# A sentence that adds less than this share of everything is not worth its words.
_LEAST = 0.012

# How strongly the words that stand out (in many sentences, documents and headlines) outweigh the rest.
_PEAK = 1.5

Thing = tuple[str, Hashable]


class Objective:
    """What a summary of `claims` (by index) should cover, and how much of it a candidate does."""

    def __init__(
        self,
        candidates: Sequence[Candidate],
        claims: Sequence[Claim],
        conflicts: Sequence[Conflict],
        subject_of: dict[int, int],
        wanted: frozenset[int],
        copies: Sequence[CopyGroup],
        headlines: Counter[str],
    ) -> None:
        report = {member: group.members[0] for group in copies for member in group.members}
        self._subject_of = subject_of
        self._wanted = wanted
        self.candidates = [c for c in candidates if c.claims[0] in wanted]
        spread = Counter(term for c in self.candidates for term in c.stems)
        documents = {(term, c.document) for c in self.candidates for term in c.stems}
        in_documents = Counter(term for term, _ in documents)
        voices = Counter(c.voice for c in self.candidates if c.voice)
        weights: dict[Thing, float] = {}
        for number in sorted(wanted):
            weights["claim", number] = _weight(claims[number], report)
        for term, times in sorted(spread.items()):
            if times > 1:
                weights["word", term] = (math.log(times) * in_documents[term] * (1 + headlines[term])) ** _PEAK
        for number in sorted(wanted):
            if number in subject_of:
                subject = "subject", subject_of[number]
                weights[subject] = weights.get(subject, 0.0) + _weight(claims[number], report)
        for number, conflict in enumerate(conflicts):
            for side in range(len(conflict.sides)):
                weights["side", (number, side)] = 1.0 if conflict.reading == "conflict" else 0.5
        for voice, times in sorted(voices.items()):
            weights["voice", voice] = math.log(1 + times)
        self._weights = _shares(weights, [thing for c in self.candidates for thing in self.things(c)])

    def things(self, candidate: Candidate) -> list[Thing]:
        """What the candidate tells."""
        found: list[Thing] = [("claim", number) for number in candidate.claims if number in self._wanted]
        found.extend(("word", term) for term in sorted(candidate.stems))
        subjects = sorted({self._subject_of[n] for n in candidate.claims if n in self._subject_of})
        found.extend(("subject", subject) for subject in subjects)
        found.extend(("side", side) for side in candidate.sides)
        if candidate.voice:
            found.append(("voice", candidate.voice))
        return found

    def gain(self, candidate: Candidate, covered: dict[Thing, float]) -> float:
        """What the candidate adds to what is covered already."""
        return sum(
            self._weights.get(thing, 0.0) * max(0.0, min(1.0, candidate.worth) - covered.get(thing, 0.0))
            for thing in self.things(candidate)
        ) * max(1.0, candidate.worth)


def choose(objective: Objective, most_words: int, most_sentences: int) -> list[Candidate]:
    """The chosen candidates in reading order: by day, then as far down as they stand in their reports."""
    chosen: list[Candidate] = []
    covered: dict[Thing, float] = {}
    words = 0
    left = list(objective.candidates)
    while left and len(chosen) < most_sentences:
        left = [c for c in left if words + c.words <= most_words and not any(_alike(c, other) for other in chosen)]
        gains = [(objective.gain(c, covered), c) for c in left]
        fit = [(gain / c.words**_LENGTH, gain, c) for gain, c in gains if gain >= _LEAST or not chosen]
        if not fit:
            break
        _, gain, best = max(fit, key=lambda item: (item[0], -item[2].document, -item[2].start, -item[2].end))
        if gain <= 0:
            break
        chosen.append(best)
        words += best.words
        for thing in objective.things(best):
            covered[thing] = max(covered.get(thing, 0.0), min(1.0, best.worth))
    return sorted(chosen, key=lambda c: c.order)


def _weight(claim: Claim, report: dict[str, str]) -> float:
    """The weight of a claim by those who carry it; `report` names the first copy of each report that has copies."""
    reports = len({report.get(passage.document, passage.document) for passage in claim.evidence})
    if reports < 2:
        return _ONE_DOCUMENT
    return 1.0 + _FURTHER_DOCUMENT * (reports - 2) + _FURTHER_ORIGIN * max(0, min(claim.origins, reports) - 1)


def _alike(one: Candidate, other: Candidate) -> bool:
    if one.document == other.document and one.start < other.end and other.start < one.end:
        return True
    shorter = min(len(one.stems), len(other.stems))
    return not shorter or len(one.stems & other.stems) > _ALIKE * shorter


_SHARES = {"claim": _CLAIMS, "word": _WORDS, "subject": _SUBJECTS, "side": _SIDES, "voice": _VOICES}


def _shares(weights: dict[Thing, float], told: Sequence[Thing]) -> dict[Thing, float]:
    """The weights of what some candidate tells, so scaled that each kind sums up to its share."""
    known = set(told)
    weights = {thing: weight for thing, weight in weights.items() if thing in known}
    sums: dict[str, float] = {}
    for (kind, _), weight in weights.items():
        sums[kind] = sums.get(kind, 0.0) + weight
    return {thing: weight * _SHARES[thing[0]] / (sums[thing[0]] or 1.0) for thing, weight in weights.items()}
