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
    """The same lines on a terminal, and while a stage runs, how far it has come."""

    def close(self) -> None:
        self._stream.write("\r\x1b[K")
        super().close()

    def _show(self) -> None:
        count = "" if self._total is None else f"{self._done:>7} of {self._total}"
        self._stream.write(f"\r\x1b[K{self._stage:<15}{count}")
        self._stream.flush()
