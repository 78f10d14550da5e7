"""How a page is read: in one pass, and only if every browser reads it the same way.

A browser mends what is broken, and a check that mends otherwise would look at another page than the reader does. So
nothing is mended here. Tags and character references are those that pages are made of, nothing hides in comments, and
an element that is checked is closed in order and holds nothing that would end it before. Any other page cannot be
read, which is a failure like a wrong word. What is left needs no tree: the texts and the tags of a page in turn.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from html import unescape
from typing import NamedTuple

_START = "<!doctype html>"
_TAG = re.compile(r"<([^<>]*)>")
_NO_BRACKET = bytes(byte for byte in range(256) if byte not in b"<>")
_PARTS = re.compile(r'([a-z][a-z0-9]*)((?:\s+[A-Za-z][-\w:]*(?:="[^"]*")?)*)( ?/)?', re.ASCII)
_ATTRIBUTE = re.compile(r'([A-Za-z][-\w:]*)(?:="([^"]*)")?', re.ASCII)
_BARE = re.compile(r"&(?!(?:amp|lt|gt|quot|ensp|#[0-9]+);)")
_CLAIM = re.compile(r"\b(c-[0-9a-f]{8,})(?:\.html)?$")

_EMPTY = frozenset(("br", "hr", "img", "input", "link", "meta"))
_SHAPES = frozenset(("circle", "line", "path", "rect"))  # of a drawing, closed by themselves
_PLAIN = frozenset(("script", "style", "title"))  # hold text, in which no browser looks for elements
_INLINE = frozenset(("abbr", "b", "br", "code", "em", "i", "mark", "q", "small", "span", "strong", "time", "u"))
_OTHERS = frozenset(
    (
        *("html", "head", "body", "header", "main", "footer", "nav", "section", "aside", "div", "form", "button"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "p", "pre", "blockquote", "ul", "ol", "li", "dl", "dt", "dd"),
        *("table", "caption", "thead", "tbody", "tr", "th", "td", "details", "summary", "a", "label"),
        *("svg", "g", "text"),
    )
)
_CLOSED = _EMPTY | _SHAPES
_LINKED = _INLINE | {"a"}
_ELEMENTS = _EMPTY | _SHAPES | _PLAIN | _INLINE | _OTHERS
_IN_TABLES = _ELEMENTS - {"table"}


class UnreadableError(Exception):
    """A page that browsers may read in different ways: the line, and what stands there."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line, self.what = line, what


class Tag(NamedTuple):
    """A tag that pages may have. `closing` is the end tag that belongs to it, "" where there is none; `link` is what
    it links to or loads, `claim` the claim that it links to; `kind` says what the checks look at it for, if at all."""

    name: str
    attributes: Mapping[str, str] = {}
    closing: str = ""
    link: str = ""
    claim: str = ""
    kind: str = ""


class Element(NamedTuple):
    """An element: its start tag, and the places of its two tags among the tags of the page."""

    tag: Tag
    begin: int
    end: int


class Reading:
    """What a page holds. `texts` and `tags` take turns, a text first and last. `links` and `loaded` are addresses, the
    former with the place of the tag that has it first; `titles` are links to claims, and headings, that hold verbatim
    words; marks and cells are loose that show words outside of verbatim elements."""

    def __init__(self, texts: list[str], tags: list[str]) -> None:
        self.texts = texts
        self.tags = tags
        self.anchors: set[str] = set()
        self.links: dict[str, int] = {}
        self.loaded: set[str] = set()
        self.verbatim: list[Element] = []
        self.titles: list[Element] = []
        self.loose_marks: list[Element] = []
        self.loose_cells: list[Element] = []

    def text(self, element: Element) -> str:
        """The words of an element, as a reader sees them."""
        begin, end = element.begin + 1, element.end + 1
        return _plain("".join(self.texts[begin:end]) if end > begin + 1 else self.texts[begin])

    def lines(self, places: Iterable[int]) -> list[int]:
        """The line of each tag, counted from 1; the places in order."""
        found, line, at = [], 1, 0
        for place in places:
            line += "".join(self.texts[at:place]).count("\n") + "".join(self.tags[at:place]).count("\n")
            at = place
            found.append(line + self.texts[place].count("\n"))
        return found

    def line(self, place: int) -> int:
        return self.lines((place,))[0]


