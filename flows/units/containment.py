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
    """A report took too long. No `Exception`, so that no stage takes it for a fault in its input."""


class SpoiltError(Exception):
    """Stories whose pages cannot be made, by provisional id, with what failed."""

    def __init__(self, stories: Mapping[str, Failing]) -> None:
        super().__init__("; ".join(dict.fromkeys(f"{f.stage}: {f.detail}" for f in stories.values())))
        self.stories = stories


class Steps(Stopwatch):
    """Runs the stages of one report or one story, and knows which of them runs and which have failed."""

    def __init__(self) -> None:
        super().__init__()
        self.stage = ""
        self.failed: list[Failing] = []

    def once(self, stage: str, function: Callable[..., Result], *args: Any) -> Result:
        """`function(*args)`, as the stage of that name."""
        self.stage = stage
        return function(*args)

    def part(self, stage: str, function: Callable[..., Result], *args: Any, otherwise: Callable[[], Result]) -> Result:
        """As `once`; what it raises is noted, and `otherwise` says what takes the place of its result."""
        try:
            return self.once(stage, function, *args)
        except Exception as error:
            self.failed.append(Failing(stage=stage, detail=told(error)))
            return otherwise()


def contained(
    path: str, steps: Steps, line: Callable[[Steps], Result], seconds: float | None = None
) -> Result | Dropped:
    """What `line` makes of the report at `path`; that it was left out, at which stage and why, where a stage raises an
    error or all of them together take longer than `seconds`."""
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
    """Raises TimeUpError in the block after so many seconds. Only the main thread of a process can be told so, which
    is where our own workers work; elsewhere, and on systems without timers, there is no limit."""
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
    """An error in one line of at most `_MOST` characters, without what differs from run to run."""
    words = whole_characters(" ".join(f"{type(error).__name__}: {error}".split()))
    return _ADDRESS.sub("0x…", words)[:_MOST].rstrip(": ")


_ADDRESS = re.compile(r"0x[0-9a-f]+")
_MOST = 300
