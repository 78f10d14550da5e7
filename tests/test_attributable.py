"""Of whom the dossier says "X said": names, persons, bodies and texts, and nobody else."""

from __future__ import annotations

import pytest

from tasks.records import Quotation, Speaker
from tasks.shared.speakers.attributable import heard, is_voice


def speaker(name: str, entity: str | None = None) -> Speaker:
    return Speaker(name=name, entity=entity, start=None, end=None, inferred=False, reason=None)


def quotation(name: str, kind: str = "indirect", cue_class: str = "say") -> Quotation:
    fields = {"document": "doc-1", "start": 0, "end": 4, "exact": "word", "id": "q-1", "kind": kind, "class": cue_class}
    return Quotation.model_validate({**fields, "speaker": speaker(name), "cue": None, "continues": None})


@pytest.mark.parametrize(
    "name",
    [
        "Ida Marsh",
        "BBC",
        "The Lowland Post",
        "the ACLU",
        "The West",
        "officials",
        "Several familiar sources",
        "a senior harbour official",
        "the head of the ferry union",
        "groups seeking to stop the ferry",
        "a number of the shipping firms",
        "a woman in Port Amsel",
        "the streaming service",
        "the readout",
        "a letter from the ministry",
        "a memo circulated by the council",
        "both sides",
        "Brown",
        "Moreau",
        "Police",
        "people familiar with the talks",
        "some of her followers",
        "The translator",
    ],
)
def test_a_voice(name: str) -> None:
    assert is_voice(speaker(name))


@pytest.mark.parametrize(
    "name",
    [
        "Other topics",
        "The meeting on Thursday",
        "become the minister's official",
        "any other relief the court",
        "Old Ferry Returns To Pier Four After Repairs",
        "Let's",
        "he",
        "I",
        "We",
        "who",
        "others",
        "several others",
        "some",
        "The most",
        "people",
        "many people",
        "fewer people",
        "owners",
        "March",
        "42",
        "It",
        "Feb.",
        "seen such",
        "2017",
        "the bill",
        "dropped",
        "However",
        "Wednesday",
        "Raising",
        "Experience",
        "A good one for the ferrymen",
        "is",
    ],
)
def test_no_voice(name: str) -> None:
    assert not is_voice(speaker(name))


def test_a_known_name_is_a_voice_whatever_it_looks_like() -> None:
    assert is_voice(speaker("the bill", entity="n-1"))


def test_what_nobody_says_feeds_no_claim() -> None:
    assert list(heard([quotation("Other topics")])) == []


def test_words_in_marks_are_heard_without_the_speaker_that_cannot_be() -> None:
    (kept,) = heard([quotation("The meeting on Thursday", kind="direct")])
    assert kept.speaker is None


def test_intentions_and_the_like_feed_no_claim() -> None:
    assert list(heard([quotation("Ida Marsh", cue_class="other")])) == []
