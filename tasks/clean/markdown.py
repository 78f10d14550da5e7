"""Markdown -> Page: the rendered text, one block per line, its front matter as metadata.

Raw HTML in it is hostile: nothing of it is rendered. A block of HTML gives its visible text like any page; tags inside
a line are dropped, and what stands between `<script>` or `<style>` and its end with them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tasks.clean.clips import rule_of, unclipped
from tasks.clean.html import read_html
from tasks.clean.page import PageLine, PageLink, PageText
from tasks.records import BlockKind

_FRONT_MATTER = re.compile(r"\s*---[ \t]*\r?\n(?P<yaml>.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.S)
_LARGEST_FRONT_MATTER = 65_536
"""Characters. What is longer is no front matter but a text between two rules."""

_PARSER = (
    MarkdownIt("commonmark", {"html": True, "maxNesting": 100}).enable(["table", "strikethrough"]).disable("inline")
)
"""Finds the blocks. What stands inside them is parsed where it holds a sign of Markdown, which few paragraphs do."""
_SIGN = re.compile(r"[\\`*_~\[<&]")
_MOST_BRACKETS = 1000
"""Opening brackets of a paragraph that is parsed for links. The parser looks from each of them to the end, so that the
time grows with their square; a list of links has some hundred. What has more is printed as it stands."""
_RAW_START = re.compile(r"<(script|style|template|noscript|iframe|svg)\b", re.I)
_BREAK = re.compile(r"<br\b", re.I)


class MarkdownPage(NamedTuple):
    """A page, and the values of its front matter by key in lower case."""

    page: PageText
    matter: Mapping[str, object]


def read_markdown(content: str) -> MarkdownPage:
    """The page of a Markdown file as it is rendered, and its front matter. `content` is the decoded file."""
    matter, body = _front_matter(content)
    body, fields = unclipped(body)
    matter = {**fields, **matter}
    lines = _Lines()
    lists = quotes = 0
    references: dict[str, Any] = {}
    for token in _PARSER.parse(body, references):
        kind: BlockKind = "quote" if quotes else "list" if lists else "paragraph"
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists -= 1
        elif token.type == "blockquote_open":
            quotes += 1
        elif token.type == "blockquote_close":
            quotes -= 1
        elif token.type == "heading_open":
            lines.heading = True
        elif token.type == "tr_open":
            lines.row = True
        elif token.type == "tr_close":
            lines.row = False
            lines.end("table")
        elif token.type == "inline":
            if _SIGN.search(token.content) and token.content.count("[") <= _MOST_BRACKETS:
                children: list[Token] = []
                _PARSER.inline.parse(token.content, _PARSER, references, children)
                lines.inline(children)
            else:
                lines.add(token.content)
            if lines.row:
                lines.gap = True
            else:
                lines.end("heading" if lines.heading else kind)
                lines.heading = False
        elif token.type in ("fence", "code_block"):
            for row in token.content.splitlines():
                lines.add(row)
                lines.end(kind)
        elif token.type == "html_block":
            lines.html(token.content)
    return MarkdownPage(
        PageText("\n".join(line.text for line in lines.found), tuple(lines.found), tuple(lines.links)), matter
    )


def _front_matter(content: str) -> tuple[Mapping[str, object], str]:
    """The front matter and the text after it. What does not parse as a table of values is text."""
    match = _FRONT_MATTER.match(content, 0, _LARGEST_FRONT_MATTER)
    if not match:
        return {}, content
    import yaml  # few Markdown files have front matter, and it takes as long to import as ten of them to clean

    try:
        values = yaml.safe_load(match["yaml"])
    except (yaml.YAMLError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
        # All but the first are what the library itself stumbles over, such as a number of no digits.
        return {}, content
    if not isinstance(values, dict):
        return {}, content
    return {key.lower(): value for key, value in values.items() if isinstance(key, str)}, content[match.end() :]


class _Lines:
    """Collects the rendered lines of one document."""

    def __init__(self) -> None:
        self.found: list[PageLine] = []
        self.links: list[PageLink] = []
        self.heading = False
        self.row = False
        self.gap = False
        self._pieces: list[str] = []
        self._start = 0
        self._end = 0
        self._linked = 0
        self._raw: str | None = None
        self._rule = ""

    def inline(self, tokens: Sequence[Token]) -> None:
        opened: list[tuple[str, int, int]] = []
        for token in tokens:
            if token.type == "html_inline":
                self._tag(token.content)
            elif self._raw is not None:
                continue
            elif token.type in ("text", "text_special", "code_inline"):
                self.add(token.content, linked=bool(opened))
            elif token.type in ("softbreak", "hardbreak"):
                self.gap = True
            elif token.type == "link_open":
                opened.append((str(token.attrGet("href") or ""), self._end, len(self._pieces)))
            elif token.type == "link_close" and opened:
                target, start, first = opened.pop()
                if target and start < self._end:
                    start += self._pieces[first].startswith(" ")
                    self.links.append(PageLink(start, self._end, target))
        self._raw = None

    def _tag(self, tag: str) -> None:
        """Drops a tag; begins or ends the stretch whose text nobody is to see."""
        if self._raw is not None:
            if tag.lower().startswith("</" + self._raw):
                self._raw = None
            return
        raw = _RAW_START.match(tag)
        if raw:
            self._raw = raw[1].lower()
        elif _BREAK.match(tag):
            self.gap = True

    def add(self, text: str, linked: bool = False) -> None:
        """Adds text to the line, its white space folded to one space."""
        piece = " ".join(text.split())
        if not self._pieces:
            piece, rule = rule_of(piece)
            self._rule = self._rule or rule
        if not piece:
            self.gap = self.gap or bool(text)
            return
        if self._pieces and (self.gap or text[0].isspace()):
            piece = " " + piece
        self.gap = text[-1].isspace()
        self._pieces.append(piece)
        self._end += len(piece)
        self._linked += len(piece) * linked

    def end(self, kind: BlockKind) -> None:
        """Ends the line, if there is any text on it."""
        self.gap = False
        if self._pieces:
            text = "".join(self._pieces)
            self.found.append(PageLine(self._start, self._end, text, kind, self._rule, self._linked / len(text)))
            self._pieces.clear()
            self._end += 1
            self._start = self._end
        self._linked = 0
        self._rule = ""

    def html(self, content: str) -> None:
        """The visible lines of a block of HTML."""
        html = read_html(content)
        for line in html.page.lines if html else ():
            self.add(line.text)
            self.end(line.kind or "paragraph")
