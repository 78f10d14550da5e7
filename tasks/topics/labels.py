"""Labels: the noun phrases that a subject's sentences print and the rest of the story does not.

Class-based TF-IDF (c-TF-IDF, Grootendorst 2022) over phrases instead of words: how many of the subject's claims print
the phrase, times its rarity in the story, times the share of its claims that the subject holds.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from tasks.lexicon import ordinary_rank
from tasks.noun_phrases import HOLLOW, LONGEST, Phrase, stem
from tasks.topics.features import COMMON, COMMON_CLAIMS, Features, Subject

KEYWORDS = 5
_HOLLOW_STEMS = frozenset(map(stem, HOLLOW))
# A longer phrase tells more, though it is printed less often.
_LENGTH = (1.0, 1.8, 2.0)
# Ordinary words ("change", "call") name a subject less well than rare ones. The rank in general English from which a
# word counts whole.
_RARE = 8000
# A name says who or where before it says what.
_NAME = 0.55
_ROUNDING = 1 + 1e-9  # what a bound leaves for sums that are rounded otherwise
_SHORTEST = 3  # letters of a last word; "St" and "Lt" are cut from names
# "Senior official", "difficult situation": the head says nothing.
_HOLLOW_HEAD = 0.4
# What stands in one claim is chance: a phrase that does not return is taken only where none does.
_CHANCE = 0.95
# Share of a phrase's occurrences that something must introduce as a noun phrase; below, it is more likely a verb.
_INTRODUCED = 0.5


class Labelled(NamedTuple):
    """The best phrases of a subject as they are printed, best first."""

    phrases: tuple[str, ...]


class Labels:
    """Finds the telling phrases of groups of claims of one story. `banned` are stems that may not stand alone."""

    def __init__(self, features: Features, banned: frozenset[str]) -> None:
        self._subjects = features.subjects
        self._stems = features.stems
        self._printings = features.printings
        self._banned = banned
        self._silent = banned | _HOLLOW_STEMS
        self._spread = Counter(chain.from_iterable([subject.phrases for subject in features.subjects]))
        self._most = max(COMMON_CLAIMS, COMMON * len(features.subjects))
        self._documents = len({place.document for subject in features.subjects for place in subject.places})
        self._worths: dict[int, float] = {}
        # What several claims print is told from what one alone does, since most phrases are of the second sort, and all
        # of them together seldom have to be weighed.
        self._shared = [[n for n in subject.phrases if self._spread[n] > 1] for subject in features.subjects]
        self._own: dict[int, list[tuple[float, int]]] = {}
        self._rarest = math.log(2 + len(features.subjects))

    def of(self, members: Sequence[int], noun: str) -> Labelled:
        """The label of a group: first the best phrase with the `noun` that it was gathered around, if several claims
        print one, then such as name claims that those before do not."""
        left = list(members)
        chosen: list[int] = []
        used: set[str] = set()
        while left and len(chosen) < KEYWORDS:
            best = self._with(left, noun) if not chosen else None
            if best is None and (best := self._best(left, used)) is None:
                break
            chosen.append(best)
            used.update(self._stems[best])
            left = [index for index in left if best not in self._subjects[index].phrases]
        return Labelled(tuple([_usual(self._printings[number]) for number in chosen]))

    def _with(self, members: Sequence[int], noun: str) -> int | None:
        """The phrase with the highest score that holds `noun` and is printed by several of `members`."""
        counts = Counter(chain.from_iterable([self._shared[index] for index in members]))
        scores = [
            (-worth * (count / self._spread[number]) * (count - _CHANCE), self._stems[number], number)
            for number, count in counts.items()
            if count > 1 and noun in self._stems[number] and (worth := self._worth(number))
        ]
        return min(scores)[2] if scores else None

    def _best(self, members: Sequence[int], used: set[str]) -> int | None:
        """The phrase with the highest score in the claims `members` that has no stem of `used`."""
        best: tuple[float, tuple[str, ...], int] = (0.0, (), -1)
        for number, count in Counter(chain.from_iterable([self._shared[index] for index in members])).items():
            worth = self._worth(number) * (count / self._spread[number])
            if -worth * (count + self._documents) < best[0] and used.isdisjoint(self._stems[number]):
                printing = [self._subjects[index].phrases.get(number, ()) for index in members]
                reach = count + len(set(chain.from_iterable(printing))) - 1 - _CHANCE
                best = min(best, (-worth * reach, self._stems[number], number))
        for index in members:
            subject = self._subjects[index]
            if -self._most_own(subject, LONGEST) > best[0]:
                continue
            for bound, number in self._own_of(index):
                if bound > best[0]:
                    break
                if (worth := self._worth(number)) and used.isdisjoint(self._stems[number]):
                    reach = len(subject.phrases[number]) - _CHANCE
                    best = min(best, (-worth * reach, self._stems[number], number))
        return best[2] if best[2] >= 0 else None

    def _own_of(self, index: int) -> list[tuple[float, int]]:
        """The phrases that the claim alone prints, each after the most it can score, below zero: the best first."""
        found = self._own.get(index)
        if found is None:
            subject = self._subjects[index]
            bounds = [-self._most_own(subject, length) for length in range(1, LONGEST + 1)]
            own = [number for number in subject.phrases if self._spread[number] == 1]
            found = self._own[index] = sorted([(bounds[len(self._stems[number]) - 1], number) for number in own])
        return found

    def _most_own(self, subject: Subject, length: int) -> float:
        """The most that a phrase of so many words can score which `subject` alone prints."""
        documents = len({place.document for place in subject.places})
        return (documents - _CHANCE) * self._rarest * _LENGTH[length - 1] * _ROUNDING

    def _worth(self, number: int) -> float:
        """What a phrase is worth in any group, by its rarity in the story and by its words; 0 when it is no label."""
        worth = self._worths.get(number)
        if worth is None:
            worth = self._worths[number] = self._worth_of(number)
        return worth

    def _worth_of(self, number: int) -> float:
        stems, printings = self._stems[number], self._printings[number]
        if sum([phrase.introduced for phrase in printings]) < _INTRODUCED * len(printings):
            return 0.0
        spread = self._spread[number]
        if spread > self._most or stems[-1] in self._banned or self._silent.issuperset(stems):
            return 0.0  # "nominee Mitt Romney" is but a long way to name him
        return math.log(2 + len(self._subjects) / spread) * _telling(stems, _usual(printings))


@lru_cache(maxsize=1 << 16)
def _telling(stems: tuple[str, ...], words: str) -> float:
    """How well a phrase tells what it means: the longer and the rarer in general English the better; 0 when its head
    tells nothing at all."""
    if len(stems[-1]) < _SHORTEST:
        return 0.0
    parts = words.replace("-", " ").split()
    rare = (sum(map(_rare, parts)) / len(parts)) ** 3
    name = _NAME if all(word[0].isupper() for word in words.split()) else 1.0
    return rare * _LENGTH[len(stems) - 1] * name * (_HOLLOW_HEAD if stems[-1] in _HOLLOW_STEMS else 1.0)


def head_worth(stem: str, word: str) -> float:
    """How well one noun tells what a section is about: the rarer in general English the better; 0 when it tells
    nothing."""
    return 0.0 if len(stem) < _SHORTEST or stem in _HOLLOW_STEMS else _rare(word) ** 3


@lru_cache(maxsize=1 << 16)
def _rare(word: str) -> float:
    """How rare a word is in general English, from 0 to 1."""
    return min(1.0, math.log(2 + ordinary_rank().get(word.lower(), _RARE)) / math.log(_RARE))


def _usual(printings: Sequence[Phrase]) -> str:
    """The most usual way to print a phrase, in lower case before capitals where both stand."""
    words = printings[0].words
    if len(printings) > 1:
        counts = Counter([phrase.words for phrase in printings])
        words = min(counts, key=lambda words: (-counts[words], -sum(c.islower() for c in words), words))
    return words[:-2] if words.endswith(("'s", "’s")) else words
