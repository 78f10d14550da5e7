"""The files that a dossier was built from: the same bytes, none forgotten and none made up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tasks.read import find_reports
from tasks.records import Dropped, FoundFile, Settings
from tasks.verify.data import Data, Row
from tasks.verify.report import CheckReport, Failure


def check_originals(folder: Path, data: Data, settings: Settings) -> CheckReport:
    """Compares the published documents with the files of `folder`, which are read and cleaned again with `settings`.
    Raises InputError if the folder cannot be read."""
    files = {found.path: found for found in find_reports(folder, settings)}
    published = {str(row.get("path")): (number, row) for number, row in data.rows["documents.jsonl"]}
    dropped = {str(row.get("path")) for _, row in data.rows["dropped.jsonl"]}
    failures: list[Failure] = []
    for path, (number, row) in published.items():
        problem = _differs(files.get(path), row)
        if problem:
            failures.append(Failure("data/documents.jsonl", number, f"{path}: {problem}"))
    failures.extend(_forgotten(files, published.keys() | dropped))
    return CheckReport(len(files.keys() | published.keys()), tuple(failures))


def _differs(found: FoundFile | Dropped | None, row: Row) -> str | None:
    if found is None:
        return "there is no such file in the folder"
    if isinstance(found, Dropped):
        return f"the file cannot be read again: {found.reason} ({found.detail})"
    return "the file has changed since the build" if found.sha256 != row.get("sha256") else None


def _forgotten(files: dict[str, FoundFile | Dropped], known: set[str]) -> Iterator[Failure]:
    for path in sorted(files.keys() - known):
        yield Failure("data/dropped.jsonl", 1, f"{path} is in the folder, but neither kept nor dropped")
