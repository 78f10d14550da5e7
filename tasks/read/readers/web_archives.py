"""WARC files and WACZ archives: the pages in them, with their addresses and the moments of capture."""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import redirect_stderr
from typing import Any

from tasks.read.decoding import NotTextError, decode
from tasks.read.readers.archives import MOST_BYTES
from tasks.read.source import LARGEST, LARGEST_FILE, FilePart, InputFile, Reader, UnreadPart
from tasks.records import StatedFields, StatedWords

_MISSING = UnreadPart("", "needs-an-extra", "web archives are read with: pip install 'dossier[warc]'")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.I)
_MOST_PAGES = 20_000
_MAGIC = b"WARC/1."


def _fits(source: InputFile) -> str | None:
    if source.data.startswith(_MAGIC):
        return "a WARC file"
    if source.data.startswith(b"\x1f\x8b") and (source.path.lower().endswith((".warc.gz", ".warc")) or _packed(source)):
        return "a compressed WARC file"
    if source.data.startswith(b"PK\x03\x04") and source.ending == ".wacz":
        return "a WACZ archive"
    return None


def _packed(source: InputFile) -> bool:
    try:
        return zlib.decompressobj(31).decompress(source.data[:2048], 64).startswith(_MAGIC)
    except zlib.error:
        return False


def _parts(source: InputFile) -> Iterator[FilePart | UnreadPart]:
    try:
        import warcio.archiveiterator  # noqa: F401
    except ImportError:
        yield _MISSING
        return
    if source.ending == ".wacz":
        pages, files = _unpacked(source)
        if isinstance(files, UnreadPart):
            yield files
            return
    else:
        pages, files = {}, [source.data]
    number = 0
    with redirect_stderr(io.StringIO()):  # on which the library comments upon broken records
        found = list(_pages(files, pages))
    for part in found:
        number += isinstance(part, FilePart)
        yield part._replace(address=str(number)) if isinstance(part, FilePart) else part
    if not number:
        yield UnreadPart("", "no-report", "no page of the web in it")


def _unpacked(source: InputFile) -> tuple[dict[str, str], list[bytes] | UnreadPart]:
    """The pages that a WACZ archive lists, with their titles, and its WARC files."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            members = sorted(archive.infolist(), key=lambda member: member.filename)
            lists = [member for member in members if re.fullmatch(r"pages/[\w-]+\.jsonl", member.filename)]
            warcs = [member for member in members if re.fullmatch(r"archive/[^/]+\.warc(?:\.gz)?", member.filename)]
            if sum(member.file_size for member in (*lists, *warcs)) > MOST_BYTES:
                return {}, UnreadPart("", "too-large", f"unpacks to more than {MOST_BYTES} bytes")
            pages: dict[str, str] = {}
            for member in lists:
                for row in archive.read(member).decode("utf-8", "replace").splitlines():
                    page = _row(row)
                    if isinstance(page.get("url"), str):
                        pages.setdefault(page["url"], str(page.get("title") or ""))
            return pages, [archive.read(member) for member in warcs]
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, zlib.error) as error:
        return {}, UnreadPart("", "broken-archive", f"cannot be opened: {error}")


def _row(line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError:
        return {}
    return row if isinstance(row, dict) else {}


def _pages(files: list[bytes], listed: dict[str, str]) -> Iterator[FilePart | UnreadPart]:
    """The pages of WARC files, each capture once; with a list of pages only those that it names."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    seen: set[tuple[str, str]] = set()
    left = MOST_BYTES
    for data in files:
        try:
            for record in ArchiveIterator(io.BytesIO(data)):
                url = record.rec_headers.get_header("WARC-Target-URI") or ""
                if not _is_page(record) or (listed and url not in listed):
                    continue
                content = record.content_stream().read(min(LARGEST_FILE, left) + 1)
                left -= len(content)
                if left < 0 or len(seen) >= _MOST_PAGES:
                    yield UnreadPart(
                        "", "too-large", f"the rest of it: more than {MOST_BYTES} bytes or {_MOST_PAGES} pages"
                    )
                    return
                digest = record.rec_headers.get_header("WARC-Payload-Digest") or ""
                if (url, digest) in seen or len(content) > LARGEST:
                    continue
                seen.add((url, digest))
                part = _page(record, url, content, digest)
                if part is not None:
                    yield part
        except (ArchiveLoadFailed, OSError, EOFError, ValueError, zlib.error) as error:
            yield UnreadPart("rest", "broken-archive", f"cannot be read to its end: {error}")


def _is_page(record: Any) -> bool:
    """Whether a record is the answer to a request for a page, or a page kept without one."""
    if record.rec_type == "resource":
        return "html" in (record.rec_headers.get_header("Content-Type") or "")
    if record.rec_type != "response" or record.http_headers is None:
        return False
    kind = record.http_headers.get_header("Content-Type") or ""
    return record.http_headers.get_statuscode() == "200" and ("text/html" in kind or "xhtml" in kind)


def _page(record: Any, url: str, content: bytes, digest: str) -> FilePart | None:
    kind = record.http_headers.get_header("Content-Type") if record.http_headers else ""
    charset = _CHARSET.search(kind or "")
    try:
        if charset is None:
            raise LookupError
        text, encoding = content.decode(charset[1]), charset[1].lower()
    except (LookupError, ValueError):
        try:
            text, encoding = decode(content)
        except NotTextError:
            return None
    if not text.strip() or "\x00" in text:
        return None
    captured = record.rec_headers.get_header("WARC-Date") or ""
    stated = StatedFields(url=_words(url, "WARC-Target-URI"), captured=_words(captured, "WARC-Date"))
    return FilePart("", "text/html", encoding, text, stated, f"{url}\x1f{digest}")


def _words(words: str, field: str) -> StatedWords | None:
    return StatedWords(exact=words, start=None, end=None, field=field) if words else None


READER = Reader("web-archive 1", _fits, _parts)
