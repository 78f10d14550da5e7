"""Plain text, by the cases of `text.txt`, and by laws that hold for any text at all."""

from __future__ import annotations

import re
import textwrap
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.clean import clean, explain, recurring_lines
from tasks.clean.pdf_text import relaid
from tasks.clean.words import letters_of, words_of
from tasks.records import CleanSettings, Document, MediaType
from tasks.shared.text.line_hashes import line_hashes, recurring
from tasks.shared.text.spans import line_starts
from tests.cases import Case, each_case
from tests.clean.helpers import NONE, document, lines, raw
from tests.runs import runs_apart


def test_lines_end_as_they_do_on_any_machine() -> None:
    assert line_starts("a\nb\r\nc\rd") == [0, 2, 5, 7]
    assert line_starts("a\nb\n") == [0, 2, 4]


FRAGMENTS = (
    "Home", "Share", "Advertisement", "By Ida Marsh", "3 May 2031", "Read also: Ferry fares rise", "© 2031 Lund Post",
    "The council voted on Tuesday to close the bridge for two weeks, after divers found cracks in two of its piers.",
    "“No.”", "Council closes harbour bridge", "We use cookies to improve your experience.", "* * *", "12", "", "  ",
    "Photo: Ida Marsh", "Olof says:", "3 Comments", "Tags: bridge, ferry", "\u200b", "- one", "> two",
    "橋は閉鎖された。",
    "| a | b |", "# Heading", "<p>A paragraph", "</div>", "<b>", "[link](http://a.example)", "---", "```", "&amp;&#0;",
)  # fmt: skip
PAGES = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=40)), max_size=40).map("\n".join)
TYPES: tuple[MediaType, ...] = ("text/plain", "text/markdown", "text/html")


@each_case("clean/wrapped.txt")
def test_what_becomes_of_text_out_of_a_pdf(case: Case) -> None:
    content, expected = case.parts
    assert lines(content) == expected


def test_a_table_and_a_slip_are_no_text_out_of_a_pdf() -> None:
    table = "Bridges closed\n\n" + "\n".join(
        f"{name:18}{weeks} weeks" for name, weeks in zip("ABCDEFG", "3456789", strict=True)
    )
    assert relaid(table) is None
    assert relaid("The mayor sold the well-\nknown bridge, and nobody was told of it before.") is None


@given(st.text(alphabet="ab -\n.\f1", max_size=300))
@settings(max_examples=50, deadline=None)
def test_laying_out_anew_loses_no_letter(content: str) -> None:
    again = relaid(content)
    if again is not None:
        kept = Counter(re.sub(r"[\W_]", "", again.page.text))
        assert kept == Counter(re.sub(r"[\W_]", "", content))


@each_case("clean/text.txt")
def test_what_becomes_of_each_line(case: Case) -> None:
    given_, expected = case.parts
    assert lines(given_) == expected


@given(PAGES, st.sampled_from(TYPES))
@settings(max_examples=300, deadline=None)
def test_blocks_and_removed_ranges_cover_every_character_once(content: str, media_type: MediaType) -> None:
    result = clean(raw(content, media_type), NONE, CleanSettings())
    if not isinstance(result, Document):
        assert result.reason in ("no-text", "no-report")
        return
    reached = 0
    for part in sorted([*result.blocks, *result.removed], key=lambda part: part.start):
        assert reached <= part.start < part.end <= len(result.text)
        assert not result.text[reached : part.start].strip()
        assert result.text[part.start : part.end].strip() == result.text[part.start : part.end]
        reached = part.end
    assert not result.text[reached:].strip()
    assert result.blocks


@given(PAGES, st.sampled_from(TYPES))
@settings(max_examples=100, deadline=None)
def test_what_a_document_says_of_itself_stands_where_it_says(content: str, media_type: MediaType) -> None:
    result = clean(raw(content, media_type), NONE, CleanSettings())
    if not isinstance(result, Document):
        return
    for title in (result.title, result.standfirst):
        if title is not None and title.start is not None:
            assert result.text[title.start : title.end] == title.exact
    for party in (result.byline, result.publisher):
        if party is not None and party.start is not None:
            assert result.text[party.start : party.end] == party.name
    for link in result.links:
        assert any(block.start <= link.start < link.end <= block.end for block in result.blocks)


@pytest.mark.parametrize("line_end", ["\n", "  \n", "\r\n", "\n   "])
def test_a_hard_wrapped_headline_stands_where_it_says(line_end: str) -> None:
    title = "Council closes the harbour bridge of Halden for two weeks after divers find cracks in two of its piers"
    report = (
        "The council voted on Tuesday to close the bridge for two weeks, after divers found cracks in two of its piers "
        "and in the road above them. Nobody was hurt, the mayor said, and ferries will carry passengers until then."
    )
    result = document(
        "\n\n".join(line_end.join(textwrap.wrap(part, 64)) for part in (title, report, f"Later, {report}"))
    )
    assert result.title is not None
    assert result.title.exact == result.text[result.title.start : result.title.end]
    assert " ".join(result.title.exact.split()) == title


