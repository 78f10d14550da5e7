"""Extends a one-word label by the complement of the noun: "deployment" becomes "deployment of northern forces"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from math import fsum

from tasks.shared.english.noun_phrases import phrases

_TIE = re.compile(r" (?:of|on|for|against|over|about|with|between|in|to) (?:the |an? )?(?=\w)")
# Characters in which what follows is looked for: three long words.
_REACH = 48
_MOST_WORDS = 5
# What is added must be named by so many of the section's claims, weighed by how much it is theirs; a lower value adds
# what one sentence says, a higher one leaves nouns bare.
_LEAST = 0.8


def fuller(word: str, stem: str, sentences: Sequence[str], weights: Mapping[str, float], silent: frozenset[str]) -> str:
    """The best longer phrase around a noun that is printed in one of some sentences.

    Args:
        word: the noun as printed.
        stem: its stem.
        sentences: sentences of the section that contain it.
        weights: by stem, how characteristic a word is of the section.
        silent: stems that do not count.

    Returns:
        A phrase of at most five words, as printed with single spaces; "" if none scores high enough.
    """
    worth: Counter[str] = Counter()
    for sentence in dict.fromkeys(sentences):
        plain = " ".join(sentence.split())
        for phrase in phrases(plain):
            if (
                len(phrase.stems) == 2
                and phrase.stems[-1] == stem
                and phrase.words.endswith(word)
                and f". {phrase.words}" not in plain
            ):
                _add(worth, phrase.words, phrase.stems[:-1], weights, silent)
        at = plain.find(word)
        while at >= 0:
            end = at + len(word)
            tie = None if at and plain[at - 1].isalnum() else _TIE.match(plain, end)
            if tie:
                rest = plain[tie.end() : tie.end() + _REACH]
                if tie.end() + _REACH < len(plain):
                    rest = rest.rpartition(" ")[0]  # the last word may be cut
                for phrase in phrases(rest):
                    if not rest.startswith(phrase.words):
                        break
                    if not phrase.words.endswith(("'s", "’s", "s'", "s’")):
                        _add(worth, plain[at : tie.end()] + phrase.words, phrase.stems, weights, silent)
            at = plain.find(word, end)
    best = min(worth, key=lambda words: (-worth[words], len(words), words), default="")
    return best if best and worth[best] >= _LEAST and len(best.split()) <= _MOST_WORDS else ""


def _add(
    worth: Counter[str], words: str, added: Sequence[str], weights: Mapping[str, float], silent: frozenset[str]
) -> None:
    if not silent.issuperset(added):
        worth[words] = max(worth[words], fsum(weights.get(stem, 0.0) for stem in added) / len(added) ** 0.5)
