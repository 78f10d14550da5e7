"""Whether two texts are a copy, one contained in the other, one derived from the other, or neither: decided on the
runs of words they share, and on these two texts alone."""

from __future__ import annotations

from typing import NamedTuple

import numpy

from tasks.deduplicate.texts import ComparedText
from tasks.records import CopyKind
from tasks.shared.numerics.shingles import SHINGLE, Shingles

# The closest first.
KINDS: tuple[CopyKind, ...] = ("copy", "contained", "derived")

# Shares of the shorter text's own words. On labelled hard pairs copies lie at .84 and above, contained ones at .69 and
# above, versions with a new lead at .67 and below, independent reports at .59 and below (most under .3).
COPY = 0.72
CONTAINED = 0.65
# A few words changed between two runs that follow each other in both texts are an edit of one text: so many, on each
# side, count as shared. Of labelled copies this raises the share by up to .05, of other pairs by .03.
EDITED = 8
# A text that stands in a longer one begins in it as it begins itself: of its first words, so many are found there. A
# report written through anew keeps what it had below another lead. Labelled contained texts have 17 and more of 25,
# derived ones 11 and less; from SURELY on, the beginning may be edited.
LEAD, LEAD_SHARED = 25, 14
SURELY = 0.85
# The shorter counts as contained, not as a copy, below this share of the longer's words.
MUCH_SHORTER = 0.7
# Derived: the share in runs of LONG words, whole sentences carried over. Labelled derivations reach .41 to .65 (two of
# nine fall to .16 and .29), independent reports .26 at most.
DERIVED = 0.35
LONG = 16
# Fewer shared words than this prove nothing, unless the texts are equal throughout, and then at least EQUAL.
LEAST = 30
EQUAL = 12


class Runs(NamedTuple):
    """Shared runs of words in order of the first text, as three parallel lists: the index of the first word in the
    first text, in the second text, and the number of words."""

    first: list[int]
    second: list[int]
    length: list[int]


def shared_runs(first: Shingles, second: Shingles) -> Runs:
    """The maximal runs of at least SHINGLE words that two texts share. If a run occurs several times in the second
    text, its first occurrence counts."""
    if not len(first.ordered) or not len(second.ordered):
        return Runs([], [], [])
    found = second.ranked.searchsorted(first.ordered)
    numpy.minimum(found, len(second.ranked) - 1, out=found)
    at = (second.ranked[found] == first.ordered).nonzero()[0]
    if not len(at):
        return Runs([], [], [])
    there = second.places[found[at]]
    follows = (at[1:] == at[:-1] + 1) & (there[1:] == there[:-1] + 1)
    starts = numpy.concatenate(([0], (~follows).nonzero()[0] + 1))
    lasts = numpy.append(starts[1:], len(at)) - 1
    return Runs(at[starts].tolist(), there[starts].tolist(), (lasts - starts + SHINGLE).tolist())


def covered(starts: list[int], lengths: list[int], least: int = 0) -> int:
    """How many words are inside at least one of the runs of `least` or more words. `starts` and `lengths` are
    parallel."""
    words = done = 0
    for start, length in sorted(zip(starts, lengths, strict=True)):
        if length >= least:
            words += max(0, start + length - max(start, done))
            done = max(done, start + length)
    return words


def decide(first: ComparedText, second: ComparedText) -> CopyKind | None:
    """The relation of two texts, or None if nothing shows that one was taken from the other. It depends on these two
    texts alone, and not on their order."""
    if first.whole == second.whole:
        return "copy" if first.words >= EQUAL else None
    short, long = sorted((first, second), key=lambda text: (text.words, text.whole))
    runs = shared_runs(short.shingles, long.shingles)
    if covered(runs.first, runs.length) < LEAST:
        return None
    shared = edited(runs)
    contained = short.words < MUCH_SHORTER * long.words
    if not contained and shared >= COPY * short.words:
        return "copy"
    if contained and shared >= CONTAINED * short.words:
        begins = covered(runs.first, [min(n, LEAD - at) for at, n in zip(runs.first, runs.length, strict=True)], 1)
        return "contained" if begins >= LEAD_SHARED or shared >= SURELY * short.words else "derived"
    return "derived" if covered(runs.first, runs.length, LONG) >= DERIVED * short.words else None


def edited(runs: Runs) -> int:
    """How many words of the first text are inside the runs, or inside an edit of at most EDITED words between two runs
    that follow each other in both texts."""
    starts, lengths = [], []
    before: tuple[int, int] | None = None
    for first, second, length in sorted(zip(*runs, strict=True)):
        if before is not None and 0 <= first - before[0] <= EDITED and 0 <= second - before[1] <= EDITED:
            starts.append(before[0])
            lengths.append(first - before[0])
        starts.append(first)
        lengths.append(length)
        before = (first + length, second + length)
    return covered(starts, lengths)
