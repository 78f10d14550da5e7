"""Judges every line of a page that is plain text: kept as which kind, or removed by which rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from tasks.clean import body
from tasks.clean.body import LineRun, is_prose
from tasks.clean.date_labels import called
from tasks.clean.heading import find_title, holds_a_date
from tasks.clean.line_measures import Line, measure, repetitions
from tasks.clean.page import PageLine
from tasks.clean.quality_checks import doubt, doubt_about_run
from tasks.clean.recurring import furniture
from tasks.clean.rules import phrase_rule
from tasks.clean.rules.phrase import SPEECH, words


class LineVerdicts(NamedTuple):
    """For each line the rule that removes it, or None if it is kept; the indexes of title, standfirst and first
    paragraph; the run of the report, and what is doubtful about it."""

    lines: list[Line]
    phrases: list[str | None]
    """The rules that the lines' own words fulfil."""
    rules: list[str | None]
    title: int | None
    standfirst: int | None
    paragraph: int
    """The first paragraph below the title."""
    run: LineRun
    doubtful: str | None


SPARED = words(
    "newsletter subscription contact share-bar reader-comments image-credit advertisement related-headlines "
    "cookie-notice"
)
"""Rules whose words a report uses too: a long line that is on the report's subject or holds speech is spared."""


def judge(page_lines: Sequence[PageLine], hashes: frozenset[str] = frozenset()) -> LineVerdicts:
    """Classifies the lines of a page: which are the report, and by which rule each of the others is removed. `hashes`
    are those of lines that other pages contain too. There must be at least one line."""
    lines = measure(page_lines)
    counts = repetitions(lines)
    phrases = [None if line.page.kind == "table" else phrase_rule(line) for line in lines]
    if phrases[:1] == ["dateline"] and holds_a_date(lines[0]):
        phrases[0] = None
    worth = body.worths(lines, phrases, counts)
    recurs = furniture(lines, body.densest(worth, 0, len(lines) - 1), hashes)
    worth = [min(value, body.REPEATED) if known else value for value, known in zip(worth, recurs, strict=True)]
    run, shares = body.find_run(lines, worth, counts)
    for at in range(run.first, run.last + 1):
        if phrases[at] in SPARED and is_report(lines[at], shares[at]):
            phrases[at] = None
    title, certain = find_title(lines, phrases, run, counts)
    run = _below_title(lines, worth, counts, run, title, certain)
    run = body.with_short_sentences(lines, phrases, counts, run)
    comments = body.comments_start(lines, run)
    if comments is not None:
        run = run._replace(last=comments - 1)
    cards = body.cards_start(lines, phrases, run)
    if cards is not None:
        run = run._replace(last=cards - 1)
    links = body.links_start(lines, run)
    if links is not None:
        run = run._replace(last=links - 1)
    page = body.is_saved_page(lines, phrases)
    if not page:
        run = run._replace(first=0, last=len(lines) - 1)
        phrases = [
            None if phrase == "navigation" and line.page.kind == "heading" else phrase
            for line, phrase in zip(lines, phrases, strict=True)
        ]
    rules = _rules(lines, phrases, counts, run, title, comments, cards, recurs, page)
    if all(rules):
        rules = list(phrases) if page else [None] * len(lines)
    if title is None or not _may_be_title(lines, rules, title, run):
        title = _short_title(lines, rules, run)
    paragraph = _first_paragraph(lines, rules, title, run)
    standfirst = _standfirst(lines, rules, title, paragraph)
    for line in (title, standfirst):
        if line is not None:
            rules[line] = None
    doubtful = (doubt(lines, phrases, rules) or doubt_about_run(lines, phrases, worth, run)) if page else None
    return LineVerdicts(lines, phrases, rules, title, standfirst, paragraph, run, doubtful)


_HEAD = 5
"""Lines below the first sentence in which a by-line or date still shows that the head of the report goes on."""


def _first_paragraph(lines: Sequence[Line], rules: Sequence[str | None], title: int | None, run: LineRun) -> int:
    """Where the report's own paragraphs begin, below title, standfirst, by-line and date."""
    top = run.first if title is None else max(run.first, title + 1)
    first = next((at for at in range(top, run.last + 1) if not rules[at] and is_prose(lines[at])), top)
    head = [
        at
        for at in range(first, min(first + _HEAD, run.last + 1))
        if rules[at] in ("byline", "dateline") and called(lines, at, "") is None
    ]
    if not head or any(rules[at] == "related-headlines" for at in range(first, head[0])):
        return first
    return min(head[-1] + 1, run.last)


def _may_be_title(lines: Sequence[Line], rules: Sequence[str | None], title: int, run: LineRun) -> bool:
    """A full sentence is a paragraph, and so is the only line of a file. No paragraph stands above a title."""
    line = lines[title]
    if len(lines) == 1 or (line.ended and line.text.rstrip("”\"'’»)")[-1:] not in "?!"):
        return False
    return not any(rules[at] is None and is_prose(lines[at]) for at in range(run.first, title))


