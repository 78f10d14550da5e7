"""A whole dossier at hand, for tests of pages: cut into its stories, rendered, and put together as a build does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from flows.engine.spill import Spill
from flows.units.data_files import DataFiles
from flows.units.site import encoded
from flows.units.whole import write_whole
from tasks.errors import CitationError
from tasks.ledger.changes import has_page
from tasks.ledger.ids import Slugs, give_speaker
from tasks.publish import NewSite
from tasks.records import (
    Build,
    Changes,
    Citation,
    Conflict,
    Connection,
    CopyGroup,
    CopyOutline,
    DateMention,
    Dropped,
    Edition,
    Figure,
    Name,
    Note,
    Overall,
    Page,
    PublishedClaim,
    PublishedDocument,
    PublishedQuotation,
    PublishedStory,
    PublishedTopic,
    PublisherGroup,
    Record,
    StoryDossier,
    StoryFact,
    Tombstone,
    Utterance,
)
from tasks.render import gather, render_overall, render_speaker, render_story
from tasks.render.pages.downloads import schemas
from tasks.shared.editor_notes import check_notes, cited_claims
from tasks.shared.speakers.profiles import voices
from tasks.shared.text.canonical_json import published
from tasks.verify import check, check_list, check_story, examine_site, lists_of


class Dossier(Record):
    """Everything that a build publishes, of all stories."""

    build: Build
    documents: tuple[PublishedDocument, ...]
    dropped: tuple[Dropped, ...]
    copies: tuple[CopyGroup, ...]
    publishers: tuple[PublisherGroup, ...]
    stories: tuple[PublishedStory, ...]
    topics: tuple[PublishedTopic, ...]
    quotations: tuple[PublishedQuotation, ...]
    utterances: tuple[Utterance, ...]
    claims: tuple[PublishedClaim, ...]
    conflicts: tuple[Conflict, ...]
    facts: tuple[StoryFact, ...]
    agreed: tuple[StoryFact, ...]
    connections: tuple[Connection, ...]
    figures: tuple[Figure, ...]
    dates: tuple[DateMention, ...]
    names: tuple[Name, ...]
    changes: Changes
    history: tuple[Changes, ...] = ()
    tombstones: tuple[Tombstone, ...] = ()


def overall(dossier: Dossier) -> Overall:
    parts = ("publishers", "copies", "stories", "topics", "claims", "quotations", "conflicts", "dropped")
    counts = {name: len(getattr(dossier, name)) for name in parts}
    kept, dropped = len(dossier.documents), len(dossier.dropped)
    build = dossier.build.model_copy(update={"counts": counts | {"given": kept + dropped, "kept": kept}})
    several = len(dossier.stories) > 1
    base_url = build.configuration.get("base_url")
    numbered = build.title_document is None and not build.configuration.get("title") and several
    return Overall(
        head="Dossier" if numbered and build.title.startswith("Dossier of") else build.title,
        base_url=base_url if isinstance(base_url, str) else None,
        build=build,
        changes=dossier.changes,
        history=dossier.history,
        dropped=dossier.dropped,
        copies=tuple(CopyOutline(**group.model_dump(exclude={"shared"}), digest="") for group in dossier.copies),
        publishers=dossier.publishers,
        tombstones=dossier.tombstones,
    )


def stories(dossier: Dossier, notes: Sequence[Note] = ()) -> list[StoryDossier]:
    """The dossier of each story."""
    slugs = Slugs({})
    speakers = {v.key: give_speaker(slugs, v.key, v.name) for v in voices(dossier.quotations, dossier.names)}
    return [_story(dossier, story, speakers, cited_claims(notes)) for story in dossier.stories]


def _story(dossier: Dossier, story: PublishedStory, speakers: dict[str, str], noted: frozenset[str]) -> StoryDossier:
    inside = set(story.documents)
    base_url = dossier.build.configuration.get("base_url")
    claims = tuple(c for c in dossier.claims if c.story == story.id)
    quotations = tuple(q for q in dossier.quotations if q.document in inside)
    copies = tuple(group for group in dossier.copies if inside & set(group.members))
    beside = {member for group in copies for member in group.members} - inside
    known = {c.id for c in claims}
    said = {q.id for q in quotations}
    new = set(dossier.changes.claims.new)
    topics = tuple(t for t in dossier.topics if t.story == story.id)
    cited = noted | {sentence.claim for summary in (story, *topics) for sentence in summary.summary}

    def here(rows: Sequence[Citation]) -> Iterator[Citation]:
        return (row for row in rows if row.document in inside)

    return StoryDossier.model_validate(
        {
            "edition": Edition(
                id=dossier.build.id,
                title=overall(dossier).head,
                title_document=dossier.build.title_document,
                several=len(dossier.stories) > 1,
                base_url=base_url if isinstance(base_url, str) else None,
            ),
            "story": story,
            "documents": tuple(d for d in dossier.documents if d.id in inside),
            "foreign": tuple(d for d in dossier.documents if d.id in beside),
            "copies": copies,
            "publishers": tuple(
                group.model_copy(update={"documents": tuple(d for d in group.documents if d in inside)})
                for group in dossier.publishers
                if inside & set(group.documents)
            ),
            "topics": topics,
            "quotations": quotations,
            "utterances": tuple(u for u in dossier.utterances if said & set(u.quotations)),
            "claims": claims,
            "conflicts": tuple(c for c in dossier.conflicts if c.sides[0].evidence[0].document in inside),
            "connections": tuple(c for c in dossier.connections if c.first in known),
            "figures": tuple(here(dossier.figures)),
            "dates": tuple(here(dossier.dates)),
            "names": tuple(
                name.model_copy(update={"mentions": tuple(here(name.mentions))})
                for name in dossier.names
                if any(mention.document in inside for mention in name.mentions)
            ),
            "since": {c.id: dossier.build.id if c.id in new else "b-00000000" for c in claims},
            "paged": {c.id for c in claims if has_page(c.documents, c.conflicts, cited=c.id in cited, had_one=False)},
            "speakers": speakers,
        }
    )


def rendered(dossier: Dossier, *notes: Note) -> tuple[Page, ...]:
    """The files of the site in order of path, after every check that a build makes and `verify` besides."""
    with TemporaryDirectory() as folder:
        return _rendered(dossier, notes, Path(folder))


def _rendered(dossier: Dossier, notes: Sequence[Note], folder: Path) -> tuple[Page, ...]:
    claims = {claim.id for claim in dossier.claims}
    check_notes(notes, {f"topic/{t.slug}" for t in dossier.topics} | {f"claim/{c}" for c in claims}, claims)
    out = folder / "site"
    told = overall(dossier)
    passages = {group.id: published(group.model_dump(mode="json")["shared"]) for group in dossier.copies}
    with NewSite(out) as new:
        new.add(Page("data/ledger.json", b"{}\n"))
        data = DataFiles(new, Spill())
        sites = []
        for story in stories(dossier, notes):
            site = render_story(story, notes)
            new.note(check_story(story, site))
            for page in site.pages:
                new.add(page)
            data.add(*encoded(site))
            sites.append(site)
        data.close()
        gathered = gather(sites, lambda name: [getattr(site.lists, name) for site in sites])
        shares = [share for site in sites for share in site.spoken]
        spoken = (
            render_speaker(told.head, told.base_url, [share for share in shares if share.slug == voice[0].slug])
            for voice in gathered.voices
        )
        pages = chain(schemas(), render_overall(told, gathered, notes), *spoken)
        write_whole(new, pages, told, passages.__getitem__)
        lists = lists_of(new)
        check(new, lists, [check_list(path, new.read(path)) for path in lists])
        new.publish()
    files = tuple(
        Page(path.relative_to(out).as_posix(), path.read_bytes()) for path in sorted(out.rglob("*")) if path.is_file()
    )
    _, report = examine_site(dict(files))
    if report.failures:
        raise CitationError(str(report.failures[0]))
    return tuple(sorted(files))
