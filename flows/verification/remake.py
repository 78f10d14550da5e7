"""Renders a published site again from the records in its `data/`, and compares every byte.

Pages, scripts, styles, tables, annotations and lists are a function of the published records, so a change of one of
them without the data is found, and the other way round. The records that the stages `ledger` and `assemble` pass to
`render` in a build are loaded here; pages are rendered by `render` itself, so a site of another version cannot be
rendered again.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from pydantic import TypeAdapter, ValidationError

from flows.engine.spill import Spill, SpillRange
from flows.units.codec import kind_of_list, pack_rows, unpack_rows
from flows.verification.compared import Compared, Opened, SiteFiles
from tasks.ledger import LEDGER_FILE, head_of, ledger_page
from tasks.ledger.changes import GENERATOR
from tasks.ledger.rows import publish_publisher_group
from tasks.records import (
    Build,
    Changes,
    Conflict,
    Connection,
    CopyGroup,
    CopyOutline,
    DateMention,
    Dropped,
    Edition,
    Figure,
    Ledger,
    Lists,
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
    SpeakerFragment,
    StoryDossier,
    StoryFact,
    StoryName,
    Utterance,
    complete,
)
from tasks.render import Gathered, gather, render_closing, render_overall, render_speaker, render_story
from tasks.render.build_stamp import SINCE, STAMPS
from tasks.render.pages.downloads import (
    BY_DOCUMENT,
    BY_STORY,
    HEADS,
    NAMES,
    STORIES,
    STORY_NAMES,
    NameLine,
    copy_line,
    joined_names,
    overall_files,
    schemas,
)
from tasks.shared.manifest import MANIFEST, SIGNATURE
from tasks.shared.press.publishers import publisher_groups, publisher_keys
from tasks.shared.speakers.profiles import voices
from tasks.shared.text.canonical_json import published
from tasks.shared.text.spans import siglum_order
from tasks.verify import CheckReport, Failure

_R = TypeVar("_R", bound=Record)


# What is made here from nothing else, or stands for other files.
_GIVEN = frozenset({MANIFEST, SIGNATURE, STAMPS})


class Loaded(NamedTuple):
    """The input of `render`, loaded from the files of `data/`."""

    overall: Overall
    stories: _Stories
    notes: tuple[Note, ...]
    ledger: Ledger
    copies: tuple[CopyGroup, ...]
    stamps: Mapping[str, str]


class UnloadableError(Exception):
    """Records of `data/` that no build wrote; `failure` has the file, the line counted from 1, and the reason."""

    def __init__(self, file: str, line: int, what: str) -> None:
        super().__init__(what)
        self.failure = Failure(file, line, what)


def made_by(files: SiteFiles) -> str:
    """The version of the program that made the site, from `build.json`; "" if it says none."""
    try:
        return str(json.loads(files["data/build.json"])["generator"])
    except (KeyError, TypeError, ValueError):
        return ""


def check_pages_follow(files: SiteFiles) -> CheckReport:
    """Renders the site again from its data and compares all files. A site of another version is one failure."""
    complete()
    generator = made_by(files)
    if generator != GENERATOR:
        maker = generator or "nobody known"
        what = f"made by {maker}, and only that version can make its pages again; this is {GENERATOR}"
        return CheckReport(1, (Failure("data/build.json", 1, what),))
    with Opened(files) as opened:
        return _compare(opened)


def _compare(files: SiteFiles) -> CheckReport:
    compared = Compared(files, _GIVEN, "its data make")
    try:
        loaded = load(files)
        compared.failures += _disagreeing(loaded)
        remake(loaded, compared)
    except UnloadableError as error:
        compared.failures.append(error.failure)
    except Exception as error:  # records that fit their schemas and nothing else can do anything to what prints them
        where = compared.last or "data/build.json"
        compared.failures.append(Failure(where, 1, f"cannot be made again from data/: {type(error).__name__}: {error}"))
    else:
        compared.end()
    return CheckReport(len(files), tuple(sorted(compared.failures)))


def remake(loaded: Loaded, compared: Compared) -> None:
    """Renders every file of the site in the order of a build, and passes it to `compared`."""
    overall = loaded.overall
    compared.whole(ledger_page(loaded.ledger))
    spill = Spill()
    lists: dict[str, list[SpillRange]] = defaultdict(list)
    shares: dict[str, list[SpillRange]] = defaultdict(list)
    sites = []
    for name in BY_STORY:
        compared.piece(f"data/{name}", HEADS.get(name, b""))
    by_document: dict[str, dict[str, str]] = {name: {} for name in BY_DOCUMENT}
    names: list[NameLine] = []
    for dossier in loaded.stories:
        site = render_story(dossier, loaded.notes)
        for page in site.pages:
            compared.whole(page)
        for name, lines in site.data.items():
            if name == NAMES:
                rows = lines.split("\n")[:-1]
                names += [NameLine(dossier.story.id, at, row) for at, row in enumerate(rows)]
            else:
                compared.piece(f"data/{name}", lines.encode("utf-8"))
        for name, of_documents in site.by_document.items():
            by_document[name].update(of_documents)
        for name, rows_of_list in site.lists._asdict().items():
            lists[name].append(spill.put(pack_rows(rows_of_list, kind_of_list(name))))
        for share in site.spoken:
            shares[share.slug].append(spill.put(pack_rows(share, SpeakerFragment)))
        sites.append(site._replace(pages=(), lists=Lists(), spoken=(), data={}, by_document={}))
    for name, of_letters in by_document.items():
        compared.piece(f"data/{name}", HEADS.get(name, b""))
        for siglum in sorted(of_letters, key=siglum_order):
            compared.piece(f"data/{name}", of_letters[siglum].encode("utf-8"))
    compared.piece(f"data/{STORY_NAMES}", b"")
    for row, parts in joined_names(names):
        compared.piece(f"data/{NAMES}", row.encode("utf-8"))
        compared.piece(f"data/{STORY_NAMES}", parts.encode("utf-8"))
    compared.piece("data/copies.jsonl", b"")
    for outline, group in zip(overall.copies, loaded.copies, strict=True):
        compared.piece("data/copies.jsonl", copy_line(outline, _shared(group)).encode("utf-8"))
    gathered = gather(sites, lambda name: _held(spill, lists[name], kind_of_list(name)))
    _whole(loaded, gathered, lambda slug: tuple(_held(spill, shares[slug], SpeakerFragment)), compared)


def _held(spill: Spill, places: Sequence[SpillRange], kind: Any) -> Iterator[Any]:
    return (unpack_rows(spill.get(place), kind) for place in places)


def _whole(
    loaded: Loaded, gathered: Gathered, shares: Callable[[str], Sequence[SpeakerFragment]], compared: Compared
) -> None:
    """What is no story's own; `shares` gives what each story has of a speaker, by his slug."""
    overall = loaded.overall
    files = {path: amounts for path, amounts in compared.amounts().items() if path in _pieced()}
    for page in overall_files(overall):
        files[page.path] = page.content.count(b"\n"), len(page.content)
        compared.whole(page)
    slugs = [several[0].slug for several in gathered.voices]
    spoken = chain.from_iterable(render_speaker(overall.head, overall.base_url, shares(slug)) for slug in slugs)
    for page in chain(schemas(), render_overall(overall, gathered, loaded.notes), spoken):
        compared.whole(_stamped(page, loaded))
    named = {path.removeprefix("data/"): amounts for path, amounts in files.items()}
    for page in render_closing(overall, named, compared.paths()):
        compared.whole(_stamped(page, loaded))
    compared.whole(Page(STAMPS, published(dict(loaded.stamps)).encode("utf-8") + b"\n"))


