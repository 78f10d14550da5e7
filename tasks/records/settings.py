"""What a run was asked to do: the flags over `dossier.toml` over these defaults."""

from __future__ import annotations

from tasks.records.base import Record


class Thresholds(Record):
    """How alike things must be. `join`: how sure it must be that two sentences are the same statement, where one unit
    is one of log-odds; chosen on whole folders as the lowest that keeps nine joined pairs of ten the same. `story`: the
    likeness from which documents tell the same event; the middle of the range that holds on two labelled sets
    (docs/stories.md)."""

    join: float = 3.6
    story: float = 0.25


class Settings(Record):
    """`publishers` are pairs of a file pattern and the publisher's name; `leave_out` are file patterns. `keep_rules`
    are names of cleaning rules that are not to remove anything; `remove_lines` are regular expressions of lines to
    remove as rule `configured`. Patterns match the path relative to the folder, as `fnmatch` does. `out` is where the
    site goes, relative to the folder; a flag wins over it."""

    title: str | None = None
    language: str | None = None
    publishers: tuple[tuple[str, str], ...] = ()
    leave_out: tuple[str, ...] = ()
    keep_rules: tuple[str, ...] = ()
    remove_lines: tuple[str, ...] = ()
    thresholds: Thresholds = Thresholds()
    base_url: str | None = None
    out: str | None = None
