"""How alike two sentences of one story are.

Score = shared weight x TF-IDF cosine x sqrt(cosine of 4-grams / .55), on the stems of whole sentences. Weights
are the story's own inverse sentence frequencies, scaled to a fixed maximum, so that one threshold serves small and
large stories and nothing depends on a document outside. Sums run over sorted stems: the order of a set must not reach
a result.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import chain, combinations, product, repeat
from operator import mul
from typing import NamedTuple

from tasks.crossreference.constraints import NOTHING_AGAINST, judge
from tasks.crossreference.passages import Passage
from tasks.crossreference.quantities import UNCOUNTED
from tasks.crossreference.words import EVERYDAY_STEMS, SAYING_STEMS, Word, stems, words

# The weight of a stem that stands in one sentence. Chosen with the thresholds, which are in the same unit.
_TOP_WEIGHT = 4.5
# A story is weighed as if it had at least this many sentences: in a smaller one every shared word would look common.
_FEWEST_SENTENCES = 60
_SAYING_SHARE = 0.3
# What tells who speaks counts for less than what is said: two statements of one man are not one.
_TOLD_SHARE = 0.5
_EVERYDAY_SHARE = 0.6
# In a run of capitalised words ("President Tomas Vale") only the heaviest counts in full: a name is one piece of news.
_RUN_SHARE = 0.35
# A figure with what it counts, or a day, tells as much as a word; the bare number beside it tells less.
_NUMBER_SHARE = 0.35
# the stems of which only a share counts, whatever the sentence
_OWN_SHARES = dict.fromkeys(EVERYDAY_STEMS, _EVERYDAY_SHARE) | dict.fromkeys(SAYING_STEMS, _SAYING_SHARE)
_NOTHING: frozenset[str] = frozenset()
_GRAM = 4
_GRAM_COSINE = 0.55
# sentences that share a figure with what it counts need less likeness of letters
_MARKED = 0.85
# A stem in more than this share of the sentences proposes no pair; a pair is looked at from this shared weight on.
_COMMON_SHARE = 0.12
# nor one in more than this many: what a large story says often says little, and its pairs would grow with the square
_MOST_HOLDERS = 200
_LEAST_SHARED = 3.0
# below this score a pair is not even said to read alike
_LEAST_SCORE = 0.6
_MOST_LIKENESS = math.sqrt(1.0 / _GRAM_COSINE)
# below this score no pair is joined, so that nothing needs to keep it apart; the same words are never kept apart
_MAY_JOIN = 0.0
# from this score on, what differs is looked at as a difference of its own
_MAY_DIFFER = 4.0
# two sentences of one document are one statement only when they are nearly the same words
_REPEATED = 0.75


class ScoredSentence(NamedTuple):
    """A sentence ready for comparison: weight by stem (sorted), their norm, the stems in order as one text, and its
    figures with what they count. Passages of the same words have one unit, known by its number."""

    number: int
    weights: dict[str, float]
    norm: float
    stems: str
    figures: frozenset[str]


class Pair(NamedTuple):
    """Two passages by index, `first` < `second`: how alike they are after the gates and before them, how much of the
    two sentences is shared, and what differs."""

    first: int
    second: int
    score: float
    plain: float
    cosine: float
    differences: tuple[str, ...]


def units(passages: Sequence[Passage]) -> tuple[tuple[ScoredSentence, ...], Counter[str]]:
    """The weighted sentence of each passage, in order, by the frequencies of stems in the story; and the number of
    passages that contain each stem."""
    keys = [(passage.text, _marks(passage), _attribution(passage)) for passage in passages]
    count = Counter(
        chain.from_iterable([stems(text).union(marks) if marks else stems(text) for text, marks, _ in keys])
    )
    weight = _frequency_weights(count, len(passages))
    made: dict[tuple[str, tuple[str, ...], frozenset[str]], ScoredSentence] = {}
    for key in keys:
        if key not in made:
            made[key] = _unit(len(made), *key, weight)
    return tuple([made[key] for key in keys]), count


def _frequency_weights(count: Counter[str], passages: int) -> dict[str, float]:
    """The weight of each stem that stands in so many of a story's passages."""
    total = max(passages, _FEWEST_SENTENCES)
    scale = _TOP_WEIGHT / math.log((1 + total) / 1.5)
    of_count = {n: max(0.0, scale * math.log((1 + total) / (0.5 + n))) for n in set(count.values())}
    return dict(zip(count, map(of_count.__getitem__, count.values()), strict=True))


