"""The pages: every verbatim element against the text it shows, every internal link and anchor against its target.

A verbatim element is one with class `v`. It names its document by siglum in `data-d` and the range it shows in
`data-s` and `data-n`. A `mark`, and a cell of a wording comparison (`table.app`), shows words of a document too: it
must stand inside a verbatim element or, for a cell, hold nothing but verbatim elements.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from tasks.verify.data import PublishedText
from tasks.verify.reading import NO_ICON, Element, PageTokens, UnreadableError, lines_of, read
from tasks.verify.report import CheckReport, Failure

# Characters that HTML cannot carry, so that a page shows a text without them.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")


class PageReport(NamedTuple):
    """The result of checking one page: the number of checks, the failures, the anchors of the page, and its links to
    other pages of the site. Links to its own anchors were checked already."""

    checked: int
    failures: tuple[Failure, ...]
    anchors: frozenset[str]
    links: frozenset[str]


class Shown:
    """A document's text in the form in which pages can show it: white space folded, computed at first use."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._folded: str | None = None

    def folded(self) -> str:
        """The text with white space folded as by `fold`."""
        if self._folded is None:
            self._folded = fold(self.text)
        return self._folded


def shown(texts: Iterable[PublishedText]) -> dict[str, Shown]:
    """The documents by letter, as `examine` expects them."""
    return {text.siglum: Shown(text.text) for text in texts}


def check_pages(
    files: Mapping[str, bytes], texts: Mapping[str, PublishedText], speakers: Mapping[str, Sequence[str]]
) -> CheckReport:
    """Checks every HTML page. `files` are all files of the site by path, `texts` the documents by id, and `speakers`
    has by claim the ways in which its speaker may be named."""
    by_siglum = shown(texts.values())
    pages = {path: examine(path, files[path], by_siglum, speakers) for path in files if path.endswith(".html")}
    failures = [failure for page in pages.values() for failure in page.failures]
    failures += dead_links(files, pages)
    return CheckReport(sum(page.checked for page in pages.values()), tuple(failures))


def examine(path: str, content: bytes, texts: Mapping[str, Shown], speakers: Mapping[str, Sequence[str]]) -> PageReport:
    """Checks one page by itself: verbatim words against the texts it may cite (by letter), names of speakers, and that
    it loads nothing from outside the site. Links to other pages are checked by `dead_links`."""
    try:
        page = read(content)
    except UnreadableError as error:
        return PageReport(1, (Failure(path, error.line, error.what),), frozenset(), frozenset())
    named = [*_titles(path, page, speakers)]
    wrong = [*_verbatim(page, texts), *((element, problem) for element, problem in named if problem)]
    failures = [Failure(path, page.line(element.begin), problem) for element, problem in wrong]
    count = len(page.verbatim) + len(page.loose_marks) + len(page.loose_cells) + len(named) + len(page.links)
    outside = {link for link in page.links if _leads_outside(link)}
    here = {link: unquote(link[1:]) for link in page.links if link.startswith("#")}
    problems = {link: f"loads {link} from outside the site" for link in outside & page.loaded}
    problems |= {
        link: f"{link[:60]} runs a script"
        for link in outside
        if link != NO_ICON and _RUNS.match(as_browsers_read(link))
    }
    for link, anchor in here.items():
        if anchor and anchor not in page.anchors:
            problems[link] = nowhere(link, path, anchor)
    failures += _on_lines(path, content, problems)
    return PageReport(count, tuple(failures), frozenset(page.anchors), frozenset(page.links - outside - here.keys()))


def dead_links(files: Mapping[str, bytes], pages: Mapping[str, PageReport]) -> list[Failure]:
    """A failure for each link without a target; `pages` are the results of `examine` by path, `files` all files of the
    site."""
    failures = []
    for path, page in pages.items():
        problems = {}
        for link in page.links:
            target, anchor, problem = followed(path, link)
            if not problem and target not in files:
                problem = f"{link} leads nowhere: there is no file {target}"
            elif not problem and anchor and (target not in pages or anchor not in pages[target].anchors):
                problem = nowhere(link, target, anchor)
            if problem:
                problems[link] = problem
        failures += _on_lines(path, files[path], problems)
    return failures


