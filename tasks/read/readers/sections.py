"""Press reviews: one file in which somebody put reports one below the other, with a heading or a rule for each."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from tasks.read.sheet import FIELD, FieldSheet, SheetLine, key_of, lines_of
from tasks.read.source import FilePart, InputFile, Reader, UnreadPart
from tasks.records import StatedFields, StatedWords

_RULE = re.compile(r"(?:-{3,}|\*{3,}|_{3,}|={3,}|(?:[-*_=#~•] ){2,}[-*_=#~•]|#{5,}|~{3,})$")
_HEADING = re.compile(r"(?P<level>#{1,4})\s+(?P<words>.+?)\s*#*$")
_FRONT_MATTER = re.compile(r"\s*---[ \t]*\r?\n.*?\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.S)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MONTH = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th|\.)?\s+(?:de\s+)?[^\W\d_]{3,10}\.?,?\s+(?:de\s+)?(?:19|20)\d\d"
    r"|[^\W\d_]{3,10}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d"
    r"|\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d)\b"
)
_OUTLET = re.compile(r"(?P<outlet>[^:.!?“”\"]{3,48}):\s+(?P<title>[^\W\d_a-z“\"‘'].*)")
_LABELLED = re.compile(
    r"(?:\*\*|__)?(?P<label>source|outlet|publisher|publication|newspaper|paper|author|by|byline|date|published|url|link"
    r"|quelle|autor|datum|journal|auteur)(?:\*\*|__)?\s*:(?:\*\*|__)?\s*(?P<value>\S.*)$",
    re.I,
)
_BYLINES = frozenset(("author", "by", "byline", "autor", "auteur"))
_DATES = frozenset(("date", "published", "datum"))
_ADDRESSES = frozenset(("url", "link"))
_EMPHASIS = "*_ "
_NEAR = 6
"""Lines below a heading in which the day and the author of a report stand."""
_LONGEST_HEAD_LINE = 110
_FEWEST_WORDS = 25
"""Words of a section's prose from which it is a report and no note."""


_LONGEST_REVIEW_HEAD = 20
"""Words of the heading of a review. More are told as left out."""


class _Section(NamedTuple):
    start: int
    end: int
    stated: StatedFields


def _fits(source: InputFile) -> str | None:
    if source.ending not in (".txt", ".text", ".md", ".markdown") or not _may_hold(source.ascii):
        return None
    sections = _sections(source.text, source.ending in (".md", ".markdown"))
    return f"{len(sections)} headings, each with a day of its own" if sections else None


def _may_hold(data: bytes) -> bool:
    """Whether there is a rule of signs, or more than one heading."""
    return any(sign in data for sign in (b"---", b"***", b"___", b"===", b"* * *", b"###", b"~~~")) or (
        data.count(b"\n## ") + data.count(b"\n# ") + data.startswith((b"# ", b"## ")) > 1
    )


def _parts(source: InputFile) -> Iterator[FilePart | UnreadPart]:
    text, encoding = source.decoded
    markdown = source.ending in (".md", ".markdown")
    sections = _sections(text, markdown)
    above = text[: sections[0].start].split()
    if len(above) > _LONGEST_REVIEW_HEAD:
        yield UnreadPart("0", "no-report", f"what stands above the first report: “{' '.join(above[:8])} …”")
    for number, section in enumerate(sections, 1):
        piece = text[section.start : section.end]
        yield FilePart(
            str(number),
            "text/markdown" if markdown else "text/plain",
            encoding,
            piece,
            section.stated,
            key_of(section.stated),
        )


def _sections(text: str, markdown: bool) -> list[_Section]:
    """The reports of a press review; none where the text is not one. Each begins with a heading of one level, or below
    a rule, and names its day; what stands before the first is the review's own heading and goes with it."""
    front = _FRONT_MATTER.match(text) if markdown else None
    lines = [line for line in lines_of(text) if not front or line.start >= front.end()]
    for starts in _divisions(lines, markdown):
        if len(starts) < 2:
            continue
        ends = [*starts[1:], len(lines)]
        read = [_read(text, lines[a:b]) for a, b in zip(starts, ends, strict=True)]
        if all(read):
            # What stands above the first report of a page of Markdown is the heading of the review, and no part of it.
            begin = lines[starts[0]].start if markdown else 0
            bounds = [begin, *(lines[at].start for at in starts[1:]), len(text)]
            found = []
            for (a, b), first, stated in zip(itertools.pairwise(bounds), starts, read, strict=True):
                assert stated is not None
                found.append(_Section(a, b, _shifted(text[a:b], stated, a, lines[first].start, markdown)))
            return found
    return []


def _divisions(lines: list[SheetLine], markdown: bool) -> Iterator[list[int]]:
    """The lines with which reports may begin, one list for each way to divide the text."""
    if markdown:
        for level in range(1, 5):
            heads = [at for at, line in enumerate(lines) if _level(line) == level]
            if len(heads) > 1:
                yield heads
    ruled = [
        at + 1 for at, line in enumerate(lines[:-1]) if _RULE.match(line.text) and not _RULE.match(lines[at + 1].text)
    ]
    if ruled:
        yield ruled
        if ruled[0] > 1:
            yield [0, *ruled]


def _level(line: SheetLine) -> int:
    match = _HEADING.match(line.text)
    return len(match["level"]) if match else 0


