"""Segments the kept blocks of a document into sentences."""

from __future__ import annotations

from collections.abc import Iterator

from tasks.records import Block, Document, Segmented, Sentence
from tasks.segment.sentences import sentence_spans
from tasks.shared.text.spans import trim

__all__ = ["segment"]

_WHOLE = frozenset({"title", "heading"})  # without a stop, and one unit even where there is one inside
_LINES = frozenset({"list", "table"})  # items need no stop: the line break ends them


def segment(document: Document) -> Segmented:
    """The sentences of a document in order, as half-open ranges of code points of its `text`, without white space at
    their ends. Each is inside one block; a title or heading is one sentence, and so is a line of a list or table
    without a full stop inside."""
    sentences = [
        Sentence(start, end, index)
        for index, block in enumerate(document.blocks)
        for start, end in _of_block(document.text, block)
    ]
    return Segmented(document=document.id, sentences=tuple(sentences))


def _of_block(text: str, block: Block) -> Iterator[tuple[int, int]]:
    if block.kind in _WHOLE:
        start, end = trim(text, block.start, block.end)
        if start < end:
            yield start, end
    elif block.kind in _LINES:
        start = block.start
        while start < block.end:
            end = text.find("\n", start, block.end)
            end = block.end if end < 0 else end
            yield from sentence_spans(text, start, end)
            start = end + 1
    else:
        yield from sentence_spans(text, block.start, block.end)
