"""Words of documents on their way to a page: cut, clipped, folded, never changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.render import date_format
from tasks.render.parts.alignment import columns, differing
from tasks.render.text_runs import Ground, Layer, around, clipped, context, fold_breaks, in_marks, words

TEXT = "The dam holds. “We found forty\ncracks,” Asker said on Tuesday. Nobody was hurt."
GROUND = Ground("A", TEXT, "en")
spans = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT))).map(sorted).filter(lambda s: s[0] < s[1])


def joined(shown: object) -> str:
    return "".join(part.text for part in shown.parts)  # type: ignore[attr-defined]


@given(spans, st.lists(st.tuples(spans, st.sampled_from("mxu")), max_size=5))
def test_runs_joined_are_the_words_whatever_is_marked(span: list[int], marks: list[tuple[list[int], str]]) -> None:
    layers = [Layer(start, end, kind) for (start, end), kind in marks]
    shown = words(GROUND, *span, layers)
    assert " ".join(joined(shown).split()) == " ".join(TEXT[span[0] : span[1]].split())


@given(spans, st.integers(1, 80))
def test_clipped_words_are_the_beginning_of_the_words(span: list[int], limit: int) -> None:
    shown = clipped(GROUND, *span, limit)
    assert shown.start == span[0]
    assert span[0] < shown.end <= min(span[1], span[0] + limit)
    assert fold_breaks(TEXT[shown.start : shown.end]) == joined(shown)
    assert bool(shown.after) == (shown.end < span[1])


@given(spans, st.integers(0, 30))
def test_words_with_their_surroundings_hold_the_words(span: list[int], room: int) -> None:
    shown = around(GROUND, *span, 0, len(TEXT), room)
    assert shown.start <= span[0]
    assert shown.end >= span[1]


@given(spans)
def test_the_context_holds_the_passage_and_stays_in_the_paragraph(span: list[int]) -> None:
    left, right = context(TEXT, 0, len(TEXT), *span, [])
    assert 0 <= left <= span[0] < span[1] <= right <= len(TEXT)


def test_the_context_is_the_sentence() -> None:
    start = TEXT.index("forty")
    left, right = context(TEXT, 0, len(TEXT), start, start + 5, [])
    assert TEXT[left:right] == "“We found forty\ncracks,” Asker said on Tuesday."


def test_overlapping_passages_are_cut_and_never_nested() -> None:
    shown = words(GROUND, 0, 20, [Layer(0, 8, "m", "a"), Layer(4, 14, "m", "b")])
    assert [(part.kind, part.id) for part in shown.parts] == [("m", "a"), ("m", "b"), ("", "")]


def test_marks_are_printed_only_where_the_document_has_them() -> None:
    start = TEXT.index("We found")
    assert in_marks(TEXT, start, start + 8)
    assert not in_marks(TEXT, start + 3, start + 8)


def test_only_what_differs_is_marked() -> None:
    first, second = "We found forty cracks", "We counted forty cracks"
    assert differing([first, second]) == [((3, 8),), ((3, 10),)]


def test_wordings_are_cut_into_columns_at_the_same_place() -> None:
    texts = [
        "the board will lower the water by twelve metres before summer and rebuild the east wall of the dam",
        "the board will lower the lake by twelve metres before summer and repair the east wall of the dam",
    ]
    first, second = columns(texts)
    assert len(first) == len(second) == 2
    assert ["".join(t[a:b] for a, b in row) for t, row in zip(texts, [first, second], strict=True)] == texts


def test_wordings_that_share_too_little_stay_whole() -> None:
    assert columns(["the dam is safe today", "farmers fear a dry summer"]) == [[(0, 21)], [(0, 25)]]


@pytest.mark.parametrize(
    ("value", "short", "long"),
    [
        ("2031-03-04", "4 Mar 2031", "4 March 2031"),
        ("2031-03-04T10:00:00Z", "4 Mar 2031", "4 March 2031"),
        ("2031-03", "Mar 2031", "March 2031"),
        ("2031", "2031", "2031"),
        ("2031-01-09/2031-01-10", "9–10 Jan 2031", "9–10 January 2031"),
        ("2030-12-30/2031-01-02", "30 Dec 2030 to 2 Jan 2031", "30 December 2030 to 2 January 2031"),
        ("2031-01-30/2031-02-02", "30 Jan to 2 Feb 2031", "30 January to 2 February 2031"),
        ("someday", "someday", "someday"),
    ],
)
def test_days_are_written_in_words(value: str, short: str, long: str) -> None:
    assert (date_format.write(value), date_format.write(value, long=True)) == (short, long)


@given(st.dates())
def test_every_day_is_its_own_first_and_last(day: object) -> None:
    assert date_format.first_day(str(day)) == date_format.last_day(str(day)) == day


def test_a_month_ends_on_its_last_day() -> None:
    assert str(date_format.last_day("2032-02")) == "2032-02-29"
    assert str(date_format.last_day("2031")) == "2031-12-31"
