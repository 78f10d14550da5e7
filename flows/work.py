"""What a worker process is asked to do, and what it gives back: everything is bytes, on any machine.

Each function does the work of one report or story of `flows.build` and packs the result. Records are JSON, compressed;
`parts` are what the cache keeps.
"""

from __future__ import annotations

import gc
import hashlib
import io
import json
import marshal
import pickle
import zlib
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar, cast

from pydantic import BaseModel, TypeAdapter

from tasks.errors import DossierError
from tasks.records import (
    Checked,
    Citation,
    CopyCandidates,
    CopyGroup,
    CopyOutline,
    Document,
    Dropped,
    Extract,
    FoundFile,
    Lists,
    Note,
    Page,
    PublishedNames,
    Report,
    Segmented,
    Settings,
    Story,
    StoryAnalysis,
    StorySite,
    complete,
)
from tasks.shared.text.canonical_json import published
from tasks.shared.text.spans import unchecked

_R = TypeVar("_R", bound=BaseModel)
# Kilobytes of JSON are compressed about fourfold at this level, faster than a disk takes them.
_LEVEL = 1
# Marks the first part of a report that was left out.
DROPPED = b"dropped"


class JobResult(NamedTuple):
    """A result: the parts that later stages and later builds read, and pages to be written."""

    parts: tuple[bytes, ...]
    pages: tuple[Page, ...] = ()


class ReportJob(NamedTuple):
    """`recurring` are the hashes of the file's lines that other files have too."""

    found: FoundFile
    recurring: frozenset[str]
    settings: Settings


class TraceJob(NamedTuple):
    """`members` are the packed document and features of each member of the group."""

    alike: CopyCandidates
    members: tuple[tuple[bytes, bytes], ...]


class StoryJob(NamedTuple):
    """`reports` are the packed parts of the story's reports, `copies` the groups inside it with their packed
    passages."""

    story: Story
    reports: tuple[tuple[bytes, ...], ...]
    copies: tuple[tuple[CopyOutline, bytes], ...]
    join: float


class SiteJob(NamedTuple):
    """`told` and `foreign` are a packed story and packed documents of other stories, `shared` the packed passages of
    the groups of copies that `naming` lists."""

    told: bytes
    foreign: tuple[bytes, ...]
    shared: tuple[bytes, ...]
    naming: PublishedNames
    notes: tuple[Note, ...]


class SpeakerJob(NamedTuple):
    """`several` is what each story has of a speaker, packed; `head` the dossier's title in the head of pages."""

    head: str
    base_url: str | None
    several: tuple[bytes, ...]


class ListJob(NamedTuple):
    """A page that is no story's, as it is to be published."""

    path: str
    content: bytes


class CopiesJob(NamedTuple):
    """The line of a group of copies, its number in the file, and the lines of the documents that it cites."""

    line: bytes
    number: int
    documents: tuple[bytes, ...]


def pack(record: BaseModel) -> bytes:
    """A record as compressed JSON."""
    return zlib.compress(record.model_dump_json(warnings=False).encode(), _LEVEL)


def unpack(kind: type[_R], content: bytes) -> _R:
    """The record that `pack` has packed. Raises ValidationError or zlib.error for other bytes."""
    return kind.model_validate_json(zlib.decompress(content))


def do_lines(found: FoundFile) -> JobResult:
    """The hashes of a file's lines, packed one after the other."""
    from tasks.read import load
    from tasks.shared.text.line_hashes import line_hashes

    raw = load(found)
    return JobResult((b"" if isinstance(raw, Dropped) else "".join(sorted(line_hashes(raw))).encode(),))


def do_report(job: ReportJob) -> JobResult:
    """A document, its sentences, its extract and its features; or the reason why it was left out."""
    from flows.build import report
    from tasks.features import pack_features

    made = report(*job)
    if isinstance(made, Dropped):
        return JobResult((DROPPED, pack(made)))
    said, marks = made
    return JobResult((pack(said.document), pack(said.segmented), pack(said.extract), pack_features(marks)))


def report_of(parts: Sequence[bytes]) -> Report:
    """A report from its packed parts."""
    document, segmented, extract = parts[:3]
    return Report(
        document=unpack(Document, document),
        segmented=unpack(Segmented, segmented),
        extract=unpack(Extract, extract),
    )


