"""Bytes to text."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.read.decoding import NotTextError, decode

GERMAN = "Der Bürgermeister sagte, die Brücke über den Fluß werde für zwei Wochen geschlossen. " * 3
POLISH = "Burmistrz powiedział w poniedziałek, że most zostanie zamknięty na dwa tygodnie. " * 3
RUSSIAN = "Мэр города заявил в понедельник, что мост закроют на две недели из-за трещин. " * 3
GREEK = "Ο δήμαρχος είπε τη Δευτέρα ότι η γέφυρα θα κλείσει για δύο εβδομάδες. " * 3
JAPANESE = "市長は月曜日、橋を二週間閉鎖すると発表した。" * 5


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_a_byte_order_mark_is_believed_and_removed(mark: bytes, encoding: str) -> None:
    assert decode(mark + GERMAN.encode(encoding)) == (GERMAN, encoding)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_no_binary_file(encoding: str) -> None:
    assert decode("The bridge is closed.".encode(encoding)) == ("The bridge is closed.", encoding)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(GERMAN, "cp1252"), (POLISH, "cp1250"), (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (GREEK, "cp1253"),
     (JAPANESE, "shift_jis"), (JAPANESE, "euc_jp")],
)  # fmt: skip
def test_an_encoding_that_nothing_states_is_guessed(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


def test_a_declaration_is_read_as_browsers_do() -> None:
    page = '<html><head><meta charset="iso-8859-1"></head><p>“Fermé”, dit-il.</p></html>'
    assert decode(page.encode("cp1252")) == (page, "cp1252")


def test_a_wrong_declaration_yields_to_valid_utf_8() -> None:
    page = '<meta charset="iso-8859-1"><p>Die Brücke bleibt geschlossen.</p>'
    assert decode(page.encode()) == (page, "utf-8")


@pytest.mark.parametrize("name", ["unicode_escape", "hex", "utf-16", "rot13", "no-such-thing", "\xff"])
def test_a_declaration_that_no_page_can_mean_is_passed_over(name: str) -> None:
    page = f'<meta charset="{name}"><p>Le café est fermé.</p>'
    assert "café est fermé" in decode(page.encode("cp1252")).text


def test_a_text_cut_in_the_middle_of_a_character_keeps_the_rest() -> None:
    whole = "“No,” said the mayor. “Nobody found a crack.”".encode()
    decoded = decode(whole[:-1])
    assert decoded.text.startswith("“No,” said the mayor.")
    assert decoded.encoding == "utf-8, 1 undecodable replaced"


def test_mojibake_is_repaired_and_said() -> None:
    broken = "“It’s closed,” she said – für immer.".encode().decode("cp1252", "replace").replace("\ufffd", "\x9d")
    decoded = decode(f"A first line.\n{broken}\nA last line.".encode())
    assert decoded.text == "A first line.\n“It’s closed,” she said – für immer.\nA last line."
    assert decoded.encoding == "utf-8, mojibake repaired"


@pytest.mark.parametrize("text", ["PADRÃO MUNICIPAL", "Â ferry, Ã bridge", "A sum of 3 â 4", "Naïve café — “fermé”…"])
def test_what_may_be_meant_is_not_repaired(text: str) -> None:
    assert decode(text.encode()) == (text, "utf-8")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"%PDF-1.7 text", "a PDF file"),
        (b"\x89PNG\r\n", "a PNG image"),
        (b"PK\x03\x04docx", "a ZIP archive or office file"),
        (b"Some text\x00\x01\x02 and more", "null bytes at 9"),
    ],
)
def test_what_is_no_text_says_why(data: bytes, why: str) -> None:
    with pytest.raises(NotTextError, match=why):
        decode(data)


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        decoded = decode(data)
    except NotTextError:
        return
    assert "\x00" not in decoded.text
    decoded.text.encode("utf-8")


def test_a_null_byte_that_slipped_into_a_text_is_left_out() -> None:
    page = b"<p>The bridge is closed.</p>" * 20
    decoded = decode(page[:100] + b"\0" + page[100:])
    assert decoded.text == page.decode()
    assert decoded.encoding == "utf-8, 1 null byte left out"


def test_null_bytes_beside_other_controls_are_no_text() -> None:
    with pytest.raises(NotTextError, match="null bytes at 100"):
        decode(b"a" * 100 + b"\0" + b"\x01" + b"b" * 400)


@given(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00\ufeff")))
def test_utf_8_is_taken_as_it_is_unless_it_is_said(text: str) -> None:
    try:
        decoded = decode(text.encode())
    except NotTextError:
        assert text.startswith(("%PDF-", "PK", "GIF8", "{\\rtf"))
        return
    assert decoded.text == text or "repaired" in decoded.encoding
