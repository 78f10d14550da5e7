"""What an HTML page says of itself out of sight: JSON-LD, OpenGraph, meta elements, and the by-line it marks up.

Only those elements are taken from the page's tree and handed to BeautifulSoup as one small fragment: parsing whole
pages a second time costs more than finding their main text.
"""

from __future__ import annotations

import datetime
import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from bs4 import BeautifulSoup, Tag
from lxml import etree
from lxml.html import HtmlElement

from tasks.clean.days import iso_of, stated_dates
from tasks.clean.names import author_name, outlet_name
from tasks.shared.text.spans import whole_characters


class Said(NamedTuple):
    """A value of the metadata and the element that states it ("JSON-LD headline", "og:title")."""

    value: str
    basis: str


class Head(NamedTuple):
    """The metadata of a page; dates are ISO 8601, a value that the page does not state is None."""

    title: Said | None
    description: Said | None
    author: Said | None
    publisher: Said | None
    published: Said | None
    modified: Said | None
    language: Said | None
    url: Said | None
    body: str | None
    """The text of the report in the page's data, a paragraph a line."""


_ARTICLE_TYPES = frozenset(
    (
        "Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle",
        "BackgroundNewsArticle", "BlogPosting", "LiveBlogPosting", "SocialMediaPosting", "Report", "TechArticle",
    )
)  # fmt: skip
"""Types of schema.org that are a report, or may be."""

# Where each value is looked for after JSON-LD, best first: names and properties of meta elements.
_TITLE = ("og:title", "twitter:title", "dc.title", "title", "parsely-title", "sailthru.title")
_DESCRIPTION = ("og:description", "description", "twitter:description", "dc.description")
_AUTHOR = ("author", "byl", "article:author", "dc.creator", "parsely-author", "sailthru.author")
_PUBLISHER = ("og:site_name", "application-name", "dc.publisher", "twitter:site:name")
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date",
    "pubdate", "publish-date", "publishdate", "date", "dc.date", "dc.date.issued", "dcterms.created", "ptime",
)  # fmt: skip
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "lastmod", "dcterms.modified", "utime")

_BY = re.compile(r"^(?:by|von|par|por)\s+", re.I)

_MARKUP = re.compile(r"</?(?:p|br|div|a|em|strong|b|i|h\d|ul|li|blockquote)\b[^<>]*>", re.I)
_BREAK = re.compile(r"</?(?:p|br|div|h\d|li|blockquote)\b[^<>]*>", re.I)

_LARGEST = 1_000_000
"""Characters of metadata that are read; a news page has some thousands. An element larger than what is left is passed
over."""
_MOST_AUTHORS = 50
"""Elements that mark an author and are read; a report has a few, a list of teasers one for each."""


def read_head(tree: HtmlElement) -> Head:
    """The metadata that a page states about itself, from JSON-LD, meta elements and markup."""
    soup = BeautifulSoup(_fragment(tree), "lxml")
    article = _article(soup)
    metas = _metas(soup)
    language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or tree.get("xml:lang")
    page_title = soup.title.get_text(" ", strip=True) if soup.title else ""
    publisher = _first(*_outlets(_json(article, "publisher"), *_meta(metas, _PUBLISHER)))
    outlet = publisher.value if publisher else None
    return Head(
        title=_first(_json(article, "headline"), *_meta(metas, _TITLE), _said(page_title, "title element")),
        description=_first(_json(article, "description"), *_meta(metas, _DESCRIPTION)),
        author=_first(
            *_authors(outlet, _json(article, "author"), *_named(_meta(metas, _AUTHOR)), _marked_author(soup))
        ),
        publisher=publisher,
        published=_first(*_dates(_json(article, "datePublished"), *_meta(metas, _PUBLISHED), _marked_time(soup))),
        modified=_first(*_dates(_json(article, "dateModified"), *_meta(metas, _MODIFIED))),
        language=_first(_said((language or "").split("-")[0].lower(), "lang attribute"), _json(article, "inLanguage")),
        url=_first(*_addresses(_canonical(soup), *_meta(metas, ("og:url",)), _json(article, "url"))),
        body=_body(article.get("articleBody")),
    )


def _body(value: object) -> str | None:
    """The lines of a text in the page's data that are not blank; markup in it is taken away."""
    if not isinstance(value, str) or not value.strip():
        return None
    plain = html.unescape(value)
    if _MARKUP.search(plain):
        plain = BeautifulSoup(_BREAK.sub("\n", plain), "lxml").get_text()
    lines = (_folded(line) for line in plain.splitlines())
    return "\n".join(line for line in lines if line) or None


def _fragment(tree: HtmlElement) -> str:
    """The elements of the page that hold metadata, as HTML."""
    pieces: list[str] = []
    size = 0
    for element in tree.iter("title", "meta", "link", "script", "time", "a", "span", "p", "div", "address"):
        if not _holds_metadata(element):
            continue
        piece = etree.tostring(element, encoding="unicode", method="html", with_tail=False)
        if size + len(piece) > _LARGEST:
            continue
        size += len(piece)
        pieces.append(piece)
    return "".join(pieces)


