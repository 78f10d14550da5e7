"""Closed classes of words, read once from `words.tsv`."""

from __future__ import annotations

from pathlib import Path

from tasks.extract.quotations.tokens import Tokens


def _read() -> dict[str, frozenset[str]]:
    lines = (Path(__file__).parent / "words.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {name: frozenset(words.split()) for name, words in rows}


def listed(words: str) -> frozenset[str]:
    """The set of the words in a string, separated by spaces, so that long lists stay readable."""
    return frozenset(words.split())


_CLASSES = _read()
MODAL = _CLASSES["modal"]
BE = _CLASSES["be"]
HAVE = _CLASSES["have"]
DO = _CLASSES["do"]
AUXILIARY = MODAL | BE | HAVE | DO
NEGATION = _CLASSES["negation"]
ADVERB = _CLASSES["adverb"]
LY_BUT_NO_ADVERB = _CLASSES["ly_but_no_adverb"]
PRONOUN = _CLASSES["pronoun"]
OBJECT_PRONOUN = _CLASSES["object_pronoun"]
DETERMINER = _CLASSES["determiner"]
HARD_DETERMINER = _CLASSES["hard_determiner"]
PREPOSITION = _CLASSES["preposition"]
SUBORDINATOR = _CLASSES["subordinator"]
INTRODUCTION = _CLASSES["introduction"]
WEEKDAY = _CLASSES["weekday"]
TIME = _CLASSES["time"]
PERIOD = _CLASSES["period"]
VERB = _CLASSES["verb"]
EVIDENCE = _CLASSES["evidence"]
NOUN_TOO = _CLASSES["noun_too"]
NOMINAL = _CLASSES["nominal"]
NOMINAL_WITH_PREPOSITION = _CLASSES["nominal_with_preposition"]
DASH = frozenset({"—", "–", "--", "-"})
MARK = frozenset({"“", "”", '"', "''", "``", "«", "»", "„"})
BOUNDARY = frozenset({";", ":", "(", ")", "!", "?", "•"}) | DASH | MARK  # no noun phrase crosses one


def is_adverb(tokens: Tokens, i: int) -> bool:
    """Whether the token `i` is an adverb by its form. Capitalised words in -ly do not count, since they are mostly
    names ("Kelly")."""
    low = tokens.low[i]
    return low in ADVERB or (low.endswith("ly") and tokens.word[i][0].islower() and is_adverb_form(low))


def is_adverb_form(low: str) -> bool:
    """Whether a word in lower case is an adverb by its form."""
    return low in ADVERB or (len(low) > 4 and low.endswith("ly") and low not in LY_BUT_NO_ADVERB)
