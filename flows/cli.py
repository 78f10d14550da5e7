"""The `dossier` command. What a command needs is imported when it runs, so that a small build starts at once."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli_errors import interrupted, one_line_errors
from tasks.errors import DossierError, InputError
from tasks.version import VERSION

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from flows.engine.pool import PoolSettings
    from flows.engine.result_cache import ResultCache
    from flows.engine.scheduler import Progress
    from flows.request import Outcome, Plan

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="""Turns a folder of news reports into a website in which every sentence is cited to the character.

Begin with

    dossier build FOLDER

and open site/index.html. FOLDER holds reports as text, Markdown or saved pages, or exports and archives of
many. Nothing is fetched and nothing is sent anywhere.""",
)


class Runner(StrEnum):
    """Which processes run the jobs of reports and stories."""

    own = "own"
    threads = "threads"
    processes = "processes"
    dask = "dask"


Verbose = Annotated[
    bool, typer.Option("--verbose", "-v", help="Say what was left out and why, and show the traceback of an error.")
]


def main() -> None:
    """The entry point of the command `dossier`."""
    # Records need none of pydantic's plugins, and looking for some among all that is installed takes a twentieth of the
    # time of a build in which nothing changed, in each process again.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        with one_line_errors():
            try:
                app(prog_name="dossier")
            finally:
                sys.stdout.flush()  # what cannot be written is told like any error
    except SystemExit as ended:
        # A run that ended well is left at once: to take apart all that lives, record by record, takes a tenth of a
        # build in which nothing changed. Prefect sends the end of a run's record meanwhile.
        if ended.code == 0 and "prefect" not in sys.modules:
            sys.stderr.flush()
            os._exit(0)
        raise


def _version(wanted: bool) -> None:
    if wanted:
        print(f"dossier {VERSION}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    pass


@app.command(no_args_is_help=True)
def build(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="The folder that holds the reports.", show_default=False)
    ],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="The folder that becomes the site.  [default: site]", show_default=False),
    ] = None,
    title: Annotated[
        str | None,
        typer.Option(help="The dossier's title; otherwise a headline, or the number of stories.", show_default=False),
    ] = None,
    direct: Annotated[bool, typer.Option("--direct", help="Run without Prefect: quicker, the same site.")] = False,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Work everything out anew, and remember nothing of it.")
    ] = False,
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="How many processes work at once.  [default: the cores; one for few reports]"),
    ] = None,
    runner: Annotated[
        Runner,
        typer.Option(help="Who runs reports and stories: processes of our own, or one of Prefect's task runners."),
    ] = Runner.own,
    address: Annotated[
        str | None,
        typer.Option(help="With --runner dask: the scheduler, such as tcp://10.0.0.5:8786.", show_default=False),
    ] = None,
    sign: Annotated[
        Path | None,
        typer.Option(metavar="KEY", help="A file with an Ed25519 private key in PEM, to sign the manifest with."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print errors alone.")] = False,
    verbose: Verbose = False,
) -> None:
    """Build a verified site from a folder of reports.

    A file `dossier.toml` in FOLDER may set the title, the language, publishers by file pattern, what to leave out and
    where the site goes; flags win over it. The output folder must be empty or hold an earlier dossier. It is replaced
    in one step at the end, so a build that fails or is killed leaves the old site as it was.
    """
    began = time.monotonic()
    from flows.engine.pool import PoolSettings
    from flows.request import plan

    if address is not None and runner is not Runner.dask:
        raise InputError("--address names the scheduler of Dask; give --runner dask with it")
    if direct and runner is not Runner.own:
        raise InputError(f"--runner {runner.value} is one of Prefect's, and --direct runs without Prefect")
    key = _private_key(sign) if sign else None
    planned = plan(folder, out, title)
    chosen = PoolSettings(runner.value, address, workers)
    progress = _progress(quiet)
    try:
        with _cache(no_cache) as cache:
            outcome = _outcome(planned, title, direct, progress, cache, chosen)
    except KeyboardInterrupt:
        progress.close()
        interrupted()
    finally:
        progress.close()
    if key:
        from flows.verification.signing import sign as sign_site

        sign_site(planned.site, key)
    if verbose:
        for item in outcome.dropped:
            print(f"left out {item.path}: {item.reason}, {item.detail}", file=sys.stderr)
    if not quiet:
        print(f"{planned.site / 'index.html'}: {outcome.counts}, {time.monotonic() - began:.1f} s")
        _say_manifest(planned.site)


def _private_key(path: Path) -> Ed25519PrivateKey:
    """The key to sign with, before the work."""
    from flows.verification.signing import private_key, require

    require()
    return private_key(path)


def _say_manifest(site: Path) -> None:
    """Print the digest that stands for every file of a site."""
    from tasks.shared.manifest import manifest_digest

    digest = manifest_digest(site)
    if digest:
        print(f"manifest sha256 {digest}")


def _outcome(
    planned: Plan, title: str | None, direct: bool, progress: Progress, cache: ResultCache | None, engine: PoolSettings
) -> Outcome:
    """Run the line of stages, here or as a Prefect flow."""
    from flows.engine.pool import own
    from flows.units import PRELOAD

    if not direct:
        from flows.orchestration.prefect_local import run_locally

        return run_locally(planned, title, progress, cache, engine)
    with own(engine, planned.folder, PRELOAD) as workers:
        from flows.build import build as run_stages
        from flows.engine.scheduler import Run
        from flows.request import Outcome, counted

        run = Run(progress, cache, workers)
        return Outcome(counted(run_stages(*planned, run)), run.dropped)


def _progress(quiet: bool) -> Progress:
    if quiet:
        from flows.engine.scheduler import Silent

        return Silent()
    from flows.engine.progress import Live, Plain
    from flows.stages import STAGES

    return Live(sys.stderr, STAGES) if sys.stderr.isatty() else Plain(sys.stderr, STAGES)


@contextmanager
def _cache(no_cache: bool) -> Iterator[ResultCache | None]:
    """What earlier builds worked out, or None."""
    if no_cache:
        yield None
        return
    from flows.engine.result_cache import ResultCache
    from flows.engine.store import ResultStore, default_folder

    with ResultStore(default_folder()) as cache:
        yield ResultCache(cache)
        if cache.problem:
            print(f"dossier: built without the cache: {cache.problem}", file=sys.stderr)


@app.command(no_args_is_help=True)
def verify(
    site: Annotated[Path, typer.Argument(metavar="SITE", help="The folder of a published site.", show_default=False)],
    documents: Annotated[
        Path | None, typer.Option(help="The folder of reports, to be read again.", show_default=False)
    ] = None,
    key: Annotated[
        Path | None,
        typer.Option(
            metavar="PUB", help="A file with an Ed25519 public key in PEM: whose signature the site must have."
        ),
    ] = None,
    verbose: Verbose = False,
) -> None:
    """Check a published site, trusting nothing that the build said.

    Reads SITE from disk: every file against the manifest, every page against the data that it is made of, every
    citation against the text it names, every link. With --documents the site is built again from the reports, into
    nothing, and must be the same to the byte. Ends with exit code 1 and the failures, by file and line.
    """
    from flows.verification import verify as check_site

    if key:
        from flows.verification.signing import require

        require()
    report = check_site(site, documents, key)
    for failure in report.failures[:SHOWN]:
        print(failure, file=sys.stderr)
    if report.failures:
        raise DossierError(f"{site}: failed {len(report.failures)} of {report.count} checks")
    print(f"{site}: {report.count} checks, all good")
    _say_manifest(site)


SHOWN = 20
"""Failures that are listed one by one; a broken site has thousands of the same kind."""


@app.command(no_args_is_help=True)
def preview(
    site: Annotated[Path, typer.Argument(metavar="SITE", help="The folder of a published site.", show_default=False)],
    port: Annotated[int, typer.Option(help="The port; 0 takes any that is free.")] = 8000,
    verbose: Verbose = False,
) -> None:
    """Serve a site to this machine alone, and print its address. Control-C ends it."""
    from flows.preview import serve

    serve(site, port)


@app.command(no_args_is_help=True)
def explain(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="One report; nexis.docx#17 is one of those in a file.", show_default=False),
    ],
    folder: Annotated[
        Path | None,
        typer.Option(help="The folder that it is read from, for its settings and for lines that recur in it."),
    ] = None,
    verbose: Verbose = False,
) -> None:
    """Show how a file is read, what cleaning keeps of its report and what it removes, by which rule.

    A file that holds several reports is told by a row for each of them. Else each row is a line of the report: its
    number, what it is kept as or the rule that removes it, and its words.
    """
    from flows.explain import rows

    for line, kind, words in rows(file, folder):
        print(f"{line:>5}  {kind:<32}  {words}")


remembered = typer.Typer(
    no_args_is_help=True, help="What earlier builds worked out: it makes the next one quicker, and can be lost."
)
app.add_typer(remembered, name="cache")


@remembered.command()
def info() -> None:
    """Show where the cache is and how much it holds. DOSSIER_CACHE names another folder for it."""
    from flows.engine.store import ResultStore, default_folder
    from flows.request import count

    with ResultStore(default_folder()) as cache:
        held = cache.info()
    print(f"{held.path}: {count(held.rows, 'result', 'results')}, {held.bytes / 1e6:.1f} MB")


@remembered.command()
def prune(
    days: Annotated[
        int, typer.Option(min=0, help="Forget what was not used for so many days; 0 forgets everything.")
    ] = 60,
) -> None:
    """Forget what has not been used for long, and what is more than a gigabyte."""
    from flows.engine.store import ResultStore, default_folder
    from flows.request import count

    with ResultStore(default_folder()) as cache:
        print(count(cache.prune(days), "result", "results"), "forgotten")


if __name__ == "__main__":
    main()
