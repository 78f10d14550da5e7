"""What a verification finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Failure(NamedTuple):
    """One thing that is not as it should be: the file, relative to the site, the line from 1, and what is wrong."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


@dataclass(frozen=True, slots=True)
class CheckReport:
    """How many things were checked, and the failures in order of file and line."""

    count: int
    failures: tuple[Failure, ...]
