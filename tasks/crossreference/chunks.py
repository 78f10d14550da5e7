"""What stands between two white spaces, read once for all sentences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

_T = TypeVar("_T")
# What is longer is no word, and is not kept.
_LONGEST = 40
# So many are kept.
_MOST = 1 << 17


class Chunks(dict[str, _T], Generic[_T]):
    """A dictionary from a chunk (what is printed between two white spaces) to its words and marks, made by `read` at
    the first look-up. No word crosses white space, and a story of thirty sentences looks up a thousand chunks."""

    def __init__(self, read: Callable[[str], _T]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, chunk: str) -> _T:
        found = self._read(chunk)
        if len(chunk) <= _LONGEST:
            if len(self) >= _MOST:
                self.clear()
            self[chunk] = found
        return found
