"""How a page is read: in one pass, and only if every browser reads it the same way.

A browser mends what is broken, and a check that mends otherwise would look at another page than the reader does. So
nothing is mended here. Tags and character references are those that pages are made of, nothing hides in comments, and
an element that is checked is closed in order and holds nothing that would end it before. Any other page cannot be
read, which is a failure like a wrong word. What is left needs no tree: the texts and the tags of a page in turn.
"""

from __future__ import annotations

import re
from base64 import b64encode
from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from html import unescape
from itertools import compress, count
from typing import NamedTuple

_START = "<!doctype html>"
_TAG = re.compile(r"<([^<>]*)>")
_LINKING = re.compile(r'<([^<>]*(?:href|src|action)="[^<>]*)>')
_NO_BRACKET = bytes(byte for byte in range(256) if byte not in b"<>")
_PARTS = re.compile(r'([a-z][a-z0-9]*)((?:\s+[A-Za-z][-\w:]*(?:="")?)*)( ?/)?', re.ASCII)
_ATTRIBUTE = re.compile(r'([A-Za-z][-\w:]*)(="")?', re.ASCII)
_BARE = re.compile(r"&(?!(?:amp|lt|gt|quot|ensp|#[0-9]+);)")
# Attributes by which an element runs a script or loads something, beside `src` and `href`.
_ACTS = re.compile(r"on.*|srcset|srcdoc|http-equiv|background|poster|ping|formaction|data|xlink:href", re.I)
_LINKS = frozenset(("href", "src", "action"))
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

# What stands on every page and must run before it is shown; any other words in a script or style are not ours.
_EARLY = (
    "document.fonts.forEach(function(f){f.load().catch(function(){})});"
    'try{var t=localStorage.getItem("dossier-theme");if(t)document.documentElement.dataset.theme=t}catch(e){}'
)
# What each page must say before all else of what it may load and run.
POLICY = (
    "default-src 'none'; script-src 'self' 'sha256-"
    f"{b64encode(sha256(_EARLY.encode()).digest()).decode()}'; style-src 'self'; style-src-attr 'unsafe-inline'; "
    "font-src data:; img-src data:; form-action 'self'; base-uri 'none'"
)
POLICY_TAG = f'meta http-equiv="Content-Security-Policy" content="{POLICY}"'
_DATA = 'script type="application/ld+json"'  # runs nowhere
_LAST = -1
_HEAD = 6  # tags at the beginning of a page, among which its policy stands: before anything that loads or runs
NO_ICON = "data:,"  # keeps a browser from asking for one
_CITES = ("data-d", "data-s", "data-n")


