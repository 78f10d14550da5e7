"""The words of a document's kept text: where each stands, and a hash of it that is the same in every run.

Done on arrays of code points, as it touches every character.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import numpy
from numpy.typing import NDArray

from tasks.records import Document

Hashes = NDArray[numpy.uint64]
Offsets = NDArray[numpy.int64]

# Scripts that write no spaces: every character counts as a word.
_UNSPACED = ((0x3040, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF))
_APOSTROPHES = "'’"
# Code points from here on (emoji, rare letters) are no words.
_PLANE = 0x10000

# Quotations, with a mark at each end or, where the marks differ from one another, running on to the paragraph's end.
_QUOTED = re.compile(r'“[^”\n]*”?|"[^"\n]*"|„[^“”\n]*[“”]?|«[^»\n]*»?|「[^」\n]*」?')
# Single marks open after no letter and close before none, so that apostrophes are neither; the bound on what stands
# between keeps the search short. The mark is looked for first, its neighbour afterwards, as that is faster.
_SINGLE = re.compile(r"[‘'](?<!\w[‘'])(?=\S)[^‘\n]{4,600}?[’'](?!\w)")
# What must stand in a text before a pattern is tried on it.
_OPENINGS = ((_QUOTED, tuple('“"„«「')), (_SINGLE, ("‘", " '", "\n'", "('")))


class Words(NamedTuple):
    """Words in order: offsets into the document's text, hashes, the number of the block each stands in, and whether it
    stands outside quotation marks."""

    starts: Offsets
    ends: Offsets
    hashes: Hashes
    blocks: Offsets
    own: NDArray[numpy.bool_]


class _Tables(NamedTuple):
    word: NDArray[numpy.bool_]
    alone: NDArray[numpy.bool_]
    apostrophe: NDArray[numpy.bool_]
    value: Hashes


def words(document: Document) -> Words:
    """The words of the kept text, whatever their case. Quotation marks are looked for inside each block."""
    pieces = [document.text[block.start : block.end].replace("\n", " ") for block in document.blocks]
    kept = "\n".join(pieces)
    begins = numpy.cumsum([0, *(len(piece) + 1 for piece in pieces)])
    shift = numpy.array([block.start for block in document.blocks], dtype=numpy.int64) - begins[:-1]
    codes = numpy.frombuffer(kept.encode("utf-32-le", "surrogatepass"), dtype=numpy.uint32)
    codes = numpy.minimum(codes, _PLANE - 1)
    starts, ends = _bounds(codes)
    within = numpy.searchsorted(begins, starts, side="right") - 1
    own = ~_inside_quotations(kept)[starts]
    hashes = _hashes(codes, starts, ends)
    moved = shift[within]
    return Words(starts + moved, ends + moved, hashes, within, own)


def _bounds(codes: NDArray[numpy.uint32]) -> tuple[Offsets, Offsets]:
    """Where words start and end: runs of letters and digits, and apostrophes between them."""
    table = _tables()
    word = table.word[codes]
    word[1:-1] |= table.apostrophe[codes[1:-1]] & word[:-2] & word[2:]
    alone = table.alone[codes]
    before = numpy.concatenate(([False], word[:-1]))
    starts = word & ~before
    if alone.any():
        starts |= word & (alone | numpy.concatenate(([False], alone[:-1])))
    # A word ends where the next begins or where letters stop.
    first = numpy.flatnonzero(starts)
    stop = numpy.append(numpy.flatnonzero(before & (~word | starts)), len(codes))
    return first, stop[: len(first)]


def _hashes(codes: NDArray[numpy.uint32], starts: Offsets, ends: Offsets) -> Hashes:
    """A hash of each word, from sums over the text: value of the character times a power of its place in the text,
    brought back to the word's own start by the inverse power."""
    power, inverse = _powers(1 << max(10, len(codes).bit_length()))
    sums = numpy.concatenate(
        (numpy.zeros(1, dtype=numpy.uint64), numpy.cumsum(_tables().value[codes] * power[: len(codes)]))
    )
    return mixed((sums[ends] - sums[starts]) * inverse[starts])


def mixed(value: Hashes) -> Hashes:
    """Spreads what differs over all bits (the finaliser of splitmix64)."""
    value = (value ^ (value >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
    return value ^ (value >> numpy.uint64(31))


def _inside_quotations(text: str) -> NDArray[numpy.bool_]:
    """For every character, whether it stands inside quotation marks."""
    inside = numpy.zeros(len(text), dtype=numpy.bool_)
    for pattern, openings in _OPENINGS:
        if any(opening in text for opening in openings):
            for match in pattern.finditer(text):
                inside[match.start() : match.end()] = True
    return inside


@cache
def _tables() -> _Tables:
    """What each code point is, made once."""
    characters = [chr(code) for code in range(_PLANE)]
    word = numpy.array([character.isalnum() or character == "_" for character in characters])
    alone = numpy.zeros(_PLANE, dtype=numpy.bool_)
    for low, high in _UNSPACED:
        alone[low : high + 1] = True
    apostrophe = numpy.zeros(_PLANE, dtype=numpy.bool_)
    apostrophe[[ord(mark) for mark in _APOSTROPHES]] = True
    lower = [character.lower() for character in characters]
    small = numpy.array([ord(low) if len(low) == 1 else code for code, low in enumerate(lower)])
    small[ord("’")] = ord("'")
    return _Tables(word, alone & word, apostrophe, mixed(small.astype(numpy.uint64) + numpy.uint64(1)))


@cache
def _powers(length: int) -> tuple[Hashes, Hashes]:
    """Powers of an odd number and of its inverse, modulo 2 to the 64."""
    base = 0x9E3779B97F4A7C15
    found = []
    for factor in (base, pow(base, -1, 1 << 64)):
        powers = numpy.full(length, factor, dtype=numpy.uint64)
        powers[0] = 1
        found.append(numpy.cumprod(powers))
    return found[0], found[1]
