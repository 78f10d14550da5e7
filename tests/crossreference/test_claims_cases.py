"""The case files of claims: sentences that state the same, and sentences that only look alike."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest

from tasks.crossreference import crossreference
from tests.cases import Case, read_cases
from tests.crossreference.reports import report, story

_LINE = re.compile(r"(?P<name>[A-Z])(?: \((?P<day>[\d-]+)\))?: (?P<text>.+)")


class Line(NamedTuple):
    name: str
    day: str | None
    text: str


def read_lines(part: str) -> list[Line]:
    found = [_LINE.fullmatch(line) for line in part.splitlines()]
    return [Line(m["name"], m["day"], m["text"]) for m in found if m]


def verdict(scene: Case, case: Case) -> str:
    """`same` when one claim has passages of both added sentences."""
    documents, added = [], {}
    lines = {line.name: line for line in read_lines(case.parts[0])}
    for base in read_lines(scene.parts[0]):
        line = lines[base.name]
        text = f"{base.text}\n{line.text}"
        documents.append(report(base.name, text, line.day or base.day))
        added[f"doc-{base.name}"] = len(base.text)
    for claim in crossreference(story(documents)).claims:
        held = {e.document for e in claim.evidence if e.start > added[e.document]}
        if len(held) == len(added):
            return "same"
    return "apart"


def _all() -> list[object]:
    cases = []
    for name in ("claims/tunnel.txt", "claims/talks.txt"):
        scene, *others = read_cases(name)
        cases += [pytest.param(scene, case, id=f"{name}:{case.line} {case.title}") for case in others]
    return cases


@pytest.mark.parametrize(("scene", "case"), _all())
def test_case(scene: Case, case: Case) -> None:
    assert verdict(scene, case) == case.parts[1]
