"""HTML of a story and its topics: summaries, rows of their lists, and what only one publisher carries."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from tasks.render.components.citations import letters, words
from tasks.render.components.inline import by, link
from tasks.render.components.markup import NOTHING, html, joined
from tasks.render.views import Alone, Crumb, OnePublisher, StoryLine, SummaryLine, TopicLine


def summary(sentences: Iterable[SummaryLine], up: str) -> Markup:
    """A summary: one `<p>` for each sentence, with its speaker and the letters of the documents that carry its
    claim."""
    return html('<div class="stand">{}</div>', joined([_sentence(s, up) for s in sentences]))


def _sentence(s: SummaryLine, up: str) -> Markup:
    differs = html(" <small>{}</small>", link(up, s.href, s.differs)) if s.differs else NOTHING
    return html("<p>{}{} {}{}</p>", by(s.speaker), words(s.words), letters(s.chips, up), differs)


def topic_row(t: TopicLine, up: str) -> Markup:
    """An `<li>` of a topic in the list of all topics: its label, the first sentence of its summary, and counts."""
    return html(
        '<li><div><h2>{}</h2>{}</div><p class="s">{}, {}{}</p></li>',
        *(link(up, t.href, t.label), _sentence(t.sentence, up) if t.sentence else NOTHING),
        *(t.claims, t.documents, f". {t.story}" if t.story else ""),
    )


def story_row(t: StoryLine, up: str) -> Markup:
    """An `<li>` of a story in the list of all stories: its heading, the first sentence of its summary, its days and
    counts."""
    heading = words(t.heading) if t.heading else t.label
    return html(
        '<li><div><h2>{}</h2>{}</div><p class="s">{}<br>{}</p></li>',
        *(link(up, t.href, heading), joined([_sentence(s, up) for s in t.summary]), t.days, t.counts),
    )


def alone(a: OnePublisher | None, up: str) -> Markup:
    """A section with the claims that only one publisher carries, counted by publisher; no HTML for None."""
    if not a:
        return NOTHING
    return html(
        '<section aria-labelledby="op"><div class="sh"><h2 id="op">What only one publisher carries</h2>'
        '<a class="s" href="{}source/index.html">By document</a></div><p>{}</p><ul class="list">{}{}</ul></section>',
        *(up, a.told, joined([_publisher(r, up) for r in a.rows]), html("<li>{}</li>", a.more) if a.more else NOTHING),
    )


def _publisher(r: Alone, up: str) -> Markup:
    letters = joined([_letter(one, up) for one in r.links])
    return html("<li><span>{}: {}</span><span>{}</span></li>", r.name or "Publisher not stated", r.told, letters)


def _letter(one: Crumb, up: str) -> Markup:
    return html(
        '<a class="w" href="{}{}" aria-label="{}, what it alone carries">{}</a> ', up, one.href, one.text, one.text
    )
