"""Archives: a zip or gzip of any files that can be read. Bounded in what they may unpack to, and nothing is written."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from tasks.read.decoding import NotTextError
from tasks.read.source import (
    LARGEST,
    LARGEST_FILE,
    MEDIA_TYPES,
    SEVERAL,
    FilePart,
    InputFile,
    Reader,
    UnreadPart,
    whole,
)

MOST_MEMBERS = 20_000
MOST_BYTES = 1024 * 1024 * 1024
"""Bytes to which all members of an archive may unpack."""
MOST_RATIO = 200
"""How many times its size a member may unpack to. Text shrinks to a fifth, and the most repetitive tables to a
fiftieth; what shrinks more is made to fill a disk."""
_SMALL = 1024 * 1024
"""Bytes to which a member may unpack whatever its ratio."""
DEEPEST = 2
"""Archives inside of archives."""


def _fits_gzip(source: InputFile) -> str | None:
    return "compressed by gzip" if source.data.startswith(b"\x1f\x8b") else None


def _gzip_parts(source: InputFile) -> Iterator[FilePart | UnreadPart]:
    name = PurePosixPath(source.path).name.removesuffix(".gz")
    try:
        data = unpacked_gzip(source.data, min(LARGEST_FILE, max(_SMALL, MOST_RATIO * len(source.data))))
    except (OSError, EOFError, zlib.error) as error:
        yield UnreadPart("", "broken-archive", f"cannot be unpacked: {error}")
        return
    if data is None:
        yield UnreadPart("", "too-large", f"unpacks to more than {MOST_RATIO} times its size")
        return
    yield from read_member(InputFile(name, data, source.columns, source.inside + 1), "")


def unpacked_gzip(data: bytes, most: int) -> bytes | None:
    """The content of a gzip file; None if it has more than `most` bytes."""
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
        content = file.read(most + 1)
    return None if len(content) > most else content


def _fits_zip(source: InputFile) -> str | None:
    return (
        "a zip archive" if source.data.startswith((b"PK\x03\x04", b"PK\x05\x06")) and source.ending != ".docx" else None
    )


def _zip_parts(source: InputFile) -> Iterator[FilePart | UnreadPart]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(source.data))
        members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        yield UnreadPart("", "broken-archive", f"cannot be opened: {error}")
        return
    if len(members) > MOST_MEMBERS:
        yield UnreadPart("", "too-large", f"{len(members)} members; the most that is read is {MOST_MEMBERS}")
        return
    left = MOST_BYTES
    pages = frozenset(member.filename for member in members)
    for member in sorted(members, key=lambda member: member.filename):
        if member.is_dir() or _hidden(member.filename):
            continue
        read, size = _member(archive, member, source, pages, left)
        left -= size
        yield from read


def _hidden(name: str) -> bool:
    return any(part.startswith(".") and part != ".." for part in PurePosixPath(name).parts) or name.startswith(
        "__MACOSX/"
    )


def _member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, source: InputFile, pages: frozenset[str], left: int
) -> tuple[list[FilePart | UnreadPart], int]:
    """The reports of one member, and how many bytes it unpacked to."""
    name = member.filename
    path = PurePosixPath(name)

    def lost(reason: str, detail: str) -> tuple[list[FilePart | UnreadPart], int]:
        return [UnreadPart(name, reason, detail)], 0

    if path.is_absolute() or ".." in path.parts or "\\" in name or (path.parts and ":" in path.parts[0]):
        return lost("outside-the-folder", "the archive names a place outside of itself")
    if path.suffix.lower() not in (*MEDIA_TYPES, *SEVERAL):
        return lost("not-a-report-format", f"not one of {', '.join((*MEDIA_TYPES, *SEVERAL))}")
    page = _page_of(path, pages)
    if page:
        return lost("part-of-a-saved-page", f"stands in the folder that a browser saved with {page}")
    if member.flag_bits & 1:
        return lost("encrypted", "the archive wants a password; unpack it first")
    most = min(LARGEST_FILE, left)
    if member.file_size > most or member.file_size > max(_SMALL, MOST_RATIO * member.compress_size):
        return lost("too-large", f"unpacks to {member.file_size} bytes from {member.compress_size}")
    try:
        with archive.open(member) as file:
            data = file.read(member.file_size + 1)
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, ValueError, zlib.error) as error:
        return lost("broken-archive", f"cannot be unpacked: {error}")
    return list(read_member(InputFile(name, data, source.columns, source.inside + 1), name)), len(data)


def _page_of(path: PurePosixPath, pages: frozenset[str]) -> str | None:
    """The page beside whose folder of pictures and frames a member stands."""
    for parent in path.parents:
        for suffix in ("_files", "-Dateien", "_fichiers", "_archivos"):
            stem = str(parent).removesuffix(suffix)
            if stem != str(parent):
                found = next((stem + ending for ending in (".html", ".htm") if stem + ending in pages), None)
                if found:
                    return found
    return None


def read_member(source: InputFile, address: str) -> Iterator[FilePart | UnreadPart]:
    """Yields the reports of one file in an archive, read as if it was in the folder, and what cannot be read; `address`
    is its place in the archive."""
    from tasks.read.readers import choose, parts_by

    if source.inside > DEEPEST:
        yield UnreadPart(address, "too-deep", f"an archive inside of {DEEPEST} archives is not opened")
        return
    chosen = choose(source)
    if not chosen.reader and len(source.data) > LARGEST:
        yield UnreadPart(address, "too-large", f"{len(source.data)} bytes; the most that is read is {LARGEST}")
        return
    try:
        found = list(parts_by(chosen.reader, source)) if chosen.reader else [whole(source)]
    except NotTextError as error:
        found = [UnreadPart("", "binary", str(error))]
    for part in found:
        place = f"{address}#{part.address}" if address and part.address else address or part.address
        if isinstance(part, FilePart):
            yield part._replace(address=place, key=f"{address}#{part.key}" if address and part.key else part.key)
        else:
            yield part._replace(address=place)


ZIP = Reader("zip 1", _fits_zip, _zip_parts)
GZIP = Reader("gzip 1", _fits_gzip, _gzip_parts)
