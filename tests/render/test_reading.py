"""What a reader finds, and in how few steps: on the site of the sample corpus."""

from __future__ import annotations

import re
from collections import deque
from posixpath import dirname, join, normpath

import pytest
from lxml import html

from tasks.records import PublishedStory
from tasks.render.pages.method import _setting
from tasks.render.story_index import StoryIndex
from tasks.render.text_runs import Ground, clipped
from tests.render.sample import sample
from tests.render.test_every_page import folded, site
from tests.render.whole import Dossier, stories

STORY = "story/halvorsky-inspectors.html"


def tree(path: str) -> html.HtmlElement:
    return html.document_fromstring(site("seeds")[1][path])


def dossier() -> Dossier:
    return site("seeds")[0]


def main_story() -> PublishedStory:
    return next(story for story in dossier().stories if f"story/{story.slug}.html" == STORY)


def steps() -> dict[str, int]:
    """How many links lie between the overview and each page."""
    _, pages = site("seeds")
    far, queue = {"index.html": 0}, deque(["index.html"])
    while queue:
        path = queue.popleft()
        for href in tree(path).xpath("//a/@href[not(contains(., '://'))]"):
            to = normpath(join(dirname(path), href.partition("#")[0])) if href.partition("#")[0] else path
            if to in pages and to.endswith(".html") and to not in far:
                far[to] = far[path] + 1
                queue.append(to)
    return far


def test_every_page_is_reached_and_the_ways_are_short() -> None:
    """Topics, differences, sources and who is quoted most in two steps although there are two stories."""
    far = steps()
    pages = [path for path in site("seeds")[1] if path.endswith(".html")]
    assert set(pages) <= set(far)
    for path in pages:
        if re.match(r"topic/|conflict/|source/|quote/index|speaker/index|timeline|build|data/", path):
            assert far[path] <= 2, path
    assert max(far.values()) <= 3


def test_an_overview_leads_to_each_topic_of_its_story_and_to_those_quoted_most() -> None:
    hrefs = tree(STORY).xpath("//div[@class='head']//p[@class='meta']/a/@href")
    topics = {f"../topic/{topic.slug}.html" for topic in dossier().topics if topic.story == main_story().id}
    assert topics < set(hrefs)
    assert "../speaker/iosif-halvorsky.html" in hrefs
    assert len([href for href in hrefs if re.match(r"../speaker/(?!index)", href)]) == 8


def test_topics_of_the_overviews_table_are_links() -> None:
    heads = tree(STORY).xpath("//table[contains(@class, 'cov')]//tr[@class='g']/th")
    assert heads
    assert all(head.xpath("./a[starts-with(@href, '../topic/')]") for head in heads)


def test_a_claims_differences_are_shown_with_their_readings_on_its_own_page() -> None:
    claim = next(c for c in dossier().claims if c.conflicts and f"claim/{c.id}.html" in site("seeds")[1])
    conflict = next(c for c in dossier().conflicts if c.id == claim.conflicts[0])
    [section] = tree(f"claim/{claim.id}.html").xpath("//section[@aria-labelledby='di']")
    assert len(section.xpath(".//li")) == len(claim.conflicts)
    assert len(section.xpath(f".//li[@id='{conflict.id}']/div[@class='r']")) == len(conflict.sides)


def test_speakers_lead_to_the_quotations() -> None:
    [link] = tree("speaker/index.html").xpath("//a[@href='../quote/index.html']/text()")
    assert link == f"All {len(dossier().utterances)} quotations in several documents or wordings"


def test_names_begin_their_row_with_a_capital() -> None:
    names = tree("speaker/index.html").xpath("//tbody/tr/th/a/text()")
    assert [name for name in names if name[0].islower()] == []


def test_a_speaker_is_found_by_every_name_under_which_the_documents_quote_him() -> None:
    for look in map(StoryIndex, stories(dossier())):
        for quotation in (said for entry in look.speakers.values() for said in entry.quotations):
            assert quotation.speaker is not None
            assert look.speaker_href(quotation.speaker.name), quotation.speaker.name


def test_lines_left_out_in_a_row_by_one_rule_are_one_row_with_all_their_lines() -> None:
    document = next(d for d in dossier().documents if d.path == "courier-telephone-call.html")
    [row] = tree("source/a.html").xpath("//li[@id='L1']")
    assert row.xpath("./i/@id") == ["L2", "L3", "L4"]
    assert row.xpath("./span[1]/text()") == ["1–4"]
    [words] = row.xpath("./span[@class='v']")
    assert words.text_content() == document.text[int(words.get("data-s")) : int(words.get("data-n"))]
    assert words.text_content().splitlines() == ["Home", "World", "Harbour", "Sport"]


@pytest.mark.parametrize("siglum", ["a", "b", "d", "k"])
def test_what_was_left_out_is_complete(siglum: str) -> None:
    document = next(d for d in dossier().documents if d.siglum == siglum.upper())
    shown = folded(" ".join(tree(f"source/{siglum}.html").xpath("//details//li/*[@class='v']//text()")))
    for removed in document.removed:
        assert folded(document.text[removed.start : removed.end]) in shown


def test_a_date_that_a_line_does_not_print_stands_beside_it() -> None:
    [line] = tree("source/a.html").xpath("//div[@id='L9']")
    assert [folded(item.text_content()) for item in line.xpath("./ul/li[not(.//a)]")] == [
        "on Wednesday: 26 Mar 2031, inferred",
        "this month: Mar 2031, inferred",
    ]


def test_a_claim_of_one_document_says_in_the_margin_who_says_it() -> None:
    texts = [folded(item.text_content()) for item in tree("source/a.html").xpath("//li[@class='al']")]
    assert texts
    assert all(re.match(r"Only here(, said by \S|$)", text) for text in texts)


def test_a_publisher_that_is_not_stated_is_not_called_by_a_byline() -> None:
    made = sample()
    names = {document.publisher.name for document in made.documents if document.publisher is not None}
    page = html.document_fromstring(site("hand")[1]["index.html"])
    rows = page.xpath("//section[@aria-labelledby='op']//li/span[1]/text()")
    assert rows
    for row in rows:
        assert row.rpartition(":")[0] in names | {"Publisher not stated"}


def test_a_cluster_of_days_is_told_by_what_the_summary_cites() -> None:
    """Where as many documents carry it as any other claim of these days."""
    told = [folded(item) for item in tree(STORY).xpath("//ol[@class='strip']/li/b/text()")]
    assert len(told) == 3
    cited = {sentence.claim for sentence in main_story().summary}
    shown = tree(STORY).xpath("//ol[@class='strip']/li/span[@class='ws']/@data-c")
    assert cited & set(shown)


def test_an_ellipsis_is_never_a_line_of_its_own() -> None:
    text = "one two three four five six seven eight"
    assert clipped(Ground("A", text, "en"), 0, len(text), 20).after == "\xa0…"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (None, "not set"),
        ({}, "not set"),
        ({"join": 3.6, "story": 0.25}, "join 3.6, story 0.25"),
        (["drafts/*", "README.md"], "drafts/*, README.md"),
        (0, "0"),
    ],
)
def test_a_setting_is_written_as_a_reader_writes_it(value: object, told: str) -> None:
    assert _setting(value) == told


def test_a_cited_title_stands_in_quotation_marks() -> None:
    texts = [tree(path).xpath("string(//pre[@data-copy])") for path in site("seeds")[1] if path.startswith("claim/c-")]
    assert texts
    assert all(re.match(r"c-[0-9a-f]{8}, .*”, The closing of the Grevik Dam, build ", text) for text in texts)
