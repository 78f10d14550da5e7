"""Where batches of jobs run: in this process, or in worker processes of this machine."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from flows.engine.job import JobResult, label_of, run_batch, spared
from tasks.errors import DossierError

Function = Callable[[Any], JobResult]


@dataclass(frozen=True)
class PoolSettings:
    """Which runner takes batches (`own` processes, or Prefect's `threads`, `processes` or `dask`), the `address` of a
    Dask scheduler (None: a local one), and how many batches run at once (None: the runner's default)."""

    runner: str = "own"
    address: str | None = None
    count: int | None = None


@contextmanager
def own(settings: PoolSettings, folder: Path, preload: Sequence[str]) -> Iterator[Workers]:
    """A context manager for the workers of a build: this process if the folder holds few reports, else worker
    processes, which end with the block. `preload` are the names of the modules that worker processes import before they
    start."""
    count = settings.count or (cores() if _many(folder) else 1)
    if count == 1:
        yield InlinePool()
        return
    workers = ProcessPool(count, preload)
    try:
        yield workers
    except BaseException:
        workers.abandon()
        raise
    workers.close()


def _many(folder: Path) -> bool:
    """Whether there is enough to do for processes of their own to be worth their start: many files, or large ones,
    which may hold many reports."""
    files = ((at, name) for at, _, names in os.walk(folder) for name in names)
    first = list(itertools.islice(files, MANY))
    return len(first) == MANY or sum(_size(Path(at, name)) for at, name in first) >= MANY_BYTES


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


# Files; with fewer, workers would be done importing when this process is done with the work.
MANY = 40
# The bytes of so many reports without pictures.
MANY_BYTES = MANY * 10_000


class Pending(Protocol):
    """A batch that was submitted."""

    def result(self) -> list[JobResult]:
        """The results of the jobs, in order, once they are there. Raises what a job raised."""


class Workers(Protocol):
    """Runs batches of jobs. `count` is how many run at once; `started` says whether workers are there or starting."""

    count: int
    started: bool

    def start(self) -> None:
        """Starts importing, when it is known that there will be work."""

    def submit(self, stage: str, function: Function, jobs: Sequence[Any]) -> Pending:
        """Submits a batch: `function` for each of `jobs`, as part of `stage`."""

    def recycle(self) -> None:
        """Frees the memory that the last stage left in workers. Must not be called while a batch is running."""


class DeferredBatch:
    """A batch that runs in this process when its result is asked for."""

    def __init__(self, function: Function, jobs: Sequence[Any]) -> None:
        self._function = function
        self._jobs = jobs

    def result(self) -> list[JobResult]:
        """Runs the batch, and returns the results in order."""
        return run_batch(self._function, self._jobs)


class InlinePool:
    """Runs batches in this process, when their result is asked for."""

    count = 1
    started = True

    def start(self) -> None:
        """Does nothing: there is nothing to start."""

    def submit(self, stage: str, function: Function, jobs: Sequence[Any]) -> Pending:
        """A batch that runs when its result is asked for."""
        return DeferredBatch(function, jobs)

    def recycle(self) -> None:
        """Does nothing: there are no workers."""


class ProcessPool:
    """Runs batches in `count` worker processes. They are forked from a server process that has imported `preload`, but
    nothing of this process, so that they start at once and without Prefect.

    If a worker dies, it is replaced and all running batches run again. If a batch loses its worker TRIES times, its
    jobs run one by one; the one that ends its worker again ends the run with a DossierError.
    """

    def __init__(self, count: int, preload: Sequence[str] = ()) -> None:
        self.count = count
        self.started = False
        self._context = multiprocessing.get_context("forkserver" if hasattr(os, "fork") else "spawn")
        if hasattr(os, "fork"):
            self._context.set_forkserver_preload(list(preload))
        self._pool: ProcessPoolExecutor | None = None
        self._generation = 0

    def start(self) -> None:
        """Starts the server process, which imports while this process goes on."""
        self.started = True
        if hasattr(os, "fork"):
            from multiprocessing import forkserver, resource_tracker

            # The server ignores Control-C once it has imported; until then because it inherits that from here. The
            # tracker, which it starts where there is none, would let Control-C through again.
            resource_tracker.ensure_running()
            before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
            try:
                with _safe_path():
                    forkserver.ensure_running()
            finally:
                signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def submit(self, stage: str, function: Function, jobs: Sequence[Any]) -> Pending:
        """Submits a batch; its `result` raises DossierError for a job that ends its worker again and again."""
        return _Batch(self, function, jobs)

    def submit_batch(self, function: Function, jobs: Sequence[Any]) -> tuple[int, Future[list[JobResult]]]:
        """Submits a batch once. Returns the generation of the pool in which it runs, for `renew`, and its future, which
        raises BrokenProcessPool if a worker dies."""
        if not self.started:
            self.start()
        try:
            if self._pool is None:
                self._pool = ProcessPoolExecutor(self.count, mp_context=self._context, initializer=_begin)
            with _nothing_of_main():  # the first batch starts the workers
                return self._generation, self._pool.submit(run_batch, function, jobs)
        except BrokenProcessPool:
            self.renew(self._generation)
            return self.submit_batch(function, jobs)

    def recycle(self) -> None:
        """Ends the workers; new ones start within milliseconds, with nothing in memory."""
        self.close()

    def renew(self, generation: int) -> None:
        """Replaces a pool that lost a worker by a new one, unless its `generation` was already replaced."""
        if generation == self._generation:
            if self._pool is not None:
                self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None
            self._generation += 1

    def close(self) -> None:
        """Ends the workers after the batches that are running."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def abandon(self) -> None:
        """Kills the workers, whatever they are doing."""
        for worker in multiprocessing.active_children():
            worker.kill()
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None


@contextmanager
def _safe_path() -> Iterator[None]:
    """Processes of Python that start in this block look for modules where ours are, and never in the folder that
    somebody happens to stand in: it may hold a `tasks` of its own."""
    before = os.environ.get(_SAFE)
    os.environ[_SAFE] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_SAFE]
        else:
            os.environ[_SAFE] = before


_SAFE = "PYTHONSAFEPATH"


@contextmanager
def _nothing_of_main() -> Iterator[None]:
    """Workers that start in this block do not import the program that was started, the command line, as they would by
    default: it takes longer than they do."""
    main = sys.modules["__main__"]
    spec, file = main.__spec__, main.__dict__.pop("__file__", None)
    main.__spec__ = None
    try:
        yield
    finally:
        main.__spec__ = spec
        if file is not None:
            main.__file__ = file


def _begin() -> None:
    """What a worker does first: leave Control-C to the process that is asked for the site, and end with that process,
    however it ends. The server that workers are forked from lives as long as any of them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


class _Batch:
    def __init__(self, workers: ProcessPool, function: Function, jobs: Sequence[Any]) -> None:
        self._workers = workers
        self._function = function
        self._jobs = jobs
        self._generation, self._future = workers.submit_batch(function, jobs)

    def result(self) -> list[JobResult]:
        for left in reversed(range(TRIES)):
            try:
                return self._future.result()
            except BrokenProcessPool:
                self._workers.renew(self._generation)
                if left:
                    self._generation, self._future = self._workers.submit_batch(self._function, self._jobs)
        return self._one_by_one()

    def _one_by_one(self) -> list[JobResult]:
        """Each job alone, so that the one that ends its worker can be named."""
        results: list[JobResult] = []
        for job in self._jobs:
            generation, future = self._workers.submit_batch(self._function, [job])
            try:
                results += future.result()
            except BrokenProcessPool:
                self._workers.renew(generation)
                instead = spared(job)
                if instead is None:
                    raise DossierError(f"a worker process died, again and again, on {label_of(job)}") from None
                results.append(instead)
        return results


# How often a batch may lose its worker before its jobs are tried one by one. Every batch that runs when a worker dies
# is lost with it, so one loss says nothing about a batch.
TRIES = 2


def cores() -> int:
    """The number of processes that can run at once on the CPUs of this process; at least 1."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
