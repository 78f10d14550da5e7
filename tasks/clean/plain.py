"""Reads a page that has nothing but its lines: plain text, rendered Markdown, and HTML without a clear main text."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.clean.body import is_prose
from tasks.clean.credits import agencies, byline, outlet_in_head, publisher
from tasks.clean.language import language_of
from tasks.clean.line_classifier import LineVerdicts, judge
from tasks.clean.line_measures import Line
from tasks.clean.page import PageLine, PageText
from tasks.clean.publication_date import publication
from tasks.clean.removals import Removals
from tasks.records import Party, Title

_LONGEST_HEADING = 16
"""Words. What is longer is a sentence that lacks its full stop."""
_ABOVE = 8
"""Lines above the title in which a date or by-line is still the report's."""


def read_lines(page: PageText, hashes: frozenset[str]) -> Removals:
    """Reads a page by its lines alone. `hashes` are those of lines that other files contain too."""
    return reading_of(page, judge(page.lines, hashes))


def read_apart(page: PageText, hashes: frozenset[str]) -> Removals | None:
    """Reads a page of which some lines have a region: the region is the rule that removes these, and the other lines
    are judged without them. None if there are no others."""
    others = tuple(line for line in page.lines if not line.region)
    if len(others) == len(page.lines):
        return read_lines(page, hashes)
    if not others:
        return None
    inner = read_lines(page._replace(lines=others), hashes)
    judged = iter(zip(inner.page.lines, inner.rules, strict=True))
    rows = [(line, line.region) if line.region else next(judged) for line in page.lines]
    lines = tuple(line for line, _ in rows)
    places = [at for at, line in enumerate(page.lines) if not line.region]
    return inner._replace(
        page=page._replace(lines=lines),
        rules=tuple(rule for _, rule in rows),
        title_line=None if inner.title_line is None else places[inner.title_line],
        standfirst_line=None if inner.standfirst_line is None else places[inner.standfirst_line],
    )


def reading_of(page: PageText, verdict: LineVerdicts, named: Party | None = None) -> Removals:
    """The report's metadata by its classified lines, with these. `named` is the outlet if it is known otherwise."""
    rules = list(verdict.rules)
    top = 0 if verdict.title is None else max(0, verdict.title - _ABOVE)
    author, name_line = byline(verdict.lines, rules, top, verdict.paragraph)
    if name_line is not None:
        rules[name_line] = "byline"
    dated = publication(verdict.lines, rules, top, verdict.paragraph, verdict.run.last)
    outlet, outlet_line = outlet_in_head(verdict.lines, rules, verdict.title, verdict.paragraph)
    if outlet_line is not None:
        rules[outlet_line] = "outlet"
    outlet = named or outlet or publisher(verdict.lines, rules)
    title = None
    if verdict.title is not None:
        title = _title(page.lines[verdict.title], _basis(page.lines[verdict.title], verdict.title))
    standfirst = None
    if verdict.standfirst is not None:
        standfirst = _title(page.lines[verdict.standfirst], "line below the title")
    return Removals(
        page=page._replace(lines=_with_headings(page.lines, verdict.lines, rules)),
        rules=tuple(rules),
        title_line=verdict.title,
        standfirst_line=verdict.standfirst,
        title=title,
        standfirst=standfirst,
        byline=author,
        publisher=outlet,
        published=dated.published,
        published_basis=dated.basis,
        modified=dated.modified,
        captured=dated.captured,
        agencies=agencies(verdict.lines, rules, outlet),
        language=language_of(line.text for line, rule in zip(page.lines, rules, strict=True) if rule is None),
        url=None,
        doubtful=verdict.doubtful,
    )


def _with_headings(
    page_lines: Sequence[PageLine], lines: Sequence[Line], rules: Sequence[str | None]
) -> tuple[PageLine, ...]:
    """The lines, with those that are headings inside the report marked so, where no markup says what they are: without
    a full stop, between paragraphs that have one."""
    found = list(page_lines)
    kept = [at for at, rule in enumerate(rules) if rule is None]
    for above, at, below in zip(kept, kept[1:], kept[2:], strict=False):
        line = lines[at]
        label = not line.ended and 2 <= line.words <= _LONGEST_HEADING and line.text[-1] not in ":,;-–—"
        begins = page_lines[at].kind is None and not line.text[0].islower()
        between = is_prose(lines[below]) and lines[below].ended and (lines[above].ended or above == kept[0])
        if label and begins and between:
            found[at] = page_lines[at]._replace(kind="heading")
    return tuple(found)


def _basis(line: PageLine, at: int) -> str:
    if line.kind == "heading":
        return "heading"
    return "first line" if at == 0 else "line above the report"


def _title(line: PageLine, basis: str) -> Title:
    return Title(exact=line.text, start=line.start, end=line.end, basis=basis)
