"""How what cannot be read is told."""

from __future__ import annotations

from tasks.records import Dropped


def dropped(path: str, reason: str, detail: str) -> Dropped:
    """The record of something that reading left out, with the named reason and its detail."""
    return Dropped(path=path, stage="read", reason=reason, detail=detail)


def why(error: Exception) -> str:
    """The system's words for an error, in lower case, without the path."""
    return (error.strerror or type(error).__name__).lower() if isinstance(error, OSError) else str(error)
