"""What a run was asked to do: the flags over `dossier.toml` over these defaults."""

from __future__ import annotations

from tasks.records.base import Record


class Thresholds(Record):
    """How alike things must be. `join`: the score from which two sentences are the same statement; chosen on corpora of
    160 to 1,700 sentences as the lowest that keeps nine joined pairs of ten the same. `story`: the likeness from which
    documents tell the same event; the middle of the range that holds on two labelled sets (docs/stories.md)."""

    join: float = 3.6
    story: float = 0.25


class CleanSettings(Record):
    """The settings on which the cleaning of one report rests; the cache keys of reports hold all of them.

    `language` is that of all reports, whatever they say. `publishers` are pairs of a file pattern and the publisher's
    name. `keep_rules` are names of cleaning rules that are not to remove anything; `remove_lines` are regular
    expressions of lines to remove as rule `configured`. Patterns match the path relative to the folder, as `fnmatch`
    does."""

    language: str | None = None
    publishers: tuple[tuple[str, str], ...] = ()
    keep_rules: tuple[str, ...] = ()
    remove_lines: tuple[str, ...] = ()


class Settings(Record):
    """What a whole build was asked to do. `leave_out` are patterns of files to leave out, as in `CleanSettings`. `out`
    is where the site goes, relative to the folder; a flag wins over it. `columns` are pairs of what a column of a table
    of articles means ("text", "title", "publisher", ...) and its name."""

    title: str | None = None
    cleaning: CleanSettings = CleanSettings()
    leave_out: tuple[str, ...] = ()
    thresholds: Thresholds = Thresholds()
    columns: tuple[tuple[str, str], ...] = ()
    base_url: str | None = None
    out: str | None = None
