"""Fits the weights by which two passages are one statement, and writes tasks/crossreference/same_statement.tsv.

usage: python benchmarks/fit_join.py --pairs PAIRS.jsonl REPORTS --folder GOLD.json REPORTS [--folder ...] [--write]

PAIRS.jsonl has one pair of sentences a line: `at`, two places [file, start, end] in the folder REPORTS, and `label`: S
same statement, D the same but a value differs, R related, U unrelated. GOLD.json tells of a folder of reports of one
story: `files`, and `same`, groups of places [number of the file, start, end] that carry one statement; with
`"exhaustive": true`, or after `--exhaustive GOLD.json`, what is in no group is different. Offsets are code points.

A pair that differs in a value counts as the same: what differs is the business of the vetoes. Half of all labelled
pairs are the same, but of the candidates of a folder only few are; so unlabelled candidates are taken as different, at
a small weight, unless each is the other's likest sentence. Method: logistic regression with a ridge, signs held, by
Newton steps whose quadratic is solved coordinate by coordinate; numpy only, and the same weights for the same data.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import tasks.crossreference as stage
from tasks.crossreference.pair_features import NAMES, Features
from tasks.crossreference.passages import Passage
from tasks.crossreference.score import Pair
from tasks.records import Material

TABLE = Path(stage.__file__).with_name("same_statement.tsv")
# 1: more of it may only speak for one statement, -1: only against; those not named are free
SIGNS = dict.fromkeys(NAMES, 1) | {
    "length": 0,
    "other length": 0,
    "both said": 0,
    "kept apart": -1,
    "aside share": -1,
    "no predicate": -1,
    "reused": -1,
    "rivals": -1,
}
DEFAULT = 3.6  # of the setting `thresholds.join`
# How far above even odds the default stands: the lowest value at which nine joined pairs of ten in whole folders were
# the same when read one by one.
FLOOR = 0.53
RIDGE = 30.0
# the weight of an unlabelled candidate beside labelled pairs, and in a folder whose labels are not complete
UNLABELLED, INCOMPLETE = 0.02, 0.1
FOLDS = 10

Array = NDArray[np.float64]
Place = tuple[str, int, int]


class Row(NamedTuple):
    """A candidate pair: its features, whether it is the same (1, 0; at an unlabelled one 0), its weight, its story, and
    whether it is labelled."""

    values: tuple[float, ...]
    same: float
    weight: float
    story: str
    labelled: bool


class Model(NamedTuple):
    """Weights of standardised features with the bias last, and the means and deviations of the features."""

    weights: Array
    mean: Array
    deviation: Array

    def odds(self, values: Array) -> Array:
        """The log-odds of pairs with these values."""
        return np.asarray(((values - self.mean) / self.deviation) @ self.weights[:-1] + self.weights[-1])


def materials(folder: Path) -> list[Material]:
    """What the stage gets of each story of a folder of reports."""
    import tasks.assemble
    from flows.cli import app

    found: list[Material] = []
    real, assemble = stage.crossreference, tasks.assemble.assemble

    def kept(material: Material, threshold: float = DEFAULT) -> object:
        found.append(material)
        return real(material, threshold)

    def stop(*_: object) -> None:
        raise SystemExit(0)

    stage.crossreference, tasks.assemble.assemble = kept, stop  # type: ignore[assignment]
    try:
        with tempfile.TemporaryDirectory() as out:
            app(["build", str(folder), "--out", f"{out}/site", "--direct", "--quiet", "--workers", "1", "--no-cache"])
    except SystemExit:
        pass
    finally:
        stage.crossreference, tasks.assemble.assemble = real, assemble
    return found


def rows_of(
    material: Material, label: Callable[[Place, Place], float | None], story: str, unknown: float
) -> Iterator[Row]:
    """The candidate pairs of one story; `label` gives 1, 0 or None of the places of two sentences, and `unknown` is the
    weight of those without a label."""
    prepared = stage.prepare(material)
    passages = prepared.passages
    features = Features(passages, prepared.weighed, prepared.spread, prepared.alike)
    best: dict[tuple[int, int], float] = defaultdict(float)
    for pair in prepared.alike:
        for side in _sides(pair, passages):
            best[side] = max(best[side], pair.plain)
    for pair in prepared.alike:
        one, two = passages[pair.first], passages[pair.second]
        if one.document == two.document or one.text == two.text:
            continue
        same = label(_place(material, one), _place(material, two))
        likest = all(pair.plain >= best[side] for side in _sides(pair, passages))
        weight = unknown if same is None else 1.0
        if same is None and likest and unknown < INCOMPLETE:
            continue
        yield Row(features.of(pair), same or 0.0, weight, story, same is not None)


def _sides(pair: Pair, passages: Sequence[Passage]) -> tuple[tuple[int, int], tuple[int, int]]:
    return (pair.first, passages[pair.second].document), (pair.second, passages[pair.first].document)


def _place(material: Material, passage: Passage) -> Place:
    return (material.documents[passage.document].path, *passage.sentence)


def _meet(one: Place, two: Place) -> bool:
    return one[0] == two[0] and one[1] < two[2] and two[1] < one[2]


def _label_of(
    known: Sequence[tuple[Place, Place, float]], otherwise: float | None
) -> Callable[[Place, Place], float | None]:
    by_files: dict[frozenset[str], list[tuple[Place, Place, float]]] = defaultdict(list)
    for one, two, same in known:
        by_files[frozenset((one[0], two[0]))].append((one, two, same))

    def label(one: Place, two: Place) -> float | None:
        for a, b, same in by_files.get(frozenset((one[0], two[0])), ()):
            if (_meet(one, a) and _meet(two, b)) or (_meet(one, b) and _meet(two, a)):
                return same
        return otherwise

    return label


def of_pairs(file: Path, reports: Path) -> Iterator[Row]:
    """The candidates of a folder of stories of which some pairs are labelled."""
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    known = [(tuple(row["at"][0]), tuple(row["at"][1]), float(row["label"] in "SD")) for row in lines]
    label = _label_of(known, None)
    for material in materials(reports):
        yield from rows_of(material, label, material.documents[0].path.split("/")[0], UNLABELLED)


def of_folder(gold: Path, reports: Path, exhaustive: bool) -> Iterator[Row]:
    """The candidates of a folder of one story of which whole groups are labelled."""
    told = json.loads(gold.read_text("utf-8"))
    places = [[(told["files"][at[0]], at[1], at[2]) for at in group["at"]] for group in told["same"]]
    known = [(one, two, 1.0) for group in places for n, one in enumerate(group) for two in group[:n]]
    whole = exhaustive or told.get("exhaustive", False)
    label = _label_of(known, 0.0 if whole else None)
    for material in materials(reports):
        yield from rows_of(material, label, str(gold), INCOMPLETE)


def fit(values: Array, same: Array, weight: Array, signs: Array) -> Model:
    """The model of least loss whose weights have the signs; `signs` are those of the features."""
    mean = np.average(values, axis=0, weights=weight)
    deviation = np.sqrt(np.average((values - mean) ** 2, axis=0, weights=weight)) + 1e-6
    table = np.hstack([(values - mean) / deviation, np.ones((len(values), 1))])
    held = np.append(signs, 0.0)
    ridge = np.append(np.full(len(signs), RIDGE), 0.0)

    def loss(of: Array) -> float:
        return float((weight * np.logaddexp(0, -(table @ of) * (2 * same - 1))).sum() + (ridge * of * of).sum() / 2)

    weights = np.zeros(table.shape[1])
    for _ in range(50):
        odds = 1 / (1 + np.exp(-np.clip(table @ weights, -30, 30)))
        curve = np.maximum(weight * odds * (1 - odds), 1e-4 * weight)
        slope = table.T @ (weight * (odds - same)) + ridge * weights
        step = _held_step((table * curve[:, None]).T @ table + np.diag(ridge), slope, weights, held) - weights
        share, now = 1.0, loss(weights)
        while share > 1e-4 and loss(weights + share * step) > now:
            share /= 2
        weights = weights + share * step
        if np.abs(share * step).max() < 1e-5:
            break
    return Model(weights, mean, deviation)


def _held_step(curve: Array, slope: Array, start: Array, held: Array) -> Array:
    """The least point, with its signs held, of the quadratic of this curve and slope at `start`."""
    point, rest = start.copy(), slope.copy()
    for _ in range(200):
        largest = 0.0
        for n in range(len(point)):
            value = point[n] - rest[n] / curve[n, n]
            value = 0.0 if value * held[n] < 0 else value
            if value != point[n]:
                rest = rest + curve[:, n] * (value - point[n])
                largest = max(largest, abs(value - point[n]))
                point[n] = value
        if largest < 1e-7:
            break
    return point


def crossed(rows: Sequence[Row], values: Array, same: Array, weight: Array, signs: Array) -> Array:
    """The log-odds of each pair by a model that saw nothing of its story; stories are dealt out by size."""
    sizes: dict[str, int] = defaultdict(int)
    for row in rows:
        sizes[row.story] += 1
    load, fold_of = [0] * FOLDS, {}
    for story in sorted(sizes, key=lambda s: (-sizes[s], s)):
        fold_of[story] = load.index(min(load))
        load[fold_of[story]] += sizes[story]
    fold = np.array([fold_of[row.story] for row in rows])
    odds = np.zeros(len(rows))
    for n in range(FOLDS):
        if (fold == n).any():
            odds[fold == n] = fit(values[fold != n], same[fold != n], weight[fold != n], signs).odds(values[fold == n])
    return odds


def written(model: Model) -> str:
    """The data file of a model."""
    scaled = model.weights[:-1] / model.deviation
    bias = float(model.weights[-1] - (scaled * model.mean).sum()) + DEFAULT - FLOOR
    lines = [
        "# Feature of a pair of passages, sign held in fitting (0: either), weight of one unit in log-odds, mean.",
        f"# Made by benchmarks/fit_join.py; by the bias {DEFAULT}, the default of the setting, is the floor.",
    ]
    for name, weight, mean in zip(NAMES, scaled.tolist(), model.mean.tolist(), strict=True):
        lines.append(f"{name}\t{SIGNS[name]}\t{weight:.4f}\t{mean:.4f}")
    return "\n".join([*lines, f"bias\t0\t{bias:.4f}\t0"]) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", nargs=2, type=Path, action="append", default=[])
    parser.add_argument("--folder", nargs=2, type=Path, action="append", default=[])
    parser.add_argument("--exhaustive", type=Path, action="append", default=[])
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    rows = [row for file, reports in given.pairs for row in of_pairs(file, reports)]
    rows += [row for gold, reports in given.folder for row in of_folder(gold, reports, gold in given.exhaustive)]
    values = np.array([row.values for row in rows])
    same, weight = np.array([row.same for row in rows]), np.array([row.weight for row in rows])
    signs = np.array([float(SIGNS[name]) for name in NAMES])
    odds = crossed(rows, values, same, weight, signs)
    labelled = np.array([row.labelled for row in rows])
    for floor in (0.0, FLOOR, 1.0, 1.5):
        met = labelled & (odds >= floor)
        right, of = int(same[met].sum()), int(same[labelled].sum())
        print(f"by other stories, at {floor:+.2f}: {right} of {int(met.sum())} right, of {of} same")
    table = written(fit(values, same, weight, signs))
    print(table, end="")
    if given.write:
        TABLE.write_text(table, "utf-8")


if __name__ == "__main__":
    main()
