"""The unit of work of the pages of one story: render and verify. The result depends on the story, its published names,
and documents of other stories with which it shares passages."""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from flows.engine.job import JobResult, WorkItem
from flows.engine.spill import Spill, SpillRange
from flows.units.codec import LEVEL, kind_of_list, pack, pack_named, pack_rows, unpack, unpack_named, unpack_rows
from flows.units.containment import SpoiltError, Steps, told
from flows.units.copies import unpack_group
from tasks.records import (
    Checked,
    CopyGroup,
    Document,
    Failing,
    Lists,
    Note,
    PublishedNames,
    SpeakerFragment,
    StoryAnalysis,
    StorySite,
)

if TYPE_CHECKING:
    from flows.engine.scheduler import Run
    from flows.units.copies import Copies
    from flows.units.report import Reports
    from flows.units.story import Stories
    from tasks.publish import NewSite

# Marks the first part of a story whose pages could not be made.
_FAILING = b"failing"


def site(
    analysis: StoryAnalysis,
    foreign: Sequence[Document],
    groups: Sequence[CopyGroup],
    names: PublishedNames,
    notes: Sequence[Note],
    steps: Steps,
) -> tuple[StorySite, Checked]:
    """Renders the pages of one story and checks them.

    Args:
        analysis: the story, under provisional ids.
        foreign: documents of other stories that `names.foreign` lists.
        groups: the copy groups that `names.copies` lists.
        names: the published names of the story.
        notes: all editor's notes.
        steps: runs and times the stages.

    Returns:
        The pages and rows of the story, and what the check of the whole site needs of it.

    Raises:
        CitationError: if a check fails.
    """
    from tasks.ledger import publish_story
    from tasks.render import render_story
    from tasks.verify import check_story

    with steps("render"):
        dossier = steps.once("render", publish_story, analysis, foreign, groups, names)
        rendered = steps.once("render", render_story, dossier, notes)
    with steps("verify"):
        checked = steps.once("verify", check_story, dossier, rendered)
    return rendered, checked


class SiteJob(NamedTuple):
    """The job of the pages of one story: its packed analysis, packed documents of other stories, and the compressed
    passages of the copy groups that `names` lists."""

    analysis: bytes
    foreign: tuple[bytes, ...]
    passages: tuple[bytes, ...]
    names: PublishedNames
    notes: tuple[Note, ...]

    @property
    def label(self) -> str:
        """The first documents of the story, by id."""
        return f"the pages of {', '.join(list(self.names.sigla)[:3])}"


def do_site(job: SiteJob) -> JobResult:
    """Runs a SiteJob. The parts are those that `SitePart` unpacks, and the pages are returned beside them; two parts if
    they cannot be made: `_FAILING` and the packed reason."""
    from tasks.publish import digest

    steps = Steps()
    foreign = [unpack(Document, content) for content in job.foreign]
    groups = [unpack_group(outline, shared) for outline, shared in zip(job.names.copies, job.passages, strict=True)]
    try:
        rendered, checked = site(unpack(StoryAnalysis, job.analysis), foreign, groups, job.names, job.notes, steps)
    except Exception as error:
        return JobResult((_FAILING, pack(Failing(stage=steps.stage, detail=told(error)))), lasting=False)
    digests = {page.path: digest(page.content) for page in rendered.pages}
    lists = {name: pack_rows(rows, kind_of_list(name)) for name, rows in rendered.lists._asdict().items()}
    fragments = {fragment.slug: pack_rows(fragment, SpeakerFragment) for fragment in rendered.spoken}
    data, by_document = encoded(rendered)
    parts = (
        pack_rows(rendered._replace(pages=(), lists=Lists(), spoken=(), data={}, by_document={}), StorySite),
        pack_named(lists),
        pack_named(fragments),
        zlib.compress(pack_named(data), LEVEL),
        zlib.compress(pack_named({name: pack_named(lines) for name, lines in by_document.items()}), LEVEL),
        pack_rows(checked, Checked),
        json.dumps(digests).encode(),
    )
    return JobResult(parts, rendered.pages, steps.seconds)


def encoded(site: StorySite) -> tuple[dict[str, bytes], dict[str, dict[str, bytes]]]:
    """The story's lines of published data as UTF-8, by file, and those of files in the order of documents, by file and
    letter."""
    data = {name: lines.encode("utf-8") for name, lines in site.data.items()}
    by_document = {
        name: {siglum: line.encode("utf-8") for siglum, line in lines.items()}
        for name, lines in site.by_document.items()
    }
    return data, by_document


