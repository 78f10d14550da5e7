"""The case files of differences: what must be shown to differ, how it reads, and what must not be shown."""

from __future__ import annotations

import pytest

from tests.cases import Case
from tests.crossreference.scenes import scenes, stage


@pytest.mark.parametrize(("scene", "case"), scenes("conflicts/quarry.txt", "conflicts/council.txt"))
def test_case(scene: Case, case: Case) -> None:
    """The differences that rest on an added sentence, each as `kind reading`."""
    staged = stage(scene, case)
    found = [
        f"{conflict.kind} {conflict.reading}"
        for conflict in staged.result.conflicts
        if any(e.start > staged.added[e.document] for side in conflict.sides for e in side.evidence)
    ]
    assert sorted(found) == sorted(line for line in case.parts[1].splitlines() if line != "none")
