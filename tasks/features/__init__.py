"""Features of one document by which it is compared with others: hashed words, terms, outlet, page layout.

Each depends on the one document alone, so it can be computed in any process and cached; `deduplicate`, `stories` and
`tasks.shared.press.publishers` compare them.
"""

from __future__ import annotations

from tasks.features.packing import pack_features, unpack_features
from tasks.features.provenance import provenance
from tasks.features.signature import sign
from tasks.features.terms import terms
from tasks.records import Document, Extract, Features
from tasks.shared.english.date_expressions import parse_day
from tasks.shared.press.publishers import publisher_keys

__all__ = ["features", "pack_features", "unpack_features"]


def features(document: Document, extract: Extract) -> Features:
    """The features of one document. `extract` is what was extracted from it; its dates become terms."""
    origin = provenance(document)
    day = parse_day(origin.published)
    return Features(
        id=document.id,
        path=document.path,
        sha256=document.sha256,
        day=day.toordinal() if day else None,
        signature=sign(document),
        provenance=origin,
        terms=terms(document, extract),
        publisher=publisher_keys(document),
    )
