"""What readers ask of the main event of a story and no report of it says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tasks.facts.stated import ReadSentence, StatedValue
from tasks.facts.tables import table

_FEWEST = 2  # reports: what one leaves out tells nothing


def silent(kind: str, found: Iterable[StatedValue], sentences: Sequence[ReadSentence]) -> tuple[str, ...]:
    """Sentences on what no report says about the main event, whose kind is `kind` ("" if unknown). Only what no value
    answers, and for which no sentence contains a word that could."""
    if not kind or len({sentence.document for sentence in sentences}) < _FEWEST:
        return ()
    slots = {one.slot for one in found}
    told = []
    for of, clause, answers, words in table("asked.tsv"):
        if of != kind or slots & set(answers.split("|")):
            continue
        pattern = re.compile(rf"(?:{words})", re.I)
        if not any(pattern.search(sentence.text) for sentence in sentences):
            told.append(f"No report says {clause}.")
    return tuple(told)
