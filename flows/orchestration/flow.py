"""The build as a Prefect flow with the same stages, each call one task.

Set the environment (`flows.orchestration.server.quieten`) before importing this module. It contains nothing but the
flow, since Prefect sends everything beside a flow to the process that runs it.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from prefect import Flow
from prefect.runtime import flow_run

from flows.build import build
from flows.orchestration.prefect_run import current_run
from flows.request import counted, plan


class _OfWords(Flow[..., str]):
    """A flow whose parameters are words."""

    def serialize_parameters(self, parameters: dict[str, Any]) -> dict[str, Any]:
        """The parameters as they are: Prefect would import FastAPI, for a fifth of a second, to find that out."""
        return parameters


@partial(
    _OfWords, name="dossier", description="A folder of news reports becomes a verified site.", persist_result=False
)
def dossier(folder: str, out: str | None = None, title: str | None = None) -> str:
    """Builds the site of `folder`, and returns its counts in words. Paths are strings, since Prefect stores parameters
    with the run. `out` and `title` take precedence over `dossier.toml`. Raises DossierError as `flows.build.build`
    does."""
    planned = plan(Path(folder), Path(out) if out else None, title)
    with current_run(planned.folder) as run:
        run.flow_run = str(flow_run.id)
        return counted(build(*planned, run))
