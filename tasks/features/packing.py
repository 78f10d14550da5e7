"""Features as bytes: for a worker that gives them back, and for the cache."""

from __future__ import annotations

import marshal
from typing import Any

import numpy

from tasks.records import Features, Provenance, PublisherKeys, Signature, Terms


def pack_features(features: Features) -> bytes:
    """The features as bytes, for this version of Python."""
    parts = (features.signature, features.provenance, features.terms, features.publisher)
    rows: list[Any] = [features[:4], *(tuple(map(_packed, part)) for part in parts)]
    return marshal.dumps(rows)


def unpack_features(content: bytes) -> Features:
    """The features again. `content` must be what `pack_features` made."""
    (identifier, path, sha256, day), *parts = marshal.loads(content)  # noqa: S302 - our own, and checked by its hash
    signature, provenance, terms, publisher = (map(_unpacked, part) for part in parts)
    return Features(
        identifier,
        path,
        sha256,
        day,
        Signature(*signature),
        Provenance(*provenance),
        Terms(*terms),
        PublisherKeys(*publisher),
    )


def _packed(value: object) -> object:
    return (_ARRAY, value.dtype.str, value.tobytes()) if isinstance(value, numpy.ndarray) else value


def _unpacked(value: Any) -> Any:
    if isinstance(value, tuple) and value[:1] == (_ARRAY,):
        return numpy.frombuffer(value[2], value[1])
    return value


_ARRAY = "\0array"
