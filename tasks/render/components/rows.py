"""Rows and blocks that pages print by the hundred, as functions for the same reason as the citations in them.

Each takes a flat record and the way up to the site's folder. Templates call them as `m.facts(…)`, and pages of long
lists print their rows by name before they are packed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from tasks.render.components.citations import chip, claim_link, escaped, letters, title, words
from tasks.render.views import (
    Basis,
    ClaimLine,
    Comparison,
    Crumb,
    Cut,
    Day,
    Difference,
    Fact,
    HopLine,
    Key,
    Margin,
    Matrix,
    MatrixRow,
    Meaning,
    OnePublisher,
    OnlyHere,
    PassageRow,
    QuoteLine,
    Rung,
    Shared,
    SharedSide,
    SourceLine,
    SpeakerLine,
    SpeakerStatement,
    StoryLine,
    SummarySentence,
    TextRow,
    TimelineEntry,
    TopicLine,
    WordingRow,
)

if TYPE_CHECKING:  # they make the records, and have their rows printed here
    from tasks.render.pages.claims import HopLine, PassageRow, Rung
    from tasks.render.pages.differences import Difference
    from tasks.render.pages.overview import StoryLine
    from tasks.render.pages.quotes import QuoteLine
    from tasks.render.pages.sources import Cut, Margin, Meaning, OnlyHere, Shared, SharedSide, SourceLine, TextRow
    from tasks.render.pages.speakers import SpeakerLine, SpeakerStatement
    from tasks.render.pages.timeline import Basis, Day, TimelineEntry
    from tasks.render.pages.topics import TopicLine
    from tasks.render.parts.gaps import OnePublisher
    from tasks.render.parts.matrix import Key, Matrix, MatrixRow
    from tasks.render.parts.wordings import Comparison, WordingRow


def all(rows: Iterable[str], between: str = "") -> str:
    """Rows that have been printed, one after the other."""
    return between.join(rows)


def _link(up: str, href: str, text: str) -> str:
    return f'<a href="{up}{escaped(href)}">{text}</a>'


def _by(speaker: str, sign: str = ":") -> str:
    """The speaker before words that are his, in the dossier's voice."""
    return f'<span class="by">{escaped(speaker)}{sign}</span> ' if speaker else ""


def _small(text: str) -> str:
    return f"<small>{escaped(text)}</small>" if text else ""


def _time(day: str, shown: str, otherwise: str) -> str:
    return f'<time datetime="{escaped(day)}">{escaped(shown)}</time>' if day else otherwise


def _sentence(s: SummarySentence, up: str) -> str:
    return f"<p>{_by(s.speaker)}{words(s.words)} {letters(s.chips, up)}</p>"


def summary(sentences: Iterable[SummarySentence], up: str) -> str:
    return f'<div class="stand">{"".join([_sentence(s, up) for s in sentences])}</div>'


def meta(items: Iterable[str]) -> str:
    return f'<p class="meta">{"".join([f"<span>{escaped(item)}</span>" for item in items])}</p>'


def ways(name: str, links: Sequence[Crumb], every: str, up: str) -> str:
    """Links to what stands one step away, after a link to the list of them all."""
    shown = "; ".join([_link(up, link.href, escaped(link.text)) for link in links])
    return f'<p class="meta">{_link(up, every, escaped(name))}: {shown}</p>' if links else ""


def crumbs(links: Iterable[Crumb], last: str, up: str) -> str:
    before = "".join([f"{_link(up, link.href, escaped(link.text))} / " for link in links])
    return f'<p class="crumb">{before}{escaped(last)}</p>'


def facts(rows: Iterable[Fact], up: str) -> str:
    return f'<dl class="facts">{"".join([_fact(f, up) for f in rows])}</dl>'


