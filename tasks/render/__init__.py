"""The stage `render`: a dossier becomes the files of a site, pages and data alike. It reads nothing but templates.

`render_story` makes the pages of one story and prints its rows of everything that spans stories; `gather` collects
those rows, and `render_overall` makes lists, tables and files of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tasks.records import Lists, Note, Overall, Page, SpeakerFragment, StoryDossier, StorySite
from tasks.render import phrasing
from tasks.render.aggregate import Gathered, gather
from tasks.render.assets import assets
from tasks.render.build_stamp import SINCE
from tasks.render.frame import Site
from tasks.render.pages import (
    changes,
    claims,
    differences,
    downloads,
    facts,
    method,
    overview,
    quotes,
    search,
    sources,
    speakers,
    timeline,
    topics,
)
from tasks.render.parts.notes import cited_here, html, rendered, resolved
from tasks.render.parts.popovers import popovers, witnessed
from tasks.render.story_index import StoryIndex
from tasks.shared.editor_notes import cited_claims

__all__ = ["Gathered", "gather", "render_closing", "render_overall", "render_speaker", "render_story"]


def render_story(dossier: StoryDossier, notes: Sequence[Note]) -> StorySite:
    """Renders one story: its pages, and its rows for the lists, tables and files of the whole site. `notes` are all
    editor's notes."""
    look = StoryIndex(dossier, noted=cited_claims(notes))
    edition = dossier.edition
    documents = phrasing.count(len(dossier.documents), "document")
    foot = f"{documents} of this story" if edition.several else documents
    site = Site(edition.title, edition.id, foot, edition.base_url)
    editor = rendered(look, notes)
    differing = differences.differences(look, dossier.conflicts)
    covered = differences.told_by_facts(look)
    wordings = [line for line in differing if line.id not in covered]
    stated = facts.lines(look)
    return StorySite(
        pages=(
            overview.page(look, site, (*stated, *wordings), editor),
            *topics.pages(look, site, editor),
            *claims.pages(look, site, editor),
            *differences.pages(look, site, differing),
            *facts.pages(look, site),
            *sources.pages(look, site),
            *quotes.pages(look, site),
        ),
        lists=Lists(
            topics=tuple(topics.rows(look)),
            claims=tuple(claims.rows(look)),
            letters=tuple(search.rows(look)),
            quotes=tuple(quotes.rows(look)),
            days=tuple(timeline.dated(look)),
            entries=search.entries(look),
            popovers=tuple(witnessed(look)),
        ),
        spoken=tuple(speakers.spoken(look)),
        overview=overview.row(look) if edition.several else "",
        differences=(*facts.rows(look, stated, covered), *differences.rows(look, wordings)),
        sources=tuple(sources.rows(look)),
        voices=tuple(speakers.voices(look)),
        utterances=quotes.amount(look),
        several_wordings=quotes.several_wordings(look),
        quotations=len(dossier.quotations),
        shared_claims=sum(claim.documents > 1 for claim in dossier.claims),
        cited=tuple(cited_here(look)),
        removed=dict(Counter(removed.rule for document in dossier.documents for removed in document.removed)),
        merges=dict(Counter(rule.partition(":")[0] for name in dossier.names for rule in name.rules)),
        data=downloads.story_lines(dossier),
        by_document=downloads.document_lines(dossier, look.coverage.values()),
    )


def render_overall(overall: Overall, found: Gathered, notes: Sequence[Note]) -> Iterator[Page]:
    """Yields every page that belongs to no single story or speaker, and the scripts and styles of the site. `found` are
    the rows of all stories, `notes` all editor's notes."""
    build = overall.build
    site = _site(overall)
    noted = {cited.claim: cited for cited in found.cited}
    note = next((html(note) for note in notes if note.path == "notes/overview.md"), "")
    digits, scripts = popovers(found.popovers(), {source.siglum: source.label for source in found.sources})
    yield from scripts
    del scripts
    if build.counts["stories"] != 1:
        yield from overview.index(site, build, found.overviews, resolved(note, noted, below=False))
    yield from topics.index(site, found.topics(), build.counts["claims"])
    yield from claims.index(site, found.claims())
    yield from differences.index(site, found.differences, found.shared_claims)
    yield from sources.index(site, found.sources, build.counts["publishers"])
    yield from quotes.index(site, found.quotes(), found.several_wordings)
    yield from speakers.index(site, found.voices, found.columns, found.quotations, found.utterances)
    yield from timeline.pages(site, found.days(), found.sources)
    yield from changes.pages(site, overall, found.known(changes.wanted(overall)))
    yield from method.pages(site, overall, found.sources, found.removed, found.merges)
    yield from search.pages(site, found.letters(), found.entries(), speakers.names(found.voices))
    yield from assets(digits)


def render_speaker(head: str, base_url: str | None, several: Sequence[SpeakerFragment]) -> tuple[Page, ...]:
    """The pages of one speaker, from his fragment of each story. `head` is the dossier's title at the head of every
    page, `base_url` the site's address if configured. The pages contain the placeholder SINCE in place of the build id
    (`tasks.render.build_stamp`)."""
    return tuple(speakers.pages(Site(head, SINCE, "", base_url), several))


def render_closing(overall: Overall, files: Mapping[str, tuple[int, int]], paths: Iterable[str]) -> Iterator[Page]:
    """Yields the pages that list all files: the page of downloads, given the lines and bytes of each file of `data/` by
    name, and the site map of all `paths`."""
    site = _site(overall)
    yield downloads.page(site, files)
    yield from site.sitemap([*paths, "data/index.html"])


def _site(overall: Overall) -> Site:
    """Makes the pages that tell of the whole; they are dated when the site that stood before is at hand."""
    build = overall.build
    documents = phrasing.count(build.counts["kept"], "document")
    return Site(overall.head, SINCE, documents, overall.base_url)