class SitePart:
    """The parts of a result of `do_site`, each unpacked when it is asked for."""

    def __init__(self, parts: Sequence[bytes]) -> None:
        self._rest, self._lists, self._fragments, self._data, self._lines, self._checked, self._digests = parts

    def rest(self) -> StorySite:
        """The story's share of the pages of the whole site, without the parts below."""
        return cast(StorySite, unpack_rows(self._rest, StorySite))

    def lists(self) -> dict[str, bytes]:
        """The packed rows of each list, by its field name in `Lists`."""
        return unpack_named(self._lists)

    def fragments(self) -> dict[str, bytes]:
        """The packed fragment of each speaker's page, by slug."""
        return unpack_named(self._fragments)

    def data(self) -> tuple[dict[str, bytes], dict[str, dict[str, bytes]]]:
        """The story's lines of files in the order of stories, by file; and of files in the order of documents, by file
        and letter."""
        lines = unpack_named(zlib.decompress(self._lines))
        by_document = {name: unpack_named(of_documents) for name, of_documents in lines.items()}
        return unpack_named(zlib.decompress(self._data)), by_document

    def checked(self) -> Checked:
        """What the check of the whole site needs of the story."""
        return cast(Checked, unpack_rows(self._checked, Checked))

    def digests(self) -> dict[str, str]:
        """The digest of each page by path (`tasks.publish.digest`)."""
        return cast(dict[str, str], json.loads(self._digests))


@dataclass
class Sites:
    """The share of each story, in order, in the pages of the whole site. Rows of long lists and fragments of speakers'
    pages are in the spill file, by name and slug; everything else is in `rest`."""

    rest: list[StorySite] = field(default_factory=list)
    spill: Spill = field(default_factory=Spill)
    lists: dict[str, list[SpillRange]] = field(default_factory=lambda: defaultdict(list))
    fragments: dict[str, list[SpillRange]] = field(default_factory=lambda: defaultdict(list))

    def rows(self, name: str) -> Iterator[Any]:
        """Yields the rows of a list story by story; `name` is its field in `Lists`."""
        return (unpack_rows(self.spill.get(place), kind_of_list(name)) for place in self.lists[name])

    def packed_fragments(self, slug: str) -> tuple[bytes, ...]:
        """The packed fragments of a speaker's page, one of each story that quotes him, by slug."""
        return tuple(map(self.spill.get, self.fragments[slug]))


def render_stories(
    run: Run,
    stages: Sequence[str],
    new: NewSite,
    order: Sequence[str],
    stories: Stories,
    reports: Reports,
    copies: Copies,
    names: Sequence[PublishedNames],
    notes: Sequence[Note],
) -> Sites:
    """Renders and checks the pages of each story, and writes pages and lines of data to the new site.

    Args:
        run: the run.
        stages: the names of the two stages.
        new: the new site.
        order: the provisional ids of the stories.
        stories, reports, copies: the results of earlier units.
        names: the published names of each story, parallel to `order`.
        notes: all editor's notes.

    Raises:
        SpoiltError: if the pages of some stories cannot be made or fail a check.
    """
    from flows.units.data_files import DataFiles

    sites = Sites(spill=run.spill)
    given = tuple(notes)
    noted = b"".join(note.model_dump_json().encode() for note in given)
    items = [
        _item(story, called, stories, reports, copies, given, noted) for story, called in zip(order, names, strict=True)
    ]
    data = DataFiles(new, run.spill)

    def is_valid(parts: tuple[bytes, ...]) -> bool:
        return new.has(SitePart(parts).digests())

    spoilt: dict[str, Failing] = {}
    for story, result in zip(order, run.each(stages, do_site, items, is_valid=is_valid), strict=True):
        if result.parts[0] == _FAILING:
            spoilt[story] = unpack(Failing, result.parts[1])
            continue
        made = SitePart(result.parts)
        if result.pages:
            for page in result.pages:
                new.add(page)
        else:
            new.keep(made.digests())
        new.note(made.checked())
        data.add(*made.data())
        sites.rest.append(made.rest())
        _spill_all(run.spill, sites.lists, made.lists())
        _spill_all(run.spill, sites.fragments, made.fragments())
    if spoilt:
        raise SpoiltError(spoilt)
    data.close()
    return sites


def _spill_all(spill: Spill, places: Mapping[str, list[SpillRange]], parts: Mapping[str, bytes]) -> None:
    for name, content in parts.items():
        places[name].append(spill.put(content))


def _item(
    story: str,
    names: PublishedNames,
    stories: Stories,
    reports: Reports,
    copies: Copies,
    notes: tuple[Note, ...],
    noted: bytes,
) -> WorkItem:
    foreign = sorted(names.foreign)
    inputs = (
        stories.keys[story],
        names.model_dump_json(warnings=False).encode(),
        *(reports.keys[document] for document in foreign),
        noted,
    )

    def make() -> SiteJob:
        passages = tuple(copies.packed(group.id) for group in names.copies)
        return SiteJob(stories.packed(story), tuple(map(reports.packed_document, foreign)), passages, names, notes)

    return WorkItem(inputs, make, len(names.sigla) - len(foreign))
