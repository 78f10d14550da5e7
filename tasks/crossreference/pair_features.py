"""What two passages of a story have in common, as named numbers.

Every feature is made so that more of it speaks for one statement, or against; which of the two is held in the data file
of weights. Sums run over sorted or listed values with `math.fsum`, so that the order of a set reaches no result.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence, Set
from functools import lru_cache
from typing import NamedTuple

from tasks.crossreference.constraints import stems_of_asides
from tasks.crossreference.passages import Passage
from tasks.crossreference.quantities import UNCOUNTED, overlap
from tasks.crossreference.score import Pair, ScoredSentence, gram_cosine, weights_of
from tasks.crossreference.sentence_structure import Structure, structure
from tasks.crossreference.words import SAYING_STEMS, Word, stems, words

NAMES = (
    "letters", "contained", "numbers", "length", "other length", "kept apart", "both said", "same speaker",
    "same figures", "same day", "aside share", "no predicate", "phrases", "phrase weight", "clause least",
    "clause most", "main most", "main least", "unique", "stated unique", "plain unique", "verb unique",
    "unique share", "reused", "lead", "rivals",
)  # fmt: skip

# a phrase counts as its heaviest word and this share of the others: it is one piece of news
_REST_SHARE = 0.35
# shared phrases of more weight than this are counted
_TELLING = 1.0
# the sentences of a report up to this number are its lead
_LEADING = 2
# a sentence of the other report that scores this share of a pair's score is a rival; so many make one unit
_RIVAL = 0.6
_RIVALS = 5
# two clauses share something from so many stems on
_FEWEST_SHARED = 2


class _Sentence(NamedTuple):
    """What a distinct sentence brings to every pair that it stands in; `mass` is the weight of its stems."""

    words: tuple[Word, ...]
    stems: frozenset[str]
    mass: float
    capitals: frozenset[str]
    structure: Structure


class _BestClause(NamedTuple):
    """The two clauses that share most: their likeness, and the lesser and the greater share of either in common."""

    likeness: float
    least: float
    most: float


class Features:
    """The features of pairs of passages of one story. `weighed`, `spread` and `pairs` are what `score.units` and
    `score.pairs` give."""

    def __init__(
        self,
        passages: Sequence[Passage],
        weighed: Sequence[ScoredSentence],
        spread: Counter[str],
        pairs: Sequence[Pair],
    ) -> None:
        self._passages, self._weighed = passages, weighed
        self._weight = weights_of(spread, len(passages))
        self._sentences: dict[int, _Sentence] = {}
        self._place: list[int] = []
        self._holding: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        lengths: Counter[int] = Counter()
        for index, passage in enumerate(passages):
            self._place.append(lengths[passage.document])
            lengths[passage.document] += 1
            held = self._holding[passage.document]
            for stem in stems(passage.text):
                held[stem].append(index)
        # by passage and other document, the scores of its pairs there
        self._scores: dict[tuple[int, int], list[float]] = defaultdict(list)
        for pair in pairs:
            self._scores[pair.first, passages[pair.second].document].append(pair.plain)
            self._scores[pair.second, passages[pair.first].document].append(pair.plain)

    def of(self, pair: Pair) -> tuple[float, ...]:
        """The values of a pair, in the order of `NAMES`."""
        found = self._words(pair) | self._told(pair) | self._structure(pair) | self._story(pair)
        return tuple([found[name] for name in NAMES])

    def same_words(self, pair: Pair) -> bool:
        """Both are the same sentence, to the letter."""
        return self._passages[pair.first].text == self._passages[pair.second].text

    def telling(self, some: Set[str]) -> list[str]:
        """These stems, those first that say most in the story."""
        return sorted(some, key=lambda stem: (-self._weight.get(stem, 0.0), stem))

    def _sentence(self, index: int) -> _Sentence:
        number = self._weighed[index].number
        known = self._sentences.get(number)
        if known is None:
            text = self._passages[index].text
            keys = stems(text)
            found = words(text)
            capitals = frozenset([word.stem for word in found if word.capital])
            known = _Sentence(found, keys, self._sum(keys), capitals, structure(text))
            self._sentences[number] = known
        return known

    def _sum(self, some: Set[str]) -> float:
        return math.fsum([self._weight.get(stem, 0.0) for stem in some])

    def _shared(self, pair: Pair) -> frozenset[str]:
        return self._sentence(pair.first).stems & self._sentence(pair.second).stems

    def _words(self, pair: Pair) -> dict[str, float]:
        """How much of the words, letters and numbers of the two sentences is shared."""
        one, two = self._sentence(pair.first), self._sentence(pair.second)
        shared = one.stems & two.stems
        length, other = len(one.words), len(two.words)
        letters = gram_cosine(self._weighed[pair.first].stems, self._weighed[pair.second].stems)
        return {
            "letters": math.sqrt(letters),
            "contained": len(shared) / min(len(one.stems), len(two.stems)),
            "numbers": math.log1p(sum([stem[0] == "#" for stem in shared])),
            "length": math.log1p(min(length, other)),
            "other length": abs(math.log((1 + length) / (1 + other))),
            "kept apart": float(pair.score == 0.0),
        }

    def _told(self, pair: Pair) -> dict[str, float]:
        """Who says it, which figures and days they share, and how much that is shared only tells who somebody is."""
        one, two = self._passages[pair.first], self._passages[pair.second]
        shared = self._shared(pair)
        mass = self._sum(shared)
        figures = [figure for figure in one.figures if figure.kind != UNCOUNTED]
        same = [any(f.kind == other.kind and overlap(f, other) for other in two.figures) for f in figures]
        here, there = ({day.first for day in passage.days if day.length == 1} for passage in (one, two))
        asides = stems_of_asides(one.text) | stems_of_asides(two.text)
        return {
            "both said": float(one.quotation is not None and two.quotation is not None),
            "same speaker": float(one.person is not None and one.person == two.person),
            "same figures": math.log1p(sum(same)),
            "same day": float(not here.isdisjoint(there)),
            "aside share": self._sum(shared & asides) / mass if mass else 0.0,
            "no predicate": float(not predicates(one, two)),
        }

    def _structure(self, pair: Pair) -> dict[str, float]:
        """Which phrases and clauses the two sentences share."""
        one, two = self._sentence(pair.first).structure, self._sentence(pair.second).structure
        shared = self._shared(pair)
        matched = self._matched_phrases(one, two)
        clause = self._best_clause(one, two)
        mains = sorted([self._main_share(one, shared), self._main_share(two, shared)])
        return {
            "phrases": math.log1p(sum([weight > _TELLING for weight in matched])),
            "phrase weight": math.log1p(math.fsum(matched)),
            "clause least": clause.least,
            "clause most": clause.most,
            "main most": mains[1],
            "main least": mains[0],
        }

    def _matched_phrases(self, one: Structure, two: Structure) -> list[float]:
        """The weights that phrases share, each phrase with one of the other sentence, the heaviest first."""
        holders: dict[str, list[int]] = defaultdict(list)
        for number, phrase in enumerate(two.phrases):
            for stem in dict.fromkeys(phrase.stems):
                holders[stem].append(number)
        common: dict[tuple[int, int], list[float]] = defaultdict(list)
        for number, phrase in enumerate(one.phrases):
            for stem in dict.fromkeys(phrase.stems):
                for other in holders.get(stem, ()):
                    common[number, other].append(self._weight.get(stem, 0.0))
        taken: set[tuple[str, int]] = set()
        found: list[float] = []
        for weight, here, there in sorted([(-_one_piece(values), *key) for key, values in common.items()]):
            if ("one", here) not in taken and ("two", there) not in taken:
                taken.update((("one", here), ("two", there)))
                found.append(-weight)
        return found

    def _best_clause(self, one: Structure, two: Structure) -> _BestClause:
        best = _BestClause(0.0, 0.0, 0.0)
        for here in _clause_stems(one):
            for there in _clause_stems(two):
                shared = here & there
                if len(shared) < _FEWEST_SHARED:
                    continue
                mass, whole, other = self._sum(shared), self._sum(here), self._sum(there)
                if mass:
                    likeness = mass * mass / math.sqrt(whole * other)
                    if likeness > best.likeness:
                        best = _BestClause(likeness, mass / max(whole, other), mass / min(whole, other))
        return best

    def _main_share(self, sentence: Structure, shared: Set[str]) -> float:
        """How much of the main clause is in the other sentence too."""
        if not sentence.clauses:
            return 0.0
        own = _clause_stems(sentence)[sentence.main]
        whole = self._sum(own)
        return self._sum(own & shared) / whole if whole else 0.0

    def _story(self, pair: Pair) -> dict[str, float]:
        """How the pair stands among the other sentences of the two reports: a word that one of them uses again and
        again says little, and a sentence that shares as much with several states the same as none of them."""
        one, two = self._passages[pair.first], self._passages[pair.second]
        first, second = self._sentence(pair.first), self._sentence(pair.second)
        shared = sorted(first.stems & second.stems)
        alone = self._alone(pair, shared)
        said = statement_stems(one) & statement_stems(two)
        stated = said - first.capitals - second.capitals
        done = said & _verbs(first.structure) & _verbs(second.structure)
        least = min(first.mass, second.mass)
        unique = math.fsum(alone.values())
        return {
            "unique": math.log1p(unique),
            "stated unique": math.log1p(math.fsum([alone[stem] for stem in said])),
            "plain unique": math.log1p(math.fsum([alone[stem] for stem in stated])),
            "verb unique": math.log1p(math.fsum([alone[stem] for stem in done])),
            "unique share": unique / least if least else 0.0,
            "reused": self._reused(pair, shared),
            "lead": float(self._place[pair.first] <= _LEADING and self._place[pair.second] <= _LEADING),
            "rivals": (self._rivals(pair, pair.first, two) + self._rivals(pair, pair.second, one)) / _RIVALS,
        }

    def _alone(self, pair: Pair, shared: Sequence[str]) -> dict[str, float]:
        """The weight of each shared stem, less for each other sentence of the two reports that has it."""
        here, there = (self._holding[self._passages[index].document] for index in (pair.first, pair.second))
        return {stem: self._weight[stem] / math.sqrt(len(here[stem]) * len(there[stem])) for stem in shared}

    def _reused(self, pair: Pair, shared: Sequence[str]) -> float:
        """The most of what the two share that another sentence of either report has too, as a share of its weight."""
        again: dict[int, float] = defaultdict(float)
        for document in sorted({self._passages[pair.first].document, self._passages[pair.second].document}):
            held = self._holding[document]
            for stem in shared:
                for other in held.get(stem, ()):
                    again[other] += self._weight[stem]
        again.pop(pair.first, None)
        again.pop(pair.second, None)
        mass = math.fsum([self._weight[stem] for stem in shared])
        return max(again.values(), default=0.0) / mass if mass else 0.0

    def _rivals(self, pair: Pair, index: int, other: Passage) -> int:
        """How many other sentences of the other's report are nearly as much like the passage of this number."""
        scores = self._scores[index, other.document]
        return sum([value > _RIVAL * pair.plain for value in scores]) - 1


