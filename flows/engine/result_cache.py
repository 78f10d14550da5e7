"""Recalls what a stage made of the same input before, and which files a site was left with."""

from __future__ import annotations

import json
import marshal
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from flows.engine.code_version import code_version
from flows.engine.store import ResultStore, key_of
from tasks.publish import Standing, standing_files


class ResultCache:
    """The cache as a run uses it."""

    def __init__(self, cache: ResultStore) -> None:
        self._cache = cache

    def keys(self, function: Callable[[Any], Any], inputs: Sequence[tuple[bytes, ...]]) -> list[bytes]:
        """The key of the result for each list of inputs."""
        version = code_version(function)
        name = f"{function.__module__}.{function.__name__}"
        return [key_of(version, name, parts) for parts in inputs]

    def recall(self, keys: Sequence[bytes]) -> dict[int, tuple[bytes, ...]]:
        """The results that are known, by their place in the row of keys."""
        found = self._cache.get(keys)
        results: dict[int, tuple[bytes, ...]] = {}
        for place, key in enumerate(keys):
            if key in found:
                results[place] = marshal.loads(found[key])  # noqa: S302 - checked against its hash by the cache
        return results

    def keep(self, results: Mapping[bytes, tuple[bytes, ...]]) -> None:
        """Remember results by key."""
        self._cache.put({key: marshal.dumps(parts) for key, parts in results.items()})

    def key_of_all(self, function: Callable[..., Any], inputs: Sequence[str]) -> bytes:
        """A key of everything that a whole build by `function` rests on."""
        return key_of(code_version(function), "build", [part.encode("utf-8", "surrogatepass") for part in inputs])

    def standing(self, out: Path) -> dict[str, Standing]:
        """The files of the site at `out` as they were left."""
        return {path: Standing(*row) for path, row in json.loads(self._noted(out)[1] or b"{}").items()}

    def stands_of(self, out: Path, inputs: bytes) -> bool:
        """Whether the site at `out` was made of `inputs`, and every file in it stands as it was left."""
        made_of, files = self._noted(out)
        if made_of != inputs.hex().encode():
            return False
        return standing_files(out) == {path: (size, time) for path, (_, size, time) in json.loads(files).items()}

    def stands(self, out: Path, inputs: bytes, files: Mapping[str, Standing]) -> None:
        """Remember of what the site at `out` was made, and its files."""
        self._cache.put({_place(out): f"{inputs.hex()}\n{json.dumps(files, separators=(',', ':'))}".encode()})

    def _noted(self, out: Path) -> tuple[bytes, bytes]:
        """Of what the site at `out` was made, and its files as JSON: many, and not to be read where the first tells
        enough. Both are empty when nothing is noted."""
        key = _place(out)
        made_of, _, files = self._cache.get([key]).get(key, b"").partition(b"\n")
        return made_of, files


def _place(out: Path) -> bytes:
    return key_of(b"", "files", [str(out.resolve()).encode("utf-8", "surrogatepass")])
