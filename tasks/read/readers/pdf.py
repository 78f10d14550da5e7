"""PDF files with a text layer: lines by their places on the page, columns one after the other, pages in order.

Columns are found by cutting a page at white gaps, first upright and then level ones (the recursive X-Y cut of Nagy and
Seth 1984).
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from tasks.read.readers import factiva, nexis
from tasks.read.sheet import FieldSheet
from tasks.read.source import FilePart, InputFile, Reader, UnreadPart

_MOST_PAGES = 500
_FEWEST_CHARACTERS = 40
"""Characters of a page, on average, below which its pages are pictures."""
_GAP = 1.6
"""Font sizes between two characters of one line from which they stand in different columns."""
_GUTTER = 0.7
"""Font sizes of white between two columns, at least."""
_BELOW = 0.2
"""Share of the font size that stands below the line."""
_HEAD = "running-head"
_PAGE = "page-number"


class _Fragment(NamedTuple):
    """Words on one line of a column: the box around them in points from the lower left corner, and the font size."""

    left: float
    bottom: float
    right: float
    top: float
    size: float
    text: str


class _Paragraph(NamedTuple):
    page: int
    size: float
    text: str
    role: str


def _fits(source: InputFile) -> str | None:
    return "a PDF file" if source.head.startswith(b"%PDF-") else None


def _parts(source: InputFile) -> Iterator[FilePart | UnreadPart]:
    try:
        import pypdfium2
    except ImportError:
        yield UnreadPart("", "needs-an-extra", "PDF files are read with: pip install 'dossier[pdf]'")
        return
    from importlib.metadata import version

    try:
        document = pypdfium2.PdfDocument(source.data)
        pages = len(document)
        if pages > _MOST_PAGES:
            yield UnreadPart("", "too-large", f"{pages} pages; the most that is read is {_MOST_PAGES}")
            return
        fragments = [_fragments(document[number]) for number in range(pages)]
    except pypdfium2.PdfiumError as error:
        reason = "encrypted" if "assword" in str(error) else "unreadable"
        yield UnreadPart("", reason, f"the PDF file cannot be opened: {error}")
        return
    count = sum(len(fragment.text) for page in fragments for fragment in page)
    if count < _FEWEST_CHARACTERS * max(1, pages):
        yield UnreadPart("", "no-text-layer", f"{pages} pages, which are pictures; recognise their text first (OCR)")
        return
    paragraphs = _paragraphs(fragments)
    encoding = f"pdf, pypdfium2 {version('pypdfium2')}"
    plain = "\n\n".join(paragraph.text for paragraph in paragraphs if paragraph.role not in (_HEAD, _PAGE))
    if nexis.is_export(plain):
        yield from nexis.articles(nexis.split(plain), "text/plain", encoding)
    elif factiva.is_export(plain):
        yield from factiva.articles(factiva.split(plain), "text/plain", encoding)
    else:
        yield _report(paragraphs, encoding)


def _report(paragraphs: Sequence[_Paragraph], encoding: str) -> FilePart:
    """The file as one report, with a line for each page after the first that says where it begins."""
    text = "\n\n".join(paragraph.text for paragraph in paragraphs)
    sheet = FieldSheet(text)
    body = [paragraph for paragraph in paragraphs if not paragraph.role]
    weights: Counter[float] = Counter()
    for paragraph in body:
        weights[round(paragraph.size, 1)] += len(paragraph.text)
    usual = max(weights, key=lambda size: (weights[size], -size)) if weights else 0.0
    largest = max((paragraph.size for paragraph in body if paragraph.page == 0), default=0.0)
    title = next(
        (p for p in body if p.page == 0 and p.size == largest and largest > _LARGER * usual and len(p.text) < _TITLE),
        None,
    )
    at = 0
    fields = {}
    for paragraph in paragraphs:
        end = at + len(paragraph.text)
        if paragraph is title:
            sheet.mark(at, end, "title")
            fields["title"] = sheet.words(at, end, "largest letters of the first page")
        else:
            sheet.mark(at, end, paragraph.role or "body")
        at = end + 2
    return FilePart("", "text/plain", encoding, text, sheet.stated(**fields))


_LARGER = 1.2
_TITLE = 250


def _fragments(page: Any) -> list[_Fragment]:
    """The words of a page in its own order, divided where a line ends or a gap is wide."""
    import ctypes

    from pypdfium2 import raw

    text_page = page.get_textpage()
    found: list[_Fragment] = []
    letters: list[str] = []
    box = [0.0, 0.0, 0.0, 0.0]
    size = 0.0

    def end() -> None:
        words = " ".join("".join(letters).split())
        if words:
            found.append(_Fragment(box[0], box[1], box[2], box[3], size, words))
        letters.clear()

    left, right, bottom, top, across, baseline = (ctypes.c_double() for _ in range(6))
    for at in range(text_page.count_chars()):
        sign = chr(raw.FPDFText_GetUnicode(text_page, at) or 32)
        if sign in "\r\n":
            end()
            continue
        if sign in "\x02\ufffe\u00ad":
            sign = "\u00ad"
        if sign == " " or raw.FPDFText_IsGenerated(text_page, at) == 1:
            if letters:
                letters.append(sign if sign == "\u00ad" else " ")
            continue
        if ord(sign) < 32 or not raw.FPDFText_GetCharBox(text_page, at, left, right, bottom, top):
            continue
        raw.FPDFText_GetCharOrigin(text_page, at, across, baseline)
        here = float(raw.FPDFText_GetFontSize(text_page, at)) or 1.0
        # Letters are of one height here, whether or not they reach below the line.
        low, high = baseline.value - _BELOW * here, baseline.value + (1 - _BELOW) * here
        apart = letters and (
            left.value - box[2] > _GAP * here or left.value < box[0] - here or not box[1] <= (low + high) / 2 <= box[3]
        )
        if apart:
            end()
        if not letters:
            box[:] = [left.value, low, right.value, high]
            size = here
        letters.append(sign)
        box[:] = [min(box[0], left.value), min(box[1], low), max(box[2], right.value), max(box[3], high)]
    end()
    return found


def _paragraphs(pages: Sequence[Sequence[_Fragment]]) -> list[_Paragraph]:
    """The paragraphs of all pages in order of reading. One that a column or a page breaks is joined."""
    heads = _running_heads(pages)
    found: list[_Paragraph] = []
    for number, page in enumerate(pages):
        running = [fragment for fragment in page if _masked(fragment) in heads and _at_the_edge(fragment, page)]
        blocks = _blocks([fragment for fragment in page if fragment not in running], _DEEPEST)
        begun = number == 0
        found.extend(_Paragraph(number, fragment.size, fragment.text, _HEAD) for fragment in running)
        for block in blocks:
            for text, size in _block_paragraphs(block):
                last = next((at for at in range(len(found) - 1, -1, -1) if not found[at].role), None)
                if last is not None and _goes_on(found[last], text, size):
                    found[last] = found[last]._replace(text=_joined(found[last].text, text))
                    continue
                if not begun:
                    found.append(_Paragraph(number, size, f"Page {number + 1}", _PAGE))
                    begun = True
                found.append(_Paragraph(number, size, text, ""))
    return [paragraph._replace(text=paragraph.text.replace("\u00ad", "")) for paragraph in found]


_DEEPEST = 12


def _goes_on(above: _Paragraph, text: str, size: float) -> bool:
    unfinished = above.text[-1:] not in '.!?:”"’»' or above.text.endswith("\u00ad")
    return unfinished and text[:1].islower() and abs(above.size - size) < 0.1 * size


def _joined(above: str, below: str) -> str:
    """Two lines as one: a word that a hyphen breaks is whole again."""
    if above.endswith("\u00ad"):
        return above[:-1] + below
    if re.search(r"[^\W\d_]-$", above) and below[:1].islower():
        return above[:-1] + below
    return f"{above} {below}"


def _masked(fragment: _Fragment) -> str:
    return re.sub(r"\d+", "#", fragment.text.lower())


def _at_the_edge(fragment: _Fragment, page: Sequence[_Fragment]) -> bool:
    """Whether words stand above or below nearly all others of their page."""
    middle = (fragment.top + fragment.bottom) / 2
    above = sum((other.top + other.bottom) / 2 > middle + 1 for other in page)
    below = sum((other.top + other.bottom) / 2 < middle - 1 for other in page)
    return min(above, below) <= _EDGE


_EDGE = 3


def _running_heads(pages: Sequence[Sequence[_Fragment]]) -> frozenset[str]:
    """The lines, numbers aside, that stand at the edge of two pages or more, and of half of them at least."""
    if len(pages) < 2:
        return frozenset()
    counts = Counter(
        words for page in pages for words in {_masked(fragment) for fragment in page if _at_the_edge(fragment, page)}
    )
    return frozenset(words for words, count in counts.items() if count >= max(2, len(pages) / 2))


def _blocks(fragments: list[_Fragment], depth: int) -> list[list[_Fragment]]:
    """The columns and bands of a page, in order of reading."""
    if len(fragments) < 2 or depth == 0:
        return [fragments] if fragments else []
    size = statistics.median(fragment.size for fragment in fragments)
    columns = _cut(fragments, _GUTTER * size, upright=True)
    if columns and all(len(column) >= _FEWEST_LINES for column in columns):
        return [block for column in columns for block in _blocks(column, depth - 1)]
    bands = _cut(fragments, 0.0, upright=False)
    if not bands:
        return [fragments]
    inner = [_blocks(band, depth - 1) for band in bands]
    if all(len(blocks) == 1 for blocks in inner):
        return [fragments]
    return [block for blocks in inner for block in blocks]


_FEWEST_LINES = 3


def _cut(fragments: list[_Fragment], least: float, upright: bool) -> list[list[_Fragment]]:
    """The two parts of a page on both sides of its widest white gap: left and right, or above and below; none where
    no gap is wider than `least`."""
    ordered = sorted(fragments, key=lambda f: (f.left, f.right) if upright else (-f.top, -f.bottom))
    reach = ordered[0].right if upright else ordered[0].bottom
    best, place = least, 0
    for at, fragment in enumerate(ordered[1:], 1):
        gap = fragment.left - reach if upright else reach - fragment.top
        if gap > best:
            best, place = gap, at
        reach = max(reach, fragment.right) if upright else min(reach, fragment.bottom)
    return [ordered[:place], ordered[place:]] if place else []


def _block_paragraphs(block: Sequence[_Fragment]) -> Iterator[tuple[str, float]]:
    """The paragraphs of one column, each with its font size."""
    lines = _lines(block)
    gaps = [(above.bottom - below.bottom) / below.size for above, below in pairwise(lines)]
    # Most lines go on a paragraph, so the lower quarter of all distances is that between its lines.
    usual = sorted(gaps)[len(gaps) // 4] if gaps else 0.0
    left = min(line.left for line in lines)
    right = max(line.right for line in lines)
    text, size = lines[0].text, lines[0].size
    for (above, line), gap in zip(pairwise(lines), gaps, strict=True):
        short = above.right < right - 0.12 * (right - left) and above.text[-1:] in '.!?”"’»'
        begins = (
            gap > _PITCH * usual
            or abs(line.size - above.size) > 0.12 * above.size
            or (line.left > left + 0.7 * line.size and above.left <= left + 0.3 * line.size)
            or short
        )
        if begins:
            yield text, size
            text, size = line.text, line.size
        else:
            text = _joined(text, line.text)
    yield text, size


_PITCH = 1.3
"""How many times the usual distance of lines it takes for a new paragraph."""


def _lines(block: Sequence[_Fragment]) -> list[_Fragment]:
    """The lines of one column from top to bottom, of the words that stand at one height."""
    lines: list[_Fragment] = []
    for fragment in sorted(block, key=lambda f: (-(f.top + f.bottom) / 2, f.left)):
        if lines:
            last = lines[-1]
            if abs((last.top + last.bottom) / 2 - (fragment.top + fragment.bottom) / 2) < 0.5 * last.size:
                first, second = sorted((last, fragment), key=lambda f: f.left)
                lines[-1] = _Fragment(
                    first.left, min(last.bottom, fragment.bottom), max(last.right, fragment.right),
                    max(last.top, fragment.top), last.size, f"{first.text} {second.text}",
                )  # fmt: skip
                continue
        lines.append(fragment)
    return lines


READER = Reader("pdf 1", _fits, _parts)
