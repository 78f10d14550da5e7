"""The results of earlier runs, by a key of the function, of the code behind it, and of its inputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from flows.engine.code_version import code_version
from flows.engine.parts import joined, parted
from flows.engine.store import ResultStore, key_of


class ResultCache:
    """The stored results as a run uses them."""

    def __init__(self, store: ResultStore) -> None:
        self._store = store

    def keys(self, function: Callable[[Any], Any], inputs: Sequence[tuple[bytes, ...]]) -> list[bytes]:
        """The key of the result of `function` for each list of inputs, in order."""
        version = code_version(function)
        name = f"{function.__module__}.{function.__name__}"
        return [key_of(version, name, parts) for parts in inputs]

    def recall(self, keys: Sequence[bytes]) -> dict[int, tuple[bytes, ...]]:
        """The parts of the results that are known, by the index of their key."""
        found = self._store.get(keys)
        results: dict[int, tuple[bytes, ...]] = {}
        for place, key in enumerate(keys):
            if key in found:
                with suppress(ValueError):
                    results[place] = parted(found[key])
        return results

    def keep(self, results: Mapping[bytes, tuple[bytes, ...]]) -> None:
        """Remember the parts of results by key."""
        self._store.put({key: joined(parts) for key, parts in results.items()})

    def note(self, key: bytes) -> bytes:
        """The bytes last put under `key` by `put_note`, or none."""
        return self._store.get([key]).get(key, b"")

    def put_note(self, key: bytes, content: bytes) -> None:
        """Keep bytes that are no result under a key of their own."""
        self._store.put({key: content})
