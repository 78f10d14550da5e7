"""The swap: whatever happens, a whole site stands, and what is the folder's own stays."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

import pytest

from tasks import publish as publishing
from tasks.errors import PublishError
from tasks.publish import NewSite, Published, prepare
from tasks.records import Page
from tasks.shared.manifest import MANIFEST, read_manifest, sha256

MARK = Page("data/build.json", b'{"schema": "dossier/1"}')
OLD = (MARK, Page("index.html", b"old"), Page("claim/a.html", b"same"), Page("gone.html", b"gone"))
NEW = (MARK, Page("index.html", b"new!"), Page("claim/a.html", b"same"), Page("claim/b.html", b"more"))


def publish(pages: Iterable[Page], out: Path) -> Published:
    """Make `out` hold these pages and nothing else but what is its own."""
    with NewSite(out) as new:
        for page in pages:
            new.add(page)
        return new.publish()


def whole(pages: tuple[Page, ...]) -> dict[str, bytes]:
    return {page.path: page.content for page in pages}


def standing(out: Path) -> dict[str, bytes]:
    """The site's files, without what is the folder's own, and without the manifest, which lists them as they are."""
    files = (path for path in out.rglob("*") if path.is_file())
    named = {path.relative_to(out).as_posix(): path.read_bytes() for path in files}
    found = {name: content for name, content in named.items() if name.split("/")[0] not in publishing.OWN}
    if MANIFEST in found:
        listed = read_manifest(found.pop(MANIFEST))
        assert {path: entry.sha256 for path, entry in listed.items()} == {p: sha256(c) for p, c in found.items()}
    return found


@pytest.fixture(params=["exchange", "renames"])
def out(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An output folder in an otherwise empty one, on a system that can exchange folders and on one that cannot."""
    if request.param == "renames":
        monkeypatch.setattr(publishing, "_exchange", lambda first, second: False)
    return tmp_path / "site"


def test_a_first_site_is_written(out: Path) -> None:
    assert publish(OLD, out) == Published(written=5, unchanged=0)
    assert standing(out) == whole(OLD)


def test_the_folders_above_are_made(tmp_path: Path) -> None:
    publish(OLD, tmp_path / "far" / "away" / "site")
    assert standing(tmp_path / "far" / "away" / "site") == whole(OLD)


def test_a_second_site_replaces_the_first_and_leaves_nothing_beside_it(out: Path) -> None:
    publish(OLD, out)
    assert publish(NEW, out) == Published(written=3, unchanged=2)
    assert standing(out) == whole(NEW)
    assert [path.name for path in out.parent.iterdir()] == ["site"]


def test_an_unchanged_file_stays_the_same_file(out: Path) -> None:
    publish(OLD, out)
    before = (out / "claim" / "a.html").stat()
    publish(NEW, out)
    after = (out / "claim" / "a.html").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_without_hard_links_an_unchanged_file_keeps_its_time(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    publish(OLD, out)
    before = (out / "claim" / "a.html").stat()
    monkeypatch.setattr(os, "link", refuse)
    publish(NEW, out)
    assert standing(out) == whole(NEW)
    assert (out / "claim" / "a.html").stat().st_mtime_ns == before.st_mtime_ns


def test_what_is_the_folders_own_stays(out: Path) -> None:
    out.mkdir()
    (out / ".gitignore").write_text("*\n")
    (out / "CNAME").write_text("example.org\n")
    (out / ".git").mkdir()
    (out / ".git" / "HEAD").write_text("ref\n")
    for pages in (OLD, NEW):
        publish(pages, out)
        assert standing(out) == whole(pages)
        assert (out / ".gitignore").read_text() == "*\n"
        assert (out / "CNAME").read_text() == "example.org\n"
        assert (out / ".git" / "HEAD").read_text() == "ref\n"


def test_the_folder_keeps_its_mode(out: Path) -> None:
    publish(OLD, out)
    out.chmod(0o750)
    publish(NEW, out)
    assert out.stat().st_mode & 0o777 == 0o750


def test_a_link_to_the_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "site").symlink_to("real")
    publish(OLD, tmp_path / "site")
    assert (tmp_path / "site").is_symlink()
    assert standing(tmp_path / "real") == whole(OLD)


