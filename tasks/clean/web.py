"""Reads an HTML page: trafilatura finds the main text, the page's own elements say the rest."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.clean.body import LineRun, is_prose
from tasks.clean.heading import find_title
from tasks.clean.html import HtmlPage, opened
from tasks.clean.html_metadata import Head, Said, read_head
from tasks.clean.line_classifier import SPARED, LineVerdicts, is_report, judge
from tasks.clean.line_measures import Line, repetitions
from tasks.clean.main_text import main_lines
from tasks.clean.page import PageLine
from tasks.clean.plain import reading_of
from tasks.clean.quality_checks import doubt
from tasks.clean.regions import LITTLE, TIMES, elsewhere, running_words, with_siblings, without_links
from tasks.clean.removals import Removals
from tasks.clean.text import read_text
from tasks.records import DateBasis, Party, Title
from tasks.shared.text.spans import fold

_ALIGNED = 0.6
"""Share of the main text's words that must be found again on the page's own lines. It is 1 on nearly every page; below
this the lines' own classifier knows better."""

_NEAR = (3, 12)
"""Lines above and below the title among which a by-line's name is looked for."""
_BESIDE_A_NAME = 60
"""Characters that such a line may have beside the name: a role, a date."""
_SHORTEST = 30
"""Characters of a description from which it says something ("News and weather" does not)."""

_REGIONS = {"navigation": "navigation", "footer": "footer", "aside": "aside", "form": "form", "caption": "caption"}


def read_web(html: HtmlPage) -> Removals | None:
    """Finds the report on a saved web page: by its elements, or else by its lines. If the page shows no prose, its
    hidden text is read, or else the text in its metadata; None if there is no text at all."""
    head = read_head(html.tree)
    judged = judge(html.page.lines) if html.page.lines else None
    words = running_words(judged)
    if words < LITTLE:
        whole = opened(html)
        behind = judge(whole.page.lines) if whole.page.lines else None
        more = running_words(behind)
        data = len(head.body.split()) if head.body else 0
        if data >= max(more, TIMES * words, 1):
            return _of_data(head)
        if behind is not None and more >= LITTLE and more >= TIMES * words:
            reading = _read(whole, behind, head)
            return reading._replace(doubtful=reading.doubtful or _BEHIND)
    return _read(html, judged, head) if judged is not None else None


_BEHIND = "the text stands in a part of the page that is not shown"
_IN_DATA = "the page shows no text of the report: what is kept is the articleBody of its data (JSON-LD)"


def _of_data(head: Head) -> Removals:
    """The report as the data of a page have it that shows none."""
    page = read_text(head.body or "")
    reading = reading_of(page, judge(page.lines))
    title = Title(exact=head.title.value, start=None, end=None, basis=head.title.basis) if head.title else None
    reading = reading._replace(title=title, title_line=None, rules=(None,) * len(page.lines), standfirst_line=None)
    return _with_head(reading._replace(standfirst=None, doubtful=_IN_DATA), head)


def _read(html: HtmlPage, judged: LineVerdicts, head: Head) -> Removals:
    """The report among the lines of a page, which `judged` has judged by their words."""
    kept, aligned = main_lines(html.tree, html.page.lines)
    kept = with_siblings(_completed(kept, judged), judged, html.elements)
    if aligned < _ALIGNED or elsewhere(kept, judged):
        return _with_head(reading_of(html.page, without_links(judged)), head)
    verdict = _verdict(html, head, kept, judged)
    outlet = (
        Party(name=head.publisher.value, start=None, end=None, basis=head.publisher.basis) if head.publisher else None
    )
    return _with_head(reading_of(html.page, verdict, outlet), head)


_CONFIRMED = 0.8
"""Share of the main text's prose that the lines' own classifier must find too, for it to be trusted with more."""
_LIKE = 0.25
"""Share of the informative words of a paragraph that the main text must have for it to be of the same report."""
_MORE = 1.4
"""How many times the words of the main text it must find. Pages whose report is cut in pieces by boxes have twice."""


def _completed(kept: list[bool], verdict: LineVerdicts) -> list[bool]:
    """The lines of the main text, with the paragraphs that trafilatura loses where boxes cut a report in pieces: when
    the classifier of the lines finds nearly all of the main text and much more of the like."""
    lines = verdict.lines
    main = [at for at, keep in enumerate(kept) if keep and is_prose(lines[at])]
    said = {word for at in main for word in lines[at].informative}
    found = {
        at
        for at, rule in enumerate(verdict.rules)
        if rule is None
        and is_prose(lines[at])
        and len(lines[at].informative & said) >= _LIKE * len(lines[at].informative)
    }
    words = sum(lines[at].words for at in main)
    both = sum(lines[at].words for at in main if at in found)
    if verdict.doubtful or both < _CONFIRMED * words or sum(lines[at].words for at in found) < _MORE * words:
        return kept
    return [keep or at in found for at, keep in enumerate(kept)]


