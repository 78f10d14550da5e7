"""Compares the files of a site, as they are made again, with those of the site at hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Protocol

from tasks.records import Page
from tasks.verify import Failure


class SiteFiles(Protocol):
    """The files of a site: a mapping from paths to bytes, whose files can also be read as streams."""

    def __contains__(self, path: object) -> bool: ...
    def __getitem__(self, path: str) -> bytes: ...
    def __iter__(self) -> Iterator[str]: ...
    def __len__(self) -> int: ...
    def stream(self, path: str) -> BinaryIO:
        """A file, opened for reading from its beginning. The caller closes it."""


class Opened:
    """A context manager around the files of a site that closes all opened streams at its end."""

    def __init__(self, files: SiteFiles) -> None:
        self._files = files
        self._streams: list[BinaryIO] = []

    def __enter__(self) -> Opened:
        return self

    def __exit__(self, *ended: object) -> None:
        for stream in self._streams:
            stream.close()

    def __contains__(self, path: object) -> bool:
        return path in self._files

    def __getitem__(self, path: str) -> bytes:
        return self._files[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def stream(self, path: str) -> BinaryIO:
        """A file, opened for reading from its beginning; it is closed with the block."""
        self._streams = [stream for stream in self._streams if not stream.closed]
        self._streams.append(self._files.stream(path))
        return self._streams[-1]


class Compared:
    """Compares the files of a site with those that are made again, given whole or in pieces; differences are added to
    `failures`. `last` is the path of the last file given. `beside` are paths of files that are not made again, `maker`
    is a phrase for failures that says from what the others are made."""

    def __init__(self, files: SiteFiles, beside: frozenset[str], maker: str) -> None:
        self._files = files
        self._beside = beside
        self._maker = maker
        self.failures: list[Failure] = []
        self.last = ""
        self._made: dict[str, _Made] = {}

    def whole(self, page: Page) -> None:
        """Compares a whole file."""
        self.piece(page.path, page.content)
        self._close(page.path)

    def piece(self, path: str, content: bytes) -> None:
        """Compares the next bytes of the file at `path`. Only the first difference of each file is added to
        `failures`."""
        self.last = path
        made = self._made.get(path)
        if made is None:
            made = self._made[path] = _Made(self._files.stream(path) if path in self._files else None)
            if made.there is None:
                self.failures.append(Failure(path, 1, f"is not there, where {self._maker} one"))
        line = made.lines + 1
        made.lines += content.count(b"\n")
        made.size += len(content)
        if made.there is not None:
            found = made.there.read(len(content))
            if found != content:
                self.failures.append(_differs(path, line, found, content, self._maker))
                made.close()

    def amounts(self) -> dict[str, tuple[int, int]]:
        """The number of lines and of bytes that each file has so far, by path."""
        return {path: (made.lines, made.size) for path, made in self._made.items()}

    def paths(self) -> list[str]:
        """The paths of the files given so far, sorted."""
        return sorted(self._made)

    def end(self) -> None:
        """Ends the comparison: bytes that are left in files of the site, and files that were not given, are
        failures."""
        for path in self._made:
            self._close(path)
        for path in self._files:
            if path not in self._made and path not in self._beside:
                self.failures.append(Failure(path, 1, f"is none of the files that {self._maker}"))

    def _close(self, path: str) -> None:
        """The file is made: nothing more may stand in the one at hand."""
        made = self._made[path]
        if made.there is not None:
            left = made.there.read(_SHOWN)
            if left:
                self.failures.append(_differs(path, made.lines + 1, left, b"", self._maker))
            made.close()


class _Made:
    """What is made of a file so far; `there` is the one at hand, as far as it is the same."""

    def __init__(self, there: BinaryIO | None) -> None:
        self.there = there
        self.lines = 0
        self.size = 0

    def close(self) -> None:
        if self.there is not None:
            self.there.close()
            self.there = None


def _differs(path: str, line: int, found: bytes, made: bytes, maker: str) -> Failure:
    """The first place where `made`, which begins on a line of the file, is not what stands there."""
    same = next((i for i, (a, b) in enumerate(zip(found, made, strict=False)) if a != b), min(len(found), len(made)))
    stands, belongs = _short(found[same:]), _short(made[same:])
    return Failure(path, line + made.count(b"\n", 0, same), f"has {stands}, where {maker} {belongs}")


_SHOWN = 40  # bytes of what differs


def _short(content: bytes) -> str:
    return repr(content[:_SHOWN].decode("utf-8", "replace")) if content else "nothing more"
