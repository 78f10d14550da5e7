"""HTML -> Page: the visible text of the whole page, one block per line.

The page is parsed once, by lxml. Its elements are walked in document order without recursion; hidden elements, scripts,
styles and consent layers never become text.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement, document_fromstring

from tasks.clean.page import PageLine, PageLink, PageText
from tasks.clean.rules.phrase import words
from tasks.records import BlockKind

_INVISIBLE = words(
    "head script style noscript template svg math iframe object embed canvas audio video map select option datalist"
    " textarea title meta link base param source track area noframes frameset"
)
"""Elements without text of their own that a reader sees, or whose text stands in a control."""

_INLINE = words(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label mark meter nobr output "
    "progress q rb rp rt rtc ruby s samp small span strike strong sub sup time tt u var wbr picture button"
)
"""Elements that do not end a line. Every other one does, unknown ones too: a site's own elements are mostly boxes."""

_CELLS = frozenset(("td", "th"))
_WITHIN_A_LINE = _CELLS | words("br script style noscript template svg math img input link meta base iframe")
"""What does not end a line though it is no inline element, or may stand within one though nobody sees it."""

_BARE = _INLINE - words("a button")
"""Inline elements that say nothing of their text. (`a` leads somewhere, a button stands for navigation.)"""

_ITEMS = words("li dt dd")
_HEADINGS = words("h1 h2 h3 h4 h5 h6")
_PARAGRAPHS = _HEADINGS | {"p"}
"""Boxes that hold one paragraph; what is told of a paragraph is the box around them."""

_REGIONS = {
    "nav": "navigation",
    "footer": "footer",
    "aside": "aside",
    "form": "form",
    "figcaption": "caption",
    "figure": "caption",
    "button": "navigation",
    "address": "address",
}
"""Parts of a page that elements name. The innermost one counts."""

_TELLING = _CELLS | _ITEMS | _REGIONS.keys() | words("a br blockquote")
"""Elements that are more than a mere box, or none."""

_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)

_CONSENT = re.compile(
    r"""(?:^|\s)(?:(?!has|no|is|show|hide|with|without)[a-z]{1,12}[-_]){0,2}(?:
        onetrust|didomi|quantcast|qc-cmp2?|cmp-?box|usercentrics|truste|evidon|fc-consent-root|sp_message_container
        | cookies?[-_]?(?:banner|notice|consent|bar|law|popup|policy|layer|alert|message|info|modal|overlay|wall)
        | consent[-_]?(?:banner|notice|layer|modal|overlay|popup|bar|manager|wall)
        | gdpr[-_]?(?:banner|notice|consent|popup|modal|bar|overlay|message|layer)
        | cc-(?:window|banner)
    )(?:$|[\s_\d-])""",
    re.I | re.X,
)
"""Ids and classes by which consent layers are known: names of the common tools, and the words such names are put
together from. States ("has-cookie-banner") are none."""

_CONSENT_WORDS = (
    "cookie", "consent", "gdpr", "cmp", "cc-", "onetrust", "didomi", "quantcast", "usercentrics", "truste", "evidon",
    "sp_message",
)  # fmt: skip
"""One of these stands in whatever the pattern finds."""

_MOST_OF_A_PAGE = 0.3
"""Share of a page's text above which an element is no consent layer, whatever it is called."""

_TOO_DEEP = "Excessive depth"
"""What the parser says where it stops: it follows 255 levels of nesting and loses the rest of the page."""

_CONTAINERS = re.compile(
    r"</?(?:div|span|font|b|i|u|em|strong|big|small|center|section|article|main|header|footer|nav|aside|blockquote|ul|ol"
    r"|dl|li|dd|dt|table|thead|tbody|tfoot|tr|td|th|form|fieldset|a|ins|del|sub|sup|q|cite|code|details|summary)"
    r"(?:\s[^<>]*)?>",
    re.I,
)


class HtmlPage(NamedTuple):
    """A page, its tree for reading metadata, and for each line the name of the element that contains it."""

    page: PageText
    tree: HtmlElement
    elements: tuple[str, ...]


def read_html(content: str) -> HtmlPage | None:
    """The visible text of an HTML page; None if the parser finds no element."""
    tree = _parsed(content)
    return None if tree is None else _walked(tree, _Hidden(tree))


def opened(html: HtmlPage) -> HtmlPage:
    """The page with its hidden text too, except scripts and consent layers. To be called before anything is removed
    from the tree."""
    return _walked(html.tree, _Hidden(html.tree, consent_alone=True))


