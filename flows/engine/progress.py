"""Displays the progress of a run: a bar on a terminal, and one line for each finished stage everywhere."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import TextIO


class Plain:
    """Prints one line for each stage to `stream`, in the order of `stages`, as soon as a later stage begins: its name,
    the number of its items, and its seconds. For logs and pipes.

    When several stages run together, job by job, the time is divided among them in proportion to what the jobs report
    by `spent`.
    """

    def __init__(self, stream: TextIO, stages: Sequence[str]) -> None:
        self._stream = stream
        self._order = {stage: place for place, stage in enumerate(stages)}
        self._seconds: dict[str, float] = {}
        self._counts: dict[str, int] = {}
        self._running: Sequence[str] = ()
        self._shares: dict[str, float] = {}
        self._began = 0.0
        self._done = 0
        self._total: int | None = None

    def begin(self, stages: Sequence[str], total: int | None) -> None:
        """Ends the running stages and begins others; see `Progress.begin`."""
        self._pause()
        self._print(before=min(self._place(stage) for stage in stages))
        self._running, self._began = stages, time.monotonic()
        self._done, self._total = 0, total
        for stage in stages:
            self._seconds.setdefault(stage, 0.0)
            if total:
                self._counts[stage] = max(total, self._counts.get(stage, 0))
        self._show()

    def advance(self, count: int) -> None:
        """Counts `count` more finished jobs for the running stages."""
        self._done += count
        if self._total is None:
            for stage in self._running:
                self._counts[stage] = max(self._done, self._counts.get(stage, 0))
        self._show()

    def spent(self, seconds: Mapping[str, float]) -> None:
        """Adds the seconds that a job spent in each stage, by name."""
        for stage, amount in seconds.items():
            self._shares[stage] = self._shares.get(stage, 0.0) + amount

    def close(self) -> None:
        """Prints the lines of all stages that were not printed yet."""
        self._pause()
        self._print(before=len(self._order))

    def say(self, line: str) -> None:
        """Prints one line."""
        print(line, file=self._stream, flush=True)

    def _place(self, stage: str) -> int:
        return self._order.get(stage, len(self._order) - 1)

    def _pause(self) -> None:
        """Add the time that has passed to the stages that were running."""
        passed = time.monotonic() - self._began
        shares = {stage: self._shares.get(stage, 0.0) for stage in self._running}
        whole = sum(shares.values())
        for stage in self._running:
            share = shares[stage] / whole if whole else 1 / len(self._running)
            self._seconds[stage] += passed * share
        self._running, self._shares = (), {}

    def _print(self, before: int) -> None:
        ready = [stage for stage in self._seconds if self._place(stage) < before]
        for stage in sorted(ready, key=self._place):
            count = str(self._counts.get(stage, ""))
            print(f"{stage:<15}{count:>7}{self._seconds.pop(stage):>8.1f} s", file=self._stream, flush=True)
            self._counts.pop(stage, None)

    def _show(self) -> None:
        pass


class Live(Plain):
    """Prints the same lines on a terminal and shows a bar while stages run. Rich is only imported here, so that a run
    without a terminal does not wait for it."""

    def __init__(self, stream: TextIO, stages: Sequence[str]) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        super().__init__(stream, stages)
        columns = (TextColumn("{task.description:<28}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self._bar = Progress(*columns, console=Console(file=stream), transient=True)
        self._task = self._bar.add_task("")

    def begin(self, stages: Sequence[str], total: int | None) -> None:
        """As in `Plain`, without the bar of the stages before."""
        self._bar.stop()
        super().begin(stages, total)

    def close(self) -> None:
        """Removes the bar and prints the remaining lines."""
        self._bar.stop()
        super().close()

    def say(self, line: str) -> None:
        """Prints one line in place of the bar."""
        self._bar.stop()
        super().say(line)

    def _show(self) -> None:
        names = ", ".join(self._running)
        self._bar.update(self._task, description=names, total=self._total, completed=self._done)
        self._bar.start()