def read(content: bytes) -> Reading:
    """Read one page. Raises UnreadableError."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableError(content.count(b"\n", 0, error.start) + 1, "is not UTF-8") from error
    if not text.startswith(_START):
        raise UnreadableError(1, f"does not begin with {_START}")
    bare = _BARE.search(text)
    if bare is not None:
        raise UnreadableError(text.count("\n", 0, bare.start()) + 1, "has a & that begins no character reference")
    pieces = _split(content, text)
    page = Reading(pieces[::2], pieces[1::2])
    if len(page.tags) != text.count("<"):
        place = next(place for place, between in enumerate(page.texts) if "<" in between)
        raise UnreadableError(page.line(place), "has a < that begins no tag")
    page.tags[0] = "html"  # the doctype, which is as it should be
    _note(page)
    return page


def _split(content: bytes, text: str) -> list[str]:
    """The texts and the tags of a page in turn. A page with no bracket but those of its tags, as nearly all are, is
    split at every one of them, which takes a quarter of the time."""
    brackets = content.translate(None, _NO_BRACKET)
    if brackets == b"<>" * (len(brackets) // 2):
        return text.replace(">", "<").split("<")
    return _TAG.split(text)


def _note(page: Reading) -> None:
    """Through the tags that the checks look at. `within` is where the verbatim elements opened so far end, `compared`
    where the comparisons do."""
    known = {piece: _known(page, piece) for piece in set(page.tags)}
    noted = {piece: tag for piece, tag in known.items() if tag.kind or tag.link}
    page.anchors.update(tag.attributes["id"] for tag in known.values() if "id" in tag.attributes)
    page.loaded.update(tag.link for tag in noted.values() if tag.link and _loads(tag))
    links, verbatim, tags = page.links, page.verbatim, page.tags
    titles, cells = list[Element](), list[Element]()
    within = compared = -1
    for place, piece in enumerate(tags):
        if piece not in noted:
            continue
        tag = noted[piece]
        kind = tag.kind
        if tag.link and tag.link not in links:
            links[tag.link] = place
        if kind == "verbatim":
            element = _element(page, tag, place, _INLINE)
            verbatim.append(element)
            within = max(within, element.end)
        elif kind == "title":
            titles.append(_element(page, tag, place, _INLINE if tag.name == "a" else _LINKED))
        elif kind == "mark" and place > within:
            page.loose_marks.append(_element(page, tag, place, _INLINE))
        elif kind == "comparison":
            compared = _element(page, tag, place, _IN_TABLES).end
        elif kind == "cell" and place < compared:
            cells.append(_element(page, tag, place, _LINKED))
        elif kind == "plain":
            _element(page, tag, place, frozenset())
    begins = [element.begin for element in page.verbatim]
    page.titles = [title for title in titles if _inside(title, begins)]
    page.loose_cells = [cell for cell in cells if _own_words(page, cell, page.verbatim)]


def _known(page: Reading, piece: str) -> Tag:
    tag = _tag(piece)
    if tag is None:
        raise _unreadable(page, page.tags.index(piece), "is no tag of these pages")
    return tag


@lru_cache(maxsize=1 << 13)  # most tags return on many pages; with eight times as many no more are found
def _tag(piece: str) -> Tag | None:
    """What stands between "<" and ">" as a tag of these pages, or None."""
    if piece.startswith("/"):
        return Tag(piece) if piece[1:] in _ELEMENTS else None
    parts = _PARTS.fullmatch(piece)
    if parts is None:
        return None
    name, written, closed = parts.groups()
    if name not in _ELEMENTS or (closed and name not in _CLOSED):
        return None
    named = _ATTRIBUTE.findall(written) if written else ()
    attributes = dict(named)
    if "&" in written:
        attributes = {key: unescape(value) for key, value in named}
    if len(attributes) < len(named) or ("href" in attributes and "src" in attributes):
        return None
    link = attributes.get("href") or attributes.get("src") or ""
    claim = _CLAIM.search(link) if name == "a" and "c-" in link else None
    kind = _kind(name, attributes.get("class", "").split(), claim is not None)
    return Tag(name, attributes, "" if name in _CLOSED else f"/{name}", link, claim[1] if claim else "", kind)


def _kind(name: str, classes: Sequence[str], to_claim: bool) -> str:
    if "v" in classes:
        return "verbatim"
    if to_claim or name == "h1":
        return "title"
    if name == "table" and "app" in classes:
        return "comparison"
    if name == "td" and "gap" not in classes:
        return "cell"
    return "plain" if name in _PLAIN else "mark" if name == "mark" else ""


def _loads(tag: Tag) -> bool:
    return "src" in tag.attributes or (tag.name == "link" and tag.attributes.get("rel") == "stylesheet")


def _element(page: Reading, tag: Tag, begin: int, allowed: frozenset[str]) -> Element:
    """The element that begins at a tag. All that is opened in it, which is `allowed` to stand there, is closed in it.
    Raises UnreadableError."""
    if page.tags[begin + 1 : begin + 2] == [tag.closing]:
        return Element(tag, begin, begin + 1)
    opened = [tag.closing]
    for place in range(begin + 1, len(page.tags)):
        piece = page.tags[place]
        if piece.startswith("/"):
            if opened.pop() != piece:
                raise _unreadable(page, place, "closes what is not open")
            if not opened:
                return Element(tag, begin, place)
        else:
            inner = _known(page, piece)
            if inner.name not in allowed:
                raise _unreadable(page, place, f"may not stand in <{page.tags[begin]}>")
            if inner.closing:
                opened.append(inner.closing)
    raise _unreadable(page, begin, "is never closed")


def _inside(element: Element, begins: Sequence[int]) -> bool:
    """Whether one of the tags at `begins`, in order, stands in the element."""
    place = bisect_right(begins, element.begin)
    return place < len(begins) and begins[place] < element.end


def _own_words(page: Reading, cell: Element, verbatim: Iterable[Element]) -> bool:
    """Whether a cell has words that stand in none of the verbatim elements, which are in order."""
    at = cell.begin
    for element in verbatim:
        if at <= element.begin < cell.end:
            if "".join(page.texts[at + 1 : element.begin + 1]).strip():
                return True
            at = element.end
    return bool("".join(page.texts[at + 1 : cell.end + 1]).strip())


def _plain(text: str) -> str:
    return unescape(text) if "&" in text else text


def _unreadable(page: Reading, place: int, what: str) -> UnreadableError:
    return UnreadableError(page.line(place), f"<{page.tags[place]}> {what}")
