"""Which pairs of texts are worth comparing: those that share enough fingerprints. Linear in texts, and what is found
for two texts does not depend on the others, as long as no fingerprint stands in more than MANY texts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy
from numpy.typing import NDArray

from tasks.deduplicate.words import Hashes

Pairs = NDArray[numpy.int64]

# Of the fingerprints of the text that has fewer. Decisions begin at a third of the words in long runs, where half of
# this share is certain; the rest leaves room for how winnowing falls.
SHARED = 0.2
# A fingerprint in more texts than this is paired with its neighbours only: boilerplate that cleaning left would
# otherwise make every pair of a large folder a candidate.
MANY = 100
# How many neighbours: enough that a family of versions of one text hangs together.
NEIGHBOURS = 4
# Pairs built at once; bounds memory, not results.
_BATCH = 4_000_000


def candidates(fingerprints: Sequence[Hashes]) -> Pairs:
    """Pairs (lower index, higher index) as rows in order, of texts that share at least SHARED of the fingerprints of
    the one that has fewer."""
    sizes = numpy.array([len(each) for each in fingerprints], dtype=numpy.int64)
    if len(sizes) < 2 or not sizes.sum():
        return numpy.empty((0, 2), dtype=numpy.int64)
    values = numpy.concatenate(list(fingerprints))
    holders = numpy.repeat(numpy.arange(len(sizes)), sizes)
    order = numpy.lexsort((holders, values))
    values, holders = values[order], holders[order]
    starts = numpy.flatnonzero(numpy.concatenate(([True], values[1:] != values[:-1])))
    counts = numpy.diff(numpy.append(starts, len(values)))
    keys, shared = _count(_pairs(holders, starts, counts), len(sizes))
    first, second = keys // len(sizes), keys % len(sizes)
    enough = shared >= SHARED * numpy.minimum(sizes[first], sizes[second])
    return numpy.stack((first[enough], second[enough]), axis=1)


def _pairs(holders: Pairs, starts: Pairs, counts: Pairs) -> list[tuple[Pairs, Pairs]]:
    """Every two holders of each fingerprint, by distance in its list: neighbours first, then the next but one."""
    found = []
    place = numpy.arange(len(holders)) - numpy.repeat(starts, counts)
    left = numpy.repeat(counts, counts) - place - 1
    reach = numpy.where(numpy.repeat(counts, counts) > MANY, NEIGHBOURS, MANY)
    distance = 1
    at = numpy.flatnonzero(left >= 1)
    while len(at):
        found.append((holders[at], holders[at + distance]))
        distance += 1
        at = at[(left[at] >= distance) & (reach[at] >= distance)]
    return found


def _count(pairs: list[tuple[Pairs, Pairs]], texts: int) -> tuple[Pairs, Pairs]:
    """Each pair once, as a key, with how many fingerprints it shares."""
    keys = numpy.empty(0, dtype=numpy.int64)
    shared = numpy.empty(0, dtype=numpy.int64)
    waiting: list[Pairs] = []
    held = 0
    for number, (first, second) in enumerate(pairs, 1):
        waiting.append(first * texts + second)
        held += len(first)
        if held >= _BATCH or number == len(pairs):
            met, times = numpy.unique(numpy.concatenate(waiting), return_counts=True)
            keys, shared = _add(keys, shared, met, times)
            waiting, held = [], 0
    return keys, shared


def _add(keys: Pairs, shared: Pairs, met: Pairs, times: Pairs) -> tuple[Pairs, Pairs]:
    if not len(keys):
        return met, times
    union, place = numpy.unique(numpy.concatenate((keys, met)), return_inverse=True)
    return union, numpy.bincount(place, weights=numpy.concatenate((shared, times))).astype(numpy.int64)
