"""TF-IDF vectors."""

from __future__ import annotations

import subprocess
import sys

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.records import Terms
from tasks.vectors import tfidf

COUNTS = st.lists(st.dictionaries(st.integers(0, 7), st.integers(1, 9), max_size=6), max_size=6)


def counted(counts: dict[int, int]) -> Terms:
    numbers = sorted(counts)
    return Terms(
        numpy.array(numbers, dtype=numpy.uint64),
        numpy.array([counts[number] for number in numbers], dtype=numpy.uint16),
        words=sum(counts.values()),
        language="en",
    )


@settings(deadline=None)  # the first call imports scipy
@given(COUNTS)
def test_rows_have_unit_length_or_none(counts: list[dict[int, int]]) -> None:
    vectors = tfidf(list(map(counted, counts)), {})
    assert vectors.shape[0] == len(counts)
    squares = numpy.asarray(vectors.multiply(vectors).sum(axis=1)).ravel().tolist()
    assert all(square == pytest.approx(1.0) or not count for square, count in zip(squares, counts, strict=True))


def test_what_every_report_of_the_world_holds_weighs_nothing() -> None:
    assert tfidf([counted({5: 3})], {5: 1.0}).nnz == 0


def test_the_folder_weighs_against_the_background() -> None:
    rare, common = 0, 1
    row = tfidf([counted({7: 1, 9: 1})] + [counted({9: 1})] * 400, {}).toarray()[0]
    assert row[rare] > row[common] > 0
    row = tfidf([counted({7: 1, 9: 1})], {9: 0.3}).toarray()[0]
    assert row[rare] > row[common] > 0


def test_scipy_is_not_imported_before_it_is_needed() -> None:
    code = "import sys, tasks.stories, tasks.vectors; sys.exit('scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
