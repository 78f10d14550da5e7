"""A build of this machine's own as a Prefect flow: finds or starts a server, and keeps Prefect out of the terminal."""

from __future__ import annotations

import os

from flows import server
from flows.memory import Memory
from flows.plan import Outcome, Plan
from flows.stage import Progress


def run_locally(plan: Plan, title: str | None, progress: Progress, memory: Memory | None) -> Outcome:
    """Run the flow. Raises DossierError as the direct build does."""
    server.quieten()
    running = server.reachable()
    if running:
        server.use(running)
        return _run(plan, title, progress, memory, None)
    named = server.configured()
    if named:
        progress.say(f"no Prefect server answers at {named}; the run is recorded on one of our own")
    # The log of the run itself: the terminal tells it, and sending it takes 9 s of a first start.
    os.environ.setdefault("PREFECT_LOGGING_TO_API_ENABLED", "false")
    with server.child() as child:
        server.use(child.url)
        return _run(plan, title, progress, memory, child)


def _run(
    plan: Plan, title: str | None, progress: Progress, memory: Memory | None, child: server.Child | None
) -> Outcome:
    """Run the flow on the server that the environment names. Prefect is imported while a child of ours boots."""
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    from flows.flow import dossier
    from flows.prefect_run import PrefectRun, prepared

    run = PrefectRun(progress, memory)
    if child:
        child.wait()
    try:
        # A heartbeat costs a second at the end of a run. Whoever started this one sees for himself that it lives.
        with prepared(run), temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
            counts = dossier(str(plan.folder.resolve()), str(plan.site.absolute()), title)
        return Outcome(counts, run.dropped)
    finally:
        if child:
            child.settle(run.flow_run, run.calls)
