"""HTML of citations: words of a document, and the letters of the documents that carry them.

There are hundreds of them on a page, so they are functions and not macros, which take ten times as long. Templates call
them as `cite.words(…)`. Each takes a flat record, and most take `up`, the relative path to the site's folder ("../" on
a page in a folder, "" on one beside `index.html`); every value is escaped.
"""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup, escape

from tasks.render.components.markup import NOTHING, html, joined
from tasks.render.views import Chip, Chips, ClaimLine, ClaimTitle, VerbatimWords, WordRun

_MANY = 1 << 12  # titles and letters of claims return on several pages of their story


def words(w: VerbatimWords, tag: str = "span") -> Markup:
    """Words of a document as an element `tag`, with the document's letter and their range as attributes; a `q` element
    instead of a span if the document has quotation marks around them."""
    tag = "q" if w.marks and tag == "span" else tag
    inner = _run(w.parts[0]) if len(w.parts) == 1 else joined([_run(part) for part in w.parts])
    if w.language:
        return html(_IN_LANGUAGE, w.before, tag, w.siglum, w.start, w.end, w.language, inner, tag, w.after)
    return html(_WORDS, w.before, tag, w.siglum, w.start, w.end, inner, tag, w.after)


_WORDS = '{}<{} class="v" data-d="{}" data-s="{}" data-n="{}" dir="auto">{}</{}>{}'
_IN_LANGUAGE = '{}<{} class="v" data-d="{}" data-s="{}" data-n="{}" lang="{}" dir="auto">{}</{}>{}'


def _run(part: WordRun) -> Markup:
    """A run of words under its marks: evidence, attribution, what the others word otherwise."""
    shown = escape(part.text)
    if not part.kind:
        return shown
    if "x" in part.kind:
        shown = html('<em class="x">{}</em>', shown)
    if "u" in part.kind:
        shown = html("<u>{}</u>", shown)
    if "m" in part.kind or "o" in part.kind:
        style = NOTHING if "m" in part.kind else _ONE_DOCUMENT
        if part.id:
            return html('<mark{} id="{}">{}</mark>', style, part.id, shown)
        return html("<mark{}>{}</mark>", style, shown)
    return shown


_ONE_DOCUMENT = Markup(' class="o"')  # evidence of a claim that no other document carries


def chip(c: Chip, up: str, claim: str = "") -> Markup:
    """The letter of one document as a link to its line; `claim` is the id of the claim whose popover it opens, "" for
    none."""
    if claim:
        return html(_OPENING, c.style, claim, up, c.href, c.label, c.siglum)
    return html(_CHIP, c.style, up, c.href, c.label, c.siglum)


_CHIP = '<a class="{}" href="{}{}" aria-label="{}">{}</a>'
_OPENING = '<a class="{}" data-c="{}" href="{}{}" aria-label="{}">{}</a>'


@lru_cache(maxsize=_MANY)
def letters(cs: Chips, up: str) -> Markup:
    """The letters of the documents that carry a claim, as links, and a link with the number of those left out.
    Cached."""
    shown = joined([chip(c, up) for c in cs.shown])
    if cs.more:
        more = '{}<a class="more" href="{}{}" aria-label="{} more documents">+{}</a>'
        shown = html(more, shown, up, cs.href, cs.more, cs.more)
    if cs.claim:
        return html('<span class="ws" data-c="{}">{}</span>', cs.claim, shown)
    return html('<span class="ws">{}</span>', shown)


@lru_cache(maxsize=_MANY)
def title(t: ClaimTitle) -> Markup:
    """The title of a claim as HTML: its speaker, if there is one, its words, and the values that others state instead.
    Cached."""
    shown = words(t.words)
    if t.differs:
        shown = html("{} <small>{}</small>", shown, t.differs)
    return html('<span class="by">{}</span> {}', t.speaker, shown) if t.speaker else shown


def claim_link(line: ClaimLine, up: str) -> Markup:
    """The title of a claim as a link to its page or passage."""
    return html('<a href="{}{}">{}</a>', up, line.href, title(line.title))