def weights_of(spread: Counter[str], passages: int) -> dict[str, float]:
    """The weight of each stem in a sentence that it is no mere attribution of; `spread` is what `units` gives."""
    weight = _frequency_weights(spread, passages)
    return {stem: value * _OWN_SHARES.get(stem, 1.0) for stem, value in weight.items()}


def _attribution(passage: Passage) -> frozenset[str]:
    """The stems that stand only outside what is said: they tell who says it and when."""
    low, high = passage.start - passage.sentence[0], passage.end - passage.sentence[0]
    if passage.quotation is None or high - low >= len(passage.text) - 2:
        return _NOTHING
    return stems(passage.text) - stems(passage.text[low:high])


def _marks(passage: Passage) -> tuple[str, ...]:
    """The figures with what they count, in one unit, and the days: fifty minutes are a 50-minute call, and Tuesday is
    7 December."""
    if not passage.figures and not passage.days:
        return ()
    figures = [f"={q.kind}:{q.value:g}" for q in passage.figures if q.value is not None and q.kind != UNCOUNTED]
    return (*figures, *[f"={day.first.isoformat()}" for day in passage.days if day.length == 1])


def _unit(
    number: int, text: str, marks: Sequence[str], told: frozenset[str], weight: dict[str, float]
) -> ScoredSentence:
    sentence = _sentence(text)
    weights = dict(
        zip(sentence.sorted, map(mul, map(weight.__getitem__, sentence.sorted), sentence.shares), strict=True)
    )
    lesser = _lesser_names(sentence, weight) if sentence.runs else _NOTHING
    for stem in lesser - told if told else lesser:
        if stem not in _OWN_SHARES:
            weights[stem] = weight[stem] * _RUN_SHARE
    for stem in told:
        if stem not in SAYING_STEMS:
            weights[stem] = weight[stem] * (_TOLD_SHARE * (_RUN_SHARE if stem in lesser else 1.0))
    figures = _NOTHING
    if marks:
        weights = _with_marks(weights, marks, told, weight)
        figures = frozenset([mark for mark in marks if ":" in mark])
    squares = math.fsum(map(mul, weights.values(), weights.values()))  # `sum` of fractions differs between Pythons
    return ScoredSentence(number, weights, math.sqrt(squares) or 1.0, sentence.stems, figures)


def _with_marks(
    weights: dict[str, float], marks: Sequence[str], told: frozenset[str], weight: dict[str, float]
) -> dict[str, float]:
    """The weights of a sentence and those of its marks, beside which bare numbers count for less."""
    found = weights | {mark: weight[mark] for mark in marks}
    for stem in weights:
        if stem[0] == "#" and stem not in told:
            found[stem] *= _NUMBER_SHARE
    return {stem: found[stem] for stem in sorted(found)}


class _Sentence(NamedTuple):
    """What no story changes of a sentence: its stems, sorted, and the share of each one's weight that counts; its stems
    in order as one text; its runs of capitals of several words, and the stems that stand outside these."""

    sorted: tuple[str, ...]
    shares: tuple[float, ...]
    stems: str
    runs: tuple[tuple[str, ...], ...]
    alone: frozenset[str]


@lru_cache(maxsize=1 << 12)  # copies print the same sentences
def _sentence(text: str) -> _Sentence:
    found = words(text)
    in_order = tuple(sorted(stems(text)))
    shares = tuple(map(_OWN_SHARES.get, in_order, repeat(1.0)))
    return _Sentence(in_order, shares, f" {' '.join([word.stem for word in found])} ", *_runs(found))


def _runs(found: Sequence[Word]) -> tuple[tuple[tuple[str, ...], ...], frozenset[str]]:
    """The runs of capitals of several words, and the stems that stand outside these."""
    alone: set[str] = set()
    runs: list[tuple[str, ...]] = []
    run: list[str] = []
    for stem, capital in found:
        if capital:
            run.append(stem)
            continue
        alone.add(stem)
        if run:
            if len(run) > 1:
                runs.append(tuple(run))
            else:
                alone.add(run[0])
            run = []
    if len(run) > 1:
        runs.append(tuple(run))
    return tuple(runs), frozenset(alone.union(run) if len(run) == 1 else alone)


