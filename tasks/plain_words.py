"""Words in lower case without their punctuation: for asking quickly whether a sentence holds any of a set of words."""

from __future__ import annotations

import re
from functools import lru_cache

# Per byte of Latin-1: small letters stay, capitals become small, and all else separates words.
_FOLD = bytes(ord(low) if (low := chr(code).lower()).isalpha() and ord(low) < 256 else ord(" ") for code in range(256))


@lru_cache(maxsize=2)
def plain_bytes(text: str) -> bytes:
    """`text` folded, a byte for each code point, so that offsets are the same; letters beyond Latin-1 separate words
    like digits and punctuation. Bytes, because they fold and split several times as fast as text; kept for the
    stages that ask about the sentences of one document one after the other."""
    return text.encode("latin-1", "replace").translate(_FOLD)


def plain_words(text: str, start: int, end: int) -> list[bytes]:
    """The words of `text[start:end]`; digits and punctuation separate them."""
    return plain_bytes(text)[start:end].split()


def as_bytes(words: set[str] | frozenset[str]) -> frozenset[bytes]:
    """A set of words as `plain_words` gives them."""
    return frozenset(word.encode("latin-1") for word in words)


def any_case(pattern: str) -> str:
    """A regular expression of small letters, for words in either case. The engine dismisses an alternative by its first
    letter when that is a class, and not when it is a letter under `(?i:…)`."""
    return re.sub(r"\\.|[a-z]", lambda m: m[0] if m[0][0] == "\\" else f"[{m[0]}{m[0].upper()}]", pattern)
