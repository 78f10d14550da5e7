"""`data/manifest.json`: the SHA-256 of every file of a site, so that nothing is changed, taken away or added unseen.

Files of rows also have four hexadecimal digits of the SHA-256 of each row. These prove nothing; they find the row that
was changed, once the digest of the file has told that one was.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from tasks.shared.text.canonical_json import published

MANIFEST = "data/manifest.json"
SIGNATURE = "data/manifest.sig"
SCHEMA = "dossier/1"
DIGITS = 4
OWN = (".git", ".gitignore", "CNAME")
"""What belongs to the output folder and not to the site in it: it outlives every build."""


class Listed(NamedTuple):
    """A file of the manifest: the SHA-256 (hex) of its bytes, its size in bytes, and for a file of rows the
    concatenated first digits of the SHA-256 of each row, else None."""

    sha256: str
    size: int
    rows: str | None


def sha256(content: bytes) -> str:
    """The SHA-256 of bytes, as 64 hex digits."""
    return hashlib.sha256(content).hexdigest()


def has_rows(path: str) -> bool:
    """Whether the file at `path` is one of rows (.jsonl or .csv), each of which ends with a line feed."""
    return path.endswith((".jsonl", ".csv"))


def row_digits(content: bytes) -> str:
    """The first DIGITS hex digits of the SHA-256 of each line of `content`, concatenated."""
    digest = hashlib.sha256
    lines = content.split(b"\n")
    if not lines[-1]:
        lines.pop()
    return "".join([digest(line).hexdigest()[:DIGITS] for line in lines])


def manifest(files: Mapping[str, Listed]) -> bytes:
    """The manifest that lists these files, one on each line, sorted by path: JSON in UTF-8."""
    rows = [f"{published(path)}:{published(_entry(files[path]))}" for path in sorted(files)]
    return f'{{"schema":"{SCHEMA}","files":{{\n'.encode() + ",\n".join(rows).encode() + b"\n}}\n"


def _entry(listed: Listed) -> dict[str, object]:
    entry: dict[str, object] = {"sha256": listed.sha256, "bytes": listed.size}
    return entry if listed.rows is None else {**entry, "rows": listed.rows}


def read_manifest(content: bytes) -> dict[str, Listed]:
    """The files that a manifest lists, by path. Raises ValueError for bytes that are no manifest."""
    try:
        files = json.loads(content)["files"]
        return {str(path): Listed(str(e["sha256"]), int(e["bytes"]), e.get("rows")) for path, e in files.items()}
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError("this is no manifest") from error


def manifest_digest(site: Path) -> str | None:
    """The SHA-256 (hex) of the manifest of a site, which represents all its files; None if it has no manifest."""
    try:
        return hashlib.sha256((site / MANIFEST).read_bytes()).hexdigest()
    except OSError:
        return None


def listed_paths(content: bytes) -> Iterable[str]:
    """The paths that a manifest lists. Raises ValueError for bytes that are no manifest."""
    return read_manifest(content).keys()
