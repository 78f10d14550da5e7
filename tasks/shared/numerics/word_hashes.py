"""The words of a document's kept text: the offsets of each, and a hash of it that is the same in every run.

Done on arrays of code points, as it touches every character.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate
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
# The one letter that becomes two characters in lower case; it stays as it is.
_DOTTED = "İ"

# Quotations, with a mark at each end or, where the marks differ from one another, running on to the paragraph's end.
_QUOTED = re.compile(r'“[^”\n]*”?|"[^"\n]*"|„[^“”\n]*[“”]?|«[^»\n]*»?|「[^」\n]*」?')
# Single marks open after no letter and close before none, so that apostrophes are neither; the bound on what stands
# between keeps the search short. The mark is looked for first, its neighbour afterwards, as that is faster.
_SINGLE = re.compile(r"[‘'](?<!\w[‘'])(?=\S)[^‘\n]{4,600}?[’'](?!\w)")
# What must stand in a text before a pattern is tried on it.
_OPENINGS = ((_QUOTED, tuple('“"„«「')), (_SINGLE, ("‘", " '", "\n'", "('")))


class HashedWords(NamedTuple):
    """The words of a document in order, as three parallel arrays: `hashes` (64 bits), `blocks` (the index of the block
    in which each word stands) and `own` (true for a word outside quotation marks)."""

    hashes: Hashes
    blocks: Offsets
    own: NDArray[numpy.bool_]


class _Tables(NamedTuple):
    word: NDArray[numpy.bool_]
    alone: NDArray[numpy.bool_]
    apostrophe: NDArray[numpy.bool_]
    value: Hashes


def words(document: Document) -> HashedWords:
    """The words of the kept text (the blocks) of a document, in order; case does not matter. A word is a run of letters
    and digits with apostrophes inside it, or one character of a script without spaces. Quotations are found within
    single blocks."""
    kept, begins = _kept(document)
    codes = _codes(kept)
    starts, ends = _bounds(codes)
    return HashedWords(
        hashes=_hashes(codes, starts, ends),
        blocks=begins.searchsorted(starts, side="right") - 1,
        own=~_inside_quotations(kept).take(starts),
    )


def places(document: Document) -> tuple[Offsets, Offsets]:
    """The start and end offsets (code points of `document.text`) of the same words as in `words`, as two parallel
    arrays."""
    kept, begins = _kept(document)
    starts, ends = _bounds(_codes(kept))
    shift = numpy.array([block.start for block in document.blocks], dtype=numpy.int64) - begins[:-1]
    moved = shift.take(begins.searchsorted(starts, side="right") - 1)
    return starts + moved, ends + moved


def _kept(document: Document) -> tuple[str, Offsets]:
    """The blocks as lines of one text, and where each line begins and the last ends."""
    text = document.text
    pieces = [text[block.start : block.end].replace("\n", " ") for block in document.blocks]
    return "\n".join(pieces), numpy.array([0, *accumulate(len(piece) + 1 for piece in pieces)])


def _codes(text: str) -> Offsets:
    """The code points of a text, all that are no words anyway as one of them."""
    codes = numpy.minimum(_points(text), _PLANE - 1)
    return codes.astype(numpy.intp)  # what `take` takes as it is


def _points(text: str) -> NDArray[numpy.uint32]:
    return numpy.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=numpy.uint32)


def _bounds(codes: Offsets) -> tuple[Offsets, Offsets]:
    """Where words start and end: runs of letters and digits, and apostrophes between them."""
    table = _tables()
    # One more at each end, so that every character has neighbours.
    word = numpy.zeros(len(codes) + 2, dtype=numpy.bool_)
    table.word.take(codes, out=word[1:-1])
    word[1:-1] |= table.apostrophe.take(codes) & word[:-2] & word[2:]
    before, after = word[:-1], word[1:]
    starts = after & ~before
    stops = before & ~after
    if codes.max(initial=0) >= _UNSPACED[0][0]:
        alone = numpy.zeros(len(codes) + 2, dtype=numpy.bool_)
        table.alone.take(codes, out=alone[1:-1])
        # Where one ends the next begins.
        apart = before & after & (alone[:-1] | alone[1:])
        starts |= apart
        stops |= apart
    return starts.nonzero()[0], stops.nonzero()[0]


def _hashes(codes: Offsets, starts: Offsets, ends: Offsets) -> Hashes:
    """A hash of each word, from sums over the text: value of the character times a power of its place in the text,
    brought back to the word's own start by the inverse power."""
    power, inverse = _powers(1 << max(10, len(codes).bit_length()))
    sums = numpy.zeros(len(codes) + 1, dtype=numpy.uint64)
    numpy.cumsum(_tables().value.take(codes) * power[: len(codes)], out=sums[1:])
    return mixed((sums.take(ends) - sums.take(starts)) * inverse.take(starts))


def mixed(value: Hashes) -> Hashes:
    """Mixes the bits of each 64-bit value, so that values that differ in any bit differ in about half of all bits (the
    finaliser of splitmix64; Steele, Lea and Flood, OOPSLA 2014). A bijection; the shape is kept."""
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
    # Lines of one character, so that no letter stands at the end of a word, where some look otherwise in lower case.
    lines = "\n".join(map(chr, range(_PLANE)))
    word = numpy.fromiter(map(str.isalnum, lines[::2]), dtype=numpy.bool_, count=_PLANE)
    word[ord("_")] = True
    alone = numpy.zeros(_PLANE, dtype=numpy.bool_)
    for low, high in _UNSPACED:
        alone[low : high + 1] = True
    apostrophe = numpy.zeros(_PLANE, dtype=numpy.bool_)
    apostrophe[[ord(mark) for mark in _APOSTROPHES]] = True
    small = _points(lines.replace(_DOTTED, "x").lower())[::2].astype(numpy.uint64)
    small[ord(_DOTTED)] = ord(_DOTTED)
    small[ord("’")] = ord("'")
    return _Tables(word, alone & word, apostrophe, mixed(small + numpy.uint64(1)))


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
