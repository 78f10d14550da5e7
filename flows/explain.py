"""What reading and cleaning do with one file, or with one report of those that it holds."""

from __future__ import annotations

from pathlib import Path

from tasks.clean import explain, recurring_lines
from tasks.errors import InputError
from tasks.read import find_reports, found_at, load, parts, read_settings
from tasks.records import Dropped, FoundFile, RawDocument, Settings


def rows(file: Path, folder: Path | None) -> list[tuple[int, str, str]]:
    """Explains line by line how a file is read and cleaned.

    Args:
        file: the file; a report inside it is given by its address behind the file name (`nexis.docx#17`).
        folder: the input folder, for its settings and the lines that recur in it; None for none.

    Returns:
        For each line its number (counted from 1), what it is kept as or the rule that removes it, and its words; before
        them, with number 0, how the file is read, unless as it is. For a file of several reports a row for each.

    Raises:
        InputError: if the file cannot be read or is no report.
    """
    settings = read_settings(folder, {}) if folder else Settings()
    file, address = _addressed(file)
    found = _find(file, settings)
    reader = [(0, f"read as {found.reader}", found.chosen)] if found.reader else []
    if found.reader:
        held = parts(found)
        if address is None and (len(held.found) != 1 or held.found[0].part):
            return reader + _listed(held.found, held.dropped)
        chosen = next((part for part in held.found if part.part == (address or "")), None)
        if chosen is None:
            raise InputError(_reason(file, address, held.dropped))
        found = chosen
    elif address is not None:
        raise InputError(f"{file}: holds one report, and no {address}")
    raw = load(found)
    if isinstance(raw, Dropped):
        raise InputError(f"{file}: {raw.reason}, {raw.detail}")
    return reader + explain(raw, _recurring(folder, settings), settings.cleaning)


def _addressed(file: Path) -> tuple[Path, str | None]:
    """The file, and the address of a report in it where one is named behind it."""
    if file.is_file():
        return file, None
    words = str(file)
    for at, sign in enumerate(words):
        if sign == "#" and Path(words[:at]).is_file():
            return Path(words[:at]), words[at + 1 :]
    raise InputError(f"{file}: {'not a file' if file.exists() else 'no such file'}")


def _find(file: Path, settings: Settings) -> FoundFile:
    found = found_at(file, settings.columns)
    if isinstance(found, Dropped):
        raise InputError(f"{file}: {found.detail}")
    return found


def _listed(found: tuple[FoundFile, ...], lost: tuple[Dropped, ...]) -> list[tuple[int, str, str]]:
    """A row for each report of a file, and for what of it cannot be read."""
    listed = []
    for number, part in enumerate(found, 1):
        raw = load(part)
        stated = raw.stated if isinstance(raw, RawDocument) else None
        said = (stated.published, stated.publisher, stated.title) if stated else ()
        listed.append((number, f"#{part.part}", "; ".join(words.exact for words in said if words)))
    return listed + [(0, f"left out: {row.reason}", f"{row.path}: {row.detail}") for row in lost]


def _reason(file: Path, address: str | None, lost: tuple[Dropped, ...]) -> str:
    """Why a report of a file cannot be shown."""
    name = f"{file.name}#{address}" if address else file.name
    row = next((row for row in lost if row.path == name), None)
    if row is None:
        return f"{file}: no report {address} in it" if address else f"{file}: no report in it"
    return f"{file}{f'#{address}' if address else ''}: {row.reason}, {row.detail}"


def _recurring(folder: Path | None, settings: Settings) -> frozenset[str]:
    if folder is None:
        return frozenset()
    found = [item for item in find_reports(folder, settings) if isinstance(item, FoundFile)]
    return recurring_lines([item for item in map(load, found) if isinstance(item, RawDocument)])