class UnreadableError(Exception):
    """A page that browsers could read in different ways: `line` (counted from 1), and `what` is wrong there."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line, self.what = line, what


class Shape(NamedTuple):
    """The layout of a start tag. `closing` is its end tag, "" for none; `valued` counts its attributes with values;
    `places` maps their names to indexes of the values. The last index is that of "", the value of absent attributes and
    of those without a value."""

    name: str
    closing: str = ""
    valued: int = 0
    places: Mapping[str, int] = {}
    link: int = _LAST
    classes: int = _LAST
    anchor: int = _LAST


class Tag(NamedTuple):
    """A start tag as the checks need it. `link` is its address, and `loads` whether that is loaded; `claim` is the id
    of a linked claim; `kind` says which check it needs, "" for none; `cites` are letter, start and end of verbatim
    words, None for each that is missing."""

    shape: Shape
    link: str = ""
    loads: bool = False
    claim: str = ""
    kind: str = ""
    anchor: str = ""
    cites: Sequence[str | None] = ()


class Element(NamedTuple):
    """An element: its start tag, and the indexes of its start and end tag among the tags of the page."""

    tag: Tag
    begin: int
    end: int


class PageTokens:
    """A page as tokens: `texts` and `tags` alternate, beginning and ending with a text. `links` are all addresses,
    `loaded` those that are loaded; `verbatim` elements hold words of documents; `titles` are links to claims, and
    headings, that contain such words; loose marks and cells show words outside of them."""

    def __init__(self, texts: list[str], tags: list[str]) -> None:
        self.texts = texts
        self.tags = tags
        self.anchors: set[str] = set()
        self.links: set[str] = set()
        self.loaded: set[str] = set()
        self.verbatim: list[Element] = []
        self.titles: list[Element] = []
        self.loose_marks: list[Element] = []
        self.loose_cells: list[Element] = []

    def text(self, element: Element) -> str:
        """The words of an element as a reader sees them: without tags, character references resolved."""
        begin, end = element.begin + 1, element.end + 1
        return _plain("".join(self.texts[begin:end]) if end > begin + 1 else self.texts[begin])

    def line(self, place: int) -> int:
        """The line of the tag with this index, counted from 1."""
        before = (*self.texts[: place + 1], *self.tags[:place])
        return 1 + sum(piece.count("\n") for piece in before)


def read(content: bytes) -> PageTokens:
    """Tokenizes one page. Raises UnreadableError for a page that browsers could read in different ways."""
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
    page = PageTokens(pieces[::2], pieces[1::2])
    if len(page.tags) != text.count("<"):
        place = next(place for place, between in enumerate(page.texts) if "<" in between)
        raise UnreadableError(page.line(place), "has a < that begins no tag")
    page.tags[0] = "html"  # the doctype, which is as it should be
    if POLICY_TAG not in page.tags[:_HEAD]:
        raise UnreadableError(1, "does not say what it may load and run")
    _note(page)
    return page


def lines_of(content: bytes, links: Collection[str]) -> dict[str, int]:
    """The line, counted from 1, of the first occurrence of each of `links` on a page that `read` accepts, in order of
    the page."""
    found: dict[str, int] = {}
    if links:
        text, line, counted = content.decode("utf-8"), 1, 0
        for match in _LINKING.finditer(text):
            tag = _tags[match[1]]
            if tag is not None and tag.link in links and tag.link not in found:
                line, counted = line + text.count("\n", counted, match.start()), match.start()
                found[tag.link] = line
                if len(found) == len(links):
                    break
    return found


def _split(content: bytes, text: str) -> list[str]:
    """The texts and the tags of a page in turn. A page with no bracket but those of its tags, as nearly all are, is
    split at every one of them, which takes a quarter of the time."""
    brackets = content.translate(None, _NO_BRACKET)
    if brackets == b"<>" * (len(brackets) // 2):
        return text.replace(">", "<").split("<")
    return _TAG.split(text)


def _note(page: PageTokens) -> None:
    """Through the tags that the checks look at. `within` is where the verbatim elements opened so far end, `compared`
    where the comparisons do."""
    kinds: dict[str, Tag] = {}
    for piece in set(page.tags) - _tags.idle:
        tag = _tags[piece]
        if tag is None:
            raise _first_unknown(page)
        if tag.kind:
            kinds[piece] = tag
        if tag.link:
            page.links.add(tag.link)
            if tag.loads:
                page.loaded.add(tag.link)
        if tag.anchor:
            page.anchors.add(tag.anchor)
    verbatim, begins = page.verbatim, list[int]()
    titles, cells = list[Element](), list[Element]()
    within = compared = -1
    for place in compress(count(), map(kinds.__contains__, page.tags)):
        tag = kinds[page.tags[place]]
        kind = tag.kind
        if kind == "verbatim":
            element = _element(page, tag, place, _INLINE)
            verbatim.append(element)
            begins.append(place)
            within = max(within, element.end)
        elif kind == "title":
            titles.append(_element(page, tag, place, _INLINE if tag.shape.name == "a" else _LINKED))
        elif kind == "mark":
            if place > within:
                page.loose_marks.append(_element(page, tag, place, _INLINE))
        elif kind == "comparison":
            compared = _element(page, tag, place, _IN_TABLES).end
        elif kind == "plain":
            _element(page, tag, place, frozenset())
            if page.tags[place] != _DATA and tag.shape.name != "title" and page.texts[place + 1] not in ("", _EARLY):
                raise _unreadable(page, place, "is no script of these pages")
        elif place < compared:
            cells.append(_element(page, tag, place, _LINKED))
    page.titles = [title for title in titles if _inside(title, begins)]
    page.loose_cells = [cell for cell in cells if _own_words(page, cell, verbatim)]


def _first_unknown(page: PageTokens) -> UnreadableError:
    place = next(place for place, piece in enumerate(page.tags) if _tags[piece] is None)
    return _unreadable(page, place, "is no tag of these pages")


class _Tags(dict[str, "Tag | None"]):
    """What stands between "<" and ">" as a tag of these pages, or None. Most tags return on many pages, so each is read
    once; when too many are held, all are forgotten. The checks have nothing to look at in those that are `idle`."""

    def __init__(self) -> None:
        super().__init__()
        self.idle: set[str] = set()

    def __missing__(self, piece: str) -> Tag | None:
        if len(self) >= _MOST_TAGS:
            self.clear()
            self.idle.clear()
        self[piece] = tag = _tag(piece)
        if tag is not None and not (tag.kind or tag.link or tag.anchor):
            self.idle.add(piece)
        return tag


_MOST_TAGS = 1 << 14  # ten megabytes; the pages of a story have a hundred a document that no other story has
_tags = _Tags()


def _tag(piece: str) -> Tag | None:
    if piece == POLICY_TAG:
        return Tag(_shape("meta") or Shape("meta"))
    if piece.startswith("/"):
        return Tag(Shape(piece)) if piece[1:] in _ELEMENTS else None
    parts = piece.split('"')
    values = parts[1::2]
    shape = _shape('""'.join(parts[::2]))
    if shape is None or len(values) != shape.valued:
        return None
    if "&" in piece:
        values = [unescape(value) for value in values]
    values.append("")
    link = values[shape.link]
    claim = _CLAIM.search(link) if "c-" in link and shape.name == "a" else None
    kind = _kind(shape.name, values[shape.classes], claim is not None)
    if "style" in shape.places and "(" in values[shape.places["style"]]:  # as in "url("
        return None
    unread = shape.name == "link" and (values[shape.places.get("rel", _LAST)] == "canonical" or link == NO_ICON)
    loads = "src" in shape.places or (shape.name == "link" and not unread)
    cites = [values[shape.places[key]] if key in shape.places else None for key in _CITES] if kind == "verbatim" else ()
    return Tag(shape, link, loads, claim[1] if claim else "", kind, values[shape.anchor], cites)


@lru_cache(maxsize=1 << 10)  # the tags of all pages are of some hundred shapes
def _shape(piece: str) -> Shape | None:
    """The shape of a tag, of which the values are left out between their marks; None for no tag of these pages."""
    parts = _PARTS.fullmatch(piece)
    if parts is None:
        return None
    name, written, closed = parts.groups()
    if name not in _ELEMENTS or (closed and name not in _CLOSED):
        return None
    named = _ATTRIBUTE.findall(written)
    valued = [attribute for attribute, value in named if value]
    places = {attribute: _LAST for attribute, _ in named} | {attribute: at for at, attribute in enumerate(valued)}
    if len(places) < len(named) or len(places.keys() & _LINKS) > 1 or any(map(_ACTS.fullmatch, places)):
        return None
    link, classes, anchor = (
        places.get("href", places.get("src", places.get("action", _LAST))),
        places.get("class", _LAST),
        places.get("id", _LAST),
    )
    return Shape(name, "" if name in _CLOSED else f"/{name}", len(valued), places, link, classes, anchor)


@lru_cache(maxsize=1 << 10)
def _kind(name: str, written: str, to_claim: bool) -> str:
    classes = written.split()
    if "v" in classes:
        return "verbatim"
    if to_claim or name == "h1":
        return "title"
    if name == "table" and "app" in classes:
        return "comparison"
    if name == "td" and "gap" not in classes:
        return "cell"
    return "plain" if name in _PLAIN else "mark" if name == "mark" else ""


def _element(page: PageTokens, tag: Tag, begin: int, allowed: frozenset[str]) -> Element:
    """The element that begins at a tag. All that is opened in it, which is `allowed` to stand there, is closed in it.
    Raises UnreadableError."""
    tags = page.tags
    if tags[begin + 1 : begin + 2] == [tag.shape.closing]:
        return Element(tag, begin, begin + 1)
    opened = [tag.shape.closing]
    for place in range(begin + 1, len(tags)):
        piece = tags[place]
        if piece[0] == "/":
            if opened.pop() != piece:
                raise _unreadable(page, place, "closes what is not open")
            if not opened:
                return Element(tag, begin, place)
        else:
            inner = _tags[piece]
            if inner is None or inner.shape.name not in allowed:
                raise _unreadable(page, place, f"may not stand in <{tags[begin]}>")
            if inner.shape.closing:
                opened.append(inner.shape.closing)
    raise _unreadable(page, begin, "is never closed")


def _inside(element: Element, begins: Sequence[int]) -> bool:
    """Whether one of the tags at `begins`, in order, stands in the element."""
    place = bisect_right(begins, element.begin)
    return place < len(begins) and begins[place] < element.end


def _own_words(page: PageTokens, cell: Element, verbatim: Iterable[Element]) -> bool:
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


def _unreadable(page: PageTokens, place: int, what: str) -> UnreadableError:
    return UnreadableError(page.line(place), f"<{page.tags[place]}> {what}")