def _fact(f: Fact, up: str) -> str:
    value = words(f.words) if f.words else f"<code>{escaped(f.value)}</code>" if f.code else escaped(f.value)
    links = ", ".join([_link(up, link.href, escaped(link.text)) for link in f.links])
    note = f' <span class="s">{escaped(f.note)}</span>' if f.note else ""
    return f"<dt>{escaped(f.name)}</dt><dd>{value}{links}{note}</dd>"


def key(k: Key, up: str) -> str:
    """The sources key: the letter of each document, and how its letters are to be read."""
    undated = '<span class="nd">no date</span>'
    rows = "".join(
        [
            f'<li><span class="w">{escaped(r.siglum)}</span>'
            f"{_link(up, r.href, words(r.title) if r.title else escaped(r.name))}"
            f"{_time(r.day, r.short, undated)}<small>{escaped(r.note)}</small></li>"
            for r in k.rows
        ]
    )
    every = f'<p class="s">{_link(up, "source/index.html", escaped(k.all))}</p>' if k.all else ""
    letter = escaped(k.letter)
    return (
        f'<aside class="key" aria-labelledby="key-h"><h2 id="key-h">Sources</h2><ol>{rows}</ol>{every}'
        f'<p class="how"><span class="w q">{letter}</span> quotes&ensp;<span class="w">{letter}</span> '
        f'paraphrases&ensp;<span class="w d">{letter}</span> wording or figure differs. '
        f"Select a letter to see the passage. {escaped(k.rule)}</p></aside>"
    )


def matrix(m: Matrix, up: str) -> str:
    """The table of claims: which documents carry each."""
    columns = "".join([_column(c.siglum, c.label) for c in m.columns])
    counts = '<th class="n" scope="col">Docs</th>' if m.counts else ""
    bodies = []
    for g in m.groups:
        topic = escaped(g.topic.text)
        named = _link(up, g.topic.href, topic) if g.topic.href else topic
        label = f'<tr class="g"><th colspan="{m.width}" scope="rowgroup">{named}</th></tr>' if topic else ""
        rows = "\n".join([_matrix_row(r, up, counts=m.counts) for r in g.rows])
        bodies.append(f"<tbody>{label}{rows}\n</tbody>\n")
    return (
        f'<table class="mx{" cov" if m.columns else ""}"><thead><tr><th scope="col">Claim</th>{columns}{counts}'
        f'<th scope="col" class="n h">Publ.</th><th class="o h" scope="col">Traced to</th></tr></thead>\n'
        f"{''.join(bodies)}</table>"
    )


def _column(siglum: str, label: str) -> str:
    return f'<th class="c" scope="col"><abbr title="{escaped(label)}">{escaped(siglum)}</abbr></th>'


def _matrix_row(r: MatrixRow, up: str, *, counts: bool) -> str:
    cells = "".join(
        [f'<td class="c">{"".join([chip(one, up) for one in c]) if c else "<i></i>"}</td>' for c in r.cells]
    )
    documents = f'<td class="n">{r.line.documents}</td>' if counts else ""
    return (
        f'<tr data-c="{r.line.id}"><th scope="row">{claim_link(r.line, up)}</th>{cells}{documents}'
        f'<td class="n h">{r.line.publishers}</td><td class="o h">{escaped(r.line.traced)}</td></tr>'
    )


def claim_row(line: ClaimLine, up: str) -> str:
    return f'<li id="{line.id}">{claim_link(line, up)}{letters(line.chips, up)}</li>'


def claim_item(line: ClaimLine, up: str) -> str:
    return f"<li>{claim_link(line, up)}{letters(line.chips, up)}</li>"


def note(html: str) -> str:
    """An editor's note, which is HTML already."""
    head = '<aside class="ed" aria-label="Editor’s note"><p class="s">Editor’s note</p>'
    return f"{head}{html}</aside>" if html else ""


def pager(links: Iterable[Crumb], up: str) -> str:
    shown = "".join([f"<li>{_page(p, up)}</li>" for p in links])
    return f'<nav class="pager" aria-label="Pages"><ul>{shown}</ul></nav>' if shown else ""


