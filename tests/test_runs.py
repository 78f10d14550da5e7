"""What tests may rely on when they start processes: signals as at a terminal, and nothing left behind."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.runs import started, until


@pytest.fixture
def ignored() -> Iterator[None]:
    """SIGINT as a shell leaves it to what it runs in the background."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("ignored")
def test_a_process_is_interrupted_though_the_tests_are_not() -> None:
    waits = "import time\nprint(flush=True)\ntime.sleep(60)"
    with started([sys.executable, "-c", waits], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as running:
        assert running.stdout
        running.stdout.readline()
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=20) == -signal.SIGINT


def test_a_test_that_fails_leaves_no_process_behind() -> None:
    starts = "import subprocess, sys, time\nsubprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
    code = f"{starts}print(flush=True)\ntime.sleep(60)"

    def fails() -> None:
        with started([sys.executable, "-c", code], stdout=subprocess.PIPE) as running:
            assert running.stdout
            running.stdout.readline()
            group.append(running.pid)
            raise AssertionError

    group: list[int] = []
    with pytest.raises(AssertionError):
        fails()
    until(lambda: not _members(group[0]), 20, "end of the group")


def _members(group: int) -> list[int]:
    """The processes of a group that have not ended."""
    found = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, of = place.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(of) == group and state != "Z":
            found.append(int(place.parent.name))
    return found