def _short_title(lines: Sequence[Line], rules: Sequence[str | None], run: LineRun) -> int | None:
    """A heading of the markup above the first paragraph; in a bare text a first line of two words that is none."""
    for at in range(run.first, run.last + 1):
        line = lines[at]
        if is_prose(line) and not rules[at]:
            return None
        if line.page.kind == "heading" or (at == 0 and line.words == 2 and not line.ended and not rules[at]):
            return at if any(is_prose(below) for below in lines[at + 1 : run.last + 1]) else None
    return None


def is_report(line: Line, share: float) -> bool:
    """Whether a line that looks like boilerplate is a long one of the report; `share` is that of its informative words
    that the report has too."""
    speech = bool(line.tokens & SPEECH) or "“" in line.text
    return line.words >= 20 and line.prose > 1.3 and (share >= 0.5 or speech)


def _below_title(
    lines: Sequence[Line], worth: Sequence[float], counts: Counter[str], run: LineRun, title: int | None, certain: float
) -> LineRun:
    """The run, or the one below the title where the title stands well inside the run and what is above it is another
    list."""
    if title is None or title <= run.first + 1 or certain <= 3.2:
        return run
    lower = body.densest(worth, title + 1, len(lines) - 1)
    above = [line for line in lines[run.first : title] if is_prose(line)]
    said = body.vocabulary(lines, lower)
    shares = [sum(said[word] > 0 for word in line.informative) / max(1, len(line.informative)) for line in above]
    strange = not above or (
        sum(shares) / len(shares) < 0.3
        and (len(above) >= 3 or counts[lines[title].key] > 1 or (title > 0 and lines[title].text in lines[0].text))
    )
    if strange and (lower.worth > 0.25 * run.worth or lower.worth > 60):
        return lower
    return run


def _rules(
    lines: Sequence[Line],
    phrases: Sequence[str | None],
    counts: Counter[str],
    run: LineRun,
    title: int | None,
    comments: int | None,
    cards: int | None,
    recurs: Sequence[bool],
    page: bool,
) -> list[str | None]:
    rules: list[str | None] = []
    openings: set[str] = set()
    for at, line in enumerate(lines):
        if run.first < at <= run.last and len(lines[at - 1].text) > 60:
            openings.add(lines[at - 1].key[:60])
        if at < run.first:
            rules.append(phrases[at] or "before-the-article")
        elif at > run.last:
            if comments is not None and at >= comments:
                rules.append(phrases[at] or "reader-comments")
            elif cards is not None and line.words <= 30:
                rules.append(phrases[at] or "related-headlines")
            else:
                rules.append(phrases[at] or "after-the-article")
        elif phrases[at]:
            rules.append(phrases[at])
        elif page and counts[line.key] > 1 and line.words <= 8 and not line.ended:
            rules.append("repeated-line")
        elif title is not None and at < title and line.text.endswith(lines[title].text):
            rules.append("repeated-title" if line.key == lines[title].key else "navigation")
        elif title is not None and at != title and _repeats(line, lines[title]):
            rules.append("repeated-title")
        elif page and line.words <= 60 and len(line.text) > 60 and (counts[line.key] > 2 or line.key[:60] in openings):
            rules.append("repeated-caption")
        elif body.is_ornament(line):
            rules.append("ornament")
        else:
            rules.append(None)
    _link_lists(lines, phrases, rules, run, page)
    for at, known in enumerate(recurs):
        if known and rules[at] is None and page and not lines[at].ended:
            rules[at] = "recurring-line"
    return rules


def _repeats(line: Line, title: Line) -> bool:
    if line.key == title.key:
        return True
    if not 4 <= line.words <= 25 or line.ended:
        return False
    longer = max(len(line.informative), len(title.informative), 1)
    return len(line.informative & title.informative) >= 0.8 * longer


def _link_lists(
    lines: Sequence[Line], phrases: Sequence[str | None], rules: list[str | None], run: LineRun, page: bool
) -> None:
    at = run.first
    while at <= run.last:
        line = lines[at]
        if rules[at] is None and not line.ended and 4 <= line.words <= 20 and not is_prose(line):
            end = at
            while end <= run.last and not lines[end].ended and lines[end].words <= 22 and lines[end].prose < 1.0:
                end += 1
            listed = [k for k in range(at, end) if rules[k] is None and lines[k].words >= 4]
            if (page and len(listed) >= 4) or (listed and at > 0 and phrases[at - 1] == "related-headlines"):
                for k in range(at, end):
                    rules[k] = rules[k] or "list-of-links"
            at = end
        else:
            at += 1


def _standfirst(lines: Sequence[Line], rules: Sequence[str | None], title: int | None, body_line: int) -> int | None:
    """The line that stands between the title and the first paragraph and is set apart from the latter: by a line of
    furniture, or by having no full stop."""
    if title is None:
        return None
    for at in range(title + 1, min(body_line, title + 4)):
        line = lines[at]
        if rules[at] in (None, "before-the-article") and 6 <= line.words <= 60 and not line.page.kind:
            apart = any(rules[k] not in (None, "before-the-article") for k in range(at + 1, body_line))
            if (apart and (line.ended or line.words >= 8)) or (not line.ended and line.words >= 12):
                return at
    return None