def nowhere(link: str, target: str, anchor: str) -> str:
    """The words of a failure: a link to an anchor that its target does not have."""
    return f"{link} leads nowhere: {target} has no anchor {anchor}"


def _on_lines(path: str, content: bytes, problems: Mapping[str, str]) -> list[Failure]:
    """The problems of links of a page, each on the line where its link stands first."""
    lines = lines_of(content, problems)
    return [Failure(path, lines[link], problem) for link, problem in problems.items()]


def followed(page: str, link: str) -> tuple[str, str, str | None]:
    """The path and anchor to which a link on the page `page` leads, and None; or an unspecified path and anchor, and
    what is wrong with the link."""
    address, _, anchor = link.partition("#")
    if address.startswith("/"):
        return "", "", f"{link} is not relative, so it cannot be followed from a disk"
    path = address.partition("?")[0]
    return _target(page.rpartition("/")[0], path) if path else page, unquote(anchor), None


@lru_cache(1 << 12)  # pages of one folder lead to the same files
def _target(folder: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote(path)))


def fold(words: str) -> str:
    """Words with white space folded to single spaces, without characters that HTML cannot carry."""
    return " ".join(_UNPRINTABLE.sub("", words).split())


def _verbatim(page: PageTokens, texts: Mapping[str, Shown]) -> Iterator[tuple[Element, str]]:
    for element in page.verbatim:
        problem = _differs(page, element, texts)
        if problem:
            yield element, problem
    for element in page.loose_marks:
        yield element, f"{_quoted(page, element)} is marked as a passage but names no document"
    for element in page.loose_cells:
        yield element, f"{_quoted(page, element)} in a comparison of wordings names no document"


def _differs(page: PageTokens, element: Element, texts: Mapping[str, Shown]) -> str | None:
    siglum, start, end = element.tag.cites
    if siglum is None:
        return f"{_quoted(page, element)} names no document"
    if siglum not in texts:
        return f"there is no document {siglum}"
    document = texts[siglum]
    printed = page.text(element)
    if start is None and end is None:
        words = fold(printed)
        return None if words and words in document.folded() else f"{_quoted(page, element)} is not in document {siglum}"
    places = range(int(start), int(end)) if start and end and start.isdecimal() and end.isdecimal() else range(0)
    if not places or places.stop > len(document.text):
        return f"{start}:{end} is no range of document {siglum}"
    stands = document.text[places.start : places.stop]
    if printed != stands and not _folded_alike(printed, stands):
        return f"{_quoted(page, element)} is not what document {siglum} has at {start}:{end}"
    return None


@lru_cache(1 << 12)  # as of titles
def _folded_alike(one: str, other: str) -> bool:
    return fold(one) == fold(other)


def _titles(path: str, page: PageTokens, speakers: Mapping[str, Sequence[str]]) -> Iterator[tuple[Element, str | None]]:
    """Wherever the title of a claim is printed, its speaker is printed with it or named by the words themselves."""
    for element in page.titles:
        names = speakers.get(element.tag.claim or posixpath.basename(path).removesuffix(".html"))
        if names:
            printed = _plain(page.text(element))
            named = any(_plain(name) in printed for name in names)
            yield element, None if named else f"{_quoted(page, element)} is what {names[0]} said, but does not name him"


@lru_cache(1 << 12)  # titles return on several pages, and their speakers on all of them
def _plain(words: str) -> str:
    return fold(words).casefold()


def _quoted(page: PageTokens, element: Element) -> str:
    words = fold(page.text(element))
    return repr(words if len(words) <= 60 else words[:57] + "...")


_RUNS = re.compile(r"(?:javascript|vbscript|data)\s*:", re.I)
_NOT_READ = re.compile("[\t\n\r]")
_CONTROLS = "".join(map(chr, range(0x21)))


def as_browsers_read(link: str) -> str:
    """An address as browsers read it: without control characters and spaces at both ends, and without tabs and line
    ends anywhere (WHATWG URL Standard, 4.4)."""
    return _NOT_READ.sub("", link.strip(_CONTROLS))


def _leads_outside(link: str) -> bool:
    if ":" not in link:
        return False
    try:
        return bool(urlsplit(as_browsers_read(link)).scheme)
    except ValueError:  # "http://[" is no address, but whatever a reader's browser makes of it lies outside
        return True
