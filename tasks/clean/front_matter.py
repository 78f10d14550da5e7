"""What the front matter of a Markdown file says of the report."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping

from tasks.clean.clips import plain_links
from tasks.clean.days import iso_of, stated_dates
from tasks.clean.removals import Removals
from tasks.records import DateBasis, Party, Title
from tasks.shared.text.spans import fold, whole_characters

_BASIS = "front matter"


def with_matter(reading: Removals, matter: Mapping[str, object]) -> Removals:
    """The result of reading with the values of the front matter, by key, which take precedence over those of the
    text."""
    matter = {_SEPARATORS.sub("", key.lower()): value for key, value in matter.items()}
    title = _text(matter, "title", "headline")
    author = _text(matter, "author", "authors", "byline", "by")
    publisher = _text(matter, "publisher", "outlet", "site", "sitename", "publication", "newspaper", "source", "domain")
    standfirst = _text(matter, "standfirst", "subtitle", "description", "summary")
    published = _date(matter, "published", "datepublished", "publishdate", "pubdate", "publishedat", "date")
    url = _address(matter, "url", "canonicalurl", "link", "source", "original", "sourceurl", "originalurl")
    found = reading
    if title and (found.title is None or fold(found.title.exact) != fold(title)):
        found = found._replace(title=Title(exact=title, start=None, end=None, basis=_BASIS))
    if author:
        found = found._replace(byline=_party(author, found.byline))
    if publisher:
        found = found._replace(publisher=_party(publisher, found.publisher))
    if standfirst and found.standfirst is None:
        found = found._replace(standfirst=Title(exact=standfirst, start=None, end=None, basis=_BASIS))
    if published:
        basis = DateBasis(kind="stated", start=None, end=None, reason=_BASIS)
        found = found._replace(published=published, published_basis=basis)
    modified = _date(matter, "modified", "updated", "datemodified", "lastmod", "modifiedat")
    language = _text(matter, "lang", "language")
    return found._replace(
        modified=modified or found.modified,
        language=(language or "").split("-")[0].lower() or found.language,
        url=url or found.url,
        captured=_date(matter, *_CAPTURED) or found.captured,
    )


_CAPTURED = (
    "captured", "clipped", "saved", "dateclipped", "datesaved", "savedat", "clippeddate", "saveddate", "accessed",
    "retrieved", "dateadded", "added", "archived", "created", "datecreated", "createdat",
)  # fmt: skip
"""Keys under which programs note the day on which somebody saved the report; "created" is the day of the note."""


def _party(name: str, visible: Party | None) -> Party:
    """The visible one where it is the same, for it has its place in the text."""
    if visible is not None and fold(visible.name) == fold(name):
        return visible
    return Party(name=name, start=None, end=None, basis=_BASIS)


_SEPARATORS = re.compile(r"[\s_-]+")
"""Keys are the same whatever joins their words ("date_saved", "Date saved")."""


def _text(matter: Mapping[str, object], *keys: str) -> str | None:
    """The first of the keys that holds a text, or a list of texts, and no web address."""
    for key in keys:
        words = _flat(matter.get(key))
        if words and not words.startswith(("http://", "https://")):
            return words
    return None


def _address(matter: Mapping[str, object], *keys: str) -> str | None:
    """The first of the keys that holds a web address."""
    for key in keys:
        words = _flat(matter.get(key))
        link = _LINK.match(words)
        address = link[1] if link else words
        if address.startswith(("http://", "https://")):
            return address
    return None


_LINK = re.compile(r"\[[^\]]*\]\((\S+)\)$")


def _flat(value: object) -> str:
    """A text, or the texts of a list, without the brackets of links between notes, which YAML reads as lists."""
    if isinstance(value, list):
        if len(value) == 1 and isinstance(value[0], list):  # what YAML makes of a link without quotation marks
            return ", ".join(_flat(f"[[{name}]]") for name in value[0] if isinstance(name, str))
        return ", ".join(filter(None, map(_flat, value)))
    if not isinstance(value, str):
        return ""
    # The name of a note says more than the words that stand for it: "[[People/Karl Brandis|KB]]".
    named = _NOTE.sub(lambda note: note["name"], value)
    return whole_characters(" ".join(plain_links(named).split()))


_NOTE = re.compile(r"\[\[(?:[^\[\]|/]*/)*(?P<name>[^\[\]|/]+)(?:\|[^\[\]]*)?\]\]")


def _date(matter: Mapping[str, object], *keys: str) -> str | None:
    """The first of the keys that holds a date, as ISO 8601; with its time where it has an offset."""
    for key in keys:
        value = matter.get(key)
        if isinstance(value, datetime.date) and (day := iso_of(value)):
            return day
        if isinstance(value, str):
            found = next(stated_dates(_OFFSET.sub(r"\1", plain_links(value))[:80]), None)
            if found:
                return found.value
    return None


_OFFSET = re.compile(r"\s*\((?:UTC|GMT)\s*([+-]\d\d:?\d\d)\)")
"""The offset as MarkDownload writes it: "2031-05-03T08:02:11 (UTC +01:00)"."""
