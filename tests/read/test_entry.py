"""Nothing comes in but regular files of the folder, and nobody waits for what never ends."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from tasks.errors import InputError, NoteError, SettingsError
from tasks.read import find, notes, read_settings
from tasks.read.entry import RefusedError, inside, read_file
from tasks.records import Dropped, FoundFile, Settings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "reports" / "notes").mkdir(parents=True)
    (tmp_path / "secret.md").write_text("A secret of this machine.", "utf-8")
    return tmp_path / "reports"


def refused(place: Path, most: int = 100) -> tuple[str, str]:
    with pytest.raises(RefusedError) as caught:
        read_file(place, most)
    return caught.value.reason, str(caught.value)


def test_a_regular_file_is_read(folder: Path) -> None:
    (folder / "a.txt").write_bytes(b"a" * 100)
    assert read_file(folder / "a.txt", 100) == b"a" * 100
    assert refused(folder / "a.txt", 99) == ("too-large", "100 bytes; the most that is read is 99")


def test_what_is_no_regular_file_is_refused_at_once(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    assert refused(folder / "pipe") == ("unreadable", "not a regular file")
    assert refused(Path("/dev/zero")) == ("unreadable", "not a regular file")
    assert refused(folder) == ("unreadable", "not a regular file")
    with socket.socket(socket.AF_UNIX) as held:
        held.bind(os.path.relpath(folder / "socket"))
        assert refused(folder / "socket") == ("unreadable", "not a regular file")
    assert refused(folder / "gone")[0] == "unreadable"


def test_a_link_is_followed_inside_the_folder_alone(folder: Path) -> None:
    (folder / "a.txt").write_text("a", "utf-8")
    (folder / "in.txt").symlink_to("a.txt")
    (folder / "out.txt").symlink_to(folder.parent / "secret.md")
    assert inside(folder, folder / "in.txt") == (folder / "a.txt").resolve()
    assert refused(folder / "in.txt")[0] == "unreadable"  # whoever opens a file has followed its links before
    with pytest.raises(RefusedError, match="a link to a file elsewhere is not followed"):
        inside(folder, folder / "out.txt")


def test_a_file_whose_size_nobody_tells_ends_where_it_must(folder: Path) -> None:
    with pytest.raises(RefusedError):
        read_file(Path("/proc/kallsyms"), 50)


def test_a_note_that_is_a_link_to_elsewhere_ends_the_build(folder: Path) -> None:
    (folder / "notes" / "overview.md").symlink_to(folder.parent / "secret.md")
    with pytest.raises(InputError, match=r"overview\.md: a link to a file elsewhere is not followed"):
        notes(folder)


def test_settings_are_a_regular_file_of_the_folder(folder: Path) -> None:
    os.mkfifo(folder / "dossier.toml")
    with pytest.raises(SettingsError, match=r"dossier\.toml: not a regular file"):
        read_settings(folder, {})
    (folder / "dossier.toml").unlink()
    (folder / "dossier.toml").symlink_to(folder.parent / "secret.md")
    with pytest.raises(SettingsError, match="a link to a file elsewhere is not followed"):
        read_settings(folder, {})


@pytest.mark.parametrize(
    ("path", "content", "message"),
    [
        ("notes/other.md", "text", r"notes/other\.md, line 1: a note is overview\.md"),
        ("notes/overview.md", "one\n\nsee [[c-12zz]]", r"notes/overview\.md, line 3: \[\[c-12zz\]\] is no claim"),
    ],
)
def test_a_note_that_can_stand_nowhere_is_named_before_the_work(
    folder: Path, path: str, content: str, message: str
) -> None:
    (folder / path).write_text(content, "utf-8")
    with pytest.raises(NoteError, match=message):
        notes(folder)


def test_every_file_has_a_path_of_its_own(folder: Path) -> None:
    try:
        for name in (b"caf\xe9.txt", b"caf\\xe9.txt", b"caf\\\\xe9.txt"):
            (folder / os.fsdecode(name)).write_text("The bridge is shut.", "utf-8")
    except OSError:
        pytest.skip("this file system knows only UTF-8")
    rows = find(folder, Settings())
    assert [type(row) for row in rows] == [FoundFile] * 3
    assert len({row.path for row in rows}) == 3
    assert not [row for row in rows if isinstance(row, Dropped)]
