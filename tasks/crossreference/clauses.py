"""The clauses of a sentence, to show which part of a long one carries a claim. Never the unit of comparison: whole
sentences join with more precision."""

from __future__ import annotations

import re
from collections.abc import Set

from tasks.crossreference.words import PAST_FORMS, words

_BOUNDARY = re.compile(
    r"[;:] |\s[–—-]{1,2}\s"
    r"|, (?:and|but|while|whereas|although|though|who|which|where|when|as|after|before|because|since|noting|saying"
    r"|adding|instead|warning|telling|so|not|excluding|including) "
    r"| (?:while|whereas|although|because) | (?P<and>and|but) (?=(?P<next>[a-z]+) )|, and (?=\S)|, (?=[a-z]+ing )"
)
# what follows "and" where it begins a clause rather than a second noun
_CLAUSE_STARTS = frozenset(
    "that he she they it we you i also then has have had is are was were will would could may might".split()  # noqa: SIM905
)
_FEWEST_WORDS = 4


def clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The clauses of `text[start:end]` as ranges of code points, in order; each contains words."""
    spans: list[tuple[int, int]] = []
    low = start
    for boundary in _BOUNDARY.finditer(text, start, end):
        follows = boundary["next"]
        if follows and follows not in _CLAUSE_STARTS and follows not in PAST_FORMS and not follows.endswith("ed"):
            continue
        before, after = text[low : boundary.start()], text[boundary.end() : end]
        if len(before.split()) >= _FEWEST_WORDS and len(after.split()) >= _FEWEST_WORDS:
            spans.append((low, boundary.start()))
            low = boundary.end()
    spans.append((low, end))
    return spans


def carrying(text: str, start: int, end: int, stems: Set[str]) -> tuple[int, int]:
    """The range (code points) of the clauses of `text[start:end]` from the first to the last that contains many of the
    `stems`: at least two, and half as many as the clause with most. The whole range if no clause contains two."""
    spans = clauses(text, start, end)
    counts = [len(stems & {word.stem for word in words(text[low:high])}) for low, high in spans]
    most = max(counts)
    hits = [span for span, count in zip(spans, counts, strict=True) if count >= 2 and 2 * count > most]
    return (hits[0][0], hits[-1][1]) if hits else (start, end)