def _pieced() -> frozenset[str]:
    """The files that a build makes in pieces."""
    return frozenset(f"data/{name}" for name in (*BY_STORY, *BY_DOCUMENT, STORY_NAMES, "copies.jsonl"))


def _stamped(page: Page, loaded: Loaded) -> Page:
    if not page.path.endswith(".html"):
        return page
    since = loaded.stamps.get(page.path, loaded.overall.build.id)
    return page._replace(content=page.content.replace(SINCE.encode(), since.encode()))


def load(files: SiteFiles) -> Loaded:
    """Loads the records of `data/`; those of stories when they are asked for. Raises UnloadableError, now or then, for
    records that no build wrote."""
    build = _object(files, "data/build.json", Build)
    changes = _object(files, "data/changes.json", Changes)
    ledger = _object(files, LEDGER_FILE, Ledger)
    copies = tuple(_rows(files, "copies", CopyGroup))
    notes = tuple(_rows(files, "notes", Note))
    base_url = build.configuration.get("base_url")
    overall = Overall(
        head=head_of(build),
        base_url=base_url if isinstance(base_url, str) else None,
        build=build,
        changes=changes,
        history=ledger.history,
        dropped=tuple(_rows(files, "dropped", Dropped)),
        copies=tuple(map(_outline, copies)),
        publishers=tuple(_rows(files, "publishers", PublisherGroup)),
        tombstones=ledger.tombstones,
        notes=notes,
    )
    return Loaded(overall, _Stories(files, overall, ledger, copies), notes, ledger, copies, _stamps(files))