def _read(text: str, lines: list[SheetLine]) -> StatedFields | None:
    """What the head of one section says; None where it is no report: without a headline, a day or prose."""
    lines = [line for line in lines if not _RULE.match(line.text)]
    if len(lines) < 3 or any(
        _level(line) and _level(line) <= _level(lines[0]) for line in lines[1:] if _level(lines[0])
    ):
        return None
    heading = _HEADING.match(lines[0].text)
    head_start = lines[0].start + (heading.start("words") if heading else 0)
    words = text[head_start : lines[0].end].rstrip("# ")
    if len(words) > 2 * _LONGEST_HEAD_LINE or (not heading and words[-1:] in ".,;"):
        return None
    fields: dict[str, StatedWords | None] = {}
    outlet = _OUTLET.match(words)
    if outlet:
        fields["publisher"] = _worded(text, head_start, head_start + outlet.end("outlet"), "heading")
        fields["title"] = _worded(text, head_start + outlet.start("title"), head_start + len(words), "heading")
    else:
        fields["title"] = _worded(text, head_start, head_start + len(words), "heading")
    body = 1
    for at, line in enumerate(lines[1 : 1 + _NEAR], 1):
        if not _of_head(line, fields):
            break
        body = at + 1
        _take(text, line, fields)
    prose = sum(len(line.text.split()) for line in lines[body:])
    if fields.get("published") is None or prose < _FEWEST_WORDS:
        return None
    return StatedFields(**fields)  # type: ignore[arg-type]


def _of_head(line: SheetLine, fields: dict[str, StatedWords | None]) -> bool:
    """Whether a line below the heading still is of the report's head."""
    bare = line.text.strip(_EMPHASIS)
    if _LABELLED.match(line.text):
        return True
    if len(bare) > _LONGEST_HEAD_LINE:
        return False
    return bool(_MONTH.search(bare)) or (bare[-1:] not in '.!?”"' and len(bare.split()) <= _SHORT)


_SHORT = 9


def _take(text: str, line: SheetLine, fields: dict[str, StatedWords | None]) -> None:
    """Take what a line of the head says: a field with a label, or day, outlet and author divided by signs."""
    labelled = _LABELLED.match(line.text)
    if labelled:
        label = labelled["label"].lower()
        name = (
            "byline" if label in _BYLINES else "published" if label in _DATES else "url" if label in _ADDRESSES
            else "publisher"
        )  # fmt: skip
        fields.setdefault(name, _worded(text, line.start + labelled.start("value"), line.end, labelled["label"]))
        return
    date = _MONTH.search(text, line.start, line.end)
    if date and "published" not in fields:
        fields["published"] = StatedWords(
            exact=date[0], start=date.start(), end=date.end(), field="line below the heading"
        )
    pieces = re.finditer(r"[^,|·•;–—]+", text[line.start : line.end])
    for piece in pieces:
        start, end = line.start + piece.start(), line.start + piece.end()
        if date and start < date.end() and end > date.start():
            continue
        words = _worded(text, start, end, "line below the heading")
        if words is None or _YEAR.search(words.exact) or not words.exact[0].isupper():
            continue
        if "publisher" not in fields:
            fields["publisher"] = words
        elif "byline" not in fields and len(words.exact.split()) <= _LONGEST_NAME:
            by = re.match(r"(?:[Bb]y|[Vv]on|[Pp]ar|[Pp]or)\s+", words.exact)
            assert words.start is not None
            fields["byline"] = _worded(text, words.start + (by.end() if by else 0), end, "line below the heading")


_LONGEST_NAME = 5


def _worded(text: str, start: int, end: int, field: str) -> StatedWords | None:
    while start < end and text[start] in _EMPHASIS + "\t<":
        start += 1
    while end > start and text[end - 1] in _EMPHASIS + "\t>":
        end -= 1
    return StatedWords(exact=text[start:end], start=start, end=end, field=field) if start < end else None


def _shifted(piece: str, stated: StatedFields, at: int, begins: int, markdown: bool) -> StatedFields:
    """The same with places in the section's own text. In Markdown the text is what is rendered of it, so places are
    found there, by cleaning; only the words are known here."""
    fields: dict[str, StatedWords | None] = {}
    for name in ("title", "byline", "publisher", "published", "url"):
        words: StatedWords | None = getattr(stated, name)
        if words is None or words.start is None or words.end is None:
            continue
        update = {"start": None, "end": None} if markdown else {"start": words.start - at, "end": words.end - at}
        fields[name] = words.model_copy(update=update)
    if markdown:
        return StatedFields(**fields)  # type: ignore[arg-type]
    sheet = FieldSheet(piece)
    head = [words for words in fields.values() if words is not None and words.end is not None]
    title = fields["title"]
    assert title is not None
    assert title.start is not None
    assert title.end is not None
    sheet.mark(title.start, title.end, "title")
    reach = max(words.end or 0 for words in head)
    body = [line for line in lines_of(piece) if line.start >= reach]
    first = next((line for line in body if not _RULE.match(line.text)), None)
    last = next((line for line in reversed(body) if not _RULE.match(line.text)), None)
    if first and last:
        sheet.mark(first.start, last.end, "body")
    return sheet.stated(**fields)


__all__ = ["FIELD", "READER"]
READER = Reader("sections 1", _fits, _parts)
