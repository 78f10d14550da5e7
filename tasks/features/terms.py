"""The terms of a document with their counts: stems, counted more at the beginning or as names, and the days it
mentions."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import numpy

from tasks.records import Document, Extract, Terms
from tasks.shared.english.document_frequencies import Stems, language_of, number_of

# Title and first paragraphs, in characters of the kept text: their words count twice. 300 and 800 do as well.
LEAD = 600

_WORD = re.compile(r"\w[\w'’]*")
# A word inside a sentence: capitals there make a name, at its beginning they say nothing. The blank is looked for
# first, and most words are small, as that is faster.
_INSIDE = re.compile(r" (?<=[\w,;’'] )([^\Wa-z][\w'’]*)")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]{2,}")
# The most that is told apart of how often a term stands: what 16 bits hold.
_MOST = 65_535
# Words whose numbers are remembered at once: most of what a language uses, in some megabytes.
_REMEMBERED = 100_000


def terms(document: Document, extract: Extract) -> Terms:
    """The terms of the kept text of a document. Words in the first LEAD characters count twice, and capitalised words
    inside a sentence once more; days are those of `extract.dates` (full dates only); scripts without spaces give pairs
    of characters."""
    kept = "\n".join([document.text[block.start : block.end] for block in document.blocks])
    lead = kept[:LEAD]
    words = _WORD.findall(kept)
    language = language_of(document.language, words)
    numbers = _numbers(language)
    found = Counter(words)
    found.update(_WORD.findall(lead))
    for text in (kept, lead):
        found.update([word for word in _INSIDE.findall(text) if word[0].isupper()])
    counts: dict[int, int] = {}
    for word, times in found.items():
        number = numbers[word]
        counts[number] = counts.get(number, 0) + times
    counts.pop(0, None)
    for run in _UNSPACED.findall(kept):
        for at in range(len(run) - 1):
            pair = number_of(run[at : at + 2])
            counts[pair] = counts.get(pair, 0) + 1
    for mention in extract.dates:
        if mention.value and len(mention.value) == 10:
            day = number_of(f"day {mention.value}")
            counts[day] = counts.get(day, 0) + 1
    numbered = numpy.fromiter(counts, dtype=numpy.uint64, count=len(counts))
    standing = numpy.fromiter(counts.values(), dtype=numpy.int64, count=len(counts))
    order = numbered.argsort()
    return Terms(
        numbers=numbered[order],
        counts=numpy.minimum(standing[order], _MOST).astype(numpy.uint16),
        words=len(words),
        language=language,
    )


class _Numbers(dict[str, int]):
    """The number of each word's stem, 0 for a stem of one character, looked up as written."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._stems = Stems(language)

    def __missing__(self, word: str) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
            self._stems.clear()
        stem = self._stems[word]
        self[word] = number = number_of(stem) if len(stem) > 1 else 0
        return number


@cache
def _numbers(language: str) -> _Numbers:
    return _Numbers(language)