def _disagreeing(loaded: Loaded) -> Iterator[Failure]:
    """Where the ledger says something else of this build than the other records do. What it says of earlier builds only
    they could tell."""
    ledger, overall, documents = loaded.ledger, loaded.overall, loaded.stories.documents
    if ledger.build != overall.build.id:
        yield Failure(LEDGER_FILE, 1, f"is of build {ledger.build}, and build.json of {overall.build.id}")
    if ledger.changes != overall.changes:
        yield Failure("data/changes.json", 1, "is not what the ledger says of the changes since the build before")
    for document, (number, sha256) in documents.sums.items():
        if ledger.documents.get(document) != sha256 or ledger.sigla.get(document) != documents.sigla[document]:
            yield Failure(_DOCUMENTS, number, f"the ledger has other bytes or another letter for {document}")
    if len(ledger.documents) != len(documents.sums):
        yield Failure(LEDGER_FILE, 1, f"{len(ledger.documents)} documents, where the data have {len(documents.sums)}")
    for claims in ledger.claims.values():
        if any(len(passage) != _PASSAGE for passage in claims.passages):
            yield Failure(LEDGER_FILE, 1, "names a passage as no build does")


_PASSAGE = 16  # digits of the key of a passage


def _outline(group: CopyGroup) -> CopyOutline:
    digest = hashlib.sha256(_shared(group).encode()).hexdigest()
    return CopyOutline(**group.model_dump(exclude={"shared"}), digest=digest)


def _shared(group: CopyGroup) -> str:
    return published(group.model_dump(mode="json")["shared"])


