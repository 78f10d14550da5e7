"""Where a run lays results aside until they are needed: bytes by place, in memory while they are few, then on disk."""

from __future__ import annotations

import weakref
from tempfile import SpooledTemporaryFile
from typing import NamedTuple

# Bytes that stay in memory: the results of some thousand reports.
_IN_MEMORY = 64_000_000


class SpillRange(NamedTuple):
    start: int
    length: int


class Spill:
    """Bytes laid aside. What is on disk goes with the run: the file has no name."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - it lives as long as the shelf
        self._end = 0
        weakref.finalize(self, self._file.close)

    def put(self, content: bytes) -> SpillRange:
        self._file.seek(self._end)
        self._file.write(content)
        place = SpillRange(self._end, len(content))
        self._end += len(content)
        return place

    def get(self, place: SpillRange) -> bytes:
        self._file.seek(place.start)
        return self._file.read(place.length)
