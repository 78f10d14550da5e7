"""Figures: value, unit, bound and counted thing, over a file of cases; and what holds for every text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.extract.dates import dates
from tasks.extract.figures import figures
from tasks.records import Figure
from tests.cases import Case, each_case, found_today
from tests.extract.texts import document, segmented


def found_in(text: str, published: str | None = "2031-05-03") -> tuple[Figure, ...]:
    one = document(text, published)
    sentences = segmented(one)
    return figures(one, sentences, dates(one, sentences))


def as_row(figure: Figure) -> str:
    value = f"{figure.low:g}..{figure.high:g}" if figure.value is None else f"{figure.value:g}"
    return " | ".join((figure.exact, value, figure.unit or "-", figure.bound, figure.counted or "-"))


def as_expected(row: str) -> str:
    exact, value, *rest = (part.strip() for part in row.split("|"))
    value = "..".join(f"{float(number):g}" for number in value.split(".."))
    return " | ".join((exact, value, *rest))


@each_case("figures/figures.txt")
def test_a_figure_is_read_as_printed(case: Case) -> None:
    sentence, expected = case.parts
    assert [as_row(figure) for figure in found_in(sentence)] == [as_expected(row) for row in found_today(expected)]


@each_case("figures/none.txt")
def test_what_is_no_figure_is_passed_over(case: Case) -> None:
    assert [figure.exact for figure in found_in(case.parts[0])] == []


@each_case("figures/bindings.txt")
def test_a_figure_is_bound_to_subject_event_and_day(case: Case) -> None:
    sentence, expected = case.parts
    found = [" | ".join((f.exact, f.subject or "-", f.event or "-", f.day or "-")) for f in found_in(sentence)]
    assert found == found_today(expected)


def test_numbers_of_another_language_are_not_read_as_english() -> None:
    one = document("Rund 1.200 Menschen und 3,5 Millionen Euro.").model_copy(update={"language": "de"})
    assert figures(one, segmented(one), ()) == ()


WORDS = (
    "about at least 40 94,000 two hundred and fifty thousand million $5 3.2 % percent -year-old to -"
    " of the troops in 2014 Monday 5:07 p.m. half a third more than fifth 1/2 dozens $ € km"
)


@given(st.lists(st.sampled_from(WORDS.split()), max_size=30).map(" ".join))
def test_figures_stand_where_they_say_and_never_overlap(text: str) -> None:
    found = found_in(text or "x")
    for figure in found:
        assert text[figure.start : figure.end] == figure.exact
        assert (figure.value is None) == (figure.low is not None)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize("words", ["figure", "subject", "counted"])
def test_a_text_without_numbers_has_no_figures(words: str) -> None:
    assert found_in(f"The {words} is not told.") == ()
