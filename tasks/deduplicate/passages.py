"""Finds the passages that two documents share word for word, quotations included, to be shown side by side."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate, pairwise
from typing import NamedTuple

from tasks.deduplicate.decision import covered, shared_runs
from tasks.records import Citation, Document, Signature
from tasks.shared.numerics.shingles import Shingles, shingles
from tasks.shared.numerics.word_hashes import Offsets, places
from tasks.shared.text.spans import cite, unchecked

Passages = tuple[float, list[tuple[Citation, Citation]]]

# A passage cut short by the end of a paragraph is shown from this many words.
SHOWN = 4


class IndexedText(NamedTuple):
    """A document prepared for comparison: the offsets (code points) of its words, the indexes of words that begin a
    block, the shingles of all words, and the citations made so far by first and last word."""

    document: Document
    starts: Offsets
    ends: Offsets
    heads: list[int]
    shingles: Shingles
    cited: dict[tuple[int, int], Citation]


def read(document: Document, signature: Signature) -> IndexedText:
    """A document prepared for comparison; `signature` is its signature."""
    starts, ends = places(document)
    heads = [0, *accumulate(signature.sizes.tolist())][:-1]
    return IndexedText(document, starts, ends, heads, shingles(signature.words), {})


def passages(first: IndexedText, other: IndexedText, least: int) -> Passages:
    """Compares two documents.

    Args:
        first, other: the documents.
        least: shared runs of fewer words are not shown.

    Returns:
        The overlap: the share (0 to 1) of the shorter document's words inside shared runs; and the runs as pairs of
            citations (first, other), in order of `other`, each cut so that it is inside one block on both sides.
    """
    runs = shared_runs(other.shingles, first.shingles)
    if len(other.starts) <= len(first.starts):
        overlap = covered(runs.first, runs.length) / len(other.starts)
    else:
        overlap = covered(runs.second, runs.length) / len(first.starts)
    found = []
    done = 0
    for there, here, length in zip(runs.first, runs.second, runs.length, strict=True):
        if length < least:
            continue
        skip = max(0, done - there)
        done = there + length
        for begin, end in _pieces(first.heads, here, other.heads, there, skip, length):
            one = _cite(first, here + begin, here + end)
            found.append((one, _cite(other, there + begin, there + end, one.exact)))
    return overlap, found


def _cite(reading: IndexedText, first: int, last: int, exact: str = "") -> Citation:
    """The citation of so many words. What a hundred copies share with one text is cited once of it, and words that
    equal `exact` are held once for both."""
    known = reading.cited.get((first, last))
    if known is None:
        document = reading.document
        known = cite(document.id, document.text, int(reading.starts[first]), int(reading.ends[last]))
        if known.exact == exact:
            known = unchecked(Citation, {**known.__dict__, "exact": exact})
        reading.cited[first, last] = known
    return known


def _pieces(first: list[int], here: int, other: list[int], there: int, skip: int, length: int) -> list[tuple[int, int]]:
    """A run's words `skip` to `length`, cut where either side goes on to another block: first and last word of each."""
    if length - skip < SHOWN:
        return []
    cuts = {at - here for at in first[bisect_right(first, here + skip) : bisect_left(first, here + length)]}
    cuts.update(at - there for at in other[bisect_right(other, there + skip) : bisect_left(other, there + length)])
    edges = [skip, *sorted(cuts), length]
    return [(begin, end - 1) for begin, end in pairwise(edges) if end - begin >= SHOWN]
