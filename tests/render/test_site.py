"""A site made by hand holds together: every citation, every link, whatever the documents hold."""

from __future__ import annotations

import pytest
from lxml import html

from tasks.records import Page
from tasks.verify.reading import read
from tests.render.sample import sample
from tests.render.whole import rendered


@pytest.fixture(scope="module")
def pages() -> tuple[Page, ...]:
    """Every citation and link of them was checked."""
    return rendered(sample())


def test_the_same_dossier_gives_the_same_bytes(pages: tuple[Page, ...]) -> None:
    assert rendered(sample()) == pages


def test_pages_are_read_as_by_a_parser_that_builds_a_tree(pages: tuple[Page, ...]) -> None:
    for page in pages:
        if page.path.endswith(".html"):
            tree = html.document_fromstring(page.content, parser=html.HTMLParser(encoding="utf-8"))
            found = read(page.content)
            verbatim = tree.xpath("//*[contains(concat(' ', normalize-space(@class), ' '), ' v ')]")
            assert [found.text(element) for element in found.verbatim] == ["".join(v.itertext()) for v in verbatim]
            assert [found.line(element.begin) for element in found.verbatim] == [v.sourceline for v in verbatim]
            assert found.links == {*tree.xpath("//@href"), *tree.xpath("//@src")}
            assert found.anchors == set(tree.xpath("//@id"))
