"""Every citation against every text, in the data and on the pages, before publishing and ever after.

`check_story` and `check` run inside a build, on what is about to be published; `verify` reads a published site from
disk. All look at nothing but the bytes of the site. Besides `read` and `publish` this is the only stage that touches
the disk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from tasks.errors import CitationError, InputError
from tasks.records import Linked
from tasks.shared.manifest import MANIFEST
from tasks.verify.data import Data, check_data
from tasks.verify.listed import check_manifest, files_of
from tasks.verify.overall import NewFiles, check_copies, check_list, check_overall, lists_of
from tasks.verify.pages import check_pages
from tasks.verify.report import CheckReport, Failure
from tasks.verify.scripts import check_scripts
from tasks.verify.story import check_story

__all__ = [
    "CheckReport",
    "Failure",
    "NewFiles",
    "SiteFolder",
    "check",
    "check_copies",
    "check_list",
    "check_manifest",
    "check_story",
    "examine_site",
    "lists_of",
    "open_site",
    "together",
    "verify",
]


def check(files: NewFiles, lists: Sequence[str], found: Sequence[Linked]) -> None:
    """Checks a new site as a whole. Stories were checked by `check_story`, copy groups by `check_copies`.

    Args:
        files: the files of the new site.
        lists: the paths of pages that belong to no single story.
        found: their links, in the same order: the results of `check_list`.

    Raises:
        CitationError: with file and line, for the first failure.
    """
    failures = check_overall(files, lists, found)
    if failures:
        raise CitationError(str(failures[0]))


def open_site(site: Path) -> SiteFolder:
    """The files of a published site. Raises InputError if there is no dossier at `site`."""
    if not (site / "data" / "build.json").is_file() and not (site / MANIFEST).is_file():
        raise InputError(f"{site}: no dossier here; there is no data/build.json")
    return SiteFolder(site)


def verify(site: Path) -> CheckReport:
    """Checks the site at `site` without relying on the build: its manifest, then every citation, passage and link.
    Raises InputError if there is no dossier."""
    files = open_site(site)
    _, report = examine_site(files)
    return together((check_manifest(site), report))


def examine_site(files: Mapping[str, bytes]) -> tuple[Data, CheckReport]:
    """Checks all files of a site, given by path. Returns its data and the results."""
    data = check_data(files)
    pages = check_pages(files, data.texts, data.speakers)
    return data, together((data.report, pages, check_scripts(files, data)))


def together(reports: Iterable[CheckReport]) -> CheckReport:
    """Several reports as one: each failure once, sorted by file and line."""
    reports = tuple(reports)
    failures = sorted({failure for report in reports for failure in report.failures})
    return CheckReport(sum(report.count for report in reports), tuple(failures))


class SiteFolder(Mapping[str, bytes]):
    """The files of a site by path, each read when it is asked for. Without the entries in OWN, which belong to the
    folder, and without links and special files."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self._paths = {path: None for path, _ in sorted(files_of(site)) if (site / path).is_file()}

    def __getitem__(self, path: str) -> bytes:
        with self.stream(path) as file:
            return file.read()

    def stream(self, path: str) -> BinaryIO:
        """A file, opened for reading from its beginning. The caller closes it."""
        if path not in self._paths:
            raise KeyError(path)
        try:
            return open(self._site / path, "rb")
        except OSError as error:
            raise InputError(f"{self._site / path}: {error.strerror}") from error

    def __contains__(self, path: object) -> bool:
        return path in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)
