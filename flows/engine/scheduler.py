"""Runs the stages: once over everything, or once for each report or story, with what is known from an earlier build
recalled and the rest handed to workers in batches.

`Run` calls plain functions and knows nothing of Prefect; `flows.orchestration.prefect_run` puts the same calls into
Prefect tasks.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar, overload

from pydantic import ValidationError

from flows.engine.pool import InlinePool, Pending, Workers
from flows.engine.result_cache import ResultCache
from flows.engine.spill import Spill
from flows.work import JobResult
from tasks.publish import NewSite, Standing
from tasks.records import Build, Dropped, FoundFile, Note, Settings

Result = TypeVar("Result")


class Progress(Protocol):
    """Is told how a run gets on. `total` is None for a stage that looks at everything at once."""

    def begin(self, stage: str, total: int | None) -> None: ...
    def advance(self, count: int) -> None: ...
    def close(self) -> None: ...
    def say(self, line: str) -> None: ...


class Silent:
    """A progress that says nothing."""

    def begin(self, stage: str, total: int | None) -> None:
        pass

    def advance(self, count: int) -> None:
        pass

    def close(self) -> None:
        pass

    def say(self, line: str) -> None:
        pass


class WorkItem(NamedTuple):
    """One thing to be worked out: everything that its result depends on, how to make the job when it is needed, and of
    how many reports it is about."""

    rests_on: tuple[bytes, ...]
    make: Callable[[], Any]
    reports: int = 1

    @property
    def key(self) -> bytes:
        """A hash that stands for everything the result depends on, for what is made of it."""
        return hashlib.sha256(b"\0".join(self.rests_on)).digest()


class Run:
    """One run of the line of stages. `given` counts the items that `find` returned, `dropped` holds those that were
    left out, at whichever stage, in the order in which they were met."""

    def __init__(
        self, progress: Progress | None = None, memory: ResultCache | None = None, workers: Workers | None = None
    ) -> None:
        self.progress: Progress = progress or Silent()
        self.memory = memory
        self.workers: Workers = workers or InlinePool()
        self.shelf = Spill()
        self._done_here = 0.0
        self.given = 0
        self.dropped: list[Dropped] = []

    @overload
    def once(self, stage: str, function: Callable[..., list[Result | Dropped]], *args: Any) -> list[Result]: ...
    @overload
    def once(self, stage: str, function: Callable[..., Result], *args: Any) -> Result: ...

    def once(self, stage: str, function: Callable[..., Any], *args: Any) -> Any:
        """`function(*args)`. A list is what was found, so it counts as given and comes back without the `Dropped` in
        it."""
        self.begin(stage)
        result = self.call(stage, function, *args)
        if isinstance(result, list):
            self.given += len(result)
            self.dropped.extend(item for item in result if isinstance(item, Dropped))
            return [item for item in result if not isinstance(item, Dropped)]
        return result

    def begin(self, stage: str, total: int | None = None) -> None:
        self.progress.begin(stage, total)

    def each(
        self,
        stage: str,
        function: Callable[[Any], JobResult],
        asked: Sequence[WorkItem],
        *,
        still: Callable[[tuple[bytes, ...]], bool] | None = None,
        weight: float = 1.0,
    ) -> Iterator[JobResult]:
        """The result of `function` for each job, in order, the known ones recalled: those of which `still` says that
        they can be used, where pages must stand that are not in the cache. `weight` says how much work a job is, beside
        that of a report; one of none is done here, as are a few of any while no workers have begun."""
        self.begin(stage, len(asked))
        waiting: deque[_Block] = deque()
        for batch in _batches(asked, SHARES * self.workers.count):
            waiting.append(self._block(stage, function, batch, still, weight))
            while len(waiting) > AHEAD * self.workers.count:
                yield from self._finished(stage, function, waiting.popleft())
        while waiting:
            yield from self._finished(stage, function, waiting.popleft())
        self.workers.rest()

    def _block(
        self,
        stage: str,
        function: Callable[[Any], JobResult],
        asked: Sequence[WorkItem],
        still: Callable[[tuple[bytes, ...]], bool] | None,
        weight: float,
    ) -> _Block:
        keys = self.memory.keys(function, [ask.rests_on for ask in asked]) if self.memory else []
        known = self.memory.recall(keys) if self.memory else {}
        if still is not None:
            known = {place: parts for place, parts in known.items() if still(parts)}
        missing = [place for place in range(len(asked)) if place not in known]
        jobs = [asked[place].make() for place in missing]
        work = weight * sum(asked[place].reports for place in missing)
        workers = InlinePool() if self._few(work) else self.workers
        pending = workers.submit(stage, function, jobs) if jobs else None
        return _Block(len(asked), keys, known, missing, pending)

    def expect(self, changed: int) -> None:
        """Let the workers begin, unless so few reports changed that this process will be done before them."""
        if changed * BESIDES > FEW:
            self.workers.warm()

    def _few(self, work: float) -> bool:
        """Whether work is done here: a little of it, while no workers have begun."""
        if self.workers.begun:
            return not work
        self._done_here += work
        return self._done_here <= FEW

    def _finished(self, stage: str, function: Callable[[Any], JobResult], block: _Block) -> Iterator[JobResult]:
        results = {place: JobResult(parts) for place, parts in block.known.items()}
        if block.pending is not None:
            made = self.call(stage, block.pending.result)
            results.update(zip(block.missing, made, strict=True))
            if self.memory:
                self.memory.keep({block.keys[p]: done.parts for p, done in zip(block.missing, made, strict=True)})
        self.progress.advance(block.size)
        for place in range(block.size):
            yield results.pop(place)

    def call(self, stage: str, function: Callable[..., Result], *args: Any) -> Result:
        """Where what runs once, and the wait for a batch, runs: here, in this process."""
        return function(*args)

    def key_of_all(
        self,
        function: Callable[..., Any],
        settings: Settings,
        notes: Sequence[Note],
        dropped: Sequence[Dropped],
        found: Sequence[FoundFile],
    ) -> bytes:
        """A hash of everything that a build rests on besides the ledger, which stands in the site."""
        if self.memory is None:
            return b""
        parts = [settings.model_dump_json(), *(record.model_dump_json() for record in (*notes, *dropped))]
        parts += [f"{file.id}\0{file.path}\0{file.sha256}" for file in found]
        return self.memory.key_of_all(function, parts)

    def unchanged(self, out: Path, inputs: bytes) -> Build | None:
        """The build that stands at `out`, when it was made of the same and nobody has touched it since."""
        if self.memory is None or not self.memory.stands_of(out, inputs):
            return None
        try:
            build = Build.model_validate_json((out / "data" / "build.json").read_bytes())
            rows = (out / "data" / "dropped.jsonl").read_bytes().splitlines()
            self.dropped = [Dropped.model_validate_json(row) for row in rows]
        except (OSError, ValidationError):
            return None
        return build

    def standing(self, out: Path) -> dict[str, Standing]:
        """The files of the site at `out`, as the build that made them noted them."""
        return self.memory.standing(out) if self.memory else {}

    def stands(self, out: Path, inputs: bytes, new: NewSite) -> None:
        """Note of what the site at `out` was made, and which files stand there now."""
        if self.memory:
            self.memory.stands(out, inputs, new.standing)


def _batches(asked: Sequence[WorkItem], shares: int) -> Iterator[list[WorkItem]]:
    """The same in order, in batches of about as many reports: `shares` of them, or more when these would be large."""
    most = max(1, min(BATCH, -(-sum(ask.reports for ask in asked) // shares)))
    batch: list[WorkItem] = []
    size = 0
    for ask in asked:
        if batch and size + ask.reports > most:
            yield batch
            batch, size = [], 0
        batch.append(ask)
        size += ask.reports
    if batch:
        yield batch


class _Block(NamedTuple):
    """Jobs that are looked up together, and handed on in one batch."""

    size: int
    keys: Sequence[bytes]
    known: dict[int, tuple[bytes, ...]]
    missing: Sequence[int]
    pending: Pending | None


# Reports that this process takes through one stage, ten milliseconds each, while workers would still be importing.
FEW = 60
# Reports of such work for one that changed: its story is told and printed again, with all that it holds.
BESIDES = 10
# Reports in one batch, at most, but for a story that has more: some seconds of work, and what a killed build has to do
# again. The pages of a batch are held at once.
BATCH = 100
# Batches for each worker, at least, so that none idles long at the end.
SHARES = 6
# Batches for each worker that may wait: enough that none idles, and few enough to stay small.
AHEAD = 2
