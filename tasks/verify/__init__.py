"""Every citation against every text, in the data and on the pages, before publishing and ever after.

`check_story` and `check` run inside a build, on what is about to be published; `verify` reads a published site from
disk. All look at nothing but the bytes of the site. Besides `read` and `publish` this is the only stage that touches
the disk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from tasks.errors import CitationError, InputError
from tasks.records import Linked
from tasks.verify.data import Data, check_data
from tasks.verify.overall import NewFiles, check_copies, check_list, check_overall, lists_of
from tasks.verify.pages import check_pages
from tasks.verify.report import Failure, Report
from tasks.verify.scripts import check_scripts
from tasks.verify.story import check_story

__all__ = [
    "Failure",
    "NewFiles",
    "Report",
    "check",
    "check_copies",
    "check_list",
    "check_story",
    "examine_site",
    "lists_of",
    "verify",
]


def check(files: NewFiles, lists: Sequence[str], found: Sequence[Linked]) -> None:
    """Raise CitationError, naming file and line, for the first thing of the whole that does not hold. What the stories
    have of it was checked by `check_story`, groups of copies by `check_copies`; `found` is what `check_list` found on
    the pages of `lists`."""
    failures = check_overall(files, lists, found)
    if failures:
        raise CitationError(str(failures[0]))


def verify(site: Path, documents: Path | None = None) -> Report:
    """Read the site at `site` again and check it, trusting nothing of the build that made it; with `documents`, read
    the files it was built from again too. Raises InputError when `site` holds no dossier."""
    if not (site / "data" / "build.json").is_file():
        raise InputError(f"{site}: no dossier here; there is no data/build.json")
    data, report = examine_site(_Folder(site))
    if documents is None:
        return report
    from tasks.verify.originals import check_originals  # reads and cleans, which a build does in its workers

    return _together((report, check_originals(documents, data)))


def examine_site(files: Mapping[str, bytes]) -> tuple[Data, Report]:
    """Check all files of a site, by path: the data, and what was found."""
    data = check_data(files)
    pages = check_pages(files, data.texts, data.speakers)
    return data, _together((data.report, pages, check_scripts(files, data)))


def _together(reports: Iterable[Report]) -> Report:
    reports = tuple(reports)
    failures = sorted(failure for report in reports for failure in report.failures)
    return Report(sum(report.count for report in reports), tuple(failures))


class _Folder(Mapping[str, bytes]):
    """The files of a site by path, each read when asked for. Hidden files are the host's business, not the site's."""

    def __init__(self, site: Path) -> None:
        self._site = site
        found = (path.relative_to(site) for path in site.rglob("*") if path.is_file())
        self._paths = {path.as_posix(): None for path in sorted(found) if not path.name.startswith(".")}

    def __getitem__(self, path: str) -> bytes:
        if path not in self._paths:
            raise KeyError(path)
        try:
            return (self._site / path).read_bytes()
        except OSError as error:
            raise InputError(f"{self._site / path}: {error.strerror}") from error

    def __contains__(self, path: object) -> bool:
        return path in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)
