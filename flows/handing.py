"""Hands the results of one part of the line to the next: packed on the shelf, and unpacked only where they are read."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from flows.engine.scheduler import Run, WorkItem
from flows.engine.spill import Spill, SpillRange
from flows.work import (
    DROPPED,
    CopiesJob,
    ListJob,
    ReportJob,
    SiteJob,
    SiteOf,
    SpeakerJob,
    StoryJob,
    TraceJob,
    do_copies,
    do_lines,
    do_list,
    do_report,
    do_schemas,
    do_site,
    do_speaker,
    do_story,
    do_trace,
    pages_of,
    rows_of,
    unpack,
)
from tasks.assemble import copies_inside
from tasks.features import unpack_features
from tasks.publish import NewSite
from tasks.records import (
    CopyCandidates,
    CopyOutline,
    Dropped,
    Features,
    FoundFile,
    Linked,
    Note,
    Overall,
    Page,
    PublishedNames,
    Settings,
    Story,
    StoryDigest,
    StorySite,
)
from tasks.render import render_closing
from tasks.render.build_stamp import dated
from tasks.render.pages.downloads import (
    BY_DOCUMENT,
    BY_STORY,
    COPIES,
    DOCUMENTS,
    HEADS,
    NAMES,
    copy_line,
    joined_names,
    overall_files,
)
from tasks.shared.text.line_hashes import recurring
from tasks.shared.text.spans import siglum_order
from tasks.verify import lists_of

_HASH = 16  # hex digits of the hash of a line
QUICK = 0.1  # what a page that is no story's, or a group of copies, takes beside a report


def recurring_lines(run: Run, found: Sequence[FoundFile]) -> list[frozenset[str]]:
    """Of each file the hashes of those of its lines that other files have too."""
    asked = [WorkItem((_bytes(file.path), file.sha256.encode()), partial(_same, file)) for file in found]
    rows = [done.parts[0].decode() for done in run.each("read", do_lines, asked, weight=0)]
    hashes = [frozenset(row[at : at + _HASH] for at in range(0, len(row), _HASH)) for row in rows]
    again = recurring(hashes)
    return [of_file & again for of_file in hashes]


def _same(file: FoundFile) -> FoundFile:
    return file


def _bytes(words: str) -> bytes:
    return words.encode("utf-8", "surrogatepass")


class Reports:
    """What each report says by itself, on the shelf; its features are at hand."""

    def __init__(
        self, run: Run, found: Sequence[FoundFile], recurring: Sequence[frozenset[str]], settings: Settings
    ) -> None:
        self._run = run
        self.features: list[Features] = []
        self._places: dict[str, tuple[SpillRange, ...]] = {}
        self.keys: dict[str, bytes] = {}
        chosen = settings.model_dump_json(include={"language", "publishers", "keep_rules", "remove_lines"}).encode()
        asked = []
        for file, again in zip(found, recurring, strict=True):
            rests_on = (
                _bytes(file.path),
                file.id.encode(),
                file.sha256.encode(),
                "".join(sorted(again)).encode(),
                chosen,
            )
            asked.append(WorkItem(rests_on, partial(ReportJob, file, again, settings)))
        for file, ask, done in zip(found, asked, run.each("report", do_report, asked), strict=True):
            if done.parts[0] == DROPPED:
                run.dropped.append(unpack(Dropped, done.parts[1]))
                continue
            self.features.append(unpack_features(done.parts[3]))
            self._places[file.id] = tuple(map(run.shelf.put, done.parts))
            self.keys[file.id] = ask.key

    def forget_features(self) -> None:
        """Let go of the features, once all documents have been compared."""
        self.features.clear()

    def packed_report(self, document: str) -> tuple[bytes, ...]:
        """The packed parts of a report, without its features."""
        return tuple(map(self._run.shelf.get, self._places[document][:-1]))

    def packed_document(self, document: str) -> bytes:
        return self._run.shelf.get(self._places[document][0])

    def packed_member(self, document: str) -> tuple[bytes, bytes]:
        """The packed document and features of a report."""
        document_at, *_, features_at = self._places[document]
        return self._run.shelf.get(document_at), self._run.shelf.get(features_at)


class Copies:
    """The groups of copies: their passages are on the shelf, their outlines at hand."""

    def __init__(self, run: Run, found: Sequence[CopyCandidates], reports: Reports) -> None:
        self._run = run
        self.outlines: list[CopyOutline] = []
        self._places: dict[str, SpillRange] = {}
        self.keys: dict[str, bytes] = {}
        asked = [self._ask(alike, reports) for alike in found]
        for ask, done in zip(asked, run.each("trace", do_trace, asked), strict=True):
            outline = unpack(CopyOutline, done.parts[0])
            self.outlines.append(outline)
            self._places[outline.id] = run.shelf.put(done.parts[1])
            self.keys[outline.id] = ask.key

    def _ask(self, alike: CopyCandidates, reports: Reports) -> WorkItem:
        rests_on = (alike.kind.encode(), _bytes(alike.seed), *(reports.keys[member] for member in alike.members))
        members = alike.members
        return WorkItem(rests_on, lambda: TraceJob(alike, tuple(map(reports.packed_member, members))), len(members))

    def are_called(self, ids: Sequence[str]) -> None:
        """Take the published ids of the groups in place of theirs, in the same order."""
        names = [(i, outline.id) for i, outline in zip(ids, self.outlines, strict=True)]
        self._places = {i: self._places[name] for i, name in names}
        self.keys = {i: self.keys[name] for i, name in names}
        self.outlines.clear()

    def packed(self, group: str) -> bytes:
        """The packed passages of a group."""
        return self._run.shelf.get(self._places[group])

    def passages(self, group: str) -> str:
        """The passages of a group as they are published."""
        return zlib.decompress(self.packed(group)).decode("utf-8")


class Stories:
    """What each story tells, on the shelf; the outlines are at hand."""

    def __init__(self, run: Run, members: Sequence[Story], copies: Copies, reports: Reports, join: float) -> None:
        self._run = run
        self.outlines: list[StoryDigest] = []
        self._places: dict[str, SpillRange] = {}
        self.keys: dict[str, bytes] = {}
        inside = copies_inside(members, copies.outlines)
        asked = [self._ask(story, inside[story.id], copies, reports, join) for story in members]
        for story, ask, done in zip(members, asked, run.each("story", do_story, asked), strict=True):
            self.outlines.append(unpack(StoryDigest, done.parts[1]))
            self._places[story.id] = run.shelf.put(done.parts[0])
            self.keys[story.id] = ask.key

    def _ask(
        self, story: Story, inside: tuple[CopyOutline, ...], copies: Copies, reports: Reports, join: float
    ) -> WorkItem:
        rests_on = (
            story.model_dump_json().encode(),
            *(reports.keys[document] for document in story.documents),
            *(group.model_dump_json(warnings=False).encode() for group in inside),
            repr(join).encode(),
        )

        def make() -> StoryJob:
            groups = tuple((group, copies.packed(group.id)) for group in inside)
            return StoryJob(story, tuple(map(reports.packed_report, story.documents)), groups, join)

        return WorkItem(rests_on, make, len(story.documents))

    def forget_outlines(self) -> None:
        """Let go of the outlines, once everything has its name."""
        self.outlines.clear()

    def packed(self, story: str) -> bytes:
        return self._run.shelf.get(self._places[story])


class Sites:
    """What the whole takes from each story, in order: rows of long lists and shares of speakers' pages are on the
    shelf, and everything else at hand. Pages and lines of data go to the new site."""

    def __init__(
        self,
        run: Run,
        new: NewSite,
        order: Sequence[str],
        told: Stories,
        reports: Reports,
        copies: Copies,
        namings: Sequence[PublishedNames],
        notes: Sequence[Note],
    ) -> None:
        self._shelf = run.shelf
        self.rest: list[StorySite] = []
        self._lists: dict[str, list[SpillRange]] = defaultdict(list)
        self._spoken: dict[str, list[SpillRange]] = defaultdict(list)
        remarks = tuple(notes)
        noted = b"".join(note.model_dump_json().encode() for note in remarks)
        asked = [
            _site_ask(story, naming, told, reports, copies, remarks, noted)
            for story, naming in zip(order, namings, strict=True)
        ]
        data = DataFiles(new, run.shelf)

        def still(parts: tuple[bytes, ...]) -> bool:
            return new.has(SiteOf(parts).digests())

        for done in run.each("render", do_site, asked, still=still):
            made = SiteOf(done.parts)
            if done.pages:
                for page in done.pages:
                    new.add(page)
            else:
                new.keep(made.digests())
            new.note(made.checked())
            data.add(*made.data())
            self.rest.append(made.rest())
            for name, rows in made.lists().items():
                self._lists[name].append(run.shelf.put(rows))
            for slug, share in made.spoken().items():
                self._spoken[slug].append(run.shelf.put(share))
        data.close()

    def rows(self, name: str) -> Iterator[Any]:
        """The rows of a list, story by story; `name` is its field of `Lists`."""
        return (rows_of(self._shelf.get(place)) for place in self._lists[name])

    def spoken(self, slug: str) -> tuple[bytes, ...]:
        """What each story has for the page of a speaker, packed."""
        return tuple(map(self._shelf.get, self._spoken[slug]))


class DataFiles:
    """The files of `data/` to which each story gives lines. Most run in the order of stories; lines of documents wait
    for their letters, and rows of names for those of other stories that are joined with them."""

    def __init__(self, new: NewSite, shelf: Spill) -> None:
        self._shelf = shelf
        self._new = new
        self._documents: dict[str, dict[str, SpillRange]] = {name: {} for name in BY_DOCUMENT}
        self._names: list[SpillRange] = []
        for name in BY_STORY:
            new.extend(f"data/{name}", HEADS.get(name, b""))

    def add(self, data: Mapping[str, bytes], by_document: Mapping[str, Mapping[str, bytes]]) -> None:
        """Take the lines of a story, by file, and of files in the order of documents by letter too."""
        for name, lines in data.items():
            if name == NAMES:
                self._names.append(self._shelf.put(lines))
            else:
                self._new.extend(f"data/{name}", lines)
        for name, rows in by_document.items():
            for siglum, line in rows.items():
                self._documents[name][siglum] = self._shelf.put(line)

    def close(self) -> None:
        """Write what had to wait for the last story."""
        for name, places in self._documents.items():
            self._new.extend(f"data/{name}", HEADS.get(name, b""))
            for siglum in sorted(places, key=siglum_order):
                self._new.extend(f"data/{name}", self._shelf.get(places[siglum]), siglum)
        rows = (row for place in self._names for row in self._shelf.get(place).decode("utf-8").split("\n") if row)
        for row in joined_names(rows):
            self._new.extend(f"data/{NAMES}", row.encode("utf-8"))


def put(new: NewSite, pages: Iterable[Page], overall: Overall, passages: Callable[[str], str]) -> None:
    """Write what is no story's own: pages, the files of `data/` that tell of the whole, and what lists all files.
    `passages` gives what a group of copies shares, as it is published."""
    new.extend(COPIES, b"")
    for group in overall.copies:
        new.extend(COPIES, copy_line(group, passages(group.id)).encode("utf-8"), group.id)
    files = new.lines()
    for page in overall_files(overall):
        files[page.path] = page.content.count(b"\n"), len(page.content)
        new.add(page)
    for page in pages:
        new.add(_dated(page, new, overall))
    named = {path.removeprefix("data/"): amounts for path, amounts in files.items()}
    for page in render_closing(overall, named, new.paths()):
        new.add(_dated(page, new, overall))


def speakers_of(run: Run, overall: Overall, slugs: Iterable[str], sites: Sites) -> Iterator[Page]:
    """The pages of each speaker."""

    def ask(slug: str) -> WorkItem:
        several = sites.spoken(slug)
        rests_on = (_bytes(overall.head), _bytes(overall.base_url or ""), *several)
        return WorkItem(rests_on, lambda: SpeakerJob(overall.head, overall.base_url, sites.spoken(slug)))

    for done in run.each("overall", do_speaker, [ask(slug) for slug in slugs], weight=QUICK):
        yield from pages_of(done)


def schemas_of(run: Run) -> Iterator[Page]:
    """The schemas of the published data."""
    for done in run.each("overall", do_schemas, [WorkItem((), lambda: None)], weight=0):
        yield from pages_of(done)


def checked(run: Run, new: NewSite, overall: Overall, copies: Copies) -> tuple[list[str], list[Linked]]:
    """Check each page that is no story's, and each group of copies, by itself: the pages, and what they have of links.
    Raises CitationError."""
    sigla = {document: siglum for found in new.checked for document, siglum in found.documents.items()}

    def line_of(group: CopyOutline, number: int) -> CopiesJob:
        documents = tuple(new.piece(DOCUMENTS, sigla[member]) for member in group.members)
        return CopiesJob(new.piece(COPIES, group.id), number, documents)

    groups = [
        WorkItem((group.model_dump_json().encode(), copies.keys[group.id]), partial(line_of, group, number))
        for number, group in enumerate(overall.copies, 1)
    ]
    for _ in run.each("verify", do_copies, groups, weight=QUICK):
        pass

    def page_of(path: str) -> ListJob:
        return ListJob(path, new.read(path))

    lists = lists_of(new)
    pages = [WorkItem((_bytes(path), new.standing[path].digest.encode()), partial(page_of, path)) for path in lists]
    return lists, [Linked(*done.parts) for done in run.each("verify", do_list, pages, weight=QUICK)]


def _dated(page: Page, new: NewSite, overall: Overall) -> Page:
    if not page.path.endswith(".html"):
        return page
    return page._replace(content=dated(page.content, new.old(page.path), overall.build.id))


def _site_ask(
    story: str,
    naming: PublishedNames,
    told: Stories,
    reports: Reports,
    copies: Copies,
    notes: tuple[Note, ...],
    noted: bytes,
) -> WorkItem:
    foreign = sorted(naming.foreign)
    rests_on = (
        told.keys[story],
        naming.model_dump_json(warnings=False).encode(),
        *(reports.keys[document] for document in foreign),
        noted,
    )

    def make() -> SiteJob:
        shared = tuple(copies.packed(group.id) for group in naming.copies)
        return SiteJob(told.packed(story), tuple(map(reports.packed_document, foreign)), shared, naming, notes)

    return WorkItem(rests_on, make, len(naming.sigla) - len(foreign))
