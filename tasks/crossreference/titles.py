"""The words a claim is called by: its speaker, then the shortest complete rendering among its passages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from tasks.crossreference.passages import Passage
from tasks.records import ClaimTitle, Document
from tasks.shared.text.spans import unchecked

# a speaker whom only the text around can name
_UNNAMED = re.compile(r"(?:he|she|it|they|i|we|his|her|its|their|my|our|this|that|who)\b", re.IGNORECASE)
_OPENS_MIDWAY = re.compile(
    r"^(?:and|but|or|he|she|it|they|this|that|these|those|who|which|however|meanwhile|instead)\b", re.I
)


def title(members: Sequence[Passage], documents: Sequence[Document]) -> ClaimTitle:
    """The title of a claim with these passages."""
    best = members[0]
    if len(members) > 1:
        best = min(members, key=lambda p: _rank(p, documents[p.document].text))
    text = documents[best.document].text
    quotation = best.quotation
    speaker = quotation.speaker.name if quotation is not None and quotation.speaker is not None else None
    values = {
        "start": best.start,
        "end": best.end,
        "document": documents[best.document].id,
        "exact": text[best.start : best.end],
        "speaker": speaker,
    }
    return unchecked(ClaimTitle, values)


def _rank(passage: Passage, text: str) -> tuple[int, int, int, int, int]:
    exact = text[passage.start : passage.end]
    quotation = passage.quotation
    nameless = quotation is None or quotation.speaker is None or _is_unnamed(quotation.speaker.name)
    # words of indirect speech begin small and are whole; words in marks that do were cut out of a sentence
    reported = quotation is not None and quotation.kind != "direct" and passage.mode == "reported"
    return (nameless, _lacks_opening(exact, reported), len(exact), passage.document, passage.start)


@lru_cache(maxsize=1 << 12)
def _is_unnamed(speaker: str) -> bool:
    return _UNNAMED.match(speaker) is not None


@lru_cache(maxsize=1 << 12)  # copies print the same sentences
def _lacks_opening(exact: str, reported: bool) -> int:
    """How much the words miss what stands before them."""
    dangling = _OPENS_MIDWAY.match(exact) is not None
    fragment = not exact.lstrip("“\"‘'(")[:1].isupper() and not reported
    return dangling + fragment