def do_trace(job: TraceJob) -> JobResult:
    """The outline of a group of copies, and its passages as published."""
    from flows.build import copies
    from tasks.features import unpack_features

    members = [unpack_features(marks) for _, marks in job.members]
    packed = {member.id: document for member, (document, _) in zip(members, job.members, strict=True)}
    group = copies(job.alike, members, lru_cache(_HELD)(lambda document: unpack(Document, packed[document])))
    shared = published(SHARED.dump_python(group.shared, mode="json")).encode()
    outline = CopyOutline(**group.model_dump(exclude={"shared"}), digest=hashlib.sha256(shared).hexdigest())
    return JobResult((pack(outline), zlib.compress(shared, _LEVEL)))


# Documents of a group that are held at once: all of most groups.
_HELD = 64
SHARED: TypeAdapter[tuple[tuple[Citation, Citation], ...]] = TypeAdapter(tuple[tuple[Citation, Citation], ...])


def group_of(outline: CopyOutline, shared: bytes) -> CopyGroup:
    """A group of copies with its passages."""
    told = outline.model_dump(exclude={"digest"})
    return unchecked(CopyGroup, {**told, "shared": SHARED.validate_json(zlib.decompress(shared))})


def do_story(job: StoryJob) -> JobResult:
    """A story as it is told, and its outline."""
    from flows.build import story

    groups = [group_of(*group) for group in job.copies]
    told, outline = story(job.story, [report_of(parts) for parts in job.reports], groups, job.join)
    return JobResult((pack(told), pack(outline)))


def do_site(job: SiteJob) -> JobResult:
    """What the whole takes from a story, its rows of lists by name, its share of speakers' pages by slug, its lines of
    data, what checking found, and the pages, whose paths and digests come last."""
    from flows.build import site
    from tasks.publish import digest

    foreign = [unpack(Document, content) for content in job.foreign]
    groups = [group_of(outline, shared) for outline, shared in zip(job.naming.copies, job.shared, strict=True)]
    rendered, checked = site(unpack(StoryAnalysis, job.told), foreign, groups, job.naming, job.notes)
    digests = {page.path: digest(page.content) for page in rendered.pages}
    lists = {name: pack_rows(rows) for name, rows in rendered.lists._asdict().items()}
    spoken = {spoken.slug: pack_rows(spoken) for spoken in rendered.spoken}
    parts = (
        pack_rows(rendered._replace(pages=(), lists=Lists(), spoken=(), data={}, by_document={})),
        marshal.dumps(lists),
        marshal.dumps(spoken),
        zlib.compress(marshal.dumps(encoded(rendered)), _LEVEL),
        pack_rows(checked),
        marshal.dumps(digests),
    )
    return JobResult(parts, rendered.pages)


def encoded(site: StorySite) -> tuple[dict[str, bytes], dict[str, dict[str, bytes]]]:
    """The lines of data of a story as published, by file, and those in the order of documents by letter too."""
    data = {name: lines.encode("utf-8") for name, lines in site.data.items()}
    by_document = {
        name: {siglum: line.encode("utf-8") for siglum, line in lines.items()}
        for name, lines in site.by_document.items()
    }
    return data, by_document


def do_speaker(job: SpeakerJob) -> JobResult:
    """The pages of a speaker, packed."""
    from flows.build import speaker

    return JobResult((_packed(speaker(job.head, job.base_url, [rows_of(part) for part in job.several])),))


def do_schemas(nothing: None) -> JobResult:
    """The schemas of the published data, packed: they are the same in every build."""
    from tasks.render.pages.downloads import schemas

    return JobResult((_packed(schemas()),))


def _packed(pages: Sequence[Page]) -> bytes:
    return zlib.compress(marshal.dumps([tuple(page) for page in pages]), _LEVEL)


def pages_of(done: JobResult) -> list[Page]:
    """The pages that `do_speaker` or `do_schemas` has packed."""
    return [Page(*row) for row in marshal.loads(zlib.decompress(done.parts[0]))]  # noqa: S302 - checked by the cache


