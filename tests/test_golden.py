"""Pages of the sample corpus, one of each kind, byte for byte: a change that moves a page shows in the review.

`make golden` writes them anew; what `git diff tests/golden` then shows is what readers will see otherwise.
"""

from __future__ import annotations

import difflib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows.build import build
from flows.engine.scheduler import Run
from tasks.read import read_settings

SEEDS = Path(__file__).parents[1] / "seeds"
GOLDEN = Path(__file__).parent / "golden"
FIXED = (
    "index.html",
    "timeline.html",
    "build.html",
    "changes.html",
    "source/a.html",
    *(f"{folder}/index.html" for folder in ("topic", "claim", "conflict", "quote", "speaker", "source", "data")),
)
SHOWN = 40  # lines of a difference


def chosen(site: Path) -> list[str]:
    """The fixed pages, and of every other kind the page that holds most."""

    def rows(name: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in (site / "data" / f"{name}.jsonl").read_text("utf-8").splitlines()]

    def largest(name: str, folder: str, key: str, size: Callable[[dict[str, Any]], int]) -> str:
        ranked = sorted(rows(name), key=lambda row: (-size(row), row[key]))
        return next(path for row in ranked if (site / (path := f"{folder}/{row[key]}.html")).is_file())

    def longest(folder: str) -> str:
        ranked = sorted(site.glob(f"{folder}/*.html"), key=lambda path: (-path.stat().st_size, path.name))
        return next(path.relative_to(site).as_posix() for path in ranked if not path.name.startswith("index"))

    return [
        *FIXED,
        largest("stories", "story", "slug", lambda row: len(row["documents"])),
        largest("topics", "topic", "slug", lambda row: len(row["claims"])),
        largest("claims", "claim", "id", lambda row: row["documents"]),
        largest("conflicts", "conflict", "id", lambda row: len(row["sides"])),
        longest("quote"),
        longest("speaker"),
    ]


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))


def changed(path: str, golden: Path, site: Path) -> list[str]:
    """The lines of a page that are not those of the golden one."""
    before, after = ((folder / path).read_text("utf-8").splitlines() for folder in (golden, site))
    return [line[:300] for line in difflib.unified_diff(before, after, f"golden/{path}", path, "", "", 1, "")]


def test_the_pages_of_the_sample_corpus_are_the_golden_ones(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    site = tmp_path / "site"
    build(SEEDS, site, read_settings(SEEDS, {}), Run())
    pages = chosen(site)
    if pytestconfig.getoption("--update-golden"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        for path in pages:
            (GOLDEN / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(site / path, GOLDEN / path)
    assert files(GOLDEN) == sorted(pages), "other pages than the golden ones; `make golden` writes them anew"
    moved = [path for path in pages if (site / path).read_bytes() != (GOLDEN / path).read_bytes()]
    told = [line for path in moved for line in changed(path, GOLDEN, site)]
    assert not moved, "\n".join(["`make golden` accepts this:", *told[:SHOWN]])
