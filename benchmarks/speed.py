"""Times whole builds of one or more folders, alone or side by side with another program.

    python benchmarks/speed.py FOLDER [FOLDER ...] [--runs 5] [--against 'python reference.py {folder} {out}']
                               [--again] [--stages]

Each run is a process of its own with an empty output folder and an empty cache. The two programs run in turn, so that
a machine whose speed drifts treats both alike; quote the ratio of medians, since absolute times differ from machine to
machine. CPU and memory are those of all processes together: memory is what they hold at one time, shared pages counted
once (Linux; elsewhere the largest process). `--again` times a second build in which nothing changed, `--stages` prints
the seconds of each stage of the last run.
"""

from __future__ import annotations

import argparse
import os
import platform
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import NamedTuple

BUILD = f"{shlex.quote(sys.executable)} -m flows.cli build {{folder}} --out {{out}} --direct"
SAMPLE = 0.2  # seconds between two looks at the processes
_TICKS = os.sysconf("SC_CLK_TCK")


class Run(NamedTuple):
    """One finished run: wall and CPU seconds, the peak of memory in MB, and what was told of its stages."""

    wall: float
    cpu: float
    memory: float
    told: str = ""


class Watch(threading.Thread):
    """Looks at a process and all below it while it runs."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self._cpu: dict[int, float] = {}
        self._over = threading.Event()
        self.memory = 0.0

    def run(self) -> None:
        while not self._over.wait(SAMPLE):
            self.memory = max(self.memory, sum(self._look(pid) for pid in _below(self._pid)))

    def _look(self, pid: int) -> float:
        """The memory of a process in MB; notes its CPU time."""
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            self._cpu[pid] = (int(fields[11]) + int(fields[12])) / _TICKS
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    return int(line.split()[1]) / 1024
        except OSError:
            pass
        return 0.0

    def end(self) -> float:
        """The CPU seconds of all processes that were seen."""
        self._over.set()
        self.join()
        return sum(self._cpu.values())


def _below(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        children = []
    return [pid, *(below for child in children for below in _below(int(child)))]


def run(command: str, folder: Path, *, again: bool) -> Run:
    """Runs `command` with `{folder}` and `{out}` filled in. Exits when it fails: a failed run has no time."""
    scratch = Path(tempfile.mkdtemp(prefix="dossier-bench-"))
    (scratch / "out").mkdir()
    try:
        for _ in range(again):
            _once(command, folder, scratch)
        return _once(command, folder, scratch)
    finally:
        shutil.rmtree(scratch)


def _once(command: str, folder: Path, scratch: Path) -> Run:
    words = [word.format(folder=folder, out=scratch / "out") for word in shlex.split(command)]
    environment = {**os.environ, "DOSSIER_CACHE": str(scratch / "cache")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # whoever uses a program compiles it once
    with tempfile.TemporaryFile("w+") as told:
        started = time.perf_counter()
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=told, env=environment)
        watch = Watch(process.pid)
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        cpu = max(watch.end(), usage.ru_utime + usage.ru_stime)
        told.seek(0)
        lines = told.read()
    if process.returncode:
        sys.exit(f"{command}: exit code {process.returncode}: {lines.strip()[-400:]}")
    return Run(wall, cpu, max(watch.memory, usage.ru_maxrss / 1024), lines)


def medians(runs: list[Run]) -> Run:
    return Run(*(statistics.median(run[column] for run in runs) for column in range(3)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--against", help="another program, with {folder} and {out} where the two go")
    parser.add_argument("--build", default=BUILD, help="how a dossier is built (default: this checkout, --direct)")
    parser.add_argument("--again", action="store_true", help="time a second build in which nothing changed")
    parser.add_argument("--stages", action="store_true", help="print the seconds of each stage of the last run")
    options = parser.parse_args()
    print(f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores")
    print(f"medians of {options.runs} runs")
    print(f"{'folder':32} {'files':>7} {'program':>9} {'wall s':>8} {'cpu s':>8} {'peak MB':>8}")
    for folder in options.folders:
        files = sum(1 for path in folder.rglob("*") if path.is_file())
        commands = {"dossier": options.build, **({"other": options.against} if options.against else {})}
        runs: dict[str, list[Run]] = {name: [] for name in commands}
        for _ in range(options.runs):
            for name, command in commands.items():
                runs[name].append(run(command, folder, again=options.again))
        for name in commands:
            m = medians(runs[name])
            print(f"{folder.name:32} {files:7} {name:>9} {m.wall:8.2f} {m.cpu:8.2f} {m.memory:8.0f}")
        if "other" in runs:
            ours, other = medians(runs["dossier"]), medians(runs["other"])
            ratios = [a / b for a, b in zip(ours[:3], other[:3], strict=True)]
            print(f"{'':32} {'':7} {'ratio':>9} {ratios[0]:8.2f} {ratios[1]:8.2f} {ratios[2]:8.2f}")
        if options.stages:
            print(runs["dossier"][-1].told.rstrip())


if __name__ == "__main__":
    main()
