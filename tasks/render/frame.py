"""The frame around every page, and the templates, compiled once."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from tasks.records import Page
from tasks.render import components, phrasing
from tasks.render.components import citations
from tasks.render.components.markup import restored
from tasks.render.views import Crumb
from tasks.shared.text.spans import closed

_NAVIGATION = (
    ("index.html", "Overview"),
    ("topic/index.html", "Topics"),
    ("claim/index.html", "Claims"),
    ("conflict/index.html", "Differences"),
    ("timeline.html", "Timeline"),
    ("speaker/index.html", "Speakers"),
    ("source/index.html", "Sources"),
    ("changes.html", "Changes"),
    ("build.html", "Method"),
)
ROOM = 23_000  # bytes of rows on a page of a long list; with the frame around them it stays within 30 kB

EARLY = (
    "document.fonts.forEach(function(f){f.load().catch(function(){})});"
    'try{var t=localStorage.getItem("dossier-theme");if(t)document.documentElement.dataset.theme=t}catch(e){}'
)
"""What runs before the first line is laid out: nothing moves when fonts arrive, and no flash of the other theme."""


def _policy() -> str:
    """What a page may load and run: that script by its hash, and files of the site; nothing from elsewhere, no other
    words of a script, no plug-in, no form to elsewhere. The bars of tables have their lengths in attributes."""
    own = base64.b64encode(hashlib.sha256(EARLY.encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'self' 'sha256-{own}'; style-src 'self'; style-src-attr 'unsafe-inline'; "
        "font-src data:; img-src data:; form-action 'self'; base-uri 'none'"
    )


POLICY = _policy()
_PARTS = 64  # heads and feet kept, of which the pages of a story have a dozen


class Frame(NamedTuple):
    """What a page passes to its frame: the browser's title, the section that the navigation marks, the description, and
    JSON-LD as HTML."""

    title: str
    section: str
    description: str = ""
    data: Markup = Markup("")


class Site:
    """Renders pages with a common frame. `title` is printed at the head of all pages; `build` and `documents` at the
    foot: the build since which the page is unchanged, and the documents it is about. `base_url` is the site's address,
    if configured."""

    def __init__(self, title: str, build: str, documents: str, base_url: str | None) -> None:
        self._title = title
        self._build = build
        self._documents = documents
        self._base = base_url.rstrip("/") + "/" if base_url else ""

    def page(self, path: str, template: str, frame: Frame, *, of: str = "", **record: object) -> Page:
        """Renders the page at `path` from a template. `record` are the values of the template, `of` replaces the
        documents at the foot. Raises jinja2's UndefinedError for a value that the template needs and is not given."""
        up = "../" * path.count("/")
        text = _rendered(
            template,
            up=up,
            frame=frame._replace(title=closed(frame.title), description=closed(frame.description)),
            mast=_mast(up, frame.section, closed(self._title)),
            foot=_foot(up, self._build, of or self._documents),
            canonical=self._base + path if self._base else "",
            site=closed(self._title),
            policy=Markup(POLICY),  # noqa: S704 - ours
            early=Markup(EARLY),  # noqa: S704 - ours
            **record,
        )
        return Page(path, _without_blanks(text).encode("utf-8"))

    def sitemap(self, paths: Iterable[str]) -> list[Page]:
        """`sitemap.xml` with all HTML pages among `paths`; no page if the site's address is not configured."""
        if not self._base:
            return []
        rows = "".join(
            f"<url><loc>{escape(self._base + path)}</loc></url>\n" for path in sorted(paths) if path.endswith(".html")
        )
        head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        return [Page("sitemap.xml", f"{head}{rows}</urlset>\n".encode())]

    def pack(
        self, rows: Iterable[Markup], stem: str, most: int, room: int = ROOM
    ) -> list[tuple[list[Markup], tuple[Crumb, ...]]]:
        """Distributes rendered rows to pages, in order.

        Args:
            rows: the rows.
            stem: the path of the first page without ending; the second is `<stem>-2.html`.
            most: the largest number of rows of a page.
            room: the largest number of bytes of a page's rows; a single row may be larger.

        Returns:
            For each page its rows and the links to the other pages. There is always one page.
        """
        chunks: list[list[Markup]] = [[]]
        size = 0
        for row in rows:
            length = len(row.encode("utf-8"))
            if chunks[-1] and (len(chunks[-1]) >= most or size + length > room):
                chunks.append([])
                size = 0
            chunks[-1].append(row)
            size += length
        return [(chunk, _pager(stem, place, len(chunks))) for place, chunk in enumerate(chunks)]


@lru_cache(maxsize=_PARTS)
def _mast(up: str, section: str, site: str) -> Markup:
    """The head of a page, which is the same in all stories."""
    return _rendered("_mast.html", up=up, section=section, site=site, navigation=_NAVIGATION)


@lru_cache(maxsize=_PARTS)
def _foot(up: str, build: str, documents: str) -> Markup:
    return _rendered("_foot.html", up=up, build=build, documents=documents, rule=phrasing.TYPE_RULE)


def _rendered(name: str, **values: object) -> Markup:
    """What a template prints of the values, and of no others: it uses none of Jinja's globals, and to merge them with
    the values of each page would take as long as to print its frame. Every value was escaped by the template."""
    template = templates().get_template(name)
    context = template.new_context({"cite": citations, "m": components, **values}, shared=True)
    return restored("".join(template.root_render_func(context)))


def _without_blanks(text: str) -> str:
    """The page without empty lines and without white space at the beginning of lines."""
    return _BLANKS.sub("\n", text)


_BLANKS = re.compile(r"\n\s+")


def numbered(stem: str, place: int) -> str:
    """The path of a page of a long list; `place` is its index, from 0."""
    return f"{stem}.html" if place == 0 else f"{stem}-{place + 1}.html"


def _pager(stem: str, here: int, pages: int) -> tuple[Crumb, ...]:
    if pages == 1:
        return ()
    near = sorted({0, pages - 1, *range(max(0, here - 3), min(pages, here + 4))})
    links: list[Crumb] = []
    for before, place in zip([-1, *near], near, strict=False):
        if place > before + 1:
            links.append(Crumb("", "…"))
        links.append(Crumb(numbered(stem, place) if place != here else "", str(place + 1)))
    return tuple(links)


def compiled() -> None:
    """Compiles all templates, for the processes that are forked from this one."""
    for name in templates().list_templates(extensions=["html"]):
        templates().get_template(name)


@lru_cache(maxsize=1)
def templates() -> Environment:
    """The environment of the templates in the package `templates`: an undefined name raises an error, and every value
    is escaped. Made once."""
    return Environment(
        loader=PackageLoader("templates", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
