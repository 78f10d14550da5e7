"""The phrases and clauses of a sentence, without a parser.

Method: closed classes of words and word endings part a sentence into base phrases (a noun with what stands before it,
or a verb by itself); marks, conjunctions and relative words part it into clauses. A name or a noun phrase is one piece
of news however many words it has, and what two sentences share says more when it stands in one clause of each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from tasks.crossreference.words import IRREGULAR, PAST_FORMS, SAYING_STEMS, words_of
from tasks.shared.english.noun_phrases import kind_of_word

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|\d[\d,.]*\d|\d|[^\W\d_]+(?:['’][^\W\d_]+)*(?:-[^\W\d_]+(?:['’][^\W\d_]+)*)*|[,;:.?!()—–\"“”]"
)
# what is longer is no sentence, and is read no further
_LONGEST = 2000
# words that open a clause of their own wherever they stand
_OPENERS = frozenset(
    [
        "who",
        "which",
        "whose",
        "whom",
        "where",
        "when",
        "while",
        "after",
        "before",
        "because",
        "although",
        "though",
        "since",
        "if",
        "unless",
        "until",
        "whereas",
        "but",
        "as",
        "that",
        "whether",
    ]
)
_STRONG_MARKS = frozenset(";:()—–")


class Phrase(NamedTuple):
    """A base phrase: the stems of its words with content, and whether it is a verb."""

    stems: tuple[str, ...]
    verb: bool


class Structure(NamedTuple):
    """A sentence as phrases in order; `clauses` are the numbers of the phrases of each clause, and `main` is the number
    of the clause that states what the sentence is about."""

    phrases: tuple[Phrase, ...]
    clauses: tuple[tuple[int, ...], ...]
    main: int


@lru_cache(maxsize=1 << 12)  # a sentence meets many others
def structure(sentence: str) -> Structure:
    """The structure of a sentence."""
    phrases: list[Phrase] = []
    clauses: list[list[int]] = [[]]
    run: list[str] = []
    comma = False  # a comma stands just before

    def end_phrase(verb: bool = False) -> None:
        if run:
            clauses[-1].append(len(phrases))
            phrases.append(Phrase(tuple(run), verb))
            run.clear()

    def end_clause() -> None:
        end_phrase()
        if any(phrases[number].verb for number in clauses[-1]):
            clauses.append([])

    for printed in _TOKEN.findall(sentence[:_LONGEST]):
        lower = printed.lower()
        if printed in _STRONG_MARKS or lower in _OPENERS:
            end_clause()
        elif printed == ",":
            end_phrase()
            comma = True
            continue
        elif not printed[0].isalnum():
            end_phrase()
        else:
            kind = _kind(printed, lower)
            stems = [word.stem for word in words_of(printed)]
            if kind == "verb":
                end_phrase()
                if comma:
                    end_clause()
                run += stems
                end_phrase(verb=True)
            elif kind == "closed":
                end_phrase()
                run += stems  # a word of a closed class that is compared, such as "against"
                end_phrase()
            else:
                run += stems
        comma = False
    end_phrase()
    filled = [tuple(clause) for clause in clauses if clause]
    return Structure(tuple(phrases), tuple(filled), _main(phrases, filled))


@lru_cache(maxsize=1 << 16)
def _kind(token: str, lower: str) -> str:
    """`verb`, `closed` or `noun`, which is also what stands before a noun."""
    kind = kind_of_word(token)
    if kind == "v" or (kind in "we" and (lower in PAST_FORMS or (lower in IRREGULAR and token == lower))):
        return "verb"
    if kind == "e":
        return "verb"
    return "closed" if kind in "ca" else "noun"


def _main(phrases: Sequence[Phrase], clauses: Sequence[Sequence[int]]) -> int:
    """The first clause with a verb that does not only tell who speaks."""
    for number, clause in enumerate(clauses):
        if any(phrases[p].verb and SAYING_STEMS.isdisjoint(phrases[p].stems) for p in clause):
            return number
    return 0
