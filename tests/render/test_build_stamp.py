"""Since which build a page stands."""

from __future__ import annotations

from tasks.render.build_stamp import SINCE, dated


def page(build: str, words: str = "Nine speakers.") -> bytes:
    return (
        f"<p>{words} <code>b-11111111</code></p><footer>Build <code>{build}</code> from 4 documents</footer>".encode()
    )


def test_a_page_that_nobody_knows_stands_since_this_build() -> None:
    assert dated(page(SINCE), b"", "b-22222222") == page("b-22222222")


def test_a_page_that_is_the_same_keeps_the_build_that_it_named() -> None:
    assert dated(page(SINCE), page("b-0a0a0a0a"), "b-22222222") == page("b-0a0a0a0a")


def test_a_page_that_changed_stands_since_this_build() -> None:
    assert dated(page(SINCE), page("b-0a0a0a0a", "Ten speakers."), "b-22222222") == page("b-22222222")


def test_a_page_that_is_damaged_is_made_anew() -> None:
    assert dated(page(SINCE), b"<footer>", "b-22222222") == page("b-22222222")
