"""Prefect's server for one build: one that is already running, or a child process that ends with this one.

Nothing here imports Prefect in this process: the environment must be set before that, and the child starts meanwhile.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import tomllib
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from tasks.errors import DossierError

LOOPBACK = "127.0.0.1"
# Where `prefect server start` listens unless told otherwise.
USUAL = f"http://{LOOPBACK}:4200/api"
# Seconds. A first start migrates the data base: 10 s on two idle cores, several times that on a busy machine.
PATIENCE = 180.0
# Seconds in which the child may write down the last events of a run before it is killed.
GRACE = 5.0
# Bytes; a build writes about 10 kB.
LARGEST_LOG = 5_000_000

# Set before Prefect is imported, and never over what the user has set: no telemetry, a quiet terminal.
QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_CLI_PROMPT": "false",
}
# For a server of our own: its log goes whole to a file, and nobody looks at its pages.
CHILD = {
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "DEBUG",
    "PREFECT_LOGGING_SERVER_LEVEL": "INFO",
    "PREFECT_LOGGING_COLORS": "false",
    "PREFECT_UI_ENABLED": "false",
}
# For one that lives as long as one build: nothing falls due in it.
NOTHING_DUE = {
    "PREFECT_SERVER_SERVICES_SCHEDULER_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_LATE_RUNS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_FOREMAN_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_CANCELLATION_CLEANUP_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_PAUSE_EXPIRATIONS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "false",
}


def home() -> Path:
    """Prefect's home folder: PREFECT_HOME, or `~/.prefect`."""
    return Path(os.environ.get("PREFECT_HOME", "~/.prefect")).expanduser()


def log_file() -> Path:
    """The file to which a server started by a build writes its log."""
    return home() / "dossier-server.log"


def quieten() -> None:
    """Sets the variables of QUIET in the environment, as far as they are not set. To be called before Prefect is
    imported."""
    for key, value in QUIET.items():
        os.environ.setdefault(key, value)


def use(url: str) -> None:
    """Sets the environment so that Prefect uses the server at `url`; one on this machine is reached without a proxy."""
    os.environ["PREFECT_API_URL"] = url
    if _is_local(url):
        for key in ("NO_PROXY", "no_proxy"):
            os.environ[key] = ",".join(filter(None, (os.environ.get(key), LOOPBACK, "localhost")))


def configured() -> str | None:
    """The address of the Prefect server that the user configured, in the environment or the active profile; None if
    there is none."""
    return os.environ.get("PREFECT_API_URL") or _profile_url()


def reachable() -> str | None:
    """The address of a Prefect server that answers: the configured one, or if none is configured the usual local one;
    None if it does not answer."""
    named = configured()
    if named:
        return named if _answers(named, "health") is not None else None
    version = _answers(USUAL, "admin/version")
    return USUAL if version and version.startswith('"3.') else None


@contextmanager
def child(scheduling: bool = False) -> Iterator[Child]:
    """A context manager that starts a server and ends it with the block, or soon after this process ends in any way.
    Yields before the server answers: see `Child.wait`. `scheduling`: whether it also runs what falls due."""
    started = Child({} if scheduling else NOTHING_DUE)
    try:
        yield started
    finally:
        started.stop()