def statement_stems(passage: Passage) -> frozenset[str]:
    """The stems of the words of a passage that are its statement."""
    low, high = passage.start - passage.sentence[0], passage.end - passage.sentence[0]
    if passage.quotation is None or high - low >= len(passage.text) - 2:
        return stems(passage.text)
    return stems(passage.text[low:high])


def predicates(one: Passage, two: Passage) -> frozenset[str]:
    """The stems that both statements have outside what only tells who somebody is, and that are a verb in one."""
    shared = statement_stems(one) & statement_stems(two)
    verbs = _verbs(structure(one.text)) | _verbs(structure(two.text))
    return (shared & verbs) - stems_of_asides(one.text) - stems_of_asides(two.text) - SAYING_STEMS


@lru_cache(maxsize=1 << 12)
def _verbs(sentence: Structure) -> frozenset[str]:
    """The stems of the verbs of a sentence."""
    return frozenset([stem for phrase in sentence.phrases if phrase.verb for stem in phrase.stems])


@lru_cache(maxsize=1 << 12)
def _clause_stems(sentence: Structure) -> tuple[frozenset[str], ...]:
    """The stems of each clause."""
    return tuple(
        [
            frozenset([stem for number in clause for stem in sentence.phrases[number].stems])
            for clause in sentence.clauses
        ]
    )


def _one_piece(values: Sequence[float]) -> float:
    """The weight of a phrase of words of these weights."""
    most = max(values)
    return most + _REST_SHARE * (math.fsum(values) - most)
