"""What is kept of one document for the stages that compare all documents: some kilobytes without text.

Plain tuples and not records, since there is one for every document and they are compared by the thousand.
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
    """The stated origin of a document. `outlets` are all comparable names of its outlet, sorted
    (`tasks.shared.press.outlets`); `outlet` is the stated one, else the host; `page` is host and path of its web
    address, without query. `published` and `modified` are ISO 8601, null unless stated. `size` is the number of
    characters of the kept text."""

    outlets: tuple[str, ...]
    outlet: str | None
    page: str | None
    published: str | None
    modified: str | None
    size: int


class Terms(NamedTuple):
    """The terms of a document, as parallel arrays: the 64-bit `numbers` of stems, names and days in ascending order,
    and how often each occurs (at most 65,535). `words` is the number of words, `language` the ISO 639-1 code of the
    stems, "" if unknown."""

    numbers: NDArray[uint64]
    counts: NDArray[uint16]
    words: int
    language: str


CopyKind = Literal["copy", "contained", "derived"]


class CopyCandidates(NamedTuple):
    """Candidate copy group: documents of which one was taken from another (same text, excerpt or derived text).
    `members` are document ids in order of path; `seed` are the paths of the pair from which the group was built, as
    part of its id."""

    kind: CopyKind
    members: tuple[str, ...]
    seed: str


class PublisherKeys(NamedTuple):
    """What identifies the publisher of a document: `stated` are keys of its stated name and host, `forms` the lines of
    its page layout (`tasks.shared.press.layouts`); `name` and `host` are as printed, null if not stated."""

    id: str
    path: str
    stated: tuple[str, ...]
    forms: tuple[str, ...]
    name: str | None
    host: str | None


class Features(NamedTuple):
    """All features of one document. `sha256` is that of the file (hex); `day` is the proleptic Gregorian ordinal of the
    stated day of publication (`date.toordinal`), None if it states none."""

    id: str
    path: str
    sha256: str
    day: int | None
    signature: Signature
    provenance: Provenance
    terms: Terms
    publisher: PublisherKeys
