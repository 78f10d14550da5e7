"""Writes a new site beside the old one and swaps the two, so that a reader never finds a page half-written.

Everything happens between siblings in the output folder's parent: the site `S`, the new site `.S.dossier-new` and,
where the system cannot exchange two folders in one step, the old site `.S.dossier-old`. Which of them exist is the
journal: `prepare` finishes from it whatever a killed build left undone. While it grows, the new site is called
`.S.dossier-part-` and the number of its process, which holds a lock on it; one that nobody holds was left by a build
that is gone.
"""

from __future__ import annotations

import ctypes
import errno
import glob
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import IO, NamedTuple

from tasks.errors import PublishError
from tasks.records import Checked, Page
from tasks.shared.manifest import MANIFEST, OWN, SIGNATURE, Listed, has_rows, listed_paths, manifest, row_digits, sha256

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


class Published(NamedTuple):
    """How many files of the site were written anew, and how many are unchanged."""

    written: int
    unchanged: int


class Standing(NamedTuple):
    """The state in which a published file was left: digest of its bytes, size in bytes, modification time in
    nanoseconds."""

    digest: str
    size: int
    time: int


def digest(content: bytes) -> str:
    """The SHA-256 (64 hex digits) of a file's bytes, by which unchanged files are recognised."""
    return sha256(content)


def prepare(out: Path) -> None:
    """Completes or undoes what a killed build left unfinished at `out`. Raises PublishError if `out` cannot hold a
    site: it is a file, a folder that is neither empty nor a dossier, or cannot be written to."""
    out = _real(out)
    try:
        with _locked(out.parent):
            _finish(out)
            _refuse(out)
    except OSError as error:
        raise _failure(out, error) from error


