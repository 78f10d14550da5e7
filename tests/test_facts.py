"""The table of facts: what reports of invented events state differently, as whole lists; and laws of every row."""

from __future__ import annotations

import pytest

from tasks.crossreference import crossreference
from tasks.facts import facts
from tasks.records import Material, TableOfFacts
from tests.cases import Case, read_cases
from tests.told import told

SCENES = [
    pytest.param(case, id=f"{name} {case.title}")
    for name in ("tolls_first", "tolls_second")
    for case in read_cases(f"facts/{name}.txt")
]


def tabled(material: Material) -> TableOfFacts:
    return facts(material, crossreference(material))


@pytest.mark.parametrize("case", SCENES)
def test_scene(case: Case) -> None:
    """The rows on which the reports differ, each as `question: value documents | … = reading`."""
    material = told(case.parts[0])
    names = {document.id: document.path.removesuffix(".txt") for document in material.documents}
    found = [
        "{}: {} = {}".format(
            row.question,
            " | ".join(
                " ".join([value.value, *sorted({names[e.document] for e in value.evidence})]) for value in row.values
            ),
            row.reading,
        )
        for row in tabled(material).facts
        if row.reading
    ]
    assert sorted(found) == sorted(line for line in case.parts[1].splitlines() if line != "none")


@pytest.mark.parametrize("case", SCENES[::4])
def test_every_row_keeps_the_laws_of_the_table(case: Case) -> None:
    """Passages stand in their documents word for word and hold the value as printed; no document is counted twice."""
    material = told(case.parts[0])
    texts = {document.id: document.text for document in material.documents}
    table = tabled(material)
    assert len({row.id for row in table.facts}) == len(table.facts)
    for row in table.facts:
        passages = [passage for value in row.values for passage in value.evidence]
        assert row.documents == len({passage.document for passage in passages})
        assert (row.reading is None) == (row.why is None)
        for passage in passages:
            assert texts[passage.document][passage.start : passage.end] == passage.exact
            assert passage.chain[-1].role == "document"
            assert passage.printed.lower() in " ".join(passage.exact.split()).lower()


def test_the_same_material_always_gives_the_same_rows() -> None:
    material = told(SCENES[0].values[0].parts[0])  # type: ignore[attr-defined]
    assert tabled(material) == tabled(material)


def test_a_report_in_another_language_states_nothing() -> None:
    material = told(SCENES[2].values[0].parts[0])  # type: ignore[attr-defined]
    french = tuple(document.model_copy(update={"language": "fr"}) for document in material.documents)
    assert tabled(material.model_copy(update={"documents": french})).facts == ()


SILENT = """# a 2032-03-12
A fire broke out at the Harl works on Thursday. Residents were asked to keep their windows shut.
# b 2032-03-12
The Harl works burned on Thursday, and the road to Kessel was closed.
"""


def test_what_no_report_says_is_said_where_no_word_of_an_answer_stands() -> None:
    told_of = tabled(told(SILENT)).silent
    assert told_of == ("No report says how many people were killed.",)
    answered = SILENT + "Two workers died.\n"
    assert tabled(told(answered)).silent == ()
