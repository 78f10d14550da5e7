"""What of each document counts as a passage: sentences that state something, with who says it.

Titles, headings and tables carry no claims; nor do questions in the document's own voice, fragments, and sentences
that only say that nothing was said ("did not respond to a request for comment").
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from tasks.crossreference.words import Word, words
from tasks.records import Document, Extract, Material, Mode, Quotation, Segmented
from tasks.text import trim

_SILENT_KINDS = frozenset({"title", "heading", "table"})
# the fewest words with content that can state something: "Police arrested him" has two, a dangling label one
_FEWEST_WORDS = 3
_NO_STATEMENT = re.compile(
    r"\b(?:did|does|do|has|have|had|could|would|was|were) ?(?:not|n[’']t)(?: immediately| yet)?"
    r" (?:respond|responded|repl(?:y|ied)|return(?:ed)?|comment(?:ed)?|available|reached|be reached)\b"
    r"|\bdeclined (?:to comment|comment)\b|\b(?:request|requests) for (?:further )?comment\b"
    r"|\b(?:could not|couldn[’']t) (?:immediately )?be reached\b",
    re.IGNORECASE,
)


class Passage(NamedTuple):
    """A sentence and the words of it that are the statement. `document` is the index in the material; `start` and
    `end` the statement, `sentence` the whole; `quotation` whose words they are, `said` when they are somebody's."""

    document: int
    sentence: tuple[int, int]
    start: int
    end: int
    mode: Mode
    quotation: Quotation | None
    words: tuple[Word, ...]
    text: str


def passages(material: Material) -> tuple[Passage, ...]:
    """Every passage of the story, in order of document and place."""
    return tuple(
        passage
        for index, (document, segmented, extract) in enumerate(
            zip(material.documents, material.segmented, material.extracts, strict=True)
        )
        for passage in _of_document(index, document, segmented, extract)
    )


def _of_document(index: int, document: Document, segmented: Segmented, extract: Extract) -> Iterator[Passage]:
    said = sorted((q for q in extract.quotations if q.class_ != "other"), key=lambda q: (q.start, q.end))
    starts = [quotation.start for quotation in said]
    longest = max((q.end - q.start for q in said), default=0)
    for sentence in segmented.sentences:
        if document.blocks[sentence.block].kind in _SILENT_KINDS:
            continue
        start, end = trim(document.text, sentence.start, sentence.end)
        first = bisect_right(starts, start - longest - 1)
        inside = [q for q in said[first : bisect_right(starts, end - 1)] if q.end > start]
        passage = _passage(index, document.text, (start, end), inside)
        if passage is not None:
            yield passage


def _passage(index: int, text: str, sentence: tuple[int, int], said: list[Quotation]) -> Passage | None:
    start, end = sentence
    content = text[start:end]
    found = words(content)
    if len(found) < _FEWEST_WORDS or _NO_STATEMENT.search(content):
        return None
    quotation = max(said, key=lambda q: (min(q.end, end) - max(q.start, start), -q.start), default=None)
    if quotation is None:
        return (
            None
            if content.rstrip("\"”’') ").endswith("?")
            else Passage(index, sentence, *sentence, "stated", None, found, content)
        )
    low, high = trim(text, max(start, quotation.start), min(end, quotation.end))
    mode: Mode = "quoted" if quotation.kind == "direct" else "reported"
    if len(words(text[low:high])) * 2 < len(found):
        # most of the sentence is the document's own
        return Passage(index, sentence, *sentence, "stated", None, found, content)
    return Passage(index, sentence, low, high, mode, quotation, found, content)
