"""The overview of a story: what happened, who reports it, when, and where the documents differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from tasks.records import Page, PublishedClaim, PublishedStory
from tasks.render import days, phrases
from tasks.render.differences import Difference, differences
from tasks.render.gaps import OnePublisher, one_publisher, unsettled
from tasks.render.lookup import Lookup, siglum_order
from tasks.render.matrix import Key, Matrix, key, matrix, publisher_count
from tasks.render.pages import Frame, Site, numbered, printed
from tasks.render.pieces import Crumb, Sentence, Words
from tasks.render.strip import Strip, strip

ROWS = 16  # claims in the matrix of an overview
DIFFERENCES = 5  # differences beside it
BUDGET = 30_000  # bytes of a page; rows of the matrix are given up to stay within it


class Overview(NamedTuple):
    heading: Words | None
    title: str
    crumbs: tuple[Crumb, ...]
    counts: tuple[str, ...]
    banner: str
    note: Markup
    summary: tuple[Sentence, ...]
    key: Key
    strip: Strip | None
    matrix: Matrix | None
    all_claims: str
    differences: tuple[Difference, ...]
    all_differences: str
    none_differ: str
    alone: OnePublisher | None
    open: tuple[str, ...]


class StoryLine(NamedTuple):
    href: str
    label: str
    heading: Words | None
    days: str
    counts: str
    summary: tuple[Sentence, ...]


def overviews(look: Lookup, site: Site, notes: dict[str, Markup]) -> list[Page]:
    """`index.html`, and a page for each story when there are several."""
    stories = look.dossier.stories
    if len(stories) == 1:
        return [_story(look, site, stories[0], "index.html", notes.get("overview", Markup("")))]
    pages = [_story(look, site, story, f"story/{story.slug}.html", Markup("")) for story in stories]
    return [*_stories(look, site, notes.get("overview", Markup(""))), *pages]


def _story(look: Lookup, site: Site, story: PublishedStory, path: str, note: Markup) -> Page:
    record = _overview(look, story, note, single=path == "index.html")
    frame = Frame(record.title, "Overview", description=_description(record.summary))
    page = site.page(path, "overview.html", frame, o=record)
    rows = ROWS
    while len(page.content) > BUDGET and rows > 4:
        rows -= 2
        record = _overview(look, story, note, single=path == "index.html", rows=rows)
        page = site.page(path, "overview.html", frame, o=record)
    return page


def _overview(look: Lookup, story: PublishedStory, note: Markup, *, single: bool, rows: int = ROWS) -> Overview:
    claims = look.claims_by_story.get(story.id, [])
    found = look.conflicts_by_story.get(story.id, [])
    several = len(story.documents) > 1
    title, heading = _title(look, story, single=single)
    shown = differences(look, found)
    publishers = publisher_count(look, story.documents)
    shared = sum(claim.documents > 1 for claim in claims)
    return Overview(
        heading=heading,
        title=title,
        crumbs=() if single else (Crumb("index.html", "All stories"),),
        counts=(
            phrases.count(len(story.documents), "document"),
            f"at most {phrases.count(publishers, 'publisher')}",
            phrases.count(len(claims), "claim"),
            phrases.count(len(found), "difference"),
        ),
        banner=_banner(look, story),
        note=note,
        summary=look.summary(story.summary),
        key=key(look, story.documents, claims),
        strip=strip(look, story, claims),
        matrix=matrix(look, story.documents, _chosen(look, story, claims, rows)) if several else None,
        all_claims=f"All {phrases.count(len(claims), 'claim')}",
        differences=shown[:DIFFERENCES],
        all_differences=f"All {len(found)}",
        none_differ=""
        if found or not several
        else (f"No differences were found among {phrases.count(shared, 'claim')} reported by two or more documents."),
        alone=one_publisher(look, story.documents, claims),
        open=unsettled(claims) if several else (),
    )


def _title(look: Lookup, story: PublishedStory, *, single: bool) -> tuple[str, Words | None]:
    """The dossier's title, in serif when it is the headline of one of the documents."""
    build = look.dossier.build
    if not single:
        heading = _headline(look, story)
        return (
            ("".join(part.text for part in heading.parts), heading) if heading else (phrases.capital(story.label), None)
        )
    source = look.sources.get(build.title_document or "")
    return build.title, look.document_title(source, 300) if source is not None else None


