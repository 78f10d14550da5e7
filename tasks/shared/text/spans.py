"""Helpers on spans and offsets that every stage may use. Offsets are code points of one document's `text`."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, TypeVar

from pydantic import BaseModel

from tasks.records import Citation, Record

Made = TypeVar("Made", bound=Record)

_FOLD = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " ", "–": "-", "—": "-"})


# What a pydantic model consists of. Set by the slots themselves: `object.__setattr__` looks each up, at twice the cost.
_SLOTS = ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
_put_values, _put_fields, _put_extra, _put_private = (vars(BaseModel)[slot].__set__ for slot in _SLOTS)
_new = object.__new__


class _Fields(dict[type[Record], set[str]]):
    """The names of the fields of each kind of record."""

    def __missing__(self, kind: type[Record]) -> set[str]:
        self[kind] = names = set(kind.model_fields)
        return names


_fields = _Fields().__getitem__


def unchecked(kind: type[Made], values: dict[str, Any]) -> Made:
    """Builds a record without validation, by writing pydantic's slots; three times as fast as a checked record.

    Args:
        kind: the class of the record.
        values: a value for every field by its name, in the order of the fields, each already of the right type. The
            dictionary becomes the record's own; do not change it afterwards.

    Returns:
        The record. All records of a kind that are built like this share one set of field names.
    """
    record = _new(kind)
    _put_values(record, values)
    _put_fields(record, _fields(kind))
    _put_extra(record, None)
    _put_private(record, None)
    return record


def cite(document: str, text: str, start: int, end: int) -> Citation:
    """The citation of `text[start:end]`. `document` is the id of the document, `text` its whole text; offsets are code
    points. Raises ValueError for a range that is empty or outside the text."""
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no words at {start}:{end} in {document} ({len(text)} characters)")
    return unchecked(Citation, {"start": start, "end": end, "document": document, "exact": text[start:end]})


def fold(text: str) -> str:
    """The text in lower case, with straight quotation marks, "-" for dashes and single spaces: for comparing, never for
    showing. The length may change, so offsets into `text` do not apply to the result."""
    return " ".join(text.translate(_FOLD).lower().split())


def lowered(text: str) -> str:
    """Lower case of the same length, so that a place in it is a place in `text`. One letter of Unicode grows when it is
    made small, the dotted capital of Turkish; here it becomes a plain "i"."""
    low = text.lower()
    return low if len(low) == len(text) else text.replace("\u0130", "i").lower()


def closed(text: str) -> str:
    """The text with every change of direction that it begins ended in it, for a place where no element ends it: a
    title, a cell of a table. Ends that belong to nothing are left out."""
    if text.isascii() or not _DIRECTED.search(text):
        return text
    kept: list[str] = []
    opened: list[str] = []
    for character in text:
        if character in _OPENS:
            opened.append(_OPENS[character])
        elif character in _ENDS:
            if not opened or opened[-1] != character:
                continue
            opened.pop()
        kept.append(character)
    return "".join(kept + opened[::-1])


_ENDS = "\u202c\u2069"  # PDF, PDI
_OPENS = dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c") | dict.fromkeys("\u2066\u2067\u2068", "\u2069")
_DIRECTED = re.compile(f"[{_ENDS}{''.join(_OPENS)}]")


def whole_characters(text: str) -> str:
    """The text without lone surrogates (halves of characters), which a JSON file can spell but UTF-8 cannot encode."""
    return text if text.isascii() else text.encode("utf-8", "ignore").decode("utf-8")


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The range `(start, end)` of code points without white space at both ends; an empty range if `text[start:end]` is
    blank."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def line_starts(text: str) -> list[int]:
    """The offset (code points) at which each line of `text` begins, in order, for `line_at`; the first is 0. Lines end
    with LF, CR LF or CR."""
    return [0, *(found.end() for found in _LINE_END.finditer(text))]


_LINE_END = re.compile(r"\r\n?|\n")  # "\r" alone ended lines on old Macintoshes


def line_at(starts: Sequence[int], offset: int) -> int:
    """The number, counted from 1, of the line that contains the code point at `offset`. `starts` is the result of
    `line_starts`."""
    return bisect_right(starts, offset)


def siglum_order(siglum: str) -> tuple[int, str]:
    """A sort key for the letters of documents: A … Z before AA … ZZ, and so on."""
    return len(siglum), siglum


def address_order(path: str) -> tuple[str, int]:
    """The order of documents: by path, and those inside of one file by their number there (`a.txt#2`, `a.txt#10`)."""
    file, _, number = path.rpartition("#")
    return (file, int(number)) if file and number.isascii() and number.isdigit() else (path, 0)


def mint(prefix: str, *parts: object) -> str:
    """A provisional id: "<prefix>-" and the first 32 hex digits of the SHA-256 of the `parts`, each as a string. The
    same parts give the same id in every run; `tasks.ledger` replaces it by the published id."""
    digest = hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{prefix}-{digest[:32]}"
