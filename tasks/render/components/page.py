"""HTML of what all kinds of pages have: breadcrumbs, facts, links to neighbours, an editor's note."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from tasks.render.components.citations import words
from tasks.render.components.inline import link
from tasks.render.components.markup import NOTHING, html, joined
from tasks.render.views import Crumb, Fact


def meta(items: Iterable[str]) -> Markup:
    """The counts of a page, such as "3 documents", in one line."""
    return html('<p class="meta">{}</p>', joined([html("<span>{}</span>", item) for item in items]))


def ways(name: str, links: Sequence[Crumb], every: str, up: str) -> Markup:
    """A line with a link `name` to the full list at the address `every`, and links to some of its entries; no HTML if
    there are none."""
    shown = joined([link(up, one.href, one.text) for one in links], "; ")
    return html('<p class="meta">{}: {}</p>', link(up, every, name), shown) if links else NOTHING


def crumbs(links: Iterable[Crumb], last: str, up: str) -> Markup:
    """The breadcrumbs: links from the first page down to this one, whose name is `last`."""
    before = joined([html("{} / ", link(up, one.href, one.text)) for one in links])
    return html('<p class="crumb">{}{}</p>', before, last)


def facts(rows: Iterable[Fact], up: str) -> Markup:
    """A `<dl>` of names and values, each with its links and note."""
    return html('<dl class="facts">{}</dl>', joined([_fact(f, up) for f in rows]))


def _fact(f: Fact, up: str) -> Markup:
    value = words(f.words) if f.words else html("<code>{}</code>", f.value) if f.code else f.value
    links = joined([link(up, one.href, one.text) for one in f.links], ", ")
    note = html(' <span class="s">{}</span>', f.note) if f.note else NOTHING
    return html("<dt>{}</dt><dd>{}{}{}</dd>", f.name, value, links, note)


def note(text: Markup) -> Markup:
    """An editor's note, given as HTML, in its frame; no HTML for an empty one."""
    head = '<aside class="ed" aria-label="Editor’s note"><p class="s">Editor’s note</p>{}</aside>'
    return html(head, text) if text else NOTHING


def pager(links: Iterable[Crumb], up: str) -> Markup:
    """Links to the pages of a long list; one with an empty address is the page itself. No HTML without links."""
    shown = joined([html("<li>{}</li>", _page(p, up)) for p in links])
    return html('<nav class="pager" aria-label="Pages"><ul>{}</ul></nav>', shown) if shown else NOTHING


def _page(p: Crumb, up: str) -> Markup:
    return link(up, p.href, p.text) if p.href else html('<b aria-current="page">{}</b>', p.text)