class NewSite:
    """A context manager for the new site, which grows beside the old one and replaces it by `publish`. Leaving the
    block without `publish` removes the new site; the old one stays as it was.

    `known` is the state of each file of the old site, by path, as the build that published it left it: files that were
    not touched since need not be read. All methods raise PublishError for errors of the disk.
    """

    def __init__(self, out: Path, known: Mapping[str, Standing] | None = None) -> None:
        self._out = _real(out)
        self._known = known or {}
        self._part = self._out.with_name(f".{self._out.name}.dossier-part-{os.getpid()}")
        self._hold: int | None = None
        self._folders: set[str] = set()  # those that are made
        self._growing: dict[str, _Growing] = {}
        self._rows: dict[str, str] = {}  # digits of the rows of files of rows
        self._unchanged = 0
        self.standing: dict[str, Standing] = {}
        self.checked: list[Checked] = []

    def __enter__(self) -> NewSite:
        with self._failing():
            self._out.parent.mkdir(parents=True, exist_ok=True)
            with _locked(self._out.parent):
                _finish(self._out)
                _refuse(self._out)
                if self._out.is_dir() and (self._out / MANIFEST).exists():
                    _spare_others(self._out, frozenset())
                self._part = _free(self._part)
                self._part.mkdir()
                self._hold = _hold(self._part)
            if self._out.is_dir():
                shutil.copymode(self._out, self._part)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        for growing in self._growing.values():
            with suppress(OSError):  # what could not be written before cannot be now
                growing.file.close()
        self._release()
        with suppress(OSError):
            _remove(self._part)

    def add(self, page: Page) -> None:
        """Writes a page. If the old site has the same bytes at its path, the file becomes a hard link to that one.
        Raises PublishError for a path that is used twice or leaves the site."""
        with self._failing():
            target = self._target(page.path)
            known = digest(page.content)
            if has_rows(page.path):
                self._rows[page.path] = row_digits(page.content)
            if self._stands(page.path, known) or self._holds(page.path, page.content):
                self._link(page.path, known)
            else:
                with open(target, "wb") as file:
                    file.write(page.content)
                self._note(page.path, known)

    def has(self, digests: Mapping[str, str]) -> bool:
        """Whether the old site still has all these files, given as digests by path, untouched since they were
        published."""
        return all(self._stands(path, known) for path, known in digests.items())

    def keep(self, digests: Mapping[str, str]) -> None:
        """Takes over files of the old site, given as digests by path, for which `has` is true. Raises PublishError if
        one was changed meanwhile."""
        with self._failing():
            for path, known in digests.items():
                self._target(path)
                self._link(path, known)
                if self.standing[path] != self._known[path]:
                    raise PublishError(f"{self._out / path} was changed while it was read")

    def extend(self, path: str, content: bytes, name: str = "") -> None:
        """Appends to a file that is written in pieces. `name` is the key by which `piece` finds this piece; "" for
        none."""
        with self._failing():
            growing = self._growing.get(path)
            if growing is None:
                growing = self._growing[path] = _Growing(open(self._target(path), "w+b"), has_rows(path))  # noqa: SIM115
            if name:
                growing.pieces[name] = (growing.size, len(content))
            growing.write(content)

    def piece(self, path: str, name: str) -> bytes:
        """The bytes of one piece of a file that is written in pieces. Raises KeyError for an unknown file or name."""
        growing = self._growing[path]
        start, length = growing.pieces[name]
        growing.file.flush()
        return os.pread(growing.file.fileno(), length, start)

    def note(self, checked: Checked) -> None:
        """Adds the result of checking a story's pages to `checked`, for the check of the whole site."""
        self.checked.append(checked)

    def lines(self) -> dict[str, tuple[int, int]]:
        """The number of lines and of bytes, so far, of each file that is written in pieces, by path."""
        return {path: (growing.count, growing.size) for path, growing in self._growing.items()}

    def paths(self) -> list[str]:
        """The paths of all files so far, sorted."""
        return sorted({*self.standing, *self._growing})

    def old(self, path: str) -> bytes:
        """The bytes of a file of the old site; empty if there is none at this path or it cannot be read."""
        try:
            with open(f"{self._out}/{path}", "rb") as file:
                return file.read()
        except OSError:
            return b""

    def read(self, path: str) -> bytes:
        """The bytes of a file of the new site. Raises KeyError if there is none at this path."""
        if path in self._growing:
            self._growing[path].file.flush()
        elif path not in self.standing:
            raise KeyError(path)
        return (self._part / path).read_bytes()

    def publish(self) -> Published:
        """Puts the new site in the place of the old one, in one step where the system can exchange folders. Raises
        PublishError on failure; the old site is then in place, or `prepare` restores it."""
        with self._failing():
            for path, growing in self._growing.items():
                growing.file.close()
                known = growing.digest.hexdigest()
                if growing.rows is not None:
                    self._rows[path] = "".join(growing.rows)
                target = self._part / path
                if self._stands(path, known) or self._holds(path, target):
                    target.unlink()
                    self._link(path, known)
                else:
                    self._note(path, known)
            self._growing = {}
            self.add(Page(MANIFEST, self._manifest()))
            with _locked(self._out.parent):
                _finish(self._out)
                _refuse(self._out)
                _spare_others(self._out, self._top())
                new = _new(self._out)
                self._part.rename(new)
                try:
                    _carry(self._out, new)
                except BaseException:
                    _remove(new)
                    raise
                self._release()
                _swap(new, self._out)
                _finish(self._out)
        return Published(len(self.standing) - self._unchanged, self._unchanged)

    def _manifest(self) -> bytes:
        """The manifest of all files so far."""
        return manifest({p: Listed(s.digest, s.size, self._rows.get(p)) for p, s in self.standing.items()})

    def _top(self) -> frozenset[str]:
        """The names of files and folders that stand at the top of the site."""
        return frozenset(path.partition("/")[0] for path in (*self.standing, *self._growing))

    def _target(self, path: str) -> str:
        """Where a file goes, with its folder made. Words and no `Path`: there are tens of thousands."""
        folder = path.rpartition("/")[0]
        if folder not in self._folders or path[:1] in ("", "/") or ".." in path or path in OWN:
            parts = path.split("/")
            if "" in parts or "." in parts or ".." in parts or parts[0] in OWN:
                raise PublishError(f"a page cannot be called {path!r}")
            (self._part / folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)
        if path in self.standing or path in self._growing:
            raise PublishError(f"two pages are called {path!r}")
        return f"{self._part}/{path}"

    def _stands(self, path: str, known: str) -> bool:
        """Whether the old site has a file with this digest, untouched since it was noted."""
        noted = self._known.get(path)
        if noted is None or noted.digest != known:
            return False
        try:
            found = os.lstat(f"{self._out}/{path}")
        except OSError:
            return False
        return (found.st_size, found.st_mtime_ns) == (noted.size, noted.time)

    def _holds(self, path: str, content: bytes | Path) -> bool:
        """Whether the old site's file, of which nothing is noted, holds `content`, or what that file holds."""
        if not os.path.lexists(f"{self._out}/{path}"):
            return False
        old = self._out / path
        try:
            size = content.stat().st_size if isinstance(content, Path) else len(content)
            if old.is_symlink() or old.stat().st_size != size:
                return False
            return old.read_bytes() == (content.read_bytes() if isinstance(content, Path) else content)
        except OSError:
            return False

    def _link(self, path: str, known: str) -> None:
        """Take over a file of the old site."""
        try:
            os.link(f"{self._out}/{path}", f"{self._part}/{path}")
        except OSError:  # some file systems have no hard links
            shutil.copy2(self._out / path, self._part / path)
        self._note(path, known)
        self._unchanged += 1

    def _note(self, path: str, known: str) -> None:
        written = os.stat(f"{self._part}/{path}")
        self.standing[path] = Standing(known, written.st_size, written.st_mtime_ns)

    def _release(self) -> None:
        if self._hold is not None:
            os.close(self._hold)
            self._hold = None

    @contextmanager
    def _failing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise _failure(self._out, error) from error


