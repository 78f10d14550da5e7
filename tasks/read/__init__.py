"""The input folder: which files there are, which reports they hold, and what `dossier.toml` asks for.

The one stage that opens the reader's files. Whatever cannot be read becomes a `Dropped` with a named reason; only a
folder that is missing or holds nothing to build from ends the run.
"""

from __future__ import annotations

from tasks.read.editor_notes import notes
from tasks.read.files import (
    distinct,
    document_id,
    find,
    find_reports,
    found_at,
    kept_parts,
    load,
    parts,
)
from tasks.read.settings import read_settings
from tasks.read.source import LARGEST, MEDIA_TYPES

__all__ = [
    "LARGEST",
    "MEDIA_TYPES",
    "distinct",
    "document_id",
    "find",
    "find_reports",
    "found_at",
    "kept_parts",
    "load",
    "notes",
    "parts",
    "read_settings",
]
