"""A site that is whole passes; a site with one thing changed fails, and the failure says where."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.errors import CitationError, InputError
from tasks.render import render_story
from tasks.shared.manifest import MANIFEST, Listed, has_rows, manifest, row_digits, sha256
from tasks.shared.text.canonical_json import published
from tasks.verify import Failure, check_copies, check_list, check_story, verify
from tasks.verify.addresses import dead, numbers, places_of
from tasks.verify.data import FILES, check_data
from tasks.verify.pages import check_pages
from tasks.verify.reading import POLICY_TAG
from tasks.verify.scripts import check_scripts
from tests.render.sample import sample
from tests.render.whole import stories

TEXT = "Bridge shut\n\nIt is shut, engineer Tomas Vale said.\n“We found 40 cracks,” he added.\n\nRead also: fares\n"
PASSAGE = "We found 40 cracks,"
START = TEXT.index(PASSAGE)
END = START + len(PASSAGE)
CITED = {"document": "doc-1", "start": START, "end": END, "exact": PASSAGE}

PAGE = f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><{POLICY_TAG}><title>Bridge</title>
<link rel="stylesheet" href="assets/site.css"></head><body>
<p id="top"><span class="by">Tomas Vale:</span>
<q class="v" data-d="A" data-s="{START}" data-n="{END}">We found <mark>40</mark> cracks,</q></p>
<table class="app"><tbody><tr><th>A</th><td><span class="v" data-d="A">It is shut</span></td>
<td class="gap">not quoted</td></tr></tbody></table>
<a href="source/a.html#L4">A</a> <a href="source/a.html#c-11111111"><b>Tomas Vale</b>
<span class="v" data-d="A" data-s="{START}" data-n="{END}">{PASSAGE}</span></a> <a href="#top">up</a> <a href="https://lund.example/1">original</a>
</body></html>
"""
EVIDENCE = """DOSSIER_EV({"c-11111111":{"A":[[4,1,"“","We found 40 cracks,","” he added.","Tomas Vale","en"]]}},
{"A":"Bridge"});
"""
ENTRIES = (
    '(window.DOSSIER_SEARCH=window.DOSSIER_SEARCH||[]).push([["c-11111111","c","We found 40 cracks,","","",""]]);\n'
)
SOURCE = f"""<!doctype html><html><head><{POLICY_TAG}></head><body><p id="L4">4</p><p id="c-11111111">5</p>
<a href="../index.html#top">back</a></body></html>"""


def document() -> dict[str, object]:
    hidden = TEXT.index("Read also")
    return {
        "id": "doc-1", "siglum": "A", "path": "bridge.txt", "sha256": "0" * 64, "text": TEXT, "story": "s-1",
        "blocks": [{"start": 0, "end": 11}, {"start": 13, "end": hidden - 2}],
        "removed": [{"start": hidden, "end": len(TEXT) - 1}],
        "title": {"exact": "Bridge shut", "start": 0, "end": 11}, "standfirst": None, "byline": None,
        "publisher": None, "published_basis": None, "agencies": [], "copy_group": None,
    }  # fmt: skip


def claim() -> dict[str, object]:
    speaker = {"name": "Tomas Vale", "role": "speaker", "start": None, "end": None}
    last = {"name": "A", "role": "document", "start": None, "end": None}
    return {
        "id": "c-11111111", "story": "s-1", "topic": None, "conflicts": [], "documents": 1,
        "title": CITED | {"speaker": "Tomas Vale"},
        "evidence": [CITED | {"mode": "quoted", "chain": [speaker, last]}],
    }  # fmt: skip


