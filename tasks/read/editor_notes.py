"""The editor's notes of the input folder."""

from __future__ import annotations

from pathlib import Path

from tasks.errors import InputError
from tasks.read.decoding import NotTextError, decode
from tasks.read.reasons import why
from tasks.records import Note

NOTES_FOLDER = "notes"


def notes(folder: Path) -> tuple[Note, ...]:
    """The editor's notes: the Markdown files of `notes/` and below, in order of path. Raises InputError for one that
    cannot be read: a note is the editor's own, so its loss must not pass in silence."""
    found = []
    for location in sorted((folder / NOTES_FOLDER).rglob("*.md")):
        path = location.relative_to(folder)
        if location.is_file() and not any(part.startswith(".") for part in path.parts):
            try:
                found.append(Note(path=path.as_posix(), content=decode(location.read_bytes()).text))
            except (OSError, NotTextError) as error:
                raise InputError(f"{location}: {why(error)}") from error
    return tuple(found)
