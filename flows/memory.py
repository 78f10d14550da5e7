"""Recalls what a stage made of the same input before. Records go to the cache and come back as JSON."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, get_type_hints

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from tasks.cache import Cache, key_of

# The stages whose results are remembered: those that take longer to work out than to look up. What `clean` makes of a
# report depends on the lines of all others, so it is not among them.
REMEMBERED = frozenset({"extract", "resolve", "crossreference", "topics", "summarize"})
# Reports; with fewer a build is over before the code is hashed for the keys.
FEWEST = 12


class Memory:
    """The cache as a run uses it. Only what comes back equal to what was put in is ever put in."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        # By identity, and with the record itself, so that no other can take its place while it is remembered.
        self._digests: dict[int, tuple[object, bytes]] = {}

    def keys(
        self, function: Callable[..., Any], rows: Sequence[tuple[Any, ...]], shared: tuple[Any, ...]
    ) -> list[bytes]:
        """The key of the result for each row. No keys at all when one of them has no hash."""
        name = f"{function.__module__}.{function.__qualname__}"
        try:
            return [key_of(name, [self._digest(item) for item in (*row, *shared)]) for row in rows]
        except (PydanticSerializationError, TypeError):
            return []

    def recall(self, function: Callable[..., Any], keys: Sequence[bytes]) -> dict[int, Any]:
        """The results that are known, by their place in the row of keys."""
        found = self._cache.get(keys)
        results: dict[int, Any] = {}
        for place, key in enumerate(keys):
            if key in found:
                try:
                    results[place] = adapter_of(function).validate_json(found[key])
                except ValidationError:
                    continue
        return results

    def keep(self, function: Callable[..., Any], keys: Sequence[bytes], results: Sequence[Any]) -> None:
        """Remember the results of these keys."""
        adapter = adapter_of(function)
        rows = {}
        for key, result in zip(keys, results, strict=True):
            try:
                content = adapter.dump_json(result, warnings=False)
                if adapter.validate_json(content) == result:
                    rows[key] = content
            except (PydanticSerializationError, ValidationError):
                continue
        self._cache.put(rows)

    def _digest(self, item: Any) -> bytes:
        known = self._digests.get(id(item))
        if known:
            return known[1]
        if isinstance(item, BaseModel):
            digest = hashlib.sha256(item.model_dump_json(warnings=False).encode()).digest()
        elif isinstance(item, tuple):
            digest = hashlib.sha256(b"".join(self._digest(part) for part in item)).digest()
        else:
            raise TypeError(f"no hash of a {type(item).__name__}")
        self._digests[id(item)] = (item, digest)
        return digest


@cache
def adapter_of(function: Callable[..., Any]) -> TypeAdapter[Any]:
    """What turns the results of a stage into JSON and back, by the type that it says it returns."""
    return TypeAdapter(get_type_hints(function)["return"])