def _page(p: Crumb, up: str) -> str:
    return _link(up, p.href, escaped(p.text)) if p.href else f'<b aria-current="page">{escaped(p.text)}</b>'


def difference(d: Difference, up: str, level: str = "h2") -> str:
    readings = "".join(
        [f'<div class="r"><span>{_by(r.value)}{words(r.words)}</span>{letters(r.chips, up)}</div>' for r in d.readings]
    )
    return (
        f'<li id="{d.id}"><{level}>{_link(up, d.href, escaped(d.subject))} <span class="kind">{escaped(d.kind)}</span>'
        f'</{level}>{readings}<p class="s">{escaped(d.note)}</p></li>'
    )


def topic_row(t: TopicLine, up: str) -> str:
    sentence = _sentence(t.sentence, up) if t.sentence else ""
    story = f". {escaped(t.story)}" if t.story else ""
    return (
        f"<li><div><h2>{_link(up, t.href, escaped(t.label))}</h2>{sentence}</div>"
        f'<p class="s">{escaped(t.claims)}, {escaped(t.documents)}{story}</p></li>'
    )


def story_row(t: StoryLine, up: str) -> str:
    heading = words(t.heading) if t.heading else escaped(t.label)
    return (
        f"<li><div><h2>{_link(up, t.href, heading)}</h2>{''.join([_sentence(s, up) for s in t.summary])}</div>"
        f'<p class="s">{escaped(t.days)}<br>{escaped(t.counts)}</p></li>'
    )


def source_row(r: SourceLine, up: str) -> str:
    only = _link(up, f"{r.href}#only", str(r.only)) if r.only and r.compared else r.only
    return (
        f'<tr><td><span class="w">{escaped(r.siglum)}</span></td>'
        f'<th scope="row">{_link(up, r.href, words(r.title) if r.title else escaped(r.name))}{_small(r.group)}</th>'
        f'<td>{escaped(r.publisher or "not stated")}</td><td class="d">{_time(r.day, r.short, "no date")}</td>'
        f'<td class="n" data-h="Words">{r.kept}</td><td class="n" data-h="Claims">{r.claims}</td>'
        f'<td class="n" data-h="Only here">{only}</td></tr>'
    )


@lru_cache(maxsize=1 << 6)
def comparison(c: Comparison, up: str) -> str:
    """The wordings of one utterance side by side."""
    parts = [f"Part {escaped(head)}" for head in c.heads] or ["Wording"]
    heads = "".join([f'<th scope="col">{part}</th>' for part in parts])
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escaped(c.title)}, table">'
        f'<table class="app{" cols" if c.heads else ""}"><thead class="vh"><tr><th scope="col">Source</th>{heads}</tr>'
        f"</thead><tbody>\n{''.join([_wording(r, up) for r in c.rows])}</tbody></table></div>\n"
        f'<p class="s after">{escaped(c.note)}</p>'
    )


def _wording(r: WordingRow, up: str) -> str:
    cells = "".join([f"<td>{words(cell)}</td>" if cell else '<td class="gap">not quoted</td>' for cell in r.cells])
    return f'<tr><th scope="row"><span class="ws">{"".join([chip(c, up) for c in r.chips])}</span></th>{cells}</tr>'


def passage(p: PassageRow, up: str) -> str:
    """A passage in its context, with the chain of attribution."""
    chain = "".join([_hop(h) for h in p.chain])
    silent = " · The document gives no attribution." if p.unattributed else ""
    return (
        f'<li id="{p.anchor}"><span>{chip(p.chip, up)}</span><div>{words(p.words, "blockquote")}<p class="loc">'
        f"{escaped(p.where)} · {_link(up, p.read, f'read in source {escaped(p.chip.siglum)}')}{silent}</p></div>"
        f'<ol class="chain" aria-label="Attribution">{chain}</ol></li>'
    )


