"""Tables of articles as crawlers and news services write them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.inputs.affair import ARTICLES
from tests.inputs.reading import kept, read, write

A = ARTICLES[0]
TEXT = "\n\n".join(A.body)
NEWSPAPER4K = {
    "title": A.title,
    "text": TEXT,
    "authors": [A.author],
    "publish_date": f"{A.day} 00:00:00",
    "source_url": "https://news.example",
    "url": "https://news.example/1",
    "summary": "",
    "meta_lang": "en",
}
NEWSAPI = {
    "status": "ok",
    "totalResults": 1,
    "articles": [
        {
            "source": {"id": None, "name": A.outlet},
            "author": A.author,
            "title": A.title,
            "description": "The hall is gone.",
            "url": "https://news.example/1",
            "publishedAt": f"{A.day}T06:00:00Z",
            "content": TEXT,
        }
    ],
}
MEDIA_CLOUD = {
    "id": 7,
    "media_name": A.outlet,
    "publish_date": A.day,
    "title": A.title,
    "url": "https://news.example/1",
    "text": TEXT,
    "indexed_date": "2031-06-02T08:00:00Z",
}
MARKUP = {"headline": A.title, "body": "".join(f"<p>{row}</p>" for row in A.body), "date": A.day}


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (NEWSPAPER4K, (None, A.author, A.day, "https://news.example/1", None)),
        (NEWSAPI, (A.outlet, A.author, f"{A.day}T06:00:00+00:00", "https://news.example/1", None)),
        (MEDIA_CLOUD, (A.outlet, None, A.day, "https://news.example/1", "2031-06-02T08:00:00+00:00")),
        (MARKUP, (None, None, A.day, None, None)),
    ],
)
def test_the_columns_of_known_programs_are_known(tmp_path: Path, record: Any, said: tuple[object, ...]) -> None:
    (document,), reasons = read(write(tmp_path, {"a.json": json.dumps(record).encode()}))
    assert reasons == {}
    publisher = document.publisher.name if document.publisher else None
    byline = document.byline.name if document.byline else None
    assert (publisher, byline, document.published, document.url, document.captured) == said
    assert document.title
    assert document.title.exact == A.title
    assert kept(document) == list(A.body)


def test_a_text_that_the_service_cut_is_doubted(tmp_path: Path) -> None:
    record = {"title": A.title, "content": f"{A.body[0]} {A.body[1]}… [+1234 chars]", "publishedAt": A.day}
    (document,), _ = read(write(tmp_path, {"a.json": json.dumps([record]).encode()}))
    assert document.doubtful == "the table holds only the beginning of its text"
    assert "1234" not in " ".join(kept(document))


def test_a_record_without_a_text_is_left_out_by_itself(tmp_path: Path) -> None:
    rows = [{"title": "One", "text": TEXT}, {"title": "Two", "text": ""}, {"title": "Three", "text": TEXT}]
    lines = "\n".join(map(json.dumps, rows))
    documents, reasons = read(write(tmp_path, {"a.jsonl": lines.encode()}))
    assert [document.path for document in documents] == ["a.jsonl#1", "a.jsonl#3"]
    assert reasons == {"a.jsonl#2": "no-text"}
