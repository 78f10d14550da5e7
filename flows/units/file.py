"""One file that holds several reports: which they are. The result rests on that file and on the names of columns."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from flows.engine.job import JobResult, WorkItem, utf8
from flows.units.codec import pack, unpack
from flows.units.containment import ENDED, PASSING, Steps, contained
from tasks.records import Dropped, FileParts, FoundFile, Settings

if TYPE_CHECKING:
    from flows.engine.scheduler import Run


class PartsJob(NamedTuple):
    """The job of opening one file that can hold several reports."""

    found: FoundFile

    @property
    def label(self) -> str:
        """The path of the file."""
        return self.found.path

    @property
    def spared(self) -> JobResult:
        """The result if opening the file ends the worker process: the file is left out."""
        detail = "a worker process died of it, again and again"
        return _left_out(Dropped(path=self.found.path, stage="read", reason=ENDED, detail=detail))


def do_parts(job: PartsJob) -> JobResult:
    """Runs a PartsJob. One part: the packed reports of the file, and what of it cannot be read."""
    from tasks.read import parts

    held = contained(job.found.path, Steps(), lambda steps: steps.once("read", parts, job.found))
    if isinstance(held, Dropped):
        return _left_out(held)
    return JobResult((pack(held),), lasting=PASSING.isdisjoint(row.reason for row in held.dropped))


def _left_out(row: Dropped) -> JobResult:
    return JobResult((pack(FileParts(found=(), dropped=(row,))),), lasting=row.reason not in PASSING)


def open_files(run: Run, stages: Sequence[str], found: Sequence[FoundFile], settings: Settings) -> list[FoundFile]:
    """The files that are one report as they are, and the reports inside of the others, in order. What cannot be read is
    added to `run.dropped`; every report inside of a file is counted in `run.given`."""
    from tasks.read import distinct, kept_parts

    several = [file for file in found if file.reader]
    if not several:
        return list(found)
    items = [WorkItem(_inputs(file), partial(PartsJob, file)) for file in several]
    held = dict(zip((file.id for file in several), run.each(stages, do_parts, items), strict=True))
    rows: list[FoundFile | Dropped] = []
    for file in found:
        if file.id in held:
            parts = list(kept_parts(unpack(FileParts, held[file.id].parts[0]), file, settings))
            run.given += len(parts) - 1
            rows += parts
        else:
            rows.append(file)
    kept = distinct(rows)
    run.dropped += [row for row in kept if isinstance(row, Dropped)]
    return [row for row in kept if isinstance(row, FoundFile)]


def _inputs(file: FoundFile) -> tuple[bytes, ...]:
    return utf8(file.path), file.id.encode(), file.sha256.encode(), file.reader.encode(), utf8(repr(file.columns))
