"""Which files the input folder holds, which reports they hold, and what stands in each."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from fnmatch import fnmatchcase
from functools import cache, lru_cache, partial
from pathlib import Path, PurePosixPath

from tasks.errors import InputError
from tasks.read.decoding import NotTextError
from tasks.read.editor_notes import NOTES_FOLDER
from tasks.read.entry import RefusedError, inside, path_below, read_file
from tasks.read.readers import choose, parts_by
from tasks.read.reasons import dropped, why
from tasks.read.saved_pages import page_of
from tasks.read.settings import SETTINGS_FILE
from tasks.read.source import LARGEST, LARGEST_FILE, MEDIA_TYPES, SEVERAL, FilePart, InputFile, UnreadPart, whole
from tasks.records import Dropped, FileParts, FoundFile, RawDocument, Settings

ENDINGS = (*MEDIA_TYPES, *SEVERAL)


def find(folder: Path, settings: Settings) -> list[FoundFile | Dropped]:
    """Finds every file of `folder` and below, sorted by path: to be read, or left out for its name, kind or size.
    Hidden files and folders, `dossier.toml` and `notes/` are ignored. Raises InputError if the folder is missing,
    cannot be listed, or holds nothing to read."""
    if not folder.is_dir():
        raise InputError(f"{folder}: {'not a folder' if folder.exists() else 'no such folder'}")
    try:
        os.listdir(folder)
    except OSError as error:
        raise InputError(f"{folder}: {why(error)}") from error
    saved = cache(partial(page_of, folder))
    lost: list[OSError] = []
    rows = [_judge(folder, location, settings, saved) for location in _files(folder, lost.append)]
    rows += [dropped(path_below(folder, Path(error.filename)), "unreadable", why(error)) for error in lost]
    rows.sort(key=lambda row: row.path)
    if not any(isinstance(row, FoundFile) for row in rows):
        endings = ", ".join(ENDINGS)
        raise InputError(f"{folder}: nothing to read here; a dossier is built from files that end in {endings}")
    return distinct(rows)


def find_reports(folder: Path, settings: Settings) -> list[FoundFile | Dropped]:
    """As `find`, with the reports inside of files in place of the files. Raises InputError as `find` does."""
    rows: list[FoundFile | Dropped] = []
    for row in find(folder, settings):
        if isinstance(row, Dropped) or not row.reader:
            rows.append(row)
        else:
            rows.extend(kept_parts(parts(row), row, settings))
    return distinct(rows)


def kept_parts(held: FileParts, file: FoundFile, settings: Settings) -> Iterator[FoundFile | Dropped]:
    """Yields the reports of a file and what of it cannot be read, in order; reports that the settings leave out are
    yielded as left out."""
    for found in held.found:
        pattern = next((pattern for pattern in settings.leave_out if fnmatchcase(found.path, pattern)), None)
        if pattern is None:
            yield found.model_copy(update={"location": file.location})
        else:
            yield _left_out(found.path, pattern)
    yield from held.dropped


def parts(file: FoundFile) -> FileParts:
    """The reports inside of a file that has a reader, and what of it cannot be read. If the file changed since it was
    found, all of it is left out."""
    found: list[FoundFile] = []
    lost: list[Dropped] = []
    used: dict[str, int] = {}
    try:
        held = _held(file)
    except _ChangedError:
        return FileParts(found=(), dropped=(_changed(file),))
    for part in held:
        path = f"{file.path}#{part.address}" if part.address else file.path
        if isinstance(part, UnreadPart):
            lost.append(dropped(path, part.reason, part.detail))
            continue
        update: dict[str, object] = {"path": path, "part": part.address, "stated": _digest_of_stated(part)}
        if part.address:
            key = f"{file.path}#{part.key or part.address}"
            used[key] = used.get(key, 0) + 1
            again = f"\0{used[key]}" if used[key] > 1 else ""
            update |= {"id": document_id(key + again), "sha256": _sha256_of(part.content)}
        found.append(file.model_copy(update=update))
    return FileParts(found=tuple(found), dropped=tuple(lost))


def load(found: FoundFile) -> RawDocument | Dropped:
    """The decoded report, or why it is left out. Its media type is decided by its content. A report that changed since
    it was found is left out, since its result would be cached as that of the other."""
    if found.part is not None:
        try:
            read: FilePart | UnreadPart | None = next((p for p in _held(found) if p.address == found.part), None)
        except _ChangedError:
            return _changed(found)
        if not isinstance(read, FilePart) or (found.part and _sha256_of(read.content) != found.sha256):
            return _changed(found)
        sha256 = found.sha256
    else:
        try:
            data = read_file(Path(found.location), LARGEST_FILE)
        except RefusedError as error:
            return _changed(found) if found.sha256 else dropped(found.path, error.reason, str(error))
        sha256 = hashlib.sha256(data).hexdigest()
        if found.sha256 not in ("", sha256):
            return _changed(found)
        read = whole(InputFile(found.path, data))
    if isinstance(read, UnreadPart):
        return dropped(found.path, read.reason, read.detail)
    return RawDocument(
        id=found.id,
        path=found.path,
        sha256=sha256,
        media_type=read.media_type,
        encoding=read.encoding,
        content=read.content,
        reader=found.reader,
        stated=read.stated,
    )


def _held(file: FoundFile) -> tuple[FilePart | UnreadPart, ...]:
    """The parts of the file in which a report lies. Those of the last two files are held, so that one after the other
    can be loaded; a file that was changed since is read anew. Raises _ChangedError for one that is no longer the file
    that was found."""
    path = file.path.removesuffix(f"#{file.part}") if file.part else file.path
    whole_file = "" if file.part else file.sha256
    try:
        status = os.stat(file.location)
        held = _read(file.location, path, file.reader, file.columns, (status.st_size, status.st_mtime_ns))
    except (OSError, RefusedError) as error:
        raise _ChangedError from error
    if whole_file and held[0] != whole_file:
        raise _ChangedError
    return held[1]


@lru_cache(2)
def _read(
    location: str, path: str, reader: str, columns: tuple[tuple[str, str], ...], state: tuple[int, int]
) -> tuple[str, tuple[FilePart | UnreadPart, ...]]:
    """The sha256 of a file and its parts. `state` tells whether it is still the same file."""
    data = read_file(Path(location), LARGEST_FILE)
    try:
        found = tuple(parts_by(reader, InputFile(path, data, columns)))
    except NotTextError as error:
        found = (UnreadPart("", "binary", str(error)),)
    return hashlib.sha256(data).hexdigest(), found or (UnreadPart("", "no-report", "no report in it"),)


def _digest_of_stated(part: FilePart) -> str:
    return _sha256_of(part.stated.model_dump_json()) if part.stated else ""


def _sha256_of(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class _ChangedError(Exception):
    """A file is no longer the one that was found."""


def _changed(found: FoundFile) -> Dropped:
    return dropped(found.path, "changed", "somebody wrote to it while it was read; build again when nobody does")


def document_id(path: str, digits: int = 8) -> str:
    """ "doc-" and the first `digits` hex digits of the SHA-256 of `path`."""
    return "doc-" + hashlib.sha256(path.encode("utf-8", "surrogatepass")).hexdigest()[:digits]


def distinct(rows: Iterable[FoundFile | Dropped]) -> list[FoundFile | Dropped]:
    """The same rows in the same order; of reports whose ids would be equal the later ones get longer ids. (Of 20,000
    reports two share eight digits in one build of twenty.)"""
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


def _judge(
    folder: Path, location: Path, settings: Settings, saved: Callable[[Path], str | None]
) -> FoundFile | Dropped:
    path = path_below(folder, location)
    for pattern in settings.leave_out:
        if fnmatchcase(path, pattern):
            return _left_out(path, pattern)
    if location.suffix.lower() not in ENDINGS:
        return dropped(path, "not-a-report-format", f"not one of {', '.join(ENDINGS)}")
    page = saved(location.parent)
    if page:
        return dropped(path, "part-of-a-saved-page", f"stands in the folder that a browser saved with {page}")
    try:
        # Linked folders are not entered, so that only a file itself can be a link.
        place = inside(folder, location) if location.is_symlink() else location
        most = LARGEST if MEDIA_TYPES.get(location.suffix.lower()) in ("text/plain", "text/markdown") else LARGEST_FILE
        return _found(path, place, settings.columns, most)
    except RefusedError as error:
        return dropped(path, error.reason, str(error))


def _found(
    path: str, location: Path, columns: tuple[tuple[str, str], ...], most: int = LARGEST_FILE
) -> FoundFile | Dropped:
    """The file with its checksum, and the reader that it takes. Raises RefusedError for one that is not read."""
    data = read_file(location, most)
    chosen = choose(InputFile(path, data, columns))
    if not chosen.reader and PurePosixPath(path).suffix.lower() in SEVERAL:
        if not data.strip():
            return dropped(path, "empty", f"{len(data)} bytes, none of them visible" if data else "0 bytes")
        return dropped(path, "not-what-it-says", f"its content is none of a {PurePosixPath(path).suffix.lower()} file")
    if not chosen.reader and len(data) > LARGEST:
        return dropped(path, "too-large", f"{len(data)} bytes; the most that is read is {LARGEST}")
    sha256 = hashlib.sha256(data).hexdigest()
    return FoundFile(
        id=document_id(path),
        path=path,
        location=str(location),
        sha256=sha256,
        reader=chosen.reader,
        chosen=chosen.why,
        columns=columns if chosen.reader else (),
    )


def found_at(location: Path, columns: tuple[tuple[str, str], ...] = ()) -> FoundFile | Dropped:
    """The file at `location` by itself, outside of any input folder, or why it cannot be read. `columns` are those of
    the settings."""
    if location.suffix.lower() not in ENDINGS:
        return dropped(location.name, "not-a-report-format", f"not one of {', '.join(ENDINGS)}")
    try:
        return _found(location.name, location.resolve(), columns)
    except RefusedError as error:
        return dropped(location.name, error.reason, str(error))


def _left_out(path: str, pattern: str) -> Dropped:
    return dropped(path, "left-out", f"{SETTINGS_FILE} leaves out {pattern}")
