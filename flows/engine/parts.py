"""Several pieces of bytes as one, so that what is kept on disk is plain data: lengths, and the pieces themselves."""

from __future__ import annotations

import struct
from collections.abc import Sequence

_COUNT = struct.Struct("<I")


def joined(parts: Sequence[bytes]) -> bytes:
    """Several parts as one piece of bytes: their number, the length of each (8 bytes, little-endian), and the parts."""
    lengths = struct.pack(f"<{len(parts)}Q", *map(len, parts))
    return b"".join((_COUNT.pack(len(parts)), lengths, *parts))


def parted(content: bytes) -> tuple[bytes, ...]:
    """The parts, in order, that `joined` joined. Raises ValueError for other bytes."""
    try:
        (count,) = _COUNT.unpack_from(content)
        lengths = struct.unpack_from(f"<{count}Q", content, _COUNT.size)
    except struct.error as error:
        raise ValueError("these are no parts") from error
    at = _COUNT.size + 8 * count
    if at + sum(lengths) != len(content):
        raise ValueError("these are no parts")
    parts = []
    for length in lengths:
        parts.append(content[at : at + length])
        at += length
    return tuple(parts)
