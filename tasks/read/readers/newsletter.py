"""Newsletters saved as a page: items of several outlets one below the other, read apart where each names its outlet."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from tasks.read.readers.saved_page import without_pictures
from tasks.read.sheet import FieldSheet, key_of
from tasks.read.source import FilePart, InputFile, Reader, UnreadPart, whole
from tasks.records import StatedFields, StatedWords

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
    """Why the page of an e-mail may be no single report, in words: items under headings of one level that link to
    several hosts. None if there is no doubt."""
    levels = [match["level"] for match in _HEADING.finditer(content)]
    items = max((levels.count(level) for level in set(levels)), default=0)
    hosts = {match["host"].lower() for match in _ADDRESS.finditer(content)}
    if items < _FEWEST_ITEMS or len(hosts) < _FEWEST_HOSTS:
        return None
    return f"it is a newsletter with {items} items that lead to {len(hosts)} sites; each may have a source of its own"


def _parts(source: InputFile) -> Iterator[FilePart | UnreadPart]:
    page = without_pictures(source)
    items = _items(page.text)
    outlets = {item.outlet.lower() for item in items if item.outlet}
    if len(items) < _FEWEST_ITEMS or len(outlets) < _FEWEST_HOSTS:
        yield whole(page, StatedFields(doubtful=doubt(source.text)))
        return
    for number, item in enumerate(items, 1):
        content, stated = _item(item)
        yield FilePart(str(number), "text/plain", page.decoded.encoding, content, stated, key_of(stated))


class _Item(NamedTuple):
    """One item: its lines, the first of which is its heading; the words of the link that ends it, where they name an
    outlet, and where the link leads; the date line above all items."""

    lines: list[str]
    outlet: str
    url: str
    day: str


_BEGINS, _LINK, _LINK_ENDS = "\ue010", "\ue011", "\ue012"
"""Signs of private use that mark headings and links on their way through the tree."""
_NAME = re.compile(r"(?:The )?[^\W\d_a-z][\w.&'’-]*(?: (?:of |the |and )?[^\W\d_a-z][\w.&'’-]*){0,4}$")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LONGEST_DAY = 50


def _items(content: str) -> list[_Item]:
    """The items of a newsletter, in order: from one heading of the commonest level to the next."""
    from tasks.read.markup import lines_in, tree_of

    levels = [match["level"] for match in _HEADING.finditer(content)]
    tree = tree_of(content) if levels else None
    if tree is None:
        return []
    level = max(sorted(set(levels)), key=levels.count)
    addresses: list[str] = []
    for element in list(tree.iter(f"h{level}", "a")):
        if element.tag == "a":
            addresses.append(element.get("href") or "")
            element.text = f"{_LINK}{len(addresses) - 1} {element.text or ''}"
            element.tail = _LINK_ENDS + (element.tail or "")
        else:
            element.text = _BEGINS + (element.text or "")
    lines = lines_in(tree)
    starts = [at for at, line in enumerate(lines) if line.startswith(_BEGINS)]
    day = (
        next((line for line in lines[: starts[0]] if len(line) <= _LONGEST_DAY and _YEAR.search(line)), "")
        if starts
        else ""
    )
    found = []
    for start, end in itertools.pairwise([*starts, len(lines)]):
        rows = list(itertools.takewhile(lambda line: not _furniture(line), lines[start:end]))
        found.append(_read(rows, addresses, day))
    return [item for item in found if len(item.lines) > 1]


def _furniture(line: str) -> bool:
    low = line.lower().encode()
    return any(words in low for words in _MAILED)


_MARKED_LINK = re.compile(f"{_LINK}(?P<number>\\d+) (?P<words>[^{_LINK_ENDS}]*){_LINK_ENDS}")


def _read(rows: list[str], addresses: list[str], day: str) -> _Item:
    """One item from its marked lines. A link at its end whose words are a name leads to where the item is from."""
    outlet = url = ""
    last = list(_MARKED_LINK.finditer(rows[-1])) if rows else []
    if last and not rows[-1][last[-1].end() :].strip(" .)") and _NAME.match(last[-1]["words"].strip()):
        outlet = last[-1]["words"].strip()
        url = addresses[int(last[-1]["number"])]
        rows = [*rows[:-1], rows[-1][: last[-1].start()].rstrip(" (–—-") + "\n" + outlet]
    lines = [_MARKED_LINK.sub(lambda link: link["words"], row).lstrip(_BEGINS) for row in rows]
    return _Item([piece for line in lines for piece in line.split("\n") if piece.strip()], outlet, url, day)


def _item(item: _Item) -> tuple[str, StatedFields]:
    """The text of an item and what is stated of it."""
    rows = [item.lines[0], *([item.day] if item.day else []), *item.lines[1:]]
    content = "\n\n".join(rows)
    sheet = FieldSheet(content)
    fields: dict[str, StatedWords | None] = {}
    at = 0
    for number, row in enumerate(rows):
        end = at + len(row)
        if number == 0:
            sheet.mark(at, end, "title")
            fields["title"] = sheet.words(at, end, "heading")
        elif number == 1 and item.day:
            fields["published"] = sheet.words(at, end, "date line of the newsletter")
        elif number == len(rows) - 1 and item.outlet:
            fields["publisher"] = sheet.words(at, end, "link below the item")
        else:
            sheet.mark(at, end, "body")
        at = end + 2
    if item.url.startswith(("http://", "https://")):
        fields["url"] = StatedWords(exact=item.url, start=None, end=None, field="link below the item")
    return content, sheet.stated(**fields)


READER = Reader("newsletter 1", _fits, _parts)
