"""HTML of a day of the timeline, and of its entries."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from tasks.render.components.citations import letters, title, words
from tasks.render.components.inline import link, small
from tasks.render.components.markup import NOTHING, html, joined
from tasks.render.views import Basis, Crumb, Day, TimelineEntry


def day(d: Day, up: str) -> Markup:
    """An `<li>` of one date: its entries, given as HTML, the number of those left out, and the documents published on
    it."""
    return html(
        '<li id="d{}"><h2>{}{}</h2><div>{}{}</div><p class="pub">{}</p></li>',
        *(d.id, html('<time datetime="{}">{}</time>', d.value, d.text)),
        *(html(" {}", small(d.precision)) if d.precision else NOTHING, joined(d.entries)),
        *(html('<p class="s">{}</p>', d.more) if d.more else NOTHING, _published(d.published, up)),
    )


def entry(e: TimelineEntry, up: str) -> Markup:
    """A claim on a day of the timeline: its linked title, letters, whether it was planned, and the words that give the
    day."""
    basis = html("Dated from {}", joined([_basis(b) for b in e.basis], "; ")) if e.basis else NOTHING
    return html(
        '<div class="en{}"><p>{} {}</p><small>{}{}</small></div>',
        *(" plan" if e.planned else "", link(up, e.href, title(e.title)), letters(e.chips, up)),
        *(f"{e.planned}. " if e.planned else "", basis),
    )


def _basis(b: Basis) -> Markup:
    return html("{} in {}{}", words(b.words), b.siglum, f" ({b.how})" if b.how else "")


def _published(links: Sequence[Crumb], up: str) -> Markup:
    if not links:
        return NOTHING
    letter = '<a class="w" href="{}{}">{}</a>'
    shown = joined([html(letter, up, one.href, one.text) for one in links])
    return html('<small>published</small> <span class="ws">{}</span>', shown)
