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
    """The number of an anchor of a page, or of the page itself: eight bytes of a hash, the same in every process."""
    return blake2b(f"{path}#{anchor}".encode("utf-8", "surrogatepass"), digest_size=8).digest()


_number_led_to = lru_cache(1 << 12)(number)  # every page leads to the same dozen


def places_of(pages: Iterable[tuple[str, Iterable[str]]]) -> bytes:
    """The numbers of pages and of their anchors, one after the other."""
    return b"".join([number(path, anchor) for path, anchors in pages for anchor in ("", *anchors)])


def numbers(content: Iterable[bytes]) -> Numbers:
    """Numbers that stand one after the other in each of the rows of bytes, in order."""
    return numpy.sort(numpy.frombuffer(b"".join(content), numpy.uint64))


def linked(pages: Iterable[tuple[str, Iterable[str]]], leads: Sequence[Lead]) -> Linked:
    """What pages have of links; of each page its path and anchors."""
    led = b"".join([_number_led_to(lead.target, lead.anchor) for lead in leads])
    return Linked(places_of(pages), led, zlib.compress(json.dumps(leads).encode()))


def dead(found: Linked, known: Numbers) -> Iterator[Failure]:
    """The links that lead to none of the places that are `known`."""
    gone = missing(found.led, known)
    leads = [Lead(*row) for row in json.loads(zlib.decompress(found.leads))] if gone else []
    for lead in (leads[at] for at in gone):
        if missing(number(lead.target), known):
            nowhere = f"there is no file {lead.target}"
        else:
            nowhere = f"{lead.target} has no anchor {lead.anchor}"
        yield Failure(lead.page, lead.line, f"a link leads nowhere: {nowhere}")


def missing(wanted: bytes, known: Numbers) -> list[int]:
    """Where in a row of numbers those stand that are not among the `known`, which `numbers` has put in order."""
    asked = numpy.frombuffer(wanted, numpy.uint64)
    if not len(known):
        return list(range(len(asked)))
    found = numpy.minimum(known.searchsorted(asked), len(known) - 1)
    return numpy.flatnonzero(known[found] != asked).tolist()
