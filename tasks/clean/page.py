"""What the three formats become before anything is judged: a text and its lines, with what is known of each."""

from __future__ import annotations

from typing import NamedTuple

from tasks.records import BlockKind


class PageLine(NamedTuple):
    """One line of `text` that is not blank, without the white space at its ends.

    `kind` is what the markup says it is, None in plain text. `region` is the part of a page it stands in
    ("navigation", "footer", ...), "" where nothing says. `linked` is the share of its characters that are links.
    `container` names the box that holds the line's paragraph, the same number for boxes that are marked up alike and
    stand in the same article of the page; -1 where there is no markup.
    """

    start: int
    end: int
    text: str
    kind: BlockKind | None = None
    region: str = ""
    linked: float = 0.0
    container: int = -1


class PageLink(NamedTuple):
    """Words of `text` that are a link, and where it leads, as written."""

    start: int
    end: int
    target: str


class PageText(NamedTuple):
    """A document's text, all of its lines in order, and its links."""

    text: str
    lines: tuple[PageLine, ...]
    links: tuple[PageLink, ...] = ()
