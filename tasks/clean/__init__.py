"""RawDocument -> Document | Dropped: keep the report, hide the page, lose nothing."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.clean.html import read_html
from tasks.clean.judge import judge
from tasks.clean.main_text import main_lines
from tasks.clean.page import Page
from tasks.clean.text import read_text
from tasks.records import Block, BlockKind, Document, Dropped, RawDocument, Removed, Settings, Title


def recurring_lines(raw: Sequence[RawDocument]) -> frozenset[str]:
    """Hashes of the lines that stand in more than one file."""
    return frozenset()


def clean(raw: RawDocument, recurring: frozenset[str], settings: Settings) -> Document | Dropped:
    """The document with its blocks and removed ranges."""
    page, kept = _read(raw)
    if not page.lines:
        return Dropped(path=raw.path, stage="clean", reason="no-text", detail="no visible text")
    verdict = judge(page.lines)
    blocks: list[Block] = []
    removed: list[Removed] = []
    title = None
    for at, line in enumerate(page.lines):
        rule = verdict.rules[at]
        if kept is not None:
            rule = None if kept[at] or at == verdict.title else rule or "beside-the-article"
        if rule is not None:
            removed.append(Removed(start=line.start, end=line.end, rule=rule))
            continue
        kind: BlockKind = line.kind or "paragraph"
        if at == verdict.title and len(page.lines) > 1:
            kind = "title"
            title = Title(exact=line.text, start=line.start, end=line.end, basis="headline")
        elif at == verdict.standfirst:
            kind = "standfirst"
        blocks.append(Block(start=line.start, end=line.end, kind=kind))
    return Document(
        id=raw.id,
        path=raw.path,
        sha256=raw.sha256,
        media_type=raw.media_type,
        encoding=raw.encoding,
        language=settings.language,
        text=page.text,
        blocks=tuple(blocks),
        removed=tuple(removed),
        title=title,
        standfirst=None,
        byline=None,
        publisher=None,
        published=None,
        published_basis=None,
        modified=None,
        url=None,
        doubtful=None,
    )


def _read(raw: RawDocument) -> tuple[Page, list[bool] | None]:
    if raw.media_type != "text/html":
        return read_text(raw.content), None
    html = read_html(raw.content)
    if html is None:
        return Page("", ()), None
    kept, aligned = main_lines(html.tree, html.page.lines)
    return html.page, kept if aligned > 0.5 else None
