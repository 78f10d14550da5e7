"""Files in tests/cases/inputs: which reports each holds, and what is kept and hidden of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tasks.records import Document
from tests.inputs.reading import hidden, kept, read, write

CASES = Path(__file__).parents[1] / "cases" / "inputs"
EXPECTED: dict[str, list[dict[str, Any]]] = json.loads((CASES / "expected.json").read_text("utf-8"))


def told(document: Document) -> dict[str, Any]:
    """What a report says of itself, the first words of what is kept, and what is hidden other than fields."""
    return {
        "address": document.path,
        "title": document.title.exact if document.title else None,
        "publisher": document.publisher.name if document.publisher else None,
        "byline": document.byline.name if document.byline else None,
        "published": document.published,
        "captured": document.captured,
        "url": document.url,
        "kept": [words[:24] for words in kept(document)],
        "hidden": {words[:24]: rule for words, rule in hidden(document).items() if rule != "export-field"},
    }


@pytest.mark.parametrize("name", EXPECTED)
def test_each_file_gives_its_reports(name: str, tmp_path: Path) -> None:
    documents, reasons = read(write(tmp_path, {name: (CASES / name).read_bytes()}))
    assert reasons == {}
    assert [told(document) for document in documents] == EXPECTED[name]


def test_every_case_is_looked_at() -> None:
    assert sorted(EXPECTED) == sorted(path.name for path in CASES.iterdir() if path.name != "expected.json")
