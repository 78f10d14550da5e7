"""Dates: every form with its value, over a file of cases; the reasons; and what holds for every text."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tasks.extract.dates import dates
from tasks.records import DateMention
from tasks.shared.english.date_expressions import easter, finish, first_day, last_day, parse_day
from tests.cases import Case, each_case
from tests.extract.texts import document, segmented


def found_in(text: str, published: str | None = "2021-12-08") -> tuple[DateMention, ...]:
    one = document(text, published)
    return dates(one, segmented(one))


@each_case("dates/dates.txt")
def test_a_date_means_its_day(case: Case) -> None:
    text, expected = case.parts
    first, _, rest = text.partition("\n")
    published: str | None = "2021-12-08"
    if rest and (first == "undated" or parse_day(first)):
        text, published = rest, None if first == "undated" else first
    rows = [f"{mention.exact} | {mention.value or '-'}" for mention in found_in(text, published)]
    assert rows == expected.strip().splitlines()


def reason_of(text: str, published: str | None = "2021-12-08") -> str:
    (mention,) = found_in(text, published)
    return mention.reason


def test_the_reason_names_the_day_and_the_verb() -> None:
    assert reason_of("The bridge will close on Monday.") == (
        "Monday after 8 December 2021, the day of publication; “will”"
    )


def test_the_reason_of_the_day_itself() -> None:
    assert reason_of("She resigned today.") == "8 December 2021, the day of publication"


def test_a_document_without_a_day_says_so_and_keeps_the_expression() -> None:
    (mention,) = found_in("The bridge will close on Monday.", None)
    assert (mention.value, mention.expression) == (None, "weekday 1 future")
    assert mention.reason == "the document states no day to count from; “will”"


def test_an_expression_kept_is_finished_as_if_the_day_had_been_known() -> None:
    text = "The bridge will close on Monday; it was built last year and mended on 3 May."
    undated, known = found_in(text, None), found_in(text, "2021-12-08")
    anchor = parse_day("2021-12-08")
    assert [finish(m.expression or "", anchor, None)[0] for m in undated] == [m.value for m in known]


def test_an_order_of_day_and_month_that_is_not_told_stays_open() -> None:
    (mention,) = found_in("Closed 4/5/2021.")
    assert (mention.value, mention.basis) == (None, "explicit")
    assert "either order" in mention.reason


WORDS = (
    "on Monday 7 December 2021 9th and 10th of January last next this week two days later ago yesterday will said"
    " in 2014 4/5/2021 early the past months May March Easter 12 1998 weekend , ."
)


@given(st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=30).map(" ".join), st.dates().map(str) | st.none())
def test_dates_stand_where_they_say_never_overlap_and_mean_real_days(text: str, published: str | None) -> None:
    found = found_in(text, published)
    for mention in found:
        assert text[mention.start : mention.end] == mention.exact
        if mention.value:
            opens, closes = first_day(mention.value), last_day(mention.value)
            assert opens
            assert closes
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.integers(1, 7), st.dates())
def test_a_past_weekday_lies_in_the_seven_days_up_to_the_anchor(number: int, anchor: object) -> None:
    day = parse_day(str(anchor))
    assert day
    value, _ = finish(f"weekday {number} past", day, None)
    found = parse_day(value)
    if found:  # nothing lies before the first week of the calendar
        assert 0 <= (day - found).days < 7
        assert found.isoweekday() == number


def test_easter_falls_where_the_tables_of_the_gregorian_calendar_have_it() -> None:
    # The earliest and the latest there are, and years in which the moon of the tables needs its two exceptions.
    for stated in ("1818-03-22", "1943-04-25", "1954-04-18", "1981-04-19", "2000-04-23", "2008-03-23", "2024-03-31"):
        assert easter(int(stated[:4])) == date.fromisoformat(stated)


def test_easter_is_a_sunday_between_22_march_and_25_april() -> None:
    for year in range(1583, 3000):
        day = easter(year)
        assert day.isoweekday() == 7
        assert date(year, 3, 22) <= day <= date(year, 4, 25)


def live(*lines: str) -> list[tuple[str, str | None]]:
    """The dates of a page whose lines of days are hidden, as cleaning hides them."""
    from tests.headed import headed

    one = headed("published: 2031-05-03\ntitle: yes\n\n" + "\n".join(lines))
    return [(mention.exact, mention.value) for mention in dates(one, segmented(one))]


def test_an_entry_of_a_live_page_tells_of_its_own_day() -> None:
    page = (
        "Flood live",
        "dateline~ 4 May 2031, 09:10",
        "The quay was under water this morning.",
        "dateline~ 3 May 2031, 18:05",
        "The mayor will speak tomorrow.",
    )
    assert live(*page) == [("this morning", "2031-05-04"), ("tomorrow", "2031-05-04")]


def test_the_day_of_a_head_is_no_entry() -> None:
    page = ("Flood", "dateline~ 3 May 2031, 18:05", "The quay was under water this morning.")
    assert live(*page) == [("this morning", "2031-05-03")]
