"""What holds for the claims, utterances and counts of any story."""

from __future__ import annotations

import pytest

from tasks.crossreference import crossreference
from tasks.records import Claim, CopyGroup, CrossReference, Document, Material
from tests.crossreference.reports import report, story
from tests.runs import runs_apart

QUAY = (
    "The old crane on the quay of Norrby was taken down on Monday. “It has lifted its last barrel,” harbour master Ida"
    " Brandt said. Brandt said a cafe would be built in its place. The crane was built by a firm in Halden. Did anybody"
    " weep? The owner did not respond to a request for comment."
)
HARBOUR = (
    "Norrby has lost its crane. Workers took down the old crane on the quay on Monday. “It has lifted its last barrel,”"
    " said Ida Brandt, the harbour master. She had signed the order herself. A cafe will be built in its place, Brandt"
    " said. Children kept the bolts."
)
ECHO = (
    "The crane is gone, says the paper. “It has lifted its last barrel,” Brandt told Radio Halden. Gulls circled above."
)


def told(*texts: str) -> CrossReference:
    return crossreference(story([report(name, text, "2031-05-06") for name, text in zip("ABC", texts, strict=False)]))


def claim_with(result: CrossReference, words: str) -> Claim:
    return next(claim for claim in result.claims if any(words in e.exact for e in claim.evidence))


@pytest.fixture(scope="module")
def result() -> CrossReference:
    return told(QUAY, HARBOUR, ECHO)


def test_every_citation_stands_where_it_says(result: CrossReference) -> None:
    texts = {"doc-A": QUAY, "doc-B": HARBOUR, "doc-C": ECHO}
    cited = [e for claim in result.claims for e in (*claim.evidence, *claim.related, claim.title)]
    cited += [e for conflict in result.conflicts for side in conflict.sides for e in side.evidence]
    assert cited
    assert all(texts[e.document][e.start : e.end] == e.exact for e in cited)


def test_a_statement_of_two_documents_is_one_claim(result: CrossReference) -> None:
    assert claim_with(result, "taken down").documents == 2


def test_a_statement_of_one_document_is_a_claim_too(result: CrossReference) -> None:
    assert claim_with(result, "Children kept the bolts").documents == 1


def test_a_question_of_the_reporter_and_a_refused_comment_state_nothing(result: CrossReference) -> None:
    exact = [e.exact for claim in result.claims for e in claim.evidence]
    assert not any("weep" in e or "request for comment" in e for e in exact)


def test_a_said_claim_keeps_its_speaker(result: CrossReference) -> None:
    claim = claim_with(result, "lifted its last barrel")
    assert claim.title.speaker is not None
    assert "Brandt" in claim.title.speaker
    assert all(e.mode == "quoted" for e in claim.evidence)
    assert all(e.chain[0].role == "speaker" and e.chain[-1].role == "document" for e in claim.evidence)


def test_one_speaker_is_one_origin_in_however_many_documents(result: CrossReference) -> None:
    claim = claim_with(result, "lifted its last barrel")
    assert (claim.documents, claim.origins) == (3, 1)
    assert len(claim.origin_names) == 1


def test_renderings_of_one_quotation_are_one_utterance(result: CrossReference) -> None:
    utterance = next(u for u in result.utterances if "last barrel" in u.wordings[0].exact)
    assert len(utterance.quotations) == 3
    assert len(utterance.wordings) == 1


def test_a_heading_is_no_claim() -> None:
    document = report("A", "Old crane on the quay taken down\n" + QUAY)
    first, *others = document.blocks
    titled = document.model_copy(update={"blocks": (first.model_copy(update={"kind": "title"}), *others)})
    assert all(e.start > first.end for claim in crossreference(story([titled])).claims for e in claim.evidence)


def test_neither_hashes_nor_the_story_before_change_a_result(result: CrossReference) -> None:
    in_order, backwards = runs_apart(
        "from tests.crossreference.test_crossreference import *\n"
        "stories = ((QUAY, HARBOUR, ECHO), (HARBOUR, QUAY))[::ORDER]\n"
        "print(*[told(*texts).model_dump_json() for texts in stories][::ORDER], sep='\\n')"
    )
    assert in_order == backwards
    assert in_order.splitlines()[0] == result.model_dump_json()


def test_claims_of_two_documents_stay_when_an_unlike_third_joins(result: CrossReference) -> None:
    third = "Bakers in Falken sell rye loaves on Sundays. Nobody there owns a boat. The mill stands still since autumn."
    before, after = told(QUAY, HARBOUR), told(QUAY, HARBOUR, third)
    shared = [{(e.document, e.start) for e in claim.evidence} for claim in before.claims if claim.documents > 1]
    assert shared
    assert all(held in [{(e.document, e.start) for e in c.evidence} for c in after.claims] for held in shared)


def test_ids_are_unique(result: CrossReference) -> None:
    ids = [claim.id for claim in result.claims]
    assert len(ids) == len(set(ids))


def test_related_passages_belong_to_other_claims(result: CrossReference) -> None:
    ids = {claim.id for claim in result.claims}
    for claim in result.claims:
        assert all(row.claim in ids - {claim.id} for row in claim.related)


def with_copies(documents: list[Document], *members: str) -> Material:
    group = CopyGroup(id="g-1", kind="copy", members=members, first=None, direction="unknown", overlap=0.9, shared=())
    return story(documents).model_copy(update={"copies": (group,)})


def test_copies_count_as_one_origin() -> None:
    copied = "The old crane on the quay of Norrby was taken down by workers from Falken."
    own = "On the quay of Norrby the old crane was taken down by Falken workers."
    documents = [
        report(name, f"{sentence} Gulls circled above pier {name}.")
        for name, sentence in zip("ABC", (copied, copied, own), strict=True)
    ]
    claim = claim_with(crossreference(with_copies(documents, "doc-A", "doc-B")), "taken down")
    assert (claim.documents, claim.origins) == (3, 2)


def test_documents_of_one_publisher_count_as_one() -> None:
    sentence = "The old crane on the quay of Norrby was taken down by workers from Falken."
    documents = [report(name, f"{sentence} Gulls circled above pier {name}.", publisher="Norrby Post") for name in "AB"]
    claim = claim_with(crossreference(story(documents)), "taken down")
    assert (claim.documents, claim.publishers) == (2, 1)


def test_an_answer_is_connected_by_its_words() -> None:
    text = "Brandt wants a cafe on the quay. In response, the fishermen said they would rather keep the crane."
    result = told(text)
    assert [c.reason for c in result.connections] == ["answer: “In response”"]


def test_a_long_sentence_carries_two_claims_each_by_its_clause() -> None:
    first = (
        "Brandt praised the engineers of the eastern lock, and the council of Norrby bought eleven lamps for the pier."
    )
    second = "The council of Norrby bought eleven lamps for the pier."
    third = "Harbour master Brandt praised the engineers of the eastern lock."
    result = told(f"{first} Gulls circled.", f"{second} {third} Rain fell.")
    held = [e.exact for claim in result.claims if claim.documents == 2 for e in claim.evidence if e.document == "doc-A"]
    assert sorted(held) == [
        "Brandt praised the engineers of the eastern lock",
        "the council of Norrby bought eleven lamps for the pier.",
    ]
