"""Labels: the noun phrases that a subject's sentences print and the rest of the story does not.

Class-based TF-IDF (c-TF-IDF, Grootendorst 2022) over phrases instead of words: how often the phrase returns in the
subject's claims and their documents, times its rarity in the story, times the share of its claims that the subject
holds.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from tasks.lexicon import ordinary_rank
from tasks.noun_phrases import HOLLOW, Phrase, stem
from tasks.topics.features import COMMON, COMMON_CLAIMS, Features

KEYWORDS = 5
_PRINTED = 2  # of them stand in the label
_HOLLOW_STEMS = frozenset(map(stem, HOLLOW))
# A longer phrase tells more, though it is printed less often.
_LENGTH = (1.0, 1.8, 2.0)
# Ordinary words ("change", "call") name a subject less well than rare ones. The rank in general English from which a
# word counts whole.
_RARE = 8000
# A name says who or where before it says what.
_NAME = 0.55
_AROUND = 2.0  # the noun around which claims were gathered is what they share
_SHORTEST = 3  # letters of a last word; "St" and "Lt" are cut from names
# "Senior official", "difficult situation": the head says nothing.
_HOLLOW_HEAD = 0.4
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
        self._shared = [
            [n for n, documents in subject.phrases.items() if self._spread[n] > 1 or len(documents) > 1]
            for subject in features.subjects
        ]

    def of(self, members: Sequence[int], noun: str) -> Labelled:
        """The label of a group gathered around a `noun`: each phrase after the first must name claims that those before
        it do not."""
        left = list(members)
        chosen: list[int] = []
        used: set[str] = set()
        while left and len(chosen) < KEYWORDS:
            best = self._best(left, noun, used)
            if best is None and len(chosen) < _PRINTED:
                best = self._any(left, len(chosen) + 1, used)
            if best is None:
                break
            chosen.append(best)
            used.update(self._stems[best])
            left = [index for index in left if best not in self._subjects[index].phrases]
        return Labelled(tuple([_usual(self._printings[number]) for number in chosen]))

    def nouns(self, claims: int) -> int:
        """How many single nouns so many claims or more print."""
        return sum([times >= claims and len(self._stems[number]) == 1 for number, times in self._spread.items()])

    def _best(self, members: Sequence[int], noun: str, used: set[str]) -> int | None:
        """The phrase with the highest score in the claims `members` that has no stem of `used`; a phrase has to return,
        in another claim or another document, and counts more with the `noun`."""
        best: tuple[float, tuple[str, ...], int] = (0.0, (), -1)
        for number, count in Counter(chain.from_iterable([self._shared[index] for index in members])).items():
            stems = self._stems[number]
            worth = self._worth(number) * (count / self._spread[number]) * (_AROUND if noun in stems else 1.0)
            if not used.isdisjoint(stems):
                continue
            if -worth * (count + self._documents) < best[0]:
                printing = [self._subjects[index].phrases.get(number, ()) for index in members]
                returns = count - 1 + len(set(chain.from_iterable(printing))) - 1
                best = min(best, (-worth * returns, stems, number))
        return best[2] if best[0] < 0 else None

    def _any(self, members: Sequence[int], length: int, used: set[str]) -> int | None:
        """The phrase of `length` words or more that tells most, where none returns."""
        numbers = {number for index in members for number in self._subjects[index].phrases}
        fit = [n for n in numbers if len(self._stems[n]) >= length and used.isdisjoint(self._stems[n])]
        best = min([(-self._worth(number), self._stems[number], number) for number in fit], default=None)
        return best[2] if best and best[0] < 0 else None

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
