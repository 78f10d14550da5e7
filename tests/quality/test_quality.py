"""No score of the labelled reports falls below the pinned one, and the measure itself can tell right from wrong."""

from __future__ import annotations

import pytest

from tests.quality import measure
from tests.quality.measure import Label, Score


@pytest.fixture(scope="module")
def now() -> dict[str, Score]:
    return measure.scores()


def test_no_score_fell(now: dict[str, Score]) -> None:
    before = measure.pinned()
    assert now.keys() == before.keys()
    assert {name: (now[name], before[name]) for name in measure.fallen(now, before)} == {}


def test_every_part_has_something_to_find(now: dict[str, Score]) -> None:
    assert all(score.wanted > 0 and score.right > 0 for score in now.values())


def test_a_find_counts_once_and_what_may_be_left_out_does_not_count() -> None:
    wanted = [Label(("a",), either=False), Label(("b",), either=True), Label(("c",), either=False)]
    score = measure.matched([("a",), ("a",), ("b",)], wanted, lambda find, label: find == label.fields)
    assert score == Score(1, 2, 2, wrong=("a",), missing=("c",))


@pytest.mark.parametrize(
    ("now", "falls"),
    [
        (Score(8, 10, 10), False),
        (Score(9, 10, 10), False),
        (Score(8, 11, 10), True),  # one wrong find more
        (Score(7, 8, 10), True),  # one right find less
        (Score(9, 12, 10), True),  # more found, at the cost of precision
    ],
)
def test_precision_is_not_given_for_recall(now: Score, *, falls: bool) -> None:
    assert measure.fallen({"x": now}, {"x": Score(8, 10, 10)}) == (["x"] if falls else [])
