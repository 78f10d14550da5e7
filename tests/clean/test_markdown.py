"""Markdown: the rendered text, its structure, its front matter."""

from __future__ import annotations

import pytest

from tasks.clean.markdown import read_markdown
from tasks.records import MediaType
from tests.clean.helpers import document, lines

MARKDOWN: MediaType = "text/markdown"


def rendered(content: str) -> list[str]:
    return [line.text for line in read_markdown(content).page.lines]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("# One *two*\n\nthree\n`four` **five**  \nsix", ["One two", "three four five six"]),
        ("- one\n- two\n  three\n\n1. four", ["one", "two three", "four"]),
        ("> one\n> two", ["one two"]),
        ("R&amp;D: 5 \\* 4 &nbsp;is\\&nbsp;20", ["R&D: 5 * 4 is&nbsp;20"]),
        ("[the ferry][f] sails\n\n[f]: http://a.example", ["the ferry sails"]),
        ("| a | b |\n|---|---|\n| c | d |", ["a b", "c d"]),
        ("    one\n    two", ["one", "two"]),
        ("[one](http://a.example) <http://b.example> ![two](c.png)", ["one http://b.example"]),
        ("one &amp; &lt;b&gt; \\*two\\*", ["one & <b> *two*"]),
        ("One\n===\n\ntwo\n\n***\n\nthree", ["One", "two", "three"]),
    ],
)
def test_the_text_is_what_is_rendered(content: str, expected: list[str]) -> None:
    assert rendered(content) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<script>one</script>\n\ntwo", ["two"]),
        ("one <script>two</script> three <b onclick=x>four</b>", ["one three four"]),
        ("<div style='display:none'>one</div>\n\ntwo", ["two"]),
        ("<p>one</p><p>two</p>", ["one", "two"]),
        ("one<br>two", ["one two"]),
        ("[one](javascript:alert(1))", ["[one](javascript:alert(1))"]),
    ],
)
def test_raw_html_is_never_rendered(content: str, expected: list[str]) -> None:
    assert rendered(content) == expected


def test_links_keep_their_target() -> None:
    result = document("# Bridge\n\nThe bridge is closed, [the  *mayor*](http://a.example/x) said.\n", MARKDOWN)
    assert [(link.target, result.text[link.start : link.end]) for link in result.links] == [
        ("http://a.example/x", "the mayor")
    ]


def test_structure_becomes_kinds_of_blocks() -> None:
    content = (
        "# Bridge closed\n\nThe harbour bridge is closed, the mayor said.\n\n## Next\n\n- The ferry runs.\n\n"
        "> “No.”\n\n"
        "| a | b |\n|-|-|\n| c | d |\n"
    )
    assert [row.split(":")[0] for row in lines(content, MARKDOWN).splitlines()] == [
        "title", "paragraph", "heading", "list", "quote", "table", "table",
    ]  # fmt: skip


FRONT_MATTER = """---
title: Council closes bridge
author: [Ida Marsh, Tomas Vale]
publisher: Lund Post
date: 2031-05-03T09:10:00+02:00
updated: 2031-05-04
lang: en-GB
url: https://example.org/bridge
---
"""


def test_front_matter_is_metadata_and_no_text() -> None:
    result = document(FRONT_MATTER + "# Council closes bridge\n\nThe bridge is closed, the mayor said.\n", MARKDOWN)
    assert result.text.startswith("Council closes bridge\nThe bridge")
    assert result.title is not None
    assert result.title.start == 0
    assert result.byline is not None
    assert (result.byline.name, result.byline.basis) == ("Ida Marsh, Tomas Vale", "front matter")
    assert result.publisher is not None
    assert result.publisher.name == "Lund Post"
    assert (result.published, result.modified) == ("2031-05-03T09:10:00+02:00", "2031-05-04")
    assert (result.language, result.url) == ("en", "https://example.org/bridge")


@pytest.mark.parametrize(
    "content",
    [
        "---\n- a list\n---\ntext",
        "---\na: [\n---\ntext",
        "---\n\ntext between rules\n\n---\n\ntext",
        "---\nno end",
        "--- \n\n---",
        '---\ntitle: !!int ""\n---\ntext',
        "---\ntitle: !!timestamp x\n---\ntext",
        "---\ntitle: !!bool x\n---\ntext",
        f"---\n? 0x{'f' * 5000}\n: x\n---\ntext",
    ],
)
def test_what_is_no_table_of_values_is_text(content: str) -> None:
    assert read_markdown(content).matter == {}


@pytest.mark.parametrize(
    "content", ["[" * 5_000, ">" * 5_000 + " x", "*a " * 10_000, "[a](b" * 5_000, "<" * 5_000, "`a" * 5_000]
)
def test_hostile_markdown_is_read(content: str) -> None:
    read_markdown(content)
