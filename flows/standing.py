"""What the cache notes of the site at an output folder: of what it was made, and which files stand there.

A site made of the same inputs by the same code, in which nothing was touched, need not be built again; a file that
stands as it was left need not be read again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from flows.engine.code_version import code_version
from flows.engine.job import utf8
from flows.engine.result_cache import ResultCache
from flows.engine.store import key_of
from tasks.publish import Standing, standing_files
from tasks.records import Build, Dropped, FoundFile, Note, Settings


def inputs_key(
    build: Callable[..., Any],
    settings: Settings,
    notes: Sequence[Note],
    dropped: Sequence[Dropped],
    found: Sequence[FoundFile],
) -> bytes:
    """A hash of everything on which a build by the function `build` depends, except the ledger, which is part of the
    site."""
    records = [record.model_dump_json() for record in (settings, *notes, *dropped)]
    files = [f"{file.id}\0{file.path}\0{file.sha256}\0{file.reader}" for file in found]
    return key_of(code_version(build), "build", [utf8(part) for part in (*records, *files)])


def unchanged(cache: ResultCache | None, out: Path, inputs: bytes) -> tuple[Build, list[Dropped]] | None:
    """The record of the build at `out` and what it left out, if it was made from `inputs` (see `inputs_key`) and no
    file was touched since; None otherwise."""
    if cache is None:
        return None
    made_of, files = _noted(cache, out)
    if made_of != inputs.hex().encode():
        return None
    if standing_files(out) != {path: (size, time) for path, (_, size, time) in json.loads(files).items()}:
        return None
    try:
        build = Build.model_validate_json((out / "data" / "build.json").read_bytes())
        rows = (out / "data" / "dropped.jsonl").read_bytes().splitlines()
        return build, [Dropped.model_validate_json(row) for row in rows]
    except (OSError, ValidationError):
        return None


def noted_files(cache: ResultCache | None, out: Path) -> dict[str, Standing]:
    """The state of each file of the site at `out`, by path, as its build left it; empty if that is unknown."""
    if cache is None:
        return {}
    return {path: Standing(*row) for path, row in json.loads(_noted(cache, out)[1] or b"{}").items()}


def note(cache: ResultCache | None, out: Path, inputs: bytes, files: Mapping[str, Standing]) -> None:
    """Stores that the site at `out` was made from `inputs` and has these files; nothing without a cache."""
    if cache is not None:
        cache.put_note(_place(out), f"{inputs.hex()}\n{json.dumps(files, separators=(',', ':'))}".encode())


def _noted(cache: ResultCache, out: Path) -> tuple[bytes, bytes]:
    """Of what the site at `out` was made, and its files as JSON: many, and not to be read where the first tells
    enough. Both are empty when nothing is noted."""
    made_of, _, files = cache.note(_place(out)).partition(b"\n")
    return made_of, files


def _place(out: Path) -> bytes:
    return key_of(b"", "files", [utf8(str(out.resolve()))])
