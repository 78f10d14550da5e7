"""Every citation against every text, in the data and on the pages, before publishing and ever after."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tasks.errors import CitationError
from tasks.records import Dossier, Page
from tasks.verify.data import check_data
from tasks.verify.report import Failure, Report

__all__ = ["Failure", "Report", "check", "verify"]


def check(dossier: Dossier, pages: Iterable[Page]) -> None:
    """Raise CitationError for the first thing in `pages`, as they would be published, that does not hold."""
    files = {page.path: page.content for page in pages}
    report = _report(files)
    if report.failures:
        raise CitationError(str(report.failures[0]))


def verify(site: Path, documents: Path | None = None) -> Report:
    """Read a published site from disk and check it, trusting nothing of the build that made it."""
    files = {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }
    return _report(files)


def _report(files: dict[str, bytes]) -> Report:
    data = check_data(
        {
            path[5:]: content
            for path, content in files.items()
            if path.startswith("data/")
        }
    )
    return data.report
