"""Which documents tell the same event."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from tasks.records import CopyGroup, Document, Extract, Story
from tasks.text import mint
from tasks.vectors import tfidf

ALIKE = 0.2
_WORD = re.compile(r"[^\W\d_]{3,}")


def stories(
    documents: Sequence[Document],
    extracts: Sequence[Extract],
    copies: Sequence[CopyGroup],
) -> tuple[Story, ...]:
    """Every document in exactly one story; stories and their documents run in order of path."""
    ordered = sorted(documents, key=lambda document: document.path)
    place = {document.id: index for index, document in enumerate(ordered)}
    parent = list(range(len(ordered)))

    def root(index: int) -> int:
        while parent[index] != index:
            index = parent[index]
        return index

    def join(a: int, b: int) -> None:
        low, high = sorted((root(a), root(b)))
        parent[high] = low

    vectors = tfidf([_terms(document) for document in ordered])
    likeness = (vectors @ vectors.T).tocoo()
    for a, b, score in zip(likeness.row, likeness.col, likeness.data, strict=True):
        if a < b and score >= ALIKE:
            join(int(a), int(b))
    for group in copies:
        for member in group.members[1:]:
            join(place[group.members[0]], place[member])
    members: dict[int, list[Document]] = {}
    for index, document in enumerate(ordered):
        members.setdefault(root(index), []).append(document)
    return tuple(
        Story(
            id=mint("s", told[0].path, told[0].sha256),
            documents=tuple(document.id for document in told),
        )
        for told in members.values()
    )


def _terms(document: Document) -> Counter[str]:
    return Counter(
        word.lower()
        for block in document.blocks
        for word in _WORD.findall(document.text[block.start : block.end])
    )
