"""Pages and mails as programs save them: where they say that they are from, and when somebody saved them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tasks.records import Document
from tests.inputs.affair import ARTICLES
from tests.inputs.forms import mhtml, page
from tests.inputs.reading import kept, read, write

ARTICLE = ARTICLES[0]
BODY = "".join(f"<p>{row}</p>" for row in ARTICLE.body)
BARE = (
    f"<title>{ARTICLE.title} | Radio Veld</title><body><article><h1>{ARTICLE.title}</h1>{BODY}</article></body></html>"
)
SINGLE_FILE = """<!DOCTYPE html> <html lang=en><!--
 Page saved with SingleFile
 url: https://www.radioveld.example/2031/fire
 saved date: Mon Jun 02 2031 08:00:00 GMT+0200 (Central European Summer Time)
-->"""
WAYBACK = (
    '<!DOCTYPE html><html><head><link rel="x" href="https://web.archive.org/web/20310602080000/https://a.example/1">'
)


def one(folder: Path, name: str, content: bytes) -> Document:
    (document,), reasons = read(write(folder, {name: content}))
    assert reasons == {}
    return document


@pytest.mark.parametrize(
    ("content", "url", "captured", "publisher"),
    [
        (SINGLE_FILE + BARE, "https://www.radioveld.example/2031/fire", "2031-06-02T08:00:00+02:00", "Radio Veld"),
        (SINGLE_FILE.replace("radioveld", "other") + BARE, "https://www.other.example/2031/fire",
         "2031-06-02T08:00:00+02:00", None),
        ("<!-- saved from url=(0030)https://a.example/fire -->\n<html>" + BARE, "https://a.example/fire", None, None),
        (WAYBACK + BARE, "https://a.example/1", "2031-06-02T08:00:00+00:00", None),
    ],
)  # fmt: skip
def test_a_saved_page_says_where_it_is_from_and_when_it_was_saved(
    tmp_path: Path, content: str, url: str, captured: str | None, publisher: str | None
) -> None:
    document = one(tmp_path, "a.html", content.encode())
    assert (document.url, document.captured) == (url, captured)
    assert (document.publisher.name if document.publisher else None) == publisher
    assert document.published is None
    assert kept(document) == list(ARTICLE.body)


def test_mhtml_is_known_by_its_content(tmp_path: Path) -> None:
    document = one(tmp_path, "a.html", mhtml(ARTICLES[:1])["01.mhtml"])
    assert document.reader == "mail 1"
    assert (document.url, document.captured) == ("https://news.example/1", "2031-06-02T08:00:00+00:00")
    assert kept(document) == list(ARTICLE.body)


def newsletter(*links: str) -> bytes:
    items = "".join(
        f'<h2>{article.title}</h2><p>{article.body[0]} <a href="https://{at}.example/">{link}</a></p>'
        for at, (article, link) in enumerate(zip(ARTICLES, links, strict=False))
    )
    ends = '<p><a href="#">View in browser</a></p>', "<p>You are receiving this email. Unsubscribe</p>"
    return f"<html><body>{ends[0]}<h1>Letter</h1><p>May 8, 2031</p>{items}{ends[1]}</body></html>".encode()


def test_items_of_a_newsletter_that_name_their_outlets_are_read_apart(tmp_path: Path) -> None:
    documents, reasons = read(
        write(tmp_path, {"a.html": newsletter("Veldhaven Courier", "Northern Tribune", "Read on")})
    )
    assert reasons == {}
    assert [document.path for document in documents] == ["a.html#1", "a.html#2", "a.html#3"]
    assert [document.publisher.name if document.publisher else None for document in documents] == [
        "Veldhaven Courier",
        "Northern Tribune",
        None,
    ]
    assert {document.published for document in documents} == {"2031-05-08"}
    assert kept(documents[0]) == [ARTICLES[0].body[0]]


def test_a_newsletter_whose_items_name_no_outlet_is_doubted(tmp_path: Path) -> None:
    document = one(tmp_path, "a.html", newsletter("read more", "read more", "read more"))
    assert document.doubtful
    assert "3 items" in document.doubtful


def test_a_report_with_a_word_on_newsletters_is_not_doubted(tmp_path: Path) -> None:
    content = page(ARTICLE).replace("</article>", "<h2>More</h2></article><p>Unsubscribe from our newsletter</p>")
    assert one(tmp_path, "a.html", content.encode()).reader == ""
