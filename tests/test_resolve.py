"""Resolve: names across documents, speakers named by them, and the day of a document that states none."""

from __future__ import annotations

from typing import Any

from tasks.extract.dates import dates
from tasks.extract.figures import figures
from tasks.extract.names import names
from tasks.records import Document, Extract, Material, Quotation, Speaker, Story
from tasks.resolve import resolve
from tests.cases import Case, each_case
from tests.extract.texts import document, segmented
from tests.told import told


def extracted(one: Document, quotations: tuple[Quotation, ...] = ()) -> Extract:
    sentences = segmented(one)
    found = dates(one, sentences)
    return Extract(
        document=one.id,
        quotations=quotations,
        dates=found,
        figures=figures(one, sentences, found),
        names=names(one, sentences),
    )


def story(*documents: Document, extracts: tuple[Extract, ...] = ()) -> Material:
    return resolve(
        Material(
            story=Story(id="s-1", documents=tuple(one.id for one in documents)),
            documents=documents,
            segmented=tuple(segmented(one) for one in documents),
            extracts=extracts or tuple(extracted(one) for one in documents),
            copies=(),
        )
    )


def reports(*texts: str, published: tuple[str | None, ...] = ()) -> tuple[Document, ...]:
    days = published or ("2021-12-08",) * len(texts)
    return tuple(document(text, day, f"{k}.txt") for k, (text, day) in enumerate(zip(texts, days, strict=True)))


@each_case("resolve/names.txt")
def test_persons_are_joined_across_documents(case: Case) -> None:
    texts, expected = case.parts
    found = story(*reports(*(text.strip() for text in texts.split("\n====\n"))))
    rows = [
        f"{name.name} | {', '.join(alias.text for alias in name.aliases)} | {'; '.join(name.rules) or '-'}"
        for name in found.names
        if name.kind == "person"
    ]
    assert rows == expected.strip().splitlines()


def test_places_are_joined_by_official_spellings() -> None:
    found = story(*reports("He flew to Kiev.", "She flew to Kyiv."))
    assert [[alias.text for alias in name.aliases] for name in found.names] == [["Kiev", "Kyiv"]]
    assert found.names[0].rules == ("forms of one name: Kiev, Kyiv",)


def test_an_acronym_that_one_report_explains_joins_in_all() -> None:
    found = story(*reports("The Baltic Rowing Association (BRA) met.", "The head of BRA resigned."))
    (name,) = found.names
    assert [(alias.text, alias.count) for alias in name.aliases] == [("BRA", 2), ("Baltic Rowing Association", 1)]


CLASS: dict[str, Any] = {"class": "say"}  # a keyword of Python


def said(one: Document, words: str, speaker: str, name: str) -> Quotation:
    start, opens = one.text.index(words), one.text.index(speaker)
    return Quotation(
        id="q-1",
        document=one.id,
        start=start,
        end=start + len(words),
        exact=words,
        kind="indirect",
        **CLASS,
        speaker=Speaker(name=name, entity=None, start=opens, end=opens + len(speaker), inferred=False, reason=None),
        cue=None,
        continues=None,
    )


def test_a_speaker_is_named_as_in_all_documents() -> None:
    first, second = reports("Prime Minister Ingrid Holt resigned.", "Holt said that she was tired.")
    quotation = said(second, "that she was tired", "Holt", "Holt")
    found = story(first, second, extracts=(extracted(first), extracted(second, (quotation,))))
    speaker = found.extracts[1].quotations[0].speaker
    assert speaker
    assert speaker.name == "Ingrid Holt"
    assert speaker.entity == found.names[0].id


def test_an_aide_is_not_the_person_he_works_for() -> None:
    (one,) = reports("Ingrid Holt was silent.\nAn adviser to Ingrid Holt said that she was tired.")
    quotation = said(one, "that she was tired", "An adviser to Ingrid Holt", "An adviser to Ingrid Holt")
    found = story(one, extracts=(extracted(one, (quotation,)),))
    speaker = found.extracts[0].quotations[0].speaker
    assert speaker
    assert (speaker.name, speaker.entity) == ("An adviser to Ingrid Holt", None)


def test_an_apposition_names_the_speaker() -> None:
    (one,) = reports("The defence minister of Norway, Ingrid Holt, said that she was tired.")
    words = "The defence minister of Norway, Ingrid Holt"
    quotation = said(one, "that she was tired", words, "The defence minister of Norway")
    found = story(one, extracts=(extracted(one, (quotation,)),))
    speaker = found.extracts[0].quotations[0].speaker
    assert speaker
    assert speaker.name == "Ingrid Holt"


DATED = "The engineers shut the Mill Lane bridge on Thursday after cracks were found in its northern pillar."


def test_the_day_of_an_undated_document_is_inferred_from_words_that_count_from_it() -> None:
    undated = (
        "The Mill Lane bridge was shut by engineers on Thursday.\n"
        "After yesterday’s shutting of the bridge, engineers found more cracks in the northern pillar."
    )
    found = story(*reports(DATED, undated, published=("2021-12-31", None)))
    one = found.documents[1]
    assert one.published == "2021-12-31"
    assert one.published_basis
    assert one.published_basis.kind == "inferred"
    assert "“yesterday” (30 December 2021 in 0.txt: “on Thursday”)" in one.published_basis.reason
    assert [(m.exact, m.value) for m in found.extracts[1].dates] == [
        ("on Thursday", "2021-12-30"),
        ("yesterday", "2021-12-30"),
    ]
    assert found.extracts[1].dates[0].reason == (
        "Thursday before 31 December 2021, the day of publication, inferred; “was”"
    )


def test_a_weekday_alone_does_not_tell_the_day_of_the_document_but_may_be_told_itself() -> None:
    undated = "The Mill Lane bridge was shut by engineers on Thursday when cracks in the northern pillar were found."
    found = story(*reports(DATED, undated, published=("2021-12-31", None)))
    assert found.documents[1].published is None
    (mention,) = found.extracts[1].dates
    assert mention.value == "2021-12-30"
    assert mention.reason.startswith("the day that 0.txt dates “on Thursday”, for the same thing")


def test_a_weekday_of_another_matter_tells_nothing() -> None:
    found = story(*reports(DATED, "A bakery won a prize on Thursday.", published=("2021-12-31", None)))
    assert found.documents[1].published is None
    assert found.extracts[1].dates[0].value is None


def test_nothing_is_inferred_where_no_document_has_a_day() -> None:
    found = story(*reports("It closed yesterday.", "It closed on Thursday.", published=(None, None)))
    assert [one.published for one in found.documents] == [None, None]


def test_a_year_that_all_other_documents_give_is_taken() -> None:
    found = story(*reports(DATED, "The bridge was built on 7 December.", published=("2021-12-31", None)))
    (mention,) = found.extracts[1].dates
    assert (mention.value, mention.reason.split(";")[0]) == ("2021-12-07", "the year of the story's other documents")


def test_a_figure_gets_the_day_that_was_inferred_for_its_sentence() -> None:
    undated = (
        "The Mill Lane bridge was shut by engineers on Thursday.\n"
        "After yesterday’s shutting of the bridge engineers found 40 cracks in the northern pillar."
    )
    found = story(*reports(DATED, undated, published=("2021-12-31", None)))
    (figure,) = found.extracts[1].figures
    assert figure.day == "2021-12-30"


@each_case("resolve/offices.txt")
def test_one_man_is_one_speaker_through_his_offices(case: Case) -> None:
    text, wanted = case.parts
    speakers = [q.speaker.name for extract in told(text).extracts for q in extract.quotations if q.speaker is not None]
    assert speakers == wanted.splitlines()
