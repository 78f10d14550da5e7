"""TF-IDF vectors."""

from __future__ import annotations

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tasks.records import Terms
from tasks.stories.tfidf import Vectors, tfidf

COUNTS = st.lists(st.dictionaries(st.integers(0, 7), st.integers(1, 9), max_size=6), max_size=6)


def counted(counts: dict[int, int]) -> Terms:
    numbers = sorted(counts)
    return Terms(
        numpy.array(numbers, dtype=numpy.uint64),
        numpy.array([counts[number] for number in numbers], dtype=numpy.uint16),
        words=sum(counts.values()),
        language="en",
    )


@given(COUNTS)
def test_rows_have_unit_length_or_none(counts: list[dict[int, int]]) -> None:
    vectors = tfidf(list(map(counted, counts)), {})
    assert len(vectors.starts) == len(counts) + 1
    every = numpy.arange(len(counts))
    squares = vectors.products(every, every).tolist()
    assert all(square == pytest.approx(1.0) or not count for square, count in zip(squares, counts, strict=True))


@given(COUNTS)
def test_the_products_of_pairs_of_rows_are_those_of_the_rows_written_out(counts: list[dict[int, int]]) -> None:
    vectors = tfidf(list(map(counted, counts)), {})
    rows = full(vectors)
    first, second = (places.ravel() for places in numpy.indices((len(counts), len(counts))))
    expected = [sum(rows[a] * rows[b]) for a, b in zip(first.tolist(), second.tolist(), strict=True)]
    assert vectors.products(first, second).tolist() == pytest.approx(expected)


def test_what_every_report_of_the_world_holds_weighs_nothing() -> None:
    assert not len(tfidf([counted({5: 3})], {5: 1.0}).values)


def test_the_folder_weighs_against_the_background() -> None:
    rare, common = 0, 1
    row = full(tfidf([counted({7: 1, 9: 1})] + [counted({9: 1})] * 400, {}))[0]
    assert row[rare] > row[common] > 0
    row = full(tfidf([counted({7: 1, 9: 1})], {9: 0.3}))[0]
    assert row[rare] > row[common] > 0


def full(vectors: Vectors) -> NDArray[numpy.float64]:
    """The rows with their zeros."""
    rows = numpy.zeros((len(vectors.starts) - 1, vectors.width))
    for number in range(len(rows)):
        columns, values = vectors.row(number)
        rows[number, columns] = values
    return rows
