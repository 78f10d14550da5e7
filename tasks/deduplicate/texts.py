"""The distinct texts of a folder, with their shingles, which are computed when a text is looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy
from numpy.typing import NDArray

from tasks.records import Signature
from tasks.shared.numerics.shingles import SHINGLE, Shingles, runs, shingles, winnow
from tasks.shared.numerics.word_hashes import Hashes

# Texts whose shingles are held at once, some 20 bytes a word: pairs that share a text come close to each other.
_HELD = 1000


class ComparedText(NamedTuple):
    """A text prepared for comparison. `whole` is the hash of all its words; `words` counts its own words, which are in
    `shingles`; `paragraphs` are the hashes of its blocks of at least SHINGLE own words, `lengths` their numbers of own
    words."""

    whole: int
    words: int
    shingles: Shingles
    paragraphs: Hashes
    lengths: NDArray[numpy.int32]


class Texts:
    """Texts by index, made from their signatures. The most recently used are kept."""

    def __init__(self, signatures: Sequence[Signature]) -> None:
        self.signatures = signatures
        self._text = lru_cache(_HELD)(self._make)

    def __len__(self) -> int:
        return len(self.signatures)

    def __getitem__(self, number: int) -> ComparedText:
        return self._text(number)

    def paragraphs(self) -> Iterator[Hashes]:
        """Yields for each text the hashes of its blocks of at least SHINGLE own words."""
        return (each.paragraphs[each.lengths >= SHINGLE] for each in self.signatures)

    def without(self, paragraphs: frozenset[int]) -> Texts:
        """The texts without the own words of the blocks with these hashes."""
        if not paragraphs:
            return self
        left_out = numpy.array(sorted(paragraphs), dtype=numpy.uint64)
        return Texts([_without(each, left_out) for each in self.signatures])

    def _make(self, number: int) -> ComparedText:
        signature = self.signatures[number]
        long = signature.lengths >= SHINGLE
        own = signature.words[_own(signature)]
        return ComparedText(
            whole=signature.whole,
            words=len(own),
            shingles=shingles(own),
            paragraphs=signature.paragraphs[long],
            lengths=signature.lengths[long],
        )


def _own(signature: Signature) -> NDArray[numpy.bool_]:
    return numpy.unpackbits(signature.own, count=len(signature.words)).view(numpy.bool_)


def _without(signature: Signature, left_out: Hashes) -> Signature:
    found = numpy.isin(signature.paragraphs, left_out)
    if not found.any():
        return signature
    own = _own(signature) & ~numpy.repeat(found, signature.sizes)
    return signature._replace(
        own=numpy.packbits(own),
        fingerprints=winnow(runs(signature.words[own])),
        lengths=numpy.where(found, 0, signature.lengths),
    )
