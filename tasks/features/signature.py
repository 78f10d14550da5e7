"""Signatures for finding copies: hashes of a document's own words.

Words inside quotation marks are left out, since two reporters at one press conference quote the same sentences. Only if
nearly everything is quotation (a transcript, a statement) do the quoted words count as the document's own.
"""

from __future__ import annotations

from functools import cache

import numpy

from tasks.records import Document, Signature
from tasks.shared.numerics.shingles import runs, winnow
from tasks.shared.numerics.word_hashes import Hashes, mixed, words

# Below this share of words outside quotation marks the quotations are the text.
OWN = 0.25
# Of a word's hash so many bits are kept: eight words in a row stay as telling as with all 64, in half the memory.
_SHIFT = numpy.uint64(32)

_TRUE = numpy.ones(1, dtype=numpy.bool_)
_NOTHING = numpy.empty(0, dtype=numpy.uint64)
_EMPTY = Signature(
    whole=0,
    words=_NOTHING.astype(numpy.uint32),
    own=_NOTHING.astype(numpy.uint8),
    fingerprints=_NOTHING,
    paragraphs=_NOTHING,
    sizes=_NOTHING.astype(numpy.int32),
    lengths=_NOTHING.astype(numpy.int32),
)


def sign(document: Document) -> Signature:
    """The signature of a document's kept text; its arrays are empty if there are no words."""
    found = words(document)
    count = len(found.hashes)
    if not count:
        return _EMPTY
    own = found.own
    if numpy.count_nonzero(own) < OWN * count:
        own = numpy.ones(count, dtype=numpy.bool_)
    firsts = numpy.flatnonzero(numpy.concatenate((_TRUE, found.blocks[1:] != found.blocks[:-1])))
    sizes = numpy.diff(numpy.append(firsts, count))
    # One number for a block's words in order, and one for all words, tell equal ones from others.
    within = numpy.arange(count) - numpy.repeat(firsts, sizes)
    kept = found.hashes >> _SHIFT
    return Signature(
        whole=int(mixed(found.hashes + _places(count)).sum()) ^ count,
        words=kept.astype(numpy.uint32),
        own=numpy.packbits(own),
        fingerprints=winnow(runs(kept[own])),
        paragraphs=numpy.add.reduceat(mixed(found.hashes + _places(count).take(within)), firsts),
        sizes=sizes.astype(numpy.int32),
        lengths=numpy.add.reduceat(own, firsts, dtype=numpy.int32),
    )


def _places(count: int) -> Hashes:
    """For each of so many places in a text what tells a word there from the same word elsewhere."""
    return _mixed_places(1 << max(10, count.bit_length()))[:count]


@cache
def _mixed_places(count: int) -> Hashes:
    return mixed(numpy.arange(count, dtype=numpy.uint64))
