"""Who says what a passage states: the chain of the claim whose evidence holds it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict

from tasks.records import CrossReference, Document, Evidence, Hop, Material, Mode
from tasks.shared.text.spans import unchecked


class Chains:
    """The evidence of a story's claims, for finding who says what is at a place of a document."""

    def __init__(self, material: Material, crossed: CrossReference) -> None:
        by: dict[str, list[tuple[int, int, Evidence]]] = defaultdict(list)
        for claim in crossed.claims:
            for evidence in claim.evidence:
                by[evidence.document].append((evidence.start, evidence.end, evidence))
        self._found = {document: sorted(rows, key=lambda row: row[:2]) for document, rows in by.items()}
        self._starts = {document: [row[0] for row in rows] for document, rows in self._found.items()}

    def at(self, document: Document, start: int, end: int) -> tuple[Mode, tuple[Hop, ...]]:
        """The mode of the words from `start` to `end` (code points), and their attribution chain, origin first. Words
        of no claim, such as those of headlines, are the document's own."""
        rows = self._found.get(document.id, [])
        last = bisect_right(self._starts.get(document.id, []), end - 1)
        for low, high, evidence in reversed(rows[max(0, last - 2) : last]):
            if low < end and start < high:
                return evidence.mode, evidence.chain
        hop = {"name": document.id, "role": "document", "start": None, "end": None, "inferred": False, "reason": None}
        chain = [unchecked(Hop, hop)]
        party = document.publisher
        if party is not None:
            chain.insert(0, Hop(name=party.name, role="publisher", start=party.start, end=party.end, inferred=False))
        return "stated", tuple(chain)