def _lesser_names(sentence: _Sentence, weight: dict[str, float]) -> frozenset[str]:
    """Stems that stand only inside runs of capitals, and never as the heaviest of the run."""
    heads = [max(run, key=lambda stem: (weight[stem], stem)) for run in sentence.runs]
    return frozenset(chain.from_iterable(sentence.runs)).difference(sentence.alone, heads)


def pairs(
    passages: Sequence[Passage],
    weighed: Sequence[ScoredSentence],
    spread: Counter[str],
    published: Sequence[date | None],
) -> list[Pair]:
    """The pairs of passages that share enough weight to be looked at, with their scores. `weighed` and `spread` are
    what `units` gives, `published` the days of the story's documents."""
    holders: dict[int, list[int]] = defaultdict(list)
    distinct: list[ScoredSentence] = []
    for index, unit in enumerate(weighed):
        if unit.number == len(distinct):
            distinct.append(unit)
        holders[unit.number].append(index)
    found: list[Pair] = []
    for one, two in _candidates(distinct, holders, spread, len(passages)):
        plain, cosine = score(distinct[one], distinct[two])
        if plain < _LEAST_SCORE:
            continue
        judged = plain >= _MAY_JOIN and passages[holders[one][0]].text != passages[holders[two][0]].text
        met = combinations(holders[one], 2) if one == two else product(holders[one], holders[two])
        for first, second in met:
            a, b = (first, second) if first < second else (second, first)
            factor, differences = NOTHING_AGAINST
            if judged:
                factor, differences = judge(passages[a], passages[b], published, cosine, plain >= _MAY_DIFFER)
            if cosine < _REPEATED and passages[a].document == passages[b].document:
                factor = 0.0
            found.append(Pair(a, b, plain * factor, plain, cosine, differences))
    return found


def _candidates(
    distinct: Sequence[ScoredSentence], holders: dict[int, list[int]], spread: Counter[str], passages: int
) -> Iterator[tuple[int, int]]:
    """The pairs of units that share weight enough, each at its first meeting with the other; a unit of several of the
    `passages` with itself too."""
    most = min(_MOST_HOLDERS, max(3, int(_COMMON_SHARE * max(passages, _FEWEST_SENTENCES))))
    having: dict[str, list[tuple[int, float]]] = {stem: [] for stem, times in spread.items() if 1 < times <= most}
    for unit in distinct:
        shared: dict[int, float] = {}
        own = 0.0
        weights = unit.weights
        for stem in filter(having.__contains__, weights):
            others, weight = having[stem], weights[stem]
            own += weight
            for other, its in others:
                shared[other] = shared.get(other, 0.0) + (weight if weight < its else its)
            others.append((unit.number, weight))
        for other, value in shared.items():
            if value >= _LEAST_SHARED:
                yield other, unit.number
        if own >= _LEAST_SHARED and len(holders[unit.number]) > 1:
            yield unit.number, unit.number


def score(one: ScoredSentence, two: ScoredSentence) -> tuple[float, float]:
    """The score of two weighted sentences before constraints (0 if it is too low to matter), and the cosine similarity
    in it."""
    if len(one.weights) > len(two.weights):
        one, two = two, one
    here, there = one.weights, two.weights
    mass = common = 0.0
    for stem in filter(there.__contains__, here):
        weight, other = here[stem], there[stem]
        mass += weight if weight < other else other
        common += weight * other
    cosine = common / (one.norm * two.norm)
    if mass * cosine * _MOST_LIKENESS < _LEAST_SCORE:
        return 0.0, cosine
    likeness = _MOST_LIKENESS
    if one.stems != two.stems:
        likeness = math.sqrt(gram_cosine(one.stems, two.stems) / _GRAM_COSINE)
    if not one.figures.isdisjoint(two.figures):
        likeness = max(likeness, _MARKED)
    return mass * cosine * likeness, cosine


def gram_cosine(one: str, two: str) -> float:
    a, b = _grams(one), _grams(two)
    return len(a & b) / math.sqrt(len(a) * len(b))


@lru_cache(maxsize=1 << 12)
def _grams(text: str) -> frozenset[int]:
    """The runs of four characters, each as the number that their bytes in UTF-16 make: read off four times, from each
    of the first four characters on, they cost a quarter of as many strings."""
    data = text.ljust(_GRAM).encode("utf-16-le", "surrogatepass")
    phases = [data[start : len(data) - (len(data) - start) % 8] for start in (0, 2, 4, 6)]
    return frozenset(chain.from_iterable([memoryview(phase).cast("Q") for phase in phases]))
