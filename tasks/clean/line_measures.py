"""What is measured of a line before it is judged: length, sentence ends, repetition, vocabulary."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from tasks.clean.page import PageLine
from tasks.clean.words import words_of

PROSE = 0.9
"""The prose score above which a line counts as running text. A sentence of eight words with a full stop reaches it;
a headline of twenty words without one does not. Chosen on labelled news pages together with the weights below."""


class Line(NamedTuple):
    """A line of the page with its measures. All but `glued` and `page` depend on its text alone."""

    text: str
    words: int
    ended: bool
    """Ends as a sentence does."""
    prose: float
    key: str
    """Lower case, for finding repetitions."""
    tokens: frozenset[str]
    """Its words in lower case."""
    informative: frozenset[str]
    """Its words of four letters and more: what it is about."""
    glued: bool
    """Two texts run into each other without a space, as in teasers ("... in HarbourThe mayor"). A word with a capital
    inside is a name where other lines have it too."""
    page: PageLine


_WORD = re.compile(r"\w+(?:['’]\w+)*")
_WIDE = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uff66-\uff9f]")
"""Characters of scripts that write words without spaces between them, or that fill a word each."""
_SEAM = re.compile(r"\b\w{2,}[a-z][A-Z]\w*|[a-z][.!?]['’”]?[A-Z][a-z]+")
"""A capital inside a word, or right after a full stop."""
_SENTENCE_END = re.compile(r"""[.!?…。！？؟۔।]["'”’»)\]›\s]*(?:\[\d{1,3}\])?$|,["”’'»]$""")
_SEAM_MARK = re.compile(r"[a-z.!?'’”][A-Z]")
_SENTENCE_BREAK = re.compile(r"""[.!?…]["”’»)]?\s+["“‘«(]?[^\W\d_a-z]|[。！？؟।]""")

_PUNCTUATION = re.compile('[,.;:!?…"“”„«»—–、。，！？؛،؟۔।]')
"""What running text of some length holds and a list of tags or links does not."""

_WIDE_PER_WORD = 2
"""Characters of such scripts that count as one word."""


_FEW = 4
"""Words below which a line is too short to be prose, or to tell what it is about."""
_NONE: frozenset[str] = frozenset()

SHORT = 80
"""Characters up to which what is found out of a line is remembered: menus, labels and by-lines recur on every page of
an outlet, paragraphs do not."""
REMEMBERED = 8192
"""How many such lines are: some megabytes."""


def measure(lines: Sequence[PageLine]) -> list[Line]:
    """The lines with their measures, in the same order."""
    measured = [Line(*(_short(line.text) if len(line.text) <= SHORT else _measures(line.text)), line) for line in lines]
    seams = {at: [seam.lower() for seam in _SEAM.findall(line.text)] for at, line in enumerate(measured) if line.glued}
    if seams:
        wanted = {seam for found in seams.values() for seam in found}
        spread = Counter(seam for line in measured for seam in line.tokens & wanted)
        for at, found in seams.items():
            if all(spread[seam] > 1 for seam in found):
                measured[at] = measured[at]._replace(glued=False)
            elif measured[at].words < 40:
                measured[at] = measured[at]._replace(prose=measured[at].prose - 0.7)
    return measured


_Measures = tuple[str, int, bool, float, str, frozenset[str], frozenset[str], bool]


def _measures(text: str) -> _Measures:
    """The fields of a `Line`, without its place."""
    key = text.lower()
    words = text.count(" ") + 1
    if not text.isascii() and _WIDE.search(text):
        wide = len(_WIDE.findall(text))
        if wide > 0.3 * len(text):
            words = max(words, wide // _WIDE_PER_WORD)
    ended = not text[-1].isalnum() and _SENTENCE_END.search(text, max(0, len(text) - 12)) is not None
    tokens = frozenset(_WORD.findall(key) if "'" in key or "’" in key else words_of(key))
    if words < _FEW:
        return text, words, ended, -0.8 + 1.3 * ended + 0.05 * words, key, tokens, _NONE, False
    glued = words <= 60 and _SEAM_MARK.search(text) is not None and _SEAM.search(text) is not None
    prose = -0.8 + 1.3 * ended + 0.05 * min(words, 40)
    prose += 0.4 * (", " in text or "、" in text or "، " in text)
    prose += 0.3 * min(2, len(_SENTENCE_BREAK.findall(text)))
    if words > 25 and not _PUNCTUATION.search(text):
        prose -= 1.0
    informative = frozenset([token for token in tokens if len(token) > 3])
    return text, words, ended, prose, key, tokens, informative, glued


_short = lru_cache(REMEMBERED)(_measures)


def repetitions(lines: Sequence[Line]) -> Counter[str]:
    """How often each line occurs on the page, by its key."""
    return Counter([line.key for line in lines])