class Child:
    """A child process that runs Prefect's server on a socket opened by this process, so that no other process can take
    the port. `url` is the address of its API; `settings` are added to its environment."""

    def __init__(self, settings: Mapping[str, str]) -> None:
        home().mkdir(parents=True, exist_ok=True)
        self._turn = _take_turn()
        with socket.create_server((LOOPBACK, 0)) as listening:
            self.url = f"http://{LOOPBACK}:{listening.getsockname()[1]}/api"
            with _open_log() as file:
                self._process = subprocess.Popen(
                    [
                        sys.executable,
                        "-P",
                        "-m",
                        "flows.orchestration.server",
                        str(listening.fileno()),
                        str(os.getpid()),
                    ],
                    stdin=subprocess.PIPE,
                    stdout=file,
                    stderr=subprocess.STDOUT,
                    env={**os.environ, **CHILD, **settings},
                    pass_fds=(listening.fileno(),),
                    start_new_session=True,
                )

    def wait(self) -> None:
        """Waits until the server answers. Raises DossierError if it does not within PATIENCE seconds or ends before."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self._process.poll() is None:
            if _answers(self.url, "health", timeout=end - time.monotonic()):
                self._turn.close()
                return
            time.sleep(0.05)
        raise DossierError(
            f"Prefect's server did not start; its log is {log_file()}. The same site can be built with --direct"
        )

    def settle(self, flow_run: str, tasks: int) -> None:
        """Waits until the server has stored the end of at least `tasks` tasks of the flow run `flow_run`, at most GRACE
        seconds: it stores them in the background and would lose the rest when stopped."""
        ended = {
            "flow_runs": {"id": {"any_": [flow_run]}},
            "task_runs": {"state": {"type": {"any_": ["COMPLETED", "FAILED", "CRASHED"]}}},
        }
        end = time.monotonic() + GRACE
        while flow_run and time.monotonic() < end and self._process.poll() is None:
            written = _answers(self.url, "task_runs/count", body=json.dumps(ended).encode())
            if written is None or (written.isdigit() and int(written) >= tasks):
                return
            time.sleep(0.05)

    def stop(self) -> None:
        """Ends the server: asks it to end, and kills it after GRACE seconds."""
        self._process.terminate()
        try:
            self._process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdin:
            self._process.stdin.close()
        self._turn.close()


def _take_turn() -> IO[bytes]:
    """Hold other builds off until the file that is returned is closed: two servers that make the data base of a fresh
    home at the same time stumble over each other."""
    turn = (home() / "dossier-server.lock").open("wb")
    with suppress(ImportError, OSError):  # no such locks here: then two first builds at once are the user's luck
        import fcntl

        fcntl.flock(turn, fcntl.LOCK_EX)
    return turn


def _open_log() -> IO[bytes]:
    """The server's log, which the logs of several builds share, begun anew when it has grown large."""
    log = log_file()
    large = log.exists() and log.stat().st_size > LARGEST_LOG
    return log.open("wb" if large else "ab")


def _answers(url: str, path: str, timeout: float = 2.0, body: bytes | None = None) -> str | None:
    """What the server says at `path`, or None when nothing answers. Loopback is never asked through a proxy."""
    if urlsplit(url).scheme not in ("http", "https"):
        return None
    handlers = [urllib.request.ProxyHandler({})] if _is_local(url) else []
    headers = {"Content-Type": "application/json"} if body else {}
    try:
        request = urllib.request.Request(f"{url.rstrip('/')}/{path}", body, headers)  # noqa: S310  checked above
        with urllib.request.build_opener(*handlers).open(request, timeout=timeout) as answer:
            return str(answer.read(1000).decode("utf-8", "replace"))
    except urllib.error.HTTPError as error:
        return "" if error.code < 500 else None
    except (OSError, ValueError):
        return None


def _is_local(url: str) -> bool:
    return urlsplit(url).hostname in (LOOPBACK, "localhost", "::1")


def _profile_url() -> str | None:
    """The address that the active profile of Prefect names."""
    try:
        profiles = tomllib.loads((home() / "profiles.toml").read_text("utf-8"))
        active = os.environ.get("PREFECT_PROFILE") or profiles.get("active")
        url = profiles.get("profiles", {}).get(active, {}).get("PREFECT_API_URL")
    except (OSError, ValueError, AttributeError):
        return None
    return str(url) if url else None


def _serve(handle: int, parent: int) -> None:
    """The child's life: Prefect's API on the socket that was handed down, until the parent ends it or ends."""
    _die_with(parent)
    import uvicorn

    config = uvicorn.Config(
        "prefect.server.api.server:create_app", factory=True, log_level="info", lifespan="on", access_log=False
    )
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=handle)])


def _die_with(parent: int) -> None:
    """End this process soon after its parent, even when that is killed: by the kernel where it can, and everywhere
    by the pipe that the parent holds open."""
    with suppress(OSError, AttributeError, TypeError):
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # 1 is PR_SET_PDEATHSIG
    if os.getppid() != parent:
        raise SystemExit(0)
    threading.Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os._exit(1)


if __name__ == "__main__":
    _serve(int(sys.argv[1]), int(sys.argv[2]))
