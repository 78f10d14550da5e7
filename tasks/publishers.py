"""Which documents count as one publisher, and why: the most publishers that there can be."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from tasks.records import Document, PublisherGroup
from tasks.text import fold


def publisher_groups(documents: Sequence[Document]) -> tuple[PublisherGroup, ...]:
    """Every document in exactly one group, groups in order of their first document's path."""
    groups: dict[tuple[str, str], list[Document]] = {}
    for document in sorted(documents, key=lambda document: document.path):
        groups.setdefault(_stated(document), []).append(document)
    return tuple(
        PublisherGroup(
            documents=tuple(document.id for document in members),
            name=members[0].publisher.name if members[0].publisher else None,
            reason={"name": "stated", "host": "same web address"}.get(
                kind, "nothing stated"
            ),
        )
        for (kind, _), members in groups.items()
    )


def _stated(document: Document) -> tuple[str, str]:
    if document.publisher:
        return "name", fold(document.publisher.name)
    host = urlsplit(document.url or "").hostname or ""
    return ("host", host.removeprefix("www.")) if host else ("alone", document.id)
