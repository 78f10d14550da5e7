"""What one document alone carries, and what it is silent on: on the pages and in the data, from the claims alone."""

from __future__ import annotations

import json

from lxml import html

from tasks.records import PublisherGroup
from tasks.render.coverage import Coverage
from tasks.render.coverage import coverage as coverage_of_story
from tests.render.states import many
from tests.render.whole import Dossier, rendered, stories


def site(dossier: Dossier) -> dict[str, str]:
    return {page.path: page.content.decode() for page in rendered(dossier)}


def coverage(dossier: Dossier) -> list[Coverage]:
    return [row for story in stories(dossier) for row in coverage_of_story(story)]


def read(page: str, path: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in found(page, path)]


def found(page: str, path: str) -> list[html.HtmlElement]:
    elements = html.document_fromstring(page).xpath(path)
    assert isinstance(elements, list)
    return [element for element in elements if isinstance(element, html.HtmlElement)]


def carriers(dossier: Dossier) -> dict[str, set[str]]:
    return {claim.id: {evidence.document for evidence in claim.evidence} for claim in dossier.claims}


def test_what_stands_only_here_is_what_no_other_document_carries() -> None:
    dossier = many(documents=4, claims=40)
    for row in coverage(dossier):
        inside = [claim for claim, documents in carriers(dossier).items() if documents == {row.document}]
        assert sorted(row.only_here) == sorted(inside)
        assert row.claims == sum(row.document in documents for documents in carriers(dossier).values())


def test_what_is_absent_is_what_half_of_the_others_carry() -> None:
    dossier = many(documents=4, claims=40)
    for row in coverage(dossier):
        wide = [
            claim for claim, holders in carriers(dossier).items() if len(holders) >= 2 and row.document not in holders
        ]
        assert sorted(row.absent) == sorted(wide)
        assert row.absent


def test_of_many_documents_three_are_not_most() -> None:
    assert not any(row.absent for row in coverage(many(documents=9, claims=40)))


def test_one_other_document_is_no_measure_of_silence() -> None:
    dossier = many(documents=2, claims=3)
    assert all(not row.absent for row in coverage(dossier))


def test_a_source_page_tells_what_stands_only_there_and_what_was_not_found() -> None:
    dossier = many(documents=4, claims=40)
    page = site(dossier)["source/a.html"]
    row = next(row for row in coverage(dossier) if row.document == dossier.documents[0].id)
    told = read(page, "//details/summary")
    assert f"Only in this document: {len(row.only_here)} claims" in told
    assert f"Not found in this document: {len(row.absent)} claims" in told
    assert found(page, "//details[@id='only']")


def test_a_document_that_tells_its_story_alone_is_compared_with_nothing() -> None:
    pages = site(many(documents=1, claims=6))
    assert "Only in this document" not in pages["source/a.html"]
    assert "What only one publisher carries" not in pages["index.html"]


def test_the_index_of_sources_counts_what_stands_only_there() -> None:
    dossier = many(documents=4, claims=40)
    cells = read(site(dossier)["source/index.html"], "//tbody/tr/td[last()]")
    assert cells == [str(len(row.only_here)) for row in coverage(dossier)]


def test_what_one_publisher_carries_is_counted_with_its_documents_together() -> None:
    dossier = many(documents=3, claims=20)
    first, second, third = (document.id for document in dossier.documents)
    groups = (
        PublisherGroup(documents=(first, second), name=None, reason="share a page layout"),
        PublisherGroup(documents=(third,), name=None, reason="not stated"),
    )
    told = read(
        site(dossier.model_copy(update={"publishers": groups}))["index.html"], "//section[@aria-labelledby='op']"
    )[0]
    alone = [documents for documents in carriers(dossier).values() if len(documents) == 1]
    pair = sum(documents != {third} for documents in alone)
    assert f"{len(alone)} of 20 claims stand in reports of one publisher only." in told
    assert f"Publisher not stated: {pair} claimsA B" in told


def test_a_story_says_what_its_documents_do_not_establish() -> None:
    pages = site(many(documents=6, claims=30, stories=3))
    assert "Not established by these documents" in pages["story/story-1.html"]


def test_the_data_hold_a_row_for_each_document_and_its_schema() -> None:
    dossier = many(documents=4, claims=40)
    files = site(dossier)
    rows = [json.loads(line) for line in files["data/coverage.jsonl"].splitlines()]
    assert [row["document"] for row in rows] == [document.id for document in dossier.documents]
    schema = json.loads(files["data/schema/coverage.schema.json"])
    assert set(schema["properties"]) == {"document", "claims", "only_here", "absent"} == set(rows[0])
