"""Candidate sentences of a summary: sentences that carry claims, and complete clauses of speech with their speaker."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tasks.records import Claim, Conflict, Document, Evidence, Hop, Material, Segmented
from tasks.shared.english.datelines import after_dateline
from tasks.shared.english.noun_phrases import content_stems
from tasks.shared.text.spans import trim
from tasks.summarize.self_containedness import LEAST, THAT_NOUN, TURN, alone, balanced, ends, told_before
from tasks.summarize.unknown_persons import Strangers

_FEWEST_WORDS = 6  # shorter ones say too little alone
_MOST_WORDS = 55  # longer ones fill half of a summary
_LONG = 42  # words; from here on a sentence is hard to read at a glance
_SHORT = 10  # words; below, a sentence seldom tells who, what and when
_OFF_LENGTH_WORTH = 0.8
# Different words that carry content, below which a sentence tells less: "Mr. Vale is a controversial figure".
_TELLING = 8
_SHORT_SPEECH_WORTH = 0.5  # "Let's say there is none.": a few words of speech rest on what was asked
_CLAUSE_WORTH = 0.85  # a clause lacks the sentence's own framing
_STANDFIRST_WORTH = 0.7  # teasers promise what the report then tells
# The first sentences of a report say what happened; the third paragraph gives background.
_LEAD = (1.5, 1.2, 1.1)
# What happened is news before what somebody asks for, hopes or expects.
_NOT_YET = re.compile(
    r"\b(?:call(?:s|ed|ing)? (?:for|on)|urg(?:es?|ed|ing)|hop(?:es?|ed|ing)|wants?|wanted|plan(?:s|ned|ning)? to"
    r"|expected to|set to|may|might|could|likely)\b"
)
_NOT_YET_WORTH = 0.85
_UNNAMED_WORTH = 0.6  # "officials: …" and "The letter: …" tell less than a name
_KINDS = frozenset({"paragraph", "quote", "standfirst", "list"})
_NAME = re.compile(r"\b[A-Z][a-z]")
_MARKS_THEN_LOWER = re.compile(r"[“\"‘'(]*[a-z]")
_PRONOUN = re.compile(
    r"^(?:he|she|they|it|him|her|them|i|we|who|which|that|his|their|its|this|these|those|one|others?|both|another)\b",
    re.I,
)
# "6. " before a sentence of a list
_NUMBERED = re.compile(r"\d{1,2}[.)] (?=[A-Z“\"])")
# "… the Sept." and "11 law …", two halves of one sentence
_BROKEN_DATE = re.compile(r"\b[A-Z][a-z]{2,4}\.\s+\d")
# Words before a clause that take it back: nobody who "does not believe that", "denies that" or "hopes that" says it
_TAKEN_BACK = re.compile(
    r"(?:\b(?:not|never|neither|nor|nobody|no one|few|den(?:y|ies|ied|ying)|doubt\w*|reject\w*|dismiss\w*|disput\w*"
    r"|question\w*|refut\w*|unclear|unlikely|whether|if|hop(?:e|es|ed|ing)|fear\w*|wish\w*|want\w*|demand\w*|ask\w*"
    r"|urg\w+|wonder\w*|pretend\w*|would|could|might|may|guarantee\w*|assurance\w*|possib\w+|chances?|risks?|condition"
    r"|conditions?|idea|suggestion|prospect|threat\w*)|n[’']t)\b(?:\W+[\w’'-]+){0,5}\W*$",
    re.I,
)
# White space parts as many pieces at most of what the expression can match, dashes included.
_LAST_PIECES = 9
_CLAUSE_OPENING = re.compile(r"^(?:that|how|whether|if|why|to|of|for|as|by|with|on|in|from|against|about)\s", re.I)


# The day of what has none, after all others.
UNDATED = "9"


class Candidate(NamedTuple):
    """A passage that a summary may print: the index of its `document`, and `start` and `end` in its text (code points).

    `words` counts its words and those of the speaker beside it. `claims` are indexes of the claims it carries, the one
    it states first; `sides` are pairs of a conflict's index and the side's. `voice` is who says it, `speaker` the same
    if he must be named beside the words, else None; `spoken` says that it is nothing but speech. `stems` are its
    content stems, `worth` its quality (0 to about 1.5). `order` sorts reading order: day, rank of the sentence in its
    report, document index, start.
    """

    document: int
    start: int
    end: int
    words: int
    claims: tuple[int, ...]
    sides: tuple[tuple[int, int], ...]
    voice: str | None
    speaker: str | None
    spoken: bool
    stems: frozenset[str]
    worth: float
    order: tuple[str, int, int, int]


class _Found(NamedTuple):
    """A passage of a claim in one sentence."""

    claim: int
    evidence: Evidence


def candidates(material: Material, claims: Sequence[Claim], conflicts: Sequence[Conflict]) -> tuple[Candidate, ...]:
    """All candidates of a story, ordered by document, start, and longest first. A sentence that several documents print
    alike is one candidate, at the place where it is nearest to the beginning of its report.

    Args:
        material: the story.
        claims: its claims; candidates name them by index.
        conflicts: its conflicts; candidates name them by index.
    """
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
    ranks = [
        _ranks(document, segmented) for document, segmented in zip(material.documents, material.segmented, strict=True)
    ]
    found: list[Candidate] = []
    known: set[tuple[str, frozenset[int]]] = set()
    for rank, (document, at) in sorted([(ranks[document][at], (document, at)) for document, at in held]):
        passages = held[document, at]
        start, end, _ = material.segmented[document].sentences[at]
        told = material.documents[document].text[start:end], frozenset([passage.claim for passage in passages])
        if told not in known:  # copies print the same sentence; the one that stands first in its report speaks for all
            known.add(told)
            found += _of_sentence(material, document, at, rank, passages, sided.get(document, ()), strangers)
    return tuple(sorted(found, key=lambda candidate: (candidate.document, candidate.start, -candidate.end)))


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


def _ranks(document: Document, segmented: Segmented) -> list[int]:
    """The place of each sentence among those of the report; headings, and lines that end as no sentence does (who
    publishes it, and where), have the place of what follows."""
    ranks: list[int] = []
    count = 0
    for start, end, block in segmented.sentences:
        ranks.append(count)
        kind = document.blocks[block].kind
        # after the opening no place is better than another
        count += kind in _KINDS and kind != "standfirst" and (count >= len(_LEAD) or ends(document.text[start:end]))
    return ranks


def _of_sentence(
    material: Material,
    document: int,
    at: int,
    rank: int,
    passages: Sequence[_Found],
    sided: Sequence[tuple[int, int, tuple[int, int]]],
    strangers: Strangers,
) -> Iterator[Candidate]:
    source = material.documents[document]
    sentence = material.segmented[document].sentences[at]
    if source.blocks[sentence.block].kind not in _KINDS:
        return
    start, end = trim(source.text, sentence.start, sentence.end)
    if any(_BROKEN_DATE.search(source.text, max(0, place - 6), place + 4) for place in (start, end)):
        return
    start = after_dateline(source.text, start, end)
    turn = TURN.match(source.text, start, end)
    said_by = strangers.called(turn.group().rstrip(": ")) if turn else None
    if turn and said_by:
        start = turn.end()  # its speaker stands beside the words as everybody's does
    if numbered := _NUMBERED.match(source.text, start, end):
        start = numbered.end()
    ranked = sorted(passages, key=lambda p: (p.evidence.start - p.evidence.end, p.evidence.start, p.claim))
    whole = source.text[start:end]
    if balanced(whole) and ends(whole):
        framed = _STANDFIRST_WORTH if source.blocks[sentence.block].kind == "standfirst" else 1.0
        made = _candidate(source, document, rank, (start, end), ranked, sided, strangers, framed, said_by)
        if made is not None:
            yield made
    for passage in ranked:
        if passage.evidence.mode == "stated":
            continue
        clause = _clause(source.text, passage.evidence)
        if clause is None or clause == (start, end) or _taken_back(source.text[start : clause[0]]):
            continue
        if balanced(source.text[clause[0] : clause[1]]):
            made = _candidate(source, document, rank, clause, [passage], sided, strangers, _CLAUSE_WORTH)
            if made is not None and made.speaker is not None:
                yield made


def _taken_back(before: str) -> bool:
    """Whether the words before a clause take it back; only the last of them can."""
    pieces = before.rsplit(None, _LAST_PIECES)
    return bool(_TAKEN_BACK.search(before, len(pieces[0]) if len(pieces) > _LAST_PIECES else 0))


def _clause(text: str, evidence: Evidence) -> tuple[int, int] | None:
    """The evidence without the word that ties it to the sentence and without its last comma; None when it is not a
    clause of its own: one follows "that", or begins as a sentence does."""
    start, end = trim(text, evidence.start, evidence.end)
    if text.startswith(("that ", "that\n"), start):
        if THAT_NOUN.match(text, start, end):
            return None  # "that argument" points back; nothing was said to follow it
        start, end = trim(text, start + 5, end)
    elif _MARKS_THEN_LOWER.match(text, start, end) and not text[:start].rstrip().endswith(" that"):
        return None
    while end > start and text[end - 1] in ",;:":
        end -= 1
    return start, end


def _candidate(
    source: Document,
    document: int,
    rank: int,
    place: tuple[int, int],
    passages: Sequence[_Found],
    sided: Sequence[tuple[int, int, tuple[int, int]]],
    strangers: Strangers,
    worth: float,
    said_by: str | None = None,
) -> Candidate | None:
    start, end = place
    words = source.text[start:end]
    length = len(words.split())
    if not _FEWEST_WORDS <= length <= _MOST_WORDS or (worth == _CLAUSE_WORTH and _CLAUSE_OPENING.match(words)):
        return None
    voice, speaker, factor = said_by, said_by, 1.0
    if said_by is None:
        voice, speaker, factor = _speaker(source.text, start, end, passages[0].evidence)
    if not factor:
        return None
    spoken = bool(said_by) or (passages[0].evidence.mode == "quoted" and _all_inside(start, end, passages[0].evidence))
    lead = 1.0 if worth == _STANDFIRST_WORTH or rank >= len(_LEAD) else _LEAD[rank]
    understood = alone(words, speaker is not None, spoken)
    if not understood:
        return None
    understood *= strangers.worth(document, start, end) * told_before(source.text, start, end, strangers.known)
    if understood < LEAST:
        return None
    stems = content_stems(words)
    worth *= lead * factor * understood * _length_worth(length, spoken)
    worth *= min(1.0, len(stems) / _TELLING) * (_NOT_YET_WORTH if not spoken and _NOT_YET.search(words) else 1.0)
    return Candidate(
        document=document,
        start=start,
        end=end,
        words=length + (len(speaker.split()) if speaker else 0),
        claims=tuple(dict.fromkeys(passage.claim for passage in passages)),
        sides=tuple(sorted({side for low, high, side in sided if low < end and start < high})),
        voice=voice,
        speaker=speaker,
        spoken=spoken,
        stems=stems,
        worth=worth,
        order=((source.published or UNDATED)[:10], rank, document, start),
    )


def _length_worth(length: int, spoken: bool) -> float:
    if length < _SHORT and spoken:
        return _SHORT_SPEECH_WORTH
    return 1.0 if _SHORT <= length <= _LONG else _OFF_LENGTH_WORTH


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
    worth = 1.0 if any(character.isupper() for character in hop.name.removeprefix("The ")) else _UNNAMED_WORTH
    if _named(text, start, end, evidence, hop):
        return hop.name, None, worth
    # Words without marks whose speaker stands elsewhere may be the reporter's own; and beside a name in the dossier's
    # voice stands what he said and nothing else: with "he said" in it he would be named twice, and words that attribute
    # what they tell, but not to him whom the chain names, are not surely his.
    elsewhere = hop.start is None or hop.end is None or hop.start < start or hop.end > end
    if (elsewhere and evidence.mode == "reported") or not _all_inside(start, end, evidence):
        return hop.name, hop.name, 0.0
    # Whoever was named last in a paragraph before may be quoted in the next, or somebody else is.
    if hop.end is not None and hop.end <= start and "\n" in text[hop.end : start]:
        return hop.name, hop.name, 0.0
    return hop.name, hop.name, worth


def _all_inside(start: int, end: int, evidence: Evidence) -> bool:
    """Whether the words are nothing but speech, so that without a speaker nobody would say them."""
    return evidence.start <= start + 1 and end - 1 <= evidence.end


def _named(text: str, start: int, end: int, evidence: Evidence, hop: Hop) -> bool:
    """Whether the words between `start` and `end` name the speaker; what he says himself does not."""
    if hop.start is not None and hop.end is not None and start <= hop.start and hop.end <= end:
        pronoun = _PRONOUN.match(text[hop.start : hop.end])  # "this week the minister Tom Vale" begins with one
        return not pronoun or bool(_NAME.search(text, hop.start + pronoun.end(), hop.end))
    inside = text[start:end]
    return not _all_inside(start, end, evidence) and (hop.name in inside or hop.name.split()[-1] in inside.split())