def test_a_folder_of_somebody_else_is_left_alone(out: Path) -> None:
    out.mkdir()
    (out / "thesis.txt").write_text("years of work")
    for act in (lambda: prepare(out), lambda: publish(OLD, out)):
        with pytest.raises(PublishError, match="neither empty nor a dossier"):
            act()
    assert standing(out) == {"thesis.txt": b"years of work"}


def test_a_file_in_the_place_is_left_alone(out: Path) -> None:
    out.write_text("a file")
    with pytest.raises(PublishError, match="is a file"):
        prepare(out)
    assert out.read_text() == "a file"


@pytest.mark.parametrize("path", ["../outside.html", "/etc/outside", "a/../../b", ".git/config", ""])
def test_a_page_stays_inside_the_site(out: Path, path: str) -> None:
    publish(OLD, out)
    with pytest.raises(PublishError, match="cannot be called"):
        publish((*NEW, Page(path, b"")), out)
    assert standing(out) == whole(OLD)
    assert [path.name for path in out.parent.iterdir()] == ["site"]


def test_two_pages_of_one_name_are_refused(out: Path) -> None:
    with pytest.raises(PublishError, match="two pages"):
        publish((*NEW, NEW[1]), out)


def test_when_a_page_fails_the_old_site_stands(out: Path) -> None:
    def pages() -> Iterator[Page]:
        yield NEW[0]
        raise RuntimeError("rendering broke")

    publish(OLD, out)
    with pytest.raises(RuntimeError, match="rendering broke"):
        publish(pages(), out)
    assert standing(out) == whole(OLD)
    assert [path.name for path in out.parent.iterdir()] == ["site"]


def test_a_full_disk_is_one_clear_error(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: str, mode: str) -> IO[bytes]:
        if "w" in mode:
            raise OSError(errno.ENOSPC, "No space left on device", path)
        return open(path, mode)

    publish(OLD, out)
    monkeypatch.setattr(publishing, "open", full, raising=False)
    with pytest.raises(PublishError, match=r"No space left on device.*still stands"):
        publish(NEW, out)
    assert standing(out) == whole(OLD)


def killed(out: Path, step: int, pages: tuple[Page, ...]) -> bool:
    """Publish in a child that is killed before its `step`th change to the disk; whether it came to that."""
    changes = {"os.mkdir", "os.rename", "os.link", "os.remove", "os.rmdir", "shutil.copyfile", "os.chmod"}
    seen = 0

    def count(event: str, args: tuple[object, ...]) -> None:
        nonlocal seen
        if event in changes or (event == "open" and isinstance(args[1], str) and "w" in args[1]):
            seen += 1
            if seen == step:
                os._exit(9)

    child = os.fork()
    if child == 0:
        try:
            sys.addaudithook(count)
            publish(pages, out)
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_killed_at_any_step_a_whole_site_stands_or_is_found_again(out: Path) -> None:
    exchanged = publishing._exchange.__name__ == "_exchange"
    for step in range(1, 100):
        publish(OLD, out)
        (out / ".git").mkdir(exist_ok=True)
        (out / ".git" / "HEAD").write_text("ref\n")
        dead = killed(out, step, NEW)
        if exchanged:  # one moment old, the next new, and never anything between
            assert standing(out) in (whole(OLD), whole(NEW))
        prepare(out)
        assert standing(out) in ((whole(OLD), whole(NEW)) if dead else (whole(NEW),))
        assert (out / ".git" / "HEAD").read_text() == "ref\n"
        assert [path.name for path in out.parent.iterdir()] == ["site"]
        if not dead:
            assert step > 10
            return
    raise AssertionError("publishing never ended")


def test_two_builds_of_one_number_write_apart(out: Path) -> None:
    """In two containers two processes have one number."""
    with NewSite(out) as one, NewSite(out) as two:
        for page in OLD:
            one.add(page)
        for page in NEW:
            two.add(page)
        one.publish()
        assert standing(out) == whole(OLD)
        two.publish()
    assert standing(out) == whole(NEW)
    assert [path.name for path in out.parent.iterdir()] == ["site"]


def test_a_history_outlives_even_a_site_that_was_deleted_after_a_kill(tmp_path: Path) -> None:
    left = tmp_path / ".site.dossier-new" / ".git"
    left.mkdir(parents=True)
    (left / "HEAD").write_text("ref\n")
    prepare(tmp_path / "site")
    assert (tmp_path / "site" / ".git" / "HEAD").read_text() == "ref\n"
