"""Writes a new site beside the old one and swaps the two, so that a reader never finds a page half-written.

Everything happens between three siblings in the output folder's parent: the site `S`, the new site `.S.dossier-new`
and, where the system cannot exchange two folders in one step, the old site `.S.dossier-old`. Which of them exist is
the journal: `prepare` finishes from it whatever a killed build left undone.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from tasks.errors import PublishError
from tasks.records import Page

# What belongs to the output folder and not to the site in it: it outlives every build.
OWN = (".git", ".gitignore", "CNAME")
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


class Published(NamedTuple):
    """How many files were written anew, and how many stand as they stood."""

    written: int
    unchanged: int


def prepare(out: Path) -> None:
    """Finish what a killed build left undone at `out`. Raises PublishError when `out` is no place for a site: a file,
    or a folder that is neither empty nor a dossier."""
    out = _real(out)
    try:
        with _locked(out.parent):
            _finish(out)
            _refuse(out)
    except OSError as error:
        raise _failure(out, error) from error


def publish(pages: Iterable[Page], out: Path) -> Published:
    """Make `out` hold these pages and nothing else but its own `.git`, `.gitignore` and `CNAME`. An unchanged file
    keeps its bytes and times. Raises PublishError; the site that stood before then still stands."""
    out = _real(out)
    new = _new(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with _locked(out.parent):
            _finish(out)
            _refuse(out)
            try:
                published = _write(pages, new, out)
                _carry(out, new)
            except BaseException:
                _remove(new)
                raise
            _swap(new, out)
            _finish(out)
            return published
    except OSError as error:
        raise _failure(out, error) from error


def is_dossier(folder: Path) -> bool:
    """Whether a build of ours published this folder."""
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


def _write(pages: Iterable[Page], new: Path, out: Path) -> Published:
    """Write the pages to the folder `new`; a page whose bytes stand in `out` already becomes a link to that file."""
    new.mkdir()
    if out.is_dir():
        shutil.copymode(out, new)
    seen: set[str] = set()
    folders = {new}
    unchanged = 0
    for page in pages:
        relative = PurePosixPath(page.path)
        if relative.is_absolute() or ".." in relative.parts or not relative.parts or relative.parts[0] in OWN:
            raise PublishError(f"a page cannot be called {page.path!r}")
        if page.path in seen:
            raise PublishError(f"two pages are called {page.path!r}")
        seen.add(page.path)
        target = new / relative
        if target.parent not in folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            folders.add(target.parent)
        if _link(out / relative, target, page.content):
            unchanged += 1
        else:
            target.write_bytes(page.content)
    return Published(len(seen) - unchanged, unchanged)


def _link(old: Path, target: Path, content: bytes) -> bool:
    """Give `target` the very file `old` when that holds `content`; whether it did."""
    try:
        if old.is_symlink() or old.stat().st_size != len(content) or old.read_bytes() != content:
            return False
    except OSError:
        return False
    try:
        os.link(old, target)
    except OSError:  # some file systems have no hard links
        shutil.copy2(old, target)
    return True


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
    """Finish a swap from wherever it was left. The old site stands beside only when the new one was whole."""
    new, old = _new(out), _old(out)
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


def _failure(out: Path, error: OSError) -> PublishError:
    where = error.filename or out
    reason = f"{error.strerror or error} ({where})"
    return PublishError(f"cannot write the site to {out}: {reason}; what stood there still stands")