def passages(ps: Iterable[PassageRow], up: str) -> str:
    return "".join([passage(p, up) for p in ps])


def ladder(rungs: Iterable[Rung]) -> str:
    """In how many documents, from how many publishers and origins a claim stands."""
    return "".join(
        [
            f'<dt>{escaped(r.name)}</dt><dd class="p" aria-hidden="true">{r.full}<u>{r.empty}</u></dd>'
            f'<dd class="t">{escaped(r.told)}</dd>'
            for r in rungs
        ]
    )


def connected(pairs: Iterable[tuple[ClaimLine, str]], up: str) -> str:
    """Claims with the reason why each is connected to the one of the page."""
    return "".join(
        [
            f"<li><span>{claim_link(line, up)} <small>{escaped(reason)}</small></span>{letters(line.chips, up)}</li>"
            for line, reason in pairs
        ]
    )


def line_links(numbers: Iterable[int]) -> str:
    return ", ".join([f'<a href="#L{number}">{number}</a>' for number in numbers])


def _hop(h: HopLine) -> str:
    inferred = ' class="inf"' if h.inferred else ""
    return f"<li{inferred}>{escaped(h.name)}{_small(h.note)}</li>"


def speaker_row(r: SpeakerLine, up: str) -> str:
    shown = [f'<b style="--n:{n}">{n}</b>' if n else "<i></i>" for n in r.cells]
    cells = "".join([f'<td class="c">{cell}</td>' for cell in shown])
    kind = f" {_small(r.kind)}" if r.kind else ""
    found = "" if r.cells else f'<td class="o">{escaped(r.letters)}</td>'
    return (
        f'<tr><th scope="row">{_link(up, r.href, escaped(r.name))}{kind}</th>{cells}<td class="n">{r.amount}</td>'
        f"{found}</tr>"
    )


def statement(s: SpeakerStatement, up: str) -> str:
    quote = _link(up, s.quote, "quotation") if s.quote else ""
    beside = " · ".join([text for text in (escaped(s.how), quote) if text])
    small = f"<small>{beside}</small>" if beside else ""
    return (
        f'<li><span class="when">{escaped(s.day)}</span><div>{words(s.words)} {letters(s.chips, up)}{small}</div></li>'
    )


def quote_row(q: QuoteLine, up: str) -> str:
    wordings = f" <small>{q.wordings} wordings</small>" if q.wordings > 1 else ""
    return (
        f"<li><span>{_by(q.speaker, ' said')}{_link(up, q.href, words(q.words))}{wordings}</span>"
        f"{letters(q.chips, up)}</li>"
    )


def day(d: Day, up: str) -> str:
    """A day of the timeline: what happened or was said, and what was published."""
    precision = f" {_small(d.precision)}" if d.precision else ""
    more = f'<p class="s">{escaped(d.more)}</p>' if d.more else ""
    day_of = f'<time datetime="{escaped(d.value)}">{escaped(d.text)}</time>'
    return (
        f'<li id="d{d.id}"><h2>{day_of}{precision}</h2><div>{"".join(d.entries)}{more}</div>'
        f'<p class="pub">{_published(d.published, up)}</p></li>'
    )


def entry(e: TimelineEntry, up: str) -> str:
    """What happened or was said on a day."""
    planned = f"{escaped(e.planned)}. " if e.planned else ""
    basis = f"Dated from {'; '.join([_basis(b) for b in e.basis])}" if e.basis else ""
    return (
        f'<div class="en{" plan" if e.planned else ""}"><p>{_link(up, e.href, title(e.title))} '
        f"{letters(e.chips, up)}</p><small>{planned}{basis}</small></div>"
    )


def _basis(b: Basis) -> str:
    return f"{words(b.words)} in {escaped(b.siglum)}{f' ({escaped(b.how)})' if b.how else ''}"


def _published(links: Sequence[Crumb], up: str) -> str:
    if not links:
        return ""
    shown = "".join([_letter(link, up) for link in links])
    return f'<small>published</small> <span class="ws">{shown}</span>'