class _Stories:
    """The stories of a site one after the other, each with what a build gives to `render` beside its rows. Rows stand
    in the order of stories in their files, so each file is read once, from end to end."""

    def __init__(self, files: SiteFiles, overall: Overall, ledger: Ledger, copies: Sequence[CopyGroup]) -> None:
        self._files = files
        self._overall = overall
        self._ledger = ledger
        self.documents = self._documents = _Documents(files)
        self._copies: dict[str, list[CopyGroup]] = defaultdict(list)
        for group in copies:
            for story in dict.fromkeys(self._documents.story(member) for member in group.members):
                self._copies[story].append(group)
        self._shares: dict[str, list[StoryName]] = defaultdict(list)  # of names that several stories have
        for share in _rows(files, STORY_NAMES.removesuffix(".jsonl"), StoryName):
            self._shares[share.story].append(share)
        self._shared = frozenset(share.name.id for shares in self._shares.values() for share in shares)

    def __iter__(self) -> Iterator[StoryDossier]:
        stories = list(_rows(self._files, STORIES.removesuffix(".jsonl"), PublishedStory))
        queues = {name: _Queue(self._files, name, kind) for name, kind in _OF_STORIES.items()}
        for story in stories:
            yield self._dossier(story, len(stories) > 1, queues)

    def _dossier(self, story: PublishedStory, several: bool, queues: Mapping[str, _Queue]) -> StoryDossier:
        """The dossier of the next story; `queues` are the rows of all stories that are left."""
        here, story_of = story.id, self._documents.story

        def citing(name: str) -> list[Any]:
            return queues[name].take(lambda row: story_of(row.document) == here)

        claims = queues["claims"].take(lambda row: row.story == here)
        said = citing("quotations")
        known, stated = {quotation.id for quotation in said}, {claim.id for claim in claims}
        names = queues["names"].take(lambda row: row.id in self._shared or story_of(row.mentions[0].document) == here)
        names = [name for name in names if name.id not in self._shared]
        for share in sorted(self._shares[here], key=lambda share: share.place):
            names.insert(share.place, share.name)
        conflicts = queues["conflicts"].take(lambda row: story_of(row.sides[0].evidence[0].document) == here)
        return StoryDossier(
            **self._beside(story, several),
            topics=tuple(queues["topics"].take(lambda row: row.story == here)),
            quotations=tuple(said),
            utterances=tuple(queues["utterances"].take(lambda row: row.quotations[0] in known)),
            claims=tuple(claims),
            conflicts=tuple(conflicts),
            facts=tuple(queues["facts"].take(lambda row: row.story == here)),
            agreed=tuple(queues["agreed"].take(lambda row: row.story == here)),
            connections=tuple(queues["connections"].take(lambda row: row.first in stated)),
            figures=tuple(citing("figures")),
            dates=tuple(citing("dates")),
            names=tuple(names),
            since={claim.id: _since(self._ledger, claim.id) for claim in claims},
            paged=frozenset(claim.id for claim in claims if self._ledger.claims[claim.id].page),
            speakers=_slugs(self._ledger, [voice.key for voice in voices(said, names)]),
        )

    def _beside(self, story: PublishedStory, several: bool) -> dict[str, Any]:
        """The story with its edition and its documents, by field of its dossier."""
        overall, documents = self._overall, self._documents
        called = self._ledger.editions.get(story.id)
        if called is None:
            raise UnloadableError(LEDGER_FILE, 1, f"has no edition of {story.id}")
        own = documents.of(story.id)
        groups = self._copies[story.id]
        return {
            "edition": Edition(
                id=called[1],
                title=overall.head,
                title_document=overall.build.title_document,
                several=several,
                base_url=overall.base_url,
            ),
            "story": story,
            "documents": tuple(own),
            "foreign": tuple(_foreign(groups, documents, story.id)),
            "copies": tuple(groups),
            "publishers": tuple(
                publish_publisher_group(group, documents.sigla)
                for group in publisher_groups([publisher_keys(document) for document in own])
            ),
        }


_OF_STORIES: Mapping[str, type[Record]] = {
    "topics": PublishedTopic,
    "claims": PublishedClaim,
    "quotations": PublishedQuotation,
    "utterances": Utterance,
    "conflicts": Conflict,
    "facts": StoryFact,
    "agreed": StoryFact,
    "connections": Connection,
    "figures": Figure,
    "dates": DateMention,
    "names": Name,
}


class _Queue:
    """The records of a file of `data/` in order, taken from its beginning."""

    def __init__(self, files: SiteFiles, name: str, kind: type[Record]) -> None:
        self._rows: Iterator[Any] = _rows(files, name, kind)
        self._next = next(self._rows, None)

    def take(self, belongs: Callable[[Any], bool]) -> list[Any]:
        """The next records up to one that does not belong."""
        taken: list[Any] = []
        while self._next is not None and belongs(self._next):
            taken.append(self._next)
            self._next = next(self._rows, None)
        return taken


