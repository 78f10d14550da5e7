"""Which words of a sentence are its statement, and whose they are.

Somebody's words are the statement when they make up enough of the sentence and are a clause of their own; what is said
in a noun phrase ("reaffirmed his support") keeps its whole sentence, for torn off it would state nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from tasks.crossreference.words import SAYING_STEMS, read_words, words
from tasks.records import Mode, Quotation, Via
from tasks.shared.text.spans import trim

# The share of the sentence that somebody's words must make up to be its statement; below it the sentence is mostly the
# document's own. A noun phrase is a smaller part of the sentence that carries it.
_CLAUSE_SHARE = 0.45
_PHRASE_SHARE = 0.3
# how many words with content may be left over, beside those that say who speaks and when
_MOST_REST = 3
_CLAUSE_CUES = read_words("clause_cues.txt")
_PREPOSITION = re.compile(r"(?:of|to|against|upon|on|in|at|for|about|from|with|over|by|as|his|her|its|their)\b", re.I)
_THAT = re.compile(r"that\s+", re.I)
_MARKED = re.compile(r"[“\"][^“”\"]*[”\"]?")
_FEWEST_SPOKEN = 4


class Statement(NamedTuple):
    """The statement of a sentence: its range (code points), whether it is quoted, reported or the document's own, the
    speaker, and through whom the document has it."""

    start: int
    end: int
    mode: Mode
    quotation: Quotation | None
    via: tuple[Via, ...]


def statement(text: str, start: int, end: int, said: Sequence[Quotation]) -> Statement:
    """The statement of the sentence `text[start:end]` (code points). `said` are the quotations that overlap it."""
    if not said:
        return Statement(start, end, "stated", None, ())
    length = end - start
    clipped = [(max(start, q.start), min(end, q.end), q) for q in said]
    clauses = [
        (a, b, q)
        for a, b, q in clipped
        if (b - a >= _CLAUSE_SHARE * length or q.kind == "direct")
        and _is_clause(text, a, b, q)
        and not _taken_back(text, start, a, q)
        and _rest(text, start, end, a, b, said) <= _MOST_REST
    ]
    if clauses:
        low, high, quotation = clauses[0]
        if len(clauses) > 1:
            low, high, quotation = max(clauses, key=lambda c: (_depth(c, clauses), c[0], -c[1], c[2].id))
        low, high = _without_that(text, *trim(text, low, _before_attribution(low, high, said)), quotation)
        return Statement(low, high, _mode(text, low, high, quotation), quotation, _through(quotation, said))
    pieces = _pieces_of_one(clipped)
    if pieces and sum(b - a for a, b, _ in pieces) >= _CLAUSE_SHARE * length:
        quotation = max(pieces, key=lambda c: (c[1] - c[0], -c[0]))[2]
        return Statement(
            start, end, _mode(text, pieces[0][0], pieces[-1][1], quotation), quotation, _through(quotation, said)
        )
    phrases = [(a, b, q) for a, b, q in clipped if b - a >= _PHRASE_SHARE * length and q.speaker is not None]
    if phrases:
        low, high, quotation = max(phrases, key=lambda c: (c[1] - c[0], -c[0], c[2].id))
        return Statement(start, end, _mode(text, low, high, quotation), quotation, _through(quotation, said))
    return Statement(start, end, "stated", None, ())


# "does not believe", "never said", "refused to say": whoever so speaks does not say what follows
_NEGATED = re.compile(
    r"(?:\b(?:not|never|neither|nor|hardly|cannot|without|refus\w+ to|declin\w+ to)|n[’']t)(?:\W+\w+){0,2}\W*$", re.I
)
# "denied that", "rejected claims that", "doubts that"
_DENYING = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|doubt\w*|reject\w*|dismiss\w*|disput\w+|refut\w+|rebut\w*|disbelie\w+)"
    r"(?:\W+[\w’'-]+){0,3}\W*$",
    re.I,
)
# one of these is in whatever the two patterns find; they are looked for first, as that is faster
_NEGATORS = ("not", "nor", "never", "neither", "hardly", "without", "refus", "declin", "n't", "n’t")
_DENIALS = ("den", "doubt", "reject", "dismiss", "disput", "refut", "rebut", "disbelie")
_REACH = 60  # characters before the words in which they can be taken back; more is another clause


def _taken_back(text: str, start: int, low: int, quotation: Quotation) -> bool:
    """Whether the words before take back what stands from `low` on, so that the speaker says the opposite: then only
    the whole sentence is the statement."""
    cue = quotation.cue
    if cue is not None and cue.start < low and _ends_with(_NEGATED, _NEGATORS, text, start, cue.start):
        return True
    return quotation.kind != "direct" and _ends_with(_DENYING, _DENIALS, text, start, low)


def _ends_with(pattern: re.Pattern[str], parts: Sequence[str], text: str, start: int, end: int) -> bool:
    """The pattern, which needs one of `parts`, is found shortly before `end`."""
    first = max(start, end - _REACH)
    before = text[first:end].lower()
    for part in parts:
        if part in before:
            return pattern.search(text, first, end) is not None
    return False


def _is_clause(text: str, start: int, end: int, quotation: Quotation) -> bool:
    """The words stand for themselves as a statement."""
    if quotation.kind == "direct":
        return len(text[start:end].split(None, _FEWEST_SPOKEN - 1)) == _FEWEST_SPOKEN
    if _THAT.match(text, start):
        return True
    if quotation.cue is None or (_PREPOSITION.match(text, start) and text[start].islower()):
        return False
    cue = quotation.cue.exact.lower()
    return quotation.cue.start >= end or cue.split()[-1] in _CLAUSE_CUES or "according" in cue


def _before_attribution(low: int, high: int, said: Sequence[Quotation]) -> int:
    """Where the words at `low`-`high` end when "…, Reuters reported" about a longer stretch stands inside them."""
    ends = [q.end for q in said if low < q.end < high and q.cue is not None and q.end <= q.cue.start < high]
    return min(ends) if ends else high


def _depth(clause: tuple[int, int, Quotation], others: Sequence[tuple[int, int, Quotation]]) -> int:
    """How many of the others stand around the clause."""
    return sum(a <= clause[0] and clause[1] <= b and (a, b) != clause[:2] for a, b, _ in others)


def _rest(text: str, start: int, end: int, low: int, high: int, said: Sequence[Quotation]) -> int:
    """The words with content of `start`-`end` outside `low`-`high`, without those that tell who says the words."""
    told = [(low, high)]
    for quotation in said:
        if not (quotation.start <= low and high <= quotation.end):
            continue
        for part in (quotation.speaker, quotation.cue, *quotation.via):
            if part is not None and part.start is not None and part.end is not None:
                told.append((part.start, part.end))
    outside: list[str] = []
    at = start
    for first, last in sorted(told):
        if at < first:
            outside.append(text[at : min(first, end)])
        if at < last:
            at = min(last, end)
    if at < end:
        outside.append(text[at:end])
    rest = " ".join(outside)
    return 0 if not rest or rest.isspace() else sum([word.stem not in SAYING_STEMS for word in words(rest)])


def _pieces_of_one(clipped: Sequence[tuple[int, int, Quotation]]) -> list[tuple[int, int, Quotation]]:
    """The outermost pieces of the sentence, when one speaker has them all."""
    outer = [
        (a, b, q)
        for a, b, q in clipped
        if not any(c <= a and b <= d and (c, d) != (a, b) for c, d, _ in clipped) and q.speaker is not None
    ]
    names = {q.speaker.entity or q.speaker.name for _, _, q in outer if q.speaker}
    return sorted(outer, key=lambda c: c[:2]) if len(names) == 1 else []


def _without_that(text: str, start: int, end: int, quotation: Quotation) -> tuple[int, int]:
    found = _THAT.match(text, start, end) if quotation.kind != "direct" and text[start] == "t" else None
    return (found.end(), end) if found else (start, end)


def _mode(text: str, start: int, end: int, quotation: Quotation) -> Mode:
    if quotation.kind == "direct":
        return "quoted"
    if quotation.kind != "mixed":
        return "reported"
    inside = sum([found.end() - found.start() for found in _MARKED.finditer(text, start, end)])
    return "quoted" if 2 * inside >= end - start else "reported"


def _through(quotation: Quotation, said: Sequence[Quotation]) -> tuple[Via, ...]:
    """Through whom: as the quotation says, then the speakers of the words around it, innermost first."""
    if len(said) == 1:
        return quotation.via
    via = list(quotation.via)
    names = {step.name for step in via} | ({quotation.speaker.name} if quotation.speaker else set())
    around = [q for q in said if q.start <= quotation.start and quotation.end <= q.end and q.id != quotation.id]
    for outer in sorted(around, key=lambda q: (q.end - q.start, q.start, q.id)):
        speaker = outer.speaker
        if speaker is not None and speaker.name not in names:
            names.add(speaker.name)
            via.append(Via(name=speaker.name, start=speaker.start, end=speaker.end, inferred=speaker.inferred))
            via.extend(step for step in outer.via if step.name not in names)
            names.update(step.name for step in outer.via)
    return tuple(via)
