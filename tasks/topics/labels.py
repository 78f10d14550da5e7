"""Labels: the noun phrases that a subject's sentences print and the rest of the story does not.

Class-based TF-IDF (c-TF-IDF, Grootendorst 2022) over phrases instead of words: how many of the subject's claims print
the phrase, times its rarity in the story, times the share of its claims that the subject holds.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from tasks.lexicon import ordinary_rank
from tasks.noun_phrases import HOLLOW, stem
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
_SHORTEST = 3  # letters of a last word; "St" and "Lt" are cut from names
# "Senior official", "difficult situation": the head says nothing.
_HOLLOW_HEAD = 0.4
# What stands in one claim is chance: a phrase that does not return is taken only where none does.
_CHANCE = 0.8
# Share of a phrase's occurrences that something must introduce as a noun phrase; below, it is more likely a verb.
_INTRODUCED = 0.5


class Labelled(NamedTuple):
    """The best phrases of a subject as they are printed, best first."""

    phrases: tuple[str, ...]


class Labels:
    """Finds the telling phrases of groups of claims of one story. `banned` are stems that may not stand alone."""

    def __init__(self, features: Features, banned: frozenset[str]) -> None:
        self._features = features
        self._banned = banned
        self._spread = Counter(phrase for subject in features.subjects for phrase in subject.phrases)
        self._most = max(COMMON_CLAIMS, COMMON * len(features.subjects))
        self._printed = {phrase: _usual(counts) for phrase, counts in features.printed.items()}
        self._fits: dict[tuple[str, ...], bool] = {}
        self._worths: dict[tuple[str, ...], tuple[float, float, float]] = {}

    def of(self, members: Sequence[int]) -> Labelled:
        """The label of a group: each phrase after the first must name claims that those before it do not."""
        left = {index: self._features.subjects[index] for index in members}
        chosen: list[tuple[str, ...]] = []
        while left and len(chosen) < KEYWORDS:
            best = self._best(left.values(), chosen)
            if best is None:
                break
            chosen.append(best)
            left = {index: subject for index, subject in left.items() if best not in subject.phrases}
        return Labelled(tuple(self._printed[phrase] for phrase in chosen))

    def _best(self, subjects: Iterable[Subject], chosen: Sequence[tuple[str, ...]]) -> tuple[str, ...] | None:
        claims: Counter[tuple[str, ...]] = Counter()
        documents: dict[tuple[str, ...], set[int]] = {}
        for subject in subjects:
            for phrase, printing in subject.phrases.items():
                claims[phrase] += 1
                documents.setdefault(phrase, set()).update(printing)
        used = {term for phrase in chosen for term in phrase}
        fit = [phrase for phrase in claims if used.isdisjoint(phrase) and self._fit(phrase)]
        return min(
            fit, key=lambda phrase: (-self._score(phrase, claims[phrase], len(documents[phrase])), phrase), default=None
        )

    def _fit(self, phrase: tuple[str, ...]) -> bool:
        """Whether a phrase may be a label of this story at all."""
        known = self._fits.get(phrase)
        if known is None:
            known = self._fits[phrase] = self._may_label(phrase)
        return known

    def _may_label(self, phrase: tuple[str, ...]) -> bool:
        if phrase[-1] in self._banned or len(phrase[-1]) < _SHORTEST:
            return False  # "nominee Mitt Romney" is but a long way to name him
        if self._spread[phrase] > self._most or all(term in _HOLLOW_STEMS or term in self._banned for term in phrase):
            return False
        times = sum(self._features.printed[phrase].values())
        return self._features.introduced[phrase] >= _INTRODUCED * times

    def _score(self, phrase: tuple[str, ...], count: int, documents: int) -> float:
        everywhere = self._spread[phrase]
        worth = self._worths.get(phrase)
        if worth is None:
            worth = self._worths[phrase] = self._worth(phrase)
        rarity, name, hollow = worth
        return (
            (count + documents - 1 - _CHANCE) * rarity * (count / everywhere) * _LENGTH[len(phrase) - 1] * name * hollow
        )

    def _worth(self, phrase: tuple[str, ...]) -> tuple[float, float, float]:
        """What a phrase is worth in any group: by its rarity, by the words it is printed with, and by its head."""
        printed = self._printed[phrase]
        name = _NAME if all(word[0].isupper() for word in printed.split()) else 1.0
        return (
            math.log(2 + len(self._features.subjects) / self._spread[phrase]),
            name * _telling(printed),
            _HOLLOW_HEAD if phrase[-1] in _HOLLOW_STEMS else 1.0,
        )


@lru_cache(maxsize=1 << 16)
def _telling(words: str) -> float:
    """How rare the words of a phrase are in general English, from 0 to 1."""
    ranks = [ordinary_rank().get(word.lower(), _RARE) for word in words.replace("-", " ").split()]
    return (sum(min(1.0, math.log(2 + rank) / math.log(_RARE)) for rank in ranks) / len(ranks)) ** 3


def _usual(counts: Counter[str]) -> str:
    """The most usual way to print a phrase, in lower case before capitals where both stand."""
    words = min(counts, key=lambda words: (-counts[words], -sum(c.islower() for c in words), words))
    return words[:-2] if words.endswith(("'s", "’s")) else words
