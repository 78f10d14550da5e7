"""Tells how a run gets on: a line that counts on a terminal, one plain line for each finished stage elsewhere."""

from __future__ import annotations

import time
from typing import TextIO


class Plain:
    """One line for each stage when the next one begins, for logs and pipes."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._stage = ""
        self._began = 0.0
        self._done = 0
        self._total: int | None = None

    def begin(self, stage: str, total: int | None) -> None:
        if stage != self._stage:
            self.close()
            self._stage, self._began = stage, time.monotonic()
        self._done, self._total = 0, total if total is not None else self._total
        self._show()

    def advance(self, count: int) -> None:
        self._done += count
        self._show()

    def close(self) -> None:
        """Tell of the last stage."""
        if self._stage:
            count = "" if self._total is None else str(self._total)
            print(f"{self._stage:<15}{count:>7}{time.monotonic() - self._began:>8.1f} s", file=self._stream, flush=True)
        self._stage, self._total = "", None

    def say(self, line: str) -> None:
        """Tell something besides."""
        self.close()
        print(line, file=self._stream, flush=True)

    def _show(self) -> None:
        pass


class Live(Plain):
    """The same lines on a terminal, and while a stage runs, a bar of how far it has come. Rich is imported here alone,
    so that a run without a terminal does not wait for it."""

    def __init__(self, stream: TextIO) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        super().__init__(stream)
        columns = (TextColumn("{task.description:<15}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self._bar = Progress(*columns, console=Console(file=stream), transient=True)
        self._task = self._bar.add_task("")

    def close(self) -> None:
        self._bar.stop()
        super().close()

    def _show(self) -> None:
        self._bar.update(self._task, description=self._stage, total=self._total, completed=self._done)
        self._bar.start()
