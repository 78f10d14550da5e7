"""Choosing the sentences of a summary: the most covered in a number of words.

The objective is a weighted sum of facility locations (Lin and Bilmes 2011): each thing worth telling counts as far as
the best chosen sentence tells it. Such a sum is monotone and submodular, so adding the sentence that gains most for its
length, again and again, comes within a constant factor of the best choice (Lin and Bilmes 2010).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Sequence
from heapq import heapify, heappop, heapreplace, nsmallest
from itertools import chain

from tasks.records import Claim, Conflict, CopyGroup
from tasks.summarize.candidates import Candidate

MOST_WORDS = 120  # the overview must fit one screen
MOST_SENTENCES = 6
BEGINNINGS = 4  # first sentences that are tried for the overview; more changed nothing in twelve stories

# What is worth telling, as shares of one. Distinct claims weigh most, since they are what a reader looks for; the words
# that run through the story keep side issues out; the rest is for fairness.
_CLAIMS = 0.45
_WORDS = 0.22
_SUBJECTS = 0.1
_SIDES = 0.08
_VOICES = 0.04
_REPORTS = 0.06
_DAYS = 0.05

# A claim of one document alone; one of two counts 1, and more for each further document and origin. Copies of one
# report are one document.
_ONE_DOCUMENT = 0.05
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

# What a sentence keeps of its worth by how many words of the story's headlines it has: with none it tells a side issue.
_FOCUS = (0.3, 0.55, 0.8, 1.0)
_FEW = 3  # reports; in larger stories the words of one headline alone are not the story's
# Shares of its headline's words that a sentence of the report may tell; each is worth telling for itself.
_LEVELS = (0.3, 0.45, 0.6)

Thing = tuple[str, Hashable]


class Story:
    """What the summaries of a story and of its topics share: the candidates, and what each tells whatever is asked for.
    `headlines` are the stems of the headline of each document, `ids` names the documents by index."""

    def __init__(
        self,
        candidates: Sequence[Candidate],
        claims: Sequence[Claim],
        conflicts: Sequence[Conflict],
        copies: Sequence[CopyGroup],
        headlines: Sequence[frozenset[str]],
        ids: Sequence[str],
    ) -> None:
        report = {member: group.members[0] for group in copies for member in group.members}
        self.candidates = candidates
        self.headlines = Counter(chain.from_iterable(headlines))
        self._headlines = headlines  # by document
        self.weights = [_weight(claim, report) for claim in claims]
        self.reports = [report.get(name, name) for name in ids]
        self.sides: dict[Thing, float] = {
            ("side", (number, side)): 1.0 if conflict.reading == "conflict" else 0.5
            for number, conflict in enumerate(conflicts)
            for side in range(len(conflict.sides))
        }
        few = len(set(self.reports)) <= _FEW
        self.focus = frozenset([stem for stem, times in self.headlines.items() if few or times > 1])
        self.words: list[list[Thing]] = [[("word", term) for term in sorted(c.stems)] for c in candidates]
        self.rest: list[list[Thing]] = [self._rest(candidate) for candidate in candidates]

    def _rest(self, candidate: Candidate) -> list[Thing]:
        found: list[Thing] = [("side", side) for side in candidate.sides]
        report, headline = self.reports[candidate.document], self._headlines[candidate.document]
        told = len(headline & candidate.stems) / len(headline) if headline else 0.0
        found += [("report", (report, level)) for level in _LEVELS if told >= level]
        found.append(("day", candidate.order[0]))
        if candidate.voice:
            found.append(("voice", candidate.voice))
        return found


class Objective:
    """What a summary of the claims `wanted` (by index) of a story should cover, and how much of it a candidate does.
    `subject_of` says which subject a claim belongs to, where subjects are to be covered; `focus` are the words of what
    the summary is of, where they are to be told first."""

    def __init__(
        self, story: Story, subject_of: dict[int, int], wanted: frozenset[int], focus: frozenset[str] | None
    ) -> None:
        chosen = [index for index, c in enumerate(story.candidates) if c.claims[0] in wanted]
        self.candidates = [story.candidates[index] for index in chosen]
        told: list[list[Thing]] = []
        for index in chosen:
            claims = story.candidates[index].claims
            things: list[Thing] = [("claim", number) for number in claims if number in wanted]
            things += story.words[index]
            things += [("subject", s) for s in sorted({subject_of[n] for n in claims if n in subject_of})]
            things += story.rest[index]
            told.append(things)
        shares = _shares(self._weights(story, subject_of, wanted), told)
        self._worth = [c.worth * _focus(c.stems, focus) for c in self.candidates]
        parts = {thing: (place, share) for place, (thing, share) in enumerate(shares.items())}
        self._told = [[part for thing in things if (part := parts.get(thing))] for things in told]
        self._best = [0.0] * len(shares)

    def _weights(self, story: Story, subject_of: dict[int, int], wanted: frozenset[int]) -> dict[Thing, float]:
        weights: dict[Thing, float] = {("claim", number): story.weights[number] for number in sorted(wanted)}
        spread = Counter(chain.from_iterable([c.stems for c in self.candidates]))
        stems: dict[int, set[str]] = {}
        for c in self.candidates:
            stems.setdefault(c.document, set()).update(c.stems)
        documents = Counter(chain.from_iterable(stems.values()))
        for term, times in sorted([item for item in spread.items() if item[1] > 1]):
            weights["word", term] = (math.log(times) * documents[term] * (1 + story.headlines[term])) ** _PEAK
        for number in sorted(wanted & subject_of.keys()):
            subject = "subject", subject_of[number]
            weights[subject] = weights.get(subject, 0.0) + story.weights[number]
        weights.update(story.sides)
        for name in sorted({story.reports[document] for document in stems}):
            for level in _LEVELS:
                weights["report", (name, level)] = 1.0
        for day, _ in sorted({(c.order[0], story.reports[c.document]) for c in self.candidates}):
            weights["day", day] = weights.get(("day", day), 0.0) + 1.0
        for voice, times in sorted(Counter([c.voice for c in self.candidates if c.voice]).items()):
            weights["voice", voice] = math.log(1 + times)
        return weights

    def gain(self, index: int) -> float:
        """What the candidate at `index` adds to what those taken before tell."""
        worth = self._worth[index]
        told = min(1.0, worth)
        best = self._best
        added: float = sum([weight * (told - best[thing]) for thing, weight in self._told[index] if told > best[thing]])
        return added * max(1.0, worth)

    def rate(self, index: int) -> float:
        """What it adds for its length."""
        length: float = self.candidates[index].words ** _LENGTH
        return self.gain(index) / length

    def forget(self) -> None:
        """Takes nothing as told, as at first."""
        self._best = [0.0] * len(self._best)

    def take(self, index: int) -> Candidate:
        """The candidate at `index`, whose words count as told from here on."""
        told = min(1.0, self._worth[index])
        for thing, _ in self._told[index]:
            self._best[thing] = max(self._best[thing], told)
        return self.candidates[index]


def _focus(stems: frozenset[str], focus: frozenset[str] | None) -> float:
    """What a sentence keeps of its worth that tells so many words of the `focus`."""
    return 1.0 if focus is None else _FOCUS[min(len(stems & focus), len(_FOCUS) - 1)]


def choose(objective: Objective, most_words: int, most_sentences: int, beginnings: int) -> list[Candidate]:
    """The chosen candidates in reading order: by day, then as far down as they stand in their reports.

    The first choice rules out whatever is like it, which may be better news; so each of the best few `beginnings` is
    tried, and that kept which covers most in the end (Khuller, Moss and Naor 1999)."""
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
    chosen = [objective.take(first)]
    room -= chosen[0].words
    while heap and len(chosen) < most_sentences:
        _, index, seen = heap[0]
        candidate = objective.candidates[index]
        if candidate.words > room or any(_alike(candidate, taken) for taken in chosen[seen:]):
            heappop(heap)
        elif seen < len(chosen):
            if objective.gain(index) >= _LEAST:
                heapreplace(heap, (-objective.rate(index), index, len(chosen)))
            else:
                heappop(heap)
        else:
            covered += objective.gain(index)
            chosen.append(objective.take(index))
            room -= candidate.words
            heappop(heap)
    return covered, chosen


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
    known = set(chain.from_iterable(told))
    weights = {thing: weight for thing, weight in weights.items() if thing in known}
    sums: dict[str, float] = {}
    for (kind, _), weight in weights.items():
        sums[kind] = sums.get(kind, 0.0) + weight
    return {thing: weight * _SHARES[thing[0]] / (sums[thing[0]] or 1.0) for thing, weight in weights.items()}
