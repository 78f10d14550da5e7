"""Small sizes of what `make attack` does in full: hostile texts, hostile words in every field, and hostile caches."""

from __future__ import annotations

import ast
import csv
import io
from pathlib import Path

import pytest

from tasks.render.pages.claims import _latex
from tasks.render.pages.downloads import table
from tasks.shared.text.spans import closed, lowered
from tasks.verify.pages import as_browsers_read
from tests.hostile_texts import Text, built, texts, warm

ROOT = Path(__file__).parents[1]
SIZE = 20_000
# A few of each kind; `python -m tests.hostile_texts` builds them all.
CHOSEN = [text for number, text in enumerate(texts(SIZE)) if number % 23 == 5]


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    warm()


@pytest.mark.parametrize("text", CHOSEN, ids=[text.name for text in CHOSEN])
def test_a_hostile_text_takes_no_longer_than_another_of_its_size(text: Text) -> None:
    found = built(text)
    assert "failed" not in found.dropped
    assert found.seconds < 60  # a megabyte; small texts pay for what every report costs, on a machine that may be busy


def test_nothing_that_is_read_from_disk_can_name_code() -> None:
    wrong = []
    for path in (*ROOT.glob("flows/**/*.py"), *ROOT.glob("tasks/**/*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in getattr(node, "names", [])] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            wrong += [f"{path}: {name}" for name in names if name in ("pickle", "marshal", "shelve", "dill")]
    assert wrong == []


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+1",
        "-1",
        "@a",
        " =1",
        "\t=1",
        "\u200b=1",
        "\uff1d1+1",
        "\ufe62x",
        "\u202e=1",
        "\n=1",
        "'=1",
        "\u22121",
        '"=1',
    ],
)
def test_a_cell_is_no_formula(cell: str) -> None:
    (line,) = csv.reader(io.StringIO(table([cell]), newline=""))
    assert line[0].startswith("'")


def test_no_program_finds_a_cell_inside_another() -> None:
    for separator in (";", "\t", "|", ","):
        rows = list(csv.reader(io.StringIO(table([f"a{separator}=1", "b"]), newline=""), delimiter=separator))
        assert not any(cell.startswith("=") for row in rows for cell in row)


def test_a_change_of_direction_ends_where_its_text_ends() -> None:
    assert closed("plain") == "plain"
    assert closed("a \u202eb") == "a \u202eb\u202c"
    assert closed("a \u2067\u202eb") == "a \u2067\u202eb\u202c\u2069"
    assert closed("a \u2069\u202c b") == "a  b"
    assert closed("\u2067a\u2069 b") == "\u2067a\u2069 b"


def test_a_title_is_no_command_of_latex() -> None:
    assert _latex("50% of {A} & B_1 \\input{/etc/passwd} ~ ^\n$x$ #") == (
        "50\\% of (A) \\& B\\_1 \\textbackslash{}input(/etc/passwd) \\textasciitilde{} \\textasciicircum{} \\$x\\$ \\#"
    )


def test_letters_that_grow_keep_their_places() -> None:
    for text in ("İstanbul", "ẞ ŉ İİ", "ΑΣ ΣΑ", "plain"):
        assert len(lowered(text)) == len(text)


@pytest.mark.parametrize("link", ["java\tscript:x", " javascript:x", "\x01java\nscript:x", "JAVA\r\nSCRIPT:x"])
def test_a_link_is_read_as_browsers_read_it(link: str) -> None:
    assert as_browsers_read(link).lower() == "javascript:x"
