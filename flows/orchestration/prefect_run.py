"""A run whose calls are Prefect tasks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any, cast

from prefect import Task
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture

from flows.engine.job import JobResult, run_batch
from flows.engine.pool import Function, Pending, PoolSettings, Workers, cores, own
from flows.engine.result_cache import ResultCache
from flows.engine.scheduler import Progress, Result, Run
from flows.engine.store import ResultStore, default_folder
from flows.units import PRELOAD


class PrefectRun(Run):
    """A run in which everything that runs once, and the wait for each batch, is a Prefect task named after its stage.
    `flow_run` is the id of the flow run, `calls` counts the tasks."""

    def __init__(
        self, progress: Progress | None = None, cache: ResultCache | None = None, workers: Workers | None = None
    ) -> None:
        super().__init__(progress, cache, workers)
        self.flow_run = ""
        self.calls = 0

    def call(self, stage: str, function: Callable[..., Result], *args: Any) -> Result:
        """Returns `function(*args)`, run as a task of `stage`."""
        self.calls += 1
        return cast(Result, cast(Sealed, task_of(stage)(Sealed((function, args)))).content)


class PrefectWorkers:
    """Workers that pass batches to the task runner of the flow: threads, processes, or Dask."""

    started = True

    def __init__(self, engine: PoolSettings) -> None:
        self.count = engine.count or cores()

    def start(self) -> None:
        """Does nothing: the task runner starts its workers."""

    def submit(self, stage: str, function: Function, jobs: Sequence[Any]) -> Pending:
        """Submits a batch as a task of `stage`."""
        return _Submitted(task_of(stage).submit(Sealed((run_batch, (function, jobs)))))

    def recycle(self) -> None:
        """Does nothing: the task runner keeps its workers."""


class _Submitted:
    def __init__(self, future: PrefectFuture[Any]) -> None:
        self._future = future

    def result(self) -> list[JobResult]:
        return cast(list[JobResult], self._future.result().content)


@cache
def task_of(stage: str) -> Task[..., Any]:
    """The Prefect task of a stage. Its result is not stored: it goes to the next stage, and records are too large for
    Prefect's states."""
    return Task(_call, name=stage, task_run_name=stage, cache_policy=NO_CACHE, persist_result=False)


def _call(work: Sealed) -> Sealed:
    function, args = work.content
    return Sealed(function(*args))


class Sealed:
    """A wrapper for the arguments and results of tasks that keeps Prefect from searching them for futures (1.9 s for
    2,000 records). Prefect's own `quote` does the same, but wraps its content anew whenever it is pickled."""

    __slots__ = ("content",)

    def __init__(self, content: Any) -> None:
        self.content = content


_prepared: ContextVar[PrefectRun | None] = ContextVar("_prepared", default=None)


@contextmanager
def prepared(run: PrefectRun) -> Iterator[None]:
    """A context manager in which the flow uses `run` (see `current_run`)."""
    token = _prepared.set(run)
    try:
        yield
    finally:
        _prepared.reset(token)


@contextmanager
def current_run(folder: Path) -> Iterator[PrefectRun]:
    """A context manager for the run of a flow: the one that a command prepared, else (in a scheduled flow) a new one
    for `folder`."""
    ready = _prepared.get()
    if ready:
        yield ready
        return
    with own(PoolSettings(), folder, PRELOAD) as workers, ResultStore(default_folder()) as known:
        yield PrefectRun(cache=ResultCache(known), workers=workers)
