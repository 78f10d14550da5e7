"""Sets of the words of a sentence, for a quick test whether a slower rule can apply to it at all. And regular
expressions that are compiled at their first use."""

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
    """`text` in lower case as one byte for each code point, so that offsets stay the same. Everything but letters of
    Latin-1 becomes a space. Bytes, because they fold and split several times as fast as `str`; the last two results are
    kept, since stages ask for the sentences of one document one after another."""
    return text.encode("latin-1", "replace").translate(_FOLD)


@lru_cache(maxsize=512)
def plain_words(text: str, start: int, end: int) -> list[bytes]:
    """The words of `text[start:end]` (code points) in order, in lower case, as Latin-1 bytes; digits and punctuation
    separate words. If the range contains a digit, `A_DIGIT` is the last item. The result is cached: do not change it.
    """
    words = plain_bytes(text)[start:end].split()
    if _DIGIT.search(text, start, end):
        words.append(A_DIGIT)
    return words


def as_bytes(words: set[str] | frozenset[str]) -> frozenset[bytes]:
    """The words encoded as in `plain_words`, for comparison with its result. Raises UnicodeEncodeError for a word
    outside Latin-1."""
    return frozenset(word.encode("latin-1") for word in words)


def any_of(words: Iterable[str]) -> str:
    """A regular expression, as a string, that matches any of the words (ASCII) in upper or lower case, and the longest
    of those that match at one place. An inline flag compiles in a third of the time of classes ("[oO][nN][eE]")."""
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
    """As `re.compile`, but compiled when a method is first called: a build that does not use the expression does not
    pay for it. An invalid pattern raises `re.error` only then."""
    return cast("re.Pattern[str]", _Later(pattern))


_DIGIT = later(r"\d")
