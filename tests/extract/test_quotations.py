"""Quotations: words, speakers and channels, as the case files have them, and the laws that hold for any text."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tasks.extract.names import names
from tasks.extract.quotations import quotations
from tasks.extract.quotations.verbs import FORMS
from tasks.records import Quotation
from tasks.segment import segment
from tests.cases import Case, each_case, found_today, read_cases
from tests.extract.texts import document
from tests.runs import runs_apart


def found_in(text: str) -> tuple[Quotation, ...]:
    read = document(text)
    sentences = segment(read)
    return quotations(read, sentences, names(read, sentences))


def row(quotation: Quotation) -> str:
    speaker = quotation.speaker
    who = "-" if speaker is None else ("~" if speaker.inferred else "") + speaker.name
    via = ", ".join(hop.name for hop in quotation.via)
    return " | ".join([quotation.kind, quotation.exact, who, *([via] if via else [])])


@each_case("quotations/attributions.txt")
def test_attributions(case: Case) -> None:
    text, wanted = case.parts
    assert [row(quotation) for quotation in found_in(text)] == found_today(wanted)


@each_case("quotations/who_speaks.txt")
def test_who_speaks(case: Case) -> None:
    assert_among(case)


@each_case("quotations/turns.txt")
def test_turns(case: Case) -> None:
    assert_among(case)


def assert_among(case: Case) -> None:
    """Every line of the expectation is found, and none that begins with "no "."""
    text, wanted = case.parts
    found = [row(quotation) for quotation in found_in(text)]
    lines = wanted.splitlines()
    assert [line for line in lines if not line.startswith("no ") and line not in found] == [], found
    assert [line for line in lines if line.startswith("no ") and line.removeprefix("no ") in found] == [], found


@each_case("quotations/taken_back.txt")
def test_words_taken_back(case: Case) -> None:
    """No class but `other`, which feeds no claim and no page, holds words that nobody is said to have said."""
    text, wanted = case.parts
    said = [quotation for quotation in found_in(text) if quotation.class_ != "other"]
    rows = [" | ".join([q.class_, q.exact, q.speaker.name if q.speaker else "-"]) for q in said]
    assert rows == wanted.splitlines()


@each_case("quotations/nothing.txt")
def test_nothing_is_said(case: Case) -> None:
    assert [row(quotation) for quotation in found_in(case.parts[0])] == []


def test_the_words_that_tell_are_cited() -> None:
    text = "Engineer Tomas Vale came. “We found 40 cracks,” he said."
    speaker = found_in(text)[0].speaker
    assert speaker is not None
    assert text[speaker.start : speaker.end] == "he"
    assert [citation.exact for citation in speaker.rests_on] == ["Engineer Tomas Vale"]


def test_a_split_quotation_names_its_first_half() -> None:
    first, second = found_in("“The bridge,” Tomas Vale said, “is safe.”")
    assert (first.continues, second.continues) == (None, first.id)


def test_a_quotation_of_two_paragraphs_is_tied() -> None:
    first, second = found_in("Tomas Vale said: “We checked the bridge.\n“Then we closed it for the night.”")
    assert second.continues == first.id


def test_ids_do_not_move_with_the_text() -> None:
    said = "Tomas Vale said: “The bridge is safe.”"
    assert found_in(said)[0].id == found_in("It rained.\n" + said)[0].id


def test_the_same_words_twice_have_two_ids() -> None:
    said = "Tomas Vale said: “The bridge is safe.”"
    assert len({quotation.id for quotation in found_in(f"{said}\n{said}")}) == 2


@pytest.mark.parametrize(
    ("text", "class_"),
    [
        ("Tomas Vale said the bridge was safe.", "say"),
        ("Tomas Vale urged the council to act.", "announce"),
        ("Tomas Vale promised to come.", "promise"),
        ("Tomas Vale criticised the bridge.", "judge"),
        ("Tomas Vale hopes that it holds.", "believe"),
        ("Tomas Vale supports the bridge.", "other"),
    ],
)
def test_classes(text: str, class_: str) -> None:
    assert [quotation.class_ for quotation in found_in(text)] == [class_]


def test_every_form_leads_to_a_verb_that_reports() -> None:
    idle = [
        form
        for form, (verb, _) in FORMS.items()
        if not (verb.speech or verb.quoting or verb.object or verb.attitude or verb.plan or verb.evidence)
    ]
    assert idle == []


MARKS = ["“", "”", '"', "''", "‘", "„", "«", "»", "「", "」", ",", ".", ":", "(", ")", "—", "\n"]
NAMES = ["Tomas", "Vale", "CNN", "he", "who", "bridge", "claims"]
VERBS = ["said", "told", "is", "that", "the", "according", "to", "and", "for"]
WORDS = st.lists(st.sampled_from([*MARKS, *NAMES, *VERBS]), max_size=60)


@given(WORDS)
@example(["‘", "Tomas", "said", "for", "said", "“"])
def test_citations_stand_where_they_say(words: list[str]) -> None:
    text = " ".join(words)
    for quotation in found_in(text):
        cited = [quotation, *(() if quotation.cue is None else (quotation.cue,))]
        if quotation.speaker:
            cited.extend(quotation.speaker.rests_on)
        assert all(text[citation.start : citation.end] == citation.exact for citation in cited)
        assert all(citation.exact.strip() for citation in cited)
        assert all(hop.start is None or text[hop.start : hop.end] == hop.name for hop in quotation.via)


@given(WORDS)
def test_what_a_quotation_continues_is_there(words: list[str]) -> None:
    found = found_in(" ".join(words))
    ids = {quotation.id for quotation in found}
    assert all(quotation.continues is None or quotation.continues in ids for quotation in found)
    assert len(ids) == len(found)


def test_neither_hashes_nor_what_was_read_before_changes_what_is_found() -> None:
    in_order, backwards = runs_apart(
        "from tests.cases import read_cases\n"
        "from tests.extract.test_quotations import found_in\n"
        "cases = read_cases('quotations/attributions.txt')\n"
        "found = {case.line: found_in(case.parts[0]) for case in cases[::ORDER]}\n"
        "print(sorted(found.items()))"
    )
    assert in_order == backwards
    here = {case.line: found_in(case.parts[0]) for case in read_cases("quotations/attributions.txt")}
    assert in_order == f"{sorted(here.items())}\n"


@pytest.mark.parametrize(
    "text", ['"' * 20_000, "“" * 20_000, "„" * 20_000, "“‘" * 10_000, "a" * 100_000, "said " * 20_000, "he. " * 20_000]
)
def test_hostile_text_says_nothing(text: str) -> None:
    assert found_in(text) == ()
