"""The unit of work of one copy group: which document was first, and what the documents share word for word. The result
depends on the documents of the group."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pydantic import TypeAdapter

from flows.engine.job import JobResult, WorkItem, utf8
from flows.engine.spill import Spill, SpillRange
from flows.units.codec import LEVEL, pack, unpack
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
    """Traces a candidate group to its first document and shared passages. `members` are the features of its documents,
    in order; `load` returns the document of an id. If tracing fails, which is noted in `steps`, the group has no first
    document and no passages."""
    from tasks.deduplicate import trace

    return steps.part("deduplicate", trace, candidates, members, load, otherwise=lambda: untraced(candidates))


class CopiesJob(NamedTuple):
    """The job of one copy group; `members` are the packed document and features of each member, in order."""

    candidates: CopyCandidates
    members: tuple[tuple[bytes, bytes], ...]

    @property
    def label(self) -> str:
        """The first members of the group, by document id."""
        return f"the copies of {', '.join(self.candidates.members[:3])}"


def do_copies(job: CopiesJob) -> JobResult:
    """Runs a CopiesJob. Two parts: the packed outline of the group, and its shared passages as canonical JSON,
    compressed."""
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
    """A copy group, given its outline and the second part of `do_copies`."""
    fields = outline.model_dump(exclude={"digest"})
    return unchecked(CopyGroup, {**fields, "shared": _SHARED.validate_json(zlib.decompress(passages))})


@dataclass
class Copies:
    """All copy groups: their outlines in order, and by group id the keys of their results and the ranges of their
    passages in the spill file."""

    outlines: list[CopyOutline] = field(default_factory=list)
    keys: dict[str, bytes] = field(default_factory=dict)
    spill: Spill = field(default_factory=Spill)
    places: dict[str, SpillRange] = field(default_factory=dict)

    def packed(self, group: str) -> bytes:
        """The shared passages of a group, compressed, by group id."""
        return self.spill.get(self.places[group])

    def passages(self, group: str) -> str:
        """The shared passages of a group as they are published, by group id: canonical JSON."""
        return zlib.decompress(self.packed(group)).decode("utf-8")


def trace_copies(run: Run, stages: Sequence[str], found: Sequence[CopyCandidates], reports: Reports) -> Copies:
    """Runs the job of each candidate group, in order."""
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
    """The groups under their published ids, which are given in the order of the outlines. The outlines are left out,
    since published records replace them."""
    names = [(new, outline.id) for new, outline in zip(ids, groups.outlines, strict=True)]
    return Copies(
        keys={new: groups.keys[old] for new, old in names},
        spill=groups.spill,
        places={new: groups.places[old] for new, old in names},
    )
