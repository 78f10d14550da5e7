"""What may stand in a summary: sentences that carry claims, and complete clauses of speech with their speaker."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tasks.noun_phrases import stem, tokens
from tasks.records import Claim, Conflict, Document, Evidence, Hop, Material
from tasks.summarize.alone import alone, balanced, ends
from tasks.summarize.strangers import Strangers
from tasks.text import trim

_FEWEST_WORDS = 6  # shorter ones say too little alone
_MOST_WORDS = 55  # longer ones fill half of a summary
_LONG = 38  # words; from here on a sentence is hard to read at a glance
_LONG_WORTH = 0.8
_CLAUSE_WORTH = 0.85  # a clause lacks the sentence's own framing
# The first sentences of a report say what happened; the third paragraph gives background.
_LEAD = (1.3, 1.2, 1.1)
_UNNAMED_WORTH = 0.6  # "officials: …" tells less than a name
_STRANGER_WORTH = 0.7  # "Vale said": who is Vale?
_KINDS = frozenset({"paragraph", "quote", "standfirst", "list"})
_PRONOUN = re.compile(
    r"^(?:he|she|they|it|him|her|them|i|we|who|which|that|his|their|its|this|these|those|one|others?|both|another)\b",
    re.I,
)
_CLAUSE_OPENING = re.compile(r"^(?:that|how|whether|if|why|to|of|for|as|by|with|on|in|from|against|about)\s", re.I)


class Candidate(NamedTuple):
    """Words that a summary may print. `claims` are indices of the claims they carry, the one they stand for first;
    `sides` pairs of a conflict's index and that of its side; `voice` who says them, `speaker` the same when the words
    themselves do not name him; `stems` what they speak of; `order` where they belong in a summary."""

    document: int
    start: int
    end: int
    words: int
    claims: tuple[int, ...]
    sides: tuple[tuple[int, int], ...]
    voice: str | None
    speaker: str | None
    stems: frozenset[str]
    worth: float
    order: tuple[str, int, int, int]


class _Found(NamedTuple):
    """A passage of a claim in one sentence."""

    claim: int
    evidence: Evidence


def candidates(material: Material, claims: Sequence[Claim], conflicts: Sequence[Conflict]) -> tuple[Candidate, ...]:
    """Every candidate of the story, in order of document and place."""
    index = {document.id: number for number, document in enumerate(material.documents)}
    held: dict[tuple[int, int], list[_Found]] = {}
    starts = [[sentence.start for sentence in segmented.sentences] for segmented in material.segmented]
    for number, claim in enumerate(claims):
        for passage in claim.evidence:
            document = index[passage.document]
            at = bisect_right(starts[document], passage.start) - 1
            if at >= 0:
                held.setdefault((document, at), []).append(_Found(number, passage))
    sided = _sides(conflicts, index)
    strangers = Strangers(material)
    found: list[Candidate] = []
    for (document, at), passages in sorted(held.items(), key=lambda item: item[0]):
        found.extend(_of_sentence(material, document, at, passages, sided.get(document, ()), strangers))
    return tuple(found)


def _sides(conflicts: Sequence[Conflict], index: dict[str, int]) -> dict[int, list[tuple[int, int, tuple[int, int]]]]:
    """Per document, the places that stand on a side of a conflict."""
    sided: dict[int, list[tuple[int, int, tuple[int, int]]]] = {}
    for number, conflict in enumerate(conflicts):
        for side, reading in enumerate(conflict.sides):
            for citation in reading.evidence:
                if citation.document in index:
                    place = citation.start, citation.end, (number, side)
                    sided.setdefault(index[citation.document], []).append(place)
    return sided


def _of_sentence(
    material: Material,
    document: int,
    at: int,
    passages: Sequence[_Found],
    sided: Sequence[tuple[int, int, tuple[int, int]]],
    strangers: Strangers,
) -> Iterator[Candidate]:
    source = material.documents[document]
    sentence = material.segmented[document].sentences[at]
    if source.blocks[sentence.block].kind not in _KINDS:
        return
    start, end = trim(source.text, sentence.start, sentence.end)
    ranked = sorted(passages, key=lambda p: (p.evidence.start - p.evidence.end, p.evidence.start, p.claim))
    whole = source.text[start:end]
    if balanced(whole) and ends(whole):
        made = _candidate(source, document, at, (start, end), ranked, sided, strangers, 1.0)
        if made is not None:
            yield made
    for passage in ranked:
        low, high = _clause(source.text, passage.evidence)
        if (low, high) != (start, end) and passage.evidence.mode != "stated" and balanced(source.text[low:high]):
            made = _candidate(source, document, at, (low, high), [passage], sided, strangers, _CLAUSE_WORTH)
            if made is not None and made.speaker is not None:
                yield made


def _clause(text: str, evidence: Evidence) -> tuple[int, int]:
    """The evidence without the word that ties it to the sentence and without its last comma."""
    start, end = trim(text, evidence.start, evidence.end)
    if text.startswith(("that ", "that\n"), start):
        start, end = trim(text, start + 5, end)
    while end > start and text[end - 1] in ",;:":
        end -= 1
    return start, end


def _candidate(
    source: Document,
    document: int,
    at: int,
    place: tuple[int, int],
    passages: Sequence[_Found],
    sided: Sequence[tuple[int, int, tuple[int, int]]],
    strangers: Strangers,
    worth: float,
) -> Candidate | None:
    start, end = place
    words = source.text[start:end]
    length = len(words.split())
    if not _FEWEST_WORDS <= length <= _MOST_WORDS or (worth < 1 and _CLAUSE_OPENING.match(words)):
        return None
    voice, speaker, factor = _speaker(source.text, start, end, passages[0].evidence)
    spoken = passages[0].evidence.mode == "quoted" and _all_inside(start, end, passages[0].evidence)
    worth *= factor * alone(words, speaker is not None, spoken) * (_LONG_WORTH if length > _LONG else 1.0)
    worth *= strangers.worth(document, start, end)
    worth *= _LEAD[at] if at < len(_LEAD) else 1.0
    if worth <= 0:
        return None
    return Candidate(
        document=document,
        start=start,
        end=end,
        words=length + (len(speaker.split()) if speaker else 0),
        claims=tuple(dict.fromkeys(passage.claim for passage in passages)),
        sides=tuple(sorted({side for low, high, side in sided if low < end and start < high})),
        voice=voice,
        speaker=speaker,
        stems=frozenset(stem(token.text) for token in tokens(words) if token.kind in "wNev"),
        worth=worth,
        order=((source.published or "9")[:10], at, document, start),
    )


def _speaker(text: str, start: int, end: int, evidence: Evidence) -> tuple[str | None, str | None, float]:
    """Who says it, his name if the words lack it, and what the attribution leaves of the words' worth."""
    if evidence.mode == "stated":
        return None, None, 1.0
    hop = next((hop for hop in evidence.chain if hop.role == "speaker"), None)
    if hop is None:
        hop = next((hop for hop in evidence.chain if hop.role == "via"), None)
    if hop is None:
        return None, None, 0.0 if _all_inside(start, end, evidence) else 0.5
    if _PRONOUN.match(hop.name):
        return None, None, 0.0
    worth = 1.0 if any(character.isupper() for character in hop.name) else _UNNAMED_WORTH
    return hop.name, None if _named(text, start, end, hop) else hop.name, worth


def _all_inside(start: int, end: int, evidence: Evidence) -> bool:
    """Whether the words are nothing but speech, so that without a speaker nobody would say them."""
    return evidence.start <= start + 1 and end - 1 <= evidence.end


def _named(text: str, start: int, end: int, hop: Hop) -> bool:
    """Whether the words between `start` and `end` name the speaker."""
    inside = text[start:end]
    if hop.start is not None and hop.end is not None and start <= hop.start and hop.end <= end:
        return not _PRONOUN.match(text[hop.start : hop.end])
    return hop.name in inside or hop.name.split()[-1] in inside.split()
