"""Names of one document: who they are and where they stand, over a file of cases; and what holds for every text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from tasks.extract.names import names
from tasks.records import Name
from tests.cases import Case, each_case
from tests.extract.texts import document, segmented


def found_in(text: str) -> tuple[Name, ...]:
    one = document(text)
    return names(one, segmented(one))


@each_case("names/names.txt")
def test_names_are_found_and_joined(case: Case) -> None:
    text, expected = case.parts
    rows = [f"{n.kind} | {n.name} | {'; '.join(m.exact for m in n.mentions)}" for n in found_in(text)]
    assert rows == expected.strip().splitlines()


def rules_of(text: str, name: str) -> tuple[str, ...]:
    return next(found.rules for found in found_in(text) if found.name == name)


def test_a_merge_states_its_rule() -> None:
    assert rules_of("Ida Marsh spoke. Marsh left. Ms. Marsh came back.", "Ida Marsh") == (
        "surname after a title",
        "surname",
    )


def test_a_surname_of_two_persons_says_why_it_stays_apart() -> None:
    assert rules_of("Mary Holt and Peter Holt voted. Holt was absent.", "Holt") == (
        "kept apart: more than one person has this surname",
    )


def test_spellings_are_counted() -> None:
    (name,) = found_in("Ida Marsh spoke. Marsh left, and Marsh slept.")
    assert [(alias.text, alias.count) for alias in name.aliases] == [("Marsh", 2), ("Ida Marsh", 1)]


def test_an_id_rests_on_the_first_mention_alone() -> None:
    (one,) = found_in("Ida Marsh spoke.")
    (other,) = found_in("Ida Marsh spoke. Marsh left.")
    assert one.id == other.id


def test_capitals_alone_tell_nothing_in_another_language() -> None:
    one = document("Die Brücke am Hafen bricht, sagt Clara Lindner. Der Neue Hafenmeister schweigt.")
    one = one.model_copy(update={"language": "de"})
    assert [name.name for name in names(one, segmented(one))] == ["Clara Lindner"]


WORDS = (
    "Ida Marsh Mr. President French the The Council of U.S. Kiev NATO (NATO) van der bin Holt Jr. said who , ."
    " He Monday Secretary State Press John O'Neil Mary-Ann Lincoln West & president's"
)


@example("President The president's")
@given(st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=40).map(" ".join))
def test_mentions_stand_where_they_say_and_never_overlap(text: str) -> None:
    found = found_in(text)
    spans = sorted((mention.start, mention.end) for name in found for mention in name.mentions)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    for name in found:
        assert name.mentions
        assert sum(alias.count for alias in name.aliases) == len(name.mentions)
        assert all(text[m.start : m.end] == m.exact for m in name.mentions)
