"""Bytes to text: by byte-order mark, as UTF-8, by declaration, then by guess; with mojibake repaired when certain."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple


class NotTextError(ValueError):
    """The bytes are not text; the message says why."""


class Decoded(NamedTuple):
    """A decoded text without byte-order mark, and the name of its encoding with a remark on repairs ("utf-8, mojibake
    repaired")."""

    text: str
    encoding: str


# The longer marks first: that of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive or office file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"{\\rtf", "an RTF file"),
)

_DECLARATION = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})""",
    re.I,
)
_DECLARED_WITHIN = 4096
"""Bytes in which a declaration is looked for. Browsers read 1,024; saved pages put comments and scripts first."""

_AS_BROWSERS_DO = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
"""Encodings that pages declare and the larger ones that browsers read for them (WHATWG Encoding Standard)."""

_WEB_ENCODINGS = frozenset(
    (
        "big5", "big5hkscs", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258",
        "cp866", "cp874", "cp932", "cp949", "euc_jp", "gb18030", "iso2022_jp", "iso8859-2", "iso8859-3", "iso8859-4",
        "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-8", "iso8859-10", "iso8859-13", "iso8859-14", "iso8859-15",
        "iso8859-16", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic",
    )
)  # fmt: skip
"""Encodings whose declaration is believed. Python knows others, such as escapes, that no page is written in; UTF-8 has
been tried already, and UTF-16 cannot declare itself in ASCII."""

_TOO_BROKEN = 0.02
"""Share of a text's non-ASCII sequences that may be broken for it still to count as UTF-8: a few bytes cut or lost in
copying. In any other encoding nearly all of them break."""


_PER_NULL = 250
"""Bytes of a text for each null byte that may stand in it. Slips of programs that write pages are seldom; browsers
pass them over. What is no text has one in every line."""
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1a\x7f]")
"""Characters of control that no text holds."""


def decode(data: bytes) -> Decoded:
    """Decodes the bytes of a file: by byte-order mark, declared or detected encoding; mojibake is repaired. Raises
    NotTextError if they are not text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding)
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise NotTextError(kind)
    nothing = data.find(0)
    if nothing >= 0:
        wide = _wide(data)
        if wide is not None:
            return _decoded(data, wide)
        nulls = data.count(0)
        if nulls * _PER_NULL > len(data) or _CONTROLS.search(data):
            raise NotTextError(f"null bytes at {nothing}")
        text, encoding = decode(data.replace(b"\0", b""))
        return Decoded(text, f"{encoding}, {nulls} null {'byte' if nulls == 1 else 'bytes'} left out")
    try:
        return _repaired(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _guessed(data)


def _decoded(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    if "\x00" in text:
        raise NotTextError(f"null characters at {text.index(chr(0))} of {encoding} text")
    lost = text.count("\ufffd")
    return _repaired(text, encoding + (f", {lost} undecodable replaced" if lost else ""))


def _wide(data: bytes) -> str | None:
    """UTF-16 without its mark: in Latin text every other byte is null, and never two in a row."""
    sample = data[: 4096 - 4096 % 2]
    for encoding, nulls, others in (("utf-16-le", sample[1::2], sample[::2]), ("utf-16-be", sample[::2], sample[1::2])):
        if nulls.count(0) > 0.7 * len(nulls) and 0 not in others:
            return encoding
    return None


def _guessed(data: bytes) -> Decoded:
    """What is neither marked nor valid UTF-8: nearly valid UTF-8, then the declared encoding, then the likeliest."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    foreign = sum(not character.isascii() for character in text)
    if broken <= _TOO_BROKEN * foreign or (broken == 1 < foreign and text.endswith("\ufffd")):
        return _decoded(data, "utf-8")
    declared = _declared(data)
    if declared:
        try:
            return _repaired(data.decode(declared), declared)
        except UnicodeDecodeError:
            pass
    if _is_western(data):
        return _repaired(data.decode("cp1252"), "cp1252")
    from charset_normalizer import from_bytes  # a tenth of a second to import, and seldom needed

    guesses = [(guess.encoding, str(guess)) for guess in from_bytes(data)]
    guesses.sort(key=lambda guess: _SYMBOL_IN_WORD.search(guess[1]) is not None)
    for encoding, text in guesses:
        return _repaired(text, encoding)
    if declared:
        return _decoded(data, declared)
    raise NotTextError("no known encoding fits")


_WESTERN = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßœÀÁÂÄÅÆÇÈÉÊËÍÎÏÑÓÔÖØÙÚÛÜŒ‘’“”„‚‹›«»–—…•·€£§©®°º\u00a0¡¿")
"""What stands beside ASCII in the languages of western Europe."""
_FOREIGN_LETTERS = 0.3
"""Share of a text's letters that may be none of ASCII: Vietnamese has more, and so has Russian misread."""
_SYMBOL_IN_WORD = re.compile("[a-z][\u00a1-\u00aa\u00ac-\u00b9\u00bc-\u00bf\u00d7\u00f7]")
"""A letter with a sign after it: the trace of a wrong guess ("powiedzia³")."""


def _is_western(data: bytes) -> bool:
    """Whether the bytes read as Windows-1252, the commonest encoding beside UTF-8, and nothing speaks against it."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    foreign = [character for character in text if not character.isascii()]
    few = sum(map(str.isalpha, foreign)) <= _FOREIGN_LETTERS * sum(map(str.isalpha, text))
    return few and _WESTERN.issuperset(foreign) and not _SYMBOL_IN_WORD.search(text)


def _declared(data: bytes) -> str | None:
    """The encoding that the file says it is in, if it is one that web pages are written in."""
    found = _DECLARATION.search(data[:_DECLARED_WITHIN])
    if not found:
        return None
    try:
        name = codecs.lookup((found[1] or found[2]).decode("ascii")).name
    except (LookupError, UnicodeDecodeError):
        return None
    name = _AS_BROWSERS_DO.get(name, name)
    return name if name in _WEB_ENCODINGS else None


_SUSPECT = re.compile(
    "[\u0080-\u009f\u00c2\u00c3\u00e2]"
    "(?:(?<=[\u0080-\u009f])|[\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122])"
)
"""Characters that mojibake of UTF-8 leaves behind. A text without them needs no closer look. What may come first is
one set of characters, which is skimmed for five times as fast as two alternatives."""


def _repaired(text: str, encoding: str) -> Decoded:
    """The text with its mojibake undone, line by line and only where the line is bad before and good after."""
    if text.isascii() or not _SUSPECT.search(text):
        return Decoded(text, encoding)
    from ftfy import fix_encoding
    from ftfy.badness import badness

    lines = text.split("\n")
    for at, line in enumerate(lines):
        if _SUSPECT.search(line) and badness(line):
            better = fix_encoding(line)
            if better != line and not badness(better):
                lines[at] = better
    repaired = "\n".join(lines)
    return Decoded(repaired, encoding + (", mojibake repaired" if repaired != text else ""))