@given(PAGES)
@settings(max_examples=50, deadline=None)
def test_the_text_of_a_text_file_is_the_file(content: str) -> None:
    result = clean(raw(content), NONE, CleanSettings())
    assert not isinstance(result, Document) or result.text == content


@pytest.mark.parametrize("name", ["text", "html"])
def test_neither_hashes_nor_what_was_cleaned_before_changes_a_document(name: str) -> None:
    in_order, backwards = runs_apart(
        "from tests.clean.helpers import *; from tests.cases import read_cases\n"
        f"cases = read_cases('clean/{name}.txt')\n"
        f"media_type = 'text/{name}'.replace('text/text', 'text/plain')\n"
        "found = {case.line: clean(raw(case.parts[0], media_type), NONE, CleanSettings()) for case in cases[::ORDER]}\n"
        "print(sorted(found.items()))"
    )
    assert in_order == backwards
    assert len(in_order) > 1000


def test_windows_line_breaks_end_lines_and_stay_in_the_text() -> None:
    result = document("Council closes bridge\r\n\r\nThe bridge is closed.\r\n")
    assert [result.text[block.start : block.end] for block in result.blocks] == [
        "Council closes bridge",
        "The bridge is closed.",
    ]


def test_a_hard_wrapped_block_keeps_its_line_breaks_in_the_text() -> None:
    wrapped = (
        "The council voted on Tuesday to close the harbour bridge for two\n"
        "weeks, after divers found cracks in two of its piers. The ferry\n"
        "will run twice an hour until the bridge is open again."
    )
    (block,) = document(wrapped).blocks
    assert (block.start, block.end) == (0, len(wrapped))


def test_lines_of_other_files_are_furniture_and_copied_reports_are_not() -> None:
    report = "The council voted to close the harbour bridge for two weeks, after divers found {} cracks in its piers."
    page = "Home\nShare\nOur motto since 1931\n{}\n{}\nOur daily gull\nShare\n"
    files = [raw(page.format(report.format(n), report.format(n + 9)), path=f"{n}.txt") for n in (40, 41)]
    rows = explain(files[0], recurring_lines(files), CleanSettings())
    assert {words: what for _, what, words in rows}["Our daily gull"].startswith("removed: ")
    copies = [raw("Council closes bridge\n\n" + report.format(40), path=f"{n}.txt") for n in (1, 2)]
    copied = clean(copies[0], recurring_lines(copies), CleanSettings())
    assert isinstance(copied, Document)
    assert [block.kind for block in copied.blocks] == ["title", "paragraph"]


def test_lines_recur_that_stand_in_two_files_and_not_those_of_pages() -> None:
    files = [raw("One \n TWO\nOne", path="1.txt"), raw("two\n\nthree", path="2.txt"), raw("one\nfour", "text/html")]
    assert [len(line_hashes(file)) for file in files] == [2, 2, 0]
    assert recurring(map(line_hashes, files)) == recurring_lines(files) == line_hashes(files[0]) & line_hashes(files[1])


@given(st.text(max_size=60) | st.text("abZ09_ '’“”.-\n\x1c\x7f\u00a0é漢", max_size=60))
def test_words_are_found_as_by_the_patterns_they_stand_for(text: str) -> None:
    assert words_of(text) == re.findall(r"\w+", text)
    assert letters_of(text) == re.findall(r"[^\W\d_]+", text)


def test_settings_overrule_a_rule_and_remove_lines() -> None:
    content = "Council closes bridge\n3 May 2031\nThe bridge is closed, the mayor said.\nBridge fund: 12-345\n"
    chosen = CleanSettings(keep_rules=("dateline",), remove_lines=(r"^Bridge fund",))
    assert lines(content, settings=chosen).splitlines()[1::2] == [
        "paragraph: 3 May 2031",
        "- configured: Bridge fund: 12-345",
    ]


def test_explain_numbers_the_lines_of_the_text() -> None:
    rows = explain(raw("Council closes bridge\n\n\nThe bridge is closed."), NONE, CleanSettings())
    assert [(number, what) for number, what, _ in rows] == [(1, "title"), (4, "paragraph")]


def test_a_file_of_more_lines_than_any_report_is_dropped() -> None:
    result = clean(raw("x\n" * 100_001), NONE, CleanSettings())
    assert not isinstance(result, Document)
    assert result.reason == "too-large"


def test_a_page_of_furniture_alone_is_dropped() -> None:
    result = clean(raw("Home\nShare\nTweet\nLog in\n"), NONE, CleanSettings())
    assert not isinstance(result, Document)
    assert result.reason == "no-report"
    assert "share-bar" in result.detail


@pytest.mark.timeout(60)  # a rule that is not linear takes hours
def test_hostile_lines_are_read_in_linear_time() -> None:
    for content in (
        "a" * 300_000,
        "aB" * 150_000,
        ". " * 150_000,
        '"' * 300_000,
        "By " + "A.-" * 400,
        "a" + " " * 300_000 + "b",
    ):
        assert document(content).blocks
