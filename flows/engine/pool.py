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
    """Who runs batches: `own` processes, or Prefect's `threads`, `processes` or `dask` at `address`; and how many of
    them at once, where that was asked for."""

    runner: str = "own"
    address: str | None = None
    count: int | None = None


@contextmanager
def own(settings: PoolSettings, folder: Path, preload: Sequence[str]) -> Iterator[Workers]:
    """Our own workers for a folder of reports: this process where there are few, else processes that end with the
    block. `preload` are the modules that worker processes import before they start."""
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
    """Whether there is enough to do for processes of their own to be worth their start."""
    files = (name for _, _, names in os.walk(folder) for name in names)
    return sum(1 for _ in itertools.islice(files, MANY)) == MANY


# Files; with fewer, workers would be done importing when this process is done with the work.
MANY = 40


class Pending(Protocol):
    """A batch on its way."""

    def result(self) -> list[JobResult]: ...


class Workers(Protocol):
    """Takes batches. `count` is how many run at once; `started` says that workers are there, or on their way."""

    count: int
    started: bool

    def start(self) -> None:
        """Begin to import, since there will be something to do."""

    def submit(self, stage: str, function: Function, jobs: Sequence[Any]) -> Pending: ...

    def recycle(self) -> None:
        """Let go of what the last stage left in memory. No batch is on its way."""


class DeferredBatch:
    """A batch that is done when it is asked for."""

    def __init__(self, function: Function, jobs: Sequence[Any]) -> None:
        self._function = function
        self._jobs = jobs

    def result(self) -> list[JobResult]:
        return run_batch(self._function, self._jobs)


class InlinePool:
    """Runs everything in this process, when it is asked for."""

    count = 1
    started = True

    def start(self) -> None:
        pass

    def submit(self, stage: str, function: Function, jobs: Sequence[Any]) -> Pending:
        return DeferredBatch(function, jobs)

    def recycle(self) -> None:
        pass


class ProcessPool:
    """Runs batches in worker processes. They are forked from a server that has imported the stages once and nothing
    of this process, so that they start at once and know no Prefect. A worker that dies is replaced and its batch done
    again; a job that ends its worker alone, after its batch did so twice, ends the run."""

    def __init__(self, count: int, preload: Sequence[str] = ()) -> None:
        self.count = count
        self.started = False
        self._context = multiprocessing.get_context("forkserver" if hasattr(os, "fork") else "spawn")
        if hasattr(os, "fork"):
            self._context.set_forkserver_preload(list(preload))
        self._pool: ProcessPoolExecutor | None = None
        self._generation = 0

    def start(self) -> None:
        """Start the server: it imports on one core what this process need not wait for."""
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
        return _Batch(self, function, jobs)

    def submit_batch(self, function: Function, jobs: Sequence[Any]) -> tuple[int, Future[list[JobResult]]]:
        """The batch's future, and the generation of the pool that it runs in."""
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
        """End the workers: new ones begin in some milliseconds, with nothing in memory."""
        self.close()

    def renew(self, generation: int) -> None:
        """Let a new pool take the place of one that lost a worker, unless one has already."""
        if generation == self._generation:
            if self._pool is not None:
                self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None
            self._generation += 1

    def close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def abandon(self) -> None:
        """End the workers in the middle of what they do."""
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
    """How many processes can run at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
