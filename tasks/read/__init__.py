"""The input folder: which files there are, what each of them holds, and what `dossier.toml` asks for.

The one stage that opens the reader's files. Whatever cannot be read becomes a `Dropped` with a named reason; only a
folder that is missing or holds nothing to build from ends the run.
"""

from __future__ import annotations

import difflib
import hashlib
import math
import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cache, partial
from pathlib import Path

from tasks.errors import InputError, SettingsError
from tasks.read.decoding import NotTextError, decode
from tasks.read.entry import RefusedError, inside, read_file, why
from tasks.records import CleanSettings, Dropped, FoundFile, MediaType, Note, RawDocument, Settings, Thresholds
from tasks.shared.editor_notes import check_form

MEDIA_TYPES: Mapping[str, MediaType] = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
}
SETTINGS_FILE = "dossier.toml"
NOTES_FOLDER = "notes"

LARGEST = 20 * 1024 * 1024
"""Bytes. The longest reports and the heaviest saved pages stay below 5 MB; what is larger is a data dump or a book,
and would take minutes and gigabytes to clean."""
LARGEST_NOTE = 1024 * 1024
"""Bytes of an editor's note or of the settings, which people write by hand."""


def find(folder: Path, settings: Settings) -> list[FoundFile | Dropped]:
    """Every file of `folder` and its sub-folders, in order of path: to be loaded, or dropped by its name, kind or size.

    Hidden files and folders, `dossier.toml` and `notes/` are no input and appear nowhere. Raises InputError when the
    folder is missing, cannot be listed, or holds nothing to load.
    """
    if not folder.is_dir():
        raise InputError(f"{folder}: {'not a folder' if folder.exists() else 'no such folder'}")
    try:
        os.listdir(folder)
    except OSError as error:
        raise InputError(f"{folder}: {why(error)}") from error
    saved = cache(partial(_saved_page, folder))
    lost: list[OSError] = []
    rows = [_judge(folder, location, settings, saved) for location in _files(folder, lost.append)]
    rows += [_drop(_path(folder, Path(error.filename)), "unreadable", why(error)) for error in lost]
    rows.sort(key=lambda row: row.path)
    if not any(isinstance(row, FoundFile) for row in rows):
        endings = ", ".join(MEDIA_TYPES)
        raise InputError(f"{folder}: nothing to read here; a dossier is built from files that end in {endings}")
    return _distinct(rows)


def load(found: FoundFile) -> RawDocument | Dropped:
    """The file, decoded. Its media type is what it holds, whatever its ending says. One that is no longer what was
    found is left out: what is made of it would be remembered as made of the other."""
    try:
        data = read_file(Path(found.location), LARGEST)
    except RefusedError as error:
        return _changed(found) if found.sha256 else _drop(found.path, error.reason, str(error))
    sha256 = hashlib.sha256(data).hexdigest()
    if found.sha256 not in ("", sha256):
        return _changed(found)
    if not data.strip():
        return _drop(found.path, "empty", f"{len(data)} bytes, none of them visible" if data else "0 bytes")
    try:
        decoded = decode(data)
    except NotTextError as error:
        return _drop(found.path, "binary", str(error))
    if not decoded.text.strip():
        return _drop(found.path, "empty", "nothing but white space")
    return RawDocument(
        id=found.id,
        path=found.path,
        sha256=sha256,
        media_type=_media_type(found.path, decoded.text),
        encoding=decoded.encoding,
        content=decoded.text,
    )


def _changed(found: FoundFile) -> Dropped:
    return _drop(found.path, "changed", "somebody wrote to it while it was read; build again when nobody does")


