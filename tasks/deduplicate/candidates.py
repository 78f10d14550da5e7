"""Which pairs of texts are worth comparing: those that share enough fingerprints. Linear in texts, and what is found
for two texts does not depend on the others, as long as no fingerprint stands in more than MANY texts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy
from numpy.typing import NDArray

from tasks.shared.numerics.overlap_join import sharing
from tasks.shared.numerics.word_hashes import Hashes

# Of the fingerprints of the text that has fewer. Decisions begin at a third of the words in long runs, where half of
# this share is certain; on labelled pairs and two folders of real copies no decided pair was missed.
SHARED = 0.2
# A fingerprint in more texts than this is paired with its neighbours only: boilerplate that cleaning left would
# otherwise make every pair of a large folder a candidate.
MANY = 100
# How many neighbours: enough that a family of versions of one text hangs together.
NEIGHBOURS = 4


def candidates(fingerprints: Sequence[Hashes]) -> NDArray[numpy.int64]:
    """Pairs of texts that share at least SHARED of the fingerprints of the one that has fewer. `fingerprints` are those
    of each text, as `winnow` gives them. Returns an array of shape (pairs, 2), lower index first, sorted."""
    sizes = numpy.array([len(each) for each in fingerprints], dtype=numpy.int64)
    if not sizes.sum():
        return numpy.empty((0, 2), dtype=numpy.int64)
    holders = numpy.repeat(numpy.arange(len(sizes)), sizes)
    first, second, shared = sharing(numpy.concatenate(list(fingerprints)), holders, len(sizes), MANY, NEIGHBOURS)
    enough = shared >= SHARED * numpy.minimum(sizes[first], sizes[second])
    return numpy.stack((first[enough], second[enough]), axis=1)
