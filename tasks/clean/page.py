"""What the three formats become before anything is judged: a text and its lines, with what is known of each."""

from __future__ import annotations

from typing import NamedTuple

from tasks.records import BlockKind


class PageLine(NamedTuple):
    """A non-blank line of `text`, without white space at its ends; `start` and `end` are code points.

    `kind` is what the markup says it is, None for plain text. `region` is the part of a page that contains it
    ("navigation", "footer" …), "" if unknown. `linked` is the share (0 to 1) of its characters that are links.
    `container` is the number of the element around its paragraph, the same for elements with equal markup in the same
    article of the page; -1 without markup.
    """

    start: int
    end: int
    text: str
    kind: BlockKind | None = None
    region: str = ""
    linked: float = 0.0
    container: int = -1


class PageLink(NamedTuple):
    """The range of a link in `text` (code points), and its target as written."""

    start: int
    end: int
    target: str


class PageText(NamedTuple):
    """A document's text, its lines in order, and its links."""

    text: str
    lines: tuple[PageLine, ...]
    links: tuple[PageLink, ...] = ()
