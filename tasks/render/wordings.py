"""The wordings of one utterance side by side: rows are documents, columns the phrases that they share or word apart."""

from __future__ import annotations

from typing import NamedTuple

from tasks.records import PublishedClaim, PublishedQuotation, Utterance
from tasks.render import phrases
from tasks.render.alignment import tokens
from tasks.render.lookup import Lookup
from tasks.render.passages import Layer, words
from tasks.render.pieces import Chip, Words


class WordingRow(NamedTuple):
    chips: tuple[Chip, ...]
    cells: tuple[Words | None, ...]


class Comparison(NamedTuple):
    title: str
    href: str
    rows: tuple[WordingRow, ...]
    note: str


def quote_href(utterance: Utterance) -> str:
    """The page of an utterance is named after its first quotation."""
    return f"quote/{utterance.quotations[0]}.html"


def comparisons(look: Lookup, claim: PublishedClaim) -> list[Comparison]:
    """The utterances, in two or more wordings, that the claim's passages quote."""
    found: dict[str, Utterance] = {}
    for evidence in claim.evidence:
        for quotation in look.quotations_in(evidence):
            utterance = look.utterances.get(quotation.utterance or "")
            if utterance is not None and len(utterance.wordings) > 1:
                found.setdefault(utterance.id, utterance)
    return [comparison(look, utterance) for utterance in found.values()]


def comparison(look: Lookup, utterance: Utterance) -> Comparison:
    """The wordings as rows; what differs is marked. Documents with the same wording share a row."""
    rows = []
    for wording in utterance.wordings:
        quotations = [look.quotations[q] for q in wording.quotations if q in look.quotations]
        first = min(quotations, key=lambda q: (look.order[q.document], q.start))
        ground = look.sources[first.document].ground
        layers = [Layer(first.start + a, first.start + b, "x") for a, b in wording.differs]
        rows.append(
            WordingRow(
                _chips(look, quotations, bool(wording.differs)), (words(ground, first.start, first.end, layers),)
            )
        )
    direct = [w for w in utterance.wordings if any(look.quotations[q].kind != "indirect" for q in w.quotations)]
    note = "Marked words differ. The original is not among the sources."
    if len(direct) > 1:
        note = f"{phrases.READINGS['wording']} {note}"
    speaker = utterance.speaker or "speaker not stated"
    title = f"One statement, {phrases.number(len(utterance.wordings))} wordings: {speaker}"
    return Comparison(title, quote_href(utterance), tuple(rows), note)


def _chips(look: Lookup, quotations: list[PublishedQuotation], differs: bool) -> tuple[Chip, ...]:
    first: dict[str, PublishedQuotation] = {}
    for quotation in quotations:
        first.setdefault(quotation.document, quotation)
    return tuple(
        look.chip(look.sources[d], first[d], quoted=first[d].kind != "indirect", differs=differs)
        for d in sorted(first, key=look.order.__getitem__)
    )


def longest_common(look: Lookup, utterance: Utterance) -> Words | None:
    """The longest run of words that every wording has, as the first one prints it."""
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
