"""What the front matter of a Markdown file says of the report."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from tasks.clean.days import iso_of, stated_dates
from tasks.clean.removals import Removals
from tasks.records import DateBasis, Party, Title
from tasks.shared.text.spans import fold, whole_characters

_BASIS = "front matter"


def with_matter(reading: Removals, matter: Mapping[str, object]) -> Removals:
    """The reading with the values of the front matter, which go before what the text says."""
    title = _text(matter, "title", "headline")
    author = _text(matter, "author", "authors", "byline")
    publisher = _text(matter, "publisher", "outlet", "site", "site_name", "publication")
    standfirst = _text(matter, "standfirst", "subtitle", "description", "summary")
    published = _date(matter, "published", "date", "date_published", "created")
    url = _text(matter, "url", "canonical_url", "link", "source")
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
    modified = _date(matter, "modified", "updated", "lastmod", "date_modified")
    language = _text(matter, "lang", "language")
    return found._replace(
        modified=modified or found.modified,
        language=(language or "").split("-")[0].lower() or found.language,
        url=url if url and url.startswith(("http://", "https://")) else found.url,
    )


def _party(name: str, visible: Party | None) -> Party:
    """The visible one where it is the same, for it has its place in the text."""
    if visible is not None and fold(visible.name) == fold(name):
        return visible
    return Party(name=name, start=None, end=None, basis=_BASIS)


def _text(matter: Mapping[str, object], *keys: str) -> str | None:
    """The first of the keys that holds a text, or a list of texts."""
    for key in keys:
        value = matter.get(key)
        if isinstance(value, list):
            value = ", ".join(item for item in value if isinstance(item, str))
        if isinstance(value, str) and value.strip():
            return whole_characters(" ".join(value.split()))
    return None


def _date(matter: Mapping[str, object], *keys: str) -> str | None:
    """The first of the keys that holds a date, as ISO 8601; with its time where it has an offset."""
    for key in keys:
        value = matter.get(key)
        if isinstance(value, datetime.date) and (day := iso_of(value)):
            return day
        if isinstance(value, str):
            found = next(stated_dates(value[:80]), None)
            if found:
                return found.value
    return None
