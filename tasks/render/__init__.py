"""The stage `render`: a dossier becomes the files of a site, pages and data alike. It reads nothing but templates."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.records import Dossier, Note, Page
from tasks.render import (
    changes,
    claims,
    differences,
    downloads,
    method,
    quotes,
    search,
    sources,
    speakers,
    timeline,
    topics,
)
from tasks.render.assets import assets
from tasks.render.downloads import data_files
from tasks.render.lookup import Lookup
from tasks.render.notes import cited_claims, rendered
from tasks.render.overview import overviews
from tasks.render.pages import Site
from tasks.render.popovers import popovers

__all__ = ["data_files", "render"]


def render(dossier: Dossier, notes: Sequence[Note]) -> tuple[Page, ...]:
    """Every file of the site in order of path. Raises NoteError for an editor's note that cites what is not there."""
    look = Lookup(dossier, noted=cited_claims(notes))
    chunks = popovers(look)
    site = Site(dossier, digits=chunks.digits)
    editor = rendered(look, notes)
    data = data_files(dossier)
    made = [
        *overviews(look, site, editor),
        *topics.pages(look, site, editor),
        *claims.pages(look, site, editor),
        *differences.pages(look, site),
        *sources.pages(look, site),
        *quotes.pages(look, site),
        *speakers.pages(look, site),
        *timeline.pages(look, site),
        *changes.pages(look, site),
        *method.pages(look, site),
        *search.pages(look, site),
        *data,
        *downloads.pages(dossier, site, data),
        *chunks.pages,
        *assets(),
    ]
    made.extend(site.sitemap(sorted(made)))
    return tuple(sorted(made))
