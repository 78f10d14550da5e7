"""A site made by hand holds together: every citation, every link, whatever the documents hold."""

from __future__ import annotations

import hashlib

import pytest
from lxml import html

from tasks.records import Page
from tasks.verify.reading import read
from tests.render.sample import sample
from tests.render.whole import rendered
from tests.runs import runs_apart


@pytest.fixture(scope="module")
def pages() -> tuple[Page, ...]:
    """Every citation and link of them was checked."""
    return rendered(sample())


def test_neither_hashes_nor_the_site_before_change_a_byte(pages: tuple[Page, ...]) -> None:
    in_order, backwards = runs_apart(
        "import hashlib\n"
        "from tests.render.sample import sample\n"
        "from tests.render.states import many\n"
        "from tests.render.whole import rendered\n"
        "dossiers = (sample(), many(documents=4, claims=12, stories=2))[::ORDER]\n"
        "sites = [rendered(dossier) for dossier in dossiers][::ORDER]\n"
        "print(*[(page.path, hashlib.sha256(page.content).hexdigest()) for site in sites for page in site], sep='\\n')"
    )
    assert in_order == backwards
    told = in_order.splitlines()
    assert told[: len(pages)] == [str((page.path, hashlib.sha256(page.content).hexdigest())) for page in pages]


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
