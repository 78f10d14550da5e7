"""HTML of a speaker: the row in the list of all speakers, and statements."""

from __future__ import annotations

from markupsafe import Markup, escape

from tasks.render.components.citations import letters, words
from tasks.render.components.inline import link, small
from tasks.render.components.markup import NOTHING, html, joined
from tasks.render.views import SpeakerLine, SpeakerStatement

_NONE = Markup('<td class="c"><i></i></td>')


def speaker_row(r: SpeakerLine, up: str) -> Markup:
    """A `<tr>` of a speaker in the list of all: the number of quotations in each document, or if there are many
    documents, the letters of those that quote him."""
    cell = '<td class="c"><b style="--n:{}">{}</b></td>'
    return html(
        '<tr><th scope="row">{}{}</th>{}<td class="n">{}</td>{}</tr>',
        *(link(up, r.href, r.name), html(" {}", small(r.kind)) if r.kind else NOTHING),
        *(joined([html(cell, n, n) if n else _NONE for n in r.cells]), r.amount),
        NOTHING if r.cells else html('<td class="o">{}</td>', r.letters),
    )


def statement(s: SpeakerStatement, up: str) -> Markup:
    """An `<li>` of a statement: its day, words, letters, how the speaker is known, and a link to the quotation."""
    beside = [escape(s.how)] if s.how else []
    if s.quote:
        beside.append(link(up, s.quote, "quotation"))
    return html(
        '<li><span class="when">{}</span><div>{} {}{}</div></li>',
        *(s.day, words(s.words), letters(s.chips, up)),
        html("<small>{}</small>", joined(beside, " · ")) if beside else NOTHING,
    )


def spelling_letters(letters: list[Markup]) -> Markup:
    """The letters, given as HTML, of the documents that print a spelling of a name."""
    return html('<span class="ws">{}</span>', joined(letters))
