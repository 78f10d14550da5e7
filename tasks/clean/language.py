"""Which language a text is in, by its script and by its commonest words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from importlib.resources import files

from tasks.clean.words import letters_of

_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("fa", re.compile("[پچژگ]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("bn", re.compile("[\u0980-\u09ff]")),
    ("ta", re.compile("[\u0b80-\u0bff]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("hy", re.compile("[\u0530-\u058f]")),
)
"""Scripts that tell the language nearly always. Kana comes before Chinese characters, which Japanese uses too."""

_ANY_SCRIPT = re.compile(
    "[\u0400-\u04ff\u0590-\u06ff\u0900-\u09ff\u0b80-\u0bff\u0e00-\u0e7f\u10a0-\u10ff\u0530-\u058f"
    "\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]"
)
"""A letter of one of them. Most texts with signs beyond ASCII have none, for the signs are quotation marks."""

_LETTERS = (("be", "ў"), ("uk", "іїєґ"), ("sr", "јљњћђџ"), ("ru", "ыэё"))
"""Letters that one of the languages written in Cyrillic has, in the order in which they tell."""
_CYRILLIC = re.compile("[\u0400-\u04ff]")

_SCRIPT_SHARE = {"ja": 0.05, "fa": 0.01}
_SHARE = 0.3
"""Share of a text's letters that must be of a script."""

_SAMPLE = 2000
"""Characters that are looked at."""
_FEWEST = 3
"""Common words that a text must hold, and how far the first language must be ahead of the second."""
_AHEAD = 1.3


def _read() -> Mapping[str, frozenset[str]]:
    rows = files("tasks.clean").joinpath("languages.tsv").read_text("utf-8").splitlines()
    table = (row.split("\t") for row in rows if row and not row.startswith("#"))
    return {language: frozenset(words.split()) for language, words in table}


def _by_word(common: Mapping[str, frozenset[str]]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for language, row in common.items():
        for word in row:
            found[word] = (*found.get(word, ()), language)
    return found


_LANGUAGES = _by_word(_read())


def language_of(paragraphs: Iterable[str]) -> str | None:
    """The ISO 639-1 code of the language of the paragraphs; None if the text is too short or mixed to decide."""
    text = _sample(paragraphs)
    if not text.isascii() and _ANY_SCRIPT.search(text):
        letters = sum(map(str.isalpha, text))
        for language, script in _SCRIPTS:
            if len(script.findall(text)) > _SCRIPT_SHARE.get(language, _SHARE) * letters:
                return language
        if len(_CYRILLIC.findall(text)) > _SHARE * letters:
            for language, own in _LETTERS:
                if any(letter in text for letter in own):
                    return language
    scores: Counter[str] = Counter()
    counts = Counter(letters_of(text.lower()))
    for word in counts.keys() & _LANGUAGES.keys():
        for language in _LANGUAGES[word]:
            scores[language] += counts[word]
    ranked = sorted(scores.items(), key=lambda score: (-score[1], score[0]))
    if not ranked or ranked[0][1] < _FEWEST:
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= _AHEAD * ranked[1][1] else None


def _sample(paragraphs: Iterable[str]) -> str:
    pieces: list[str] = []
    size = 0
    for paragraph in paragraphs:
        pieces.append(paragraph[:_SAMPLE])
        size += len(pieces[-1])
        if size >= _SAMPLE:
            break
    return " ".join(pieces)
