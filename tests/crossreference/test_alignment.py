"""Renderings laid side by side: the case file of alignment, and laws."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from tasks.crossreference.alignment import replaced, shared, spoken
from tests.cases import Case, each_case


def marked(one: str, two: str) -> str:
    """`one` with the words in brackets that stand where `two` has others."""
    words, text = spoken(one), one
    for change in reversed(replaced(words, spoken(two))):
        if change.first[0] < change.first[1]:
            start, end = words[change.first[0]].start, words[change.first[1] - 1].end
            text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


def inside(line: str) -> str:
    return re.sub(r"^[“\"]|[”\"]$", "", line)


@each_case("utterances/alignment.txt")
def test_case(case: Case) -> None:
    one, two = map(inside, case.parts[0].splitlines())
    assert [marked(one, two), marked(two, one)] == case.parts[1].splitlines()


WORDS = st.lists(st.sampled_from(["we", "will", "never", "sell", "the", "mill"]), max_size=12).map(" ".join)


@given(WORDS)
def test_a_rendering_does_not_differ_from_itself(text: str) -> None:
    assert replaced(spoken(text), spoken(text)) == ()
    assert shared(spoken(text), spoken(text)) == len(spoken(text))


@given(WORDS, WORDS)
def test_changes_lie_inside_the_rendering_and_in_order(one: str, two: str) -> None:
    words = spoken(one)
    last = 0
    for change in replaced(words, spoken(two)):
        assert last <= change.first[0] <= change.first[1] <= len(words)
        last = change.first[1]


@given(st.text())
def test_words_stand_where_they_say(text: str) -> None:
    for word in spoken(text):
        assert 0 <= word.start < word.end <= len(text)
