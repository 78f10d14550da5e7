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
_CLAIMS = 0.38
_WORDS = 0.36
_SUBJECTS = 0.05
_SIDES = 0.08
_VOICES = 0.04
_REPORTS = 0.04
_DAYS = 0.05

# A claim of one document alone; one of two counts 1, and more for each further document and origin. Copies of one
# report are one document.
_ONE_DOCUMENT = 0.3
_FURTHER_DOCUMENT = 0.3
_FURTHER_ORIGIN = 0.3
# How strongly length counts: 0 would take the longest sentences, 1 the shortest. 0.4 gave whole sentences of usual
# length in ten stories read.
_LENGTH = 0.4
# Sentences that share more than this of the shorter one's words say nearly the same.
_ALIKE = 0.5
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
        ids: Sequence[str],
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
        self._report = {c.document: report.get(ids[c.document], ids[c.document]) for c in self.candidates}
        for name in sorted(set(self._report.values())):
            weights["report", name] = 1.0
        for day, _ in sorted({(c.order[0], self._report[c.document]) for c in self.candidates}):
            weights["day", day] = weights.get(("day", day), 0.0) + 1.0
        for voice, times in sorted(voices.items()):
            weights["voice", voice] = math.log(1 + times)
        told = [self._things(candidate) for candidate in self.candidates]
        shares = _shares(weights, told)
        place = {thing: index for index, thing in enumerate(shares)}
        self._told = [tuple((place[t], shares[t]) for t in things if t in place) for things in told]
        self._best = [0.0] * len(shares)

    def _things(self, candidate: Candidate) -> list[Thing]:
        """What the candidate tells."""
        found: list[Thing] = [("claim", number) for number in candidate.claims if number in self._wanted]
        found.extend(("word", term) for term in sorted(candidate.stems))
        subjects = sorted({self._subject_of[n] for n in candidate.claims if n in self._subject_of})
        found.extend(("subject", subject) for subject in subjects)
        found.extend(("side", side) for side in candidate.sides)
        found.extend((("report", self._report[candidate.document]), ("day", candidate.order[0])))
        if candidate.voice:
            found.append(("voice", candidate.voice))
        return found

    def gain(self, index: int) -> float:
        """What the candidate at `index` adds to what those taken before tell."""
        worth = self.candidates[index].worth
        told = min(1.0, worth)
        best = self._best
        added: float = sum([weight * (told - best[thing]) for thing, weight in self._told[index] if told > best[thing]])
        return added * max(1.0, worth)

    def take(self, index: int) -> Candidate:
        """The candidate at `index`, whose words count as told from here on."""
        candidate = self.candidates[index]
        for thing, _ in self._told[index]:
            self._best[thing] = max(self._best[thing], min(1.0, candidate.worth))
        return candidate


def choose(objective: Objective, most_words: int, most_sentences: int) -> list[Candidate]:
    """The chosen candidates in reading order: by day, then as far down as they stand in their reports."""
    chosen: list[Candidate] = []
    words = 0
    left = [index for index, candidate in enumerate(objective.candidates) if candidate.words <= most_words]
    while left and len(chosen) < most_sentences:
        best, best_rate = -1, 0.0
        for index in left:
            gain = objective.gain(index)
            rate = gain / objective.candidates[index].words ** _LENGTH
            if rate > best_rate and (gain >= _LEAST or not chosen):
                best, best_rate = index, rate
        if best < 0:
            break
        chosen.append(objective.take(best))
        words += chosen[-1].words
        left = [index for index in left if _fits(objective.candidates[index], chosen[-1], most_words - words)]
    return sorted(chosen, key=lambda c: c.order)


def _fits(candidate: Candidate, taken: Candidate, room: int) -> bool:
    return candidate.words <= room and not _alike(candidate, taken)


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


_SHARES = {
    "claim": _CLAIMS,
    "word": _WORDS,
    "subject": _SUBJECTS,
    "side": _SIDES,
    "voice": _VOICES,
    "report": _REPORTS,
    "day": _DAYS,
}


def _shares(weights: dict[Thing, float], told: Sequence[Sequence[Thing]]) -> dict[Thing, float]:
    """The weights of what some candidate tells, so scaled that each kind sums up to its share."""
    known = {thing for things in told for thing in things}
    weights = {thing: weight for thing, weight in weights.items() if thing in known}
    sums: dict[str, float] = {}
    for (kind, _), weight in weights.items():
        sums[kind] = sums.get(kind, 0.0) + weight
    return {thing: weight * _SHARES[thing[0]] / (sums[thing[0]] or 1.0) for thing, weight in weights.items()}
