"""Summaries: what can be understood alone, what a story's summary tells, and what holds for every summary."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.crossreference import crossreference
from tasks.records import Material, Summaries
from tasks.summarize import summarize
from tasks.summarize.candidates import candidates
from tasks.summarize.coverage import MOST_WORDS
from tasks.summarize.self_containedness import RULES, alone, balanced, ends, told_before
from tasks.topics import topics
from tests.cases import Case, each_case, read_cases
from tests.told import told


def summarized(material: Material) -> Summaries:
    crossed = crossreference(material)
    return summarize(material, crossed, topics(material, crossed))


@each_case("summaries/alone.txt")
def test_what_can_be_understood_alone(case: Case) -> None:
    words, expected = case.parts
    speaker, colon, said = words.partition(": ")
    worth = alone(said if colon else speaker, speaker=bool(colon), quoted=False)
    assert ("yes" if worth > 0.5 else "no") == expected


@each_case("summaries/stories.txt")
def test_what_a_summary_tells(case: Case) -> None:
    reports, expected = case.parts
    found = summarized(told(reports)).sentences
    everything = [f"{row.speaker or ''}: {row.exact}" for row in found]
    for line in expected.split("\n"):
        kind, _, words = line.partition(": ")
        if kind == "first":
            assert words in found[0].exact, everything
        elif kind == "says":
            speaker, _, said = words.partition(": ")
            assert any(row.speaker == speaker and said in row.exact for row in found), everything
        else:
            assert any(words in row.exact for row in found) == (kind == "has"), f"{line}: {everything}"


STORIES = [
    told(case.parts[0]) for name in ("summaries/stories.txt", "topics/subjects.txt") for case in read_cases(name)
]


@pytest.mark.parametrize("material", STORIES)
def test_summaries_are_short_verbatim_and_cite_claims_of_the_story(material: Material) -> None:
    crossed = crossreference(material)
    claims = {claim.id: claim for claim in crossed.claims}
    texts = {document.id: document.text for document in material.documents}
    subjects = topics(material, crossed)
    summaries = summarize(material, crossed, subjects)
    assert [topic for topic, _ in summaries.topics] == [topic.id for topic in subjects]
    for rows in (summaries.sentences, *(rows for _, rows in summaries.topics)):
        assert sum(len(row.exact.split()) for row in rows) <= MOST_WORDS
        for row in rows:
            assert texts[row.document][row.start : row.end] == row.exact
            assert any(
                passage.document == row.document and passage.start < row.end and row.start < passage.end
                for passage in claims[row.claim].evidence
            )
        spans = sorted((row.document, row.start, row.end) for row in rows)
        assert all(a[0] != b[0] or a[2] <= b[1] for a, b in pairwise(spans))


@pytest.mark.parametrize("material", STORIES)
def test_the_summary_of_a_topic_tells_claims_of_the_topic(material: Material) -> None:
    crossed = crossreference(material)
    subjects = topics(material, crossed)
    for topic, (_, rows) in zip(subjects, summarize(material, crossed, subjects).topics, strict=True):
        assert {row.claim for row in rows} <= set(topic.claims)


def test_lines_that_end_as_no_sentence_are_not_the_opening_of_a_report() -> None:
    material = told(
        "# east 2031-05-03\nEast Herald — 2031-05-03\nhttps://east.example/bridge\n"
        "The harbour board of Lund shut the old bridge over the Ossen on Monday after inspectors counted cracks.\n"
        "Ferries carried nine hundred passengers across the Ossen on Tuesday, the ferry company of Lund said."
    )
    crossed = crossreference(material)
    opening, *_ = candidates(material, crossed.claims, crossed.conflicts)
    _, place, _, _ = opening.order
    assert (place, "shut the old bridge" in material.documents[0].text[opening.start : opening.end]) == (0, True)


def test_a_story_without_claims_has_an_empty_summary() -> None:
    material = STORIES[0]
    empty = crossreference(material).model_copy(update={"claims": ()})
    assert summarize(material, empty, ()).sentences == ()


def test_a_rule_looks_first_for_what_stands_wherever_it_is_found() -> None:
    """A rule whose `needs` is wrong would never be tried where it holds."""
    cases = [case.parts[0] for case in read_cases("summaries/alone.txt")]
    sentences = [
        document.text[s.start : s.end]
        for m in STORIES
        for document, g in zip(m.documents, m.segmented, strict=True)
        for s in g.sentences
    ]
    for rule in RULES:
        for words in (*cases, *sentences):
            if rule.needs and rule.pattern.search(words):
                assert any(word in words for word in rule.needs), (rule.pattern.pattern, words)


@pytest.mark.parametrize(
    ("sentence", "known"),
    [
        ("The town refused the offer, which came late.", False),  # by whatever word it was told of before
        ("The town asked the divers to look again.", False),
        ("The town asked the mayor to look again.", True),
        ("The town closed the bridge on Monday.", True),
    ],
)
def test_what_was_told_of_just_before_is_not_known_to_the_reader(sentence: str, known: bool) -> None:
    text = f"Nine divers from Tarnby were sent for, and a firm said it would pay.\n{sentence}"
    worth = told_before(text, text.index(sentence), len(text), frozenset({"bridge"}))
    assert (worth == 1.0) == known


@settings(deadline=None)
@given(st.text('ab “”"()', max_size=30))
def test_balanced_words_stay_balanced_when_marks_are_put_around_them(words: str) -> None:
    assert balanced(f"({words})") == balanced(words) or "(" in words or ")" in words


@pytest.mark.parametrize(
    ("words", "expected"),
    [("It is shut.", True), ("It is shut.”", True), ("It is shut", False), ("“It is shut,”", False), ("Shut!'", True)],
)
def test_where_a_sentence_ends(words: str, expected: bool) -> None:
    assert ends(words) == expected
