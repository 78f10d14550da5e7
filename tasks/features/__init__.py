"""What a document has that others may have too: its words as hashes, its terms, its outlet, its page layout.

Everything rests on the one document, so it can be worked out anywhere and kept; what several documents share is for
`deduplicate`, `stories` and `tasks.shared.press.publishers` to find.
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
    """The features of one document; `extract` is what was found in it."""
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
