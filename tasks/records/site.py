"""What rendering one story gives: its own pages, and what lists, tables and files of the whole dossier take from it.

Rows are printed where the story is at hand, so that the pages of the whole only put printed rows in order.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tasks.records.dossier import Page


class Row(NamedTuple):
    """A printed row of a list: the place it takes there, and the id of what it tells of."""

    place: tuple[int | str, ...]
    id: str
    html: str


class ClaimRow(NamedTuple):
    """A claim of the list of all: the head it stands under, as words and address, and how many documents carry it."""

    head: str
    href: str
    id: str
    documents: int
    html: str


class SourceRow(NamedTuple):
    """A document: its row of the index, and what the timeline, the method and the table of speakers say of it."""

    siglum: str
    id: str
    href: str
    label: str
    day: str
    path: str
    sha256: str
    html: str


class DifferenceRow(NamedTuple):
    """A difference: its row of the index with its place there, its kind and its subject as printed."""

    place: tuple[int | str, ...]
    id: str
    kind: str
    subject: str
    html: str


class Spelt(NamedTuple):
    """Words by which a speaker is named or introduced: folded, how often and in how many documents they stand, the
    printed words, and the printed letters of those documents, each with its place."""

    folded: str
    documents: int
    mentions: int
    html: str
    letters: tuple[tuple[int, str, str], ...]


class StorySpeaker(NamedTuple):
    """A speaker of one story, as lists name him; `amounts` count his quotations by letter of the document."""

    slug: str
    name: str
    kind: str
    amounts: tuple[tuple[str, int], ...]


class SpeakerFragment(NamedTuple):
    """What one story has for the page of a speaker. `said` and `about` are printed statements with their places,
    `letters` those of the documents that quote him."""

    slug: str
    name: str
    letters: tuple[str, ...]
    rules: tuple[str, ...]
    said: tuple[Row, ...]
    about: tuple[Row, ...]
    more_about: int
    printed: tuple[Spelt, ...]
    roles: tuple[Spelt, ...]


class DatedClaims(NamedTuple):
    """A day, or a month, year or interval, and the claims of it in the story: the first of them printed."""

    value: str
    claims: int
    entries: tuple[Row, ...]


class Cited(NamedTuple):
    """A claim that an editor's note cites: its letters as printed for the first page, and for pages in a folder."""

    claim: str
    top: str
    below: str


class Witnessed(NamedTuple):
    """The passages of a claim as a popover shows them, as JSON, and the letters of their documents."""

    claim: str
    json: str
    letters: tuple[str, ...]


class Lists(NamedTuple):
    """The rows of long lists that one story gives. `letters` are claims by their words; `entries` are records of the
    search by kind, as JSON."""

    topics: tuple[str, ...] = ()
    claims: tuple[ClaimRow, ...] = ()
    letters: tuple[Row, ...] = ()
    quotes: tuple[Row, ...] = ()
    days: tuple[DatedClaims, ...] = ()
    entries: Mapping[str, tuple[str, ...]] = {}
    popovers: tuple[Witnessed, ...] = ()


class StorySite(NamedTuple):
    """The pages of one story and its share of everything else. `data` are lines by name of file, `by_document` lines
    that stand in the order of documents."""

    pages: tuple[Page, ...]
    lists: Lists
    spoken: tuple[SpeakerFragment, ...]
    overview: str
    differences: tuple[DifferenceRow, ...]
    sources: tuple[SourceRow, ...]
    voices: tuple[StorySpeaker, ...]
    utterances: int
    several_wordings: int
    quotations: int
    shared_claims: int
    cited: tuple[Cited, ...]
    removed: dict[str, int]
    merges: dict[str, int]
    data: dict[str, str]
    by_document: dict[str, dict[str, str]]


class Lead(NamedTuple):
    """A link: the file and the anchor it leads to, and where it stands first."""

    target: str
    anchor: str
    page: str
    line: int


class Linked(NamedTuple):
    """What pages have of links: the numbers of the pages and their anchors, the numbers of the places that their links
    lead to, and these links in the same order, packed. See `tasks.verify.addresses`."""

    places: bytes
    led: bytes
    leads: bytes


class Checked(NamedTuple):
    """What checking a story found, for the check of the whole: the letters of its documents by id, its pages and where
    their links lead outside them, and how the speakers of its claims may be named."""

    documents: dict[str, str]
    linked: Linked
    speakers: dict[str, tuple[str, ...]]
