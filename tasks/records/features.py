"""What is kept of one document for the stages that look at all documents at once: some kilobytes, and no text.

Plain tuples and not records: they are made for every document and compared by the thousand. They can be packed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from numpy import int32, uint8, uint16, uint32, uint64
    from numpy.typing import NDArray


class Signature(NamedTuple):
    """The words of a kept text, as hashes. `whole` is equal for documents with the same words throughout. `words` are
    all words in order, `own` has a bit for each that is the reporter's own, and `fingerprints` are the winnowed hashes
    of the own words' runs, sorted, each once. Each block that has words has a hash in `paragraphs`, the number of its
    words in `sizes` and of its own words in `lengths`."""

    whole: int
    words: NDArray[uint32]
    own: NDArray[uint8]
    fingerprints: NDArray[uint64]
    paragraphs: NDArray[uint64]
    sizes: NDArray[int32]
    lengths: NDArray[int32]


class Provenance(NamedTuple):
    """Where a document stands and since when. `outlets` are all names of its outlet, `outlet` is the one that is
    stated, `page` its web address without what tells readers apart; `published` is null unless it is stated. `size`
    counts the characters of the kept text."""

    outlets: tuple[str, ...]
    outlet: str | None
    page: str | None
    published: str | None
    modified: str | None
    size: int


class Terms(NamedTuple):
    """What a document is about: numbers of terms, sorted, with their counts; how many words it has, and the language
    whose stems the terms are."""

    numbers: NDArray[uint64]
    counts: NDArray[uint16]
    words: int
    language: str


CopyKind = Literal["copy", "contained", "derived"]


class CopyCandidates(NamedTuple):
    """Documents of which one was taken from another, by id and in order of path; `seed` are the paths of the two from
    which the group was built."""

    kind: CopyKind
    members: tuple[str, ...]
    seed: str


class PublisherKeys(NamedTuple):
    """By what a document's publisher is known: `stated` are keys of the name and host, `forms` are lines of its page
    layout; `name` and `host` as they are printed."""

    id: str
    path: str
    stated: tuple[str, ...]
    forms: tuple[str, ...]
    name: str | None
    host: str | None


class Features(NamedTuple):
    """All that is kept of one document. `day` is the ordinal of the day on which it says it was published."""

    id: str
    path: str
    sha256: str
    day: int | None
    signature: Signature
    provenance: Provenance
    terms: Terms
    publisher: PublisherKeys
