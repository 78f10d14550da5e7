"""A persistent store of results by key, so that a build only computes what changed.

A key is a hash of everything on which the result depends: function, code, word lists, libraries and input. So a row is
never wrong, only unused, and nothing has to be invalidated. One SQLite file serves any number of builds at once; when
it cannot be used, builds run without it.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
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


def default_folder() -> Path:
    """The folder of the cache: DOSSIER_CACHE if it is set, else `dossier` in the user's cache folder (XDG_CACHE_HOME or
    `~/.cache`)."""
    named = os.environ.get("DOSSIER_CACHE")
    if named:
        return Path(named)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dossier"


class ResultStore:
    """A store of bytes by key in `folder`, as a context manager. No method raises: a damaged row counts as missing, and
    a file that cannot be used as empty."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
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
        stale: list[bytes] = []
        if self._connection is None:
            return found
        with suppress(sqlite3.Error):
            for start in range(0, len(keys), _LOT):
                lot = keys[start : start + _LOT]
                marks = ",".join("?" * len(lot))
                rows = self._connection.execute(f"select key, value, used from result where key in ({marks})", lot)  # noqa: S608  only marks
                for key, value, used in rows:
                    content = _unpacked(value)
                    if content is not None:
                        found[key] = content
                        if used != self._today:
                            stale.append(key)
            if stale:
                with self._connection:
                    self._connection.executemany(
                        "update result set used = ? where key = ?", [(self._today, key) for key in stale]
                    )
        return found

    def put(self, results: Mapping[bytes, bytes]) -> None:
        """Stores values by key, replacing earlier ones: all of them or, when interrupted or on an error, none."""
        if self._connection is None:
            return
        with suppress(sqlite3.Error), self._connection:
            self._connection.executemany(
                "insert or replace into result values (?, ?, ?)",
                [(key, _packed(value), self._today) for key, value in results.items()],
            )

    def info(self) -> Info:
        """The path, number of rows and size of the store."""
        rows = 0
        if self._connection is not None:
            with suppress(sqlite3.Error):
                rows = self._connection.execute("select count(*) from result").fetchone()[0]
        size = sum(path.stat().st_size for path in self.path.parent.glob(f"{FILE}*"))
        return Info(self.path, rows, size)

    def prune(self, days: int = KEEP_DAYS, most: int = KEEP_BYTES) -> int:
        """Removes rows that were not used for `days` days, then the longest unused until keys and values take at most
        `most` bytes. Returns the number of removed rows."""
        if self._connection is None:
            return 0
        before = self.info().rows
        with suppress(sqlite3.Error):
            with self._connection:
                self._connection.execute("delete from result where used <= ?", (self._today - days,))
                kept = 0
                rows = self._connection.execute("select key, length(value) from result order by used desc, key")
                surplus = []
                for key, size in rows:
                    kept += size + len(key)
                    if kept > most:
                        surplus.append((key,))
                self._connection.executemany("delete from result where key = ?", surplus)
            self._connection.execute("vacuum")
        return before - self.info().rows

    def close(self) -> None:
        """Closes the file; the next access opens it again."""
        connection = self.__dict__.pop("_connection", None)
        if connection is not None:
            connection.close()

    @cached_property
    def _connection(self) -> sqlite3.Connection | None:
        """The file, opened when it is first needed, made when it is missing and made anew when it is no data base."""
        for _ in range(2):
            connection = None
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                connection = sqlite3.connect(self.path, timeout=10, check_same_thread=False)
                connection.execute("pragma journal_mode = wal")
                connection.execute("pragma synchronous = normal")
                connection.execute(_SCHEMA)
                return connection
            except sqlite3.DatabaseError as error:
                if connection is not None:
                    connection.close()
                if isinstance(
                    error, sqlite3.OperationalError
                ):  # locked, read-only, no space: somebody else's file still
                    return None
                with suppress(OSError):
                    self.path.unlink()
            except OSError:
                return None
        return None


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
