"""Topics: noun phrases, what belongs together, and what holds for every story."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.crossreference import crossreference
from tasks.records import CrossReference, Material, Topic
from tasks.shared.english.noun_phrases import phrases
from tasks.topics import MOST, OTHER, _distinct, topics
from tasks.topics.next_steps import Ahead
from tasks.topics.sections import FEWEST, Near, Noun, sections
from tests.cases import Case, each_case, read_cases
from tests.crossreference.reports import report, story
from tests.told import told


@each_case("topics/phrases.txt")
def test_noun_phrases(case: Case) -> None:
    sentence, expected = case.parts
    longest: list[str] = []
    for phrase in phrases(sentence):
        if not longest or not longest[-1].endswith(f" {phrase.words}"):
            longest.append(phrase.words)
    assert longest == expected.split("\n")


def test_a_phrase_stands_in_its_sentence_though_it_is_no_prose() -> None:
    sentence = "See http://www.example.org/?utm_source=feed&post_id=7 for the opening of the harbour bridge."
    assert all(phrase.words in sentence for phrase in phrases(sentence))


@each_case("topics/subjects.txt")
def test_subjects(case: Case) -> None:
    reports, expected = case.parts
    material = told(reports)
    crossed = crossreference(material)
    found = topics(material, crossed)
    for line in expected.split("\n"):
        kind, _, words = line.partition(": ")
        if kind in ("together", "apart"):
            one, other = (topic_of(part.strip(), crossed, found) for part in words.split("|"))
            assert (one == other) == (kind == "together"), line
        else:
            held = any(words.lower() in topic.label.lower() for topic in found)
            assert held == (kind == "label"), f"{line}: {[topic.label for topic in found]}"


def topic_of(words: str, crossed: CrossReference, found: tuple[Topic, ...]) -> str:
    (claim,) = (c.id for c in crossed.claims if any(words in passage.exact for passage in c.evidence))
    (topic,) = (topic.id for topic in found if claim in topic.claims)
    return topic


def test_topics_whose_first_claims_share_a_passage_have_ids_of_their_own() -> None:
    one = Topic(id="t-1", story="s-1", label="ferry", keywords=(), claims=("c-1",))
    ids = [topic.id for topic in _distinct([one, one.model_copy(update={"claims": ("c-2",)}), one])]
    assert ids[0] == "t-1"
    assert len(set(ids)) == 3


STORIES = [told(case.parts[0]) for case in read_cases("topics/subjects.txt")]


@pytest.mark.parametrize("material", STORIES)
def test_every_claim_stands_in_exactly_one_topic(material: Material) -> None:
    crossed = crossreference(material)
    placed = [claim for topic in topics(material, crossed) for claim in topic.claims]
    assert sorted(placed) == sorted(claim.id for claim in crossed.claims)


@pytest.mark.parametrize("material", STORIES)
def test_a_label_is_printed_in_a_document(material: Material) -> None:
    texts = [" ".join(document.text.split()) for document in material.documents]
    for topic in topics(material, crossreference(material)):
        for words in topic.label.split(", ") if topic.label != OTHER else ():
            assert any(words in text for text in texts)
        assert topic.label == (", ".join(topic.keywords[:2]) or OTHER)


@given(st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_the_order_in_which_claims_were_found_is_irrelevant(shuffler: random.Random) -> None:
    material = STORIES[0]
    crossed = crossreference(material)
    claims = list(crossed.claims)
    shuffler.shuffle(claims)
    assert topics(material, crossed.model_copy(update={"claims": tuple(claims)})) == topics(material, crossed)


def test_a_story_without_claims_has_no_topics() -> None:
    material = STORIES[1]
    assert topics(material, crossreference(material).model_copy(update={"claims": ()})) == ()


@settings(deadline=None)
@given(
    st.lists(
        st.dictionaries(st.sampled_from("abcdefgh"), st.floats(0.1, 1.0), min_size=1, max_size=4),
        min_size=1,
        max_size=30,
    )
)
def test_sections_part_the_claims_and_are_large_enough(vectors: list[dict[str, float]]) -> None:
    holding = {noun: [index for index, vector in enumerate(vectors) if noun in vector] for noun in "abcdefgh"}
    found, rest = sections(
        Near(vectors), [1.0] * len(vectors), {n: Noun(some, 1.0) for n, some in holding.items() if some}, 4
    )
    assert sorted([*rest, *(index for section in found for index in section.members)]) == list(range(len(vectors)))
    assert len(found) <= 4
    assert all(len(section.members) >= FEWEST for section in found)


def test_a_section_leaves_room_for_others() -> None:
    """One noun that half of the claims print takes no half of the claims."""
    vectors = [{"call": 1.0}] * 20 + [{"ferry": 1.0}] * 10 + [{"school": 1.0}] * 10
    nouns = {"call": Noun(range(20), 1.0), "ferry": Noun(range(20, 30), 1.0), "school": Noun(range(30, 40), 1.0)}
    found, rest = sections(Near(vectors), [1.0] * 40, nouns, 3)
    sizes = {section.noun: len(section.members) for section in found}
    assert sizes["call"] < 20
    assert sizes["ferry"] == sizes["school"] == 10
    assert len(rest) == 20 - sizes["call"]


@each_case("topics/ahead.txt")
def test_what_comes_next(case: Case) -> None:
    sentence, expected = case.parts
    material = story([report("east", sentence, published="2031-05-03")])
    document = material.documents[0]
    ahead = Ahead(document, material.extracts[0])
    assert ("yes" if ahead(0, len(document.text)) else "no") == expected


def test_there_are_never_more_topics_than_a_reader_takes_in() -> None:
    lines = [
        f"The {place} council said the {thing} in {place} would be repaired."
        for place in ("Lund", "Tarnby", "Brenna", "Ysmere", "Senn", "Amsel")
        for thing in ("bridge", "school", "harbour", "tunnel", "library", "theatre", "station", "market", "hospital")
    ]
    material = story([report("east", "\n".join(lines[::2])), report("west", "\n".join(lines[1::2]))])
    found = topics(material, crossreference(material))
    assert sum(topic.label != OTHER for topic in found) <= MOST
