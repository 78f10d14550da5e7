"""Compares the files of a site, as they are made again, with those of the site at hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Protocol

from tasks.records import Page
from tasks.verify import Failure


class SiteFiles(Protocol):
    """The files of a site by path."""

    def __contains__(self, path: object) -> bool: ...
    def __getitem__(self, path: str) -> bytes: ...
    def __iter__(self) -> Iterator[str]: ...
    def __len__(self) -> int: ...
    def stream(self, path: str) -> BinaryIO: ...


class Opened:
    """The files of a site, of which whatever was opened is closed at the end of the block."""

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
        """A file, opened to be read from its beginning."""
        self._streams = [stream for stream in self._streams if not stream.closed]
        self._streams.append(self._files.stream(path))
        return self._streams[-1]


class Compared:
    """Takes the files of a site as they are made, whole or in pieces, and compares them with those at hand. `beside`
    are files that nobody makes, `maker` says of what the others are made."""

    def __init__(self, files: SiteFiles, beside: frozenset[str], maker: str) -> None:
        self._files = files
        self._beside = beside
        self._maker = maker
        self.failures: list[Failure] = []
        self.last = ""
        self._made: dict[str, _Made] = {}

    def whole(self, page: Page) -> None:
        """A file that is made at once."""
        self.piece(page.path, page.content)
        self._close(page.path)

    def piece(self, path: str, content: bytes) -> None:
        """The next bytes of a file."""
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
        """How many lines and bytes each file has so far."""
        return {path: (made.lines, made.size) for path, made in self._made.items()}

    def paths(self) -> list[str]:
        """The files so far, in order of path."""
        return sorted(self._made)

    def end(self) -> None:
        """All is made: what is left in the files at hand, and other files, are failures."""
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