def _headline(look: Lookup, story: PublishedStory) -> Words | None:
    """The most central headline of a story: the one whose words the most other headlines share."""
    titles = [
        (source.document.title.exact, source)
        for source in map(look.sources.get, story.documents)
        if source is not None and source.document.title is not None
    ]
    spread = Counter(word for title, _ in titles for word in set(title.lower().split()))
    ranked = sorted(titles, key=lambda row: (-_shared(row[0], spread), siglum_order(row[1].siglum)))
    found = (look.document_title(source, 300) for _, source in ranked)
    return next((words for words in found if words is not None), None)


def _shared(title: str, spread: Counter[str]) -> float:
    words = set(title.lower().split())
    return sum(spread[word] - 1 for word in words) / len(words) if words else 0.0


def _banner(look: Lookup, story: PublishedStory) -> str:
    if len(story.documents) == 1:
        return (
            "This dossier rests on one document; nothing here is corroborated."
            if look.one_story
            else ("This story rests on one document; nothing here is corroborated.")
        )
    members = set(story.documents)
    if any(group.kind != "derived" and members <= set(group.members) for group in look.dossier.copies):
        return "These documents share most of their text."
    return ""


def _chosen(
    look: Lookup, story: PublishedStory, claims: Sequence[PublishedClaim], rows: int
) -> list[tuple[str, list[PublishedClaim]]]:
    """At most `rows` claims: the widest publisher count first, then those that differ, shown under their topics."""
    ranked = sorted(
        (claim for claim in claims if claim.documents > 1 or claim.conflicts),
        key=lambda claim: (-claim.publishers, -claim.documents, not claim.conflicts, claim.id),
    )
    differing = [claim for claim in ranked if claim.conflicts]
    kept = {claim.id for claim in ranked[: max(rows - len(differing), rows // 2)]}
    for claim in [*differing, *ranked]:
        if len(kept) >= rows:
            break
        kept.add(claim.id)
    groups: list[tuple[str, list[PublishedClaim]]] = []
    placed: set[str] = set()
    for topic in look.dossier.topics:
        if topic.story == story.id:
            inside = [look.claims[c] for c in topic.claims if c in kept and c in look.claims]
            placed |= {claim.id for claim in inside}
            groups.append((phrases.capital(topic.label), inside))
    rest = [claim for claim in ranked if claim.id in kept and claim.id not in placed]
    return [*groups, ("Other claims" if groups else "", rest)]


def _stories(look: Lookup, site: Site, note: Markup) -> list[Page]:
    build = look.dossier.build
    if not look.dossier.stories:
        frame = Frame(build.title, "Overview")
        return [site.page("index.html", "empty.html", frame, note=note, skipped=len(look.dossier.dropped))]
    lines = []
    counted = look.claims_by_story
    for story in look.dossier.stories:
        first, last = story.first_day, story.last_day
        span = days.write(first if first == last or last is None else f"{first}/{last}") if first else "no date"
        amount = phrases.count(len(counted.get(story.id, [])), "claim")
        counts = f"{phrases.count(len(story.documents), 'document')}, {amount}"
        lines.append(
            StoryLine(
                look.story_href(story),
                story.label,
                _headline(look, story),
                span,
                counts,
                look.summary(story.summary[:1]),
            )
        )
    rows = printed("story_row", lines, "")
    pages = []
    for number, (chunk, pager) in enumerate(site.pack(rows, "index", 100)):
        path = numbered("index", number)
        frame = Frame(build.title, "Overview", description=f"{len(lines)} stories")
        pages.append(
            site.page(
                path,
                "stories.html",
                frame,
                title=build.title,
                counts=(
                    phrases.count(len(lines), "story", "stories"),
                    phrases.count(len(look.dossier.documents), "document"),
                    phrases.count(len(look.dossier.claims), "claim"),
                ),
                note=note if number == 0 else Markup(""),
                rows=chunk,
                pager=pager,
            )
        )
    return pages


def _description(summary: Sequence[Sentence]) -> str:
    text = " ".join("".join(part.text for part in sentence.words.parts) for sentence in summary[:2])
    return text if len(text) <= 200 else text[:199].rsplit(" ", 1)[0] + " …"
