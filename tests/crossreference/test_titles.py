"""A title stands for every document behind the claim: its words, its figures, its days and its speaker."""

from __future__ import annotations

from tasks.crossreference import crossreference
from tasks.records import Claim, Material
from tests.cases import Case, each_case, read_cases
from tests.told import told


def _claims(material: Material) -> tuple[Claim, ...]:
    return crossreference(material).claims


@each_case("claims/titles.txt")
def test_titles_of_several_documents(case: Case) -> None:
    text, wanted = case.parts
    rows = []
    for claim in _claims(told(text)):
        names = sorted({evidence.document.removeprefix("doc-") for evidence in claim.evidence})
        if len(names) > 1:
            rows.append(f"{' '.join(names)} | {claim.title.speaker or '-'} | {claim.title.exact}")
    assert rows == wanted.splitlines()


def test_a_title_names_only_whom_every_passage_names() -> None:
    for case in read_cases("claims/titles.txt"):
        for claim in _claims(told(case.parts[0])):
            if claim.title.speaker is not None:
                named = [{hop.name for hop in one.chain if hop.role == "speaker"} for one in claim.evidence]
                assert all(claim.title.speaker in names for names in named)


def test_a_title_states_no_figure_and_no_day_that_a_document_does_not_state() -> None:
    for case in read_cases("claims/titles.txt"):
        material = told(case.parts[0])
        values = {
            extract.document: {figure.value for figure in extract.figures} | {day.value for day in extract.dates}
            for extract in material.extracts
        }
        for claim in _claims(material):
            extract = next(e for e in material.extracts if e.document == claim.title.document)
            stated = {
                record.value
                for record in (*extract.figures, *extract.dates)
                if claim.title.start <= record.start and record.end <= claim.title.end
            }
            assert all(stated <= values[evidence.document] for evidence in claim.evidence)


def test_words_that_begin_with_a_pronoun_keep_the_sentence_that_names_him() -> None:
    (claim,) = _claims(told("# east\n“He closed the harbour without asking anybody in Lund,” a former official said."))
    assert claim.title.speaker is not None
    (claim,) = _claims(told("# east\nHe closed the harbour without asking anybody in Lund, a former official said."))
    assert (claim.title.speaker, claim.title.exact[-23:]) == (None, "a former official said.")
