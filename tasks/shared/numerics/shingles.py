"""Shingles (hashed runs of words) and the fingerprints chosen from them, by which texts that share runs are found."""

from __future__ import annotations

from typing import NamedTuple

import numpy
from numpy.typing import NDArray

from tasks.shared.numerics.word_hashes import Hashes, mixed

# Runs of eight words: independent reports of one event share many runs of five ("the U.S. Department of Agriculture
# said"), few of eight. Chosen on labelled pairs, where 5, 8, 12 and 16 were compared.
SHINGLE = 8
# Winnowing: of any WINDOW neighbouring shingles at least one is kept, so two texts that share a run of SHINGLE + WINDOW
# - 1 = 12 words always share a fingerprint. (Schleimer, Wilkerson and Aiken, SIGMOD 2003.)
WINDOW = 5

_FACTOR = numpy.uint64(0x9E3779B97F4A7C15)
_TRUE = numpy.ones(1, dtype=numpy.bool_)


class Shingles(NamedTuple):
    """Hashes of a text's runs of SHINGLE words. `ordered` has them in the order of the text, `ranked` in ascending
    order; `ordered[places[i]] == ranked[i]`."""

    ordered: Hashes
    ranked: Hashes
    places: NDArray[numpy.intp]


def shingles(words: Hashes | NDArray[numpy.uint32]) -> Shingles:
    """The shingles of a text, given the hashes of its words in order; empty arrays if the text has fewer than SHINGLE
    words."""
    values = runs(words)
    places = values.argsort(kind="stable")
    return Shingles(values, values[places], places)


def runs(words: Hashes | NDArray[numpy.uint32]) -> Hashes:
    """One 64-bit hash for each run of SHINGLE successive words, in order: `len(words) - SHINGLE + 1` of them, or none.
    `words` are the hashes of the words in order."""
    length = max(0, len(words) - SHINGLE + 1)
    wide = words.astype(numpy.uint64, copy=False)
    value = wide[:length] * _FACTOR
    value += wide[1 : 1 + length]
    for offset in range(2, SHINGLE):
        value *= _FACTOR
        value += wide[offset : offset + length]
    return mixed(value)


def winnow(values: Hashes) -> Hashes:
    """The fingerprints of a text: the minimum of every WINDOW successive values of `runs`, in ascending order without
    duplicates (winnowing; Schleimer, Wilkerson and Aiken, SIGMOD 2003). Of fewer than WINDOW values the least one; none
    for none."""
    if len(values) < WINDOW:
        return values.min(keepdims=True) if len(values) else values
    length = len(values) - WINDOW + 1
    lowest = values[:length].copy()
    for offset in range(1, WINDOW):
        numpy.minimum(lowest, values[offset : offset + length], out=lowest)
    kept = _without_repeats(lowest)
    kept.sort()
    return _without_repeats(kept)


def _without_repeats(values: Hashes) -> Hashes:
    """The values but for those that equal the one before."""
    found: Hashes = values[numpy.concatenate((_TRUE, values[1:] != values[:-1]))]
    return found