def _letter(link: Crumb, up: str) -> str:
    return f'<a class="w" href="{up}{escaped(link.href)}">{escaped(link.text)}</a>'


def alone(a: OnePublisher | None, up: str) -> str:
    """What only one publisher carries."""
    if not a:
        return ""
    rows = "".join(
        [
            f"<li><span>{escaped(r.name or 'Publisher not stated')}: {escaped(r.told)}</span>"
            f"<span>{''.join([_alone(link, up) for link in r.links])}</span></li>"
            for r in a.rows
        ]
    )
    return (
        '<section aria-labelledby="op"><div class="sh"><h2 id="op">What only one publisher carries</h2>'
        f'<a class="s" href="{up}source/index.html">By document</a></div><p>{escaped(a.told)}</p>'
        f'<ul class="list">{rows}{f"<li>{escaped(a.more)}</li>" if a.more else ""}</ul></section>'
    )


def _alone(link: Crumb, up: str) -> str:
    letter = escaped(link.text)
    return f'<a class="w" href="{up}{escaped(link.href)}" aria-label="{letter}, what it alone carries">{letter}</a> '


def source_line(r: TextRow, up: str) -> str:
    """A row of a document's text with its number, and in the margin the claims that rest on it."""
    omitted = f'<p class="omit">{escaped(r.left_out)}</p>' if r.left_out else ""
    if r.one:
        shown: str = words(r.words[0], "p")
    else:
        shown = f"<div>{_anchors(r.also)}{''.join([words(w, 'p') for w in r.words])}</div>"
    margin = ""
    if r.margin or r.alone or r.dated:
        claims = "".join([_margin(g, up) for g in r.margin])
        ids = "".join([f'<li class="al" id="{c.text}"><a href="#{c.text}">{escaped(c.href)}</a></li>' for c in r.alone])
        days = "".join([f"<li>{words(d.words)}: {escaped(d.day)}, inferred</li>" for d in r.dated])
        margin = f'<ul class="mg" lang="en">{claims}{ids}{days}</ul>'
    number, kind = r.number, f" {r.kind}" if r.kind else ""
    return f'{omitted}<div class="ln{kind}" id="L{number}"><a href="#L{number}">{number}</a>{shown}{margin}</div>'


def _margin(g: Margin, up: str) -> str:
    chips = f" {letters(g.chips, up)}" if g.chips.shown else ""
    return f"<li>{_link(up, g.href, title(g.title) if g.title else escaped(g.here))}{chips}</li>"


def _anchors(lines: Iterable[int]) -> str:
    return "".join([f'<i id="L{line}"></i>' for line in lines])


def cut(c: Cut, up: str) -> str:
    """Words left out, under the number of their line."""
    first = f' id="L{c.ids[0]}"' if c.ids else ""
    last = f"–{c.last}" if c.last > c.number else ""
    lines = f"<span>{c.number}{last}</span>"
    return f"<li{first}>{_anchors(c.ids[1:])}{lines}<small>{escaped(c.rule)}</small> {words(c.words)}</li>"


def meaning(d: Meaning, up: str) -> str:
    return f"<li><span>{d.number}</span>{words(d.words)} <small>{escaped(d.told)}</small></li>"


def shared(p: Shared, up: str) -> str:
    return "".join([_side(side, up) for side in (p.mine, p.other)])


def _side(s: SharedSide, up: str) -> str:
    where = f"{escaped(s.siglum)}, {escaped(s.where)}"
    return f"<p>{words(s.words)} <small>{_link(up, s.href, where)}</small></p>"


def only_here(r: OnlyHere, up: str) -> str:
    return f"<li><span>{r.number}</span>{_link(up, r.href, title(r.title))}</li>"


def absent(line: ClaimLine, up: str) -> str:
    return f"<li>{_link(up, line.href, title(line.title))} {letters(line.chips, up)}</li>"
