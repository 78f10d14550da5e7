"""The outlet, web address and dates that a document states, by which a copy is told from its original."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from tasks.records import Document, Provenance
from tasks.shared.press.outlets import full_name, host_of, names_of


def provenance(document: Document) -> Provenance:
    """The provenance that a document states. An inferred date of publication is left out. A document without a stated
    outlet that credits one agency, and not only in part, counts as that agency's."""
    host = host_of(document.url)
    path = urlsplit(document.url or "").path.rstrip("/") if host else ""
    inferred = document.published_basis is not None and document.published_basis.kind == "inferred"
    return Provenance(
        outlets=tuple(sorted(_outlets(document))),
        outlet=full_name(document.publisher.name) if document.publisher else host or None,
        page=f"{host}{path}" if path else None,
        published=None if inferred else document.published,
        modified=document.modified,
        size=sum(block.end - block.start for block in document.blocks),
    )


def _outlets(document: Document) -> frozenset[str]:
    """The names of the document's outlet. One that states none, but is credited as a whole to one agency, is taken for
    that agency's own."""
    stated = names_of(document)
    if stated or len(document.agencies) != 1:
        return stated
    agency = document.agencies[0]
    in_part = re.search(r"input|contribut|with|additional", document.text[agency.start : agency.end], re.IGNORECASE)
    return frozenset() if in_part else names_of(agency)