def site(**changed: object) -> dict[str, bytes]:
    """A whole site of one document and one claim, by path; `changed` rows replace those of the files named."""
    rows: dict[str, Any] = {
        "documents": [document()],
        "claims": [claim()],
        "stories": [
            {"id": "s-1", "documents": ["doc-1"], "summary": [CITED | {"claim": "c-11111111", "speaker": None}]}
        ],
    }
    rows.update(changed)
    files = {
        f"data/{name}": "".join(json.dumps(row) + "\n" for row in rows.get(name.removesuffix(".jsonl"), [])).encode()
        for name in FILES
    }
    files["data/build.json"] = json.dumps({"counts": {"given": 1, "kept": 1, "dropped": 0}}).encode()
    return files | {
        "index.html": PAGE.encode(),
        "source/a.html": SOURCE.encode(),
        "assets/site.css": b"",
        "assets/evidence.js": EVIDENCE.encode(),
        "assets/search-1.js": ENTRIES.encode(),
    }


def failures(files: dict[str, bytes]) -> list[Failure]:
    data = check_data(files)
    reports = data.report, check_pages(files, data.texts, data.speakers), check_scripts(files, data)
    return [failure for report in reports for failure in report.failures]


def page_failures(page: str) -> list[Failure]:
    return failures(site() | {"index.html": page.encode()})


def test_a_whole_site_has_no_failures() -> None:
    assert failures(site()) == []


def test_a_byte_changed_in_a_passage_of_a_page_is_named_with_page_and_line() -> None:
    (failure,) = page_failures(PAGE.replace("<mark>40</mark>", "<mark>41</mark>"))
    assert (failure.file, failure.line) == ("index.html", 5)
    assert "41 cracks" in failure.what


def test_a_byte_changed_in_a_cell_of_a_comparison_is_found() -> None:
    (failure,) = page_failures(PAGE.replace("It is shut<", "It was shut<"))
    assert failure.file == "index.html"


@pytest.mark.parametrize("script", ["assets/evidence.js", "assets/search-1.js"])
def test_a_byte_changed_in_a_script_is_found(script: str) -> None:
    files = site()
    (failure,) = failures(files | {script: files[script].replace(b"40 cracks", b"41 cracks")})
    assert failure.file == script
    (failure,) = failures(files | {script: b"DOSSIER_EV(oops)"})
    assert "is not the data" in failure.what


@pytest.mark.parametrize("kind", ["c", "q", "t", "s"])
def test_the_search_finds_nothing_but_records_of_the_dossier(kind: str) -> None:
    invented = ENTRIES.replace(".push([", f'.push([["x-ffffffff","{kind}","The dam is safe","index.html","",""],')
    (failure,) = failures(site() | {"assets/search-1.js": invented.encode()})
    assert failure.what == "'The dam is safe' is not what x-ffffffff says"


def test_a_byte_changed_in_the_text_is_found() -> None:
    changed = document() | {"text": TEXT.replace("40 cracks", "50 cracks")}
    found = failures(site(documents=[changed]))
    assert {failure.file for failure in found} == {
        "assets/evidence.js",
        "data/claims.jsonl",
        "data/stories.jsonl",
        "index.html",
    }


def test_a_byte_changed_in_an_exact_is_found() -> None:
    changed = claim() | {"title": CITED | {"exact": "We found 41 cracks,", "speaker": "Tomas Vale"}}
    failure, searched = failures(site(claims=[changed]))
    assert searched.file == "assets/search-1.js"
    assert str(failure).startswith("data/claims.jsonl:1: doc-1 has 'We found 40 cracks,'")


@settings(deadline=None)
@given(st.integers(0, len(PASSAGE) - 1), st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]))
def test_no_character_of_a_passage_can_be_another(place: int, character: str) -> None:
    changed = PASSAGE[:place] + character + PASSAGE[place + 1 :]
    escaped = changed.replace("&", "&amp;").replace("<", "&lt;")
    page = PAGE.replace("We found <mark>40</mark> cracks,", f"<mark>{escaped}</mark>")
    assert bool(page_failures(page)) == (changed != PASSAGE)


def test_white_space_of_a_passage_may_be_folded() -> None:
    assert page_failures(PAGE.replace("We found <mark>", "We\n  found\u00a0<mark>")) == []


