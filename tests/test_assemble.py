"""What a dossier is called when nobody says."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.assemble import assemble
from tasks.features import features
from tasks.records import Document, Draft, Extract, Settings, StoryDigest, Title
from tests.test_ledger import document


def headed(path: str, headline: str) -> Document:
    title = Title(exact=headline, start=0, end=len(headline), basis="first line")
    return document(path, [headline]).model_copy(update={"title": title})


def draft(stories: Sequence[Sequence[Document]], settings: Settings) -> Draft:
    sketches = [
        StoryDigest(
            story=f"s-{number}",
            digest="",
            documents=tuple(d.id for d in documents),
            headlines=tuple((d.id, d.title.exact) for d in documents if d.title),
            label="",
            claims=(),
            topics=(),
            quotations=(),
            utterances=(),
            conflicts=(),
            facts=(),
            names=(),
            voices=(),
            summarized=(),
        )
        for number, documents in enumerate(stories)
    ]
    every = [document for documents in stories for document in documents]
    marks = [features(document, Extract(document=document.id)) for document in every]
    return assemble(settings, (), len(every), (), marks, (), sketches)


FERRY = [
    headed("a.txt", "Ferry stops on Friday"),
    headed("b.txt", "Harbour ferry stops"),
    headed("c.txt", "Harbour crew told"),
]
BAKERY = [headed("d.txt", "Bakery wins prize")]
RIVER = [headed("e.txt", "River rises"), headed("f.txt", "Flood near")]


def test_a_configured_title_wins() -> None:
    assert draft([FERRY], Settings(title="The ferry")).title == "The ferry"


def test_else_the_headline_whose_words_most_others_have() -> None:
    made = draft([FERRY], Settings())
    assert (made.title, made.title_document) == ("Harbour ferry stops", FERRY[1].id)


def test_a_stray_report_does_not_take_the_headline_away() -> None:
    assert draft([BAKERY, FERRY], Settings()).title == "Harbour ferry stops"


def test_where_no_story_holds_half_of_the_documents_their_number_is_the_title() -> None:
    made = draft([BAKERY, RIVER, FERRY, [headed("g.txt", "Owl seen")]], Settings())
    assert (made.title, made.title_document) == ("Dossier of 4 stories", None)
