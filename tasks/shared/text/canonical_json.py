"""How values are written in the files of `data/`: keys in order, nothing between them that need not be there. Scripts
of pages hold the same, with keys in an order of their own."""

from __future__ import annotations

import json

# `json.dumps` would make an encoder for each of thousands of small rows.
_SORTED = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_UNSORTED = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def published(value: object) -> str:
    """A value as canonical JSON on one line without line break: keys sorted, no spaces, non-ASCII characters as they
    are. Raises TypeError for a value that JSON does not have."""
    return _SORTED.encode(value)


def unsorted(value: object) -> str:
    """A value as JSON on one line like `published`, but with keys in their given order. Raises TypeError for a value
    that JSON does not have."""
    return _UNSORTED.encode(value)
