"""What is kept of a document for comparing it: hashes of its own words, never the words themselves.

Words inside quotation marks are left out: two reporters in one press conference quote the same sentences. Only where
nearly everything is quotation (a transcript, a statement) are the quoted words the document's own.
"""

from __future__ import annotations

import numpy
from numpy.typing import NDArray

from tasks.records import Document, Signature
from tasks.shingles import runs, winnow
from tasks.word_hashes import Hashes, mixed, words

# Below this share of words outside quotation marks the quotations are the text.
OWN = 0.25
# Of a word's hash so many bits are kept: eight words in a row stay as telling as with all 64, in half the memory.
_SHIFT = numpy.uint64(32)


def sign(document: Document) -> Signature:
    """The signature of a document's kept text."""
    found = words(document)
    count = len(found.hashes)
    own = found.own
    if numpy.count_nonzero(own) < OWN * count:
        own = numpy.ones(count, dtype=numpy.bool_)
    firsts = numpy.flatnonzero(numpy.diff(found.blocks, prepend=-1))
    # One number for a block's words in order, and one for all words, tell equal ones from others.
    whole = int(_sums(found.hashes, numpy.zeros(1, dtype=numpy.intp))[0]) ^ count if count else 0
    kept = (found.hashes >> _SHIFT).astype(numpy.uint32)[own]
    return Signature(
        whole=whole,
        counted=count,
        words=kept,
        fingerprints=winnow(runs(kept)),
        paragraphs=_sums(found.hashes, firsts),
        lengths=numpy.add.reduceat(own, firsts, dtype=numpy.int32) if count else firsts.astype(numpy.int32),
    )


def _sums(hashes: Hashes, firsts: NDArray[numpy.intp]) -> Hashes:
    """A hash for the words from each of `firsts` to the next, in their order."""
    if not len(firsts):
        return hashes
    sizes = numpy.diff(firsts, append=len(hashes))
    within = (numpy.arange(len(hashes)) - numpy.repeat(firsts, sizes)).astype(numpy.uint64)
    sums: Hashes = numpy.add.reduceat(mixed(hashes + mixed(within)), firsts)
    return sums
