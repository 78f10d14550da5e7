"""What a verification finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Failure(NamedTuple):
    """A failed check: the file relative to the site, the line counted from 1, and what is wrong."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The number of checks, and the failures sorted by file and line."""

    count: int
    failures: tuple[Failure, ...]
