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


def test_a_speaker_who_is_named_in_two_ways_stands_once() -> None:
    dossier = sample()
    other = dossier.names[0].aliases[1].text
    claims = [
        claim.model_copy(update={"title": claim.title.model_copy(update={"speaker": other})})
        if claim.id == "c-00000003"
        else claim
        for claim in dossier.claims
    ]
    (slug,) = {topic.slug for topic in dossier.topics if "c-00000003" in topic.claims}
    pages = {p.path: p.content.decode() for p in rendered(dossier.model_copy(update={"claims": tuple(claims)}))}
    voices = pages[f"topic/{slug}.html"].partition('<h2 id="po">')[2]
    assert voices.count("<dt>") == 2
    assert ">Ruben Asker</a></dt>" in voices
