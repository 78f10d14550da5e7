"""Collects what the stories give to lists, tables and files of the whole.

The rows of a long list are asked for when the list is made, and let go of afterwards: those of all lists together are
most of what a build would hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Set
from functools import cached_property
from itertools import chain
from typing import Any

from tasks.records import (
    Cited,
    ClaimRow,
    DatedClaims,
    DifferenceRow,
    Row,
    SourceRow,
    StorySite,
    StorySpeaker,
    Witnessed,
)
from tasks.render.pages.changes import Known
from tasks.render.pages.speakers import by_amount
from tasks.render.views import Crumb
from tasks.shared.text.spans import siglum_order

COLUMNS = 12  # more documents than this, and the table of speakers has no column for each


class Gathered:
    """The rows of all stories, in order of stories; `sources` in order of letters. Rows of long lists are read through
    `rows` each time they are asked for."""

    def __init__(self, rows: Callable[[str], Iterable[Any]]) -> None:
        self._rows = rows
        self.overviews: list[str] = []
        self.differences: list[DifferenceRow] = []
        self.sources: list[SourceRow] = []
        self.utterances = 0
        self.several_wordings = 0
        self.quotations = 0
        self.shared_claims = 0
        self.cited: list[Cited] = []
        self.removed: Counter[str] = Counter()
        self.merges: Counter[str] = Counter()
        self._voices: list[StorySpeaker] = []

    def topics(self) -> list[str]:
        """The rows of all topics as HTML, in order of stories."""
        return [*self._of("topics")]

    def claims(self) -> list[ClaimRow]:
        """The rendered rows of all claims, in order of stories."""
        return [*self._of("claims")]

    def letters(self) -> list[Row]:
        """The rendered rows of the A–Z index of claims, in order of stories."""
        return [*self._of("letters")]

    def quotes(self) -> list[Row]:
        """The rendered rows of all utterances, in order of stories."""
        return [*self._of("quotes")]

    def days(self) -> list[DatedClaims]:
        """The dated claims of all stories, in order of stories."""
        return [*self._of("days")]

    def popovers(self) -> list[Witnessed]:
        """The passages of all claims for popovers, in order of stories."""
        return [*self._of("popovers")]

    def entries(self) -> dict[str, list[str]]:
        """The search records of all stories as JSON, by kind ("t", "c", "q", "s")."""
        found: dict[str, list[str]] = {"t": [], "c": [], "q": [], "s": []}
        for entries in self._rows("entries"):
            for kind, records in entries.items():
                found[kind] += records
        return found

    def _of(self, name: str) -> Iterator[Any]:
        return chain.from_iterable(self._rows(name))

    @property
    def columns(self) -> list[tuple[str, str]]:
        """The letter and label of each document, in order; empty if there are more than COLUMNS."""
        return [(s.siglum, s.label) for s in self.sources] if len(self.sources) <= COLUMNS else []

    @cached_property
    def voices(self) -> list[list[StorySpeaker]]:
        """For each speaker, the most quoted first, his part in each story that quotes him."""
        return by_amount(self._voices)

    def known(self, wanted: Set[str]) -> Known:
        """The records that lists of changes can name; of claims only those in `wanted`, by id."""
        return Known(
            {s.id: Crumb(s.href, f"{s.siglum}, {s.label}") for s in self.sources},
            {row.id: row.subject for row in self.differences},
            {row.id: row.html for row in self._of("letters") if row.id in wanted},
            {row.id: row.html.replace(f' id="{row.id}"', "", 1) for row in self._of("claims") if row.id in wanted},
        )

    def add(self, site: StorySite) -> None:
        """Adds the rows of the next story. Its pages, lines of data and rows of long lists are not kept."""
        self.overviews.append(site.overview)
        self.differences += site.differences
        self.sources += site.sources
        self.utterances += site.utterances
        self.several_wordings += site.several_wordings
        self.quotations += site.quotations
        self.shared_claims += site.shared_claims
        self.cited += site.cited
        self.removed.update(site.removed)
        self.merges.update(site.merges)
        self._voices += site.voices


def gather(sites: Iterable[StorySite], rows: Callable[[str], Iterable[Any]]) -> Gathered:
    """The rows of all stories. `rows` returns the rows of a list, given its field name in `Lists`, story by story."""
    found = Gathered(rows)
    for site in sites:
        found.add(site)
    found.sources.sort(key=lambda source: siglum_order(source.siglum))
    return found
