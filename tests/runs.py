"""Runs the command as a real process, as a user does."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
ROOT = Path(__file__).parents[1]
_CACHE = tempfile.TemporaryDirectory(prefix="dossier-tests-")
REPORT = """Harbour bridge closed after storm

The harbour bridge in Lindholm was closed on Tuesday after a storm tore away two cables, the port authority said.

"Nobody was on the bridge when the cables broke," said Marta Olsen, a spokeswoman for the authority.

Repairs will take about three weeks and cost 2 million crowns.
"""


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "flows.cli", *map(str, arguments)]


def environment(**more: str) -> dict[str, str]:
    """Ours without what would speak to somebody's Prefect, and with a cache of its own."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PREFECT_")}
    return {**kept, "PYTHONPATH": str(ROOT), "DOSSIER_CACHE": _CACHE.name, **more}


@contextlib.contextmanager
def started(arguments: Sequence[object], *, cwd: Path = ROOT, **options: Any) -> Iterator[subprocess.Popen[Any]]:
    """A process in a session of its own, with the signals of a program started at a terminal, whatever ours ignores.
    `options` are those of `subprocess.Popen`. However the block ends, nothing of the session is left."""
    options.setdefault("env", environment())
    process = subprocess.Popen([*map(str, arguments)], cwd=cwd, start_new_session=True, preexec_fn=_begin, **options)
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):  # nobody is left
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream is not None:
                stream.close()


def runs_apart(program: str) -> list[str]:
    """What a Python program prints in two new processes, of other hash seeds and with cold caches. `ORDER` is 1 in the
    first and -1 in the second: a slice that takes the inputs in the other order."""
    printed = []
    for seed, order in (("1", 1), ("2", -1)):
        code = f"ORDER = {order}\n{program}"
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        with started([sys.executable, "-c", code], env=environment(PYTHONHASHSEED=seed), **pipes) as process:
            out, told = process.communicate(timeout=300)
        assert process.returncode == 0, told
        printed.append(out)
    return printed


def dossier(*arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
    """`dossier ARGUMENTS`, with more in its environment, and without root's right to read every file."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with started(command(*arguments), env=environment(**more), **pipes) as process:
        out, told = process.communicate(timeout=300)
    return subprocess.CompletedProcess(process.args, process.returncode, out, told)


def _begin() -> None:
    """Makes the process that is about to become another program one like anybody's."""
    # A shell starts what it runs in the background with SIGINT and SIGQUIT ignored, and nohup with SIGHUP.
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    if os.geteuid() == 0:
        drop_capability, dac_override, dac_read_search = 24, 1, 2
        for capability in (dac_override, dac_read_search):
            ctypes.CDLL(None).prctl(drop_capability, capability, 0, 0, 0)


def until(found: Callable[[], T | None], seconds: float, what: str) -> T:
    """What `found` finds, asked again and again until it is true."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        result = found()
        if result:
            return result
        time.sleep(0.2)
    raise AssertionError(f"no {what} within {seconds} s")


def files(site: Path) -> dict[str, bytes]:
    """The bytes of every file of a site."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
