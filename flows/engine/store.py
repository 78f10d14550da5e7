"""A persistent store of results by key, so that a build only computes what changed.

A key is a hash of everything on which the result depends: function, code, word lists, libraries and input. So a row is
never wrong, only unused, and nothing has to be invalidated. One SQLite file serves any number of builds at once; when
it cannot be used, builds run without it.
"""

from __future__ import annotations

import errno
import hashlib
import os
import sqlite3
import stat
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

FILE = "results.sqlite"
# Rows are asked for in lots: SQLite allows 32,766 values in a statement, and 250,000 from version 3.32 on.
_LOT = 500
_DAY = 86_400
# What has not been used for so long belongs to a folder or a version that is gone.
KEEP_DAYS = 60
# Bytes of the file. A report's results take about 10 kB, so this holds the work of 100,000 reports.
KEEP_BYTES = 1_000_000_000

# With row numbers: values are kilobytes, and SQLite finds such rows four times as quickly as without.
_SCHEMA = """
create table if not exists result (
    key blob primary key, value blob not null, used integer not null
)
"""


class Info(NamedTuple):
    """The path of the cache file, its number of rows, and its size in bytes."""

    path: Path
    rows: int
    bytes: int


def default_folder() -> Path | None:
    """The folder of the cache: DOSSIER_CACHE if it is set, else `dossier` in the user's cache folder (XDG_CACHE_HOME or
    `~/.cache`); None for a user without a home folder."""
    named = os.environ.get("DOSSIER_CACHE")
    if named:
        return Path(named)
    try:
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dossier"
    except RuntimeError:
        return None


