"""The pages: every verbatim element against the text it shows, every internal link and anchor against its target.

A verbatim element is one with class `v`. It names its document by siglum in `data-d` and the range it shows in
`data-s` and `data-n`. A `mark`, and a cell of a wording comparison (`table.app`), shows words of a document too: it
must stand inside a verbatim element or, for a cell, hold nothing but verbatim elements.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import etree, html

from tasks.verify.data import Text
from tasks.verify.report import Failure, Report


def _xpath(expression: str) -> Any:
    """A compiled search whose results are a list, which the types of lxml cannot tell."""
    return etree.XPath(expression, smart_strings=False)


_VERBATIM = "@class and contains(concat(' ', normalize-space(@class), ' '), ' v ')"
_FIND_VERBATIM = _xpath(f"//*[{_VERBATIM}]")
_FIND_LOOSE_MARKS = _xpath(f"//mark[not(ancestor-or-self::*[{_VERBATIM}])]")
_FIND_LOOSE_CELLS = _xpath(
    "//table[contains(concat(' ', normalize-space(@class), ' '), ' app ')]/tbody/tr/td"
    "[not(contains(concat(' ', normalize-space(@class), ' '), ' gap '))]"
    f"[descendant-or-self::*/text()[normalize-space()][not(ancestor::*[{_VERBATIM}])]]"
)
_FIND_TITLES = _xpath(f"//a[contains(@href, 'c-')][.//*[{_VERBATIM}]] | //h1[.//*[{_VERBATIM}]]")
_CLAIM = re.compile(r"\b(c-[0-9a-f]{8,})(?:\.html)?$")
_FIND_IDS = _xpath("//@id")
_FIND_LOADED = _xpath("//@src | //link[@rel='stylesheet']/@href")
_FIND_LINKING = _xpath("//*[@href or @src]")

# Characters that HTML cannot carry, so that a page shows a text without them.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class PageReport:
    """What was found on one page: how many things were checked, what does not hold, the anchors that the page has,
    and its links inside the site with the line on which each first stands."""

    count: int
    failures: tuple[Failure, ...]
    anchors: frozenset[str]
    links: tuple[tuple[str, int], ...]


class Shown:
    """A document's text as pages can show it: white space folded, worked out when first asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._folded: str | None = None

    def folded(self) -> str:
        if self._folded is None:
            self._folded = fold(self.text)
        return self._folded


def shown(texts: Iterable[Text]) -> dict[str, Shown]:
    """The documents by siglum, as `examine` takes them."""
    return {text.siglum: Shown(text.text) for text in texts}


def check_pages(files: Mapping[str, bytes], texts: Mapping[str, Text], speakers: Mapping[str, Sequence[str]]) -> Report:
    """Check every HTML page of `files` (all files of a site by path); `texts` are the documents by id, `speakers` how
    the speaker of each claim that is speech may be named."""
    by_siglum = shown(texts.values())
    pages = {path: examine(path, files[path], by_siglum, speakers) for path in files if path.endswith(".html")}
    failures = [failure for page in pages.values() for failure in page.failures]
    failures += dead_links(files, pages)
    return Report(sum(page.count for page in pages.values()), tuple(failures))


def examine(path: str, content: bytes, texts: Mapping[str, Shown], speakers: Mapping[str, Sequence[str]]) -> PageReport:
    """Check one page by itself: its words against the texts that it may cite, by siglum, and that it loads nothing
    from outside. Where its links lead can be said only when all pages are known; see `dead_links`."""
    tree = _parse(content)
    count, failures = 0, []
    for checked, line, problem in (*_verbatim(tree, texts), *_titles(path, tree, speakers)):
        count += checked
        if problem:
            failures.append(Failure(path, line, problem))
    loaded = frozenset(_FIND_LOADED(tree))
    links = []
    for link, line in _lines(tree).items():
        count += 1
        if not _leads_outside(link):
            links.append((link, line))
        elif link in loaded:
            failures.append(Failure(path, line, f"loads {link} from outside the site"))
    return PageReport(count, tuple(failures), frozenset(_FIND_IDS(tree)), tuple(links))


