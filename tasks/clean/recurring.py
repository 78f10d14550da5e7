"""Lines that recur in other files of the folder: furniture of an outlet's pages, or a copy of a report."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from hashlib import blake2b

from tasks.clean.body import Run, is_prose
from tasks.clean.measure import Line
from tasks.records import RawDocument

_COPIED = 0.5
"""Share of the prose of a report from which recurring lines are no furniture but a copy of it in another file."""


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


def furniture(lines: Sequence[Line], run: Run, hashes: frozenset[str]) -> list[bool]:
    """Which lines recur as furniture does. None where most of the run recurs: then the report itself was taken over."""
    known = [line_hash(line.key) in hashes for line in lines] if hashes else [False] * len(lines)
    prose = [known[at] for at in range(run.first, run.last + 1) if is_prose(lines[at])]
    if sum(prose) > _COPIED * len(prose):
        return [False] * len(lines)
    return known
