"""The build as a Prefect flow: the same line of stages, each stage one task. Nothing else in the house imports Prefect.

Set the environment (`flows.server.quieten`) before importing this module.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any, cast

from prefect import Task, flow
from prefect.cache_policies import NO_CACHE
from prefect.runtime import flow_run
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
from prefect.utilities.annotations import quote

from flows.build import build
from flows.plan import Plan, counted, plan
from flows.stage import Progress, Result, Run


class PrefectRun(Run):
    """Runs each call of a stage as a task named after the stage. Records are quoted on their way in and out: Prefect
    would look through every one of them for futures (1.9 s for 2,000), and its own cache would hash them all."""

    def __init__(self, progress: Progress | None = None) -> None:
        super().__init__(progress)
        self.flow_run = ""
        self.calls = 0

    def call(self, stage: str, function: Callable[..., Result], *args: Any) -> Result:
        self.calls += 1
        result = cast(quote, task_of(stage)(quote((function, args))))
        return cast(Result, result.unquote())


# The run that a command on this machine prepared; a scheduled flow makes its own, for it has nobody to tell.
local_run: ContextVar[PrefectRun | None] = ContextVar("local_run", default=None)


@cache
def task_of(stage: str) -> Task[..., Any]:
    """The task of a stage. Its result is not stored: it goes to the next stage, and whole records are not states."""
    return Task(_call, name=stage, task_run_name=stage, cache_policy=NO_CACHE, persist_result=False)


def _call(work: tuple[Callable[..., Any], tuple[Any, ...]]) -> Any:
    function, args = work  # Prefect takes the quotes of an argument off, and leaves those of a result
    return quote(function(*args))


@flow(name="dossier", description="A folder of news reports becomes a verified site.", persist_result=False)
def dossier(folder: str, out: str | None = None, title: str | None = None) -> str:
    """Build the site; returns the counts in words. Takes paths, for parameters are stored with the run."""
    run = local_run.get() or PrefectRun()
    run.flow_run = str(flow_run.id)
    return counted(build(*plan(Path(folder), Path(out) if out else None, title), run))


def run_here(planned: Plan, title: str | None, run: PrefectRun) -> str:
    """Run the flow in this process, on the server that the environment names."""
    token = local_run.set(run)
    try:
        # A heartbeat costs a second at the end of a run. Whoever started this one sees for himself that it lives.
        with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
            return dossier(str(planned.folder.resolve()), str(planned.site.absolute()), title)
    finally:
        local_run.reset(token)
