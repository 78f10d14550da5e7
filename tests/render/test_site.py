"""A site made by hand holds together: every citation, every link, whatever the documents hold."""

from __future__ import annotations

from tests.render.sample import sample
from tests.render.whole import rendered


def test_every_citation_and_link_of_the_site_holds_and_the_same_dossier_gives_the_same_bytes() -> None:
    assert rendered(sample()) == rendered(sample())
