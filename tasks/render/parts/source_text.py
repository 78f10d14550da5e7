"""A document's text as its page shows it: line by line, with the claims beside it, and apart what was left out.

Lines are counted from 1, as in the file; ranges are code points of the document's text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from tasks.records import Block, Evidence, PublishedClaim, PublishedDocument
from tasks.render import date_format, phrasing
from tasks.render.story_index import Source, Spans, StoryIndex
from tasks.render.text_runs import Ground, Layer, clipped, words
from tasks.render.views import Chips, Crumb, Cut, Margin, MarginDate, TextRow, VerbatimWords, WordRun
from tasks.shared.text.spans import fold, line_at

MARGIN = 70  # characters of a claim's words in the margin
_NONE = Chips("", ())


class LeftOut(NamedTuple):
    """Adjacent ranges that one rule removed: their first and last line, those of these lines that contain nothing else,
    and the start and end of each range (code points)."""

    number: int
    last: int
    ids: list[int]
    rule: str
    start: int
    end: int


def text_rows(
    look: StoryIndex,
    source: Source,
    passages: Sequence[tuple[Evidence, PublishedClaim]],
    removed: Sequence[tuple[int, int]],
) -> list[TextRow]:
    """The rows of a document's text, in order. Blocks that share a line share a row; a block of several lines is one
    row.

    Args:
        look: the story.
        source: the document.
        passages: its passages, in order of `start`, each with the claim it carries.
        removed: the result of `removed_lines`.
    """
    document, starts = source.document, source.starts
    layers = Spans((layer.start, layer.end, layer) for layer in _layers(look, source, passages))
    begins = [evidence.start for evidence, _ in passages]
    ground = source.ground._replace(language="")  # the whole text is marked with its language
    groups: list[list[Block]] = []
    for block in document.blocks:
        if groups and line_at(starts, groups[-1][-1].end - 1) >= line_at(starts, block.start):
            groups[-1].append(block)
        else:
            groups.append([block])
    anchored: set[str] = set()
    rows = []
    for group in groups:
        first, last = line_at(starts, group[0].start), line_at(starts, max(group[-1].end - 1, group[-1].start))
        inside = passages[bisect_left(begins, group[0].start) : bisect_left(begins, group[-1].end)]
        margin, anchors = _margin(look, inside, anchored, document.id)
        rows.append(
            TextRow(
                first,
                last,
                "" if group[0].kind == "paragraph" else group[0].kind,
                tuple(words(ground, b.start, b.end, layers.over(b.start, b.end)) for b in group),
                len(group) == 1 and first == last,
                tuple(range(first + 1, last + 1)),
                margin,
                anchors,
                _dated(look, source, group[0].start, group[-1].end),
                "",
            )
        )
    return _with_gaps(document, removed, rows)


def removed_lines(source: Source) -> list[tuple[int, int]]:
    """The first and last line, counted from 1, of each removed range, in order."""
    starts = source.starts
    return [
        (bisect_right(starts, removed.start), bisect_right(starts, max(removed.end - 1, removed.start)))
        for removed in source.document.removed
    ]


def _with_gaps(document: PublishedDocument, lines: Sequence[tuple[int, int]], rows: Sequence[TextRow]) -> list[TextRow]:
    """The rows, with a line that says so wherever whole lines were left out between two of them. `lines` are those of
    each range that was left out."""
    taken = {number for row in rows for number in range(row.number, row.last + 1)}
    gaps: dict[int, set[str]] = {}
    before = [row.number for row in rows]
    for removed, (number, _) in zip(document.removed, lines, strict=True):
        if number not in taken:
            place = bisect_right(before, number)
            gaps.setdefault(before[place] if place < len(before) else 0, set()).add(removed.rule)
    told = []
    for row in rows:
        if row.number in gaps:
            rules = sorted(map(rule_words, gaps[row.number]))
            row = row._replace(left_out=f"Left out here: {phrasing.series(rules)}")
        told.append(row)
    return told


def rule_words(rule: str) -> str:
    """The name of a cleaning rule in words: "photo-credit" gives "photo credit"."""
    return rule.replace("-", " ")


def _layers(look: StoryIndex, source: Source, passages: Sequence[tuple[Evidence, PublishedClaim]]) -> list[Layer]:
    """The passages; those of claims that have a page of their own stand out from those of this document alone."""
    layers, counted = [], dict[int, int]()
    paged = {(evidence.start, evidence.end) for evidence, claim in passages if claim.id in look.dossier.paged}
    for start, end in sorted({(evidence.start, evidence.end) for evidence, _ in passages}):
        number = line_at(source.starts, start)
        place = counted.get(number, 0)
        counted[number] = place + 1
        layers.append(Layer(start, end, "m" if (start, end) in paged else "o", f"s{number}-{place}"))
    return [*layers, *(Layer(start, end, "x") for start, end in look.differing_values.get(source.document.id, ()))]


def _margin(
    look: StoryIndex, inside: Sequence[tuple[Evidence, PublishedClaim]], anchored: set[str], document: str
) -> tuple[tuple[Margin, ...], tuple[Crumb, ...]]:
    """Claims with a page of their own stand in the margin; of the others, which are the passage itself, who says so."""
    margin, anchors = [], []
    for claim in {claim.id: claim for _, claim in inside}.values():
        if claim.id in look.dossier.paged:
            margin.append(_margin_claim(look, claim, document))
        elif claim.id not in anchored:
            speaker = claim.title.speaker
            told = f"Only here, said by {phrasing.short(speaker, MARGIN)}" if speaker else "Only here"
            anchors.append(Crumb(told, claim.id))
        anchored.add(claim.id)
    for evidence, _ in inside:
        for fact in look.facts_at(evidence):
            if fact.id not in anchored:
                anchored.add(fact.id)
                margin.append(Margin(f"fact/{fact.id}.html", None, f"Differs: {fact.question}", _NONE))
    return tuple(margin), tuple(anchors)


def _dated(look: StoryIndex, source: Source, low: int, high: int) -> tuple[MarginDate, ...]:
    """The days that words of these lines mean without printing them: "on Thursday"."""
    ground = source.ground._replace(language="")
    return tuple(
        MarginDate(clipped(ground, mention.start, mention.end, 40), date_format.write(mention.value))
        for mention in look.dates_of.get(source.document.id, ())
        if low <= mention.start < high and mention.basis == "relative" and mention.value
    )


def _margin_claim(look: StoryIndex, claim: PublishedClaim, document: str) -> Margin:
    """The claim in the words of its title, or, where these are the passage beside it, by its speaker alone."""
    chips = look.chips(claim)
    others = chips._replace(shown=tuple(chip for chip in chips.shown if chip.siglum != look.sources[document].siglum))
    same = fold(claim.title.exact)
    if not any(e.document == document and fold(e.exact).startswith(same) for e in claim.evidence):
        return Margin(look.claim_href(claim), look.title(claim, MARGIN), "", others)
    speaker = claim.title.speaker
    here = f"{phrasing.capital(phrasing.short(speaker, MARGIN))} said this" if speaker else "Reported here"
    return Margin(look.claim_href(claim), None, f"{here}, and in" if others.shown else here, others)


def cuts(source: Source, lines: Sequence[tuple[int, int]]) -> list[Cut]:
    """Everything that was removed, in order, with its lines; `lines` is the result of `removed_lines`. Adjacent ranges
    of one rule, such as the entries of a menu, are one row."""
    text, starts = source.document.text, source.starts
    taken = {
        number
        for block in source.document.blocks
        for number in range(line_at(starts, block.start), line_at(starts, max(block.end - 1, block.start)) + 1)
    }
    runs: list[LeftOut] = []
    for removed, (first, last) in zip(source.document.removed, lines, strict=True):
        ids = [number for number in range(first, last + 1) if number not in taken]
        taken.update(ids)
        here = LeftOut(first, last, ids, removed.rule, removed.start, removed.end)
        if text[here.start : here.end].strip():
            if runs and runs[-1].rule == here.rule and not text[runs[-1].end : here.start].strip():
                before = runs.pop()
                here = here._replace(number=before.number, ids=[*before.ids, *ids], start=before.start)
            runs.append(here)
    return [_cut(source.ground, run) for run in runs]


def _cut(ground: Ground, run: LeftOut) -> Cut:
    parts = (WordRun(ground.text[run.start : run.end]),)  # with its line breaks
    words = VerbatimWords(ground.siglum, run.start, run.end, ground.language, parts)
    return Cut(run.number, run.last, tuple(run.ids), rule_words(run.rule), words)


def cut_words(source: Source, ranges: Sequence[tuple[int, int]]) -> str:
    """A phrase on how many lines something was removed, and by which rules; "" for nothing. `ranges` is the result of
    `removed_lines`."""
    removed = source.document.removed
    if not removed:
        return ""
    lines = set[int]()
    for first, last in ranges:
        lines.update(range(first, last + 1))
    rules = [rule_words(rule) for rule in dict.fromkeys(part.rule for part in removed)]
    listed = ", ".join(rules[:4]) + (", …" if len(rules) > 4 else "")
    return f"Left out, on {phrasing.count(len(lines), 'line')}: {listed}"


def without_letters(line: TextRow) -> TextRow:
    """The row with bare links in its margin (no titles, chips or days), for a page that would otherwise be too large;
    other pages and lists show the same."""
    bare = (
        m._replace(title=None, here=m.here.removesuffix(", and in") or "Reported here", chips=_NONE)
        for m in line.margin
    )
    return line._replace(margin=tuple(bare), dated=())
