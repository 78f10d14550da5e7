"""HTML of a claim: as a row of a list, with its passages, and how widely it is carried."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from tasks.render.components.citations import chip, claim_link, letters, words
from tasks.render.components.inline import link, small
from tasks.render.components.markup import NOTHING, html, joined
from tasks.render.views import ClaimLine, HopLine, PassageRow, Rung


def claim_row(line: ClaimLine, up: str) -> Markup:
    """An `<li>` with the claim's id as anchor: its linked title and its letters, for the list of all claims."""
    return html('<li id="{}">{}{}</li>', line.id, claim_link(line, up), letters(line.chips, up))


def claim_item(line: ClaimLine, up: str) -> Markup:
    """An `<li>` without anchor: its linked title and its letters, for any other list."""
    return html("<li>{}{}</li>", claim_link(line, up), letters(line.chips, up))


def passage(p: PassageRow, up: str) -> Markup:
    """An `<li>` of a passage in its context: letter, words, line, and the attribution chain with the origin first."""
    silent = " · The document gives no attribution." if p.unattributed else ""
    because = html('<p class="loc">Taken for one statement: {}.</p>', p.because) if p.because else NOTHING
    return html(
        '<li id="{}"><span>{}</span><div>{}<p class="loc">{} · {}{}</p>{}</div>'
        '<ol class="chain" aria-label="Attribution">{}</ol></li>',
        *(p.anchor, chip(p.chip, up), words(p.words, "blockquote")),
        *(
            p.where,
            link(up, p.read, f"read in source {p.chip.siglum}"),
            silent,
            because,
            joined([_hop(h) for h in p.chain]),
        ),
    )


def passages(ps: Iterable[PassageRow], up: str) -> Markup:
    """The passages as `<li>` elements, in the given order."""
    return joined([passage(p, up) for p in ps])


def _hop(h: HopLine) -> Markup:
    if h.inferred or h.note:
        return html("<li{}>{}{}</li>", _INFERRED if h.inferred else NOTHING, h.name, small(h.note))
    return html("<li>{}</li>", h.name)


_INFERRED = Markup(' class="inf"')


def ladder(rungs: Iterable[Rung]) -> Markup:
    """`<dt>` and `<dd>` pairs: in how many documents, from how many publishers and origins a claim is found."""
    return joined(
        [
            html(
                '<dt>{}</dt><dd class="p" aria-hidden="true">{}<u>{}</u></dd><dd class="t">{}</dd>',
                *(r.name, r.full, r.empty, r.told),
            )
            for r in rungs
        ]
    )


def connected(pairs: Iterable[tuple[ClaimLine, str]], up: str) -> Markup:
    """`<li>` elements of claims, each with the reason why it is connected to the claim of the page."""
    row = "<li><span>{} <small>{}</small></span>{}</li>"
    return joined([html(row, claim_link(line, up), reason, letters(line.chips, up)) for line, reason in pairs])