def test_the_words_elsewhere_in_the_text_do_not_excuse_a_wrong_range() -> None:
    assert page_failures(PAGE.replace(f'data-s="{START}"', f'data-s="{START - 1}"'))


def test_a_verbatim_element_must_name_its_document() -> None:
    (failure,) = page_failures(PAGE.replace(f' data-d="A" data-s="{START}" data-n="{END}"', "", 1))
    assert "names no document" in failure.what


def test_a_mark_outside_a_verbatim_element_names_no_document() -> None:
    (failure,) = page_failures(PAGE.replace("</body>", "<mark>40 cracks</mark></body>"))
    assert "names no document" in failure.what


def test_a_cell_of_a_comparison_may_hold_no_words_of_its_own() -> None:
    (failure,) = page_failures(PAGE.replace("It is shut</span>", "It is shut</span> indeed"))
    assert "comparison" in failure.what


def test_a_link_that_is_no_address_leads_outside() -> None:
    assert page_failures(PAGE.replace("<p id", '<a href="http://[">a</a><p id')) == []


def test_the_siglum_must_be_one_of_the_dossier() -> None:
    assert [f.what for f in page_failures(PAGE.replace('data-d="A" data-s', 'data-d="B" data-s', 1))] == [
        "there is no document B"
    ]


@pytest.mark.parametrize(
    ("link", "problem"),
    [
        ("source/b.html", "there is no file source/b.html"),
        ("source/a.html#L5", "source/a.html has no anchor L5"),
        ("#bottom", "index.html has no anchor bottom"),
        ("/source/a.html", "not relative"),
        ("//lund.example/x", "not relative"),
        ("source/", "there is no file source"),
        ("../other/index.html", "there is no file ../other/index.html"),
    ],
)
def test_a_dead_link_is_named(link: str, problem: str) -> None:
    (failure,) = page_failures(PAGE.replace("source/a.html#L4", link))
    assert problem in failure.what
    assert failure.line == 8


def test_a_query_of_a_link_is_not_part_of_the_file() -> None:
    assert page_failures(PAGE.replace("source/a.html#L4", "source/a.html?q=bridge#L4")) == []


@pytest.mark.parametrize(
    "element",
    [
        '<script src="https://x.example/a.js"></script>',
        '<img src="http://x.example/a">',
        '<link rel="Stylesheet" href="https://x.example/a.css">',
        '<link rel="preload" href="https://x.example/a.css">',
    ],
)
def test_nothing_may_be_loaded_from_outside(element: str) -> None:
    (failure,) = page_failures(PAGE.replace("</body>", element + "</body>"))
    assert "from outside" in failure.what


@pytest.mark.parametrize(
    "element",
    [
        '<p onclick="a()">a</p>',
        '<script>fetch("https://x.example/a")</script>',
        '<style>@import "https://x.example/a.css";</style>',
        '<p style="background:url(https://x.example/a)">a</p>',
        '<img srcset="https://x.example/a">',
        '<meta http-equiv="refresh" content="0;url=https://x.example/a">',
        '<a href="javascript:a()">a</a>',
        '<a href=" JavaScript:a()">a</a>',
        '<a href="data:text/html,a">a</a>',
    ],
)
def test_nothing_on_a_page_may_run_or_load_by_itself(element: str) -> None:
    found = page_failures(PAGE.replace("</body>", element + "</body>"))
    assert [failure.file for failure in found].count("index.html") == 1