def notes(folder: Path) -> tuple[Note, ...]:
    """The editor's notes: the Markdown files of `notes/` and below, in order of path. Raises InputError for one that
    cannot be read, and NoteError for one that stands nowhere or cites no claim, whatever the build: a note is the
    editor's own, so its loss must not pass in silence."""
    found = []
    for location in sorted((folder / NOTES_FOLDER).rglob("*.md")):
        path = location.relative_to(folder)
        if location.is_dir() or any(part.startswith(".") for part in path.parts):
            continue
        try:
            content = read_file(inside(folder, location), LARGEST_NOTE)
            found.append(Note(path=_path(folder, location), content=decode(content).text if content.strip() else ""))
        except (RefusedError, NotTextError) as error:
            raise InputError(f"{location}: {error}") from error
    check_form(found)
    return tuple(found)


def document_id(path: str, digits: int = 8) -> str:
    """`doc-` and the first hex digits of the sha256 of the path."""
    return "doc-" + hashlib.sha256(path.encode("utf-8", "surrogatepass")).hexdigest()[:digits]


def _distinct(rows: list[FoundFile | Dropped]) -> list[FoundFile | Dropped]:
    """The same rows, where of files whose ids would be the same the later ones by path have longer ids: in a folder
    of 20,000 two share eight digits once in twenty builds."""
    used: set[str] = set()
    result: list[FoundFile | Dropped] = []
    for row in rows:
        digits = 8
        while isinstance(row, FoundFile) and row.id in used:
            digits += 2
            row = row.model_copy(update={"id": document_id(row.path, digits)})
        if isinstance(row, FoundFile):
            used.add(row.id)
        result.append(row)
    return result


def _files(folder: Path, lost: Callable[[OSError], None]) -> Iterator[Path]:
    """Files below `folder` that are input. Linked folders are given as they are and not entered, so that no loop and
    nothing outside the folder is read. `lost` is told of folders that cannot be listed."""
    for at, folders, files in os.walk(folder, onerror=lost):
        here = Path(at)
        top = here == folder
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not (top and name == NOTES_FOLDER))
        yield from (here / name for name in folders if (here / name).is_symlink())
        for name in files:
            if not name.startswith(".") and not (top and name == SETTINGS_FILE):
                yield here / name


def _path(folder: Path, location: Path) -> str:
    """The path relative to the folder, another one for each file: a name that is no UTF-8 is escaped, and so is the
    sign of an escape."""
    relative = location.relative_to(folder).as_posix().replace("\\", "\\\\")
    return relative.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _judge(
    folder: Path, location: Path, settings: Settings, saved: Callable[[Path], str | None]
) -> FoundFile | Dropped:
    path = _path(folder, location)
    for pattern in settings.leave_out:
        if fnmatchcase(path, pattern):
            return _drop(path, "left-out", f"{SETTINGS_FILE} leaves out {pattern}")
    if location.suffix.lower() not in MEDIA_TYPES:
        return _drop(path, "not-a-report-format", f"not one of {', '.join(MEDIA_TYPES)}")
    page = saved(location.parent)
    if page:
        return _drop(path, "part-of-a-saved-page", f"stands in the folder that a browser saved with {page}")
    try:
        # Linked folders are not entered, so that only a file itself can be a link.
        place = inside(folder, location) if location.is_symlink() else location
        sha256 = hashlib.sha256(read_file(place, LARGEST)).hexdigest()
    except RefusedError as error:
        return _drop(path, error.reason, str(error))
    return FoundFile(id=document_id(path), path=path, location=str(place), sha256=sha256)


def _saved_page(top: Path, folder: Path) -> str | None:
    """The name of the page that the files of a folder below `top` are parts of: browsers save `page.html` with a folder
    `page_files` that holds its frames and advertisements as pages of their own."""
    for parent in (folder, *folder.parents):
        if parent == top:
            break
        if parent.name.endswith("_files"):
            for ending in (".html", ".htm"):
                page = parent.with_name(parent.name.removesuffix("_files") + ending)
                if page.is_file():
                    return page.name
    return None


_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*){0,3}<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])",
    re.I | re.S,
)
_HTML_ELEMENT = re.compile(
    r"</?(?:p|div|span|a|h[1-6]|body|html|head|br|article|section|table|ul|li|title|meta)\b", re.I
)


