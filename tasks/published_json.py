"""How values are written in the files of `data/`: keys in order, nothing between them that need not be there."""

from __future__ import annotations

import json


def published(value: object) -> str:
    """A value as JSON, on one line."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
