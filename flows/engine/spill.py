"""A spill file: holds the results of a run until they are needed, in memory while they are few, then on disk."""

from __future__ import annotations

import weakref
from tempfile import SpooledTemporaryFile
from typing import NamedTuple

# Bytes that stay in memory: the results of some thousand reports.
_IN_MEMORY = 64_000_000


class SpillRange(NamedTuple):
    """Where bytes are in the spill file: offset and length in bytes."""

    start: int
    length: int


class Spill:
    """A spill file for the results of one run. The file on disk has no name and disappears with the process."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - it lives as long as the shelf
        self._end = 0
        weakref.finalize(self, self._file.close)

    def put(self, content: bytes) -> SpillRange:
        """Appends bytes, and returns their range for `get`."""
        self._file.seek(self._end)
        self._file.write(content)
        place = SpillRange(self._end, len(content))
        self._end += len(content)
        return place

    def get(self, place: SpillRange) -> bytes:
        """The bytes of a range that `put` returned."""
        self._file.seek(place.start)
        return self._file.read(place.length)