@pytest.mark.parametrize(
    ("page", "line", "problem"),
    [
        (PAGE.replace("<!doctype html>\n", ""), 1, "does not begin with"),
        (PAGE.replace("<p id", "<!-- a comment --><p id"), 4, "is no tag"),
        (PAGE.replace("<p id", "<template></template><p id"), 4, "is no tag"),
        (PAGE.replace("<p id", '<p title="a>b" id'), 4, "is no tag"),
        (PAGE.replace("<p id", '<p id="x" id'), 4, "is no tag"),
        (PAGE.replace("<p id", "<p/><p id"), 4, "is no tag"),
        (PAGE.replace("<p id", "<script>a<b>c</b></script><p id"), 4, "may not stand in <script>"),
        (PAGE.replace("<p id", "1 < 2<p id"), 4, "begins no tag"),
        (PAGE.replace("We found", "R&D found"), 5, "begins no character reference"),
        (PAGE.replace("We found", "We f&zwj;ound"), 5, "begins no character reference"),
        (PAGE.replace("<mark>40", "<p>40"), 5, "may not stand in"),
        (PAGE.replace("40</mark> cracks,</q>", "40</q> cracks,</mark>"), 5, "closes what is not open"),
        (PAGE.replace("cracks,</q>", "cracks,"), 5, "closes what is not open"),
        (PAGE.split("</mark>")[0], 5, "is never closed"),
        (PAGE.replace("<b>Tomas Vale</b>", '<a href="#top">Tomas Vale</a>'), 8, "may not stand in"),
    ],
)
def test_a_page_that_a_browser_would_have_to_mend_cannot_be_read(page: str, line: int, problem: str) -> None:
    found = [failure for failure in page_failures(page) if failure.file == "index.html"]
    assert [failure.line for failure in found] == [line]
    assert problem in found[0].what


def test_a_page_that_is_not_utf_8_cannot_be_read() -> None:
    (failure, *_) = failures(site() | {"index.html": PAGE.encode().replace(b"Bridge", b"Br\xfccke")})
    assert (failure.file, failure.line, failure.what) == ("index.html", 2, "is not UTF-8")


def test_signs_of_comparison_may_stand_in_a_script() -> None:
    data = '<script type="application/ld+json">{"a": "a>b"}</script>'
    assert page_failures(PAGE.replace("<p id", f"{data}<p id")) == []


def test_every_visible_character_is_kept_or_removed() -> None:
    changed = document() | {"removed": []}
    (failure,) = failures(site(documents=[changed]))
    assert "neither kept nor removed" in failure.what


def test_kept_and_removed_do_not_overlap() -> None:
    changed = document() | {"blocks": [{"start": 0, "end": 20}, {"start": 13, "end": TEXT.index("Read also")}]}
    assert ["overlaps" in failure.what for failure in failures(site(documents=[changed]))] == [True]


def test_speech_keeps_its_speaker() -> None:
    changed = claim() | {"title": CITED | {"speaker": None}}
    (failure,) = failures(site(claims=[changed]))
    assert failure.what == "the title is what Tomas Vale said, but names no speaker"


def test_speech_keeps_its_speaker_on_every_page() -> None:
    (failure,) = page_failures(PAGE.replace("<b>Tomas Vale</b>", "<b>Someone</b>"))
    assert failure.what.endswith("is what Tomas Vale said, but does not name him")


def test_speech_of_nobody_named_needs_no_speaker() -> None:
    last = {"name": "A", "role": "document", "start": None, "end": None}
    changed = claim() | {"title": CITED | {"speaker": None}, "evidence": [CITED | {"mode": "quoted", "chain": [last]}]}
    assert failures(site(claims=[changed])) == []


def test_a_claim_has_evidence_and_counts_it() -> None:
    assert "without evidence" in failures(site(claims=[claim() | {"evidence": [], "documents": 0}]))[0].what
    assert "cites 1" in failures(site(claims=[claim() | {"documents": 2}]))[0].what


def test_a_reference_leads_to_a_record() -> None:
    (failure,) = failures(site(claims=[claim() | {"conflicts": ["d-9"]}]))
    assert failure.what == "conflicts: no d-9 in data/conflicts.jsonl"


def test_what_a_document_carries_is_what_the_claims_say() -> None:
    row = {"document": "doc-1", "claims": 1, "only_here": ["c-11111111"], "absent": []}
    assert failures(site(coverage=[row])) == []
    for wrong in ({"claims": 2}, {"only_here": []}, {"absent": ["c-11111111"]}):
        (failure,) = failures(site(coverage=[row | wrong]))
        assert failure.file == "data/coverage.jsonl"


