"""Topics: their index, and a page for each with its claims, who said what, and what the documents leave open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from tasks.records import Page, PublishedClaim, PublishedTopic
from tasks.render import phrases
from tasks.render.gaps import OnePublisher, one_publisher, unsettled
from tasks.render.lookup import Lookup
from tasks.render.matrix import Key, Matrix, key, matrix, publisher_count
from tasks.render.pages import Frame, Site, numbered, printed
from tasks.render.passages import in_marks, words
from tasks.render.pieces import Chips, Crumb, Sentence, Words
from tasks.render.wordings import Comparison, comparisons

BUDGET = 30_000
ROWS = 8  # claims in the matrix when fewer stand in two documents
SAID = 24  # statements under "Who said what"


class Statement(NamedTuple):
    words: Words
    chips: Chips


class Voice(NamedTuple):
    speaker: str
    href: str
    statements: tuple[Statement, ...]


class TopicPage(NamedTuple):
    crumbs: tuple[Crumb, ...]
    title: str
    counts: tuple[str, ...]
    note: Markup
    summary: tuple[Sentence, ...]
    key: Key
    matrix: Matrix
    left_out: str
    comparison: Comparison | None
    voices: tuple[Voice, ...]
    alone: OnePublisher | None
    open: tuple[str, ...]


class TopicLine(NamedTuple):
    href: str
    label: str
    story: str
    claims: str
    documents: str
    sentence: Sentence | None


def index(site: Site, rows: Sequence[str], claims: int) -> list[Page]:
    """`topic/index.html` of all topics, as `rows` prints them."""
    made = []
    for place, (chunk, pager) in enumerate(site.pack(rows, "topic/index", 100)):
        made.append(
            site.page(
                numbered("topic/index", place),
                "topics.html",
                Frame("Topics", "Topics"),
                counts=(phrases.count(len(rows), "topic"), phrases.count(claims, "claim")),
                rows=chunk,
                pager=pager,
                empty="" if rows else "No topics were found in these documents.",
            )
        )
    return made


def rows(look: Lookup) -> list[str]:
    """A printed row for each topic."""
    return printed("topic_row", [_line(look, topic) for topic in look.dossier.topics], "../")


def pages(look: Lookup, site: Site, notes: dict[str, Markup]) -> list[Page]:
    """A page for each topic."""
    return [_topic(look, site, t, notes.get(f"topic/{t.slug}", Markup(""))) for t in look.dossier.topics]


def topic_documents(look: Lookup, claims: Sequence[PublishedClaim]) -> list[str]:
    found = {evidence.document for claim in claims for evidence in claim.evidence}
    return sorted(found, key=look.order.__getitem__)


def _line(look: Lookup, topic: PublishedTopic) -> TopicLine:
    claims = [look.claims[claim] for claim in topic.claims if claim in look.claims]
    summary = look.summary(topic.summary[:1])
    return TopicLine(
        f"topic/{topic.slug}.html",
        phrases.capital(topic.label),
        "" if look.one_story else look.story.label,
        phrases.count(len(claims), "claim"),
        phrases.count(len(topic_documents(look, claims)), "document"),
        summary[0] if summary else None,
    )


def _topic(look: Lookup, site: Site, topic: PublishedTopic, note: Markup) -> Page:
    """The topic's page. Claims and statements are given up, the narrowest first, to stay within the budget."""
    shown = 60
    while True:
        record = _record(look, topic, note, shown)
        frame = Frame(record.title, "Topics", description=_plain(record.summary))
        page = site.page(f"topic/{topic.slug}.html", "topic.html", frame, t=record)
        if len(page.content) <= BUDGET or shown <= 4:
            return page
        shown = shown * 3 // 4


def _record(look: Lookup, topic: PublishedTopic, note: Markup, shown: int) -> TopicPage:
    claims = [look.claims[claim] for claim in topic.claims if claim in look.claims]
    ranked = sorted(claims, key=lambda claim: (-claim.documents, not claim.conflicts))[:shown]
    kept = {claim.id for claim in ranked}
    listed = [claim for claim in claims if claim.id in kept]
    shared = [claim for claim in ranked if claim.documents > 1 or claim.conflicts]
    rows = {claim.id for claim in ranked[: max(len(shared), ROWS)]}
    covered = [claim for claim in claims if claim.id in rows]
    documents = topic_documents(look, claims)
    story = look.story
    compared = next(iter(found for claim in ranked[:12] if (found := comparisons(look, claim, rows=8))), [])
    crumbs = [Crumb("index.html", "Overview"), Crumb("topic/index.html", "Topics")]
    if not look.one_story:
        crumbs.insert(1, Crumb(look.story_href, story.label))
    return TopicPage(
        crumbs=tuple(crumbs),
        title=phrases.capital(topic.label),
        counts=(
            phrases.count(len(claims), "claim"),
            f"{len(documents)} of {phrases.count(len(story.documents), 'document')}",
            f"at most {phrases.count(publisher_count(look, documents), 'publisher')}",
        ),
        note=note,
        summary=look.summary(topic.summary),
        key=key(look, story.documents, claims),
        matrix=matrix(look, story.documents, [(Crumb("", ""), covered)]),
        left_out=_left_out(len(claims), len(covered), len(listed)),
        comparison=compared[0] if compared else None,
        # The table shows the words of claims that nobody is said to have made already.
        voices=_voices(look, [c for c in listed if c.title.speaker or c.id not in rows], min(SAID, shown)),
        alone=one_publisher(look, documents, claims),
        open=unsettled(claims, [look.sources[d].siglum for d in story.documents if d not in set(documents)]),
    )


def _left_out(every: int, covered: int, listed: int) -> str:
    told = []
    if covered < listed:
        told.append(f"{phrases.count(listed - covered, 'claim')} of one document stand below, under their speakers.")
    if listed < every:
        told.append(f"{phrases.count(every - listed, 'claim')} more stand in the list of all claims.")
    return " ".join(told)


def _voices(look: Lookup, claims: Sequence[PublishedClaim], most: int) -> tuple[Voice, ...]:
    """Claims under their speaker, those with most statements first, "Unattributed" last. Who has a page is one speaker,
    however named."""
    said: dict[str, list[PublishedClaim]] = {}
    names: dict[str, str] = {}
    for claim in claims:
        speaker = claim.title.speaker or ""
        key = look.speaker_href(speaker) or speaker
        names.setdefault(key, speaker)
        said.setdefault(key, []).append(claim)
    voices = []
    for key in sorted(said, key=lambda key: (not key, -len(said[key]), names[key])):
        statements = []
        for claim in said[key]:
            if most > 0:
                title = claim.title
                ground = look.sources[title.document].ground
                shown = words(ground, title.start, title.end, marks=in_marks(ground.text, title.start, title.end))
                statements.append(Statement(shown, look.chips(claim, in_text=True)))
                most -= 1
        if statements:
            name = phrases.capital(names[key]) or "Unattributed"
            voices.append(Voice(name, look.speaker_href(names[key]), tuple(statements)))
    return tuple(voices)


def _plain(summary: Sequence[Sentence]) -> str:
    text = " ".join("".join(part.text for part in sentence.words.parts) for sentence in summary[:1])
    return text if len(text) <= 200 else text[:199].rsplit(" ", 1)[0] + " …"
