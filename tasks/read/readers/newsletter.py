"""Newsletters saved as a page: items of several outlets one below the other, which are not one report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.read.readers.saved_page import without_pictures
from tasks.read.source import FilePart, InputFile, Reader, UnreadPart, whole
from tasks.records import StatedFields

_MAILED = (
    b"in browser", b"in your browser", b"receiving this", b"unsubscribe", b"manage preferences", b"manage your",
    b"im browser", b"newsletter abbestellen", "se désinscrire".encode(),
)  # fmt: skip
"""What stands at the edges of mails."""
_HEADING = re.compile(r"<h(?P<level>[2-4])\b[^>]*>", re.I)
_ADDRESS = re.compile(r"<a\b[^>]{0,400}\bhref=[\"']https?://(?:www\.)?(?P<host>[^/\"'?#]+)", re.I)
_FEWEST_MARKS = 2
_FEWEST_ITEMS = 3
_FEWEST_HOSTS = 2


def _fits(source: InputFile) -> str | None:
    if source.ending not in (".html", ".htm", ".xhtml"):
        return None
    if sum(words in source.lower for words in _MAILED) < _FEWEST_MARKS:
        return None
    return "a newsletter" if doubt(source.text) else None


def doubt(content: str) -> str | None:
    """Why the page of a mail may be no single report: items under headings of one level that lead to several hosts."""
    levels = [match["level"] for match in _HEADING.finditer(content)]
    items = max((levels.count(level) for level in set(levels)), default=0)
    hosts = {match["host"].lower() for match in _ADDRESS.finditer(content)}
    if items < _FEWEST_ITEMS or len(hosts) < _FEWEST_HOSTS:
        return None
    return f"it is a newsletter with {items} items that lead to {len(hosts)} sites; each may have a source of its own"


def _parts(source: InputFile) -> Iterator[FilePart | UnreadPart]:
    yield whole(without_pictures(source), StatedFields(doubtful=doubt(source.text)))


READER = Reader("newsletter 1", _fits, _parts)
