"""A build of this machine's own as a Prefect flow: finds or starts a server, and keeps Prefect out of the terminal."""

from __future__ import annotations

from flows import server
from flows.plan import Plan
from flows.stage import Progress


def run_locally(plan: Plan, title: str | None, progress: Progress) -> str:
    """Run the flow; returns the counts in words. Raises DossierError as the direct build does."""
    server.quieten()
    running = server.reachable()
    if running:
        server.use(running)
        from flows.flow import PrefectRun, run_here

        return run_here(plan, title, PrefectRun(progress))
    with server.child() as child:
        server.use(child.url)
        from flows.flow import PrefectRun, run_here  # while the server boots

        child.wait()
        run = PrefectRun(progress)
        try:
            return run_here(plan, title, run)
        finally:
            child.settle(run.flow_run, run.calls)