def _verdict(html: HtmlPage, head: Head, kept: Sequence[bool], judged: LineVerdicts) -> LineVerdicts:
    """The verdict on each line, from those that belong to the main text; `judged` is the one without it."""
    first = kept.index(True)
    last = len(kept) - 1 - kept[::-1].index(True)
    lines, phrases = judged.lines, judged.phrases
    run = LineRun(first, last, 0.0)
    title = _title_line(html, head, first)
    if title is None:
        title, _ = find_title(lines[: first + 1], phrases, run, repetitions(lines))
        title = None if title is not None and lines[title].ended else title
    standfirst = _standfirst_line(html.page.lines, head, title, first)
    rules = [
        _inside(line, phrases[at]) if kept[at] else _outside(at, line.page, phrases[at], run)
        for at, line in enumerate(lines)
    ]
    for at in (title, standfirst):
        if at is not None:
            rules[at] = None
    doubtful = doubt(lines, phrases, rules) if any(rules) else None
    paragraph = next(
        (at for at in range(first, last) if rules[at] is None and at != title and is_prose(lines[at])), first
    )
    return LineVerdicts(lines, phrases, rules, title, standfirst, paragraph, run, doubtful)


def _title_line(html: HtmlPage, head: Head, first: int) -> int | None:
    """The visible line that is the title the page says it has, the nearest to the main text; else the first heading
    above it."""
    lines = html.page.lines
    if head.title:
        said = fold(head.title.value)
        same = [
            at
            for at, line in enumerate(lines)
            if 3 < len(line.text) <= len(said) <= 2 * len(line.text) and fold(line.text) == said
        ]
        if not same:
            same = [
                at
                for at, line in enumerate(lines)
                if line.kind == "heading"
                and len(line.text) > 15
                and (fold(line.text) in said or said in fold(line.text))
            ]
        if same:
            return min(same, key=lambda at: (lines[at].kind != "heading", at > first + 3, abs(at - first)))
    headings = [at for at in range(min(first + 2, len(lines))) if html.elements[at] == "h1"]
    return headings[-1] if headings else None


def _inside(line: Line, phrase: str | None) -> str | None:
    """The rule that takes a line of the main text away: trafilatura keeps credits, by-lines and link lists."""
    return None if phrase in SPARED and is_report(line, share=1.0) else phrase


def _outside(at: int, line: PageLine, phrase: str | None, run: LineRun) -> str:
    """The name for a line outside the main text: by its words, its place in the page's markup, or its place on it."""
    if phrase:
        return phrase
    if line.region in _REGIONS:
        return _REGIONS[line.region]
    if at < run.first:
        return "before-the-article"
    return "after-the-article" if at > run.last else "beside-the-article"


def _with_head(reading: Removals, head: Head) -> Removals:
    """The reading with what the page's metadata say, which goes before what its text does."""
    title = reading.title
    if title is None and head.title:
        title = Title(exact=head.title.value, start=None, end=None, basis=head.title.basis)
    published, basis = reading.published, reading.published_basis
    if head.published:
        published = head.published.value
        basis = DateBasis(kind="stated", start=None, end=None, reason=head.published.basis)
    return reading._replace(
        title=title,
        standfirst=reading.standfirst or _description(head, reading),
        byline=_party(head.author, reading) or reading.byline,
        publisher=_party(head.publisher, reading) or reading.publisher,
        published=published,
        published_basis=basis,
        modified=head.modified.value if head.modified else reading.modified,
        language=reading.language or (head.language.value if head.language else None),
        url=head.url.value if head.url else None,
    )


def _party(said: Said | None, reading: Removals) -> Party | None:
    """Whom the metadata name, with the place of the name where a short line near the title shows it."""
    if said is None:
        return None
    lines = reading.page.lines
    title = reading.title_line or 0
    for line in lines[max(0, title - _NEAR[0]) : title + _NEAR[1]]:
        place = line.text.find(said.value)
        if place >= 0 and len(line.text) <= len(said.value) + _BESIDE_A_NAME:
            start = line.start + place
            return Party(name=said.value, start=start, end=start + len(said.value), basis=said.basis)
    return Party(name=said.value, start=None, end=None, basis=said.basis)


def _standfirst_line(lines: Sequence[PageLine], head: Head, title: int | None, first: int) -> int | None:
    """The line below the title that is the page's own description of itself."""
    if head.description is None or title is None:
        return None
    said = fold(head.description.value)
    below = range(title + 1, min(len(lines), max(first, title) + 2))
    return next((at for at in below if fold(lines[at].text) == said), None)


def _description(head: Head, reading: Removals) -> Title | None:
    """The page's description of itself, unless it only repeats how the report begins."""
    if head.description is None or len(head.description.value) < _SHORTEST:
        return None
    kept = (line.text for line, rule in zip(reading.page.lines, reading.rules, strict=True) if not rule)
    opening = fold(head.description.value.rstrip(".… "))[:60]
    if opening in fold(" ".join(kept)):
        return None
    return Title(exact=head.description.value, start=None, end=None, basis=head.description.basis)
