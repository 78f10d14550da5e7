"""Serializes records and rows for workers, the spill file and the cache."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, TypeVar, get_type_hints

from pydantic import BaseModel, ConfigDict, TypeAdapter

from flows.engine.parts import joined, parted
from tasks.records import Lists, Page, complete

_R = TypeVar("_R", bound=BaseModel)
# Kilobytes of JSON are compressed about fourfold at this level, faster than a disk takes them.
LEVEL = 1

# Whoever packs or unpacks reads records of many kinds, in several threads perhaps: all kinds are made ready first.
complete()


def pack(record: BaseModel) -> bytes:
    """A record as compressed JSON."""
    return zlib.compress(record.model_dump_json(warnings=False).encode(), LEVEL)


def unpack(kind: type[_R], content: bytes) -> _R:
    """The record of class `kind` that `pack` serialized. Raises ValidationError or zlib.error for other bytes."""
    return kind.model_validate_json(zlib.decompress(content))


def pack_rows(rows: Any, kind: Any) -> bytes:
    """Rows of plain values, of the type `kind`, as compressed JSON."""
    return zlib.compress(_adapter(kind).dump_json(rows), LEVEL)


def unpack_rows(content: bytes, kind: Any) -> Any:
    """The rows of type `kind` that `pack_rows` serialized. Raises ValidationError or zlib.error for other bytes."""
    return _adapter(kind).validate_json(zlib.decompress(content))


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind, config=ConfigDict(ser_json_bytes="base64", val_json_bytes="base64"))


def kind_of_list(name: str) -> Any:
    """The type of the rows of a list, by its field name in `Lists`. Raises KeyError for another name."""
    return get_type_hints(Lists)[name]


def pack_named(parts: Mapping[str, bytes]) -> bytes:
    """Named pieces of bytes as one."""
    return joined((json.dumps(list(parts)).encode(), *parts.values()))


def unpack_named(content: bytes) -> dict[str, bytes]:
    """The pieces by name, in order, that `pack_named` joined. Raises ValueError for other bytes."""
    names, *parts = parted(content)
    return dict(zip(json.loads(names), parts, strict=True))


def pack_pages(pages: Sequence[Page]) -> bytes:
    """Pages as compressed bytes."""
    return zlib.compress(pack_named({page.path: page.content for page in pages}), LEVEL)


def unpack_pages(content: bytes) -> list[Page]:
    """The pages that `pack_pages` serialized, in order."""
    return [Page(path, page) for path, page in unpack_named(zlib.decompress(content)).items()]
