"""A report's text as an export prints it: its lines with their places, and what each stretch of it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from tasks.records import StatedFields, StatedWords, Stretch

FIELD = "export-field"
"""The rule that hides what an export prints beside a report: its labels, numbers and codes."""

_LINE = re.compile(r"[^\r\n]+")


class SheetLine(NamedTuple):
    """A non-blank line of a text without white space at its ends; `apart` says whether a blank line or nothing is above
    it."""

    start: int
    end: int
    text: str
    apart: bool
    indent: int


def lines_of(text: str) -> list[SheetLine]:
    """The non-blank lines of a text, in order."""
    found: list[SheetLine] = []
    reach = 0
    for match in _LINE.finditer(text):
        words = match[0].strip()
        if not words:
            continue
        start = match.start() + match[0].index(words[0])
        between = text[reach : match.start()]
        breaks = between.count("\n") if "\n" in between else between.count("\r")
        found.append(SheetLine(start, start + len(words), words, not found or breaks > 1, start - match.start()))
        reach = match.end()
    return found


def paragraphs(lines: Iterable[str]) -> str:
    """Lines of a page as a text in which each line is a paragraph."""
    return "\n\n".join(line for line in (" ".join(row.split()) for row in lines) if line)


class FieldSheet:
    """Names the stretches of one report's text; what has no name is a field of the export."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._stretches: list[tuple[int, int, str]] = []

    def mark(self, start: int, end: int, role: str) -> None:
        """Names the range from `start` to `end` (code points). Ranges must not overlap; an empty one is ignored."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        if start < end:
            self._stretches.append((start, end, role))

    def words(self, start: int, end: int, field: str) -> StatedWords | None:
        """The words of a field, with their range; None if it is blank."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return StatedWords(exact=self.text[start:end], start=start, end=end, field=field) if start < end else None

    def stretches(self) -> tuple[Stretch, ...]:
        """All named ranges in order, and those between them that have no name."""
        found: list[tuple[int, int, str]] = []
        at = 0
        for start, end, role in sorted(self._stretches):
            if start < at:  # a broken export may name the same words twice: the first name counts
                continue
            found.extend(self._rest(at, start))
            found.append((start, end, role))
            at = end
        found.extend(self._rest(at, len(self.text)))
        return tuple(Stretch(start=start, end=end, role=role) for start, end, role in found)

    def stated(self, **fields: StatedWords | None) -> StatedFields:
        """The stated fields, with all stretches."""
        return StatedFields(stretches=self.stretches(), **fields)  # type: ignore[arg-type]

    def _rest(self, start: int, end: int) -> list[tuple[int, int, str]]:
        return [(start + line.start, start + line.end, FIELD) for line in lines_of(self.text[start:end])]


def key_of(stated: StatedFields) -> str:
    """A key that identifies a report in an export to which reports are added: its outlet, day and headline."""
    fields = (stated.publisher, stated.published, stated.title)
    return "\x1f".join(" ".join(field.exact.lower().split()) if field else "" for field in fields)


_BY = re.compile(r"(?:by|von|par|por|di|da|door|av|af)\s*:?\s+(?=[^\W\d_])", re.I)
_AFTER_NAMES = re.compile(
    r"\s*(?:;|\||[\w.+-]+@[\w.-]+|https?://|\bSpecial to\b"
    r"|,\s+(?:[^\W\d_]+\s+){0,3}(?:writers?|reporters?|correspondents?|editors?|columnists?|staff|bureau|redaktion)\b).*",
    re.S | re.I,
)


def byline_in(sheet: FieldSheet, start: int, end: int, field: str) -> StatedWords | None:
    """The names in a by-line field, without "by" and what follows the names; None if there are none."""
    value = sheet.text[start:end]
    by = _BY.match(value.lstrip())
    if by:
        start += len(value) - len(value.lstrip()) + by.end()
    rest = _AFTER_NAMES.search(sheet.text, start, end)
    return sheet.words(start, rest.start() if rest else end, field)


def numbered(texts: list[str]) -> list[tuple[str, str]]:
    """Pairs of address and text of the reports of one file. Addresses count from "1"; the only report of a file has
    ""."""
    if len(texts) == 1:
        return [("", texts[0])]
    return [(str(number), text) for number, text in enumerate(texts, 1)]
