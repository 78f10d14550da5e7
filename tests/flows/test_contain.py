"""What goes wrong with one report or one story goes wrong with nothing else, and the site says what it was."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

import flows.units.containment
from flows.build import build
from flows.engine.scheduler import Run
from flows.units.containment import Steps, contained, told
from tasks.errors import DossierError
from tasks.read import read_settings
from tasks.records import Dropped
from tests.runs import REPORT

TURKISH = """İsrafil Mayor İİ opens İİİ bridge

"İt was the İİİİ best day," said Mayor İsrafil İİ on Tuesday. İİİs said 40 men were there. They İİs said so.

İİ men said about İ 40 cars, at least İİ 300 people, crossed. "İ saw it," İİ said. The İİs told İstanbul İİ.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "bridge.txt").write_text(REPORT, "utf-8")
    (folder / "again.txt").write_text(REPORT.replace("three weeks", "four weeks"), "utf-8")
    return folder


def built(folder: Path) -> tuple[Path, Run]:
    site, run = folder.parent / "site", Run()
    build(folder, site, read_settings(folder, {}), run)
    return site, run


def rows(site: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (site / "data" / f"{name}.jsonl").read_text("utf-8").splitlines()]


def fails(*_: object) -> Any:
    raise IndexError("string index out of range")


def test_letters_that_grow_in_lower_case_harm_nothing(folder: Path) -> None:
    (folder / "turkish.txt").write_text(TURKISH, "utf-8")
    (folder / "turkish-too.txt").write_text(TURKISH.replace("40", "50"), "utf-8")
    (folder / "dotted.txt").write_text(REPORT.replace("i", "İ").replace("I", "İ"), "utf-8")
    site, run = built(folder)
    assert run.dropped == []
    assert [row["failed"] for row in rows(site, "stories") if row["failed"]] == []


@pytest.mark.parametrize("stage", ["clean.clean", "segment.segment", "extract.extract", "features.features"])
def test_a_report_whose_stage_fails_is_left_out(folder: Path, monkeypatch: pytest.MonkeyPatch, stage: str) -> None:
    module, name = stage.split(".")
    whole = getattr(__import__(f"tasks.{module}", fromlist=[name]), name)

    def one_fails(given: Any, *rest: Any) -> Any:
        text = getattr(given, "content", None) or given.text
        return fails() if "four weeks" in text else whole(given, *rest)

    monkeypatch.setattr(f"tasks.{module}.{name}", one_fails)
    site, _ = built(folder)
    assert rows(site, "dropped") == [
        {
            "path": "again.txt",
            "stage": module,
            "reason": "failed",
            "detail": "IndexError: string index out of range",
        }
    ]
    assert [row["path"] for row in rows(site, "documents")] == ["bridge.txt"]


@pytest.mark.parametrize(
    "stage", ["resolve.resolve", "crossreference.crossreference", "topics.topics", "summarize.summarize"]
)
def test_a_story_whose_stage_fails_is_printed_without_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    monkeypatch.setattr(f"tasks.{stage}", fails)
    site, _ = built(folder)
    module = {"crossreference": "cross-reference", "summarize": "summarise"}.get(*[stage.split(".")[0]] * 2)
    (story,) = rows(site, "stories")
    assert story["failed"] == [{"stage": module, "detail": "IndexError: string index out of range"}]
    assert f"{module} (IndexError" in (site / "index.html").read_text("utf-8")
    assert len(rows(site, "documents")) == 2


def test_a_story_whose_pages_fail_is_printed_by_its_reports_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tasks.render.pages.claims.rows", lambda look: fails() if look.claims else [])
    site, _ = built(folder)
    assert [row["failed"][0]["stage"] for row in rows(site, "stories")] == ["render"]
    assert rows(site, "claims") == []
    assert len(rows(site, "documents")) == 2


def test_pages_that_fail_without_anything_on_them_end_the_build(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tasks.render.pages.claims.rows", fails)
    with pytest.raises(DossierError, match="render: IndexError"):
        built(folder)
    assert sorted(path.name for path in folder.parent.iterdir()) == ["reports"]


def test_copies_that_cannot_be_traced_are_still_copies(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "copy.txt").write_text(REPORT, "utf-8")
    monkeypatch.setattr("tasks.deduplicate.trace", fails)
    site, _ = built(folder)
    assert [(len(row["members"]), row["shared"]) for row in rows(site, "copies")] == [(3, [])]


def test_a_report_that_never_ends_is_left_out_and_looked_at_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(document: Any) -> Any:
        while True:
            try:
                time.sleep(10)
            except Exception:
                continue

    monkeypatch.setattr(flows.units.containment, "SECONDS", 0.1)
    dropped = contained("a.txt", Steps(), lambda steps: steps.once("segment", endless, None))
    assert dropped == Dropped(path="a.txt", stage="segment", reason="took-too-long", detail="no end after 0 seconds")


def test_an_error_is_told_in_one_line_that_is_the_same_each_time() -> None:
    error = ValueError(f"<object at 0x7f01{id(error_of)}>\nsecond \ud800 line" + "x" * 400)
    assert told(error).startswith("ValueError: <object at 0x…> second  line" + "x" * 20)
    assert len(told(error)) <= 300


def error_of() -> None:
    pass


def test_a_fault_of_the_run_is_not_one_of_the_report() -> None:
    def ends(steps: Steps) -> None:
        raise DossierError("the disk is full")

    with pytest.raises(DossierError, match="full"):
        contained("a.txt", Steps(), ends)