def _media_type(path: str, text: str) -> MediaType:
    """What the file holds: a whole HTML page under any ending is HTML, an `.html` without one element is plain text."""
    named = MEDIA_TYPES[Path(path).suffix.lower()]
    if _HTML_START.match(text):
        return "text/html"
    if named == "text/html" and not _HTML_ELEMENT.search(text):
        return "text/plain"
    return named


def _drop(path: str, reason: str, detail: str) -> Dropped:
    return Dropped(path=path, stage="read", reason=reason, detail=detail)


def read_settings(folder: Path, overrides: Mapping[str, object]) -> Settings:
    """What `dossier.toml` of `folder` asks for, with `overrides` (flags of the command line; None is no wish) over it.

    Raises SettingsError, in one line with the place, for a file that is no TOML, a key that is unknown, or a value
    that cannot be meant.
    """
    place = folder / SETTINGS_FILE
    chosen = _read_toml(place)
    known = [*Settings.model_fields, *CleanSettings.model_fields]
    known.remove("cleaning")
    for key in chosen:
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            hint = f"did you mean “{near[0]}”?" if near else f"known are {', '.join(known)}"
            raise SettingsError(f"{place}: unknown key “{key}”; {hint}")
    values = {key: _setting(place, key, value) for key, value in chosen.items()}
    values.update({key: value for key, value in overrides.items() if value is not None})
    cleaning = {key: values.pop(key) for key in CleanSettings.model_fields if key in values}
    return Settings.model_validate({**values, "cleaning": cleaning})


def _read_toml(place: Path) -> dict[str, object]:
    if not os.path.lexists(place):
        return {}
    try:
        return tomllib.loads(read_file(inside(place.parent, place), LARGEST_NOTE).decode("utf-8-sig"))
    except RefusedError as error:
        raise SettingsError(f"{place}: {error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SettingsError(f"{place}: {' '.join(str(error).split())}") from error


def _setting(place: Path, key: str, value: object) -> object:
    """The value of `key` as its record wants it."""
    if key == "publishers":
        if not isinstance(value, dict) or not all(isinstance(name, str) and name.strip() for name in value.values()):
            raise SettingsError(f'{place}: “{key}” must be a table of file patterns, such as "lund/*" = "Radio Lund"')
        return tuple(value.items())
    if key == "thresholds":
        return _thresholds(place, value)
    if key in ("leave_out", "keep_rules", "remove_lines"):
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise SettingsError(f'{place}: “{key}” must be a list of texts, such as ["drafts/*"]')
        if key == "remove_lines":
            for pattern in value:
                _must_compile(place, pattern)
        return tuple(value)
    if not isinstance(value, str):
        raise SettingsError(f"{place}: “{key}” must be a text in quotation marks")
    if key == "language" and not _LANGUAGE.fullmatch(value):
        raise SettingsError(f'{place}: “language” must be a code of ISO 639, such as "en", and not “{value}”')
    if key == "base_url" and not _ADDRESS.fullmatch(value):
        raise SettingsError(f'{place}: “base_url” must be an address, such as "https://example.org/dam/"')
    return value


_LANGUAGE = re.compile(r"[a-z]{2,3}")
_ADDRESS = re.compile(r"https?://[^\s/?#\"'<>]+(?:/[^\s?#\"'<>]*)?")


def _thresholds(place: Path, value: object) -> object:
    known = list(Thresholds.model_fields)
    if not isinstance(value, dict):
        raise SettingsError(f"{place}: “thresholds” must be a table; known are {', '.join(known)}")
    for name, number in value.items():
        if name not in known:
            raise SettingsError(f"{place}: unknown threshold “{name}”; known are {', '.join(known)}")
        if isinstance(number, bool) or not isinstance(number, int | float) or not 0 < number < math.inf:
            raise SettingsError(f"{place}: threshold “{name}” must be a number above 0")
    return value


def _must_compile(place: Path, pattern: str) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        raise SettingsError(f"{place}: “remove_lines” has “{pattern}”, no regular expression: {error}") from error
