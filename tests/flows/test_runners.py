"""Whoever runs the reports and stories, the site is the same byte for byte: processes of our own, threads and processes
of Prefect's, and the workers of a real Dask scheduler, of which one is lost on the way."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.runs import REPORT, command, dossier, environment, files, started, until

pytestmark = pytest.mark.slow
REPORTS = 36


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    home = tmp_path_factory.mktemp("home")
    return {"HOME": str(home), "PREFECT_HOME": str(home / "prefect")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports enough for several batches."""
    folder = tmp_path_factory.mktemp("reports")
    for number in range(REPORTS):
        town = f"{'ABCDEF'[number % 6]}lstad"
        text = REPORT.replace("Lindholm", town).replace("two cables", f"{number + 3} cables")
        (folder / f"bridge-{number:02}.txt").write_text(f"{text}\nCar number {number} was the last.\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def whole(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site as one process builds it."""
    site = tmp_path_factory.mktemp("whole") / "site"
    ran = dossier("build", folder, "--out", site, "--direct", "--no-cache", "--quiet", "--workers", "1")
    assert ran.returncode == 0, ran.stderr
    return files(site)


def test_processes_of_our_own(folder: Path, whole: dict[str, bytes], tmp_path: Path) -> None:
    site = tmp_path / "site"
    ran = dossier("build", folder, "--out", site, "--direct", "--no-cache", "--quiet", "--workers", "2")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert files(site) == whole


@pytest.mark.parametrize("runner", ["own", "threads", "processes"])
def test_under_prefect(
    runner: str, folder: Path, whole: dict[str, bytes], home: dict[str, str], tmp_path: Path
) -> None:
    site = tmp_path / "site"
    ran = dossier("build", folder, "--out", site, "--no-cache", "--runner", runner, "--workers", "2", **home)
    assert ran.returncode == 0, ran.stderr
    assert files(site) == whole


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a Dask scheduler on this machine alone, and its two workers."""
    place = tmp_path / "scheduler.json"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    dask = [sys.executable, "-m", "dask"]
    asked = ["--scheduler-file", place, "--no-dashboard"]
    worker = [*dask, "worker", "--host", "127.0.0.1", "--no-nanny", "--nworkers", "1", "--nthreads", "1", *asked]
    with started([*dask, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-show", *asked], **quiet):
        until(place.exists, 60, "scheduler")
        with started(worker, **quiet) as first, started(worker, **quiet) as second:
            yield json.loads(place.read_text("utf-8"))["address"], [first, second]


def test_on_dask_with_a_worker_that_is_lost(
    folder: Path,
    whole: dict[str, bytes],
    home: dict[str, str],
    cluster: tuple[str, list[subprocess.Popen[bytes]]],
    tmp_path: Path,
) -> None:
    address, workers = cluster
    site = tmp_path / "site"
    asked = ("build", folder, "--out", site, "--no-cache", "--runner", "dask", "--address", address, "--workers", "2")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True}
    with started(command(*asked), env=environment(**home), **quiet) as building:
        assert building.stderr
        told = next(line for line in building.stderr if line.startswith("read"))
        time.sleep(0.5)  # the first reports are on their way
        workers[0].send_signal(signal.SIGKILL)
        told += building.stderr.read()
        assert building.wait(timeout=240) == 0, told
    assert files(site) == whole


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (["--direct", "--runner", "dask"], "--direct runs without Prefect"),
        (["--address", "tcp://127.0.0.1:1"], "give --runner dask with it"),
    ],
)
def test_what_cannot_be_meant_together_is_said_in_one_line(
    folder: Path, tmp_path: Path, asked: list[str], words: str
) -> None:
    ran = dossier("build", folder, "--out", tmp_path / "site", *asked)
    assert (ran.returncode, ran.stderr.count("\n")) == (1, 1)
    assert words in ran.stderr
