"""The one way in: every file that a reader of ours opens is opened here.

A regular file inside its folder, of a bounded size. What is anything else is refused before a byte of it is read: a
link that leads elsewhere would publish any file of the machine, a pipe would be waited for for ever, a device never
ends.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from tasks.read.reasons import why

LARGEST_BY_HAND = 1024 * 1024
"""Bytes of an editor's note or of the settings, which people write by hand."""


class RefusedError(Exception):
    """A file that is not read: the named `reason`, and the detail in words."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


def inside(folder: Path, path: Path) -> Path:
    """The real place of the file at `path`, with links resolved. Raises RefusedError if it is outside of `folder`."""
    try:
        place = path.resolve(strict=True)
        if not place.is_relative_to(folder.resolve(strict=True)):
            raise RefusedError("outside-the-folder", "a link to a file elsewhere is not followed")
    except (OSError, RuntimeError) as error:
        raise _unreadable(error) from error
    return place


def path_below(folder: Path, location: Path) -> str:
    """The path of a file relative to `folder`, with `/`. Different files have different paths: bytes that are not UTF-8
    are escaped, and so is the escape character."""
    relative = location.relative_to(folder).as_posix().replace("\\", "\\\\")
    return relative.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def read_file(place: Path, most: int) -> bytes:
    """The bytes of a regular file. Raises RefusedError if it is a link or no regular file, cannot be read, or has more
    than `most` bytes."""
    try:
        handle = os.open(place, _FLAGS)
    except OSError as error:
        if error.errno == errno.ENXIO:  # a socket, or a pipe that nobody writes to
            raise RefusedError("unreadable", "not a regular file") from error
        raise _unreadable(error) from error
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise RefusedError("unreadable", "not a regular file")
        if status.st_size > most:
            raise RefusedError("too-large", f"{status.st_size} bytes; the most that is read is {most}")
        with open(handle, "rb", closefd=False) as file:
            content = file.read(most + 1)
    except OSError as error:
        raise _unreadable(error) from error
    finally:
        os.close(handle)
    if len(content) > most:  # it grew meanwhile, or its file system tells no sizes
        raise RefusedError("too-large", f"more than {most} bytes, the most that is read")
    return content


# Not to follow a link that was put in the file's place meanwhile, and not to wait for whoever might write to a pipe.
_FLAGS = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"))


def _unreadable(error: Exception) -> RefusedError:
    return RefusedError("unreadable", why(error))