def dead_links(files: Container[str], pages: Mapping[str, PageReport]) -> list[Failure]:
    """The links of `pages` that lead nowhere; `files` are the paths of all files of the site."""
    failures = []
    known: dict[tuple[str, str], str | None] = {}  # pages of one folder share most of their links
    for path, page in pages.items():
        folder = posixpath.dirname(path)
        for link, line in page.links:
            key = (path if link[:1] in ("", "#", "?") else folder, link)
            if key not in known:
                known[key] = _dead(path, link, files, pages)
            problem = known[key]
            if problem:
                failures.append(Failure(path, line, problem))
    return failures


def _parse(content: bytes) -> Any:
    return html.document_fromstring(content or b"<html></html>", parser=html.HTMLParser(encoding="utf-8"))


def fold(words: str) -> str:
    """Words as a page can show them: white space folded, without what HTML cannot carry."""
    return " ".join(_UNPRINTABLE.sub("", words).split())


def _verbatim(tree: Any, texts: Mapping[str, Shown]) -> Iterator[tuple[int, int, str | None]]:
    for element in _FIND_VERBATIM(tree):
        yield 1, element.sourceline or 0, _differs(element, texts)
    for element in _FIND_LOOSE_MARKS(tree):
        yield 1, element.sourceline or 0, f"{_quoted(element)} is marked as a passage but names no document"
    for element in _FIND_LOOSE_CELLS(tree):
        yield 1, element.sourceline or 0, f"{_quoted(element)} in a comparison of wordings names no document"


def _differs(element: Any, texts: Mapping[str, Shown]) -> str | None:
    siglum = element.get("data-d")
    if siglum not in texts:
        return f"{_quoted(element)} names no document" if siglum is None else f"there is no document {siglum}"
    document = texts[siglum]
    printed = "".join(element.itertext())
    start, end = element.get("data-s"), element.get("data-n")
    if start is None and end is None:
        words = fold(printed)
        return None if words and words in document.folded() else f"{_quoted(element)} is not in document {siglum}"
    if not (start and end and start.isdecimal() and end.isdecimal() and int(start) < int(end) <= len(document.text)):
        return f"{start}:{end} is no range of document {siglum}"
    stands = document.text[int(start) : int(end)]
    if printed != stands and fold(printed) != fold(stands):
        return f"{_quoted(element)} is not what document {siglum} has at {start}:{end}"
    return None


def _titles(page: str, tree: Any, speakers: Mapping[str, Sequence[str]]) -> Iterator[tuple[int, int, str | None]]:
    """Wherever the title of a claim is printed, its speaker is printed with it or named by the words themselves."""
    for element in _FIND_TITLES(tree):
        found = _CLAIM.search(page if element.tag == "h1" else element.get("href"))
        names = speakers.get(found.group(1)) if found else None
        if names:
            printed = fold("".join(element.itertext())).casefold()
            named = any(fold(name).casefold() in printed for name in names)
            problem = None if named else f"{_quoted(element)} is what {names[0]} said, but does not name him"
            yield 1, element.sourceline or 0, problem


def _quoted(element: Any) -> str:
    words = fold("".join(element.itertext()))
    return repr(words if len(words) <= 60 else words[:57] + "...")


def _leads_outside(link: str) -> bool:
    return ":" in link and bool(urlsplit(link).scheme)


def _dead(page: str, link: str, files: Container[str], pages: Mapping[str, PageReport]) -> str | None:
    parts = urlsplit(link)
    if parts.netloc or parts.path.startswith("/"):
        return f"{link} is not relative, so it cannot be followed from a disk"
    path = unquote(parts.path)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    if target not in files:
        return f"{link} leads nowhere: there is no file {target}"
    if parts.fragment and (target not in pages or unquote(parts.fragment) not in pages[target].anchors):
        return f"{link} leads nowhere: {target} has no anchor {unquote(parts.fragment)}"
    return None


def _lines(tree: Any) -> dict[str, int]:
    """Every link and every loaded thing with the line on which it first stands."""
    lines: dict[str, int] = {}
    for element in _FIND_LINKING(tree):
        for link in (element.get("href") if element.tag in ("a", "link") else None, element.get("src")):
            if link is not None:
                lines.setdefault(link, element.sourceline or 0)
    return lines
