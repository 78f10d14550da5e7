"""The lines of a file as hashes, and which of them other files of the folder have too: furniture of an outlet's pages,
or a copy of a report. What becomes of such lines is for `clean` to say."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from hashlib import blake2b

from tasks.records import RawDocument


def line_hash(key: str) -> str:
    """16 hex digits (BLAKE2b, 8 bytes) for a line. `key` is the line in lower case, without white space at its ends;
    equal keys have equal hashes in every run."""
    return blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def line_hashes(raw: RawDocument) -> frozenset[str]:
    """The set of `line_hash` values of the non-blank lines of a text or Markdown file. Empty for HTML, whose
    boilerplate is found by its markup."""
    if raw.media_type == "text/html":
        return frozenset()
    return frozenset([line_hash(key) for line in raw.content.splitlines() if (key := line.strip().lower())])


def recurring(files: Iterable[Collection[str]]) -> frozenset[str]:
    """The line hashes that occur in more than one file. `files` yields the `line_hashes` of each file and is read once,
    so that only hashes are held in memory."""
    seen: set[str] = set()
    again: set[str] = set()
    for hashes in files:
        again |= seen.intersection(hashes)
        seen.update(hashes)
    return frozenset(again)