class ResultStore:
    """A store of bytes by key in `folder`, as a context manager. A damaged row counts as missing. A file that cannot be
    used counts as empty from the first error to the end of the run, without further attempts; `problem` says why in one
    line ("" while there is none). Methods do not raise."""

    def __init__(self, folder: Path | None) -> None:
        self.path = (folder or Path()) / FILE
        self.problem = "" if folder else "there is no home folder; DOSSIER_CACHE names another place"
        self._today = int(time.time()) // _DAY

    def __enter__(self) -> ResultStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The values of those keys that are in the store, by key; marks them as used today."""
        found: dict[bytes, bytes] = {}
        with self._used() as connection:
            if connection is not None:
                for start in range(0, len(keys), _LOT):
                    self._get(connection, keys[start : start + _LOT], found)
        return found

    def _get(self, connection: sqlite3.Connection, lot: Sequence[bytes], found: dict[bytes, bytes]) -> None:
        stale = []
        marks = ",".join("?" * len(lot))
        rows = connection.execute(f"select key, value, used from result where key in ({marks})", lot)  # noqa: S608  only marks
        for key, value, used in rows:
            content = _unpacked(value)
            if content is not None:
                found[key] = content
                if used != self._today:
                    stale.append(key)
        if stale:
            with connection:
                connection.executemany(
                    "update result set used = ? where key = ?", [(self._today, key) for key in stale]
                )

    def put(self, results: Mapping[bytes, bytes]) -> None:
        """Stores values by key, replacing earlier ones: all of them or, when interrupted or on an error, none."""
        rows = [(key, _packed(value), self._today) for key, value in results.items()]
        with self._used() as connection:
            if connection is not None:
                with connection:
                    connection.executemany("insert or replace into result values (?, ?, ?)", rows)

    def info(self) -> Info:
        """The path, number of rows and size of the store."""
        rows = 0
        with self._used() as connection:
            if connection is not None:
                rows = connection.execute("select count(*) from result").fetchone()[0]
        size = 0
        with suppress(OSError):
            size = sum(path.stat().st_size for path in self.path.parent.glob(f"{FILE}*"))
        return Info(self.path, rows, size)

    def prune(self, days: int = KEEP_DAYS, most: int = KEEP_BYTES) -> int:
        """Removes rows that were not used for `days` days, then the longest unused until keys and values take at most
        `most` bytes. Returns the number of removed rows."""
        before = self.info().rows
        with self._used() as connection:
            if connection is not None:
                self._prune(connection, days, most)
        return before - self.info().rows

    def _prune(self, connection: sqlite3.Connection, days: int, most: int) -> None:
        with connection:
            connection.execute("delete from result where used <= ?", (self._today - days,))
            kept = 0
            rows = connection.execute("select key, length(value) from result order by used desc, key")
            surplus = []
            for key, size in rows:
                kept += size + len(key)
                if kept > most:
                    surplus.append((key,))
            connection.executemany("delete from result where key = ?", surplus)
        connection.execute("vacuum")

    def close(self) -> None:
        """Closes the file; the next access opens it again."""
        connection = self.__dict__.pop("_connection", None)
        if connection is not None:
            with suppress(sqlite3.Error):
                connection.close()

    @contextmanager
    def _used(self) -> Iterator[sqlite3.Connection | None]:
        """The file, or None where there is none; whatever is the matter with it in the block, it is not used again."""
        try:
            yield self._connection
        except sqlite3.Error as error:
            self.problem = f"{self.path}: {error}"
            self.close()
            self.__dict__["_connection"] = None
            if not isinstance(error, sqlite3.OperationalError):  # damaged, and not only locked or out of space
                self._set_aside()

    @cached_property
    def _connection(self) -> sqlite3.Connection | None:
        """The file, opened when it is first needed and made when it is missing. One that is no data base is set aside
        and made anew, once."""
        if self.problem:
            return None
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._require_own()
        except OSError as error:
            self.problem = f"{self.path}: {error.strerror or error}"
            return None
        for again in (True, False):
            connection = None
            try:
                connection = sqlite3.connect(self.path, timeout=_PATIENCE, check_same_thread=False)
                connection.execute("pragma journal_mode = wal")
                connection.execute("pragma synchronous = normal")
                connection.execute(_SCHEMA)
                return connection
            except sqlite3.Error as error:
                if connection is not None:
                    connection.close()
                locked = isinstance(error, sqlite3.OperationalError)  # or read-only, or no space: still somebody's file
                if locked or not again or not self._set_aside():
                    self.problem = f"{self.path}: {error}"
                    return None
        return None

    def _require_own(self) -> None:
        """Raises PermissionError where the folder or the file is another user's: whoever can write there could put
        results there. Raises OSError for what is no file."""
        for place in (self.path.parent, self.path):
            try:
                found = place.lstat() if place == self.path else place.stat()
            except FileNotFoundError:
                continue
            if hasattr(os, "geteuid") and found.st_uid != os.geteuid():
                raise PermissionError(errno.EPERM, "belongs to another user")
            if place == self.path and not stat.S_ISREG(found.st_mode):
                raise OSError(errno.EINVAL, "is no regular file")

    def _set_aside(self) -> bool:
        """Put a damaged file out of the way, in the place of the one before; whether that could be."""
        try:
            os.replace(self.path, self.path.with_name(f"{FILE}.damaged"))
            for ending in ("-wal", "-shm"):
                self.path.with_name(f"{FILE}{ending}").unlink(missing_ok=True)
        except OSError:
            return False
        return True


# Seconds that another build may hold the file, which it does for as long as it writes a batch.
_PATIENCE = 1.0


def key_of(version: bytes, function: str, inputs: Iterable[bytes]) -> bytes:
    """The key (32 bytes) of the result of a function: a SHA-256 of the code version, the function's name, and its
    inputs. Each input is hashed with its length, so that different lists of inputs have different keys."""
    digest = hashlib.sha256(version)
    for part in (function.encode(), *inputs):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.digest()


def _packed(value: bytes) -> bytes:
    return hashlib.sha256(value).digest()[:8] + value


def _unpacked(value: bytes) -> bytes | None:
    """The content of a row, or None when it is not what was put there."""
    if not isinstance(value, bytes):
        return None
    content = value[8:]
    return content if hashlib.sha256(content).digest()[:8] == value[:8] else None
