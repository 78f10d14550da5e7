"""TF-IDF vectors."""

from __future__ import annotations

import subprocess
import sys

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.vectors import tfidf

COUNTS = st.lists(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 9).map(float), max_size=6), max_size=6)


@given(COUNTS)
def test_rows_have_unit_length_or_none(counts: list[dict[str, float]]) -> None:
    vectors = tfidf(counts, {})
    assert vectors.shape[0] == len(counts)
    squares = numpy.asarray(vectors.multiply(vectors).sum(axis=1)).ravel().tolist()
    assert all(square == pytest.approx(1.0) or not count for square, count in zip(squares, counts, strict=True))


@given(COUNTS)
def test_the_order_in_which_terms_are_met_is_irrelevant(counts: list[dict[str, float]]) -> None:
    turned = [dict(reversed(count.items())) for count in counts]
    one, two = tfidf(counts, {}), tfidf(turned, {})
    assert one.indices.tolist() == two.indices.tolist()
    assert one.data.tolist() == two.data.tolist()


def test_what_every_report_of_the_world_holds_weighs_nothing() -> None:
    assert tfidf([{"the": 3.0}], {"the": 1.0}).nnz == 0


def test_the_folder_weighs_against_the_background() -> None:
    rare, common = 0, 1
    row = tfidf([{"a": 1.0, "b": 1.0}] + [{"b": 1.0}] * 400, {}).toarray()[0]
    assert row[rare] > row[common] > 0
    row = tfidf([{"a": 1.0, "b": 1.0}], {"b": 0.3}).toarray()[0]
    assert row[rare] > row[common] > 0


def test_scipy_is_not_imported_before_it_is_needed() -> None:
    code = "import sys, tasks.stories, tasks.vectors; sys.exit('scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
