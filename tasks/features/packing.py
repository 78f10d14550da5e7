"""Features as bytes: for a worker that gives them back, and for the cache. Plain data: JSON, and behind it the bytes of
the arrays one after the other."""

from __future__ import annotations

import json
from typing import Any

import numpy

from tasks.records import Features, Provenance, PublisherKeys, Signature, Terms


def pack_features(features: Features) -> bytes:
    """The features of one document as bytes."""
    arrays: list[bytes] = []

    def packed(value: object) -> object:
        if not isinstance(value, numpy.ndarray):
            return value
        arrays.append(value.tobytes())
        return {"array": value.dtype.str, "bytes": len(arrays[-1])}

    parts = (features.signature, features.provenance, features.terms, features.publisher)
    rows = [features[:4], *([packed(value) for value in part] for part in parts)]
    return json.dumps(rows, separators=(",", ":")).encode() + b"\n" + b"".join(arrays)


def unpack_features(content: bytes) -> Features:
    """The features that `pack_features` serialized. Raises ValueError for other bytes."""
    at = content.index(b"\n") + 1
    (identifier, path, sha256, day), *parts = json.loads(content[: at - 1])

    def unpacked(value: Any) -> Any:
        nonlocal at
        if isinstance(value, dict):
            kind, size = numpy.dtype(value["array"]), value["bytes"]
            at += size
            return numpy.frombuffer(content[at - size : at], kind)
        return tuple(map(unpacked, value)) if isinstance(value, list) else value

    signature, provenance, terms, publisher = ([unpacked(value) for value in part] for part in parts)
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
