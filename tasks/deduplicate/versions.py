"""Recognises versions of one report, which the same outlet published again with changes: updates, and no copies."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.deduplicate.lineage import earlier
from tasks.records import Provenance


def versions(first: Sequence[Provenance], second: Sequence[Provenance]) -> bool:
    """Whether two texts that share most words are versions of one report: they have one web address, or one outlet and
    stated dates or times that certainly differ. Each text is given by the provenance of all documents that carry it."""
    pages = {document.page for document in (*first, *second)}
    if len(pages) == 1 and None not in pages:
        return True
    outlets = {document.outlet for document in (*first, *second)}
    if len(outlets) > 1 or None in outlets:
        return False
    # Each day once, so that a text in a thousand places costs no more than its days.
    one, two = ({document.published for document in documents if document.published} for documents in (first, second))
    return any(earlier(a, b) or earlier(b, a) for a in one for b in two)
