"""What a document is about, as counts of terms: stems of its words, heavier where they stand early or are names, and
the days it speaks of."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

from tasks.background import Stems, language_of
from tasks.calendar import parse_day
from tasks.records import Document, Extract

# Title and first paragraphs, in characters of the kept text: their words count twice. 300 and 800 do as well.
LEAD = 600

_WORD = re.compile(r"\w[\w'’]*")
# A word inside a sentence: capitals there make a name, at its beginning they say nothing.
_INSIDE = re.compile(r"(?<=[\w,;’'] )\w[\w'’]*")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]{2,}")


class Terms(NamedTuple):
    """Terms with their counts, the number of words, and the language whose stems they are."""

    counts: dict[str, float]
    words: int
    language: str


def terms(document: Document, extract: Extract) -> Terms:
    """The terms of the kept text."""
    kept = "\n".join([document.text[block.start : block.end] for block in document.blocks])
    lead = kept[:LEAD]
    words = _WORD.findall(kept)
    language = language_of(document.language, words)
    stems = _stems(language)
    found = Counter(words)
    found.update(_WORD.findall(lead))
    for text in (kept, lead):
        found.update([word for word in _INSIDE.findall(text) if word[0].isupper()])
    counts: dict[str, float] = {}
    for word, times in found.items():
        stem = stems[word]
        if len(stem) > 1:
            counts[stem] = counts.get(stem, 0) + times
    for run in _UNSPACED.findall(kept):
        for at in range(len(run) - 1):
            pair = run[at : at + 2]
            counts[pair] = counts.get(pair, 0) + 1
    for mention in extract.dates:
        if mention.value and len(mention.value) == 10:
            day = f"day {mention.value}"
            counts[day] = counts.get(day, 0) + 1
    return Terms(counts, len(words), language)


@cache
def _stems(language: str) -> Stems:
    return Stems(language)


def day_of(document: Document) -> int | None:
    """The day on which the document says it was published, as a number; None when it does not say."""
    inferred = document.published_basis is not None and document.published_basis.kind == "inferred"
    day = None if inferred else parse_day(document.published)
    return day.toordinal() if day else None
