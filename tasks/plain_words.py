"""Words in lower case without their punctuation: for asking quickly whether a sentence holds any of a set of words."""

from __future__ import annotations

_PUNCTUATION = ".,;:!?()[]{}\"'“”‘’«»–—-/\\*_=+<>|&%$€£#@0123456789"
_FOLD = str.maketrans(dict.fromkeys(_PUNCTUATION, " ")) | {upper: upper + 32 for upper in range(65, 91)}


def plain_words(text: str) -> list[str]:
    """The words of `text`; digits and punctuation separate them."""
    return text.translate(_FOLD).split()
