"""The case files of claims: sentences that state the same, and sentences that only look alike."""

from __future__ import annotations

import pytest

from tests.cases import Case
from tests.crossreference.scenes import scenes, stage


@pytest.mark.parametrize(("scene", "case"), scenes("claims/tunnel.txt", "claims/talks.txt"))
def test_case(scene: Case, case: Case) -> None:
    """`same` when one claim has passages of both added sentences."""
    staged = stage(scene, case)
    held = [
        {e.document for e in claim.evidence if e.start > staged.added[e.document]} for claim in staged.result.claims
    ]
    found = "same" if any(len(documents) == len(staged.added) for documents in held) else "apart"
    assert found == case.parts[1]
