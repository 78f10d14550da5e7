"""A difference between documents, with its readings."""

from __future__ import annotations

from markupsafe import Markup

from tasks.render.components.citations import letters, words
from tasks.render.components.inline import by, link
from tasks.render.components.markup import html, joined
from tasks.render.views import Difference, ReadingRow


def difference(d: Difference, up: str, level: str = "h2") -> Markup:
    """An `<li>` of a difference: its linked subject as a heading (`level` is the element's name), its kind, its
    readings with their letters, and a note."""
    return html(
        '<li id="{}"><{}>{} <span class="kind">{}</span></{}>{}<p class="s">{}</p></li>',
        *(d.id, level, link(up, d.href, d.subject), d.kind, level),
        *(joined([_reading(r, up) for r in d.readings]), d.note),
    )


def _reading(r: ReadingRow, up: str) -> Markup:
    return html('<div class="r"><span>{}{}</span>{}</div>', by(r.value), words(r.words), letters(r.chips, up))
