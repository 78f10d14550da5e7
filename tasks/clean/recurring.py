"""Lines that recur in other files of the folder, and what they are there: furniture of an outlet's pages, or a copy of
a report."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.clean.body import LineRun, is_prose
from tasks.clean.line_measures import Line
from tasks.shared.text.line_hashes import line_hash

_COPIED = 0.5
"""Share of the prose of a report from which recurring lines are no furniture but a copy of it in another file."""


def furniture(lines: Sequence[Line], run: LineRun, hashes: frozenset[str]) -> list[bool]:
    """For each line whether it recurs in other files as boilerplate does (`hashes` are those of recurring lines). All
    False if most of the run recurs, since then the report itself was copied."""
    known = [line_hash(line.key) in hashes for line in lines] if hashes else [False] * len(lines)
    prose = [known[at] for at in range(run.first, run.last + 1) if is_prose(lines[at])]
    if sum(prose) > _COPIED * len(prose):
        return [False] * len(lines)
    return known
