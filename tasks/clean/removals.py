"""What cleaning finds in one file, whatever its format, before it becomes a `Document`."""

from __future__ import annotations

from typing import NamedTuple

from tasks.clean.page import PageText
from tasks.records import Agency, DateBasis, Party, Title


class Removals(NamedTuple):
    """The result of reading a page: for each line the rule that removes it, or None; the indexes of title and
    standfirst among the lines; and the report's metadata."""

    page: PageText
    rules: tuple[str | None, ...]
    title_line: int | None
    standfirst_line: int | None
    title: Title | None
    standfirst: Title | None
    byline: Party | None
    publisher: Party | None
    published: str | None
    published_basis: DateBasis | None
    modified: str | None
    agencies: tuple[Agency, ...]
    language: str | None
    url: str | None
    doubtful: str | None
    captured: str | None = None
    """When somebody saved the page."""
