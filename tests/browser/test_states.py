"""Every kind of page in every state, in Chromium: wide and narrow, light and dark, on paper, without scripts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tasks.records import Page
from tests.browser.conftest import write
from tests.browser.looking import MODES, address, kinds, open_details, sideways, violations
from tests.render.test_every_page import site as made

STATES = ("seeds", "one", "five", "two hundred", "differing", "scripts", "nothing said", "empty")


@pytest.fixture(scope="session")
def state(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The folder of a site by the name of its state."""
    folders: dict[str, Path] = {}

    def folder(name: str) -> Path:
        if name not in folders:
            pages = tuple(Page(path, text.encode()) for path, text in made(name)[1].items())
            folders[name] = write(pages, tmp_path_factory.mktemp("state"))
        return folders[name]

    return folder


@pytest.mark.parametrize("name", ["seeds", "one", "scripts", "empty"])
def test_each_kind_of_page_has_no_fault_of_access(browser: Any, state: Callable[[str], Path], name: str) -> None:
    """Each page in one of the six modes in turn, so that the states together meet every kind in every mode."""
    site, faults = state(name), {}
    start = STATES.index(name)
    for place, kind in enumerate(kinds(site)):
        width, scheme = MODES[(start + place) % len(MODES)]
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        page.goto(address(site, kind))
        open_details(page)
        if found := violations(page):
            faults[kind, width, scheme] = found
        page.close()
    assert not faults


@pytest.mark.parametrize("name", STATES)
def test_no_page_scrolls_sideways_asks_outside_or_reports_an_error(
    browser: Any, state: Callable[[str], Path], name: str
) -> None:
    site = state(name)
    page = browser.new_page(viewport={"width": 320, "height": 900})
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: wrong.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    for kind in kinds(site):
        asked.clear()
        page.goto(address(site, kind))
        files = [url for url in asked if not url.startswith("data:")]
        assert all(url.startswith(site.as_uri()) for url in files), kind
        assert len(files) <= 4, kind
        open_details(page)
        assert not sideways(page), kind
        assert not wrong, kind
    page.close()


@pytest.mark.parametrize("name", ["seeds", "scripts"])
def test_nothing_moves_while_any_kind_of_page_loads(browser: Any, state: Callable[[str], Path], name: str) -> None:
    site = state(name)
    for width in (1280, 390, 320):
        context = browser.new_context(viewport={"width": width, "height": 900})
        context.add_init_script(
            "window.moved = 0; new PerformanceObserver(l => l.getEntries().forEach(e => window.moved += e.value))"
            ".observe({type: 'layout-shift', buffered: true})"
        )
        page = context.new_page()
        for kind in kinds(site):
            page.goto(address(site, kind))
            page.wait_for_timeout(40)
            assert page.evaluate("window.moved") <= 0.02, (kind, width)
        context.close()


def test_without_scripts_every_kind_of_page_shows_its_text_and_its_target(
    browser: Any, state: Callable[[str], Path]
) -> None:
    site = state("seeds")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for kind in kinds(site):
        page.goto(address(site, kind))
        assert page.locator("main").inner_text().strip(), kind
        chip = page.locator("main a.w[href*='#L']").first
        if chip.count():
            chip.click()
            assert "/source/" in page.url
            target = page.locator(":target")
            shown = target.locator("xpath=self::*[not(self::i)] | self::i/parent::*").first
            assert shown.is_visible(), kind
            assert (
                page.locator(".ln:target .v, .ln:has(i:target) .v").first.evaluate("e => getComputedStyle(e).boxShadow")
                != "none"
            )
    context.close()


@pytest.mark.parametrize("name", ["seeds", "scripts", "two hundred"])
def test_on_paper_all_is_dark_on_light_and_open(browser: Any, state: Callable[[str], Path], name: str) -> None:
    """In whatever theme the reader reads."""
    site = state(name)
    context = browser.new_context(color_scheme="dark")
    context.add_init_script("try { localStorage.setItem('dossier-theme', 'dark') } catch (e) {}")
    page = context.new_page()
    for kind in kinds(site):
        page.goto(address(site, kind))
        page.emulate_media(media="print", color_scheme="dark")
        ink, paper = page.evaluate("(s => [s.color, s.backgroundColor])(getComputedStyle(document.documentElement))")
        assert (ink, paper) == ("rgb(20, 25, 28)", "rgb(255, 255, 255)"), kind
        assert not page.locator("header nav, header form, .copy, .pager").locator("visible=true").count(), kind
        for inside in page.locator("details > :not(summary)").all():
            assert inside.is_visible(), kind
        for mark in page.locator(".en:not(.plan)").all()[:3]:
            style = "e => (s => [s.printColorAdjust, s.backgroundColor])(getComputedStyle(e, '::before'))"
            assert mark.evaluate(style) == ["exact", "rgb(51, 51, 51)"], kind
        for chip in page.locator("main a.w").all()[:3]:
            style = "e => (s => [s.printColorAdjust, s.borderTopStyle])(getComputedStyle(e))"
            assert chip.evaluate(style) == ["exact", "solid"]
        assert page.pdf(format="A4").startswith(b"%PDF"), kind
    page.goto(address(site, "index.html"))
    assert name == "seeds" or page.locator(".key li").first.is_visible()
    context.close()


