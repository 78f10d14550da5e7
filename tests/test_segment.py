"""Sentences: where they end, and that they lie where they say."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.records import Block, BlockKind, Document
from tasks.segment import segment
from tasks.segment.sentences import sentence_spans
from tests.cases import Case, each_case


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, 0, len(text))]


def document(text: str, *blocks: tuple[int, int, BlockKind]) -> Document:
    return Document(
        id="doc-00000000",
        path="a.txt",
        sha256="0",
        media_type="text/plain",
        encoding="utf-8",
        language="en",
        text=text,
        blocks=tuple(Block(start=start, end=end, kind=kind) for start, end, kind in blocks),
        removed=(),
        title=None,
        standfirst=None,
        byline=None,
        publisher=None,
        published=None,
        published_basis=None,
        modified=None,
        url=None,
        doubtful=None,
    )


def folded(sentences: list[str]) -> list[str]:
    return [" ".join(sentence.split()) for sentence in sentences]


def expected(case: Case) -> list[str]:
    """A wrapped sentence stands over several lines in its case: what is compared is the text without line breaks."""
    text, sentences = case.parts
    return folded(sentences.splitlines()) if "\n" not in text else [" ".join(sentences.split())]


@each_case("segment/news.txt")
def test_news(case: Case) -> None:
    found = folded(split(case.parts[0]))
    assert (found if "\n" not in case.parts[0] else [" ".join(found)]) == expected(case)


@each_case("segment/unseen.txt")
def test_news_that_the_rules_were_not_made_on(case: Case) -> None:
    assert "\n".join(split(case.parts[0])) == case.parts[1]


def test_a_title_is_one_sentence() -> None:
    text = "Closed. Again."
    assert [s[:2] for s in segment(document(text, (0, 14, "title"))).sentences] == [(0, 14)]


def test_lines_of_a_list_are_sentences() -> None:
    text = "nails\nscrews\nwood"
    found = segment(document(text, (0, len(text), "list"))).sentences
    assert [text[s.start : s.end] for s in found] == ["nails", "screws", "wood"]


def test_a_sentence_names_its_block() -> None:
    text = "One. Two.\nThree."
    found = segment(document(text, (0, 9, "paragraph"), (10, 16, "paragraph"))).sentences
    assert [s.block for s in found] == [0, 0, 1]


def test_removed_text_has_no_sentences() -> None:
    text = "Menu\nThe bridge closed."
    assert [s.start for s in segment(document(text, (5, len(text), "paragraph"))).sentences] == [5]


@given(st.text())
def test_sentences_cover_every_character_that_is_no_space(text: str) -> None:
    assert "".join("".join(split(text)).split()) == "".join(text.split())


@given(st.text(alphabet="aA .!?“”\"'…。」\n1"))
def test_sentences_stand_in_order_and_never_overlap(text: str) -> None:
    spans = list(sentence_spans(text, 0, len(text)))
    assert all(start < end for start, end in spans)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


@pytest.mark.parametrize("text", ["", " ", "\n\n"])
def test_no_words_no_sentences(text: str) -> None:
    assert split(text) == []