class _Documents:
    """The documents of a site, each read when it is asked for."""

    def __init__(self, files: SiteFiles) -> None:
        self._file = files.stream(_DOCUMENTS)
        self._places: dict[str, tuple[int, int]] = {}  # where the row of a document begins, and its line
        self._story: dict[str, str] = {}
        self._of: dict[str, list[str]] = defaultdict(list)
        self.sigla: dict[str, str] = {}
        self.sums: dict[str, tuple[int, str]] = {}  # the line and the checksum of each
        at = 0
        for number, line in enumerate(self._file, 1):
            row = _parsed(PublishedDocument, line, _DOCUMENTS, number)
            self._places[row.id] = at, number
            self._story[row.id] = row.story
            self._of[row.story].append(row.id)
            self.sigla[row.id] = row.siglum
            self.sums[row.id] = number, row.sha256
            at += len(line)

    def story(self, document: str) -> str:
        """The story of a document; nothing where there is no such document."""
        return self._story.get(document, "")

    def read(self, document: str) -> PublishedDocument:
        at, number = self._places[document]
        self._file.seek(at)
        return _parsed(PublishedDocument, self._file.readline(), _DOCUMENTS, number)

    def of(self, story: str) -> list[PublishedDocument]:
        """The documents of a story in order of letters."""
        return [self.read(document) for document in self._of[story]]


_DOCUMENTS = "data/documents.jsonl"


def _foreign(groups: Sequence[CopyGroup], documents: _Documents, story: str) -> Iterator[PublishedDocument]:
    """Documents of other stories that groups of copies name beside those of this one, as they were before their own
    story dated them."""
    first = {member: group.id for group in reversed(groups) for member in group.members}
    for member in sorted(first):
        if documents.story(member) != story:
            document = documents.read(member)
            undated = document.published_basis is not None and document.published_basis.kind == "inferred"
            dateless = {"published": None, "published_basis": None} if undated else {}
            yield document.model_copy(update={"copy_group": first[member], **dateless})


def _since(ledger: Ledger, claim: str) -> str:
    if claim not in ledger.claims:
        raise UnloadableError(LEDGER_FILE, 1, f"knows no claim {claim}")
    return ledger.claims[claim].since


def _slugs(ledger: Ledger, keys: Iterable[str]) -> dict[str, str]:
    """The page's name of each speaker by key."""
    for key in sorted(keys):
        if key not in ledger.slugs:
            raise UnloadableError(LEDGER_FILE, 1, f"has no address for the speaker {key}")
    return {key: ledger.slugs[key] for key in sorted(keys)}


def _stamps(files: SiteFiles) -> dict[str, str]:
    try:
        return TypeAdapter(dict[str, str]).validate_json(_read(files, STAMPS))
    except ValidationError as error:
        raise UnloadableError(STAMPS, 1, _why(error)) from error


def _object(files: SiteFiles, path: str, kind: type[_R]) -> _R:
    return _parsed(kind, _read(files, path), path, 1)


def _read(files: SiteFiles, path: str) -> bytes:
    if path not in files:
        raise UnloadableError(path, 1, "the file is missing")
    return files[path]


def _rows(files: SiteFiles, name: str, kind: type[_R]) -> Iterator[_R]:
    """The records of a file of `data/`, one a line."""
    path = f"data/{name}.jsonl"
    if path not in files:
        raise UnloadableError(path, 1, "the file is missing")
    with files.stream(path) as lines:
        for number, line in enumerate(lines, 1):
            yield _parsed(kind, line, path, number)


def _parsed(kind: type[_R], content: bytes, path: str, line: int) -> _R:
    try:
        return kind.model_validate_json(content)
    except ValidationError as error:
        raise UnloadableError(path, line, _why(error)) from error


def _why(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    place = ".".join(map(str, first["loc"]))
    return f"not a row as the schema has it: {f'{place}: ' if place else ''}{first['msg']}"
