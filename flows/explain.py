"""What cleaning does with one report."""

from __future__ import annotations

from pathlib import Path

from tasks.clean import explain, recurring_lines
from tasks.errors import InputError
from tasks.read import MEDIA_TYPES, find, load, read_settings
from tasks.records import CleanSettings, Dropped, FoundFile, RawDocument


def rows(file: Path, folder: Path | None) -> list[tuple[int, str, str]]:
    """For each line its number, what it is kept as or the rule that removes it, and its words. With `folder`, its
    settings and the lines that recur in it count as in a build. Raises InputError for a file that is no report."""
    raw = _load(file)
    if folder is None:
        return explain(raw, frozenset(), CleanSettings())
    settings = read_settings(folder, {})
    found = [item for item in find(folder, settings) if isinstance(item, FoundFile)]
    loaded = [item for item in map(load, found) if isinstance(item, RawDocument)]
    return explain(raw, recurring_lines(loaded), settings.cleaning)


def _load(file: Path) -> RawDocument:
    if not file.is_file():
        raise InputError(f"{file}: {'not a file' if file.exists() else 'no such file'}")
    if file.suffix.lower() not in MEDIA_TYPES:
        raise InputError(f"{file}: not one of {', '.join(MEDIA_TYPES)}")
    raw = load(FoundFile(id="doc-00000000", path=file.name, location=str(file.resolve())))
    if isinstance(raw, Dropped):
        raise InputError(f"{file}: {raw.reason}, {raw.detail}")
    return raw
