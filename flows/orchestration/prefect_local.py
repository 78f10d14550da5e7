"""Runs a build of this machine as a Prefect flow: finds or starts a server, and keeps Prefect's output off the
terminal."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from flows.engine.pool import PoolSettings, Workers, own
from flows.engine.result_cache import ResultCache
from flows.engine.scheduler import Progress
from flows.orchestration import server
from flows.request import Outcome, Plan
from flows.units import PRELOAD
from tasks.errors import InputError

if TYPE_CHECKING:
    from prefect import Flow


def run_locally(
    plan: Plan, title: str | None, progress: Progress, cache: ResultCache | None, engine: PoolSettings
) -> Outcome:
    """Runs the flow on the configured server if it answers, else on one of its own, which ends with the build.

    Args:
        plan: what to build.
        title: the title that was given as a flag, or None.
        progress: the display.
        cache: the results of earlier builds, or None to compute everything.
        engine: which runner takes batches.

    Raises:
        DossierError: as the direct build does, and if no server can be started.
    """
    server.quieten()
    running = server.reachable()
    with _workers(engine, plan) as workers:
        if running:
            server.use(running)
            return _run(plan, title, progress, cache, engine, workers, None)
        named = server.configured()
        if named:
            progress.say(f"no Prefect server answers at {named}; the run is recorded on one of our own")
        # The log of the run itself: the terminal tells it, and sending it takes 9 s of a first start.
        os.environ.setdefault("PREFECT_LOGGING_TO_API_ENABLED", "false")
        with server.child() as child:
            server.use(child.url)
            return _run(plan, title, progress, cache, engine, workers, child)


@contextmanager
def _workers(engine: PoolSettings, plan: Plan) -> Iterator[Workers | None]:
    """Processes of our own, which import while this one imports Prefect; None where Prefect's task runner is to run
    batches."""
    if engine.runner != "own":
        yield None
        return
    with own(engine, plan.folder, PRELOAD) as workers:
        workers.start()
        yield workers


def _run(
    plan: Plan,
    title: str | None,
    progress: Progress,
    cache: ResultCache | None,
    engine: PoolSettings,
    workers: Workers | None,
    child: server.Child | None,
) -> Outcome:
    """Run the flow on the server that the environment names. Prefect is imported while a child of ours boots."""
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    from flows.orchestration.flow import dossier
    from flows.orchestration.prefect_run import PrefectRun, PrefectWorkers, prepared

    run = PrefectRun(progress, cache, workers or PrefectWorkers(engine))
    if child:
        child.wait()
    try:
        # A heartbeat costs a second at the end of a run. Whoever started this one sees for himself that it lives.
        with prepared(run), temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
            flow = dossier if workers else _on_runner(dossier, engine)
            counts = flow(str(plan.folder.resolve()), str(plan.site.absolute()), title)
        return Outcome(counts, run.dropped)
    finally:
        if child:
            child.settle(run.flow_run, run.calls)


def _on_runner(flow: Flow[..., str], engine: PoolSettings) -> Flow[..., str]:
    """The flow with one of Prefect's task runners. Raises InputError when Dask is not installed."""
    runner: Any
    if engine.runner == "threads":
        from prefect.task_runners import ThreadPoolTaskRunner

        runner = ThreadPoolTaskRunner(max_workers=engine.count)
    elif engine.runner == "processes":
        from prefect.task_runners import ProcessPoolTaskRunner

        runner = ProcessPoolTaskRunner(max_workers=engine.count)
    else:
        try:
            from prefect_dask.task_runners import DaskTaskRunner
        except ImportError as error:
            raise InputError(
                "Dask is not installed; pip install '.[dask]' in the folder of its source brings it"
            ) from error
        local: dict[str, Any] = {"cluster_kwargs": {"n_workers": engine.count}} if engine.count else {}
        runner = DaskTaskRunner(address=engine.address) if engine.address else DaskTaskRunner(**local)
    return flow.with_options(task_runner=runner)
