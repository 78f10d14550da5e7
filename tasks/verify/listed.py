"""Checks a site against its manifest in both directions: every listed file is there unchanged, and there is no other
file."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from tasks.shared.manifest import DIGITS, MANIFEST, OWN, SIGNATURE, Listed, manifest, read_manifest, row_digits
from tasks.verify.report import CheckReport, Failure

_PIECE = 1 << 20  # bytes that are hashed at a time


def check_manifest(site: Path) -> CheckReport:
    """Compares the files of `site` with its manifest. For a changed file of rows the failure has the first changed
    line. A missing or damaged manifest is a single failure."""
    try:
        content = (site / MANIFEST).read_bytes()
    except OSError:
        return CheckReport(1, (Failure(MANIFEST, 1, "there is no manifest, so nobody can tell what was changed"),))
    try:
        listed = read_manifest(content)
    except ValueError as error:
        return CheckReport(1, (Failure(MANIFEST, 1, f"damaged: {error}"),))
    failures: list[Failure] = []
    if content != manifest(listed):
        failures.append(Failure(MANIFEST, 1, "is not written as a build writes it"))
    there = dict(files_of(site))
    for path in sorted(there.keys() - listed.keys() - {MANIFEST, SIGNATURE}):
        failures.append(Failure(path, 1, "stands in the site, but not in the manifest"))
    for path in sorted(listed):
        problem = _differs(site / path, listed[path]) if path in there else "is in the manifest, but not in the site"
        if problem:
            failures.append(Failure(path, _line(site / path, listed[path]), problem))
    return CheckReport(len(there.keys() | listed.keys()), tuple(failures))


def files_of(site: Path) -> Iterator[tuple[str, str]]:
    """Yields the path of everything in the site but folders, relative to it, and its place on disk; without the entries
    in OWN, which belong to the folder."""
    folders = [(os.fspath(site), "")]
    while folders:
        folder, prefix = folders.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                if prefix or entry.name not in OWN:
                    if entry.is_dir(follow_symlinks=False):
                        folders.append((entry.path, f"{prefix}{entry.name}/"))
                    else:
                        yield f"{prefix}{entry.name}", entry.path


def _differs(place: Path, listed: Listed) -> str | None:
    try:
        status = place.lstat()
        if not stat.S_ISREG(status.st_mode):
            return "is no regular file"
        if status.st_size != listed.size:
            return f"has {status.st_size} bytes, and {listed.size} in the manifest"
        digest = hashlib.sha256()
        with place.open("rb") as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    return None if digest.hexdigest() == listed.sha256 else "its SHA-256 is not that in the manifest"


def _line(place: Path, listed: Listed) -> int:
    """The first line of a file of rows that is not what it was; 1 of another file, and where nothing tells."""
    if listed.rows is None or not isinstance(listed.rows, str):
        return 1
    try:
        found = row_digits(place.read_bytes())
    except OSError:
        return 1
    pieces = ([digits[at : at + DIGITS] for at in range(0, len(digits), DIGITS)] for digits in (found, listed.rows))
    return next((line for line, (a, b) in enumerate(zip_longest(*pieces), 1) if a != b), 1)
