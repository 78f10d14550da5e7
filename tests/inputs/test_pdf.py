"""PDF files of several columns and pages, as newspapers print them."""

from __future__ import annotations

from pathlib import Path

from tests.inputs.affair import ARTICLES
from tests.inputs.forms import PrintedLine, pdf, wrapped
from tests.inputs.reading import hidden, kept, read, write


def column(paragraphs: tuple[str, ...], left: float, top: float, width: int = 40) -> list[PrintedLine]:
    rows: list[PrintedLine] = []
    for paragraph in paragraphs:
        for line in wrapped(paragraph, width):
            rows.append((left, top, 10, line))
            top -= 13
        top -= 11
    return rows


def across(*columns: list[PrintedLine]) -> list[PrintedLine]:
    """The lines in the order in which programs print that know no columns: from top to bottom."""
    return sorted((row for rows in columns for row in rows), key=lambda row: (-row[1], row[0]))


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    first, second = ARTICLES[0], ARTICLES[4]
    title: PrintedLine = (50, 780, 20, first.title)
    page = [title, *across(column(first.body, 50, 740), column(second.body, 310, 740))]
    (document,), reasons = read(write(tmp_path, {"a.pdf": pdf(page)}))
    assert reasons == {}
    assert document.title
    assert document.title.exact == first.title
    assert kept(document) == [*first.body, *second.body]


def test_running_heads_are_hidden_and_paragraphs_go_on_over_a_page(tmp_path: Path) -> None:
    body = (*ARTICLES[0].body, *ARTICLES[3].body)
    lines = column(body, 60, 740, 70)
    cut = len(lines) // 2
    pages: list[list[PrintedLine]] = []
    for number, rows in enumerate((lines[:cut], lines[cut:]), 4):
        head: PrintedLine = (60, 800, 9, f"Veldhaven Courier, May 2031, page {number}")
        pages.append([head, *((60, 740 - 13 * at, 10, row[3]) for at, row in enumerate(rows))])
    (document,), _ = read(write(tmp_path, {"a.pdf": pdf(*pages)}))
    rules = hidden(document)
    assert rules["Veldhaven Courier, May 2031, page 4"] == "running-head"
    assert rules["Veldhaven Courier, May 2031, page 5"] == "running-head"
    assert rules["Page 2"] == "page-number"
    assert " ".join(kept(document)) == " ".join(body)
    assert document.encoding.startswith("pdf, pypdfium2 ")
