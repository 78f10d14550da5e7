"""Nobody is said to say what he denies, doubts or does not say."""

from __future__ import annotations

import pytest

from tasks.crossreference import crossreference
from tests.told import told


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("Kardavia denied that it means to cut off its neighbour in the north.", "Kardavia denied that it means"),
        ("The minister did not say that the bridge would open before the end of May.", "The minister did not say"),
        ("Tomas Vale doubts that the harbour board will pay for the second bridge.", "Tomas Vale doubts that"),
        ("The mayor rejected claims that the town had hidden the cracks in the pillar.", "The mayor rejected claims"),
        (
            "Petra Lindqvar added that Selmark does not believe Dorvin has decided to shut it.",
            "Selmark does not believe",
        ),
        ("Tomas Vale said he does not think the bridge is safe for heavy lorries.", "he does not think the bridge"),
        ("Anna Reth said the bridge would not open before June because of the cracks.", "the bridge would not open"),
    ],
)
def test_what_is_taken_back_keeps_the_words_that_take_it_back(sentence: str, title: str) -> None:
    (claim,) = crossreference(told(f"# east\n{sentence}")).claims
    assert claim.title.exact.startswith(title)
