"""Which documents tell one event: cases in `cases/stories`, and laws."""

from __future__ import annotations

from collections.abc import Sequence

import numpy
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.features.terms import LEAD, terms
from tasks.records import DateMention, Document, Extract, Story
from tasks.shared.english.document_frequencies import Stems, language_of, number_of, shares
from tasks.shared.numerics.overlap_join import sharing
from tasks.stories import stories
from tests.cases import Case, each_case, read_cases
from tests.headed import copies_among, headed, marks_of, nothing_found


def told(documents: Sequence[Document]) -> tuple[Story, ...]:
    return stories(marks_of(documents), copies_among(documents))


@each_case("stories/together.txt")
def test_together(case: Case) -> None:
    *texts, expected = case.parts
    documents = [headed(text, f"{number}.txt") for number, text in enumerate(texts, 1)]
    numbers = {document.id: str(number) for number, document in enumerate(documents, 1)}
    assert " | ".join(" ".join(numbers[each] for each in story.documents) for story in told(documents)) == expected


EVERY = [
    headed(text, f"{case.line}-{number}.txt")
    for case in read_cases("stories/together.txt")
    for number, text in enumerate(case.parts[:-1])
]
SOME = st.lists(st.sampled_from(EVERY), unique_by=lambda document: document.path, max_size=12)


@settings(max_examples=40, deadline=None)
@given(SOME)
def test_every_document_is_in_exactly_one_story_in_order_of_path(documents: list[Document]) -> None:
    found = told(documents)
    paths = {document.id: document.path for document in documents}
    ordered = [[paths[each] for each in story.documents] for story in found]
    assert sorted(path for story in ordered for path in story) == sorted(paths.values())
    assert ordered == sorted(sorted(story) for story in ordered)
    assert len({story.id for story in found}) == len(found)


@settings(max_examples=25, deadline=None)
@given(SOME.flatmap(lambda chosen: st.tuples(st.just(chosen), st.permutations(chosen))))
def test_the_order_of_the_documents_is_irrelevant(given: tuple[list[Document], list[Document]]) -> None:
    chosen, other = given
    assert told(chosen) == told(other)


def test_the_whole_of_all_cases_is_as_their_parts() -> None:
    together = {frozenset(story.documents) for story in told(EVERY)}
    tram = frozenset(document.id for document in EVERY if "tram" in document.text and "Ostrow" in document.text)
    assert tram in together


def test_no_documents_no_stories() -> None:
    assert stories((), ()) == ()


def count(term: str, document: Document, extract: Extract) -> int:
    found = terms(document, extract)
    return int(found.counts[found.numbers.tolist().index(number_of(term))])


def test_days_spoken_of_are_terms() -> None:
    document = headed("It will happen on 8 April.")
    mention = DateMention(
        document=document.id, start=18, end=25, exact="8 April", value="2031-04-08", basis="explicit", reason="test"
    )
    extract = nothing_found(document).model_copy(update={"dates": (mention,)})
    assert count("day 2031-04-08", document, extract) == 1


def test_early_words_and_names_weigh_more() -> None:
    document = headed("The ferry of Westhaven stops.\n" + "Nothing more was said. " * 40 + "The boiler of Marn broke.")
    assert len(document.text) > LEAD + 100
    westhaven, ferry, marn, boiler = (
        count(term, document, nothing_found(document)) for term in ("westhaven", "ferri", "marn", "boiler")
    )
    assert westhaven > ferry > boiler
    assert marn > boiler


def test_languages() -> None:
    assert language_of("de-AT", []) == "de"
    assert language_of("nb", []) == "no"
    english, french = "the house of the mayor is on the hill", "la maison du maire est sur la colline et dans le vent"
    assert language_of(None, english.split()) == "en"
    assert language_of(None, french.split()) == "fr"
    assert language_of(None, []) == ""
    assert language_of(None, ["xyzzy"] * 9) == ""


def test_shares_of_words_in_news() -> None:
    assert shares("en")["the"] > 0.9
    assert "westhaven" not in shares("en")
    assert shares("de")["und"] > 0.1
    assert not shares("xx")
    assert Stems("en")["Mayors’"] == Stems("en")["mayor's"] == "mayor"
    assert Stems("xx")["Été"] == "été"


KEYS = st.lists(st.sets(st.integers(0, 6), max_size=5), min_size=1, max_size=9)


@given(KEYS)
def test_sharing_counts_common_keys(things: list[set[int]]) -> None:
    keys = numpy.array([key for own in things for key in sorted(own)], dtype=numpy.int64)
    holders = numpy.array([number for number, own in enumerate(things) for _ in own], dtype=numpy.int64)
    first, second, times = sharing(keys, holders, len(things), many=100, near=1)
    found = dict(zip(zip(first.tolist(), second.tolist(), strict=True), times.tolist(), strict=True))
    expected = {
        (a, b): len(things[a] & things[b])
        for a in range(len(things))
        for b in range(a + 1, len(things))
        if things[a] & things[b]
    }
    assert found == expected


@given(KEYS)
def test_a_key_of_many_pairs_neighbours_only(things: list[set[int]]) -> None:
    keys = numpy.array([0 for own in things for _ in sorted(own)[:1]], dtype=numpy.int64)
    holders = numpy.array([number for number, own in enumerate(things) for _ in sorted(own)[:1]], dtype=numpy.int64)
    first, second, _ = sharing(keys, holders, len(things), many=2, near=1)
    if len(holders) > 2:
        assert list(zip(first.tolist(), second.tolist(), strict=True)) == list(
            zip(holders[:-1].tolist(), holders[1:].tolist(), strict=True)
        )