def do_list(job: ListJob) -> JobResult:
    """What a page that is no story's has of links."""
    from tasks.verify import check_list

    return JobResult(tuple(check_list(*job)))


def do_copies(job: CopiesJob) -> JobResult:
    """Nothing: the line of a group of copies is good, or checking it has raised an error."""
    from tasks.verify import check_copies

    texts = [json.loads(row) for row in job.documents]
    check_copies(job.line, job.number, {row["id"]: row["text"] for row in texts})
    return JobResult(())


def pack_rows(record: Any) -> bytes:
    """Rows of plain values as bytes, for this version of Python. There are thousands in a story, and they are read
    again in every build, so they are no JSON."""
    return zlib.compress(pickle.dumps(record, pickle.HIGHEST_PROTOCOL), _LEVEL)


class _Rows(pickle.Unpickler):
    """Reads rows and nothing else, whatever the bytes ask for."""

    def find_class(self, module: str, name: str) -> Any:
        if module != StorySite.__module__:
            raise pickle.UnpicklingError(f"{module}.{name} is no row")
        return super().find_class(module, name)


class SiteOf:
    """The parts of what `do_site` gives, each read when it is asked for."""

    def __init__(self, parts: Sequence[bytes]) -> None:
        self._rest, self._lists, self._spoken, self._data, self._checked, self._digests = parts

    def rest(self) -> StorySite:
        """What the whole takes from the story, but for the parts below."""
        return cast(StorySite, rows_of(self._rest))

    def lists(self) -> dict[str, bytes]:
        """The rows of each list, packed, by its name in `Lists`."""
        return cast(dict[str, bytes], marshal.loads(self._lists))  # noqa: S302 - checked by the cache

    def spoken(self) -> dict[str, bytes]:
        """What the story has for the page of each speaker, packed, by slug."""
        return cast(dict[str, bytes], marshal.loads(self._spoken))  # noqa: S302 - checked by the cache

    def data(self) -> tuple[dict[str, bytes], dict[str, dict[str, bytes]]]:
        """The lines of files that run in the order of stories, by file, and of those in the order of documents, by
        file and letter."""
        data, by_document = marshal.loads(zlib.decompress(self._data))  # noqa: S302 - checked by the cache
        return data, by_document

    def checked(self) -> Checked:
        return cast(Checked, rows_of(self._checked))

    def digests(self) -> dict[str, str]:
        """The pages by path."""
        return cast(dict[str, str], marshal.loads(self._digests))  # noqa: S302 - checked by the cache


def rows_of(content: bytes) -> Any:
    """The rows that `pack_rows` has packed."""
    return _Rows(io.BytesIO(zlib.decompress(content))).load()


def do_each(function: Callable[[Any], JobResult], jobs: Sequence[Any]) -> list[JobResult]:
    """The results in order. An error that no stage foresaw is told with the record that it happened on.

    The collector of cycles waits until the batch is done: records hold none, and looking for them among all that lives
    takes a tenth of the time."""
    complete()
    gc.disable()
    try:
        return _do_each(function, jobs)
    finally:
        gc.collect(0)  # what the batch made
        gc.enable()


def _do_each(function: Callable[[Any], JobResult], jobs: Sequence[Any]) -> list[JobResult]:
    results = []
    for job in jobs:
        try:
            results.append(function(job))
        except DossierError:
            raise
        except Exception as error:
            error.add_note(f"on {name_of(job)}")
            raise
    return results


def name_of(job: Any) -> str:
    """What to call a job in a message: the path of its file, or the first documents of its story."""
    if isinstance(job, FoundFile):
        return job.path
    if isinstance(job, ReportJob):
        return job.found.path
    if isinstance(job, TraceJob):
        return f"the copies of {', '.join(job.alike.members[:3])}"
    if isinstance(job, StoryJob):
        return f"the story of {', '.join(job.story.documents[:3])}"
    if isinstance(job, SiteJob):
        return f"the pages of {', '.join(list(job.naming.sigla)[:3])}"
    if isinstance(job, SpeakerJob):
        return f"the page of {rows_of(job.several[0]).name}"
    if isinstance(job, ListJob):
        return job.path
    return type(job).__name__
