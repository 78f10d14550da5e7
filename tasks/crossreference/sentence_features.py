"""What the gates compare of a sentence: sets of stems, made once for each sentence, for it meets many others."""

from __future__ import annotations

from functools import lru_cache
from itertools import compress
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from tasks.crossreference.polarity import SentenceReading, acts, read
from tasks.crossreference.words import stem

_STEM, _LOWER, _CONTENT, _CAPITAL = map(attrgetter, ("stem", "lower", "content", "capital"))
_SINGULAR = frozenset({"he", "his", "him", "she", "her", "hers"})
_PLURAL = frozenset({"they", "their", "them", "we", "our", "us"})
# verbs that only lead to another, so that two of them are seldom one deed: "helped write", "would help protect"
_LIGHT = frozenset(map(stem, ("help", "try", "begin", "start", "continue", "go", "come")))
_BEFORE = frozenset(map(stem, ("before", "ahead", "prior", "eve", "prepare", "until")))
_AFTER = frozenset(map(stem, ("after", "following", "since")))


def read_against(name: str) -> dict[str, frozenset[str]]:
    """By stem, the stems that stand against it in a table of two groups of words a line."""
    opposites: dict[str, frozenset[str]] = {}
    for line in (Path(__file__).parent / name).read_text("utf-8").splitlines():
        if not line.startswith("#"):
            one, two = (frozenset(map(stem, group.split())) for group in line.split("\t"))
            opposites.update({word: opposites.get(word, frozenset()) | two for word in one})
            opposites.update({word: opposites.get(word, frozenset()) | one for word in two})
    return opposites


OPPOSITES = read_against("opposites.tsv")
STAGES = read_against("stages.tsv")
_OPPOSED = frozenset(OPPOSITES)
_STAGED = frozenset(STAGES)


class Traits(NamedTuple):
    """A sentence as the gates see it; sets hold stems. `plain` have content and are no names, `capitals` may be names.
    `printed` are these in order, and `active` tells that nothing is done by anybody ("by Vale").
    `denied` are denied somewhere, `refused` negated somewhere, `negated` wherever they stand; `affirmed` are not
    negated somewhere, and `opposed` and `staged` those of them that stand in a table. `hedged` are no more than
    planned, possible or a condition, `settled` told as done wherever they stand; `before` and `after` follow such a
    word.
    `opens` is the number of the pronoun that the sentence begins with, `singular` and `plural` tell which it has."""

    reading: SentenceReading
    plain: frozenset[str]
    printed: tuple[str, ...]
    capitals: frozenset[str]
    active: bool
    denied: frozenset[str]
    refused: frozenset[str]
    negated: frozenset[str]
    affirmed: frozenset[str]
    opposed: frozenset[str]
    staged: frozenset[str]
    hedged: frozenset[str]
    settled: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    opens: str
    singular: bool
    plural: bool


@lru_cache(maxsize=1 << 12)
def traits(sentence: str) -> Traits:
    """The traits of a sentence."""
    reading = read(sentence)
    pieces = reading.pieces
    stems = list(map(_STEM, pieces))
    lowers = list(map(_LOWER, pieces))
    content = list(compress(range(len(pieces)), map(_CONTENT, pieces)))
    printed = tuple(compress(stems, map(_CAPITAL, pieces)))
    names = {place for place in content if pieces[place].capital and (place > 0 or pieces[place].country)}
    if reading.negated:
        affirmed = frozenset([stem for place, stem in enumerate(stems) if place not in reading.negated])
    else:
        affirmed = frozenset(stems)
    refused = frozenset([stems[place] for place in reading.negated])
    done = {stems[place] for place in reading.past - reading.hedged if pieces[place].content} if reading.past else ()
    return Traits(
        reading,
        frozenset([stems[place] for place in content if place not in names]),
        printed,
        frozenset(printed),
        "by" not in lowers,
        frozenset([stems[place] for place in reading.denied]),
        refused,
        refused - {stems[place] for place in content if place not in reading.negated} if refused else refused,
        affirmed,
        affirmed & _OPPOSED,
        affirmed & _STAGED,
        frozenset([stems[place] for place in reading.hedged if place not in names]) - _LIGHT,
        frozenset(done).difference(
            [stems[place] for place in content if place not in reading.past or place in reading.hedged] if done else ()
        ),
        _stands_after(reading, _BEFORE) if not _BEFORE.isdisjoint(stems) else frozenset(),
        _stands_after(reading, _AFTER) if not _AFTER.isdisjoint(stems) else frozenset(),
        _number(pieces[0].lower) if pieces else "",
        not _SINGULAR.isdisjoint(lowers),
        not _PLURAL.isdisjoint(lowers),
    )


def _number(pronoun: str) -> str:
    return "singular" if pronoun in _SINGULAR else "plural" if pronoun in _PLURAL else ""


def _stands_after(reading: SentenceReading, words: frozenset[str]) -> frozenset[str]:
    """The stems of up to two words with content that follow one of `words`."""
    found: set[str] = set()
    left = 0
    for piece in reading.pieces:
        if piece.stem in words:
            left = 2
        elif piece.content and left:
            found.add(piece.stem)
            left -= 1
    return frozenset(found)


@lru_cache(maxsize=1 << 12)
def deeds(sentence: str) -> tuple[tuple[str, frozenset[str], frozenset[str]], ...]:
    """The acts of a sentence of one name on another: stems of the verb, of the name that acts and of the name that is
    acted on."""
    return acts(read(sentence))
