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
    """What `read` makes of the words and marks between two white spaces, which none of them crosses, by what is printed
    there. A dictionary, because a story of thirty sentences looks up a thousand of them."""

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
