"""The wordings of one utterance side by side: rows are documents, columns the phrases that they share or word apart."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.records import PublishedClaim, PublishedQuotation, Utterance, Wording
from tasks.render import phrasing
from tasks.render.parts.alignment import columns, tokens
from tasks.render.story_index import StoryIndex
from tasks.render.text_runs import Layer, words
from tasks.render.views import Chip, Comparison, VerbatimWords, WordingRow
from tasks.shared.text.spans import trim

ROWS = 20  # wordings side by side; more stand in the data


def quote_href(utterance: Utterance) -> str:
    """The address of an utterance's page, which is named after its first quotation."""
    return f"quote/{utterance.quotations[0]}.html"


def comparisons(look: StoryIndex, claim: PublishedClaim, most: int = 1, rows: int = ROWS) -> list[Comparison]:
    """Comparisons of the utterances that the claim's passages quote and that have two or more wordings: at most `most`,
    each with at most `rows` wordings."""
    return [comparison(look, utterance, rows) for utterance in look.compared_in(claim)[:most]]


def comparison(look: StoryIndex, utterance: Utterance, rows: int = ROWS) -> Comparison:
    """The first `rows` wordings of an utterance as rows, with the words that differ marked. Documents with the same
    wording share a row. The result is kept in `look`, since several pages show it."""
    key = utterance.id, min(rows, len(utterance.wordings))
    if key not in look.comparisons:
        look.comparisons[key] = _comparison(look, utterance, rows)
    return look.comparisons[key]


def _comparison(look: StoryIndex, utterance: Utterance, rows: int) -> Comparison:
    shown = utterance.wordings[:rows]
    cuts = columns([wording.exact for wording in shown])
    lines = []
    for wording, ranges in zip(shown, cuts, strict=True):
        quotations = [look.quotations[q] for q in wording.quotations if q in look.quotations]
        first = min(quotations, key=lambda q: (look.order[q.document], q.start))
        lines.append(WordingRow(_chips(look, quotations, bool(wording.differs)), _cells(look, wording, first, ranges)))
    direct = [w for w in utterance.wordings if any(look.quotations[q].kind == "direct" for q in w.quotations)]
    told = []
    if len(direct) > 1:
        told.append(phrasing.READINGS["wording"])
    if any(wording.differs for wording in shown):
        told.append("Marked words differ.")
    if len(shown) < len(utterance.wordings):
        told.append(f"{len(utterance.wordings) - len(shown)} more wordings stand in utterances.jsonl.")
    told.append("The original is not among the sources, unless a document is that statement.")
    speaker = utterance.speaker or "speaker not stated"
    title = f"One statement, {phrasing.number(len(utterance.wordings))} wordings: {speaker}"
    heads = tuple(str(number + 1) for number in range(len(cuts[0]))) if len(cuts[0]) > 1 else ()
    return Comparison(title, quote_href(utterance), heads, tuple(lines), " ".join(told))


def _cells(
    look: StoryIndex, wording: Wording, first: PublishedQuotation, ranges: Sequence[tuple[int, int] | None]
) -> tuple[VerbatimWords | None, ...]:
    """A wording cut into its columns, without the white space between them."""
    ground = look.sources[first.document].ground
    layers = [Layer(first.start + a, first.start + b, "x") for a, b in wording.differs]
    cells: list[VerbatimWords | None] = []
    for span in ranges:
        start, end = trim(ground.text, first.start + span[0], first.start + span[1]) if span is not None else (0, 0)
        cells.append(words(ground, start, end, layers) if start < end else None)
    return tuple(cells)


def _chips(look: StoryIndex, quotations: list[PublishedQuotation], differs: bool) -> tuple[Chip, ...]:
    first: dict[str, PublishedQuotation] = {}
    for quotation in quotations:
        first.setdefault(quotation.document, quotation)
    return tuple(
        look.chip(look.sources[d], first[d], quoted=first[d].kind != "indirect", differs=differs)
        for d in sorted(first, key=look.order.__getitem__)
    )


def longest_common(look: StoryIndex, utterance: Utterance) -> VerbatimWords | None:
    """The longest run of two or more words that all wordings have, as the first one prints it; None if there is none or
    only one wording."""
    if len(utterance.wordings) < 2:
        return None
    first, *others = [(wording, tokens(wording.exact)) for wording in utterance.wordings]
    mine = [token.folded for token in first[1]]
    best = (0, 0)
    for start in range(len(mine)):
        end = start + best[1] - best[0] + 1
        while end <= len(mine) and all(_holds([t.folded for t in theirs], mine[start:end]) for _, theirs in others):
            best = (start, end)
            end += 1
    if best[1] - best[0] < 2:
        return None
    quotation = look.quotations[first[0].quotations[0]]
    ground = look.sources[quotation.document].ground
    low, high = first[1][best[0]].start, first[1][best[1] - 1].end
    return words(ground, quotation.start + low, quotation.start + high)


def _holds(sequence: list[str], part: list[str]) -> bool:
    size = len(part)
    return any(sequence[place : place + size] == part for place in range(len(sequence) - size + 1))
