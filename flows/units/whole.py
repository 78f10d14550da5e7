"""The units of work beside the stories: the pages of the whole site, the pages of speakers, the files of `data/` about
the whole, and the check of all these."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from flows.engine.job import JobResult, WorkItem, utf8
from flows.units.codec import pack_pages, unpack_pages, unpack_rows
from tasks.records import CopyOutline, Linked, Note, Overall, Page, SpeakerFragment
from tasks.render import gather, render_closing, render_overall
from tasks.render.build_stamp import STAMPS, dated, stamp_of
from tasks.render.pages.downloads import COPIES, DOCUMENTS, copy_line, overall_files
from tasks.shared.text.canonical_json import published
from tasks.verify import lists_of

if TYPE_CHECKING:
    from flows.engine.scheduler import Run
    from flows.units.copies import Copies
    from flows.units.site import Sites
    from tasks.publish import NewSite

# What a page that is no story's, or a group of copies, costs beside a report.
_COST = 0.1


def render_whole(
    run: Run, stage: str, new: NewSite, overall: Overall, sites: Sites, copies: Copies, notes: Sequence[Note]
) -> None:
    """Renders everything that belongs to no single story, and writes it to the new site."""
    gathered = gather(sites.rest, sites.rows)
    run.begin([stage])
    slugs = [several[0].slug for several in gathered.voices]
    pages = chain(
        _schemas(run, stage), render_overall(overall, gathered, notes), _speakers(run, stage, overall, slugs, sites)
    )
    write_whole(new, pages, overall, copies.passages)


def write_whole(new: NewSite, pages: Iterable[Page], overall: Overall, passages: Callable[[str], str]) -> None:
    """Writes everything that belongs to no single story to the new site: copies.jsonl, the files of `data/` about the
    whole, the given pages, and last the pages that list all files. `passages` returns the shared passages of a copy
    group, by id, as canonical JSON."""
    new.extend(COPIES, b"")
    for group in overall.copies:
        new.extend(COPIES, copy_line(group, passages(group.id)).encode("utf-8"), group.id)
    files = new.lines()
    for page in overall_files(overall):
        files[page.path] = page.content.count(b"\n"), len(page.content)
        new.add(page)
    stamps: dict[str, str] = {}
    for page in pages:
        new.add(_stamped(page, new, overall, stamps))
    named = {path.removeprefix("data/"): amounts for path, amounts in files.items()}
    for page in render_closing(overall, named, new.paths()):
        new.add(_stamped(page, new, overall, stamps))
    new.add(Page(STAMPS, published(stamps).encode("utf-8") + b"\n"))


def _stamped(page: Page, new: NewSite, overall: Overall, stamps: dict[str, str]) -> Page:
    """A page of the whole with the build since which it stands; noted in `stamps` where it is not this one."""
    if not page.path.endswith(".html"):
        return page
    made = page._replace(content=dated(page.content, new.old(page.path), overall.build.id))
    stamp = stamp_of(made.content)
    if stamp not in ("", overall.build.id):
        stamps[page.path] = stamp
    return made


class SpeakerJob(NamedTuple):
    """The job of one speaker's pages: the packed fragment of each story; `head` is the dossier's title at the head of
    pages."""

    head: str
    base_url: str | None
    fragments: tuple[bytes, ...]

    @property
    def label(self) -> str:
        """The name of the speaker."""
        return f"the page of {unpack_rows(self.fragments[0], SpeakerFragment).name}"


def do_speaker(job: SpeakerJob) -> JobResult:
    """Runs a SpeakerJob. One part: the packed pages of the speaker."""
    from tasks.render import render_speaker

    fragments = [unpack_rows(part, SpeakerFragment) for part in job.fragments]
    return JobResult((pack_pages(render_speaker(job.head, job.base_url, fragments)),))


def _speakers(run: Run, stage: str, overall: Overall, slugs: Iterable[str], sites: Sites) -> Iterator[Page]:
    def item(slug: str) -> WorkItem:
        inputs = (utf8(overall.head), utf8(overall.base_url or ""), *sites.packed_fragments(slug))
        return WorkItem(inputs, lambda: SpeakerJob(overall.head, overall.base_url, sites.packed_fragments(slug)))

    for result in run.each([stage], do_speaker, [item(slug) for slug in slugs], cost=_COST):
        yield from unpack_pages(result.parts[0])


def do_schemas(nothing: None) -> JobResult:
    """One part: the packed JSON Schemas of the published data, which are the same in every build."""
    from tasks.render.pages.downloads import schemas

    return JobResult((pack_pages(schemas()),))


def _schemas(run: Run, stage: str) -> Iterator[Page]:
    for result in run.each([stage], do_schemas, [WorkItem((), lambda: None)], cost=0):
        yield from unpack_pages(result.parts[0])


class PageJob(NamedTuple):
    """The job of checking one page that belongs to no single story."""

    path: str
    content: bytes

    @property
    def label(self) -> str:
        """The path of the page."""
        return self.path


def do_check_page(job: PageJob) -> JobResult:
    """Runs a PageJob. Three parts: the fields of `Linked`. Raises CitationError for a link that cannot be followed from
    disk."""
    from tasks.verify import check_list

    return JobResult(tuple(check_list(*job)))


class CopyLineJob(NamedTuple):
    """The job of checking one line of `copies.jsonl`: the line, its number counted from 1, and the lines of
    documents.jsonl of the documents it cites."""

    line: bytes
    number: int
    documents: tuple[bytes, ...]


def do_check_copies(job: CopyLineJob) -> JobResult:
    """Runs a CopyLineJob. Raises CitationError if a passage is not in its document. No parts."""
    from tasks.verify import check_copies

    texts = [json.loads(row) for row in job.documents]
    check_copies(job.line, job.number, {row["id"]: row["text"] for row in texts})
    return JobResult(())


def check_whole(run: Run, stage: str, new: NewSite, overall: Overall, copies: Copies) -> tuple[list[str], list[Linked]]:
    """Checks each page that belongs to no single story, and each line of `copies.jsonl`.

    Returns:
        The paths of these pages and, in the same order, their links.

    Raises:
        CitationError: for a wrong citation, or a link that cannot be followed from disk.
    """
    sigla = {document: siglum for found in new.checked for document, siglum in found.documents.items()}

    def line_of(group: CopyOutline, number: int) -> CopyLineJob:
        documents = tuple(new.piece(DOCUMENTS, sigla[member]) for member in group.members)
        return CopyLineJob(new.piece(COPIES, group.id), number, documents)

    groups = [
        WorkItem((group.model_dump_json().encode(), copies.keys[group.id]), partial(line_of, group, number))
        for number, group in enumerate(overall.copies, 1)
    ]
    for _ in run.each([stage], do_check_copies, groups, cost=_COST):
        pass

    def page_of(path: str) -> PageJob:
        return PageJob(path, new.read(path))

    paths = lists_of(new)
    pages = [WorkItem((utf8(path), new.standing[path].digest.encode()), partial(page_of, path)) for path in paths]
    return paths, [Linked(*result.parts) for result in run.each([stage], do_check_page, pages, cost=_COST)]