class _Growing:
    """A file that comes in pieces."""

    def __init__(self, file: IO[bytes], rows: bool) -> None:
        self.file = file
        self.digest = hashlib.sha256()
        self.rows: list[str] | None = [] if rows else None
        self.size = 0
        self.count = 0
        self.pieces: dict[str, tuple[int, int]] = {}

    def write(self, content: bytes) -> None:
        self.file.write(content)
        self.digest.update(content)
        if self.rows is not None:
            self.rows.append(row_digits(content))
        self.size += len(content)
        self.count += content.count(b"\n")


def standing_files(out: Path) -> dict[str, tuple[int, int]]:
    """The size in bytes and modification time in nanoseconds of every file of the site at `out`, by path, without the
    entries in OWN, which belong to the folder, and without the signature, which is written after a build."""
    found: dict[str, tuple[int, int]] = {}
    folders = [(os.fspath(out), "")]
    while folders:
        folder, prefix = folders.pop()
        with suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                path = f"{prefix}{entry.name}"
                if (not prefix and entry.name in OWN) or path == SIGNATURE:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append((entry.path, f"{path}/"))
                else:
                    stat = entry.stat(follow_symlinks=False)
                    found[path] = stat.st_size, stat.st_mtime_ns
    return found


def is_dossier(folder: Path) -> bool:
    """Whether `folder` was published by a build: it has a `data/build.json` with our schema."""
    try:
        with (folder / "data" / "build.json").open("rb") as file:
            build = json.load(file)
    except (OSError, ValueError):
        return False
    return isinstance(build, dict) and str(build.get("schema", "")).startswith("dossier/")


def _real(out: Path) -> Path:
    """Where the folder really lies: a link to it stays a link."""
    return Path(os.path.realpath(out))


def _new(out: Path) -> Path:
    return out.with_name(f".{out.name}.dossier-new")


def _old(out: Path) -> Path:
    return out.with_name(f".{out.name}.dossier-old")


def _refuse(out: Path) -> None:
    """Raise PublishError unless `out` is missing, empty but for what is its own, or a dossier, and can be replaced."""
    parent = next(folder for folder in out.parents if folder.exists())
    if not parent.is_dir() or not os.access(parent, os.W_OK | os.X_OK):
        raise PublishError(f"cannot write the site to {out}: {parent} is not a folder that we may write to")
    if not out.exists():
        return
    if not out.is_dir():
        raise PublishError(f"{out} is a file; the site needs a folder")
    if any(name not in OWN for name in os.listdir(out)) and not is_dossier(out):
        raise PublishError(f"{out} is neither empty nor a dossier, so it is left alone; name another folder with --out")


