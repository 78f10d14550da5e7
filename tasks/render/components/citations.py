"""Every citation of the site is printed by one of these: words of a document, and the letters of its witnesses.

They stand on every page by the hundred, so they are functions and not macros: a page takes a tenth of the time. They
give plain strings, in which every value is escaped; only what a template prints is marked as safe for it. Templates
call them as `cite.words(…)`.
"""

from __future__ import annotations

from functools import lru_cache

from tasks.render.views import Chip, Chips, ClaimLine, ClaimTitle, VerbatimWords, WordRun


def html(text: str) -> str:
    """Text as HTML: what `markupsafe.escape` gives, but as a plain string, for it becomes a part of another."""
    text = text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")
    return text.replace("'", "&#39;").replace('"', "&#34;")


escaped = lru_cache(maxsize=1 << 14)(html)
"""The same for addresses, letters and labels, which return on many pages."""

_MANY = 1 << 12  # titles and letters of claims return on several pages of their story


def words(w: VerbatimWords, tag: str = "span") -> str:
    """Words of a document, with its letter and their range, and with quotation marks where the document has them."""
    tag = "q" if w.marks and tag == "span" else tag
    language = f' lang="{escaped(w.language)}"' if w.language else ""
    inner = "".join([_run(part) if part.kind else html(part.text) for part in w.parts])
    shown = f'<{tag} class="v" data-d="{escaped(w.siglum)}" data-s="{w.start}" data-n="{w.end}"{language} dir="auto">'
    return f"{escaped(w.before)}{shown}{inner}</{tag}>{escaped(w.after)}"


def _run(part: WordRun) -> str:
    """A run of words under its marks: evidence, attribution, what the others word otherwise."""
    shown = html(part.text)
    if "x" in part.kind:
        shown = f'<em class="x">{shown}</em>'
    if "u" in part.kind:
        shown = f"<u>{shown}</u>"
    if "m" in part.kind or "o" in part.kind:
        style = "" if "m" in part.kind else ' class="o"'
        anchor = f' id="{part.id}"' if part.id else ""
        shown = f"<mark{style}{anchor}>{shown}</mark>"
    return shown


def chip(c: Chip, up: str, claim: str = "") -> str:
    """The letter of one witness."""
    about = f' data-c="{claim}"' if claim else ""
    return _chip(c, up, about)


def _chip(c: Chip, up: str, about: str = "") -> str:
    where = f'href="{up}{escaped(c.href)}" aria-label="{escaped(c.label)}"'
    return f'<a class="{c.style}"{about} {where}>{escaped(c.siglum)}</a>'


@lru_cache(maxsize=_MANY)
def letters(cs: Chips, up: str) -> str:
    """The letters of the witnesses of a claim."""
    about = f' data-c="{cs.claim}"' if cs.claim else ""
    shown = "".join([_chip(c, up) for c in cs.shown])
    more = ""
    if cs.more:
        more = f'<a class="more" href="{up}{escaped(cs.href)}" aria-label="{cs.more} more documents">+{cs.more}</a>'
    return f'<span class="ws"{about}>{shown}{more}</span>'


@lru_cache(maxsize=_MANY)
def title(t: ClaimTitle) -> str:
    """The title of a claim: its speaker, if it is speech, and its words."""
    by = f'<span class="by">{escaped(t.speaker)}</span> ' if t.speaker else ""
    return f"{by}{words(t.words)}"


def claim_link(line: ClaimLine, up: str) -> str:
    """The title of a claim as a link to it."""
    return f'<a href="{up}{escaped(line.href)}">{title(line.title)}</a>'
