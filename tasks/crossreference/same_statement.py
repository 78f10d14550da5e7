"""Whether two passages state the same: one logistic model over named features, with what keeps them apart beside it.

The weights lie in `same_statement.tsv`, fitted by `benchmarks/fit_join.py` on labelled pairs and on whole folders; the
sign of each is held, so that more of what speaks for one statement never speaks against it. The sum is plain
arithmetic in a fixed order. It is shifted so that the default threshold of `join` is the floor that was set on whole
folders: one unit is one unit of log-odds, over the whole range.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence, Set
from pathlib import Path
from typing import NamedTuple

from tasks.crossreference.pair_features import NAMES, Features
from tasks.crossreference.score import Pair

_BIAS = "bias"


class Weight(NamedTuple):
    """What one unit of a feature adds to the log-odds, the sign in which it may do so (0: either), and the value that
    the feature has on average, from which its effect is told."""

    sign: int
    weight: float
    mean: float


def read_weights() -> tuple[dict[str, Weight], float]:
    """The weight of each feature by its name, and the bias."""
    weights: dict[str, Weight] = {}
    bias = 0.0
    for line in Path(__file__).with_name("same_statement.tsv").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        name, sign, weight, mean = line.split("\t")
        if name == _BIAS:
            bias = float(weight)
        else:
            weights[name] = Weight(int(sign), float(weight), float(mean))
    return weights, bias


WEIGHTS, BIAS = read_weights()
_COLUMNS = tuple([(NAMES.index(name), weight.weight) for name, weight in WEIGHTS.items() if weight.weight])
# Not in the fit, but in what a claim is: a statement says that something is done, or said, or how much it is. Where two
# passages have neither a verb in common, outside what only tells who somebody is, nor a figure or a day, and are not
# both somebody's words, the rest must be so much surer.
_NO_PREDICATE = NAMES.index("no predicate")
_INSTEAD = tuple([NAMES.index(name) for name in ("both said", "same figures", "same day")])
_WITHOUT_PREDICATE = 0.3
# The same words are the same statement, whatever stands around them.
CERTAIN = 20.0
# what is so little below the threshold is shown as reading alike
_NEARLY = 1.0
# and so is what is kept apart though it scores this much
_MUCH_ALIKE = 3.0


class Join(NamedTuple):
    """A pair that the model judged: `sure` is how sure it is that both state the same, in the unit of the setting."""

    first: int
    second: int
    sure: float


def sureness(values: Sequence[float]) -> float:
    """How sure the model is of a pair with these values of the features, in the order of `NAMES`."""
    bare = values[_NO_PREDICATE] and not any(values[place] for place in _INSTEAD)
    penalty = -_WITHOUT_PREDICATE if bare else 0.0
    return math.fsum([BIAS, penalty, *[values[place] * weight for place, weight in _COLUMNS]])


def judged(features: Features, pairs: Sequence[Pair], kept_apart: Callable[[Pair], bool]) -> list[Join]:
    """The pairs with how sure the model is of each, without those that something keeps apart."""
    found: list[Join] = []
    for pair in pairs:
        if features.same_words(pair):
            found.append(Join(pair.first, pair.second, CERTAIN))
        elif not kept_apart(pair):
            found.append(Join(pair.first, pair.second, sureness(features.of(pair))))
    return found


def reads_alike(
    pairs: Sequence[Pair], joins: Sequence[Join], apart: Set[tuple[int, int]], threshold: float
) -> list[Pair]:
    """The pairs that a reader may take for one statement, the likest first: those that are sure enough, or nearly, and
    those that much the same words would join if nothing kept them apart."""
    near = {(join.first, join.second) for join in joins if join.sure >= threshold - _NEARLY}
    found = [
        pair
        for pair in pairs
        if (pair.first, pair.second) in near or (pair.plain >= _MUCH_ALIKE and (pair.first, pair.second) in apart)
    ]
    return sorted(found, key=lambda pair: (-pair.plain, pair.first, pair.second))
