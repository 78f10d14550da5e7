"""What a reader meets, in Chromium: no error, no outside request, nothing out of reach, with and without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.looking import MODES, WIDTHS, address, open_details, sideways, violations
from tests.render.sample import sample
from tests.render.whole import Dossier

KINDS = (
    "index.html",
    "topic/index.html",
    "topic/cracks.html",
    "claim/index.html",
    "claim/c-00000002.html",
    "conflict/index.html",
    "conflict/d-00000001.html",
    "quote/index.html",
    "quote/q-00000001.html",
    "speaker/index.html",
    "speaker/ruben-asker.html",
    "timeline.html",
    "source/index.html",
    "source/a.html",
    "source/d.html",
    "changes.html",
    "build.html",
    "search.html",
    "data/index.html",
)
LARGE = ("index.html", "story/story-1.html", "claim/index.html", "search.html")


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_asks_for_nothing_outside_the_site_and_reports_no_error(page: Any, site: Path, kind: str) -> None:
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: wrong.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(address(site, kind))
    assert not wrong
    assert all(url.startswith((site.as_uri(), "data:")) for url in asked)
    assert len([url for url in asked if not url.startswith("data:")]) <= 4


def test_a_machine_without_any_of_the_fallback_fonts_reports_no_error(page: Any, site: Path) -> None:
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.add_init_script("FontFace.prototype.load = () => Promise.reject(new DOMException('none', 'NetworkError'))")
    page.goto(address(site, "index.html"))
    page.wait_for_timeout(100)  # a rejection that nobody catches is reported after the script has ended
    assert page.evaluate("document.fonts.size") > 0
    assert not wrong


@pytest.mark.parametrize(("width", "scheme"), MODES)
def test_no_page_has_a_fault_of_access_or_scrolls_sideways(browser: Any, site: Path, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    faults = {}
    for kind in KINDS:
        page.goto(address(site, kind))
        open_details(page)
        found = violations(page) + sideways(page)
        if found:
            faults[kind] = found
    context.close()
    assert not faults


@pytest.mark.parametrize("path", LARGE)
def test_a_large_site_has_no_fault_of_access_and_does_not_scroll_sideways(browser: Any, large: Path, path: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 900})
    page = context.new_page()
    page.goto(address(large, path))
    assert not sideways(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    assert not violations(page) + sideways(page)
    context.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_moves_while_a_page_loads(browser: Any, site: Path, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    context.add_init_script(
        "window.moved = 0; new PerformanceObserver(l => l.getEntries().forEach(e => window.moved += e.value))"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    page = context.new_page()
    for kind in ("index.html", "topic/cracks.html", "claim/c-00000002.html", "source/a.html"):
        page.goto(address(site, kind))
        page.wait_for_timeout(100)
        assert page.evaluate("window.moved") <= 0.02, kind
    context.close()


def test_without_scripts_every_chip_leads_to_the_line_that_holds_its_passage(browser: Any, site: Path) -> None:
    dossier = sample()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for claim in dossier.claims:
        for evidence in claim.evidence:
            source = next(document for document in dossier.documents if document.id == evidence.document)
            line = source.text.count("\n", 0, evidence.start) + 1
            page.goto(f"{address(site, f'source/{source.siglum.lower()}.html')}#L{line}")
            row = page.locator(f"[id='L{line}']")
            words = " ".join(row.text_content().split())
            assert " ".join(evidence.exact.split()) in words
    context.close()


def test_every_verbatim_element_stands_in_the_document_it_names(page: Any, site: Path) -> None:
    texts = {document.siglum: " ".join(document.text.split()) for document in sample().documents}
    for path in sorted(site.rglob("*.html")):
        page.goto(path.as_uri())
        for siglum, words in page.evaluate(
            "[...document.querySelectorAll('.v')].map(e => [e.dataset.d, e.textContent])"
        ):
            assert " ".join(words.split()) in texts[siglum], path


@pytest.mark.parametrize("opening", ["click", "Enter"])
def test_a_chip_opens_its_passage_and_esc_returns_to_the_chip(page: Any, site: Path, opening: str) -> None:
    page.goto(address(site, "topic/cracks.html"))
    chip = page.locator("tr[data-c='c-00000002'] a.w").first
    if opening == "click":
        chip.click()
    else:
        chip.focus()
        page.keyboard.press("Enter")
    page.wait_for_selector(".pop:popover-open")
    assert page.locator(".pop mark").text_content() == "We found forty cracks in the east wall,"
    assert "Attributed to Ruben Asker via Radio Tarn" in page.locator(".pop").text_content()
    assert page.evaluate("document.activeElement.className") == "pop"
    assert page.locator(".pop a").last.text_content() == "Who else reports this"
    assert page.locator(".pop a").last.evaluate("e => e.href") == address(site, "claim/c-00000002.html")
    page.keyboard.press("Escape")
    assert page.locator(".pop:popover-open").count() == 0
    assert chip.evaluate("e => e === document.activeElement")


@pytest.mark.parametrize(("width", "scheme"), MODES)
def test_an_open_passage_has_no_fault_of_access(browser: Any, site: Path, width: int, scheme: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(address(site, "topic/cracks.html"))
    page.locator("tr[data-c='c-00000002'] a.w").first.click()
    page.wait_for_selector(".pop:popover-open")
    assert not violations(page) + sideways(page)
    page.close()


def test_a_click_beside_an_open_passage_closes_it(page: Any, site: Path) -> None:
    page.goto(address(site, "topic/cracks.html"))
    chip = page.locator("tr[data-c='c-00000002'] a.w").first
    chip.click()
    page.wait_for_selector(".pop:popover-open")
    assert chip.get_attribute("aria-expanded") == "true"
    page.mouse.click(5, 5)
    assert page.locator(".pop:popover-open").count() == 0
    assert chip.get_attribute("aria-expanded") == "false"


def test_a_passage_that_only_its_document_carries_leads_to_no_claim_page(page: Any, site: Path) -> None:
    page.goto(address(site, "claim/index.html"))
    page.locator("li#c-00000004 a.w").first.click()
    page.wait_for_selector(".pop:popover-open")
    assert page.locator(".pop a").count() == 1


def test_on_a_claims_own_page_a_passage_does_not_lead_to_where_the_reader_is(page: Any, site: Path) -> None:
    page.goto(address(site, "claim/c-00000002.html"))
    page.locator("ol.ev a.w").first.click()
    page.wait_for_selector(".pop:popover-open")
    assert page.locator(".pop a").count() == 1


def test_a_chip_followed_with_a_modifier_is_a_plain_link(page: Any, site: Path) -> None:
    page.goto(address(site, "topic/cracks.html"))
    with page.context.expect_page() as opened:
        page.locator("tr[data-c='c-00000002'] a.w").first.click(modifiers=["Control"])
    assert opened.value.url.endswith("source/a.html#L8")


def test_on_a_narrow_screen_the_passage_comes_from_below(browser: Any, site: Path) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, color_scheme="dark")
    page = context.new_page()
    page.goto(address(site, "topic/cracks.html"))
    page.locator("tr[data-c='c-00000002'] a.w").first.click()
    page.wait_for_selector(".pop:popover-open")
    box = page.locator(".pop").bounding_box()
    assert (box["x"], box["width"], round(box["y"] + box["height"])) == (0, 390, 800)
    context.close()


def test_the_keys_j_and_k_go_from_passage_to_passage(page: Any, site: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address(site, "source/a.html"))
    assert not any("steps.js" in url for url in asked)
    for key, anchor in (("j", "s6-0"), ("j", "s8-0"), ("k", "s6-0")):
        page.keyboard.press(key)
        page.wait_for_function(f"location.hash === '#{anchor}'", timeout=2000)


def test_the_slash_key_goes_to_the_search_field(page: Any, site: Path) -> None:
    page.goto(address(site, "index.html"))
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"


@pytest.mark.parametrize("words", ["forty cracks", "FORTY", "crac"])
def test_a_search_from_disk_shows_who_said_it_and_where(page: Any, site: Path, words: str) -> None:
    page.goto(address(site, "index.html"))
    page.locator("header input[type=search]").fill(words)
    page.keyboard.press("Enter")
    page.wait_for_selector("#found li")
    first = page.locator("#found li", has=page.locator("a[href*='c-00000002']")).first
    assert "Ruben Asker said" in first.text_content()
    assert first.locator("a.w").all_text_contents() == ["A", "B"]
    assert first.locator("mark").count() >= 1
    assert not violations(page)


@pytest.mark.parametrize("place", ["disk", "server"])
def test_a_search_by_keyboard_alone_shows_who_and_which_document_and_leads_there(
    page: Any, site: Path, served: str, place: str
) -> None:
    page.goto(f"{served}/index.html" if place == "server" else address(site, "index.html"))
    page.keyboard.press("/")
    page.keyboard.type("forty cracks wall")
    page.keyboard.press("Enter")
    page.wait_for_selector("#found li")
    first = page.locator("#found li", has=page.locator("a[href*='c-00000002']")).first
    assert first.locator("small").text_content() == "Oda Lindqvist, 4 Mar 2031 and 1 more"
    assert first.locator("a.w").first.get_attribute("aria-label") == "A, Oda Lindqvist, 4 Mar 2031: quoted"
    link = first.locator("a[href*='c-00000002']")
    for _ in range(60):
        page.keyboard.press("Tab")
        if link.evaluate("e => e === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/claim/c-00000002.html")


def test_a_result_does_not_name_twice_whom_its_words_name(page: Any, site: Path) -> None:
    page.goto(address(site, "search.html") + "?q=water")
    page.wait_for_selector("#found li")
    for told in page.locator("#found li").all_text_contents():
        assert not re.search(r"\b(.{4,}) said \1 (said|has said)", told)
        assert not re.match(r"(Claim|Quotation) [a-z]\w* said", told)


def test_on_a_narrow_screen_a_result_has_the_width_of_the_screen(browser: Any, site: Path) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto(address(site, "search.html") + "?q=cracks")
    page.wait_for_selector("#found li")
    row = page.locator("#found li", has=page.locator("a.w")).first
    words = row.locator("> span").first
    letters = row.locator(".ws").bounding_box()["width"]
    assert words.bounding_box()["width"] >= row.bounding_box()["width"] - letters - 20
    assert row.locator(".kind").bounding_box()["x"] == words.bounding_box()["x"]
    page.close()


@pytest.mark.parametrize("words", ["zzzz", "a-b (c", "[x] *", "%5C%2F$"])
def test_a_search_that_finds_nothing_says_so(page: Any, site: Path, words: str) -> None:
    page.goto(address(site, "search.html") + f"?q={words}")
    page.wait_for_function("document.getElementById('told').textContent.includes('Nothing')")
    assert page.locator("#found li").count() == 0


def test_a_search_among_many_entries_finds_by_every_word(page: Any, large: Path) -> None:
    page.goto(address(large, "search.html"))
    assert int(re.sub(r"\D", "", page.locator("#told").text_content())) > 1000
    page.locator("#find").focus()
    page.keyboard.type("harbour day 120")
    page.wait_for_selector("#found li")
    assert "Report of" in page.locator("#found li small").first.text_content()
    assert "on day 120 of the year" in page.locator("#found li").first.text_content()


def test_the_search_works_on_a_server_below_a_path(page: Any, served: str) -> None:
    page.goto(f"{served}/search.html?q=dust")
    page.wait_for_selector("#found li")
    page.locator("#found li a").first.click()
    assert page.url.startswith(served)


def test_the_theme_button_changes_the_theme_and_keeps_it(page: Any, served: str) -> None:
    page.goto(f"{served}/index.html")
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_role("button", name="Dark theme").click()
    dark = page.evaluate(paper)
    page.goto(f"{served}/build.html")
    assert light != dark
    assert page.evaluate(paper) == dark


def test_a_citation_can_be_copied(browser: Any, served: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{served}/claim/c-00000002.html")
    page.locator(".copy").first.click()
    page.wait_for_function("document.querySelector('.copy').textContent === 'Copied'")
    assert "c-00000002" in page.evaluate("navigator.clipboard.readText()")
    context.close()


def test_on_paper_everything_is_open_and_controls_are_gone(page: Any, site: Path) -> None:
    page.goto(address(site, "source/a.html"))
    page.emulate_media(media="print")
    assert page.locator(".cut li").first.is_visible()
    assert not page.locator("header nav").is_visible()
    assert len(page.pdf(format="A4")) > 1000


def test_counts_on_a_claim_page_equal_the_rows_shown(page: Any, site: Path) -> None:
    dossier: Dossier = sample()
    for claim in dossier.claims:
        if (site / f"claim/{claim.id}.html").exists():
            page.goto(address(site, f"claim/{claim.id}.html"))
            letters = page.locator("section > ol.ev > li > span > a.w").all_text_contents()
            assert len(set(letters)) == claim.documents
            told = page.locator(".lad .t").first.text_content()
            assert re.match(rf"{claim.documents} of 4: {', '.join(sorted(set(letters)))}$", told)


def test_a_permalink_of_a_claim_without_a_page_shows_its_place(page: Any, site: Path) -> None:
    page.goto(address(site, "source/c.html") + "#c-00000004")
    assert page.locator(":target").is_visible()


def test_a_script_that_is_not_of_the_site_does_not_run(browser: Any, site: Path) -> None:
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto((site / "index.html").as_uri())
    page.wait_for_function("!document.querySelector('.theme').disabled")
    assert said == []
    page.evaluate(
        "var s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.appendChild(s);"
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran = 2\">')"
    )
    page.wait_for_timeout(200)
    assert page.evaluate("window.ran") is None
    assert [line for line in said if "Content Security Policy" in line]
    page.close()
