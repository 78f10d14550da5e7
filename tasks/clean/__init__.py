"""RawDocument -> Document | Dropped: keep the report, hide the page, lose nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase

from tasks.clean.overrule import overruled
from tasks.clean.page import PageLine
from tasks.clean.pdf_text import Relaid, relaid
from tasks.clean.plain import read_apart, read_lines
from tasks.clean.removals import Removals
from tasks.clean.text import read_text
from tasks.records import (
    Block,
    BlockKind,
    CleanSettings,
    Document,
    Dropped,
    Link,
    MediaType,
    Party,
    RawDocument,
    Removed,
    Title,
)
from tasks.shared.text.line_hashes import line_hashes, recurring
from tasks.shared.text.spans import line_at, line_starts, unchecked

__all__ = ["clean", "explain", "recurring_lines"]

_MOST: Mapping[MediaType, int] = {"text/plain": 100_000, "text/markdown": 100_000, "text/html": 200_000}
_UNITS: Mapping[MediaType, str] = {"text/plain": "lines", "text/markdown": "lines", "text/html": "tags"}
"""What a file may hold. Long reports have some hundred lines and heavy pages some ten thousand tags; a file beyond this
is a table or a log, and would take minutes and gigabytes."""


def _size(raw: RawDocument) -> int:
    if raw.media_type == "text/html":
        return raw.content.count("<")
    return max(raw.content.count("\n"), raw.content.count("\r")) + 1


def recurring_lines(raw: Sequence[RawDocument]) -> frozenset[str]:
    """The hashes of the lines that more than one of the files contain. For callers that hold all files; a build
    composes the same from `line_hashes` of each file and `recurring`."""
    return recurring(line_hashes(file) for file in raw)


def clean(raw: RawDocument, recurring: frozenset[str], settings: CleanSettings) -> Document | Dropped:
    """Cleans one report.

    Args:
        raw: the decoded file.
        recurring: the hashes of its lines that occur in other files of the folder too.
        settings: can overrule cleaning rules, and state language and publisher.

    Returns:
        The document: its text, the kept blocks and removed ranges, which do not overlap and cover every character that
            is not white space, and its metadata. Or the record that it was left out, for the reason "too-large",
            "no-text" or "no-report".
    """
    size = _size(raw)
    if size > _MOST[raw.media_type]:
        detail = f"{size} {_UNITS[raw.media_type]}; the most that is read is {_MOST[raw.media_type]}"
        return Dropped(path=raw.path, stage="clean", reason="too-large", detail=detail)
    reading = _read(raw, recurring, settings)
    if reading is None:
        return Dropped(path=raw.path, stage="clean", reason="no-text", detail="no visible text")
    if all(reading.rules):
        detail = f"every line is page furniture: {', '.join(sorted({rule for rule in reading.rules if rule}))}"
        return Dropped(path=raw.path, stage="clean", reason="no-report", detail=detail)
    blocks: list[Block] = []
    removed: list[Removed] = []
    for at, (line, rule) in enumerate(zip(reading.page.lines, reading.rules, strict=True)):
        if rule is None:
            kind = _kind(at, reading)
            start = _after_mark(reading.page.text, line, kind)
            if start > line.start:
                mark = reading.page.text[line.start : start].rstrip()
                removed.append(
                    unchecked(Removed, {"start": line.start, "end": line.start + len(mark), "rule": "list-mark"})
                )
            blocks.append(unchecked(Block, {"start": start, "end": line.end, "kind": kind}))
        else:
            removed.append(unchecked(Removed, {"start": line.start, "end": line.end, "rule": rule}))
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
        links=_links(reading, blocks),
        title=_placed_title(reading.page.text, reading.title),
        standfirst=_placed_title(reading.page.text, reading.standfirst),
        byline=_placed_party(reading.page.text, reading.byline),
        publisher=_configured_publisher(raw.path, settings) or _placed_party(reading.page.text, reading.publisher),
        published=reading.published,
        published_basis=reading.published_basis,
        modified=reading.modified,
        captured=reading.captured,
        agencies=reading.agencies,
        url=reading.url,
        doubtful=reading.doubtful,
        reader=raw.reader,
    )


_MARK = re.compile(r"[*•▪‣●○■◦►]\s+(?=\S)")
_DASH = re.compile(r"[–—-]\s+(?=\S)")


def _after_mark(text: str, line: PageLine, kind: BlockKind) -> int:
    """Where the words of a line begin, behind the mark of a list: it is no part of what the line says."""
    mark = _MARK.match(text, line.start, line.end) or (kind == "list" and _DASH.match(text, line.start, line.end))
    return mark.end() if mark else line.start


def _placed_title(text: str, title: Title | None) -> Title | None:
    """A title as it stands in the text."""
    if title is None or title.start is None:
        return title
    start, end = _place(text, title.exact, title.start)
    exact = title.exact if start is None else text[start:end]
    mark = _MARK.match(exact)
    if mark:
        exact, start = exact[mark.end() :], start + mark.end() if start is not None else None
    return title.model_copy(update={"exact": exact, "start": start, "end": end})


def _placed_party(text: str, party: Party | None) -> Party | None:
    """A name with the place where it stands in the text."""
    if party is None or party.start is None:
        return party
    start, end = _place(text, party.name, party.start)
    return party.model_copy(update={"start": start, "end": end})


def _place(text: str, words: str, start: int) -> tuple[int, int] | tuple[None, None]:
    """Where words of a line stand. They were read at `start` of the line's words with single spaces between them, and
    stand there or, in a hard-wrapped paragraph whose line breaks are wider, after it; or nowhere."""
    if text.startswith(words, start):
        return start, start + len(words)
    found = re.compile(r"\s+".join(map(re.escape, words.split()))).search(text, start)
    return found.span() if found else (None, None)


def explain(raw: RawDocument, recurring: frozenset[str], settings: CleanSettings) -> list[tuple[int, str, str]]:
    """What cleaning did with each line, in order: the line number in the document's text (counted from 1), the kind it
    is kept as or "removed: " and the rule, and its words. A hard-wrapped paragraph is one row. Arguments as for
    `clean`; empty if there is no text."""
    reading = _read(raw, recurring, settings)
    if reading is None:
        return []
    starts = line_starts(reading.page.text)
    return [
        (line_at(starts, line.start), f"removed: {rule}" if rule else _kind(at, reading), line.text)
        for at, (line, rule) in enumerate(zip(reading.page.lines, reading.rules, strict=True))
    ]


def _read(raw: RawDocument, hashes: frozenset[str], settings: CleanSettings) -> Removals | None:
    """What the file holds, with the rules overruled as configured; None where there is nothing to see."""
    reading: Removals | None
    if raw.stated and raw.stated.stretches:
        from tasks.clean.stated import read_stretches

        reading = read_stretches(raw.content, raw.stated, hashes)
        if reading is None:
            return None
        return reading._replace(rules=overruled(reading.page.lines, reading.rules, settings))
    # What reads HTML and Markdown takes half a second to import, so a folder that has none does without.
    if raw.media_type == "text/html":
        from tasks.clean.html import read_html
        from tasks.clean.web import read_web

        html = read_html(raw.content)
        found = None if html is None else read_web(html)
        if found is None:
            return None
        reading = found
    elif raw.media_type == "text/markdown":
        from tasks.clean.front_matter import with_matter
        from tasks.clean.markdown import read_markdown

        page, matter = read_markdown(raw.content)
        reading = read_apart(page, hashes) if page.lines else None
        if reading is None:
            return None
        reading = with_matter(reading, matter)
    else:
        # What a file states of a report stands at places of its text, which laying out anew would move.
        again = relaid(raw.content) if raw.stated is None else None
        page = again.page if again else read_text(raw.content)
        if not page.lines:
            return None
        reading = _relaid(again, hashes) if again else read_lines(page, hashes)
    if raw.stated:
        from tasks.clean.stated import with_stated

        reading = with_stated(reading, raw.stated)
    return reading._replace(rules=overruled(reading.page.lines, reading.rules, settings))


def _relaid(again: Relaid, hashes: frozenset[str]) -> Removals:
    """The reading of a text that was laid out anew. What is of another report is not looked at."""
    lines = again.page.lines
    own = [at for at in range(len(lines)) if again.rules.get(at) != "another-report"]
    found = read_lines(again.page._replace(lines=tuple([lines[at] for at in own])), hashes)
    judged = dict(zip(own, zip(found.page.lines, found.rules, strict=True), strict=True))
    whole = [judged.get(at, (line, None)) for at, line in enumerate(lines)]
    return found._replace(
        page=again.page._replace(lines=tuple([line for line, _ in whole])),
        rules=tuple([again.rules.get(at, rule) for at, (_, rule) in enumerate(whole)]),
        title_line=None if found.title_line is None else own[found.title_line],
        standfirst_line=None if found.standfirst_line is None else own[found.standfirst_line],
        doubtful=again.doubtful or found.doubtful,
    )


def _kind(at: int, reading: Removals) -> BlockKind:
    if at == reading.title_line:
        return "title"
    if at == reading.standfirst_line:
        return "standfirst"
    return reading.page.lines[at].kind or "paragraph"


def _links(reading: Removals, blocks: Sequence[Block]) -> tuple[Link, ...]:
    """The links inside the blocks that are kept."""
    kept = iter(blocks)
    block = next(kept, None)
    links = []
    for link in sorted(reading.page.links):
        while block is not None and block.end <= link.start:
            block = next(kept, None)
        if block is not None and block.start <= link.start and link.end <= block.end:
            links.append(unchecked(Link, {"start": link.start, "end": link.end, "target": link.target}))
    return tuple(links)


def _configured_publisher(path: str, settings: CleanSettings) -> Party | None:
    file = path.partition("#")[0]
    for pattern, name in settings.publishers:
        if fnmatchcase(path, pattern) or fnmatchcase(file, pattern):
            return Party(name=name, start=None, end=None, basis="dossier.toml")
    return None
