"""The cache is never wrong and never in the way."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.engine import store as caching
from flows.engine.store import FILE, ResultStore, default_folder, key_of

V = b"version"
ONE, TWO = key_of(V, "extract", [b"one"]), key_of(V, "extract", [b"two"])


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[ResultStore]:
    with ResultStore(tmp_path / "cache") as cache:
        yield cache


def test_what_is_put_comes_back(cache: ResultStore) -> None:
    cache.put({ONE: b"result", TWO: b""})
    assert cache.get([TWO, ONE, key_of(V, "extract", [b"three"])]) == {ONE: b"result", TWO: b""}


def test_it_outlives_the_run(tmp_path: Path) -> None:
    with ResultStore(tmp_path) as first:
        first.put({ONE: b"result"})
    with ResultStore(tmp_path) as second:
        assert second.get([ONE]) == {ONE: b"result"}


def test_more_keys_than_one_statement_takes(cache: ResultStore) -> None:
    rows = {key_of(V, "extract", [str(number).encode()]): str(number).encode() for number in range(1200)}
    cache.put(rows)
    assert cache.get(list(rows)) == rows


def test_two_runs_at_once(tmp_path: Path) -> None:
    with ResultStore(tmp_path) as first, ResultStore(tmp_path) as second:
        first.put({ONE: b"1"})
        second.put({TWO: b"2"})
        assert first.get([ONE, TWO]) == second.get([ONE, TWO]) == {ONE: b"1", TWO: b"2"}


def test_a_damaged_row_counts_as_missing(tmp_path: Path) -> None:
    with ResultStore(tmp_path) as cache:
        cache.put({ONE: b"a result that is long enough to be damaged", TWO: b"sound"})
    with sqlite3.connect(tmp_path / FILE) as file:
        (value,) = file.execute("select value from result where key = ?", (ONE,)).fetchone()
        file.execute("update result set value = ? where key = ?", (value[:-6] + b"\0\0\0\0\0\0", ONE))
    file.close()
    with ResultStore(tmp_path) as cache:
        assert cache.get([ONE, TWO]) == {TWO: b"sound"}
        cache.put({ONE: b"anew"})
        assert cache.get([ONE]) == {ONE: b"anew"}


def test_a_file_that_is_no_data_base_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"not a data base at all, and long enough to look into" * 100)
    with ResultStore(tmp_path) as cache:
        assert cache.get([ONE]) == {}
        cache.put({ONE: b"result"})
        assert cache.get([ONE]) == {ONE: b"result"}


def test_a_file_that_fails_twice_is_set_aside(tmp_path: Path) -> None:
    with ResultStore(tmp_path) as cache:
        cache.put({ONE: b"result" * 5000, TWO: b"other" * 5000})
    content = bytearray((tmp_path / FILE).read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    (tmp_path / FILE).write_bytes(content)
    with ResultStore(tmp_path) as cache:
        assert cache.get([ONE]) == {}
        cache.put({ONE: b"anew"})
        assert cache.problem
    with ResultStore(tmp_path) as cache:
        cache.put({ONE: b"anew"})
        assert cache.get([ONE]) == {ONE: b"anew"}
        assert not cache.problem
    assert sorted(path.name for path in tmp_path.iterdir()) == [FILE, f"{FILE}.damaged"]


def test_where_no_cache_can_be_there_is_none(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with ResultStore(tmp_path / "file") as cache:
        cache.put({ONE: b"result"})
        assert cache.get([ONE]) == {}
        assert cache.prune() == 0
        assert cache.info().rows == 0
        assert "file" in cache.problem


def test_a_file_that_somebody_holds_is_none_at_once(tmp_path: Path) -> None:
    with ResultStore(tmp_path) as cache:
        cache.put({ONE: b"result"})
    holder = sqlite3.connect(tmp_path / FILE)
    holder.execute("pragma locking_mode = exclusive")
    holder.execute("begin exclusive")
    holder.execute("delete from result")
    began = time.monotonic()
    with ResultStore(tmp_path) as cache:
        for _ in range(20):
            assert cache.get([ONE]) == {}
            cache.put({TWO: b"result"})
        assert "locked" in cache.problem
    assert time.monotonic() - began < 5
    holder.rollback()
    holder.close()


def test_what_is_no_file_or_another_users_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / FILE).symlink_to("/dev/null")
    with ResultStore(tmp_path) as cache:
        assert cache.get([ONE]) == {}
        assert "is no regular file" in cache.problem
    with ResultStore(tmp_path / "mine") as cache:
        cache.put({ONE: b"result"})
    monkeypatch.setattr("os.geteuid", lambda: 12345)
    with ResultStore(tmp_path / "mine") as cache:
        assert cache.get([ONE]) == {}
        assert "belongs to another user" in cache.problem


def test_nobody_without_a_home_has_a_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DOSSIER_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)

    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", homeless)
    with ResultStore(default_folder()) as cache:
        assert cache.get([ONE]) == {}
        assert "no home folder" in cache.problem


def test_it_says_what_it_holds(cache: ResultStore, tmp_path: Path) -> None:
    cache.put({ONE: b"1", TWO: b"2"})
    held = cache.info()
    assert held.path == tmp_path / "cache" / FILE
    assert held.rows == 2
    assert held.bytes > 0


def test_what_was_long_unused_is_pruned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    day = 86_400
    for today, keys in ((100, [ONE, TWO]), (140, [TWO])):
        monkeypatch.setattr(caching.time, "time", lambda today=today: today * day)
        with ResultStore(tmp_path) as cache:
            if today == 100:
                cache.put(dict.fromkeys(keys, b"result"))
            cache.get(keys)
    monkeypatch.setattr(caching.time, "time", lambda: 170 * day)
    with ResultStore(tmp_path) as cache:
        assert cache.prune(days=60) == 1
        assert list(cache.get([ONE, TWO])) == [TWO]
        assert cache.prune(days=0) == 1


def test_what_is_too_much_is_pruned(cache: ResultStore) -> None:
    cache.put({key_of(V, "extract", [str(number).encode()]): b"x" for number in range(100)})
    assert 50 < cache.prune(most=2000) < 100
    assert cache.prune(most=2000) == 0


def test_a_key_depends_on_the_stage_and_on_every_input() -> None:
    keys = [
        key_of(V, "extract", [b"ab", b"c"]),
        key_of(V, "extract", [b"a", b"bc"]),
        key_of(V, "extract", [b"abc"]),
        key_of(V, "resolve", [b"ab", b"c"]),
    ]
    assert len(set(keys)) == 4
    assert key_of(V, "extract", [b"ab", b"c"]) == keys[0]


def test_the_folder_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    monkeypatch.delenv("DOSSIER_CACHE", raising=False)
    assert default_folder() == tmp_path / "xdg" / "dossier"
    monkeypatch.setenv("DOSSIER_CACHE", str(tmp_path / "mine"))
    assert default_folder() == tmp_path / "mine"
