"""Pages of topics."""

from __future__ import annotations

from tests.render.sample import sample
from tests.render.whole import rendered, stories


def test_a_claim_that_nobody_is_said_to_have_made_stands_once() -> None:
    (story,) = stories(sample())
    pages = {page.path: page.content.decode() for page in rendered(sample())}
    looked_at = 0
    for topic in story.topics:
        table, _, voices = pages[f"topic/{topic.slug}.html"].partition('<h2 id="po">')
        for claim in (claim for claim in story.claims if claim.id in topic.claims and not claim.title.speaker):
            in_table = f'data-s="{claim.title.start}"' in table.partition('<h2 id="cl">')[2]
            assert in_table != (f'data-s="{claim.title.start}"' in voices)
            looked_at += 1
    assert looked_at