def test_on_a_phone_a_claim_stands_above_its_letters_in_their_columns(
    browser: Any, state: Callable[[str], Path]
) -> None:
    site = state("seeds")
    page = browser.new_page(viewport={"width": 320, "height": 900})
    page.goto(address(site, "story/halvorsky-inspectors.html"))
    table = page.locator("table.cov")
    heads = [head.bounding_box() for head in table.locator("thead th.c").all()]
    assert len(heads) == 11
    for row in table.locator("tbody tr[data-c]").all():
        title, cells = row.locator("th").bounding_box(), [cell.bounding_box() for cell in row.locator("td.c").all()]
        assert title["width"] >= 280
        assert all(cell["y"] >= title["y"] + title["height"] - 1 for cell in cells)
        assert [cell["x"] for cell in cells] == [head["x"] for head in heads]
    for chip in table.locator("a.w").all()[:5]:
        assert min(chip.bounding_box()["width"], chip.bounding_box()["height"]) >= 24
    page.close()


@pytest.mark.parametrize("width", [390, 320])
def test_on_a_phone_all_of_the_navigation_shows(browser: Any, state: Callable[[str], Path], width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(address(state("seeds"), "speaker/index.html"))
    links = page.locator("header nav a").all()
    assert len(links) == 10
    for link in links:
        box = link.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    page.close()


def test_on_a_phone_a_source_is_a_row_of_its_own_width(browser: Any, state: Callable[[str], Path]) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 900})
    page.goto(address(state("seeds"), "source/index.html"))
    for title in page.locator("table.src tbody th").all():
        assert title.bounding_box()["width"] >= 240
    told = page.locator("table.src tbody tr").first.locator("[data-h='Claims']")
    assert told.evaluate("e => getComputedStyle(e, '::before').content").startswith('"Claims')
    page.close()


def test_words_of_documents_are_never_bold(browser: Any, state: Callable[[str], Path]) -> None:
    """The serif comes in one weight; a browser's imitation of another is no face of its own."""
    site = state("seeds")
    page = browser.new_page()
    for kind in kinds(site):
        page.goto(address(site, kind))
        weights = page.evaluate("[...document.querySelectorAll('.v')].map(e => getComputedStyle(e).fontWeight)")
        assert set(weights) <= {"400"}, kind
    page.close()


def test_text_from_right_to_left_runs_that_way(browser: Any, state: Callable[[str], Path]) -> None:
    page = browser.new_page()
    page.goto(address(state("scripts"), "source/c.html"))
    directions = page.evaluate("[...document.querySelectorAll('.text p.v')].map(e => getComputedStyle(e).direction)")
    assert set(directions) == {"rtl"}
    assert page.locator(".mg").first.evaluate("e => getComputedStyle(e).direction") == "ltr"
    page.close()


def test_a_long_title_is_smaller_than_a_short_one(browser: Any, state: Callable[[str], Path]) -> None:
    page = browser.new_page()
    sizes = []
    for name in ("scripts", "five"):
        page.goto(address(state(name), "index.html"))
        sizes.append(page.locator("h1").evaluate("e => parseFloat(getComputedStyle(e).fontSize)"))
    assert sizes == [26, 36]
    page.close()


def test_the_copy_button_covers_no_word_of_the_citation(browser: Any, state: Callable[[str], Path]) -> None:
    site = state("seeds")
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto(address(site, next(kind for kind in kinds(site) if kind.startswith("claim/c-"))))
    button = page.locator(".copy").first.bounding_box()
    lines = page.locator(".cite pre").first.evaluate(
        "e => { const r = document.createRange(); r.selectNodeContents(e);"
        " return [...r.getClientRects()].map(b => [b.right, b.top + scrollY, b.bottom + scrollY]) }"
    )
    top = button["y"] + page.evaluate("scrollY")
    for right, upper, lower in lines:
        assert right <= button["x"] or lower <= top or upper >= top + button["height"]
    page.close()
