"""What a sentence asserts about its words: negated or not, planned or done, open or stated, and who does it to whom.

No parser: closed classes of words and how far they reach. Read only for pairs that already read alike, so it may take
its time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain, compress
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from tasks.crossreference.chunks import Chunks
from tasks.crossreference.words import COUNTRIES, PAST_FORMS, STOP_WORDS, stem

_PIECE = re.compile(r"(?:[A-Z]\.){2,}|\d[\d,.]*\d|\d|[^\W\d_]+(?:['’][^\W\d_]+)*(?:-[^\W\d_]+)*|[,;:.?!()—–\"“”]")
# how many words with content a negator reaches, and how many a denial does
_NOT_REACH = 3
# what is longer is no sentence, and is read no further
_LONGEST = 2000
_DENIAL_REACH = 8
# how many words may stand between "asked" and its "to" ("asked the two governments to open")
_TO_REACH = 5
_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "am", "'s", "'re"})
# after these a participle tells no past event: "no licence is granted"
_NOW = frozenset({"is", "are", "be", "being", "am", "gets", "get"})
# "not guilty of the theft" denies the guilt, not the theft
_PREPOSITIONS = frozenset({"of", "to", "in", "on", "at", "for", "with", "from", "by", "about", "after", "before"})
_DETERMINERS = frozenset({"the", "a", "an", "his", "her", "its", "their", "this", "that", "these", "those", "any"})
# a name beyond one of these, or farther from a verb, is not what it is about
_PARTS = frozenset({".", ";", "and"})
_NAME_REACH = 8
_CLAUSE_ENDS = frozenset(",;:.?!()—–") | {"but", "because", "although", "while", "which", "who"}


def _read_kinds() -> dict[str, str]:
    lines = (Path(__file__).parent / "asserting_words.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return {word: kind for kind, words in rows for word in words.split()}


_KINDS = _read_kinds()


class Piece(NamedTuple):
    """A word or mark, by itself. `content`: it has content; `capital`: it may be a name; `country`: it is one; `past`:
    it is a form of the past; `now`: a participle after it makes it none; `ends`: it ends a clause; `kind`: what it does
    to the words after it (negates, plans, hedges …); `idle`: it does nothing."""

    printed: str
    lower: str
    stem: str
    content: bool
    capital: bool
    country: bool
    adverb: bool
    past: bool
    now: bool
    ends: bool
    kind: str
    idle: bool


_PAST = attrgetter("past")


class SentenceReading(NamedTuple):
    """A sentence with the scope of its negations and modal verbs. Sets are indexes of content words: `denied` directly
    negated, `negated` in the scope of any negation, `planned` in the future, `hedged` in the future, possible or
    conditional, `past` forms of the past."""

    pieces: tuple[Piece, ...]
    denied: frozenset[int]
    negated: frozenset[int]
    planned: frozenset[int]
    hedged: frozenset[int]
    past: frozenset[int]


def _read(chunk: str) -> tuple[Piece, ...]:
    """The words and marks between two white spaces."""
    return tuple([_piece(printed.replace("’", "'")) for printed in _PIECE.findall(chunk)])


_of_chunk = Chunks(_read).__getitem__


@lru_cache(maxsize=1 << 16)
def _piece(printed: str) -> Piece:
    lower = printed.lower()
    kind = _KINDS.get("n't" if lower.endswith("n't") else lower, "")
    now = printed in _NOW
    if lower in _CLAUSE_ENDS:
        return Piece(printed, lower, "", False, False, False, False, False, now, True, kind, False)
    possessive = lower[:-2] if lower.endswith("'s") else lower
    content = (
        kind not in {"not", "open"} and possessive not in STOP_WORDS and (len(possessive) > 1 or printed.isdigit())
    )
    capital = printed[0].isupper()
    country = COUNTRIES.get(possessive) if capital else None
    return Piece(
        printed,
        lower,
        country or stem(possessive),
        content,
        capital and content,
        country is not None,
        possessive.endswith("ly") and not capital,
        lower in PAST_FORMS or (lower.endswith("ed") and len(lower) > 4),
        now,
        False,
        kind,
        not kind and lower != "to",
    )


@lru_cache(maxsize=1 << 12)
def read(sentence: str) -> SentenceReading:
    """The scopes of negation and modality in a sentence, by rules in the manner of NegEx (Chapman et al. 2001)."""
    pieces = tuple(chain.from_iterable(map(_of_chunk, sentence[:_LONGEST].split())))
    denied: set[int] = set()
    refused: set[int] = set()
    planned: set[int] = set()
    hedged: set[int] = set()
    negated = 0  # words with content that the negator before still reaches
    fresh = False  # none of them has come yet
    verb = ""  # what the next word with content is: planned, possible, refused
    to = ""  # what a "to" that may still come would make of the word after it
    to_left = 0
    open_ = False
    for place, piece in enumerate(pieces):
        if piece.idle and not (negated or verb or open_ or to_left > 0):
            continue
        lower, kind = piece.lower, piece.kind
        if piece.ends:
            negated, verb = 0, ""
            open_ = open_ and lower not in {",", ";", ".", "?", "!"}
            continue
        if piece.content:
            head = bool(verb) and not piece.adverb
            if negated or (head and verb == "not-to"):
                refused.add(place)
                if fresh or (head and verb == "not-to"):
                    denied.add(place)
            if head and verb in {"future", "not-to"}:
                planned.add(place)
            if head or open_:
                hedged.add(place)
            negated = max(negated - 1, 0)
            fresh = False
            if head:
                verb = ""
        elif negated and negated < _NOT_REACH and lower in _PREPOSITIONS:
            # "was not meant to punish" goes on to the verb
            goes_on = lower == "to" and place + 1 < len(pieces) and pieces[place + 1].lower not in _DETERMINERS
            negated = negated if goes_on else 0
        to_left -= 1
        if piece.idle:
            continue
        following = [after.lower for after in pieces[place + 1 : place + 3]]
        if kind == "not":
            negated, fresh = _NOT_REACH, True
        elif kind == "against":
            negated, fresh = _NOT_REACH, False
        elif (
            kind == "deny"
            or (kind == "out" and following[:1] == ["out"])
            or (kind == "not-to" and "to" not in following)
        ):
            # what is not denied is not negated
            negated, fresh = (0, False) if negated else (_DENIAL_REACH, True)
        elif kind == "open":
            open_ = True
        elif kind in {"future", "possible", "ought"}:
            verb = kind
        elif kind in {"future-to", "not-to"}:
            to, to_left = ("future" if kind == "future-to" else kind), _TO_REACH
        elif lower == "to" and to_left > 0 and to:
            verb, to = to, ""
        elif lower == "to" and place > 0 and pieces[place - 1].lower in _BE and following[:1] != ["blame"]:
            verb = "future"
    past = [
        place
        for place in compress(range(len(pieces)), map(_PAST, pieces))
        if not (place > 0 and pieces[place - 1].now) and not (place > 1 and pieces[place - 2].now)
    ]
    return SentenceReading(pieces, *map(frozenset, (denied, refused, planned, hedged, past)))


def acts(reading: SentenceReading) -> tuple[tuple[str, frozenset[str], frozenset[str]], ...]:
    """The acts of a sentence: stems of content words that are no names and have a name before and after them, each with
    the stems of the name that acts and of the name that is acted on; exchanged for a passive verb."""
    pieces = reading.pieces
    before = _nearest(pieces, range(len(pieces)))
    after = _nearest(pieces, range(len(pieces) - 1, -1, -1))
    found: list[tuple[str, frozenset[str], frozenset[str]]] = []
    for at, piece in enumerate(pieces):
        # any word may begin a sentence with a capital
        if not piece.content or (piece.capital and (at > 0 or piece.country)):
            continue
        left, right = before[at], after[at]
        if left is None or right is None or at - left > _NAME_REACH or right - at > _NAME_REACH:
            continue
        one = _name_run(pieces, range(left, max(-1, at - _NAME_REACH - 1), -1))
        two = _name_run(pieces, range(right, min(len(pieces), at + _NAME_REACH + 1)))
        by = any(near.lower == "by" for near in pieces[at + 1 : at + 3])
        passive = by and any(near.lower in _BE for near in pieces[max(0, at - 3) : at])
        found.append((piece.stem, two, one) if passive else (piece.stem, one, two))
    return tuple(found)


def _nearest(pieces: Sequence[Piece], places: range) -> list[int | None]:
    """For each piece the place of the last capital before it in the order of `places`; None where a clause ends or
    another begins in between."""
    found: list[int | None] = [None] * len(pieces)
    last: int | None = None
    for place in places:
        found[place] = last
        if pieces[place].capital:
            last = place
        elif pieces[place].lower in _PARTS:
            last = None
    return found


def _name_run(pieces: Sequence[Piece], places: range) -> frozenset[str]:
    """The stems of the capitals that stand side by side from the first of `places` on."""
    run: set[str] = set()
    for place in places:
        if not pieces[place].capital:
            break
        run.add(pieces[place].stem)
    return frozenset(run)
