"""Versions of one report: the same outlet put out its text again, changed. They are updates, not copies."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from tasks.deduplicate.lineage import before
from tasks.outlets import full_name, host_of
from tasks.records import Document


def versions(first: Sequence[Document], second: Sequence[Document]) -> bool:
    """Whether two texts that share most words are versions of one report: they stand at one web address, or with one
    outlet on stated days or times that differ. Each text is given with all documents that carry it."""
    pages = {_page(document) for document in (*first, *second)}
    if len(pages) == 1 and None not in pages:
        return True
    outlets = {_outlet(document) for document in (*first, *second)}
    if len(outlets) > 1 or None in outlets:
        return False
    return any(before(a, b) or before(b, a) for a in first for b in second)


def _page(document: Document) -> str | None:
    """The web address without what tells readers apart; None for a bare host."""
    host = host_of(document.url)
    path = urlsplit(document.url or "").path.rstrip("/") if host else ""
    return f"{host}{path}" if path else None


def _outlet(document: Document) -> str | None:
    if document.publisher:
        return full_name(document.publisher.name)
    return host_of(document.url) or None
