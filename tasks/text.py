"""Helpers on spans and offsets that every stage may use. Offsets are code points of one document's `text`."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Sequence

from tasks.records import Citation

_FOLD = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " ", "–": "-", "—": "-"})


def cite(document: str, text: str, start: int, end: int) -> Citation:
    """The citation of `text[start:end]`. Raises ValueError for a range that is empty or outside the text."""
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no words at {start}:{end} in {document} ({len(text)} characters)")
    return Citation(document=document, start=start, end=end, exact=text[start:end])


def fold(text: str) -> str:
    """Lower case, straight quotation marks, single spaces: for comparing words, never for showing them."""
    return " ".join(text.translate(_FOLD).lower().split())


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without the white space at both its ends; an empty range where there is nothing else."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def line_starts(text: str) -> list[int]:
    """The offset at which each line of `text` begins, for `line_at`."""
    starts = [0]
    starts.extend(i + 1 for i, c in enumerate(text) if c == "\n")
    return starts


def line_at(starts: Sequence[int], offset: int) -> int:
    """The number, from 1, of the line that holds `offset`; `starts` as `line_starts` gives them."""
    return bisect_right(starts, offset)


def mint(prefix: str, *parts: object) -> str:
    """A record's provisional id: the prefix and 32 hex digits of the sha256 of its parts. It rests on content alone;
    `ledger` shortens it to eight digits, or keeps the id that the same record had before."""
    digest = hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{prefix}-{digest[:32]}"
