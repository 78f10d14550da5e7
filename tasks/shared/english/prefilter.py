"""Words in lower case without their punctuation: for asking quickly whether a sentence holds any of a set of words. And
regular expressions that wait until they are needed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import cast

# Per byte of Latin-1: small letters stay, capitals become small, and all else separates words.
_FOLD = bytes(ord(low) if (low := chr(code).lower()).isalpha() and ord(low) < 256 else ord(" ") for code in range(256))

A_DIGIT = b"0"


@lru_cache(maxsize=2)
def plain_bytes(text: str) -> bytes:
    """`text` folded, a byte for each code point, so that offsets are the same; letters beyond Latin-1 separate words
    like digits and punctuation. Bytes, because they fold and split several times as fast as text; kept for the
    stages that ask about the sentences of one document one after the other."""
    return text.encode("latin-1", "replace").translate(_FOLD)


@lru_cache(maxsize=512)
def plain_words(text: str, start: int, end: int) -> list[bytes]:
    """The words of `text[start:end]`; digits and punctuation separate them, and `A_DIGIT` stands after the last word
    where there are digits. Kept, as `plain_bytes` are."""
    words = plain_bytes(text)[start:end].split()
    if _DIGIT.search(text, start, end):
        words.append(A_DIGIT)
    return words


def as_bytes(words: set[str] | frozenset[str]) -> frozenset[bytes]:
    """A set of words as `plain_words` gives them."""
    return frozenset(word.encode("latin-1") for word in words)


def any_of(words: Iterable[str]) -> str:
    """A regular expression of any of the words, which are ASCII, in either case; of several that stand at one place it
    takes the longest. Letters under the flag compile in a third of the time of letters as classes ("[oO][nN][eE]")."""
    return f"(?ai:{'|'.join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))})"


class _Later:
    """A regular expression that is compiled when a method is first asked for; from then on the method is the compiled
    expression's own, at no further cost."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern

    def __getattr__(self, name: str) -> object:
        method = getattr(re.compile(self._pattern), name)
        self.__dict__[name] = method
        return method


def later(pattern: str) -> re.Pattern[str]:
    """As `re.compile`, but compiled when first used: a build that has no need of the expression never pays for it."""
    return cast("re.Pattern[str]", _Later(pattern))


_DIGIT = later(r"\d")
