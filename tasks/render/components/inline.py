"""HTML of parts of a line: links, days, remarks. Other components are made of them."""

from __future__ import annotations

from markupsafe import Markup

from tasks.render.components.markup import NOTHING, html


def link(up: str, href: str, text: object) -> Markup:
    """A link from a page at the depth `up` to `href`, an address below the site's folder. `text` is escaped unless it
    is HTML."""
    return html('<a href="{}{}">{}</a>', up, href, text)


def by(speaker: str, sign: str = ":") -> Markup:
    """The speaker, followed by `sign`, before words that are his; no HTML for ""."""
    return html('<span class="by">{}{}</span> ', speaker, sign) if speaker else NOTHING


def small(text: str) -> Markup:
    """A remark in small type; no HTML for ""."""
    return html("<small>{}</small>", text) if text else NOTHING


def time(day: str, shown: str, otherwise: str | Markup) -> Markup:
    """A `<time>` element with the text `shown` for `day`, an ISO 8601 date; `otherwise` if `day` is ""."""
    return html('<time datetime="{}">{}</time>', day, shown) if day else html("{}", otherwise)
