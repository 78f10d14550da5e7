"""The files that a dossier was built from, read again: same bytes, same text, none forgotten.

This is the one place that reads an input folder besides `read`. It has to read and clean with the same two functions
as a build, since what it proves is that these still make the published text of the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tasks.clean import clean
from tasks.read import find_reports, load, read_settings
from tasks.records import Dropped, FoundFile, Settings
from tasks.verify.data import Data, Row
from tasks.verify.report import Failure, Report


def check_originals(folder: Path, data: Data) -> Report:
    """Compare what `data` publishes with `folder`. Raises InputError and SettingsError as reading it does."""
    settings = read_settings(folder, {})
    files = {found.path: found for found in find_reports(folder, settings)}
    published = {str(row.get("path")): (number, row) for number, row in data.rows["documents.jsonl"]}
    dropped = {str(row.get("path")) for _, row in data.rows["dropped.jsonl"]}
    failures: list[Failure] = []
    for path, (number, row) in published.items():
        problem = _differs(files.get(path), row, settings)
        if problem:
            failures.append(Failure("data/documents.jsonl", number, f"{path}: {problem}"))
    failures.extend(_forgotten(files, published.keys() | dropped))
    return Report(len(files.keys() | published.keys()), tuple(failures))


def _differs(found: FoundFile | Dropped | None, row: Row, settings: Settings) -> str | None:
    if found is None:
        return "there is no such file in the folder"
    raw = found if isinstance(found, Dropped) else load(found)
    if isinstance(raw, Dropped):
        return f"the file cannot be read again: {raw.reason} ({raw.detail})"
    if raw.sha256 != row.get("sha256"):
        return "the file has changed since the build"
    # Which lines recur in other files decides what is hidden, never what the text is; so none need be known here.
    document = clean(raw, frozenset(), settings.cleaning)
    if isinstance(document, Dropped):
        return f"read again, the file is left out: {document.reason} ({document.detail})"
    text = str(row.get("text"))
    if document.text != text:
        at = next((i for i, (a, b) in enumerate(zip(document.text, text, strict=False)) if a != b), None)
        return f"read again, its text differs at {min(len(text), len(document.text)) if at is None else at}"
    return None


def _forgotten(files: dict[str, FoundFile | Dropped], known: set[str]) -> Iterator[Failure]:
    for path in sorted(files.keys() - known):
        yield Failure("data/dropped.jsonl", 1, f"{path} is in the folder, but neither kept nor dropped")