def _spare_others(out: Path, top: Set[str]) -> None:
    """Raise PublishError when the old site at `out` holds files that no build put there: its manifest does not list
    them. Where it has none, since an older version built it, what stands in files and folders that a site has too,
    which `top` names, is taken for the build's."""
    if not out.is_dir():
        return
    there = standing_files(out)
    try:
        known = {*listed_paths((out / MANIFEST).read_bytes()), MANIFEST}
    except FileNotFoundError:
        known = {path for path in there if path.partition("/")[0] in top}
    except ValueError as error:
        raise PublishError(f"{out / MANIFEST}: damaged, so nobody can tell what a build put there") from error
    others = sorted(there.keys() - known)
    if others:
        shown = ", ".join(others[:_SHOWN]) + (f" and {len(others) - _SHOWN} more" if len(others) > _SHOWN else "")
        raise PublishError(f"{out} holds what no build put there, so it is left alone; move away {shown}")


_SHOWN = 3  # names of such files


def _carry(out: Path, new: Path) -> None:
    """Give the new site the small files that are the folder's own. `.git` is moved after the swap, by `_finish`."""
    for name in OWN:
        if (out / name).is_file() and not (out / name).is_symlink():
            shutil.copy2(out / name, new / name)


def _swap(new: Path, out: Path) -> None:
    """Put `new` in the place of `out`; afterwards the old site, if there was one, stands at `_new` or `_old`."""
    if not out.exists():
        new.rename(out)
    elif not _exchange(new, out):
        out.rename(_old(out))
        new.rename(out)


def _exchange(first: Path, second: Path) -> bool:
    """Exchange two folders in one step with Linux's `renameat2`; False where that cannot be."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    paths = (_AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second))
    if renameat2(*paths, ctypes.c_uint(_RENAME_EXCHANGE)) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), str(second))


def _finish(out: Path) -> None:
    """Finish a swap from wherever it was left. The old site stands beside only when the new one was whole. What a build
    that is gone began to write is removed."""
    new, old = _new(out), _old(out)
    for part in sorted(out.parent.glob(f".{glob.escape(out.name)}.dossier-part-*")):
        hold = _hold(part)
        if hold is not None:
            _remove(part)
            os.close(hold)
    if old.exists() and not out.exists() and new.exists():
        new.rename(out)
    for left in (old, new):
        if not left.exists():
            continue
        if os.path.lexists(left / ".git"):  # whatever became of the site, nobody's history is thrown away
            out.mkdir(exist_ok=True)
        if out.exists():
            _give_back(left, out)
        _remove(left)


def _give_back(left: Path, out: Path) -> None:
    """Move to the site whatever is its own and is left in the folder that is to be removed."""
    for name in OWN:
        if os.path.lexists(left / name) and not os.path.lexists(out / name):
            (left / name).rename(out / name)


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


@contextmanager
def _locked(parent: Path) -> Iterator[None]:
    """Hold other builds off while this one swaps. The lock is the parent folder's own, so it leaves no file behind."""
    try:
        import fcntl
    except ImportError:  # not a POSIX system
        yield
        return
    try:
        handle = os.open(parent, os.O_RDONLY)
    except FileNotFoundError:
        yield
        return
    try:
        with suppress(OSError):  # some network file systems know no locks
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _free(part: Path) -> Path:
    """Where a build can write, at `part` or beside it: in two containers two processes have one number. What is left of
    a build that is gone was removed before."""
    number = 1
    free = part
    while free.exists():
        number += 1
        free = part.with_name(f"{part.name}-{number}")
    return free


def _hold(folder: Path) -> int | None:
    """Hold a folder that is being written, until the handle is closed or the process ends; None when another does, or
    where folders cannot be held."""
    try:
        import fcntl

        handle = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        return None
    return handle


def _failure(out: Path, error: OSError) -> PublishError:
    where = error.filename or out
    reason = f"{error.strerror or error} ({where})"
    return PublishError(f"cannot write the site to {out}: {reason}; what stood there still stands")
