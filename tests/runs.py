"""Runs the command as a real process, as a user does."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import tempfile
from pathlib import Path

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


def dossier(*arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
    """`dossier ARGUMENTS`, with more in its environment, and without root's right to read every file."""
    return subprocess.run(
        command(*arguments),
        cwd=ROOT,
        env=environment(**more),
        capture_output=True,
        text=True,
        timeout=300,
        preexec_fn=_like_anybody if os.geteuid() == 0 else None,
    )


def _like_anybody() -> None:
    """Give up CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH for the program that is started next."""
    drop_capability = 24
    for capability in (1, 2):
        ctypes.CDLL(None).prctl(drop_capability, capability, 0, 0, 0)


def files(site: Path) -> dict[str, bytes]:
    """The bytes of every file of a site."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
