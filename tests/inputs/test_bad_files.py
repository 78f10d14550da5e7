"""Files that are broken, hostile, or of a form that is not known: one reason each, and the rest is read."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from pathlib import Path

import pytest

from tests.inputs.affair import ARTICLES
from tests.inputs.forms import docx, gzipped_pages, page, pdf, pdf_files, warc, zipped
from tests.inputs.reading import kept, read, write

REPORT = page(ARTICLES[0]).encode()


def bomb() -> bytes:
    """A member of 300 million zeros in some hundred kilobytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("bomb.txt", "w") as member:
            for _ in range(30):
                member.write(bytes(10_000_000))
        archive.writestr("report.html", REPORT)
    return out.getvalue()


def encrypted() -> bytes:
    """A zip whose member says that it wants a password."""
    data = bytearray(zipped({"report.html": REPORT}))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(sign) + offset
        data[at : at + 2] = struct.pack("<H", struct.unpack("<H", data[at : at + 2])[0] | 1)
    return bytes(data)


@pytest.mark.parametrize(
    ("name", "data", "reasons"),
    [
        ("a.zip", bomb(), {"a.zip#bomb.txt": "too-large"}),
        ("a.zip", zipped({"../up.html": REPORT}), {"a.zip#../up.html": "outside-the-folder"}),
        ("a.zip", zipped({"/etc/up.html": REPORT}), {"a.zip#/etc/up.html": "outside-the-folder"}),
        ("a.zip", encrypted(), {"a.zip#report.html": "encrypted"}),
        ("a.zip", zipped({"report.html": REPORT})[:-60], {"a.zip": "broken-archive"}),
        ("a.zip", zipped({"photo.jpg": b"\xff\xd8\xff"}), {"a.zip#photo.jpg": "not-a-report-format"}),
        ("a.zip", zipped({}), {"a.zip": "no-report"}),
        (
            "a.zip",
            zipped({"b.zip": zipped({"c.zip": zipped({"d.zip": zipped({"x.html": REPORT})})})}),
            {"a.zip#b.zip#c.zip#d.zip": "too-deep"},
        ),
        ("a.html.gz", gzipped_pages(ARTICLES[:1])["01.html.gz"][:-40], {"a.html.gz": "broken-archive"}),
        ("a.docx", docx(["Words"])[:-40], {"a.docx": "broken-archive"}),
        ("a.docx", zipped({"other.xml": b"<a/>"}), {"a.docx": "broken-archive"}),
        ("a.pdf", pdf_files(ARTICLES[:1])["01.pdf"][:200], {"a.pdf": "unreadable"}),
        ("a.pdf", pdf([]), {"a.pdf": "no-text-layer"}),
        ("a.json", b'[{"title": "A"', {"a.json": "broken-table"}),
        ("a.json", json.dumps([{"url": "https://a.example", "title": "Links"}]).encode(), {"a.json": "no-text-column"}),
        ("a.csv", b"title;text\nA;\nB;\n", {"a.csv": "no-text-column"}),
        ("a.eml", b"From: a@b.example\nSubject: x\nMIME-Version: 1.0\n\n", {"a.eml": "no-text"}),
        ("a.mhtml", b"no header at all", {"a.mhtml": "not-what-it-says"}),
        ("a.warc.gz", warc(ARTICLES[:1])[:300], {"a.warc.gz": "no-report"}),
        ("a.rtf", b"{\\rtf1\\ansi }", {"a.rtf": "no-text"}),
    ],
)  # fmt: skip
def test_what_cannot_be_read_has_one_reason(tmp_path: Path, name: str, data: bytes, reasons: dict[str, str]) -> None:
    write(tmp_path, {name: data, "good.html": REPORT})
    documents, found = read(tmp_path)
    found.pop("a.warc.gz#rest", None)
    assert found == reasons
    assert "good.html" in [document.path for document in documents]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"Article {n} of 3\n{a.title}\n{' '.join(a.body)}" for n, a in enumerate(ARTICLES[:3], 1)),
        "\n".join(f"{a.title}\n{' '.join(a.body)}\n--- End of Article ---" for a in ARTICLES[:3]),
        "\n".join(f"Newspaper: {a.outlet}\n{a.title}\n{' '.join(a.body)}" for a in ARTICLES[:3]),
    ],
)
def test_a_file_that_looks_like_several_reports_in_an_unknown_form_is_never_read_as_one(
    tmp_path: Path, text: str
) -> None:
    write(tmp_path, {"all.txt": text.encode(), "good.html": REPORT})
    _, reasons = read(tmp_path)
    assert reasons == {"all.txt": "several-reports"}


@pytest.mark.parametrize(
    "text",
    [
        "A report\n\nThe council voted on one of three plans.\n\n---\n\nThe mayor said that 1 of 2 documents was lost.",
        "A report\n\nEnd of story? Not so, the mayor said on Monday in the town hall of Veldhaven.",
        "Length: 12 metres is what the boat needs, the builder said.\n\nThe town has none of that length.",
    ],
)
def test_a_report_that_only_speaks_of_such_things_is_one_report(tmp_path: Path, text: str) -> None:
    documents, reasons = read(write(tmp_path, {"a.txt": text.encode()}))
    assert reasons == {}
    assert [document.reader for document in documents] == [""]


def test_pictures_in_a_page_count_for_nothing(tmp_path: Path) -> None:
    """A page of thirty megabytes that holds one report and three pictures."""
    picture = b'<img src="data:image/png;base64,' + b"iVBORw0KGgo" * 900_000 + b'">'
    data = REPORT.replace(b"</h1>", b"</h1>" + picture * 3)
    assert len(data) > 20 * 1024 * 1024
    documents, reasons = read(write(tmp_path, {"a.html": data}))
    assert reasons == {}
    assert kept(documents[0]) == list(ARTICLES[0].body)


@pytest.mark.parametrize("suffix", ["_files", "-Dateien", "_fichiers", "_archivos", "_tiedostot"])
def test_what_a_browser_saves_beside_a_page_is_part_of_it(tmp_path: Path, suffix: str) -> None:
    write(tmp_path, {"a.html": REPORT, f"a{suffix}/advert.html": b"<html><body>Buy now</body></html>"})
    documents, reasons = read(tmp_path)
    assert [document.path for document in documents] == ["a.html"]
    assert reasons == {f"a{suffix}/advert.html": "part-of-a-saved-page"}


def test_a_folder_whose_pictures_a_page_shows_is_its_own_in_any_language(tmp_path: Path) -> None:
    shown = REPORT.replace(b"<h1>", b'<img src="a_zdroje/1.png"><h1>')
    advert = b"<html><body>Buy now</body></html>"
    write(tmp_path, {"a.html": shown, "a_zdroje/advert.html": advert, "b.html": REPORT, "b_drafts/c.html": REPORT})
    documents, reasons = read(tmp_path)
    assert [document.path for document in documents] == ["a.html", "b.html", "b_drafts/c.html"]
    assert reasons == {"a_zdroje/advert.html": "part-of-a-saved-page"}
