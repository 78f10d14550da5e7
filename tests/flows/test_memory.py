"""A run with a memory does less and ends with the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.build import build
from flows.memory import FEWEST, Memory
from flows.stage import Run
from tasks.cache import Cache
from tasks.records import Note, Settings
from tests.runs import REPORT, dossier, files

worked: list[str] = []


def shout(note: Note) -> Note:
    worked.append(note.path)
    return Note(path=note.path, content=note.content.upper())


def break_off(note: Note) -> Note:
    worked.append(note.path)
    return Note.model_construct(path=note.path, content=7)


NOTES = [Note(path=f"{number}.md", content=f"note {number}") for number in range(FEWEST)]


@pytest.fixture(autouse=True)
def _afresh() -> None:
    worked.clear()


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    with Cache(tmp_path / "cache") as cache:
        yield cache


def run_over(cache: Cache, notes: list[Note], given: int = FEWEST) -> list[Note]:
    run = Run(memory=Memory(cache))
    run.given = given
    return run.each("extract", shout, notes)


def test_what_was_worked_out_is_recalled_in_order(cache: Cache) -> None:
    first = run_over(cache, NOTES)
    assert len(worked) == FEWEST
    assert run_over(cache, NOTES[::-1]) == first[::-1]
    assert len(worked) == FEWEST


def test_only_what_changed_is_worked_out_again(cache: Cache) -> None:
    run_over(cache, NOTES)
    worked.clear()
    changed = [*NOTES[:3], Note(path="3.md", content="altered"), *NOTES[4:]]
    assert run_over(cache, changed)[3].content == "ALTERED"
    assert worked == ["3.md"]


def test_a_small_run_does_without(cache: Cache) -> None:
    for _ in range(2):
        run_over(cache, NOTES, given=FEWEST - 1)
    assert len(worked) == 2 * FEWEST
    assert cache.info().rows == 0


def test_what_would_come_back_otherwise_is_not_kept(cache: Cache) -> None:
    run = Run(memory=Memory(cache))
    run.given = FEWEST
    run.each("extract", break_off, NOTES)
    assert cache.info().rows == 0


def test_a_build_that_remembers_gives_the_same_bytes(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(FEWEST):
        (folder / f"bridge-{number}.txt").write_text(REPORT.replace("two cables", f"{number + 3} cables"), "utf-8")
    with Cache(tmp_path / "cache") as cache:
        build(folder, tmp_path / "first", Settings(), Run(memory=Memory(cache)))
        rows = cache.info().rows
        assert rows > FEWEST
        build(folder, tmp_path / "second", Settings(), Run(memory=Memory(cache)))
        assert cache.info().rows == rows
    build(folder, tmp_path / "without", Settings(), Run())
    assert files(tmp_path / "first") == files(tmp_path / "second") == files(tmp_path / "without")


def test_the_command_shows_and_prunes_it(tmp_path: Path) -> None:
    mine = {"DOSSIER_CACHE": str(tmp_path / "mine")}
    with Cache(tmp_path / "mine") as cache:
        cache.put({b"key": b"result"})
    assert "1 result, " in dossier("cache", "info", **mine).stdout
    assert dossier("cache", "prune", "--days", "0", **mine).stdout == "1 result forgotten\n"
