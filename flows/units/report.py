"""The unit of work of one report: read, clean and extract. The result depends on the file, on which of its lines recur
in other files, and on the cleaning settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from flows.engine.job import JobResult, WorkItem, utf8
from flows.engine.spill import Spill, SpillRange
from flows.units.codec import pack, unpack
from flows.units.containment import ENDED, PASSING, Steps, contained
from tasks.records import CleanSettings, Document, Dropped, Extract, Features, FoundFile, Report, Segmented

if TYPE_CHECKING:
    from flows.engine.scheduler import Run

_HASH = 16  # hex digits of the hash of a line
# Marks the first part of a report that was left out.
_DROPPED = b"dropped"


def report(
    found: FoundFile, recurring: frozenset[str], settings: CleanSettings, steps: Steps
) -> tuple[Report, Features] | Dropped:
    """Reads one file, cleans it and extracts from it.

    Args:
        found: the file.
        recurring: the hashes of its lines that occur in other files too.
        settings: the cleaning settings.
        steps: runs and times the stages.

    Returns:
        The report and its features, or the record of why it was left out. Raises whatever a stage raises.
    """
    from tasks.clean import clean
    from tasks.extract import extract
    from tasks.features import features
    from tasks.read import load
    from tasks.segment import segment

    with steps("clean"):
        raw = steps.once("read", load, found)
        if isinstance(raw, Dropped):
            return raw
        document = steps.once("clean", clean, raw, recurring, settings)
        if isinstance(document, Dropped):
            return document
    with steps("extract"):
        segmented = steps.once("segment", segment, document)
        extracted = steps.once("extract", extract, document, segmented)
        marks = steps.once("features", features, document, extracted)
    return Report(document=document, segmented=segmented, extract=extracted), marks


class LinesJob(NamedTuple):
    """The job of hashing the lines of one file."""

    found: FoundFile

    @property
    def label(self) -> str:
        """The path of the file."""
        return self.found.path

    @property
    def spared(self) -> JobResult:
        """The result if hashing ends the worker process: no hashes."""
        return JobResult((b"",), lasting=False)


def do_lines(job: LinesJob) -> JobResult:
    """Runs a LinesJob. One part: the hashes of the file's lines (`_HASH` hex digits each), sorted and concatenated;
    empty if it cannot be read."""
    from tasks.read import load
    from tasks.shared.text.line_hashes import line_hashes

    def hashes(steps: Steps) -> str:
        raw = steps.once("read", load, job.found)
        return "" if isinstance(raw, Dropped) else "".join(sorted(line_hashes(raw)))

    made = contained(job.found.path, Steps(), hashes)
    if isinstance(made, Dropped):  # it will be told when its turn to be cleaned comes
        return JobResult((b"",), lasting=False)
    return JobResult((made.encode(),))


class ReportJob(NamedTuple):
    """The job of one report; `recurring` are the hashes of its lines that occur in other files too."""

    found: FoundFile
    recurring: frozenset[str]
    settings: CleanSettings

    @property
    def label(self) -> str:
        """The path of the file."""
        return self.found.path

    @property
    def spared(self) -> JobResult:
        """The result if the report ends its worker process: it is left out."""
        detail = "a worker process died of it, again and again"
        return _left_out(Dropped(path=self.found.path, stage="report", reason=ENDED, detail=detail), Steps())


def do_report(job: ReportJob) -> JobResult:
    """Runs a ReportJob. Four parts: the packed document, sentences, extract and features; or two, if the report was
    left out: `_DROPPED` and the packed reason."""
    from tasks.features import pack_features

    steps = Steps()
    result = contained(job.found.path, steps, partial(report, *job))
    if isinstance(result, Dropped):
        return _left_out(result, steps)
    said, marks = result
    parts = pack(said.document), pack(said.segmented), pack(said.extract), pack_features(marks)
    return JobResult(parts, seconds=steps.seconds)


def _left_out(report: Dropped, steps: Steps) -> JobResult:
    return JobResult((_DROPPED, pack(report)), seconds=steps.seconds, lasting=report.reason not in PASSING)


def unpack_report(parts: Sequence[bytes]) -> Report:
    """The report of the first three parts of `do_report`."""
    document, segmented, extract = parts[:3]
    return Report(
        document=unpack(Document, document),
        segmented=unpack(Segmented, segmented),
        extract=unpack(Extract, extract),
    )


@dataclass
class Reports:
    """All reports that were kept, in order of path: their features, the keys of their results by document id, and the
    ranges of their packed parts in the spill file by document id."""

    features: list[Features] = field(default_factory=list)
    keys: dict[str, bytes] = field(default_factory=dict)
    spill: Spill = field(default_factory=Spill)
    places: dict[str, tuple[SpillRange, ...]] = field(default_factory=dict)

    def packed_report(self, document: str) -> tuple[bytes, ...]:
        """The packed document, sentences and extract of a report, by document id."""
        return tuple(map(self.spill.get, self.places[document][:-1]))

    def packed_document(self, document: str) -> bytes:
        """The packed document of a report, by document id."""
        return self.spill.get(self.places[document][0])

    def packed_member(self, document: str) -> tuple[bytes, bytes]:
        """The packed document and features of a report, by document id."""
        document_at, *_, features_at = self.places[document]
        return self.spill.get(document_at), self.spill.get(features_at)


def recurring_lines(run: Run, stage: str, found: Sequence[FoundFile]) -> list[frozenset[str]]:
    """For each file, in order, the hashes of its lines that occur in other files too."""
    from tasks.shared.text.line_hashes import recurring

    items = [
        WorkItem((utf8(file.path), file.sha256.encode(), file.reader.encode()), partial(LinesJob, file))
        for file in found
    ]
    rows = [result.parts[0].decode() for result in run.each([stage], do_lines, items, cost=0)]
    hashes = [frozenset(row[at : at + _HASH] for at in range(0, len(row), _HASH)) for row in rows]
    again = recurring(hashes)
    return [of_file & again for of_file in hashes]


def read_reports(
    run: Run,
    stages: Sequence[str],
    found: Sequence[FoundFile],
    recurring: Sequence[frozenset[str]],
    settings: CleanSettings,
) -> Reports:
    """Runs the report job of each file, given with its `recurring` hashes in the same order. Reports that are left out
    are added to `run.dropped`."""
    from tasks.features import unpack_features

    reports = Reports(spill=run.spill)
    chosen = settings.model_dump_json().encode()
    items = [
        WorkItem(_inputs(file, again, chosen), partial(ReportJob, file, again, settings))
        for file, again in zip(found, recurring, strict=True)
    ]
    for file, item, result in zip(found, items, run.each(stages, do_report, items), strict=True):
        if result.parts[0] == _DROPPED:
            run.dropped.append(unpack(Dropped, result.parts[1]))
            continue
        reports.features.append(unpack_features(result.parts[3]))
        reports.places[file.id] = tuple(map(run.spill.put, result.parts))
        reports.keys[file.id] = item.key
    return reports


def _inputs(file: FoundFile, recurring: frozenset[str], chosen: bytes) -> tuple[bytes, ...]:
    read = utf8(f"{file.reader}\x1f{file.part}\x1f{file.stated}")
    return utf8(file.path), file.id.encode(), file.sha256.encode(), read, "".join(sorted(recurring)).encode(), chosen
