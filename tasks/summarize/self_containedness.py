"""How well words can be understood without the sentences around them, from 0 (not at all) to 1.

The rules are in `self_containedness.tsv`; those that need more than a pattern are functions of this module.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

# What keeps less of its worth alone leaves questions that nothing beside it can make up for, and is worth nothing.
LEAST = 0.45


class ContextRule(NamedTuple):
    """A rule: if `pattern` matches (at the beginning if it starts with `^`, else anywhere), the score is multiplied by
    `share`. `about` says why. If `needs` is not empty, the pattern can only match words that contain one of its
    strings, so others need not be searched."""

    share: float
    about: str
    needs: tuple[str, ...]
    pattern: re.Pattern[str]


def _read_rules() -> tuple[ContextRule, ...]:
    lines = (Path(__file__).parent / "self_containedness.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return tuple(
        ContextRule(float(share), about, () if needs == "-" else tuple(needs.split()), re.compile(pattern))
        for share, about, needs, pattern in rows
    )


RULES = _read_rules()


class _Finder(NamedTuple):
    share: float
    needs: tuple[str, ...]
    find: Callable[[str], re.Match[str] | None]


def _finders() -> tuple[_Finder, ...]:
    """The rules as they are tried: those that refuse by how the words begin as one expression."""
    refused = [rule for rule in RULES if rule.share < LEAST and not rule.needs and rule.pattern.pattern[0] == "^"]
    opening = re.compile("|".join(rule.pattern.pattern for rule in refused))
    found = [_Finder(0.0, (), opening.match)]
    for rule in RULES:
        if rule not in refused:
            # a search would try every place of the words, also for a pattern that can only stand at their beginning
            at_once = rule.pattern.pattern[0] == "^"
            found.append(_Finder(rule.share, rule.needs, rule.pattern.match if at_once else rule.pattern.search))
    return tuple(found)


_FINDERS = _finders()
THAT_NOUN = next(rule.pattern for rule in RULES if rule.pattern.pattern.startswith(r"\bthat "))
"""A noun that "that" points to, where "that" might be taken for the word that opens what was said."""

# "The two leaders", before anybody is named
_PAIR = re.compile(r"\b(?:two|both) (?:leaders|presidents|ministers|men|women|sides|countries|parties)\b", re.I)
_PAIR_OPENS = ("two ", "both ")
_PAIR_WORTH = 0.7
_PRONOUN = re.compile(r"\b(?:he|she|they|him|her|them|his|hers|their|theirs)\b")
_HIS = re.compile(_PRONOUN.pattern, re.I)
_NAME = re.compile(r"[^\W\d_][\w’'.-]*")
_LOWER = re.compile(r"\b[a-z]{4,}")
_CALENDAR = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|I(?:['’]\w+)?)$"
)
_NO_NOUN = re.compile(
    r"(?:the|an?|in|on|at|by|for|from|to|of|and|but|if|what|when|who|as"
    r"|(?:i|we|you|there|it|that)(?:['’]\w+)?)$",
    re.I,
)
_FIRST_OR_SECOND = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Uu]s|[Mm]e|[Yy]ou|[Yy]our)\b")
# "GUEST: ", as the transcript of an interview prints it
TURN = re.compile(r"[A-Z][A-Z .'’-]+: ")
_CURLED = re.compile("[“”]")
_MARKS = "“”\"‘’'«»„"


@lru_cache(maxsize=1 << 12)
def alone(words: str, speaker: bool, quoted: bool) -> float:
    """How well `words` can be understood by themselves, from 0 to 1; anything below LEAST is returned as 0.

    Args:
        words: a sentence or clause.
        speaker: whether its speaker will be named beside it.
        quoted: whether all of it is direct speech.
    """
    bare = words.strip().lstrip(_MARKS).lstrip()
    if turn := TURN.match(bare):
        bare = bare[turn.end() :]
    if _in_title_case(bare):
        return 0.0
    worth = 1.0
    opened = bare[:1].lower() + bare[1:]
    for share, needs, find in _FINDERS:
        if needs:
            for word in needs:
                if word in opened:
                    break
            else:
                continue
        if find(opened):
            worth *= share
            if worth < LEAST:
                return 0.0
    lower = bare.lower()
    if (
        any(word in lower for word in _PAIR_OPENS)
        and (pair := _PAIR.search(bare))
        and len(re.findall(r"\b[A-Z][a-z]", bare[1 : pair.start()])) < 2
    ):
        worth *= _PAIR_WORTH
    if (quoted or not speaker) and _PRONOUN.search(lower) and _dangling(bare):
        return 0.0
    if not speaker and _FIRST_OR_SECOND.search(words) and _FIRST_OR_SECOND.search(_outside_marks(words)):
        worth *= 0.3
    return worth


def _in_title_case(words: str) -> bool:
    """Whether most of the longer words are capitalised, as in headlines."""
    if 3 * len(_LOWER.findall(words)) > words.count(" "):
        return False  # which holds for most sentences, and is found out sooner
    longer = [word for word in _NAME.findall(words) if len(word) > 3]
    return len(longer) > 3 and sum(word[0].isupper() for word in longer) > 0.75 * len(longer)


def _dangling(words: str) -> bool:
    """Whether a pronoun for persons stands before anybody that it could mean."""
    pronoun = _HIS.search(words)
    if pronoun is None:
        return False
    before = [match.group() for match in _NAME.finditer(words, 0, pronoun.start())]
    # the first word has a capital whatever it is; a noun after an article can be meant as well as a name
    named = any(word[0].isupper() and not _CALENDAR.match(word) for word in before[1:])
    return not (named or (len(before) > 1 and not _NO_NOUN.match(before[0])))


_THE_BARE = re.compile(
    r"\b[Tt]he ([a-z]{3,})(?=[.,;:”\"]|$| (?:is|was|are|were|has|have|had|will|would|can|could|may|might|must|to|in|on"
    r"|for|at|by|and|with|from|as|until|after|before|because|but|or|which|who|while|when|that|he|she|it|they)\b)"
)
# What was said, done or written, which nobody knows who was not told of it before, by whatever word.
_TOLD_OF = frozenset(
    {
        *("conversation", "exchange", "discussion", "incident", "announcement", "statement", "remark", "comment"),
        *("offer", "proposal", "request", "episode", "dispute", "move", "decision", "accusation", "allegation"),
        *("charge", "threat", "answer", "question", "issue"),
    }
)
_TOLD_OF_WORTH = 0.6
_BEFORE = 1500  # characters in which a noun may have been introduced; about ten sentences
_INTRODUCED_WORTH = 0.75


def told_before(text: str, start: int, end: int, known: frozenset[str]) -> float:
    """The factor (0 to 1) by which `text[start:end]` loses for nouns with a bare "the" ("the committee") that the 1,500
    characters before introduce, or that always refer back ("the decision"). `known` are lower-case words of the
    headlines, which do not count."""
    worth = 1.0
    nouns = {noun for noun in _THE_BARE.findall(text, start, end) if noun not in known}
    if not nouns:
        return worth
    before = text[max(0, start - _BEFORE) : start].lower()
    for noun in sorted(nouns):
        if noun in _TOLD_OF:
            worth *= _TOLD_OF_WORTH
        # most nouns were not said before at all, which is found out sooner than whether they begin a word
        elif noun in before and re.search(rf"\b{noun}", before):
            worth *= _INTRODUCED_WORTH
    return worth


def balanced(words: str) -> bool:
    """Whether all round brackets, straight and curled double quotation marks of `words` are paired."""
    if words.count('"') % 2 or words.count("(") != words.count(")"):
        return False
    marks = "".join(_CURLED.findall(words)) if "“" in words or "”" in words else ""
    return marks == "“”" * (len(marks) // 2)


def ends(words: str) -> bool:
    """Whether `words` end with a full stop, an exclamation mark or "…", closing quotation marks and brackets aside."""
    return words.rstrip().rstrip("\"”’')»").endswith((".", "!", "…"))


def _outside_marks(words: str) -> str:
    return re.sub(r"“[^”]*”|\"[^\"]*\"", "", words)
