"""HTML of an utterance: its row in the list, and its wordings side by side."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup

from tasks.render.components.citations import chip, letters, words
from tasks.render.components.inline import by, link
from tasks.render.components.markup import NOTHING, html, joined
from tasks.render.views import Comparison, QuoteLine, WordingRow

_NOT_QUOTED = Markup('<td class="gap">not quoted</td>')
_COMPARED = 1 << 6  # a quotation is compared on its own page and on those of its claims and topics


@lru_cache(maxsize=_COMPARED)
def comparison(c: Comparison, up: str) -> Markup:
    """The wordings of one utterance as a table: one row for each wording, one column for each common part. Cached."""
    parts = [f"Part {head}" for head in c.heads] or ["Wording"]
    return html(
        '<div class="scroll" tabindex="0" role="region" aria-label="{}, table"><table class="app{}">'
        '<thead class="vh"><tr><th scope="col">Source</th>{}</tr></thead><tbody>\n{}</tbody></table></div>\n'
        '<p class="s after">{}</p>',
        *(c.title, " cols" if c.heads else "", joined([html('<th scope="col">{}</th>', part) for part in parts])),
        *(joined([_wording(r, up) for r in c.rows]), c.note),
    )


def _wording(r: WordingRow, up: str) -> Markup:
    cells = joined([html("<td>{}</td>", words(cell)) if cell else _NOT_QUOTED for cell in r.cells])
    letters = joined([chip(c, up) for c in r.chips])
    return html('<tr><th scope="row"><span class="ws">{}</span></th>{}</tr>', letters, cells)


def quote_row(q: QuoteLine, up: str) -> Markup:
    """An `<li>` of an utterance in the list of all quotations: speaker, words, number of wordings, letters."""
    wordings = html(" <small>{} wordings</small>", q.wordings) if q.wordings > 1 else NOTHING
    return html(
        "<li><span>{}{}{}</span>{}</li>",
        *(by(q.speaker, " said"), link(up, q.href, words(q.words)), wordings, letters(q.chips, up)),
    )
