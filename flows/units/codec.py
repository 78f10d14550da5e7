"""Serializes records and rows for workers, the spill file and the cache."""

from __future__ import annotations

import io
import marshal
import pickle
import zlib
from collections.abc import Sequence
from typing import Any, TypeVar

from pydantic import BaseModel

from tasks.records import Page, StorySite, complete

_R = TypeVar("_R", bound=BaseModel)
# Kilobytes of JSON are compressed about fourfold at this level, faster than a disk takes them.
LEVEL = 1

# Whoever packs or unpacks reads records of many kinds, in several threads perhaps: all kinds are made ready first.
complete()


def utf8(words: str) -> bytes:
    """The UTF-8 bytes of `words`; lone surrogates, which paths may contain, are encoded too."""
    return words.encode("utf-8", "surrogatepass")


def pack(record: BaseModel) -> bytes:
    """A record as compressed JSON."""
    return zlib.compress(record.model_dump_json(warnings=False).encode(), LEVEL)


def unpack(kind: type[_R], content: bytes) -> _R:
    """The record of class `kind` that `pack` serialized. Raises ValidationError or zlib.error for other bytes."""
    return kind.model_validate_json(zlib.decompress(content))


def pack_rows(rows: Any) -> bytes:
    """Rows of plain values as bytes, readable by this version of Python. Not JSON, since a story has thousands of rows,
    which are read in every build."""
    return zlib.compress(pickle.dumps(rows, pickle.HIGHEST_PROTOCOL), LEVEL)


def unpack_rows(content: bytes) -> Any:
    """The rows that `pack_rows` serialized. Raises an error for other bytes; no code in them is ever run."""
    return _Rows(io.BytesIO(zlib.decompress(content))).load()


class _Rows(pickle.Unpickler):
    """Reads rows and nothing else, whatever the bytes ask for."""

    def find_class(self, module: str, name: str) -> Any:
        if module != StorySite.__module__:
            raise pickle.UnpicklingError(f"{module}.{name} is no row")
        return super().find_class(module, name)


def pack_pages(pages: Sequence[Page]) -> bytes:
    """Pages as compressed bytes."""
    return zlib.compress(marshal.dumps([tuple(page) for page in pages]), LEVEL)


def unpack_pages(content: bytes) -> list[Page]:
    """The pages that `pack_pages` serialized, in order."""
    return [Page(*row) for row in marshal.loads(zlib.decompress(content))]  # noqa: S302 - checked by the cache
