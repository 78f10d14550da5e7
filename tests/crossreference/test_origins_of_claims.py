"""From how many origins the passages of a claim come."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from tasks.crossreference import crossreference
from tasks.crossreference.counts import is_statement
from tasks.records import Claim
from tests.crossreference.reports import report, story

ONE = (
    "Norrby lost its crane on Monday. Workers took down the old crane on the quay of Norrby after a storm had bent its"
    " arm in March. Gulls circled above the harbour for an hour. Children kept the bolts."
)
TAKEN = (
    "A cafe is planned for the harbour. Workers took down the old crane on the quay of Norrby after a storm had bent"
    " its arm in March. Its owner, a brewer, sold the steel to a yard in Halden."
)
OWN = "On the quay of Norrby the old crane is gone: workers took it down, for the storm in March had bent its arm."
PRESS = (
    "The port said in a statement that the crane had been taken down because its arm was bent. A cafe will be built in"
    " summer. The brewer wanted to keep it."
)


def claims(*texts: str) -> tuple[Claim, ...]:
    return crossreference(
        story([report(name, text, "2031-05-06") for name, text in zip("ABC", texts, strict=False)])
    ).claims


def about(found: tuple[Claim, ...], words: str) -> Claim:
    return next(claim for claim in found if any(words in each.exact for each in claim.evidence))


def test_what_one_passage_took_from_another_counts_once() -> None:
    claim = about(claims(ONE, TAKEN), "took down the old crane")
    assert (claim.documents, claim.origins) == (2, 1)


def test_what_two_wrote_in_their_own_words_counts_twice() -> None:
    claim = about(claims(ONE, OWN), "took")
    assert (claim.documents, claim.origins) == (2, 2)


@pytest.mark.parametrize("texts", [(ONE, TAKEN, OWN), (ONE, TAKEN), (ONE, PRESS, TAKEN)])
def test_no_two_origins_of_a_claim_print_nine_words_in_a_row_alike(texts: tuple[str, ...]) -> None:
    for claim in claims(*texts):
        runs = [
            set(zip(*(re.findall(r"\w+", each.exact.lower())[at:] for at in range(9)), strict=False))
            for each in claim.evidence
        ]
        documents = [each.document for each in claim.evidence]
        alike = [
            (one, two)
            for one, two in combinations(range(len(runs)), 2)
            if documents[one] != documents[two] and runs[one] & runs[two]
        ]
        if alike and claim.documents == 2:
            assert claim.origins == 1


def test_a_body_under_its_short_name_is_one_origin() -> None:
    long = "The Lund Observatory for Tides said the water had risen by four metres since Monday. Boats were moored."
    short = "The water has risen by four metres since Monday, the Observatory said. Cellars were flooded in the town."
    claim = about(claims(long, short), "four metres")
    assert (claim.documents, claim.origins) == (2, 1)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("the statement", True),
        ("the White House readout", True),
        ("its press release", True),
        ("the White House", False),
        ("the statesman", False),
        ("Ida Brandt", False),
    ],
)
def test_a_statement_is_not_who_issued_it(name: str, told: bool) -> None:
    assert is_statement(name) == told
