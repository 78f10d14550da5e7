"""RawDocument -> Document | Dropped: keep the report, hide the page, lose nothing."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.clean.credits import agencies, byline, publisher
from tasks.clean.html import read_html
from tasks.clean.judge import judge
from tasks.clean.main_text import main_lines
from tasks.clean.page import Page
from tasks.clean.published import publication
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
    rules = list(verdict.rules)
    if kept is not None:
        rules = [
            None if kept[at] or at == verdict.title else rule or "beside-the-article" for at, rule in enumerate(rules)
        ]
    top = 0 if verdict.title is None else max(0, verdict.title - 8)
    party, name_line = byline(verdict.lines, rules, top, verdict.paragraph)
    if name_line is not None:
        rules[name_line] = "byline"
    dated = publication(verdict.lines, rules, top, verdict.paragraph, verdict.run.last)
    blocks: list[Block] = []
    removed: list[Removed] = []
    title = standfirst = None
    for at, line in enumerate(page.lines):
        rule = rules[at]
        if rule is not None:
            removed.append(Removed(start=line.start, end=line.end, rule=rule))
            continue
        kind: BlockKind = line.kind or "paragraph"
        if at == verdict.title:
            kind = "title"
            basis = "first line" if at == 0 else "line above the report"
            title = Title(exact=line.text, start=line.start, end=line.end, basis=basis)
        elif at == verdict.standfirst:
            kind = "standfirst"
            standfirst = Title(exact=line.text, start=line.start, end=line.end, basis="line below the title")
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
        standfirst=standfirst,
        byline=party,
        publisher=publisher(verdict.lines, rules),
        published=dated.published,
        published_basis=dated.basis,
        modified=dated.modified,
        agencies=agencies(verdict.lines, rules),
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
