"""What a sentence asserts about its words: negated or not, planned or done, open or stated, and who does it to whom.

No parser: closed classes of words and how far they reach. Read only for pairs that already read alike, so it may take
its time.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

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
_CLAUSE_ENDS = frozenset(",;:.?!()—–") | {"but", "because", "although", "while", "which", "who"}


def _read_kinds() -> dict[str, str]:
    lines = (Path(__file__).parent / "asserting_words.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return {word: kind for kind, words in rows for word in words.split()}


_KINDS = _read_kinds()


class Token(NamedTuple):
    """A word of the sentence. `denied` is it by a negator before it, and `negated` whatever that reaches; `planned`,
    `possible` and `open` say how it is asserted; `past` that
    its form is one of the past, `name` that it is printed as a name, `capital` that it may be one."""

    lower: str
    stem: str
    content: bool
    name: bool
    capital: bool
    denied: bool
    negated: bool
    planned: bool
    possible: bool
    open: bool
    past: bool


class Reading(NamedTuple):
    """A sentence read: every word, and punctuation as words that are no content."""

    tokens: tuple[Token, ...]


@lru_cache(maxsize=1 << 12)
def read(sentence: str) -> Reading:
    """The reading of a sentence."""
    tokens: list[Token] = []
    negated = 0  # words with content that the negator before still reaches
    fresh = False  # none of them has come yet
    verb = ""  # what the next word with content is: planned, possible, refused
    to = ""  # what a "to" that may still come would make of the word after it
    to_left = 0
    open_ = False
    pieces = [piece.replace("’", "'") for piece in _PIECE.findall(sentence, 0, _LONGEST)]
    lowered = [piece.lower() for piece in pieces]
    for index, (piece, lower) in enumerate(zip(pieces, lowered, strict=True)):
        kind = _KINDS.get("n't" if lower.endswith("n't") else lower, "")
        if lower in _CLAUSE_ENDS:
            negated, verb = 0, ""
            open_ = open_ and lower not in {",", ";", ".", "?", "!"}
            tokens.append(Token(lower, "", False, False, False, False, False, False, False, open_, False))
            continue
        following = lowered[index + 1 : index + 3]
        capital = piece[0].isupper()
        possessive = lower[:-2] if lower.endswith("'s") else lower
        content = (
            kind not in {"not", "open"} and possessive not in STOP_WORDS and (len(possessive) > 1 or piece.isdigit())
        )
        adverb = possessive.endswith("ly") and not capital
        head = content and not adverb and bool(verb)
        country = COUNTRIES.get(possessive) if capital else None
        tokens.append(
            Token(
                lower,
                country or stem(possessive),
                content,
                capital and content and (index > 0 or country is not None),
                capital and content,
                (content and fresh and negated > 0) or (head and verb == "not-to"),
                (content and negated > 0) or (head and verb == "not-to"),
                head and verb in {"future", "not-to"},
                head and verb in {"possible", "ought"},
                open_,
                (lower in PAST_FORMS or (lower.endswith("ed") and len(lower) > 4))
                and _NOW.isdisjoint(pieces[max(0, index - 2) : index]),
            )
        )
        if content:
            negated = max(negated - 1, 0)
            fresh = False
        elif negated and negated < _NOT_REACH and lower in _PREPOSITIONS:
            # "was not meant to punish" goes on to the verb
            negated = negated if lower == "to" and following[:1] and following[0] not in _DETERMINERS else 0
        if head:
            verb = ""
        to_left -= 1
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
        elif lower == "to" and index > 0 and lowered[index - 1] in _BE and pieces[index + 1 : index + 2] != ["blame"]:
            verb = "future"
    return Reading(tuple(tokens))


def actors(reading: Reading, at: int) -> tuple[frozenset[str], frozenset[str]]:
    """Who does and who is done to, around the verb at `at`: the stems of the name before and after it, exchanged when
    the verb is passive. Empty where no name stands near."""
    tokens = reading.tokens
    before = _name_run(tokens, range(at - 1, max(-1, at - 9), -1))
    after = _name_run(tokens, range(at + 1, min(len(tokens), at + 9)))
    by = any(token.lower == "by" for token in tokens[at + 1 : at + 3])
    passive = by and any(token.lower in _BE for token in tokens[max(0, at - 3) : at])
    return (after, before) if passive else (before, after)


def _name_run(tokens: tuple[Token, ...], places: range) -> frozenset[str]:
    run: set[str] = set()
    for place in places:
        token = tokens[place]
        if token.capital:
            run.add(token.stem)
        elif run or token.lower in {".", ";", "and"}:
            break
    return frozenset(run)
