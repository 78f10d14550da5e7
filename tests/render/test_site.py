"""A site made by hand holds together: every citation, every link, whatever the documents hold."""

from __future__ import annotations

import pytest

from tasks.records import Dossier, Page
from tasks.render import render
from tasks.verify import check
from tests.render.sample import sample


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return sample()


@pytest.fixture(scope="module")
def pages(dossier: Dossier) -> tuple[Page, ...]:
    return render(dossier, ())


def test_every_citation_and_link_of_the_site_holds(dossier: Dossier, pages: tuple[Page, ...]) -> None:
    check(dossier, pages)


def test_the_same_dossier_gives_the_same_bytes(dossier: Dossier, pages: tuple[Page, ...]) -> None:
    assert render(dossier, ()) == pages
