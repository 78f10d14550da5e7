"""Collects what the stories give to lists, tables and files of the whole, one story at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Set
from functools import cached_property

from tasks.records import (
    Cited,
    ClaimRow,
    Dated,
    DifferenceRow,
    Row,
    SourceRow,
    Spoken,
    StorySite,
    Witnessed,
)
from tasks.render.changes import Known
from tasks.render.pieces import Crumb
from tasks.render.speakers import by_amount
from tasks.text import siglum_order

COLUMNS = 12  # more documents than this, and the table of speakers has no column for each


class Gathered:
    """The rows of all stories, in the order of stories; `sources` in the order of letters."""

    def __init__(self) -> None:
        self.overviews: list[str] = []
        self.topics: list[str] = []
        self.claims: list[ClaimRow] = []
        self.letters: list[Row] = []
        self.differences: list[DifferenceRow] = []
        self.sources: list[SourceRow] = []
        self.quotes: list[Row] = []
        self.several_wordings = 0
        self.quotations = 0
        self.shared_claims = 0
        self.speakers: list[Spoken] = []
        self.days: list[Dated] = []
        self.entries: dict[str, list[str]] = {"t": [], "c": [], "q": [], "s": []}
        self.popovers: list[Witnessed] = []
        self.cited: list[Cited] = []
        self.removed: Counter[str] = Counter()
        self.merges: Counter[str] = Counter()

    @property
    def columns(self) -> list[tuple[str, str]]:
        """Letters and labels of the documents, when there are few."""
        return [(s.siglum, s.label) for s in self.sources] if len(self.sources) <= COLUMNS else []

    @cached_property
    def voices(self) -> list[list[Spoken]]:
        """What the stories have of each speaker, the most quoted first."""
        return by_amount(self.speakers)

    def known(self, wanted: Set[str]) -> Known:
        """What the lists of changes may name; of claims those that are `wanted`."""
        return Known(
            {s.id: Crumb(s.href, f"{s.siglum}, {s.label}") for s in self.sources},
            {row.id: row.subject for row in self.differences},
            {row.id: row.html for row in self.letters if row.id in wanted},
            {row.id: row.html.replace(f' id="{row.id}"', "", 1) for row in self.claims if row.id in wanted},
        )


def gather(sites: Iterable[StorySite]) -> Gathered:
    """What all stories give. A story's pages and lines of data are left where they are."""
    found = Gathered()
    for site in sites:
        found.overviews.append(site.overview)
        found.topics += site.topics
        found.claims += site.claims
        found.letters += site.letters
        found.differences += site.differences
        found.sources += site.sources
        found.quotes += site.quotes
        found.several_wordings += site.several_wordings
        found.quotations += site.quotations
        found.shared_claims += site.shared_claims
        found.speakers += site.speakers
        found.days += site.days
        for kind, entries in site.entries.items():
            found.entries[kind] += entries
        found.popovers += site.popovers
        found.cited += site.cited
        found.removed.update(site.removed)
        found.merges.update(site.merges)
    found.sources.sort(key=lambda source: siglum_order(source.siglum))
    return found
