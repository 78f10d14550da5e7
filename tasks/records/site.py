"""The result of rendering one story: its pages, and its share of the lists, tables and files of the whole dossier.

Rows are rendered with their story, so that pages of the whole dossier only sort and join them. `html` fields hold
escaped HTML.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tasks.records.dossier import Page


class Row(NamedTuple):
    """A rendered row of a list: its sort key there, the id of the record it shows, and its HTML."""

    place: tuple[int | str, ...]
    id: str
    html: str


class ClaimRow(NamedTuple):
    """A row of the list of all claims: the heading above it, as words and address, its id, the number of documents that
    carry it, and its HTML."""

    head: str
    href: str
    id: str
    documents: int
    html: str


class SourceRow(NamedTuple):
    """A document: its row in the index of sources, and what the timeline, the method page and the table of speakers
    print of it. `day` is YYYY-MM-DD or ""."""

    siglum: str
    id: str
    href: str
    label: str
    day: str
    path: str
    sha256: str
    html: str


class DifferenceRow(NamedTuple):
    """A difference: its sort key in the index, its id, kind and subject as printed, and its HTML."""

    place: tuple[int | str, ...]
    id: str
    kind: str
    subject: str
    html: str


class Spelt(NamedTuple):
    """A wording by which a speaker is named or introduced: folded, in how many documents and how often it occurs, its
    HTML, and the letters of those documents: sort key, letter, HTML."""

    folded: str
    documents: int
    mentions: int
    html: str
    letters: tuple[tuple[int, str, str], ...]


class StorySpeaker(NamedTuple):
    """A speaker of one story as lists show him; `amounts` are pairs of a document's letter and the number of his
    quotations there."""

    slug: str
    name: str
    kind: str
    amounts: tuple[tuple[str, int], ...]


class SpeakerFragment(NamedTuple):
    """One story's fragment of a speaker's page: what he said (`said`) and what others said about him (`about`) as
    rendered rows, `more_about` of which are counted but not shown; the wordings of his name (`printed`) and of his
    roles; `letters` of the documents that quote him; `rules` by which his names were merged."""

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
    """The claims of a story with one date: the date (ISO 8601 day, month, year or interval), how many claims there are,
    and the first of them as rendered rows."""

    value: str
    claims: int
    entries: tuple[Row, ...]


class Cited(NamedTuple):
    """A claim that an editor's note cites: its id, and its letters as HTML for pages at the top of the site and in a
    folder."""

    claim: str
    top: str
    below: str


class Witnessed(NamedTuple):
    """The passages of a claim for its popover: its id, the passages as JSON, and the letters of their documents in
    order."""

    claim: str
    json: str
    letters: tuple[str, ...]


class Lists(NamedTuple):
    """One story's rows of the long lists of the dossier. `letters` are the chips of claims by their words; `entries`
    are records of the search, as JSON, by kind."""

    topics: tuple[str, ...] = ()
    claims: tuple[ClaimRow, ...] = ()
    letters: tuple[Row, ...] = ()
    quotes: tuple[Row, ...] = ()
    days: tuple[DatedClaims, ...] = ()
    entries: Mapping[str, tuple[str, ...]] = {}
    popovers: tuple[Witnessed, ...] = ()


class StorySite(NamedTuple):
    """The pages of one story and its share of everything else. `data` maps the name of a file of `data/` to the story's
    lines in it; `by_document` those of files in the order of documents, by letter. `removed` and `merges` count by the
    name of the rule."""

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
    """A link: the path and the anchor ("" for none) to which it leads, and the first page and line on which it
    stands."""

    target: str
    anchor: str
    page: str
    line: int


class Linked(NamedTuple):
    """The links of some pages, packed as bytes: the hashed addresses of the pages and their anchors, the hashed targets
    of their links, and these links in the same order. Format: `tasks.verify.addresses`."""

    places: bytes
    led: bytes
    leads: bytes


class Checked(NamedTuple):
    """What the check of a whole site needs of a checked story: the letters of its documents by id, its pages and the
    targets of their links outside the story, and by claim how its speakers may be named."""

    documents: dict[str, str]
    linked: Linked
    speakers: dict[str, tuple[str, ...]]
