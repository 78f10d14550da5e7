"""The words of a text as regular expressions find them, in half the time where it is ASCII but for its marks."""

from __future__ import annotations

import re

_WORD = re.compile(r"\w+")
_MARKS = "‘’“”–—…•·€£\u00a0"
"""What stands beside ASCII in most texts and is no part of a word."""
_SPACED = str.maketrans({chr(code): " " for code in range(128) if not (chr(code).isalnum() or chr(code) == "_")})
_LETTERS = _SPACED | str.maketrans(dict.fromkeys("0123456789_", " "))


def words_of(text: str) -> list[str]:
    r"""The runs of letters, digits and underscores, which `\w+` finds."""
    plain = _plain(text)
    return plain.translate(_SPACED).split() if plain.isascii() else _WORD.findall(text)


_RUN_OF_LETTERS = re.compile(r"[^\W\d_]+")


def letters_of(text: str) -> list[str]:
    """The runs of letters of `text`, in order."""
    plain = _plain(text)
    return plain.translate(_LETTERS).split() if plain.isascii() else _RUN_OF_LETTERS.findall(text)


def _plain(text: str) -> str:
    """The text with a space for each mark."""
    if not text.isascii():
        for mark in _MARKS:
            text = text.replace(mark, " ")
    return text
