"""A unit of work as the engine sees it: what it depends on, the job that is sent to a worker, and the result that comes
back. Jobs and results are plain values and bytes, so they can go to another process or another machine."""

from __future__ import annotations

import gc
import hashlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from tasks.errors import DossierError


def utf8(words: str) -> bytes:
    """The UTF-8 bytes of `words`; lone surrogates, which paths may contain, are encoded too."""
    return words.encode("utf-8", "surrogatepass")


class WorkItem(NamedTuple):
    """One unit of work whose result may be in the cache.

    `inputs` are all bytes on which its result depends; `make` builds the job if the result is not in the cache;
    `reports` is the number of reports it is about, as a measure of its cost.
    """

    inputs: tuple[bytes, ...]
    make: Callable[[], Any]
    reports: int = 1

    @property
    def key(self) -> bytes:
        """The SHA-256 (32 bytes) of the inputs, as an input of whatever is made from the result."""
        return hashlib.sha256(b"\0".join(self.inputs)).digest()


class JobResult(NamedTuple):
    """The result of a job: `parts` are bytes for later stages and the cache, `pages` are written at once and never
    cached, `seconds` were spent in each stage, by name, and are only displayed. A result that is not `lasting` could be
    another the next time, and is never cached."""

    parts: tuple[bytes, ...]
    pages: tuple[Any, ...] = ()
    seconds: Mapping[str, float] = {}
    lasting: bool = True


class Stopwatch:
    """Measures named parts of a job; `seconds` are the sums so far, by name."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        """A context manager that adds the seconds spent in its block to `seconds[stage]`."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - began


def run_batch(function: Callable[[Any], JobResult], jobs: Sequence[Any]) -> list[JobResult]:
    """The results of `function` for each job, in order. The first exception ends the batch; unless it is a
    DossierError, it gets a note with the job's label.

    Garbage collection is off during the batch: records contain no cycles, and searching all live objects for them takes
    a tenth of the time.
    """
    gc.disable()
    try:
        return [_run(function, job) for job in jobs]
    finally:
        gc.collect(0)  # what the batch made
        gc.enable()


def _run(function: Callable[[Any], JobResult], job: Any) -> JobResult:
    try:
        return function(job)
    except DossierError:
        raise
    except Exception as error:
        error.add_note(f"on {label_of(job)}")
        raise


def spared(job: Any) -> JobResult | None:
    """The result that replaces that of a job which ended its worker process again and again: the job's `spared`; None
    if it has none, and the run must end."""
    return getattr(job, "spared", None)


def label_of(job: Any) -> str:
    """The name of a job in messages: its `label`, or else the name of its type."""
    return str(getattr(job, "label", type(job).__name__))
