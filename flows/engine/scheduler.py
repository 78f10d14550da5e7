"""Runs functions: once over everything, or once for each of many jobs, with cached results recalled and the rest
handed to workers in batches.

`Run` calls plain functions; it knows neither what they do nor Prefect. `flows.orchestration.prefect_run` puts the same
calls into Prefect tasks.
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
    """Is told how a run gets on.

    `begin`: one stage begins, or several that each job goes through in one piece; `total` is None for a stage that
    looks at everything at once. `advance`: so many jobs are done. `spent`: what a job spent in each of its stages."""

    def begin(self, stages: Sequence[str], total: int | None) -> None: ...
    def advance(self, count: int) -> None: ...
    def spent(self, seconds: Mapping[str, float]) -> None: ...
    def close(self) -> None: ...
    def say(self, line: str) -> None: ...


class Silent:
    """A progress that says nothing."""

    def begin(self, stages: Sequence[str], total: int | None) -> None:
        pass

    def spent(self, seconds: Mapping[str, float]) -> None:
        pass

    def advance(self, count: int) -> None:
        pass

    def close(self) -> None:
        pass

    def say(self, line: str) -> None:
        pass


class Run:
    """One run over a folder. `given` counts the items that there were at first, `dropped` holds the records of those
    that were left out, in the order in which they were met; whoever calls the run fills both."""

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
        """`function(*args)`, as a part of `stage`. The length of a list or a plain tuple counts as what the
        stage has done."""
        self.begin([stage])
        result = self.call(stage, function, *args)
        if type(result) in (list, tuple):
            self.progress.advance(len(cast("list[Any]", result)))
        return result

    def begin(self, stages: Sequence[str], total: int | None = None) -> None:
        """Tell the progress that stages begin."""
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
        """Yields the result of `function` for each item, in order. A job takes its item through all of `stages`.

        A cached result is used if `is_valid(parts)` is true or not given: pages that it speaks of may be gone.
        `cost` is the work of a job beside that of reading one report; jobs of no cost run in this process, as do a few
        of any cost while the workers have not started."""
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
        """Let the workers begin, unless so few reports changed that this process will be done before them."""
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
        """Where what runs once, and the wait for a batch, runs: here, in this process."""
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
