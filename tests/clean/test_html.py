"""HTML pages: what is seen of them, which of it is the report, and what they say of themselves."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.clean import clean
from tasks.clean.html import read_html
from tasks.clean.html_metadata import read_head
from tasks.records import CleanSettings, Document
from tests.cases import Case, each_case
from tests.clean.helpers import NONE, document, lines, raw

BODY = (
    "<p>The council voted on Tuesday to close the harbour bridge for two weeks, after divers found cracks.</p>"
    "<p>The ferry will run twice an hour until the bridge is open again, the harbour master said.</p>"
    "<p>“The bridge has carried trams since 1931, and nobody has looked under it for ten years,” he told them.</p>"
)


def seen(content: str) -> list[str]:
    page = read_html(content)
    return [] if page is None else [line.text for line in page.page.lines]


@each_case("clean/html.txt")
def test_what_becomes_of_each_line(case: Case) -> None:
    content, expected = case.parts
    assert lines(content, "text/html") == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<p>One\n  two&nbsp; <b>three</b>,<br>four</p>five", ["One two three, four", "five"]),
        ("<div>One<p>two</p>three</div>", ["One", "two", "three"]),
        ("<p>One <script>two</script><style>three</style>four</p>", ["One four"]),
        (
            "<p hidden>One</p><p style='color:red; display : none'>two</p><p style=visibility:hidden>three</p>four",
            ["four"],
        ),
        ("<template><p>One</p></template><noscript>two</noscript><dialog>three</dialog>", []),
        ("<p>One<!-- two -->three</p>", ["Onethree"]),
        ("<table><tr><td>One</td><td>two</td></tr><tr><td><p>three</p></td></tr></table>", ["One two", "three"]),
        ("<ul><li>One<li>two</ul>", ["One", "two"]),
        ("<my-box>One</my-box><my-box>two</my-box>", ["One", "two"]),
        ("<p>One &lt;b&gt; two", ["One <b> two"]),
        ("<select><option>One</select><textarea>two</textarea>", []),
        ("<a href=/a><div>One</div><div>two</div></a>", ["One", "two"]),
    ],
)
def test_the_visible_text_is_one_block_a_line(content: str, expected: list[str]) -> None:
    assert seen(content) == expected


@pytest.mark.parametrize("mark", ['id="onetrust-consent-sdk"', 'class="c-cookie-banner open"', 'class="cookieConsent"'])
def test_consent_layers_never_become_text(mark: str) -> None:
    assert seen(f"<div {mark}><p>We use biscuits.</p></div>{BODY}") == seen(BODY)


def test_a_page_that_is_marked_for_consent_is_no_consent_layer() -> None:
    assert seen(f'<body class="has-cookie-banner"><div class="cookie-notice">{BODY}</div></body>') == seen(BODY)


def test_links_keep_their_target_and_their_place() -> None:
    linked = BODY.replace("the harbour master said", "<a href='/x y'> the  harbour master </a>said")
    result = document(f"<article><h1>Council closes bridge</h1>{linked}</article>", "text/html")
    found = [(link.target, result.text[link.start : link.end]) for link in result.links]
    assert found == [("/x y", "the harbour master")]


def test_structure_becomes_kinds_of_blocks() -> None:
    page = (
        f"<article><h1>Council closes bridge</h1>{BODY}<h2>What comes next</h2><blockquote><p>We found forty cracks in "
        f"the pier, and we shall find more of them.</p></blockquote><ul><li>The ferry runs twice an hour until then."
        f"</li></ul>{BODY.replace('Tuesday', 'Friday')}</article>"
    )
    kinds = [block.kind for block in document(page, "text/html").blocks]
    assert kinds[0] == "title"
    assert {"heading", "quote", "list", "paragraph"} <= set(kinds)


JSON_LD = """<script type="application/ld+json">{"@graph": [{"@type": "WebPage"}, {"@type": "NewsArticle",
"headline": "Council closes &amp; drains harbour", "author": [{"name": "By Ida Marsh"}, {"name": "Tomas Vale"}],
"publisher": {"name": "Lund Post"}, "datePublished": "2031-05-03T09:10:00+02:00", "dateModified": "2031-05-04"}]}
</script>"""
META = """<html lang="en-GB"><head><title>Harbour - Lund Post</title>
<meta property="og:title" content="Council closes bridge"><meta property="og:site_name" content="Lund Post">
<meta name="author" content="https://example.org/ida"><meta name="author" content="Second">
<meta property="article:published_time" content="2031-05-03T09:10:00Z">
<link rel="canonical" href="https://example.org/bridge"></head><body><p>The bridge.</body></html>"""
TITLE = "<head><meta property=og:title content='Council closes bridge'></head>"


def test_json_ld_goes_before_other_metadata() -> None:
    page = read_html(META.replace("<title>", JSON_LD + "<title>"))
    assert page is not None
    head = read_head(page.tree)
    assert head.title == ("Council closes & drains harbour", "JSON-LD headline")
    assert head.author == ("Ida Marsh, Tomas Vale", "JSON-LD author")
    assert head.publisher == ("Lund Post", "JSON-LD publisher")
    assert head.published == ("2031-05-03T09:10:00+02:00", "JSON-LD datePublished")
    assert head.modified == ("2031-05-04", "JSON-LD dateModified")


def test_every_value_says_where_it_comes_from() -> None:
    page = read_html(META)
    assert page is not None
    head = read_head(page.tree)
    assert head.title == ("Council closes bridge", "og:title")
    assert head.author is None
    assert head.published == ("2031-05-03T09:10:00+00:00", "article:published_time")
    assert head.language == ("en", "lang attribute")
    assert head.url == ("https://example.org/bridge", "canonical link")


@pytest.mark.parametrize(
    "json_ld",
    ["{", "[" * 100_000, '"text"', "null", '{"@type": "NewsArticle", "author": [[["x"]]], "headline": 3}', ""],
)
def test_broken_json_ld_is_passed_over(json_ld: str) -> None:
    page = read_html(f'<script type="application/ld+json">{json_ld}</script>{BODY}')
    assert page is not None
    assert read_head(page.tree).title is None


def test_a_title_in_the_text_has_its_place_and_one_that_is_not_has_none() -> None:
    shown = document(
        f"<head><meta property=og:title content='Council closes bridge'></head><h1>Council closes bridge</h1>{BODY}",
        "text/html",
    )
    assert shown.title is not None
    assert (shown.title.start, shown.title.end) == (0, 21)
    hidden = document(
        f"<head><meta property=og:title content='Council closes bridge'></head><div>{BODY}</div>", "text/html"
    )
    assert hidden.title is not None
    assert (hidden.title.exact, hidden.title.start, hidden.title.basis) == ("Council closes bridge", None, "og:title")


def test_text_below_ten_thousand_levels_is_found() -> None:
    page = "<div>" * 10_000 + "Deep text" + "</div>" * 10_000 + "<p>After the deep part.</p>"
    assert seen(page) == ["Deep text", "After the deep part."]


@pytest.mark.parametrize("cut", [0.3, 0.5, 0.8, 0.99])
def test_a_page_that_breaks_off_keeps_what_there_is(cut: float) -> None:
    page = f"<html>{TITLE}<body><article><h1>Council closes bridge</h1>{BODY}</article></body></html>"
    result = clean(raw(page[: int(len(page) * cut)], "text/html"), NONE, CleanSettings())
    assert isinstance(result, Document)
    assert "Council closes bridge" in result.text


@pytest.mark.parametrize(
    "content", ["", "<html></html>", "<script>let a = 1</script>", "<p style='display:none'>x</p>", "<!-- x"]
)
def test_a_page_without_text_is_dropped(content: str) -> None:
    result = clean(raw(content, "text/html"), NONE, CleanSettings())
    assert not isinstance(result, Document)
    assert result.reason == "no-text"


def test_a_page_of_more_tags_than_any_report_is_dropped() -> None:
    result = clean(raw("<b>" * 200_001, "text/html"), NONE, CleanSettings())
    assert not isinstance(result, Document)
    assert result.reason == "too-large"


def test_a_log_in_wall_is_doubted() -> None:
    page = f"<nav><a href=/>Home</a></nav><h1>Council closes bridge</h1>{BODY[:105]}<p>Subscribe</p><p>Log in</p>"
    result = document(page, "text/html")
    assert result.doubtful is not None


MILL = "The old mill of Lund is to be sold before winter, its owners said on Tuesday."
TOWN = "“Nobody grinds his corn here,” said Ida Marsh. The town will decide in May."


def data(body: str) -> str:
    return json.dumps({"@type": "NewsArticle", "headline": "Mill to be sold", "articleBody": body})


@pytest.mark.parametrize("body", [f"{MILL}\n\n{TOWN}", f"<p>{MILL}</p><p>{TOWN}</p>", f"{MILL}<br/>{TOWN}"])
def test_a_report_that_stands_in_the_data_of_a_page_alone_is_read_there(body: str) -> None:
    page = f"<head><title>Mill</title><script type='application/ld+json'>{data(body)}</script></head><div></div>"
    result = document(page, "text/html")
    assert [result.text[block.start : block.end] for block in result.blocks] == [MILL, TOWN]
    assert result.title is not None
    assert (result.title.exact, result.title.start) == ("Mill to be sold", None)
    assert result.doubtful is not None
    assert "articleBody" in result.doubtful


def test_data_that_repeat_what_the_page_shows_change_nothing() -> None:
    page = f"<head><script type='application/ld+json'>{data(f'{MILL} {TOWN}')}</script></head>{BODY}"
    assert document(page, "text/html").text == "\n".join(seen(BODY))


def test_a_page_that_hides_more_text_than_is_kept_is_doubted() -> None:
    fruit = ("Apples", "Pears", "Plums", "Quinces", "Medlars", "Cherries", "Currants", "Figs")
    other = "".join(
        f"<p>{each} keep until spring when they lie on straw, in a cellar that is cool.</p>" for each in fruit
    )
    shown = f"<h1>Council closes bridge</h1>{BODY}<p>{MILL} It has stood still for years.</p>"
    page = f"<article>{shown}</article><footer>{other}</footer>"
    result = document(page, "text/html")
    assert result.doubtful is not None
    assert "hidden" in result.doubtful


TAGS = st.sampled_from(
    (
        "<p>", "</p>", "<div>", "</div>", "<b>", "<a href=x>", "</a>", "<br>", "<td>", "<tr>", "<li>", "<h1>", "<svg>",
        "<!--", "-->", "<script>", "</script>", "&amp;", "&#x0;", "<",
    )
)  # fmt: skip


@given(st.lists(st.one_of(TAGS, st.text(max_size=12)), max_size=60).map("".join))
@settings(max_examples=200, deadline=None)
def test_lines_and_links_of_any_page_stand_in_its_text(content: str) -> None:
    html = read_html(content)
    if html is None:
        return
    page = html.page
    assert page.text == "\n".join(line.text for line in page.lines)
    for line in page.lines:
        assert page.text[line.start : line.end] == line.text == " ".join(line.text.split())
    for link in page.links:
        words = page.text[link.start : link.end]
        assert words
        assert words == words.strip()
        assert "\n" not in words
