"""Runs each stage as a Prefect task."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any, cast

from prefect import Task
from prefect.cache_policies import NO_CACHE
from prefect.utilities.annotations import quote

from flows.memory import Memory
from flows.stage import Progress, Result, Run
from tasks.cache import Cache, default_folder


class PrefectRun(Run):
    """Runs each call of a stage as a task named after the stage. Records are quoted on their way in and out: Prefect
    would look through every one of them for futures (1.9 s for 2,000), and its own cache would hash them all."""

    def __init__(self, progress: Progress | None = None, memory: Memory | None = None) -> None:
        super().__init__(progress, memory)
        self.flow_run = ""
        self.calls = 0

    def call(self, stage: str, function: Callable[..., Result], *args: Any) -> Result:
        self.calls += 1
        result = cast(quote, task_of(stage)(quote((function, args))))
        return cast(Result, result.unquote())


@cache
def task_of(stage: str) -> Task[..., Any]:
    """The task of a stage. Its result is not stored: it goes to the next stage, and whole records are not states."""
    return Task(_call, name=stage, task_run_name=stage, cache_policy=NO_CACHE, persist_result=False)


def _call(work: tuple[Callable[..., Any], tuple[Any, ...]]) -> Any:
    function, args = work  # Prefect takes the quotes of an argument off, and leaves those of a result
    return quote(function(*args))


_prepared: ContextVar[PrefectRun | None] = ContextVar("_prepared", default=None)


@contextmanager
def prepared(run: PrefectRun) -> Iterator[None]:
    """Let the flow that runs in this block use `run`."""
    token = _prepared.set(run)
    try:
        yield
    finally:
        _prepared.reset(token)


def current_run() -> PrefectRun:
    """The run that a command prepared; a new one in a scheduled flow, which has nobody to tell."""
    return _prepared.get() or PrefectRun(memory=Memory(Cache(default_folder())))
