"""The whole line on the sample corpus: what holds for the published data whatever the stages find."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.build import build
from flows.engine.scheduler import Run
from tasks.errors import InputError
from tasks.read import read_settings
from tasks.records import Settings

SEEDS = Path(__file__).parents[1] / "seeds"


BAKERY = "Bakery wins a prize\n\nThe bakery on Mill Lane won a prize for its rye.\n"


def built(folder: Path, out: Path) -> Path:
    build(folder, out, read_settings(folder, {}), Run())
    return out


def rows(site: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (site / "data" / f"{name}.jsonl").read_text("utf-8").splitlines()]


def files(site: Path) -> dict[str, bytes]:
    return {str(p.relative_to(site)): p.read_bytes() for p in sorted(site.rglob("*")) if p.is_file()}


def citations(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if {"document", "start", "end", "exact"} <= value.keys():
            yield value
        for inner in value.values():
            yield from citations(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from citations(inner)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(SEEDS, tmp_path_factory.mktemp("seeds") / "site")


def test_every_file_given_is_kept_or_dropped(site: Path) -> None:
    counts = json.loads((site / "data" / "build.json").read_text("utf-8"))["counts"]
    assert counts["given"] == counts["kept"] + counts["dropped"]
    assert counts["kept"] == len(rows(site, "documents"))
    assert counts["dropped"] == len(rows(site, "dropped"))


def test_every_citation_stands_where_it_says(site: Path) -> None:
    text = {d["id"]: d["text"] for d in rows(site, "documents")}
    found = [
        c for path in sorted((site / "data").glob("*.jsonl")) for row in rows(site, path.stem) for c in citations(row)
    ]
    assert found
    assert all(text[c["document"]][c["start"] : c["end"]] == c["exact"] for c in found if c["document"] in text)
    assert {c["document"] for c in found} <= text.keys()


def test_every_document_stands_in_one_story(site: Path) -> None:
    told = [document for story in rows(site, "stories") for document in story["documents"]]
    assert sorted(told) == sorted(d["id"] for d in rows(site, "documents"))


def test_every_claim_of_a_topic_is_a_claim_of_its_story(site: Path) -> None:
    story_of = {claim["id"]: claim["story"] for claim in rows(site, "claims")}
    topics = rows(site, "topics")
    assert topics
    assert all(story_of[c] == topic["story"] for topic in topics for c in topic["claims"])


def test_the_same_input_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    assert files(built(SEEDS, tmp_path / "again")) == files(site)


def test_building_again_in_place_leaves_the_same_bytes(site: Path, tmp_path: Path) -> None:
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    assert files(built(SEEDS, copy)) == files(site)


def test_the_order_in_which_the_disk_lists_files_is_no_matter(site: Path, tmp_path: Path) -> None:
    folder = tmp_path / "input"
    folder.mkdir()
    for path in sorted(SEEDS.iterdir(), reverse=True):
        shutil.copy(path, folder / path.name)
    assert files(built(folder, tmp_path / "site")) == files(site)


def test_a_document_added_leaves_every_letter_and_address_as_it_was(site: Path, tmp_path: Path) -> None:
    folder, copy = tmp_path / "input", tmp_path / "site"
    shutil.copytree(SEEDS, folder)
    shutil.copytree(site, copy)
    (folder / "000-new.txt").write_text(
        "Bakery wins a prize\n\nThe bakery on Mill Lane won a prize for its rye.\n", "utf-8"
    )
    built(folder, copy)
    before = {d["path"]: d["siglum"] for d in rows(site, "documents")}
    after = {d["path"]: d["siglum"] for d in rows(copy, "documents")}
    assert after == {**before, "000-new.txt": after["000-new.txt"]}
    assert {c["id"] for c in rows(site, "claims")} <= {c["id"] for c in rows(copy, "claims")}
    assert {t["slug"] for t in rows(site, "stories")} <= {t["slug"] for t in rows(copy, "stories")}


def test_a_document_of_another_story_changes_no_claim_of_this_one(site: Path, tmp_path: Path) -> None:
    folder = tmp_path / "input"
    shutil.copytree(SEEDS, folder)
    (folder / "000-new.txt").write_text(
        "Bakery wins a prize\n\nThe bakery on Mill Lane won a prize for its rye.\n", "utf-8"
    )
    more = rows(built(folder, tmp_path / "site"), "claims")
    theirs = {c["id"]: (c["title"], c["documents"], c["publishers"], c["origins"]) for c in more}
    assert all(
        theirs[c["id"]] == (c["title"], c["documents"], c["publishers"], c["origins"]) for c in rows(site, "claims")
    )


def test_a_folder_in_which_nothing_can_be_kept_is_an_error(tmp_path: Path) -> None:
    folder = tmp_path / "input"
    folder.mkdir()
    (folder / "photo.txt").write_bytes(b"\x00\x01\x02" * 50)
    with pytest.raises(InputError, match=r"photo\.txt"):
        build(folder, tmp_path / "site", Settings(), Run())
    assert not (tmp_path / "site").exists()
