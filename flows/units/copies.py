"""One group of copies by itself: which of its documents was first, and what they share word for word. The result rests
on the group's documents."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pydantic import TypeAdapter

from flows.engine.job import JobResult, WorkItem
from flows.engine.spill import Spill, SpillRange
from flows.units.codec import LEVEL, pack, unpack, utf8
from flows.units.containment import Steps
from flows.units.fallbacks import untraced
from tasks.records import Citation, CopyCandidates, CopyGroup, CopyOutline, Document, Features
from tasks.shared.text.canonical_json import published
from tasks.shared.text.spans import unchecked

if TYPE_CHECKING:
    from flows.engine.scheduler import Run
    from flows.units.report import Reports

# Documents of a group that are held at once: all of most groups.
_HELD = 64
_SHARED: TypeAdapter[tuple[tuple[Citation, Citation], ...]] = TypeAdapter(tuple[tuple[Citation, Citation], ...])


def copies(
    candidates: CopyCandidates, members: Sequence[Features], load: Callable[[str], Document], steps: Steps
) -> CopyGroup:
    """Which of some documents alike was first, and what they share; that they are alike, where no more can be found
    out. `load` gives the document of an id."""
    from tasks.deduplicate import trace

    return steps.part("deduplicate", trace, candidates, members, load, otherwise=lambda: untraced(candidates))


class CopiesJob(NamedTuple):
    """`members` are the packed document and features of each member of the group, in its order."""

    candidates: CopyCandidates
    members: tuple[tuple[bytes, bytes], ...]

    @property
    def label(self) -> str:
        return f"the copies of {', '.join(self.candidates.members[:3])}"


def do_copies(job: CopiesJob) -> JobResult:
    """Two parts: the packed outline of the group, and its passages as published, compressed."""
    from tasks.features import unpack_features

    members = [unpack_features(marks) for _, marks in job.members]
    packed = {member.id: document for member, (document, _) in zip(members, job.members, strict=True)}
    group = copies(
        job.candidates, members, lru_cache(_HELD)(lambda document: unpack(Document, packed[document])), Steps()
    )
    shared = published(_SHARED.dump_python(group.shared, mode="json")).encode()
    outline = CopyOutline(**group.model_dump(exclude={"shared"}), digest=hashlib.sha256(shared).hexdigest())
    return JobResult((pack(outline), zlib.compress(shared, LEVEL)))


def unpack_group(outline: CopyOutline, passages: bytes) -> CopyGroup:
    """A group of copies with its passages, which are those of `do_copies`, compressed."""
    fields = outline.model_dump(exclude={"digest"})
    return unchecked(CopyGroup, {**fields, "shared": _SHARED.validate_json(zlib.decompress(passages))})


@dataclass
class Copies:
    """All groups of copies: their outlines in the order in which they were found, the keys of their results by id, and
    their passages in the spill file."""

    outlines: list[CopyOutline] = field(default_factory=list)
    keys: dict[str, bytes] = field(default_factory=dict)
    spill: Spill = field(default_factory=Spill)
    places: dict[str, SpillRange] = field(default_factory=dict)

    def packed(self, group: str) -> bytes:
        """The passages of a group, compressed."""
        return self.spill.get(self.places[group])

    def passages(self, group: str) -> str:
        """The passages of a group as they are published: canonical JSON."""
        return zlib.decompress(self.packed(group)).decode("utf-8")


def trace_copies(run: Run, stages: Sequence[str], found: Sequence[CopyCandidates], reports: Reports) -> Copies:
    """Trace each group of documents that `deduplicate` found alike."""
    groups = Copies(spill=run.spill)
    items = [_item(candidates, reports) for candidates in found]
    for item, result in zip(items, run.each(stages, do_copies, items), strict=True):
        outline = unpack(CopyOutline, result.parts[0])
        groups.outlines.append(outline)
        groups.places[outline.id] = run.spill.put(result.parts[1])
        groups.keys[outline.id] = item.key
    return groups


def _item(candidates: CopyCandidates, reports: Reports) -> WorkItem:
    members = candidates.members
    inputs = (candidates.kind.encode(), utf8(candidates.seed), *(reports.keys[member] for member in members))
    return WorkItem(inputs, lambda: CopiesJob(candidates, tuple(map(reports.packed_member, members))), len(members))


def renamed(groups: Copies, ids: Sequence[str]) -> Copies:
    """The groups under their published ids, which stand in the order of the outlines; the outlines are left out, since
    published records take their place."""
    names = [(new, outline.id) for new, outline in zip(ids, groups.outlines, strict=True)]
    return Copies(
        keys={new: groups.keys[old] for new, old in names},
        spill=groups.spill,
        places={new: groups.places[old] for new, old in names},
    )
