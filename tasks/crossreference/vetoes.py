"""What keeps two passages apart whatever they share: hard borders of every claim.

Names, a day and the words that tell who speaks carry no join, and of two outcomes that exclude each other only one can
be: what differs so is for the differences, not for one claim.
"""

from __future__ import annotations

from collections.abc import Iterator

from tasks.crossreference.pair_features import predicates, statement_stems
from tasks.crossreference.passages import Passage
from tasks.crossreference.score import Pair
from tasks.crossreference.sentence_features import read_against
from tasks.crossreference.sentence_structure import structure
from tasks.crossreference.words import SAYING_STEMS, stem

# By difference, how much of the two sentences must be shared for it to keep them apart: a long sentence may state
# beside what differs what the other states.
_SHARED = {"speaker": 0.0, "quotation": 0.0, "negation": 0.0, "day": 0.0, "counted": 0.25, "figure": 0.4}
_SHARING_MUCH = 0.6
# the least share of the shorter of two direct quotations that is said in both
_SAID_ALIKE = 0.3
# Outcomes that exclude each other, by stem.
EXCLUSIVE = read_against("exclusive_outcomes.tsv")
# words that only tell how somebody speaks: "on condition of anonymity, as he was not authorised to brief the media"
_HOW_TOLD = frozenset(map(stem, ("condition", "anonymity", "authorised", "authorized", "brief", "elaborate", "speak")))
_FEWEST_BESIDE = 2


def keeps_apart(pair: Pair, one: Passage, two: Passage) -> bool:
    """Whether what differs between the two passages of a pair leaves no statement that both make."""
    if pair.score == 0.0 and pair.cosine >= _SHARING_MUCH:
        return True
    for name in pair.differences:
        if pair.cosine >= _SHARED.get(name, 1.0):
            return True
        if name == "aside" and not predicates(one, two):
            return True
    return one.text != two.text and (
        _other_words_said(one, two) or _only_how_told(one, two) or _other_outcome(one, two)
    )


def _other_words_said(one: Passage, two: Passage) -> bool:
    """Both are somebody's very words, and little of what is said is in both."""
    if one.mode != "quoted" or two.mode != "quoted":
        return False
    here, there = statement_stems(one), statement_stems(two)
    return len(here & there) < _SAID_ALIKE * min(len(here), len(there))


def _only_how_told(one: Passage, two: Passage) -> bool:
    """What the two share is how somebody speaks, and hardly a word of what is said."""
    shared = statement_stems(one) & statement_stems(two)
    return not shared.isdisjoint(_HOW_TOLD) and len(shared - _HOW_TOLD - SAYING_STEMS) < _FEWEST_BESIDE


def _other_outcome(one: Passage, two: Passage) -> bool:
    """Of something that both name, one tells an outcome and the other one that excludes it."""
    here, there = dict(_outcomes(one.text)), dict(_outcomes(two.text))
    for outcome, of in here.items():
        for other, of_other in there.items():
            common = of & of_other
            if other in EXCLUSIVE[outcome] and common and not common & there.get(outcome, frozenset()):
                return True
    return False


def _outcomes(sentence: str) -> Iterator[tuple[str, frozenset[str]]]:
    """The outcomes that a sentence tells, each with the stems of the phrases beside it."""
    phrases = structure(sentence).phrases
    found: dict[str, frozenset[str]] = {}
    for place, phrase in enumerate(phrases):
        for word in phrase.stems:
            if word in EXCLUSIVE:
                beside = phrases[max(0, place - 1) : place + 2]
                stems = frozenset([stem for near in beside if near is not phrase for stem in near.stems])
                found[word] = found.get(word, frozenset()) | stems
    yield from found.items()
