"""RawDocument -> Document | Dropped: keep the report, hide the page, lose nothing."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.clean.html import read_html
from tasks.clean.markdown import read_markdown
from tasks.clean.plain import read_lines
from tasks.clean.reading import Reading
from tasks.clean.text import read_text
from tasks.clean.web import read_web
from tasks.records import Block, BlockKind, Document, Dropped, RawDocument, Removed, Settings


def recurring_lines(raw: Sequence[RawDocument]) -> frozenset[str]:
    """Hashes of the lines that stand in more than one file."""
    return frozenset()


def clean(raw: RawDocument, recurring: frozenset[str], settings: Settings) -> Document | Dropped:
    """The document with its blocks and removed ranges."""
    reading = _read(raw, recurring)
    if reading is None:
        return Dropped(path=raw.path, stage="clean", reason="no-text", detail="no visible text")
    blocks: list[Block] = []
    removed: list[Removed] = []
    for at, (line, rule) in enumerate(zip(reading.page.lines, reading.rules, strict=True)):
        if rule is None:
            blocks.append(Block(start=line.start, end=line.end, kind=_kind(at, reading)))
        else:
            removed.append(Removed(start=line.start, end=line.end, rule=rule))
    return Document(
        id=raw.id,
        path=raw.path,
        sha256=raw.sha256,
        media_type=raw.media_type,
        encoding=raw.encoding,
        language=settings.language or reading.language,
        text=reading.page.text,
        blocks=tuple(blocks),
        removed=tuple(removed),
        title=reading.title,
        standfirst=reading.standfirst,
        byline=reading.byline,
        publisher=reading.publisher,
        published=reading.published,
        published_basis=reading.published_basis,
        modified=reading.modified,
        agencies=reading.agencies,
        url=reading.url,
        doubtful=reading.doubtful,
    )


def _kind(at: int, reading: Reading) -> BlockKind:
    if at == reading.title_line:
        return "title"
    if at == reading.standfirst_line:
        return "standfirst"
    return reading.page.lines[at].kind or "paragraph"


def _read(raw: RawDocument, recurring: frozenset[str]) -> Reading | None:
    """None where there is nothing to see."""
    if raw.media_type == "text/html":
        html = read_html(raw.content)
        return read_web(html, recurring) if html is not None and html.page.lines else None
    page = read_markdown(raw.content).page if raw.media_type == "text/markdown" else read_text(raw.content)
    return read_lines(page, recurring) if page.lines else None
