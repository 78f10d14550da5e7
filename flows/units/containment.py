"""What a report or a story can do to a build: nothing. Whatever a stage raises on one is caught here and told with the
stage's name, and a report has a limit of time."""

from __future__ import annotations

import re
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import FrameType
from typing import Any, TypeVar

from flows.engine.job import Stopwatch
from tasks.errors import DossierError
from tasks.records import Dropped, Failing
from tasks.shared.text.spans import whole_characters

Result = TypeVar("Result")

SECONDS = 300.0
"""What one report may take. The largest that are read take a tenth of it on a slow machine; one that takes more would
never end, as far as anybody can tell."""
AGAIN = 1.0
"""Seconds after which a report whose time is up is told so again, where something caught what told it."""
FAILED, TOO_LONG, ENDED = "failed", "took-too-long", "ended-its-process"
CHANGED = "changed"
PASSING = frozenset({TOO_LONG, ENDED, CHANGED})
"""Reasons that lie with the machine and the moment as well as with the report: the next build has to look again."""


class TimeUpError(BaseException):
    """A report took too long. Not an `Exception`, so that no stage handles it as a fault of its input."""


class SpoiltError(Exception):
    """The pages of some stories cannot be made: `stories` has what failed by provisional id of the story."""

    def __init__(self, stories: Mapping[str, Failing]) -> None:
        super().__init__("; ".join(dict.fromkeys(f"{f.stage}: {f.detail}" for f in stories.values())))
        self.stories = stories


class Steps(Stopwatch):
    """Runs and times the stages of one report or one story. `stage` is the one that is running, `failed` are those
    whose error was replaced by an empty result."""

    def __init__(self) -> None:
        super().__init__()
        self.stage = ""
        self.failed: list[Failing] = []

    def once(self, stage: str, function: Callable[..., Result], *args: Any) -> Result:
        """Returns `function(*args)`, run as `stage`. Raises whatever it raises; `stage` then says where."""
        self.stage = stage
        return function(*args)

    def part(self, stage: str, function: Callable[..., Result], *args: Any, otherwise: Callable[[], Result]) -> Result:
        """Returns `function(*args)`, run as `stage`; if it raises an Exception, that is added to `failed` and
        `otherwise()` is returned."""
        try:
            return self.once(stage, function, *args)
        except Exception as error:
            self.failed.append(Failing(stage=stage, detail=told(error)))
            return otherwise()


def contained(
    path: str, steps: Steps, line: Callable[[Steps], Result], seconds: float | None = None
) -> Result | Dropped:
    """Runs all stages of one report, so that its faults end nothing but the report.

    Args:
        path: the path of the report.
        steps: passed to `line`; knows which stage is running.
        line: runs the stages.
        seconds: the time limit for all stages together; SECONDS by default.

    Returns:
        The result of `line`; if a stage raises an error or the time is up, the record that the report was left out,
        with the stage and the reason.

    Raises:
        DossierError: if `line` raises it, since it is no fault of the report.
    """
    try:
        with limited(SECONDS if seconds is None else seconds):
            return line(steps)
    except DossierError:
        raise
    except TimeUpError:
        return Dropped(path=path, stage=steps.stage, reason=TOO_LONG, detail=f"no end after {SECONDS:.0f} seconds")
    except Exception as error:
        return Dropped(path=path, stage=steps.stage, reason=FAILED, detail=told(error))


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """A context manager that raises TimeUpError in its block after `seconds` seconds. Timers only reach the main thread
    of a process, in which our own workers run; elsewhere, and on systems without timers, there is no limit."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _time_is_up)
    signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _time_is_up(number: int, frame: FrameType | None) -> None:
    raise TimeUpError


def told(error: Exception) -> str:
    """An error in one line of at most `_MOST` characters: its type and message, without memory addresses, which differ
    from run to run."""
    words = whole_characters(" ".join(f"{type(error).__name__}: {error}".split()))
    return _ADDRESS.sub("0x…", words)[:_MOST].rstrip(": ")


_ADDRESS = re.compile(r"0x[0-9a-f]+")
_MOST = 300
