"""Lines that recur in other files of the folder: furniture of an outlet's pages, or a copy of a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import blake2b

from tasks.clean.body import Run, is_prose
from tasks.clean.measure import Line
from tasks.records import RawDocument

_COPIED = 0.5
"""Share of the prose of a report from which recurring lines are no furniture but a copy of it in another file."""


def line_hash(key: str) -> str:
    """The hash by which a line, in lower case and without the white space at its ends, is known across files."""
    return blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def recurring(files: Sequence[RawDocument]) -> frozenset[str]:
    """The hashes of the lines that stand in more than one text or Markdown file. HTML has its markup instead."""
    counts: Counter[str] = Counter()
    for raw in files:
        if raw.media_type != "text/html":
            counts.update(set(_hashes(raw.content.splitlines())))
    return frozenset(found for found, count in counts.items() if count > 1)


def _hashes(lines: Iterable[str]) -> Iterable[str]:
    return (line_hash(line.strip().lower()) for line in lines if line.strip())


def furniture(lines: Sequence[Line], run: Run, hashes: frozenset[str]) -> list[bool]:
    """Which lines recur as furniture does. None where most of the run recurs: then the report itself was taken over."""
    known = [line_hash(line.key) in hashes for line in lines] if hashes else [False] * len(lines)
    prose = [known[at] for at in range(run.first, run.last + 1) if is_prose(lines[at])]
    if sum(prose) > _COPIED * len(prose):
        return [False] * len(lines)
    return known
