"""HTML of a document: its row in the list, its text line by line with the claims in the margin, and what was
removed."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from tasks.render.components.citations import letters, title, words
from tasks.render.components.inline import link, small, time
from tasks.render.components.markup import NOTHING, html, joined
from tasks.render.views import ClaimLine, Cut, Margin, Meaning, OnlyHere, Shared, SharedSide, SourceLine, TextRow


def source_row(r: SourceLine, up: str) -> Markup:
    """A `<tr>` of a document in the list of all documents: letter, title, publisher, day, and counts."""
    only = link(up, f"{r.href}#only", r.only) if r.only and r.compared else r.only
    return html(
        '<tr><td><span class="w">{}</span></td><th scope="row">{}{}</th><td>{}</td><td class="d">{}</td>'
        '<td class="n" data-h="Words">{}</td><td class="n" data-h="Claims">{}</td>'
        '<td class="n" data-h="Only here">{}</td></tr>',
        *(r.siglum, link(up, r.href, words(r.title) if r.title else r.name), small(r.group)),
        *(r.publisher or "not stated", time(r.day, r.short, "no date"), r.kept, r.claims, only),
    )


def source_line(r: TextRow, up: str) -> Markup:
    """One row of a document's text: its line number as anchor, its words, and in the margin the claims that it
    supports."""
    omitted = html('<p class="omit">{}</p>', r.left_out) if r.left_out else NOTHING
    if r.one:
        shown = words(r.words[0], "p")
    else:
        shown = html("<div>{}{}</div>", _anchors(r.also), joined([words(w, "p") for w in r.words]))
    margin = _margin(r, up) if r.margin or r.alone or r.dated else NOTHING
    return html(
        '{}<div class="ln{}" id="L{}"><a href="#L{}">{}</a>{}{}</div>',
        *(omitted, f" {r.kind}" if r.kind else "", r.number, r.number, r.number, shown, margin),
    )


def _margin(r: TextRow, up: str) -> Markup:
    """What stands beside a row: the claims of several documents, those of this one alone, and days worked out."""
    alone = '<li class="al" id="{}"><a href="#{}">{}</a></li>'
    return html(
        '<ul class="mg" lang="en">{}{}{}</ul>',
        joined([_margin_claim(g, up) for g in r.margin]),
        joined([html(alone, c.text, c.text, c.href) for c in r.alone]),
        joined([html("<li>{}: {}, inferred</li>", words(d.words), d.day) for d in r.dated]),
    )


def _margin_claim(g: Margin, up: str) -> Markup:
    chips = html(" {}", letters(g.chips, up)) if g.chips.shown else NOTHING
    return html("<li>{}{}</li>", link(up, g.href, title(g.title) if g.title else g.here), chips)


def _anchors(lines: Iterable[int]) -> Markup:
    return joined([html('<i id="L{}"></i>', line) for line in lines])


def line_links(numbers: Iterable[int]) -> Markup:
    """Links to lines of the same page, by their numbers, separated by commas."""
    return joined([html('<a href="#L{}">{}</a>', number, number) for number in numbers], ", ")


def cut(c: Cut) -> Markup:
    """An `<li>` of removed words, with the numbers of their lines and the rule that removed them."""
    return html(
        "<li{}>{}<span>{}{}</span><small>{}</small> {}</li>",
        *(html(' id="L{}"', c.ids[0]) if c.ids else NOTHING, _anchors(c.ids[1:])),
        *(c.number, f"–{c.last}" if c.last > c.number else "", c.rule, words(c.words)),
    )


def meaning(d: Meaning) -> Markup:
    """An `<li>` of a date expression or figure of the document: the number of its line, its words, and its value."""
    return html("<li><span>{}</span>{} <small>{}</small></li>", d.number, words(d.words), d.told)


def shared(p: Shared, up: str) -> Markup:
    """A passage that two documents share, in the words of each."""
    return joined([_side(side, up) for side in (p.mine, p.other)])


def _side(s: SharedSide, up: str) -> Markup:
    return html("<p>{} <small>{}</small></p>", words(s.words), link(up, s.href, f"{s.siglum}, {s.where}"))


def only_here(r: OnlyHere, up: str) -> Markup:
    """An `<li>` of a claim that no other document carries, with the number of its line."""
    return html("<li><span>{}</span>{}</li>", r.number, link(up, r.href, title(r.title)))


def absent(line: ClaimLine, up: str) -> Markup:
    """An `<li>` of a claim of other documents that was not found in this one, with its letters."""
    return html("<li>{} {}</li>", link(up, line.href, title(line.title)), letters(line.chips, up))
