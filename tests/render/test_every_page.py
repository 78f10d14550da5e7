"""What holds for every page of every site: of the sample corpus, of dossiers of one to 2,000 documents, of any script.

What a browser alone can tell stands in `tests/browser`.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote

import pytest
from lxml import html

from flows.build import build
from flows.engine.scheduler import Run
from tasks.read import read_settings
from tasks.shared.text.spans import line_at, line_starts
from tests.render.sample import sample
from tests.render.states import differing, many, scripts
from tests.render.test_states import FORBIDDEN, own_words
from tests.render.whole import Dossier, rendered

pytestmark = pytest.mark.slow

SEEDS = Path(__file__).parents[2] / "seeds"
MADE = {
    "hand": sample,
    "one": lambda: many(1, 6),
    "five": lambda: many(5, 60),
    "two hundred": lambda: many(200, 400),
    "two thousand": lambda: many(2000, 2000),
    "differing": lambda: differing(14),
    "scripts": scripts,
    "nothing said": lambda: many(3, 0),
    "empty": lambda: many(0, 0).model_copy(update={"stories": ()}),
}
EVERY = ("seeds", *MADE)
LARGE = "two thousand"
STEP = 40  # of the largest site every 40th page of a kind is read


@cache
def site(name: str) -> tuple[Dossier, dict[str, str]]:
    """A dossier and its pages by path."""
    if name == "seeds":
        with TemporaryDirectory() as scratch:
            out = Path(scratch) / "site"
            build(SEEDS, out, read_settings(SEEDS, {}), Run())
            found = [path for path in out.rglob("*") if path.is_file()]
            files = {path.relative_to(out).as_posix(): path.read_text("utf-8") for path in found}
            return _published(files), files
    dossier = MADE[name]()
    return dossier, {page.path: page.content.decode() for page in rendered(dossier)}


def _published(files: dict[str, str]) -> Dossier:
    """The dossier as its data have it."""
    rows = {
        name: [json.loads(line) for line in files[f"data/{name}.jsonl"].split("\n") if line]
        for name, field in Dossier.model_fields.items()
        if f"data/{name}.jsonl" in files and field.is_required()
    }
    whole = {name: json.loads(files[f"data/{name}.json"]) for name in ("build", "changes")}
    return Dossier.model_validate_json(json.dumps(rows | whole))


def trees(name: str) -> Iterator[tuple[str, html.HtmlElement]]:
    """The pages of a site, parsed; of the largest some of each kind."""
    seen = Counter[str]()
    for path, page in site(name)[1].items():
        if path.endswith(".html"):
            kind = path.rpartition("/")[0]
            seen[kind] += 1
            if name != LARGE or seen[kind] % STEP == 1:
                yield path, html.document_fromstring(page)


def folded(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("name", EVERY)
def test_all_that_is_set_as_verbatim_stands_in_the_document_it_names(name: str) -> None:
    texts = {document.siglum: folded(document.text) for document in site(name)[0].documents}
    for path, tree in trees(name):
        for element in tree.xpath("//*[contains(concat(' ', @class, ' '), ' v ')]"):
            assert folded(element.text_content()) in texts[element.get("data-d")], path
        for element in tree.xpath("//mark | //table[contains(@class, 'app')]//td[not(@class)]"):
            around = element.xpath("ancestor-or-self::*[@data-d] | .//*[@data-d]")
            assert around, path
            assert folded(element.text_content()) in texts[around[-1].get("data-d")], path


@pytest.mark.parametrize("name", [name for name in EVERY if name != LARGE])
def test_the_line_that_a_chip_leads_to_holds_the_passage(name: str) -> None:
    dossier, pages = site(name)
    sources = {document.id: document for document in dossier.documents}
    parsed = {
        key: html.document_fromstring(pages[f"source/{document.siglum.lower()}.html"])
        for key, document in sources.items()
    }
    for claim in dossier.claims:
        assert claim.evidence
        for evidence in claim.evidence:
            number = line_at(line_starts(sources[evidence.document].text), evidence.start)
            [target] = parsed[evidence.document].xpath(f"//*[@id='L{number}']")
            row = target if target.tag != "i" else target.getparent()
            assert folded(evidence.exact) in folded(row.text_content())


@pytest.mark.parametrize("name", EVERY)
def test_letters_beside_a_claim_are_those_of_its_documents(name: str) -> None:
    dossier, _ = site(name)
    letter = {document.id: document.siglum for document in dossier.documents}
    holders = {claim.id: {letter[e.document] for e in claim.evidence} for claim in dossier.claims}
    for path, tree in trees(name):
        for row in tree.xpath("//table[contains(@class, 'cov')]//tr[@data-c]"):
            assert set(row.xpath(".//a[contains(@class, 'w')]/text()")) == holders[row.get("data-c")], path
        for passages in tree.xpath("//section[@data-c]"):
            shown = set(passages.xpath("./ol[@class='ev']/li/span/a/text()"))
            assert shown <= holders[passages.get("data-c")], path
            if "more passages stand in" not in passages.text_content():
                assert shown == holders[passages.get("data-c")], path


@pytest.mark.parametrize("name", EVERY)
def test_lists_over_pages_hold_what_they_count(name: str) -> None:
    dossier, pages = site(name)

    def rows(stem: str, query: str) -> int:
        found = [path for path in pages if re.fullmatch(rf"{stem}(-\d+)?\.html", path)]
        return sum(len(html.document_fromstring(pages[path]).xpath(query)) for path in found)

    assert rows("claim/index", "//ul[@class='list']/li") == len(dossier.claims)
    assert rows("search", "//section[@aria-labelledby='az']//li[not(ancestor::nav)]") == len(dossier.claims)
    listed = [page for path, page in pages.items() if re.fullmatch(r"conflict/index(-\d+)?\.html", path)]
    differing = {i for page in listed for i in html.document_fromstring(page).xpath("//ul[@class='dis wide']/li/@id")}
    # a difference of figures, days or names whose readings are values of one fact is told by the fact
    assert {fact.id for fact in dossier.facts} <= differing
    assert differing - {fact.id for fact in dossier.facts} <= {conflict.id for conflict in dossier.conflicts}
    assert rows("source/index", "//tbody/tr") == len(dossier.documents)
    assert rows("topic/index", "//ul[@class='cards']/li") == len(dossier.topics)


@pytest.mark.parametrize("name", EVERY)
def test_addresses_are_relative_and_files_differ_in_more_than_case(name: str) -> None:
    _, pages = site(name)
    assert len({path.lower() for path in pages}) == len(pages)
    for path, tree in trees(name):
        for link in tree.xpath("//@src | //@action | //@href[not(parent::a[@rel='noreferrer'])]"):
            assert not re.match(r"/|[a-z]+:(?!,)", link), f"{path}: {link}"
        ids = tree.xpath("//@id")
        assert len(set(ids)) == len(ids), path


@pytest.mark.parametrize("name", EVERY)
def test_the_dossier_itself_never_judges(name: str) -> None:
    for path, page in site(name)[1].items():
        if path.endswith(".html") and (name != LARGE or path.endswith(("index.html", "build.html"))):
            assert not FORBIDDEN.search(own_words(page)), path


@pytest.mark.parametrize("name", EVERY)
def test_every_page_stays_within_its_budget(name: str) -> None:
    dossier, pages = site(name)
    texts = {f"source/{d.siglum.lower()}.html": len(d.text.encode()) for d in dossier.documents}
    for path, page in pages.items():
        limit = 20_000 if path.startswith("claim/c-") else 3 * texts[path] + 12_000 if path in texts else 32_000
        assert not path.endswith(".html") or len(page.encode()) <= limit, path
    scripts = [(path, len(page.encode())) for path, page in pages.items() if path.endswith(".js")]
    assert all(size <= (250_000 if "search-" in path else 64_000) for path, size in scripts)
    style = sum(len(pages[f"assets/{file}"].encode()) for file in ("dossier.css", "dossier.js"))
    assert style <= 20_000
    assert style + len(pages["index.html"].encode()) <= 60_000


@pytest.mark.parametrize("name", EVERY)
def test_every_page_says_what_it_is_to_those_who_link_it(name: str) -> None:
    dossier, _ = site(name)
    several = len(dossier.stories) > 1 and dossier.build.title_document is None
    head = "Dossier" if several and dossier.build.title.startswith("Dossier of") else dossier.build.title
    for path, tree in trees(name):
        [title] = tree.xpath("//title/text()")
        heads = {key: tree.xpath(f"//meta[@name='{key}' or @property='{key}']/@content") for key in (
            "description", "og:description", "og:title", "og:type", "og:site_name"
        )}  # fmt: skip
        assert all(len(found) == 1 and found[0].strip() for found in heads.values()), path
        assert heads["og:title"][0] in title
        assert heads["og:site_name"] == [head]
        kind = {"claim/c-": "Claim", "quote/q-": "Quotation"}.get(path[:8]) or (
            "NewsArticle" if path.startswith("source/") and "index" not in path else None
        )
        data = [json.loads(text) for text in tree.xpath("//script[@type='application/ld+json']/text()")]
        assert [row["@type"] for row in data] == ([kind] if kind else []), path


def test_the_link_to_the_original_names_words_that_stand_in_it() -> None:
    dossier, pages = site("seeds")
    linked = [document for document in dossier.documents if document.url]
    assert linked
    for document in linked:
        tree = html.document_fromstring(pages[f"source/{document.siglum.lower()}.html"])
        [address] = tree.xpath("//a[@rel='noreferrer']/@href")
        start, _, words = address.partition("#:~:text=")
        assert start == document.url
        assert folded(unquote(words)) in folded(document.text)


def test_a_configured_address_stands_on_every_page_and_in_the_sitemap() -> None:
    built = sample().build.model_copy(update={"configuration": {"base_url": "https://dossier.example/tarn/"}})
    pages = {page.path: page.content.decode() for page in rendered(sample().model_copy(update={"build": built}))}
    listed = set(re.findall(r"<loc>(.*?)</loc>", pages["sitemap.xml"]))
    for path, page in pages.items():
        if path.endswith(".html"):
            tree = html.document_fromstring(page)
            [canonical] = tree.xpath("//link[@rel='canonical']/@href")
            assert canonical == f"https://dossier.example/tarn/{path}"
            assert tree.xpath("//meta[@property='og:url']/@content") == [canonical]
            assert canonical in listed
    assert len(listed) == sum(path.endswith(".html") for path in pages)
