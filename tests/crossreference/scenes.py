"""Reads the case files of this folder: a scene that every case adds a sentence or two to."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest

from tasks.crossreference import crossreference
from tasks.records import CrossReference
from tests.cases import Case, read_cases
from tests.crossreference.reports import report, story

_LINE = re.compile(r"(?P<name>[A-Z])(?: \((?P<day>[\d-]+)\))?: (?P<text>.+)")


class Line(NamedTuple):
    name: str
    day: str | None
    text: str


class Staged(NamedTuple):
    """What the scene with the case's lines gives, and where in each document the added lines begin."""

    result: CrossReference
    added: dict[str, int]


def read_lines(part: str) -> list[Line]:
    found = [_LINE.fullmatch(line) for line in part.splitlines()]
    return [Line(m["name"], m["day"], m["text"]) for m in found if m]


def stage(scene: Case, case: Case) -> Staged:
    """The reports of the scene, each with its line of the case as a paragraph of its own at the end."""
    lines = {line.name: line for line in read_lines(case.parts[0])}
    documents, added = [], {}
    for base in read_lines(scene.parts[0]):
        line = lines[base.name]
        documents.append(report(base.name, f"{base.text}\n{line.text}", line.day or base.day))
        added[f"doc-{base.name}"] = len(base.text)
    return Staged(crossreference(story(documents)), added)


def scenes(*names: str) -> list[object]:
    """The cases of these files with their scenes, as parameters. A third part `not yet` marks what no rule can tell so
    far, so that the day it can is seen."""
    cases: list[object] = []
    for name in names:
        scene, *others = read_cases(name)
        for case in others:
            marks = [pytest.mark.xfail(strict=True, reason=case.parts[2])] if len(case.parts) > 2 else []
            cases.append(pytest.param(scene, case, id=f"{name}:{case.line} {case.title}", marks=marks))
    return cases
