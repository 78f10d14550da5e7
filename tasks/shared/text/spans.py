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
    """A record of `kind` with `values` for all its fields, in their order, taken as they are: for records that are made
    by the thousand of values whose types are known. It costs a third of a record that pydantic checks, and all that are
    made so share one set of field names."""
    record = _new(kind)
    _put_values(record, values)
    _put_fields(record, _fields(kind))
    _put_extra(record, None)
    _put_private(record, None)
    return record


def cite(document: str, text: str, start: int, end: int) -> Citation:
    """The citation of `text[start:end]`. Raises ValueError for a range that is empty or outside the text."""
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no words at {start}:{end} in {document} ({len(text)} characters)")
    return unchecked(Citation, {"start": start, "end": end, "document": document, "exact": text[start:end]})


def fold(text: str) -> str:
    """Lower case, straight quotation marks, single spaces: for comparing words, never for showing them."""
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
    """The text without halves of characters (surrogates), which a file can spell and no file can hold."""
    return text if text.isascii() else text.encode("utf-8", "ignore").decode("utf-8")


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without the white space at both its ends; an empty range where there is nothing else."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def line_starts(text: str) -> list[int]:
    """The offset at which each line of `text` begins, for `line_at`."""
    return [0, *(found.end() for found in _LINE_END.finditer(text))]


_LINE_END = re.compile(r"\r\n?|\n")  # "\r" alone ended lines on old Macintoshes


def line_at(starts: Sequence[int], offset: int) -> int:
    """The number, from 1, of the line that holds `offset`; `starts` as `line_starts` gives them."""
    return bisect_right(starts, offset)


def siglum_order(siglum: str) -> tuple[int, str]:
    """Ledger order of letters: A … Z, AA, …"""
    return len(siglum), siglum


def mint(prefix: str, *parts: object) -> str:
    """A record's provisional id: the prefix and 32 hex digits of the sha256 of its parts. It rests on content alone;
    `ledger` shortens it to eight digits, or keeps the id that the same record had before."""
    digest = hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{prefix}-{digest[:32]}"
