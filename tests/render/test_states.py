"""The pages in every state that a folder can lead to."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

import pytest
from lxml import html

from tasks.errors import NoteError
from tasks.records import ClaimChanges, Note, Tombstone
from tasks.render.pages.downloads import story_lines
from tests.render.sample import sample
from tests.render.states import differing, many
from tests.render.whole import Dossier, rendered, stories

pytestmark = pytest.mark.slow

FORBIDDEN = re.compile(
    r"\b(verified|confirmed|proven|debunked|fake|likely true|likely false|trust score|consensus|reliable|biased|"
    r"admits|alleges)\b",
    re.IGNORECASE,
)


def site(dossier: Dossier, *notes: Note) -> dict[str, str]:
    """The pages by path, after every citation and link of them was checked."""
    return {page.path: page.content.decode() for page in rendered(dossier, *notes)}


def text(pages: Mapping[str, str], path: str) -> str:
    """What a reader reads on a page, white space folded."""
    body = html.document_fromstring(pages[path]).find("body")
    return " ".join(body.text_content().split())


def own_words(page: str) -> str:
    """What the dossier itself says on a page: everything but the words of documents."""
    tree = html.document_fromstring(page)
    for element in tree.xpath("//*[contains(concat(' ', @class, ' '), ' v ')] | //script | //pre | //code"):
        element.drop_tree()
    return str(tree.text_content())


def test_one_document_has_no_matrix_and_says_so() -> None:
    pages = site(many(documents=1, claims=6))
    assert "This dossier rests on one document; nothing here is corroborated." in text(pages, "index.html")
    assert "<table" not in pages["index.html"]


def test_a_document_without_claims_shows_its_text_and_says_so() -> None:
    pages = site(many(documents=2, claims=0))
    assert "No claim was drawn from this document." in text(pages, "source/a.html")
    assert "Report number 0 from the valley" in text(pages, "source/a.html")


def test_an_empty_dossier_says_so() -> None:
    pages = site(many(documents=0, claims=0).model_copy(update={"stories": ()}))
    assert "No documents were found." in text(pages, "index.html")


def test_no_differences_are_said_with_what_was_compared() -> None:
    pages = site(many(documents=5, claims=20))
    told = "No differences were found among 4 claims reported by two or more documents."
    assert told in text(pages, "index.html")
    assert told in text(pages, "conflict/index.html")


def test_documents_that_are_copies_carry_a_banner() -> None:
    dossier = sample()
    group = dossier.copies[0].model_copy(update={"kind": "copy", "members": dossier.stories[0].documents})
    pages = site(dossier.model_copy(update={"copies": (group,)}))
    assert "Four documents, one article." in text(pages, "index.html")


@pytest.mark.parametrize(("documents", "claims"), [(5, 200), (14, 300), (200, 400)])
def test_every_page_stays_within_its_budget(documents: int, claims: int) -> None:
    dossier = many(documents, claims)
    sizes = {path: len(page.encode()) for path, page in site(dossier).items() if path.endswith(".html")}
    lengths = {f"source/{d.siglum.lower()}.html": 3 * len(d.text.encode()) + 12_000 for d in dossier.documents}
    limits = {path: lengths.get(path, 20_000 if path.startswith("claim/c-") else 32_000) for path in sizes}
    assert {path: size for path, size in sizes.items() if size > limits[path]} == {}


def test_a_build_that_changes_everything_lists_what_fits() -> None:
    dossier = many(documents=20, claims=400)
    ids = tuple(claim.id for claim in dossier.claims)
    claims = ClaimChanges(new=ids, gained=ids, lost=ids, reworded=ids, merged=ids, vanished=ids)
    changes = dossier.changes.model_copy(update={"previous": "b-00000000", "claims": claims})
    pages = site(dossier.model_copy(update={"changes": changes}))
    assert len(pages["changes.html"].encode()) <= 30_000
    assert "New claims (400)" in text(pages, "changes.html")
    assert "Since build b-00000000." in text(pages, "changes/b-00000001.html")


def test_what_earlier_builds_changed_keeps_its_page() -> None:
    dossier = sample()
    gone = ClaimChanges(new=(dossier.claims[0].id, "c-99999999"), vanished=("c-88888888",))
    earlier = dossier.changes.model_copy(update={"build": "b-0000000e", "previous": "b-0000000d", "claims": gone})
    first = dossier.changes.model_copy(update={"build": "b-0000000d", "previous": None})
    pages = site(dossier.model_copy(update={"history": (earlier, first)}))
    assert "Build b-0000000e, since b-0000000d" in text(pages, "changes.html")
    assert "Build b-0000000d, the first" in text(pages, "changes.html")
    told = text(pages, "changes/b-0000000e.html")
    assert "New claims (2)" in told
    assert "c-99999999" in told
    assert f'href="../claim/{dossier.claims[0].id}.html"' in pages["changes/b-0000000e.html"]


def test_a_first_build_has_nothing_to_compare_with() -> None:
    assert "First build. Nothing to compare with." in text(site(sample()), "changes.html")


def test_a_matrix_of_more_than_twelve_publishers_gives_counts_only() -> None:
    pages = site(many(documents=40, claims=200))
    head = html.document_fromstring(pages["index.html"]).xpath("//table[@class='mx']/thead//th")
    assert [cell.text_content() for cell in head] == ["Claim", "Docs", "Publ.", "Traced to"]


def test_several_stories_have_a_list_and_a_page_each() -> None:
    pages = site(many(documents=6, claims=30, stories=3))
    assert pages["index.html"].count('href="story/') == 3
    assert "All stories" in text(pages, "story/story-1.html")


def test_a_difference_of_many_readings_is_shown_whole() -> None:
    pages = site(differing(14))
    assert text(pages, "conflict/d-00000001.html").count("Report of") == 11


@pytest.mark.parametrize(
    "dossier", [sample(), many(5, 60), many(1, 3), differing(6)], ids=["hand", "many", "one", "diff"]
)
def test_the_dossiers_own_words_never_judge(dossier: Dossier) -> None:
    for path, page in site(dossier).items():
        if path.endswith(".html"):
            assert not FORBIDDEN.search(own_words(page)), path


def test_words_of_documents_never_become_markup() -> None:
    pages = site(sample())
    assert all("<Moen>" not in page for path, page in pages.items() if not path.startswith("data/"))
    assert "farmer Ida <Moen> & sons" in text(pages, "source/c.html")


def test_text_from_right_to_left_keeps_its_language_and_direction() -> None:
    pages = site(sample())
    assert '<div class="text" lang="ar">' in pages["source/d.html"]
    assert 'dir="auto">سيُخفض' in pages["source/d.html"]


def test_a_claim_of_one_document_is_permanent_on_its_source() -> None:
    pages = site(sample())
    assert "claim/c-00000004.html" not in pages
    assert 'id="c-00000004"' in pages["source/c.html"]


def test_a_note_is_marked_as_the_editors_and_its_claims_become_chips() -> None:
    note = Note(path="notes/overview.md", content="Mind *this*: [[c-00000004]].\n\n<script>alert(1)</script>")
    pages = site(sample(), note)
    assert "Editor’s note" in text(pages, "index.html")
    assert "<em>this</em>" in pages["index.html"]
    assert "<script>alert" not in pages["index.html"]
    assert "claim/c-00000004.html" in pages


def test_a_note_on_a_topic_and_on_a_claim_stand_on_their_pages() -> None:
    notes = (Note(path="notes/topic/cracks.md", content="One."), Note(path="notes/claim/c-00000005.md", content="Two."))
    pages = site(sample(), *notes)
    assert "One." in text(pages, "topic/cracks.html")
    assert "Two." in text(pages, "claim/c-00000005.html")


@pytest.mark.parametrize(
    ("path", "content", "told"),
    [
        ("notes/overview.md", "one\ntwo [[c-deadbeef]]", "notes/overview.md, line 2: no claim c-deadbeef"),
        ("notes/topic/nothing.md", "one", "notes/topic/nothing.md, line 1"),
    ],
)
def test_a_note_that_points_nowhere_stops_the_build(path: str, content: str, told: str) -> None:
    with pytest.raises(NoteError, match=re.escape(told)):
        rendered(sample(), Note(path=path, content=content))


def test_a_claim_that_is_gone_keeps_its_page() -> None:
    grave = Tombstone(id="c-99999999", text="Old words.", speaker=None, build="b-1", replaced_by="c-00000002")
    pages = site(sample().model_copy(update={"tombstones": (grave,)}))
    told = text(pages, "claim/c-99999999.html")
    assert "Not found since build b-1." in told
    assert "Old words." in told
    assert 'href="../claim/c-00000002.html"' in pages["claim/c-99999999.html"]


def test_the_data_are_rows_of_the_records_with_sorted_keys_and_a_schema() -> None:
    files = site(sample())
    rows = [json.loads(line) for line in files["data/claims.jsonl"].splitlines()]
    assert [list(row) for row in rows] == [sorted(row) for row in rows]
    schema = json.loads(files["data/schema/claims.schema.json"])
    assert set(rows[0]) == set(schema["properties"])
    assert all("expression" not in line for line in files["data/dates.jsonl"].splitlines())
    assert json.loads(files["data/build.json"])["schema"] == "dossier/1"
    assert '"class":' in files["data/quotations.jsonl"]


def test_annotations_select_the_passage_by_position_and_by_words() -> None:
    dossier = sample()
    files = site(dossier)
    rows = [json.loads(line) for line in files["data/annotations.jsonl"].splitlines()]
    assert len(rows) == sum(len(claim.evidence) for claim in dossier.claims)
    texts = {document.url or document.path: document.text for document in dossier.documents}
    for row in rows:
        position, quote = row["target"]["selector"]
        words = quote["prefix"] + quote["exact"] + quote["suffix"]
        assert words in texts[row["target"]["source"]]
        assert texts[row["target"]["source"]][position["start"] : position["end"]] == quote["exact"]


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless() -> None:
    dossier = sample()
    claim = dossier.claims[3].model_copy(update={"origin_names": ("=1+1",)})
    (story,) = stories(dossier)
    files = story_lines(story.model_copy(update={"claims": (claim,)}))
    assert "'=1+1" in files["claims.csv"]


def test_linked_data_name_claim_quotation_and_article() -> None:
    pages = site(sample())
    for path, kind in (
        ("claim/c-00000002.html", "Claim"),
        ("quote/q-00000001.html", "Quotation"),
        ("source/b.html", "NewsArticle"),
    ):
        script = html.document_fromstring(pages[path]).xpath("string(//script[@type='application/ld+json'])")
        assert json.loads(script)["@type"] == kind
    assert "ClaimReview" not in "".join(pages.values())


def test_a_configured_address_gives_a_sitemap_and_canonical_links() -> None:
    build = sample().build.model_copy(update={"configuration": {"base_url": "https://dossier.example/tarn"}})
    pages = site(sample().model_copy(update={"build": build}))
    assert "https://dossier.example/tarn/claim/c-00000002.html" in pages["sitemap.xml"]
    assert '<link rel="canonical" href="https://dossier.example/tarn/index.html">' in pages["index.html"]
    assert "sitemap.xml" not in site(sample())


def test_file_names_are_short_plain_and_differ_in_more_than_case() -> None:
    paths = [page.path for page in rendered(many(40, 200, 3))]
    assert all(re.fullmatch(r"[a-z0-9._/-]+", path) and len(path) <= 80 for path in paths)
    assert len({path.lower() for path in paths}) == len(paths)
