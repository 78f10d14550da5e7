"""Labels: the noun phrases that a subject's sentences print and the rest of the story does not.

Class-based TF-IDF (c-TF-IDF, Grootendorst 2022) over phrases instead of words: how often the phrase returns in the
subject's claims and their documents, times its rarity in the story, times the share of its claims that the subject
holds.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from tasks.shared.english.lexicon import ordinary_rank
from tasks.shared.english.noun_phrases import HOLLOW_STEMS, NounPhrase, content_stems
from tasks.topics.features import COMMON, COMMON_CLAIMS, Sentences, TopicFeatures
from tasks.topics.noun_complements import fuller

KEYWORDS = 5
# A longer phrase tells more, though it is printed less often.
_LENGTH = (1.0, 1.8, 2.0)
# Ordinary words ("change", "call") name a subject less well than rare ones. The rank in general English from which a
# word counts whole.
_RARE = 8000
# A name says who or where before it says what.
NAME = 0.55
_AROUND = 0.5  # the noun around which claims were gathered returns, though a phrase with it may not
# A second phrase that tells less than this share of what the first does only blurs it; one word needs it sooner.
_SECOND = (0.15, 0.3)
_SHORTEST = 3  # letters of a last word; "St" and "Lt" are cut from names
# "Senior official", "difficult situation": the head says nothing.
_HOLLOW_HEAD = 0.4
# Share of a phrase's occurrences that something must introduce as a noun phrase; below, it is more likely a verb.
_INTRODUCED = 0.5


class Labelled(NamedTuple):
    """The best phrases for a topic as they are printed, the best first; at most KEYWORDS, none if no phrase was
    found."""

    phrases: tuple[str, ...]


class Labels:
    """Finds the best labels for groups of claims of one story. `banned` are stems that cannot be a label by
    themselves."""

    def __init__(self, features: TopicFeatures, sentences: Sentences, banned: frozenset[str]) -> None:
        self._subjects = features.subjects
        self._stems = features.stems
        self._printings = features.printings
        self._banned = banned
        self._silent = banned | HOLLOW_STEMS
        self._spread = Counter(chain.from_iterable([subject.phrases for subject in features.subjects]))
        self._most = max(COMMON_CLAIMS, COMMON * len(features.subjects))
        self._reports = len(set(sentences.reports))
        self._worths: dict[int, float] = {}
        self._sentences = sentences
        self._several = {n for subject in features.subjects for n, some in subject.phrases.items() if len(some) > 1}
        self._numbers = {stems: number for number, stems in enumerate(features.stems)}
        self._shared = [
            [number for number in subject.phrases if self._spread[number] > 1 or number in self._several]
            for subject in features.subjects
        ]
        self._holding = Counter(chain.from_iterable([subject.stems for subject in features.subjects]))

    def of(self, members: Sequence[int], noun: str) -> Labelled:
        """The label of a group of claims. Each further phrase must occur in claims without the phrases before it, and
        must score nearly as high.

        Args:
            members: indexes of the claims.
            noun: the stem around which the group was built; "" for none. A first phrase that contains it is preferred.
        """
        middle = self._middle(members)
        left = list(members)
        printed: list[str] = []
        used: set[str] = set()
        least = 0.0
        while left and len(printed) < KEYWORDS:
            best = self._best(left, "" if printed else noun, used, middle)
            if best is None or best[0] < least:
                break
            score, number = best
            words = self._printed(number, members, used, middle)
            least = least or score * _SECOND[" " in words]
            printed.append(words)
            used.update(self._stems[number], content_stems(words))
            left = [index for index in left if number not in self._subjects[index].phrases]
        if not printed and (any_ := self._any(members)) is not None:
            printed.append(_usual(self._printings[any_]))
        return Labelled(tuple(printed))

    def _printed(self, number: int, members: Sequence[int], used: set[str], middle: Mapping[str, float]) -> str:
        """How a phrase is printed in a label: with what it is of, where it is one word and its sentences say it."""
        words = _usual(self._printings[number])
        if " " in words or "-" in words:
            return words
        holding = [self._subjects[index].places for index in members if number in self._subjects[index].phrases]
        sentences = [self._sentences.text(place) for place in chain.from_iterable(holding)]
        silent = self._silent | used
        return fuller(words, self._stems[number][0], sentences, middle, silent) or words

    def _middle(self, members: Sequence[int]) -> dict[str, float]:
        """How much each stem is of these claims: how many of them print it, by how many of the story do."""
        counts = Counter(chain.from_iterable([self._subjects[index].stems for index in members]))
        return {stem: count * count / self._holding[stem] for stem, count in counts.items() if count > 1}

    def nouns(self, claims: int) -> int:
        """How many single nouns occur in at least `claims` claims."""
        return sum([times >= claims and len(self._stems[number]) == 1 for number, times in self._spread.items()])

    def _best(
        self, members: Sequence[int], noun: str, used: set[str], middle: Mapping[str, float]
    ) -> tuple[float, int] | None:
        """The phrase with the highest score in the claims `members` that has no stem of `used`, and the score. A phrase
        has to return, in another claim or another document; a longer one with the `noun`, which returns, need not, and
        comes before all others."""
        counts = Counter(chain.from_iterable([self._shared[index] for index in members]))
        if noun:
            some = [number for index in members for number in self._subjects[index].phrases]
            counts.update([n for n in some if n not in counts and noun in self._stems[n]])
        best: tuple[bool, float, tuple[str, ...], int] = (True, 0.0, (), -1)
        for number, count in counts.items():
            stems = self._stems[number]
            worth = self._worth(number) * count / self._spread[number]
            if not worth or not used.isdisjoint(stems):
                continue
            around = noun in stems and (count > 1 or self._made_of_nouns(stems))
            if not around and (best[1] <= -worth * (count + self._reports) or not best[0]):
                continue
            printing = [self._subjects[index].phrases.get(number, ()) for index in members]
            returns: float = count - 1 + len(set(chain.from_iterable(printing))) - 1
            if around:
                returns += _AROUND * (1 + math.fsum([middle.get(stem, 0.0) for stem in stems if stem != noun]))
            best = min(best, (not around, -worth * returns, stems, number))
        return (-best[1], best[3]) if best[1] < 0 else None

    def _made_of_nouns(self, stems: tuple[str, ...]) -> bool:
        """Whether two words that are printed once side by side are surely a phrase: the last is a noun elsewhere."""
        if len(stems) != 2 or (last := self._numbers.get(stems[1:])) is None:
            return False
        return self._spread[last] > 1 and _introduced(self._printings[last])

    def _any(self, members: Sequence[int]) -> int | None:
        """The phrase that tells most, where none returns."""
        numbers = {number for index in members for number in self._subjects[index].phrases}
        best = min([(-self._worth(number), self._stems[number], number) for number in numbers], default=None)
        return best[2] if best and best[0] < 0 else None

    def _worth(self, number: int) -> float:
        """What a phrase is worth in any group, by its rarity in the story and by its words; 0 when it is no label."""
        worth = self._worths.get(number)
        if worth is None:
            worth = self._worths[number] = self._worth_of(number)
        return worth

    def _worth_of(self, number: int) -> float:
        stems, printings = self._stems[number], self._printings[number]
        if not _introduced(printings):
            return 0.0
        spread = self._spread[number]
        if spread > self._most or stems[-1] in self._banned or self._silent.issuperset(stems):
            return 0.0  # "nominee Tomas Vale" is but a long way to name him
        return math.log(2 + len(self._subjects) / spread) * _telling(stems, _usual(printings))


@lru_cache(maxsize=1 << 16)
def _telling(stems: tuple[str, ...], words: str) -> float:
    """How well a phrase tells what it means: the longer and the rarer in general English the better; 0 when its head
    tells nothing at all."""
    if len(stems[-1]) < _SHORTEST:
        return 0.0
    parts = words.replace("-", " ").split()
    rare = (sum(map(_rare, parts)) / len(parts)) ** 3
    name = NAME if all(word[0].isupper() for word in words.split()) else 1.0
    return rare * _LENGTH[len(stems) - 1] * name * (_HOLLOW_HEAD if stems[-1] in HOLLOW_STEMS else 1.0)


def head_worth(stem: str, word: str) -> float:
    """How well a noun can label a topic, from 0 (not at all) to about 1: the cube of its rarity in general English.
    `stem` is the stem of `word`."""
    return 0.0 if len(stem) < _SHORTEST or stem in HOLLOW_STEMS else _rare(word) ** 3


@lru_cache(maxsize=1 << 16)
def _rare(word: str) -> float:
    """How rare a word is in general English, from 0 to 1."""
    return min(1.0, math.log(2 + ordinary_rank().get(word.lower(), _RARE)) / math.log(_RARE))


def _introduced(printings: Sequence[NounPhrase]) -> bool:
    """Whether enough of the printings of a phrase begin as a noun phrase does."""
    return sum([phrase.introduced for phrase in printings]) >= _INTRODUCED * len(printings)


def _usual(printings: Sequence[NounPhrase]) -> str:
    """The most usual way to print a phrase, in lower case before capitals where both stand."""
    words = printings[0].words
    if len(printings) > 1:
        counts = Counter([phrase.words for phrase in printings])
        words = min(counts, key=lambda words: (-counts[words], -sum(c.islower() for c in words), words))
    return words[:-2] if words.endswith(("'s", "’s")) else words
