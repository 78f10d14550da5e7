"""A build with a memory does less and ends with the same bytes."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.build import build
from flows.engine.job import JobResult
from flows.engine.result_cache import ResultCache
from flows.engine.scheduler import Run
from flows.engine.store import ResultStore
from flows.units import report, site, story
from flows.verification import verify
from tasks.records import Settings
from tests.runs import REPORT, dossier, files

REPORTS = 6
BAKERY = """Bakery on Mill Lane wins a prize

The bakery on Mill Lane won a national prize for its rye on Friday, the guild of bakers said.

"Nobody bakes a crust like hers," said Ruth Amsel, who heads the jury.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Reports of two affairs."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(3):
        (folder / f"bridge-{number}.txt").write_text(f"{REPORT}\nCar number {number} was the last.\n", "utf-8")
        (folder / f"rye-{number}.txt").write_text(f"{BAKERY}\nLoaf number {number} was the best.\n", "utf-8")
    return folder


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[ResultStore]:
    with ResultStore(tmp_path / "cache") as cache:
        yield cache


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """How often each part of the line works."""
    jobs = {"do_report": report, "do_story": story, "do_site": site}
    counts = dict.fromkeys(jobs, 0)

    def counting(name: str) -> None:
        real = getattr(jobs[name], name)

        def count(job: object) -> JobResult:
            counts[name] += 1
            return real(job)  # type: ignore[no-any-return]

        count.__name__, count.__module__ = name, real.__module__
        monkeypatch.setattr(jobs[name], name, count)

    for name in counts:
        counting(name)
    return counts


def test_a_build_that_remembers_gives_the_same_bytes(folder: Path, cache: ResultStore, tmp_path: Path) -> None:
    build(folder, tmp_path / "first", Settings(), Run(cache=ResultCache(cache)))
    rows = cache.info().rows
    build(folder, tmp_path / "second", Settings(), Run(cache=ResultCache(cache)))
    assert cache.info().rows <= rows + 4  # the pages of the second place, and where they stand
    build(folder, tmp_path / "without", Settings(), Run())
    assert files(tmp_path / "first") == files(tmp_path / "second") == files(tmp_path / "without")


def test_building_again_works_nothing_out(
    folder: Path, cache: ResultStore, tmp_path: Path, counted: dict[str, int]
) -> None:
    build(folder, tmp_path / "site", Settings(), Run(cache=ResultCache(cache)))
    assert counted["do_report"] == REPORTS
    before = dict(counted)
    build(folder, tmp_path / "site", Settings(), Run(cache=ResultCache(cache)))
    assert counted == before


def test_a_report_that_changes_redoes_itself_its_story_and_their_pages(
    folder: Path, cache: ResultStore, tmp_path: Path, counted: dict[str, int]
) -> None:
    site = tmp_path / "site"
    build(folder, site, Settings(), Run(cache=ResultCache(cache)))
    stories = counted["do_story"]
    assert stories > 1
    times = {path: path.stat().st_mtime_ns for path in site.rglob("*.html")}
    for name in counted:
        counted[name] = 0
    time.sleep(0.01)
    report = folder / "rye-0.txt"
    report.write_text(report.read_text("utf-8").replace("the best", "the very best"), "utf-8")
    build(folder, site, Settings(), Run(cache=ResultCache(cache)))
    assert counted == {"do_report": 1, "do_story": 1, "do_site": 1}
    letters = {row["path"]: row["siglum"].lower() for row in rows(site, "documents")}
    standing = {path: then for path, then in times.items() if path.exists()}
    changed = {path.relative_to(site).as_posix() for path, then in standing.items() if path.stat().st_mtime_ns != then}
    sources = {path for path in changed if path.startswith("source/") and "index" not in path}
    assert sources == {f"source/{letters[f'rye-{number}.txt']}.html" for number in range(3)}
    assert not {path for path in changed if path.startswith("claim/c-")} & pages_of(site, "bridge-0.txt")
    assert len([path for path in standing if path.parent.name == "speaker"]) > 2
    assert not {path for path in changed if path.startswith("speaker/")}
    assert verify(site, folder).failures == ()


def rows(site: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (site / "data" / f"{name}.jsonl").read_text("utf-8").splitlines()]


def pages_of(site: Path, path: str) -> set[str]:
    """The pages of the claims that a report carries."""
    (document,) = [row["id"] for row in rows(site, "documents") if row["path"] == path]
    carried = [row["id"] for row in rows(site, "claims") if document in {e["document"] for e in row["evidence"]}]
    assert carried
    return {f"claim/{claim}.html" for claim in carried}


def test_a_page_that_somebody_touched_is_made_again(folder: Path, cache: ResultStore, tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(folder, site, Settings(), Run(cache=ResultCache(cache)))
    whole = files(site)
    page = next(site.glob("source/[a-z].html"))
    page.write_text("gone", "utf-8")
    os.utime(page, (1, 1))
    build(folder, site, Settings(), Run(cache=ResultCache(cache)))
    assert files(site) == whole


def test_the_command_shows_and_prunes_it(tmp_path: Path) -> None:
    mine = {"DOSSIER_CACHE": str(tmp_path / "mine")}
    with ResultStore(tmp_path / "mine") as cache:
        cache.put({b"key": b"result"})
    assert "1 result, " in dossier("cache", "info", **mine).stdout
    assert dossier("cache", "prune", "--days", "0", **mine).stdout == "1 result forgotten\n"


def test_a_build_leaves_nothing_of_the_cache_but_its_file(folder: Path, tmp_path: Path) -> None:
    mine = {"DOSSIER_CACHE": str(tmp_path / "mine")}
    assert dossier("build", folder, "--out", tmp_path / "site", "--direct", **mine).returncode == 0
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["results.sqlite"]