def test_a_missing_file_and_a_broken_line_are_named() -> None:
    files = site()
    del files["data/names.jsonl"]
    files["data/dates.jsonl"] = b"{}\n{\n[]\n"
    assert [str(failure) for failure in failures(files)] == [
        "data/dates.jsonl:2: this line is not JSON",
        "data/dates.jsonl:3: this line is not an object",
        "data/names.jsonl:1: the file is missing",
    ]


def test_a_row_of_another_shape_is_a_failure_and_no_traceback() -> None:
    assert "not a row" in failures(site(documents=[document() | {"blocks": [{"from": 0}]}]))[0].what


@pytest.mark.parametrize(
    ("key", "value"), [("title", "x"), ("title", None), ("id", []), ("conflicts", [[]]), ("evidence", ["x"])]
)
def test_a_claim_of_another_shape_is_a_failure_and_no_traceback(key: str, value: object) -> None:
    assert any("not a row" in failure.what for failure in failures(site(claims=[claim() | {key: value}])))


def test_what_was_given_is_kept_or_dropped() -> None:
    files = site() | {"data/build.json": json.dumps({"counts": {"given": 2, "kept": 1, "dropped": 0}}).encode()}
    (failure,) = failures(files)
    assert failure.file == "data/build.json"


def test_a_build_stops_at_a_page_of_a_story_that_does_not_hold() -> None:
    (story,) = stories(sample())
    made = render_story(story, ())
    check_story(story, made)
    page = made.pages[0]
    broken = page._replace(content=page.content.replace(b"forty cracks", b"fifty cracks"))
    assert broken != page
    with pytest.raises(CitationError, match=r"^index\.html:\d+: .*fifty cracks"):
        check_story(story, made._replace(pages=(broken, *made.pages[1:])))


@pytest.mark.parametrize(
    ("link", "problem"),
    [
        ("../source/a.html#L99", "source/a.html has no anchor L99"),
        ("?#L99", "has no anchor L99"),
        ("#L99", "has no anchor L99"),
        ("/source/a.html", "is not relative"),
    ],
)
def test_a_build_stops_at_a_link_inside_a_story_that_leads_nowhere(link: str, problem: str) -> None:
    """On whichever page of a folder it stands: links that stand on several are followed once."""
    (story,) = stories(sample())
    made = render_story(story, ())
    claims = [at for at, page in enumerate(made.pages) if page.path.startswith("claim/")]
    for at in (claims[0], claims[-1]):
        path, content = made.pages[at]
        broken = made.pages[at]._replace(
            content=content.replace(b"</main>", f'\n<a href="{link}">a</a></main>'.encode())
        )
        line = content.count(b"\n", 0, content.index(b"</main>")) + 2
        with pytest.raises(CitationError, match=rf"^{re.escape(path)}:{line}: .*{problem}"):
            check_story(story, made._replace(pages=(*made.pages[:at], broken, *made.pages[at + 1 :])))


def test_the_line_of_a_link_that_leads_out_of_a_story_is_known() -> None:
    (story,) = stories(sample())
    made = render_story(story, ())
    first, *others = made.pages
    content = first.content.replace(b"</main>", b'\n<a class="x" href="elsewhere.html?a&amp;b#c">a</a></main>')
    found = check_story(story, made._replace(pages=(first._replace(content=content), *others))).linked
    line = content.count(b"\n", 0, content.index(b"</main>")) + 1
    (failure,) = [row for row in dead(found, numbers([found.places])) if "elsewhere" in row.what]
    assert str(failure) == f"{first.path}:{line}: a link leads nowhere: there is no file elsewhere.html"


@pytest.mark.parametrize("part", ["letters", "claims", "quotes"])
def test_a_build_stops_at_a_row_of_a_list_that_does_not_hold(part: str) -> None:
    (story,) = stories(sample())
    made = render_story(story, ())
    wrong = _with_a_word_more(getattr(made.lists, part))
    with pytest.raises(CitationError, match="Hardly"):
        check_story(story, made._replace(lists=made.lists._replace(**{part: wrong})))


