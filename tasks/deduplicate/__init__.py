"""Copies, containment, derivation: which documents share most of their text, and who took it from whom."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from tasks.records import Citation, CopyGroup, Document
from tasks.text import cite, mint

SHINGLE = 5
TIGHT = 0.72
_WORD = re.compile(r"\w+(?:['’]\w+)*")


def deduplicate(documents: Sequence[Document]) -> tuple[CopyGroup, ...]:
    """The pairs of documents that share most of the shorter's words."""
    ordered = sorted(documents, key=lambda document: document.path)
    words = [_words(document) for document in ordered]
    shingles = [_shingles(each) for each in words]
    where: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, own in enumerate(shingles):
        for shingle in own:
            where[shingle].append(index)
    shared: Counter[tuple[int, int]] = Counter()
    for holders in where.values():
        if 2 <= len(holders) <= 50:
            shared.update(
                (a, b) for i, a in enumerate(holders) for b in holders[i + 1 :]
            )
    groups = []
    for (a, b), count in sorted(shared.items()):
        overlap = count / min(len(shingles[a]), len(shingles[b]))
        if overlap >= TIGHT:
            groups.append(
                _group(
                    ordered[a],
                    ordered[b],
                    words[a],
                    words[b],
                    shingles[a],
                    shingles[b],
                    overlap,
                )
            )
    return tuple(groups)


def _words(document: Document) -> list[tuple[str, int, int]]:
    return [
        (match.group().lower(), match.start(), match.end())
        for block in document.blocks
        for match in _WORD.finditer(document.text, block.start, block.end)
    ]


def _shingles(words: list[tuple[str, int, int]]) -> dict[tuple[str, ...], int]:
    return {
        tuple(word for word, _, _ in words[at : at + SHINGLE]): at
        for at in range(max(0, len(words) - SHINGLE + 1))
    }


def _group(
    a: Document,
    b: Document,
    words_a: list[tuple[str, int, int]],
    words_b: list[tuple[str, int, int]],
    shingles_a: dict[tuple[str, ...], int],
    shingles_b: dict[tuple[str, ...], int],
    overlap: float,
) -> CopyGroup:
    passages: list[tuple[Citation, Citation]] = []
    done = -1
    for shingle, at in shingles_a.items():
        if at < done or shingle not in shingles_b:
            continue
        length, other = 0, shingles_b[shingle]
        while (
            at + length < len(words_a)
            and other + length < len(words_b)
            and words_a[at + length][0] == words_b[other + length][0]
        ):
            length += 1
        done = at + length
        passages.append(
            (
                cite(a.id, a.text, words_a[at][1], words_a[at + length - 1][2]),
                cite(b.id, b.text, words_b[other][1], words_b[other + length - 1][2]),
            )
        )
    contained = min(len(words_a), len(words_b)) < 0.7 * max(len(words_a), len(words_b))
    return CopyGroup(
        id=mint("g", a.path, b.path),
        kind="contained" if contained else "copy",
        members=(a.id, b.id),
        first=None,
        direction="unknown",
        overlap=round(min(1.0, overlap), 3),
        shared=tuple(passages),
    )
