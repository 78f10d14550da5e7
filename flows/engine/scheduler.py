"""Runs functions: once over everything, or once for each of many jobs, of which cached results are reused and the rest
is sent to workers in batches.

`Run` knows neither what the functions do nor Prefect; `flows.orchestration.prefect_run` wraps the same calls in Prefect
tasks.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol, TypeVar, cast

from flows.engine.job import JobResult, WorkItem
from flows.engine.pool import InlinePool, Pending, Workers
from flows.engine.result_cache import ResultCache
from flows.engine.spill import Spill

Result = TypeVar("Result")


class Progress(Protocol):
    """The display of a run's progress."""

    def begin(self, stages: Sequence[str], total: int | None) -> None:
        """Stages begin: one, or several through which each job goes in one piece. `total` is the number of jobs, None
        for a stage that runs once over everything."""

    def advance(self, count: int) -> None:
        """`count` more jobs are done."""

    def spent(self, seconds: Mapping[str, float]) -> None:
        """A job spent these seconds in each of its stages, by name."""

    def close(self) -> None:
        """The run has ended, with or without an error."""

    def say(self, line: str) -> None:
        """Displays one line beside the progress."""


class Silent:
    """A progress that displays nothing."""

    def begin(self, stages: Sequence[str], total: int | None) -> None:
        """Ignores the call."""

    def spent(self, seconds: Mapping[str, float]) -> None:
        """Ignores the call."""

    def advance(self, count: int) -> None:
        """Ignores the call."""

    def close(self) -> None:
        """Ignores the call."""

    def say(self, line: str) -> None:
        """Ignores the call."""


class Run:
    """One run over a folder.

    `given` counts the items at its start and `dropped` holds the records of those that were left out, in the order in
    which that happened; the caller fills both. `spill` holds results until they are needed. Without `cache` everything
    is computed; without `workers` in this process.
    """

    def __init__(
        self, progress: Progress | None = None, cache: ResultCache | None = None, workers: Workers | None = None
    ) -> None:
        self.progress: Progress = progress or Silent()
        self.cache = cache
        self.workers: Workers = workers or InlinePool()
        self.spill = Spill()
        self._done_here = 0.0
        self.given = 0
        self.dropped: list[Any] = []

    def once(self, stage: str, function: Callable[..., Result], *args: Any) -> Result:
        """Returns `function(*args)`, computed as a part of `stage`. If it is a list or tuple, its length is displayed
        as the number of items."""
        self.begin([stage])
        result = self.call(stage, function, *args)
        if type(result) in (list, tuple):
            self.progress.advance(len(cast("list[Any]", result)))
        return result

    def begin(self, stages: Sequence[str], total: int | None = None) -> None:
        """Tells the progress that stages begin; `total` is the number of jobs, None for a stage that runs once over
        everything."""
        self.progress.begin(stages, total)

    def each(
        self,
        stages: Sequence[str],
        function: Callable[[Any], JobResult],
        asked: Sequence[WorkItem],
        *,
        is_valid: Callable[[tuple[bytes, ...]], bool] | None = None,
        cost: float = 1.0,
    ) -> Iterator[JobResult]:
        """Yields the result of `function` for each item, in order. Raises whatever a job raises.

        Args:
            stages: the stages through which a job takes its item, for the display.
            function: runs one job in a worker; it must be importable there.
            asked: the items.
            is_valid: whether the parts of a cached result can be used; the files they refer to may be gone. All can, if
                it is not given.
            cost: the work of one job per report, relative to reading one report. Jobs of cost 0 run in this process, as
                do a few of any cost while the workers have not started.
        """
        self.begin(stages, len(asked))
        stage = " + ".join(stages)
        waiting: deque[_Block] = deque()
        for batch in _batches(asked, SHARES * self.workers.count):
            waiting.append(self._block(stage, function, batch, is_valid, cost))
            while len(waiting) > AHEAD * self.workers.count:
                yield from self._finished(stage, function, waiting.popleft())
        while waiting:
            yield from self._finished(stage, function, waiting.popleft())
        self.workers.recycle()

    def _block(
        self,
        stage: str,
        function: Callable[[Any], JobResult],
        asked: Sequence[WorkItem],
        is_valid: Callable[[tuple[bytes, ...]], bool] | None,
        cost: float,
    ) -> _Block:
        keys = self.cache.keys(function, [ask.inputs for ask in asked]) if self.cache else []
        known = self.cache.recall(keys) if self.cache else {}
        if is_valid is not None:
            known = {place: parts for place, parts in known.items() if is_valid(parts)}
        missing = [place for place in range(len(asked)) if place not in known]
        jobs = [asked[place].make() for place in missing]
        work = cost * sum(asked[place].reports for place in missing)
        workers = InlinePool() if self._few(work) else self.workers
        pending = workers.submit(stage, function, jobs) if jobs else None
        return _Block(len(asked), keys, known, missing, pending)

    def expect(self, changed: int) -> None:
        """Starts the workers, unless so few reports changed that this process is done before they have started."""
        if changed * BESIDES > FEW:
            self.workers.start()

    def _few(self, work: float) -> bool:
        """Whether work is done here: a little of it, while no workers have begun."""
        if self.workers.started:
            return not work
        self._done_here += work
        return self._done_here <= FEW

    def _finished(self, stage: str, function: Callable[[Any], JobResult], block: _Block) -> Iterator[JobResult]:
        results = {place: JobResult(parts) for place, parts in block.known.items()}
        if block.pending is not None:
            made = self.call(stage, block.pending.result)
            for result in made:
                self.progress.spent(result.seconds)
            results.update(zip(block.missing, made, strict=True))
            if self.cache:
                lasting = {block.keys[p]: r.parts for p, r in zip(block.missing, made, strict=True) if r.lasting}
                self.cache.keep(lasting)
        self.progress.advance(block.size)
        for place in range(block.size):
            yield results.pop(place)

    def call(self, stage: str, function: Callable[..., Result], *args: Any) -> Result:
        """Returns `function(*args)`. All that runs once, and the wait for each batch, goes through this method, which
        subclasses override to run it elsewhere."""
        return function(*args)


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
