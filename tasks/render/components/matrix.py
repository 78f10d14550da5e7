"""HTML of the matrix of claims by document, and of the key to the letters of its columns."""

from __future__ import annotations

from markupsafe import Markup

from tasks.render.components.citations import chip, claim_link, words
from tasks.render.components.inline import link, time
from tasks.render.components.markup import NOTHING, html, joined
from tasks.render.views import Chip, Column, Key, KeyRow, Matrix, MatrixGroup, MatrixRow

_UNDATED = Markup('<span class="nd">no date</span>')
_EMPTY = Markup("<i></i>")


def key(k: Key, up: str) -> Markup:
    """The sources key: the letter and title of each document, and how letters are to be read."""
    every = html('<p class="s">{}</p>', link(up, "source/index.html", k.all)) if k.all else NOTHING
    return html(
        '<aside class="key" aria-labelledby="key-h"><h2 id="key-h">Sources</h2><ol>{}</ol>{}'
        '<p class="how"><span class="w q">{}</span> quotes&ensp;<span class="w">{}</span> '
        'paraphrases&ensp;<span class="w d">{}</span> wording or figure differs. '
        "Select a letter to see the passage. {}</p></aside>",
        *(joined([_key_row(r, up) for r in k.rows]), every, k.letter, k.letter, k.letter, k.rule),
    )


def _key_row(r: KeyRow, up: str) -> Markup:
    return html(
        '<li><span class="w">{}</span>{}{}<small>{}</small></li>',
        *(r.siglum, link(up, r.href, words(r.title) if r.title else r.name), time(r.day, r.short, _UNDATED), r.note),
    )


def matrix(m: Matrix, up: str) -> Markup:
    """The `<table>` of claims: one row for each, with the letters of the documents that carry it in their columns."""
    counts = Markup('<th class="n" scope="col">Docs</th>') if m.counts else NOTHING
    return html(
        '<table class="mx{}"><thead><tr><th scope="col">Claim</th>{}{}'
        '<th scope="col" class="n h">Publ.</th><th class="o h" scope="col">Traced to</th></tr></thead>\n{}</table>',
        *(" cov" if m.columns else "", joined([_column(c) for c in m.columns]), counts),
        joined([_group(g, m, up) for g in m.groups]),
    )


def _column(c: Column) -> Markup:
    return html('<th class="c" scope="col"><abbr title="{}">{}</abbr></th>', c.label, c.siglum)


def _group(g: MatrixGroup, m: Matrix, up: str) -> Markup:
    label = NOTHING
    if g.topic.text:
        named = link(up, g.topic.href, g.topic.text) if g.topic.href else g.topic.text
        label = html('<tr class="g"><th colspan="{}" scope="rowgroup">{}</th></tr>', m.width, named)
    rows = joined([_row(r, up, counts=m.counts) for r in g.rows], "\n")
    return html("<tbody>{}{}\n</tbody>\n", label, rows)


def _row(r: MatrixRow, up: str, *, counts: bool) -> Markup:
    return html(
        '<tr data-c="{}"><th scope="row">{}</th>{}{}<td class="n h">{}</td><td class="o h">{}</td></tr>',
        *(r.line.id, claim_link(r.line, up), joined([_cell(chips, up) for chips in r.cells])),
        html('<td class="n">{}</td>', r.line.documents) if counts else NOTHING,
        *(r.line.publishers, r.line.traced),
    )


def _cell(chips: tuple[Chip, ...], up: str) -> Markup:
    return html('<td class="c">{}</td>', joined([chip(one, up) for one in chips]) if chips else _EMPTY)
