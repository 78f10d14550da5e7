"""The lines of a file as hashes, and which of them other files of the folder have too: furniture of an outlet's pages,
or a copy of a report. What becomes of such lines is for `clean` to say."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from hashlib import blake2b

from tasks.records import RawDocument


def line_hash(key: str) -> str:
    """The hash by which a line, in lower case and without the white space at its ends, is known across files."""
    return blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def line_hashes(raw: RawDocument) -> frozenset[str]:
    """The hashes of the lines of a text or Markdown file, each once. None of HTML, which has its markup instead."""
    if raw.media_type == "text/html":
        return frozenset()
    return frozenset([line_hash(key) for line in raw.content.splitlines() if (key := line.strip().lower())])


def recurring(files: Iterable[Collection[str]]) -> frozenset[str]:
    """The hashes that stand in more than one of the files; of each file its `line_hashes`, one file at a time."""
    seen: set[str] = set()
    again: set[str] = set()
    for hashes in files:
        again |= seen.intersection(hashes)
        seen.update(hashes)
    return frozenset(again)
