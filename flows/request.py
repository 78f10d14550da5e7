"""What one build is asked to do, and what it says when it is done. Shared by the command and the Prefect flow."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tasks.errors import InputError, PublishError
from tasks.read import read_settings
from tasks.records import Build, Dropped, Settings

SITE = "site"
"""Where the site goes, in the working folder, unless somebody says otherwise."""


class Plan(NamedTuple):
    """What to build: the input folder, the folder of the site, and the settings."""

    folder: Path
    site: Path
    settings: Settings


class Outcome(NamedTuple):
    """The result of a build: its counts in words, and the records of what was left out."""

    counts: str
    dropped: Sequence[Dropped]


def plan(folder: Path, out: Path | None, title: str | None) -> Plan:
    """Combines flags, `dossier.toml` and defaults, in this order of precedence. Raises DossierError if `folder` is no
    folder, the settings are wrong, or the two folders contain each other."""
    if not folder.is_dir():
        raise InputError(f"{folder}: {'not a folder' if folder.exists() else 'no such folder'}")
    settings = read_settings(folder, {"title": title})
    site = out or (folder / settings.out if settings.out else Path(SITE))
    given, place = folder.resolve(), site.resolve()
    if place.is_relative_to(given) or given.is_relative_to(place):
        raise PublishError(f"{site} and {folder} lie inside one another; name a folder apart with --out")
    return Plan(folder, site, settings)


def counted(build: Build) -> str:
    """The counts of a build in words: "3 reports, 12 claims, …"."""
    counts = build.counts
    parts = [
        count(counts["kept"], "report", "reports"),
        count(counts["claims"], "claim", "claims"),
        count(counts["quotations"], "quotation", "quotations"),
        count(counts["conflicts"], "difference", "differences"),
    ]
    if counts["dropped"]:
        parts.append(f"{counts['dropped']} left out")
    return ", ".join(parts)


def count(number: int, one: str, many: str) -> str:
    """A number with its noun: "1 report", "3 reports"."""
    return f"{number} {one if number == 1 else many}"
