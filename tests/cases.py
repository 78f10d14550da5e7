"""Reads the plain-text case files of `tests/cases/`, so that a case can be added without writing Python.

A file holds cases one after another. Each begins with a line `=== title`; its parts (input, then expected) are
separated by lines of three dashes. Text before the first case is a comment. A part keeps its inner line breaks; the
blank lines around it are dropped.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

FOLDER = Path(__file__).parent / "cases"


class Case(NamedTuple):
    title: str
    line: int
    parts: tuple[str, ...]


def read_cases(name: str) -> list[Case]:
    """The cases of `tests/cases/<name>`, in order; `line` is where the case begins, from 1."""
    cases: list[Case] = []
    title, first, parts = "", 0, [""]

    def end() -> None:
        if title:
            cases.append(Case(title, first, tuple(part.strip("\n") for part in parts)))

    for number, line in enumerate((FOLDER / name).read_text("utf-8").splitlines(), 1):
        if line.startswith("=== "):
            end()
            title, first, parts = line[4:].strip(), number, [""]
        elif line == "---":
            parts.append("")
        else:
            parts[-1] += line + "\n"
    end()
    return cases


def found_today(part: str) -> list[str]:
    """The rows of a part that lists all finds: those that should be found, and those marked "! " that should not."""
    return [line.removeprefix("! ") for line in part.splitlines()]


def each_case(name: str) -> pytest.MarkDecorator:
    """Parametrises a test over the cases of a file, under the argument `case`, named by title and line."""
    cases = read_cases(name)
    return pytest.mark.parametrize("case", cases, ids=[f"{case.title} (line {case.line})" for case in cases])
