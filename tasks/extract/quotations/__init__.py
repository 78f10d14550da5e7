"""Who said what, through whom, in which words."""

from __future__ import annotations

from tasks.extract.quotations.marks import pair_marks
from tasks.extract.quotations.tokens import tokenise
from tasks.records import Document, Name, Quotation, Segmented
from tasks.text import mint, trim

__all__ = ["quotations"]


def quotations(document: Document, segmented: Segmented, names: tuple[Name, ...]) -> tuple[Quotation, ...]:
    """What the document attributes to somebody, in order of `start`."""
    found = []
    for block in document.blocks:
        tokens = tokenise(document.text, block.start, block.end)
        if not len(tokens):
            continue
        for pair in pair_marks(document.text, tokens):
            inside = range(pair.open + 1, min(pair.close, len(tokens)))
            if sum(tokens.word[i][0].isalnum() for i in inside) < 4:  # shorter ones are mostly scare quotes
                continue
            start, end = trim(document.text, tokens.start[inside[0]], tokens.end[inside[-1]])
            exact = document.text[start:end]
            found.append(
                Quotation(
                    id=mint("q", document.path, exact, start),
                    document=document.id,
                    start=start,
                    end=end,
                    exact=exact,
                    kind="direct",
                    **{"class": "say"},
                    speaker=None,
                    cue=None,
                    continues=None,
                )
            )
    return tuple(found)
