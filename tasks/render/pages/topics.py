"""Topics: their index, and a page for each with its claims, who said what, and what the documents leave open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from tasks.records import Page, PublishedClaim, PublishedTopic
from tasks.render import components, phrasing
from tasks.render.components.markup import plain, restored
from tasks.render.frame import Frame, Site, numbered
from tasks.render.parts.gaps import one_publisher, unsettled
from tasks.render.parts.matrix import key, matrix, publisher_count
from tasks.render.parts.wordings import comparisons
from tasks.render.story_index import StoryIndex
from tasks.render.text_runs import in_marks, words
from tasks.render.views import (
    Chips,
    Comparison,
    Crumb,
    Key,
    Matrix,
    OnePublisher,
    SummaryLine,
    TopicLine,
    VerbatimWords,
)

BUDGET = 30_000
ROWS = 8  # claims in the matrix when fewer stand in two documents
SAID = 24  # statements under "Who said what"


class TopicStatement(NamedTuple):
    """The words of a statement and the chips of the documents that carry it."""

    words: VerbatimWords
    chips: Chips


class TopicSpeaker(NamedTuple):
    """A speaker in a topic: name, address of his page ("" for none), and his statements."""

    speaker: str
    href: str
    statements: tuple[TopicStatement, ...]


class TopicPage(NamedTuple):
    """The values of the template `topic.html`. `left_out` says how many claims were left out ("" for none); `open` are
    sentences on what the documents leave open."""

    crumbs: tuple[Crumb, ...]
    title: str
    counts: tuple[str, ...]
    note: Markup
    summary: tuple[SummaryLine, ...]
    key: Key
    matrix: Matrix
    left_out: str
    comparison: Comparison | None
    voices: tuple[TopicSpeaker, ...]
    alone: OnePublisher | None
    open: tuple[str, ...]


def index(site: Site, rows: Sequence[str], claims: int) -> list[Page]:
    """The list of all topics, `topic/index.html` and further pages, from the rows of all stories in order. `claims` is
    the number of all claims."""
    made = []
    for place, (chunk, pager) in enumerate(site.pack(map(restored, rows), "topic/index", 100)):
        made.append(
            site.page(
                numbered("topic/index", place),
                "topics.html",
                Frame("Topics", "Topics"),
                counts=(phrasing.count(len(rows), "topic"), phrasing.count(claims, "claim")),
                rows=chunk,
                pager=pager,
                empty="" if rows else "No topics were found in these documents.",
            )
        )
    return made


def rows(look: StoryIndex) -> list[str]:
    """A rendered row for each topic of the story, in its order."""
    return [plain(components.topic_row(_line(look, topic), "../")) for topic in look.dossier.topics]


def pages(look: StoryIndex, site: Site, notes: dict[str, Markup]) -> list[Page]:
    """A page for each topic of the story, in its order. `notes` are the editor's notes by place, as HTML."""
    return [_topic(look, site, t, notes.get(f"topic/{t.slug}", Markup(""))) for t in look.dossier.topics]


def topic_documents(look: StoryIndex, claims: Sequence[PublishedClaim]) -> list[str]:
    """The ids of the documents that carry any of the claims, in order of letters."""
    found = {evidence.document for claim in claims for evidence in claim.evidence}
    return sorted(found, key=look.order.__getitem__)


def _line(look: StoryIndex, topic: PublishedTopic) -> TopicLine:
    claims = [look.claims[claim] for claim in topic.claims if claim in look.claims]
    summary = look.summary(topic.summary[:1])
    return TopicLine(
        f"topic/{topic.slug}.html",
        phrasing.capital(topic.label),
        "" if look.one_story else look.story.label,
        phrasing.count(len(claims), "claim"),
        phrasing.count(len(topic_documents(look, claims)), "document"),
        summary[0] if summary else None,
    )


def _topic(look: StoryIndex, site: Site, topic: PublishedTopic, note: Markup) -> Page:
    """The topic's page. Claims and statements are given up, the narrowest first, to stay within the budget."""
    shown = 60
    while True:
        record = _record(look, topic, note, shown)
        frame = Frame(record.title, "Topics", description=_plain(record.summary))
        page = site.page(f"topic/{topic.slug}.html", "topic.html", frame, t=record)
        if len(page.content) <= BUDGET or shown <= 4:
            return page
        shown = shown * 3 // 4


def _record(look: StoryIndex, topic: PublishedTopic, note: Markup, shown: int) -> TopicPage:
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
        title=phrasing.capital(topic.label),
        counts=(
            phrasing.count(len(claims), "claim"),
            f"{len(documents)} of {phrasing.count(len(story.documents), 'document')}",
            f"at most {phrasing.count(publisher_count(look, documents), 'publisher')}",
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
        told.append(f"{phrasing.count(listed - covered, 'claim')} of one document stand below, under their speakers.")
    if listed < every:
        told.append(f"{phrasing.count(every - listed, 'claim')} more stand in the list of all claims.")
    return " ".join(told)


def _voices(look: StoryIndex, claims: Sequence[PublishedClaim], most: int) -> tuple[TopicSpeaker, ...]:
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
                statements.append(TopicStatement(shown, look.chips(claim, in_text=True)))
                most -= 1
        if statements:
            name = phrasing.capital(names[key]) or "Unattributed"
            voices.append(TopicSpeaker(name, look.speaker_href(names[key]), tuple(statements)))
    return tuple(voices)


def _plain(summary: Sequence[SummaryLine]) -> str:
    text = " ".join("".join(part.text for part in sentence.words.parts) for sentence in summary[:1])
    return text if len(text) <= 200 else text[:199].rsplit(" ", 1)[0] + " …"
