"""Times whole builds of one or more folders, alone or side by side with another program.

    python benchmarks/speed.py FOLDER [FOLDER ...] [--runs 5] [--against 'python reference.py {folder} {out}']

Each run is a process of its own on an empty output folder. The two programs run in turn, so that a machine whose
speed drifts treats both alike; quote the ratio of medians, since absolute times differ from machine to machine.
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
import time
from pathlib import Path
from typing import NamedTuple

BUILD = f"{shlex.quote(sys.executable)} -m flows.cli build {{folder}} --out {{out}} --direct --quiet"


class Run(NamedTuple):
    """One finished process: wall and CPU seconds, and the peak of its largest process in MB."""

    wall: float
    cpu: float
    memory: float


def run(command: str, folder: Path) -> Run:
    """Runs `command` with `{folder}` and `{out}` filled in. Exits when it fails: a failed run has no time."""
    scratch = Path(tempfile.mkdtemp(prefix="dossier-bench-"))
    words = [word.format(folder=folder, out=scratch / "out") for word in shlex.split(command)]
    (scratch / "out").mkdir()
    started = time.perf_counter()
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    error = process.stderr.read() if process.stderr else ""
    if process.stderr:
        process.stderr.close()
    shutil.rmtree(scratch)
    if process.returncode:
        sys.exit(f"{command}: exit code {process.returncode}: {error.strip()[-400:]}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def medians(runs: list[Run]) -> Run:
    return Run(*(statistics.median(column) for column in zip(*runs, strict=True)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--against", help="another program, with {folder} and {out} where the two go")
    parser.add_argument("--build", default=BUILD, help="how a dossier is built (default: this checkout, --direct)")
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
                runs[name].append(run(command, folder))
        for name in commands:
            m = medians(runs[name])
            print(f"{folder.name:32} {files:7} {name:>9} {m.wall:8.2f} {m.cpu:8.2f} {m.memory:8.0f}")
        if "other" in runs:
            ours, other = medians(runs["dossier"]), medians(runs["other"])
            ratios = Run(*(a / b for a, b in zip(ours, other, strict=True)))
            print(f"{'':32} {'':7} {'ratio':>9} {ratios.wall:8.2f} {ratios.cpu:8.2f} {ratios.memory:8.2f}")


if __name__ == "__main__":
    main()
