"""The editor's notes of the input folder."""

from __future__ import annotations

from pathlib import Path

from tasks.errors import InputError
from tasks.read.decoding import NotTextError, decode
from tasks.read.entry import LARGEST_BY_HAND, RefusedError, inside, path_below, read_file
from tasks.records import Note
from tasks.shared.editor_notes import check_form

NOTES_FOLDER = "notes"


def notes(folder: Path) -> tuple[Note, ...]:
    """The editor's notes in `notes/` of the input folder and below: all Markdown files, sorted by path.

    Raises:
        InputError: if one cannot be read.
        NoteError: if one can belong to no page of any dossier, or cites something that is no claim. A note is written
            by the editor, so it is never left out silently.
    """
    found = []
    for location in sorted((folder / NOTES_FOLDER).rglob("*.md")):
        path = location.relative_to(folder)
        if location.is_dir() or any(part.startswith(".") for part in path.parts):
            continue
        try:
            content = read_file(inside(folder, location), LARGEST_BY_HAND)
            found.append(
                Note(path=path_below(folder, location), content=decode(content).text if content.strip() else "")
            )
        except (RefusedError, NotTextError) as error:
            raise InputError(f"{location}: {error}") from error
    check_form(found)
    return tuple(found)
