"""One affair in the form of every export, archive and clip: the same reports, claims and quotations."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.build import build
from flows.engine.scheduler import Run
from flows.verification import verify
from tasks.read import find_reports, read_settings
from tasks.records import FoundFile, Settings
from tests.inputs.affair import ARTICLES, Article
from tests.inputs.forms import FORMS, nexis_docx, nexis_text
from tests.inputs.reading import kept, order, read, write

WITHOUT_AUTHOR = {"mailbox"}  # a mail names its sender, and no author
BUILT = (
    "nexis_text", "nexis_docx", "nexis_html", "factiva_fields", "factiva_html", "proquest", "europresse", "fundus",
    "table", "zip_of_pages", "warc_file", "pdf_files",
)  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_each_form_gives_the_ten_reports_with_what_they_say_of_themselves(form: str, tmp_path: Path) -> None:
    documents, reasons = read(write(tmp_path, FORMS[form](ARTICLES)))
    assert reasons == {}
    assert len(documents) == len(ARTICLES)
    for article, document in zip(ARTICLES, documents, strict=True):
        assert document.title
        assert " ".join(document.title.exact.split()) == article.title
        assert document.publisher
        assert document.publisher.name == article.outlet
        assert form in WITHOUT_AUTHOR or (document.byline and document.byline.name == article.author)
        assert document.published == article.day or (document.published or "").startswith(article.day + "T")
        assert kept(document) == list(article.body)
        for said in (document.title, document.byline, document.publisher):
            if said is not None and said.start is not None:
                assert document.text[said.start : said.end] == getattr(said, "exact", getattr(said, "name", ""))


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> tuple[object, ...]:
    return told(built(write(tmp_path_factory.mktemp("texts"), FORMS["pages"](ARTICLES))))


@pytest.mark.parametrize("form", BUILT)
def test_each_form_tells_the_same(form: str, tmp_path: Path, expected: tuple[object, ...]) -> None:
    site = built(write(tmp_path / "in", FORMS[form](ARTICLES)))
    claims, quotations, differences = told(site)
    assert quotations == expected[1]
    assert claims == expected[0]
    assert differences == expected[2]


def test_every_form_in_one_folder_is_read_and_proved(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    for name, form in FORMS.items():
        if name != "table":  # its columns are named in a file for the whole folder
            write(folder / name, form(ARTICLES[:2]))
    site = built(folder)
    assert rows(site, "dropped") == []
    assert len(rows(site, "documents")) == 2 * (len(FORMS) - 1)
    assert verify(site, folder).failures == ()


def built(folder: Path) -> Path:
    site = folder.parent / f"{folder.name}-site"
    build(folder, site, read_settings(folder, {}), Run())
    return site


def rows(site: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (site / "data" / f"{name}.jsonl").read_text("utf-8").splitlines()]


def told(site: Path) -> tuple[object, ...]:
    """Claims, quotations and differences, each by the headlines of the reports and the words, with single spaces."""
    titles = {row["id"]: " ".join(row["title"]["exact"].split()) for row in rows(site, "documents")}

    def said(cited: dict[str, Any]) -> tuple[str, str]:
        return titles[cited["document"]], " ".join(cited["exact"].split())

    claims = sorted(sorted(map(said, row["evidence"])) for row in rows(site, "claims"))
    quotations = sorted((*said(row), (row["speaker"] or {}).get("name") or "") for row in rows(site, "quotations"))
    differences = sorted(
        (row["kind"], sorted(said(cited) for side in row["sides"] for cited in side["evidence"]))
        for row in rows(site, "conflicts")
    )
    return claims, quotations, differences


def parts(folder: Path) -> list[FoundFile]:
    found = [row for row in find_reports(folder, Settings()) if isinstance(row, FoundFile)]
    return sorted(found, key=lambda row: order(row.path))


def many(count: int) -> Iterator[Article]:
    for number in range(count):
        article = ARTICLES[number % len(ARTICLES)]
        yield article._replace(title=f"{article.title}, part {number + 1}")


@pytest.mark.parametrize("form", [nexis_text, nexis_docx])
def test_one_report_that_changes_inside_an_export_is_the_only_one(form: Any, tmp_path: Path) -> None:
    articles = list(many(300))
    before = parts(write(tmp_path / "a", form(articles)))
    articles[150] = articles[150]._replace(body=(*articles[150].body, "The town will decide on Monday."))
    after = parts(write(tmp_path / "b", form(articles)))
    assert len({row.id for row in before}) == len(before) == 300
    changed = [one.path for one, two in zip(before, after, strict=True) if one.sha256 != two.sha256]
    assert [row.id for row in before] == [row.id for row in after]
    assert len(changed) == 1
    assert changed[0].endswith("#151")


def test_a_report_keeps_its_id_where_an_export_gets_others_before_it(tmp_path: Path) -> None:
    before = parts(write(tmp_path / "a", nexis_docx(ARTICLES[1:])))
    after = parts(write(tmp_path / "b", nexis_docx(ARTICLES)))
    assert [row.id for row in after[1:]] == [row.id for row in before]


def test_one_report_of_an_export_can_be_left_out(tmp_path: Path) -> None:
    write(tmp_path, nexis_text(ARTICLES[:3]))
    (tmp_path / "dossier.toml").write_text('leave_out = ["export.txt#2"]\n', "utf-8")
    documents, reasons = read(tmp_path)
    assert [document.path for document in documents] == ["export.txt#1", "export.txt#3"]
    assert reasons == {"export.txt#2": "left-out"}


@pytest.mark.parametrize("form", ["nexis_text", "factiva_text", "proquest", "press_review", "obsidian", "news_please"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_line_breaks_and_encodings_of_other_systems_change_nothing(form: str, encoding: str, tmp_path: Path) -> None:
    files = {
        name: data.decode().replace("\n", "\r\n").encode(encoding) for name, data in FORMS[form](ARTICLES[:3]).items()
    }
    documents, reasons = read(write(tmp_path, files))
    assert reasons == {}
    assert [kept(document) for document in documents] == [list(article.body) for article in ARTICLES[:3]]
    assert [document.publisher and document.publisher.name for document in documents] == [
        article.outlet for article in ARTICLES[:3]
    ]
