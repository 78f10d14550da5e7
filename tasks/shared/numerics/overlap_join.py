"""Set-overlap join: which of many things share keys, and how many. Every search for pairs uses it; the work is linear
in the number of things."""

from __future__ import annotations

import numpy
from numpy.typing import NDArray

Numbers = NDArray[numpy.int64]

# Pairs built at once; bounds memory, not results.
_BATCH = 4_000_000


def sharing(
    keys: NDArray[numpy.uint64] | Numbers, holders: Numbers, things: int, many: int, near: int
) -> tuple[Numbers, Numbers, Numbers]:
    """Counts the keys that two things have in common, for all pairs that share at least one.

    Args:
        keys: the keys of all things, one after the other.
        holders: parallel to `keys`: the number of the thing that has the key, from 0 to `things` - 1. A thing has each
            key at most once.
        things: how many things there are.
        many: a key of more than `many` things is frequent.
        near: a thing is paired by a frequent key only with the `near` next higher-numbered things that have it; this
            keeps the work linear.

    Returns:
        Three parallel arrays: the lower number of each pair, the higher number, and how many keys they share (at least
            1). Pairs are sorted by lower, then higher number.
    """
    order = numpy.lexsort((holders, keys))
    keys, holders = keys[order], holders[order]
    starts = numpy.flatnonzero(numpy.concatenate((numpy.ones(min(1, len(keys)), dtype=bool), keys[1:] != keys[:-1])))
    counts = numpy.diff(numpy.append(starts, len(keys)))
    left = numpy.repeat(counts + starts, counts) - numpy.arange(len(keys)) - 1
    reach = numpy.minimum(left, numpy.repeat(numpy.where(counts > many, near, many), counts))
    met = numpy.empty(0, dtype=numpy.int64)
    times = numpy.empty(0, dtype=numpy.int64)
    waiting: list[Numbers] = []
    held = distance = 0
    at = numpy.flatnonzero(reach >= 1)
    while len(at):
        distance += 1
        waiting.append(holders[at] * things + holders[at + distance])
        held += len(at)
        at = at[reach[at] > distance]
        if held >= _BATCH or not len(at):
            met, times = _add(met, times, *numpy.unique(numpy.concatenate(waiting), return_counts=True))
            waiting, held = [], 0
    return met // max(1, things), met % max(1, things), times


def _add(met: Numbers, times: Numbers, more: Numbers, counts: Numbers) -> tuple[Numbers, Numbers]:
    if not len(met):
        return more, counts.astype(numpy.int64)
    union, place = numpy.unique(numpy.concatenate((met, more)), return_inverse=True)
    sums = numpy.bincount(place, weights=numpy.concatenate((times, counts)), minlength=len(union))
    return union, sums.astype(numpy.int64)
