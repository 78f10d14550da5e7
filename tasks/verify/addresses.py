"""Places that links can lead to, as numbers: a site of 20,000 documents has more than a million of them."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b

import numpy
from numpy.typing import NDArray

from tasks.records import Lead, Linked
from tasks.verify.report import Failure

Numbers = NDArray[numpy.uint64]


def number(path: str, anchor: str = "") -> bytes:
    """Eight bytes of a hash of a page's path and an anchor on it ("" for the page itself), the same in every
    process."""
    return blake2b(f"{path}#{anchor}".encode("utf-8", "surrogatepass"), digest_size=8).digest()


_number_led_to = lru_cache(1 << 12)(number)  # every page leads to the same dozen


def places_of(pages: Iterable[tuple[str, Iterable[str]]]) -> bytes:
    """The concatenated `number` of each page and each of its anchors, 8 bytes each."""
    return b"".join([number(path, anchor) for path, anchors in pages for anchor in ("", *anchors)])


def numbers(content: Iterable[bytes]) -> Numbers:
    """All numbers in rows of bytes (8 bytes each), as a sorted array."""
    return numpy.sort(numpy.frombuffer(b"".join(content), numpy.uint64))


def linked(pages: Iterable[tuple[str, Iterable[str]]], leads: Sequence[Lead]) -> Linked:
    """The links of some pages, packed; `pages` are their paths and anchors, `leads` their links."""
    led = b"".join([_number_led_to(lead.target, lead.anchor) for lead in leads])
    return Linked(places_of(pages), led, zlib.compress(json.dumps(leads).encode()))


def dead(found: Linked, known: Numbers) -> Iterator[Failure]:
    """Yields a failure for each link whose target is not among the `known` numbers, which are sorted."""
    gone = missing(found.led, known)
    leads = [Lead(*row) for row in json.loads(zlib.decompress(found.leads))] if gone else []
    for lead in (leads[at] for at in gone):
        if missing(number(lead.target), known):
            nowhere = f"there is no file {lead.target}"
        else:
            nowhere = f"{lead.target} has no anchor {lead.anchor}"
        yield Failure(lead.page, lead.line, f"a link leads nowhere: {nowhere}")


def missing(wanted: bytes, known: Numbers) -> list[int]:
    """The indexes of the numbers in `wanted` (8 bytes each) that are not in `known`, which is sorted."""
    asked = numpy.frombuffer(wanted, numpy.uint64)
    if not len(known):
        return list(range(len(asked)))
    found = numpy.minimum(known.searchsorted(asked), len(known) - 1)
    return numpy.flatnonzero(known[found] != asked).tolist()
