"""The settings of a run: flags take precedence over `dossier.toml`, which takes precedence over these defaults."""

from __future__ import annotations

from tasks.records.base import Record


class Thresholds(Record):
    """How alike things must be. `join`: how sure it must be that two sentences are the same statement, where one unit
    is one of log-odds; chosen on whole folders as the lowest that keeps nine joined pairs of ten the same. `story`: the
    likeness from which documents tell the same event; the middle of the range that holds on two labelled sets
    (docs/stories.md)."""

    join: float = 3.6
    story: float = 0.25


class CleanSettings(Record):
    """The settings on which the cleaning of one report depends; all of them are part of the cache keys of reports.

    `language` is that of all reports, whatever they state. `publishers` are pairs of a file pattern and a publisher's
    name. `keep_rules` are names of cleaning rules that must not remove anything; `remove_lines` are regular expressions
    of lines to remove, as rule `configured`. File patterns are matched against the path relative to the input folder,
    as by `fnmatch`.
    """

    language: str | None = None
    publishers: tuple[tuple[str, str], ...] = ()
    keep_rules: tuple[str, ...] = ()
    remove_lines: tuple[str, ...] = ()


class Settings(Record):
    """The settings of a whole build. `leave_out` are file patterns, as in `CleanSettings`, of files to ignore.
    `base_url` is the address at which the site will be published; `out` is the folder of the site, relative to the
    input folder (a flag takes precedence)."""

    title: str | None = None
    cleaning: CleanSettings = CleanSettings()
    leave_out: tuple[str, ...] = ()
    thresholds: Thresholds = Thresholds()
    columns: tuple[tuple[str, str], ...] = ()
    base_url: str | None = None
    out: str | None = None
