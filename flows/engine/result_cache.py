"""The cache of job results, by a key of the function, the code it depends on, and its inputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from flows.engine.code_version import code_version
from flows.engine.parts import joined, parted
from flows.engine.store import ResultStore, key_of


class ResultCache:
    """The cache of a run, on top of a store of bytes."""

    def __init__(self, store: ResultStore) -> None:
        self._store = store

    def keys(self, function: Callable[[Any], Any], inputs: Sequence[tuple[bytes, ...]]) -> list[bytes]:
        """The key (32 bytes) of the result of `function` for each tuple of inputs, in order."""
        version = code_version(function)
        name = f"{function.__module__}.{function.__name__}"
        return [key_of(version, name, parts) for parts in inputs]

    def recall(self, keys: Sequence[bytes]) -> dict[int, tuple[bytes, ...]]:
        """The parts of the results that are in the cache, by the index of their key in `keys`."""
        found = self._store.get(keys)
        results: dict[int, tuple[bytes, ...]] = {}
        for place, key in enumerate(keys):
            if key in found:
                with suppress(ValueError):
                    results[place] = parted(found[key])
        return results

    def keep(self, results: Mapping[bytes, tuple[bytes, ...]]) -> None:
        """Stores the parts of results by key."""
        self._store.put({key: joined(parts) for key, parts in results.items()})

    def note(self, key: bytes) -> bytes:
        """The bytes last stored under `key` by `put_note`; empty if there are none."""
        return self._store.get([key]).get(key, b"")

    def put_note(self, key: bytes, content: bytes) -> None:
        """Stores bytes that are not the result of a job, under a key of their own."""
        self._store.put({key: content})