_ELEMENTS = etree.ElementDefaultClassLookup(element=HtmlElement)
"""One class for all elements: asking lxml.html's table for each, which knows forms, costs as much as the walk."""


def _parsed(content: str) -> HtmlElement | None:
    """The tree. Text is handed over as UTF-8, so that what the page declares about its encoding is past. Where nesting
    is deeper than the parser goes, its containers are turned into mere breaks: structure is lost, no text is."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(_ELEMENTS)
    try:
        tree = document_fromstring(content.encode("utf-8", "replace"), parser=parser)
        if any(entry.message.startswith(_TOO_DEEP) for entry in parser.error_log):
            tree = document_fromstring(_CONTAINERS.sub("<p>", content).encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return None
    return tree


def _walked(tree: HtmlElement, hidden: _Hidden) -> HtmlPage:
    walk = _Walk(tree.tag)
    events = etree.iterwalk(tree, events=("start", "end"))
    for event, element in events:
        tag = element.tag
        if event == "end":
            if element is walk.skipped:
                walk.pass_by(tag)
            elif tag not in _BARE:
                walk.close(tag)
            text = element.tail
        elif tag in _INVISIBLE or hidden(element, tag):
            events.skip_subtree()
            walk.skipped = element
            continue
        else:
            if tag not in _BARE:
                walk.open(element, tag)
            text = element.text
        if text:
            walk.add(text)
    walk.end_line()
    text = "\n".join([line.text for line in walk.lines])
    return HtmlPage(PageText(text, tuple(walk.lines), tuple(walk.links)), tree, tuple(walk.elements))


class _Hidden:
    """Which elements of one page are not shown; with `consent_alone`, which of them are consent layers."""

    def __init__(self, root: HtmlElement, consent_alone: bool = False) -> None:
        self._root = root
        self._consent_alone = consent_alone
        self._most: float | None = None

    def __call__(self, element: HtmlElement, tag: str) -> bool:
        names = element.keys()
        if not names:
            return tag == "dialog"
        if tag == "dialog" and "open" not in names:
            return True
        if "hidden" in names or ("style" in names and _hides(element.get("style") or "")):
            return not (self._consent_alone or _opens(element))
        named = ("id" in names and _names_consent(element.get("id") or "")) or (
            "class" in names and _names_consent(element.get("class") or "")
        )
        return named and len(element.text_content()) <= self._limit()

    def _limit(self) -> float:
        """The characters that a consent layer may have on this page. Counted once: a page may have a hundred."""
        if self._most is None:
            self._most = _MOST_OF_A_PAGE * len(self._root.text_content())
        return self._most


_OPENS = re.compile(
    r"\W*(?:(?:click|tap|press)\s(?:here\s)?to\s)?(?:show|read|see|view|load|continue|expand|open|display|keep)\b.{0,24}"
    r"\b(?:more|full|whole|entire|all|rest|reading|article|story|text|report)\b.{0,12}",
    re.I | re.S,
)
"""What a button says that shows the rest of a report."""
_LONGEST_LABEL = 40
_REST_OF_REPORT = 15
"""Words from which what such a button shows is more than a label."""


def _opens(element: HtmlElement) -> bool:
    """Whether an element that is not shown holds some text, and what stands right before or after it offers to show
    more."""
    if len(element.text_content().split()) < _REST_OF_REPORT:
        return False
    for beside in (element.getprevious(), element.getnext()):
        label = beside.text_content().strip() if beside is not None and isinstance(beside.tag, str) else ""
        if len(label) <= _LONGEST_LABEL and _OPENS.fullmatch(label):
            return True
    return False


@lru_cache(4096)
def _hides(style: str) -> bool:
    return _HIDING_STYLE.search(style) is not None


@lru_cache(4096)
def _names_consent(name: str) -> bool:
    """Whether an id or the classes of an element are those of a consent layer. They recur all over a page, and on the
    pages of one outlet."""
    lower = name.lower()
    return any(word in lower for word in _CONSENT_WORDS) and _CONSENT.search(name) is not None


@lru_cache(4096)
def _unnumbered(classes: str) -> str:
    """The classes of an element without the numbers by which some sites tell one paragraph from the next."""
    return re.sub(r"\d+", "", classes)


class _Walk:
    """Collects the lines while the elements of one page pass by."""

    def __init__(self, root: str) -> None:
        self.lines: list[PageLine] = []
        self.links: list[PageLink] = []
        self.elements: list[str] = []
        self.skipped: HtmlElement | None = None
        self._pieces: list[str] = []
        self._start = 0
        self._end = 0
        self._gap = False
        self._linked = 0
        self._cells = 0
        self._boxes = [root]
        self._containers = [0]
        self._known: dict[tuple[int, str, str], int] = {}
        self._articles: list[bool] = []
        self._regions = [""]
        self._quotes = 0
        self._items = 0
        self._anchors: list[tuple[str, int, int]] = []
        self._cell_starts: list[int] = []

    def pass_by(self, tag: str) -> None:
        """Ends the element that is skipped."""
        self.skipped = None
        if tag not in _INLINE and tag not in _WITHIN_A_LINE:
            self.end_line()

    def open(self, element: HtmlElement, tag: str) -> None:
        """Begins an element that is not bare."""
        if tag not in _TELLING:
            self._enter(element, tag)
            return
        if tag == "a":
            self._anchors.append((element.get("href") or "", self._end, len(self._pieces)))
        elif tag in _CELLS:
            self._gap = True
            self._cell_starts.append(self._end)
        elif tag == "br":
            self._gap = True
        elif tag not in _INLINE:
            self._enter(element, tag)
            self._quotes += tag == "blockquote"
            self._items += tag in _ITEMS
        if tag in _REGIONS:
            self._regions.append(_REGIONS[tag])

    def close(self, tag: str) -> None:
        """Ends what `open` began."""
        if tag not in _TELLING:
            self._leave()
            return
        if tag == "a":
            self._link(*self._anchors.pop())
        elif tag in _CELLS:
            self._gap = True
            start = self._cell_starts.pop()
            self._cells += self._start <= start < self._end
        elif tag not in _INLINE and tag != "br":
            self._leave()
            self._quotes -= tag == "blockquote"
            self._items -= tag in _ITEMS
        if tag in _REGIONS:
            self._regions.pop()

    def _enter(self, element: HtmlElement, tag: str) -> None:
        """Begins a box. Boxes of one tag and class inside the same are numbered alike, unless they are whole articles
        of the page: a page may hold several."""
        self.end_line()
        name = _unnumbered(element.get("class") or "")
        if tag == "article":
            outermost = not any(self._articles)
            name = f"{name} {len(self._known)}" if outermost else name
        self._articles.append(tag == "article")
        self._boxes.append(tag)
        key = (self._containers[-1], tag, name)
        self._containers.append(self._known.setdefault(key, len(self._known) + 1))

    def _leave(self) -> None:
        """Ends a box."""
        self.end_line()
        self._boxes.pop()
        if len(self._containers) > 1:
            self._containers.pop()
            self._articles.pop()

    def end_line(self) -> None:
        """Ends the line, if there is any text on it. A link that is still open goes on in the next one."""
        self._gap = False
        self._cells, cells = 0, self._cells
        if self._end == self._start:
            return
        for at, anchor in enumerate(self._anchors):
            self._link(*anchor)
            self._anchors[at] = (anchor[0], self._end + 1, 0)
        text = "".join(self._pieces)
        box = self._boxes[-1]
        kind = self._kind(box, cells)
        within = self._containers[-2] if box in _PARAGRAPHS and len(self._containers) > 1 else self._containers[-1]
        linked = self._linked / len(text)
        self.lines.append(PageLine(self._start, self._end, text, kind, self._regions[-1], linked, within))
        self.elements.append(box)
        self._pieces.clear()
        self._end += 1
        self._start = self._end
        self._linked = 0

    def add(self, text: str) -> None:
        """Adds text to the line, its white space folded to one space."""
        piece = " ".join(text.split())
        if not piece:
            self._gap = True
            return
        if self._end > self._start and (self._gap or text[0].isspace()):
            piece = " " + piece
        self._gap = text[-1].isspace()
        self._pieces.append(piece)
        self._end += len(piece)
        if self._anchors:
            self._linked += len(piece)

    def _link(self, target: str, start: int, piece: int) -> None:
        """Notes a link whose words begin at `start` with that piece of the line, or with the space before them."""
        if target and start < self._end:
            start += self._pieces[piece].startswith(" ")
            self.links.append(PageLink(start, self._end, target))

    def _kind(self, box: str, cells: int) -> BlockKind:
        if box in _HEADINGS:
            return "heading"
        if cells > 1:
            return "table"
        if self._quotes:
            return "quote"
        return "list" if self._items else "paragraph"