def test_a_build_stops_at_a_row_of_a_source_that_does_not_hold() -> None:
    (story,) = stories(sample())
    made = render_story(story, ())
    with pytest.raises(CitationError, match="Hardly"):
        check_story(story, made._replace(sources=_with_a_word_more(made.sources)))


def _with_a_word_more(rows: tuple[Any, ...]) -> tuple[Any, ...]:
    """The rows of a list, of which one shows a word that no document has."""
    at = next(i for i, row in enumerate(rows) if 'class="v"' in row.html)
    wrong = rows[at]._replace(html=rows[at].html.replace('dir="auto">', 'dir="auto">Hardly ', 1))
    return (*rows[:at], wrong, *rows[at + 1 :])


def test_a_build_stops_at_a_row_of_data_that_does_not_hold() -> None:
    (story,) = stories(sample())
    made = render_story(story, ())
    data = made.data | {"claims.jsonl": made.data["claims.jsonl"].replace("forty cracks", "fifty cracks")}
    with pytest.raises(CitationError, match="forty cracks"):
        check_story(story, made._replace(data=data))


def test_a_build_stops_at_a_group_of_copies_that_does_not_hold() -> None:
    group = sample().copies[0]
    texts = {document.id: document.text for document in sample().documents}
    line = published(group.model_dump(mode="json"))
    check_copies(line.encode(), 7, texts)
    with pytest.raises(CitationError, match=r"^data/copies\.jsonl:7: .*fifty cracks"):
        check_copies(line.replace("forty cracks", "fifty cracks", 1).encode(), 7, texts)
    with pytest.raises(CitationError, match=r"^data/copies\.jsonl:7: cites doc-bbbbbbbb, which is no document"):
        check_copies(line.encode(), 7, {i: text for i, text in texts.items() if i != "doc-bbbbbbbb"})


@pytest.mark.parametrize(
    ("href", "problem"),
    [
        ("source/b.html", "there is no file source/b.html"),
        ("source/a.html#L5", "source/a.html has no anchor L5"),
        ("#bottom", "lists.html has no anchor bottom"),
    ],
)
def test_a_build_stops_at_a_link_that_leads_nowhere(href: str, problem: str) -> None:
    known = numbers([places_of([("source/a.html", ["L4"]), ("lists.html", ["top"])])])
    page = '<h1 id="top">Lists</h1>\n<a href="#top">up</a><a href="source/a.html">A</a><a href="source/a.html#L4">4</a>'
    assert list(dead(check_list("lists.html", page.encode()), known)) == []
    (failure,) = dead(check_list("lists.html", f'{page}<a href="{href}">gone</a>'.encode()), known)
    assert str(failure) == f"lists.html:2: a link leads nowhere: {problem}"


def test_a_build_stops_at_a_link_that_no_disk_can_follow() -> None:
    with pytest.raises(CitationError, match=r"^lists\.html:1: /source/a\.html is not relative"):
        check_list("lists.html", b'<a href="/source/a.html">A</a>')


def test_a_folder_without_a_dossier_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no dossier here"):
        verify(tmp_path)


def test_a_site_is_read_from_disk(tmp_path: Path) -> None:
    _write(tmp_path, site())
    assert verify(tmp_path).failures == ()
    assert verify(tmp_path).count > 10
    (tmp_path / "index.html").write_text(PAGE.replace("40<", "41<"), "utf-8")
    assert {failure.file for failure in verify(tmp_path).failures} == {"index.html"}


def _write(folder: Path, files: dict[str, bytes]) -> None:
    """Write a site with its manifest."""
    listed = {p: Listed(sha256(c), len(c), row_digits(c) if has_rows(p) else None) for p, c in files.items()}
    files = files | {MANIFEST: manifest(listed)}
    for path, content in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