def _holds_metadata(element: HtmlElement) -> bool:
    tag = element.tag
    if tag == "meta":
        return True
    if tag == "title":
        parent = element.getparent()
        return parent is not None and parent.tag == "head"
    if tag == "link":
        return "canonical" in (element.get("rel") or "").lower()
    if tag == "script":
        return (element.get("type") or "").lower().strip() == "application/ld+json"
    if tag == "time":
        return element.get("datetime") is not None
    return "author" in (element.get("itemprop"), element.get("rel"))


def _article(soup: BeautifulSoup) -> Mapping[str, Any]:
    """The first report among the page's JSON-LD objects; empty where there is none or it is broken."""
    for script in soup.find_all("script"):
        try:
            data = json.loads(script.get_text(), strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            kinds = node.get("@type")
            named = [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]
            if _ARTICLE_TYPES.intersection(named):
                return node
    return {}


def _nodes(data: object) -> Iterator[Mapping[str, Any]]:
    """The objects on the two upper levels and in `@graph`."""
    for item in data if isinstance(data, list) else [data]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            if isinstance(graph, list):
                yield from (node for node in graph if isinstance(node, dict))


def _json(article: Mapping[str, Any], key: str) -> Said | None:
    names = [name for name in _names(article.get(key)) if "://" not in name or key == "url"]
    text = ", ".join(dict.fromkeys(names))
    return _said(_BY.sub("", text) if key == "author" else text, f"JSON-LD {key}")


def _names(value: object) -> list[str]:
    """The texts of a value: itself, its `name`, or those of its items."""
    if isinstance(value, str):
        return [_folded(value)] if value.strip() else []
    if isinstance(value, dict):
        return _names(value.get("name"))
    if isinstance(value, list):
        return [name for item in value if not isinstance(item, list) for name in _names(item)]
    return []


def _metas(soup: BeautifulSoup) -> Mapping[str, str]:
    """The contents of the meta elements by name, property or itemprop in lower case; the first of each."""
    found: dict[str, str] = {}
    for meta in soup.find_all("meta"):
        content = _attribute(meta, "content")
        for attribute in ("property", "name", "itemprop"):
            name = _attribute(meta, attribute).lower()
            if name and content.strip():
                found.setdefault(name, content)
    return found


def _attribute(element: Tag, name: str) -> str:
    value = element.get(name)
    return value if isinstance(value, str) else " ".join(value or ())


def _meta(metas: Mapping[str, str], names: Sequence[str]) -> Iterator[Said | None]:
    return (_said(metas.get(name, ""), name) for name in names)


def _marked_author(soup: BeautifulSoup) -> Said | None:
    """The author that the visible by-line marks up."""
    for element in [*soup.find_all(itemprop="author"), *soup.find_all(rel="author")][:_MOST_AUTHORS]:
        inner = element.find(itemprop="name")
        name = _folded((inner or element).get_text(" ", strip=True)) or _attribute(element, "content")
        name = _BY.sub("", name)
        if name and len(name.split()) <= 6:
            return _said(name, "visible by-line")
    return None


def _marked_time(soup: BeautifulSoup) -> Said | None:
    """The time element that is marked as that of publication, or the only one of the page."""
    times = soup.find_all("time")
    for element in times:
        if _attribute(element, "itemprop").lower() == "datepublished" or element.has_attr("pubdate"):
            return _said(_attribute(element, "datetime"), "time element")
    return _said(_attribute(times[0], "datetime"), "time element") if len(times) == 1 else None


def _canonical(soup: BeautifulSoup) -> Said | None:
    link = soup.find("link")
    return _said(_attribute(link, "href"), "canonical link") if isinstance(link, Tag) else None


def _named(found: Iterator[Said | None]) -> Iterator[Said | None]:
    """Those that name somebody: addresses of profiles do not."""
    return (said for said in found if said is None or not said.value.startswith(("http:", "https:", "/", "@")))


def _authors(outlet: str | None, *found: Said | None) -> Iterator[Said | None]:
    """The names of persons alone in what the page says of its authors."""
    for said in found:
        name = author_name(said.value, outlet) if said else None
        yield Said(name, said.basis) if said and name else None


def _outlets(*found: Said | None) -> Iterator[Said | None]:
    """The names alone in what the page says of its outlet, those that are mere addresses last."""
    named = [Said(name, said.basis) for said in found if said and (name := outlet_name(said.value))]
    yield from sorted(named, key=lambda said: "." in said.value and " " not in said.value)


def _addresses(*found: Said | None) -> Iterator[Said | None]:
    return (said for said in found if said is None or said.value.startswith(("http://", "https://")))


def _dates(*found: Said | None) -> Iterator[Said | None]:
    for said in found:
        day = said and _iso(said.value)
        yield Said(day, said.basis) if said and day else None


def _iso(value: str) -> str | None:
    """The date as ISO 8601, with its time where an offset is stated."""
    try:
        moment = datetime.datetime.fromisoformat(value)
    except ValueError:
        return next((stated.value for stated in stated_dates(value[:80])), None)
    return iso_of(moment)


def _said(value: str, basis: str) -> Said | None:
    folded = _folded(value)
    return Said(folded, basis) if folded else None


def _first(*found: Said | None) -> Said | None:
    return next((said for said in found if said), None)


def _folded(value: str) -> str:
    """Character references resolved, white space folded: JSON-LD holds both where a site's template escaped twice.
    Halves of characters, which it can hold too, are left out."""
    return whole_characters(" ".join(html.unescape(value).split()))
