"""Builds a dossier again and again, on a cron, until it is stopped:

    python -m flows.orchestration.schedule FOLDER --out SITE --cron "0 6 * * *"

Uses the Prefect server that is configured or runs in the usual place, otherwise one of its own.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer

from flows.cli_errors import one_line_errors
from flows.orchestration import server
from tasks.errors import InputError

DAILY = "0 6 * * *"
NAME = "on a cron"


def main() -> None:
    """The entry point of the command: runs `schedule`, with every error as one line."""
    with one_line_errors():
        typer.run(schedule)


def schedule(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder that holds the reports.")],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            help="The folder that becomes the site; otherwise that of dossier.toml, or site.",
            show_default=False,
        ),
    ] = None,
    cron: Annotated[str, typer.Option(help="When to build: minute, hour, day of month, month, day of week.")] = DAILY,
    timezone: Annotated[str, typer.Option(help="Where that time is told.")] = "UTC",
) -> None:
    """Build FOLDER on a cron. Control-C ends it."""
    from flows.request import plan

    site = plan(folder, out, None).site.absolute()  # what cannot be meant is said now and not at six in the morning
    os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "WARNING")
    server.quieten()
    running = server.reachable()
    if running:
        server.use(running)
        serve(folder.resolve(), site, cron, timezone)
    else:
        with server.child(scheduling=True) as child:
            server.use(child.url)
            child.wait()
            serve(folder.resolve(), site, cron, timezone)


def serve(folder: Path, out: Path, cron: str, timezone: str) -> None:
    """Registers the schedule with the Prefect server and runs the builds that fall due, until interrupted. Raises
    InputError if `cron` or `timezone` is invalid."""
    from prefect.schedules import Cron
    from prefect.types.entrypoint import EntrypointType

    from flows.orchestration.flow import dossier

    try:
        ZoneInfo(timezone)
        times = Cron(cron, timezone=timezone)
    except (ValueError, ZoneInfoNotFoundError) as error:
        raise InputError(f"--cron and --timezone must name a time, such as {DAILY} in UTC: {error}") from error
    print(f"building {folder} into {out} at {cron} ({timezone}); Control-C ends it", flush=True)
    dossier.serve(
        name=NAME,
        schedule=times,
        parameters={"folder": str(folder), "out": str(out)},
        print_starting_message=False,
        entrypoint_type=EntrypointType.MODULE_PATH,
    )


if __name__ == "__main__":
    main()
