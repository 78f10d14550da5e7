"""Finds the page to which an editor's note belongs, and the claims that it cites with `[[c-…]]`."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from tasks.errors import NoteError
from tasks.records import Note

REFERENCE = re.compile(r"\[\[([^\[\]\n]*)\]\]")
_CLAIM = re.compile(r"\[\[(c-[0-9a-f]+)\]\]")


def cited_claims(notes: Sequence[Note]) -> frozenset[str]:
    """The published ids of the claims that a note cites with `[[c-…]]` or that have a note of their own
    (`notes/claim/<id>.md`). Such claims have a page."""
    found = {claim for note in notes for claim in _CLAIM.findall(note.content)}
    names = (name_of(note) for note in notes)
    return frozenset(found | {name.removeprefix("claim/") for name in names if name.startswith("claim/")})


def check_form(notes: Sequence[Note]) -> None:
    """Checks what can be checked without a dossier. Raises NoteError, with file and line, for a note whose name is that
    of no page, or that has brackets around anything but the id of a claim. Whether the page or claim exists is checked
    by `check_notes`."""
    for note in notes:
        name = name_of(note)
        if not _PLACE.fullmatch(name):
            raise NoteError(f"{note.path}, line 1: a note is overview.md, topic/<slug>.md or claim/<id>.md")
        for number, line in enumerate(note.content.splitlines(), 1):
            for match in REFERENCE.finditer(line):
                if not _CLAIM.fullmatch(match[0]):
                    raise NoteError(f"{note.path}, line {number}: {match[0]} is no claim, such as [[c-52b8d3aa]]")


_PLACE = re.compile(r"overview|topic/[^/]+|claim/c-[0-9a-f]+")


def check_notes(notes: Sequence[Note], places: Set[str], claims: Set[str]) -> None:
    """Checks that each note belongs to a page and cites only claims of the dossier.

    Args:
        notes: all notes of the folder.
        places: the names that a note may have besides "overview": "topic/<slug>" and "claim/<id>".
        claims: the published ids of all claims.

    Raises:
        NoteError: with file and line, for the first note that belongs to no page or cites an unknown claim.
    """
    for note in notes:
        name = name_of(note)
        if name != "overview" and name not in places:
            raise NoteError(f"{note.path}, line 1: no page of this dossier is named {name}")
        for number, line in enumerate(note.content.splitlines(), 1):
            for match in REFERENCE.finditer(line):
                if match[1] not in claims:
                    raise NoteError(f"{note.path}, line {number}: no claim {match[1]} in this dossier")


def name_of(note: Note) -> str:
    """The name of the page to which a note belongs, from its path: "overview", "topic/<slug>" or "claim/<id>"."""
    return note.path.removeprefix("notes/").removesuffix(".md")
