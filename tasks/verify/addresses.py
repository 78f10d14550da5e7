"""Places that links can lead to, as numbers: a site of 20,000 documents has more than a million of them."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

import numpy
from numpy.typing import NDArray

Numbers = NDArray[numpy.uint64]


def number(path: str, anchor: str = "") -> bytes:
    """The number of an anchor of a page, or of the page itself: eight bytes of a hash, the same in every process."""
    return blake2b(f"{path}#{anchor}".encode("utf-8", "surrogatepass"), digest_size=8).digest()


def places_of(pages: Iterable[tuple[str, Iterable[str]]]) -> bytes:
    """The numbers of pages and of their anchors, one after the other."""
    return b"".join([number(path, anchor) for path, anchors in pages for anchor in ("", *anchors)])


def numbers(content: Iterable[bytes]) -> Numbers:
    """Numbers that stand one after the other in each of the rows of bytes, each once and in order."""
    return numpy.unique(numpy.frombuffer(b"".join(content), numpy.uint64))


def missing(wanted: bytes, known: Numbers) -> list[int]:
    """Where in a row of numbers those stand that are not among the `known`, which `numbers` has put in order."""
    asked = numpy.frombuffer(wanted, numpy.uint64)
    if not len(known):
        return list(range(len(asked)))
    found = numpy.minimum(known.searchsorted(asked), len(known) - 1)
    return numpy.flatnonzero(known[found] != asked).tolist()
