"""RawDocument -> Document | Dropped: keep the report, hide the page, lose nothing."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.records import Block, Document, Dropped, RawDocument, Removed, Settings, Title
from tasks.text import trim


def recurring_lines(raw: Sequence[RawDocument]) -> frozenset[str]:
    """Hashes of the lines that stand in more than one file."""
    return frozenset()


def clean(raw: RawDocument, recurring: frozenset[str], settings: Settings) -> Document | Dropped:
    """The document with its blocks and removed ranges."""
    text = raw.content
    lines = []
    position = 0
    for line in text.split("\n"):
        start, end = trim(text, position, position + len(line))
        if start < end:
            lines.append((start, end))
        position += len(line) + 1
    titled = len(lines) > 1
    blocks = tuple(
        Block(start=start, end=end, kind="title" if titled and not number else "paragraph")
        for number, (start, end) in enumerate(lines)
    )
    title = (
        Title(exact=text[lines[0][0] : lines[0][1]], start=lines[0][0], end=lines[0][1], basis="first line")
        if titled
        else None
    )
    removed: tuple[Removed, ...] = ()
    return Document(
        id=raw.id,
        path=raw.path,
        sha256=raw.sha256,
        media_type=raw.media_type,
        encoding=raw.encoding,
        language=settings.language,
        text=text,
        blocks=blocks,
        removed=removed,
        title=title,
        standfirst=None,
        byline=None,
        publisher=None,
        published=None,
        published_basis=None,
        modified=None,
        url=None,
        doubtful=None,
    )
