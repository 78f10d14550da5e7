"""What a number counts, whose it is, and in which event: by the words around it, without a parser.

The counted thing is the noun phrase after the number, up to the first word that cannot be part of it. The subject is
what is before the first verb of the number's clause; the event is the verb that joins the two.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from tasks.shared.english.lexicon import word_set
from tasks.shared.english.prefilter import later

_WORD = later(r"[^\W_][\w’'.&-]*")
# Every alternative begins with a letter or mark of its own, so that the engine leaps to the places where one can match.
_CLAUSE_START = later(
    r";|:|“|”|\"|\(|``|''|, (?:and|but|while|as|with|after|before|when|which|who|where|compared)\b|,(?=\s)(?! \d)"
    r"| [—–] | -- |t(?<!\wt)h(?:at|ough)\b|b(?<!\wb)(?:ecause|efore|ut)\b|a(?<!\wa)(?:lthough|fter|s|nd)\b"
    r"|w(?<!\ww)h(?:ile|ereas|en)\b|i(?<!\wi)f\b"
)
# A clause in print has some twenty words; what stands further away belongs to another.
_MAX_COUNTED, _MAX_SUBJECT, _MAX_CLAUSE, _REACH = 5, 9, 24, 160


@cache
def _stops() -> frozenset[str]:
    return word_set("no noun")


@cache
def _verbs() -> frozenset[str]:
    return word_set("verb")


@cache
def _sayings() -> frozenset[str]:
    return word_set("saying")


def counted_after(text: str, start: int, end: int, unit: str | None, hyphen: bool) -> tuple[int, int] | None:
    """The noun phrase that a number counts, as a range of code points, or None. A bare number counts what follows
    ("94,000 troops"), a measure what it is joined to ("50-minute call") or what it is "of" ("30 tons of wheat", "5
    million dollars in aid").

    Args:
        text: the text.
        start, end: where the phrase may begin and must end.
        unit: the unit of the number, or None.
        hyphen: whether the number is joined to the next word.
    """
    position = start
    opening = _OF.match(text, position, end)
    if opening and (opening.group(1) or (unit in _MONEY and not _TIME_AFTER_IN.match(text, opening.end()))):
        position = opening.end()
    elif opening or (unit is not None and unit not in _COUNTING and not hyphen):
        share = _SHARE_NOUN.match(text, start, end) if unit == "%" else None
        return share.span(1) if share else None
    elif text[position : position + 1] in (" ", "\u00a0", "\n", "-"):
        position += 1
    found = _noun_phrase(text, position, end, unit)
    if found and unit != "year of age" and not _names_things(text[found[0] : found[1]]):
        return None
    return found


_MONEY = frozenset(("USD", "EUR", "GBP", "JPY", "CNY", "RUB", "INR", "CHF", "AUD", "CAD", "KRW", "ZAR", "cent"))
_COUNTING = frozenset(("rank", "year of age", "magnitude", "share"))
_OF = later(r" ?(?:(of|worth of) (?:(?:the|its|their|his|her|our|all|these|those|an?) )?|(in) )")
_TIME_AFTER_IN = later(r"[A-Z]|afternoon|morning|midday|early|late|first|second|third|the |\d|after|trading")
_SHARE_NOUN = later(
    r"[ -](stake|share|increase|rise|drop|cut|tax|tariffs?|decline|fall|gain|majority|chance|discount|raise|turnout"
    r"|growth)\b"
)


def _names_things(words: str) -> bool:
    """Not so for capitalised words in the singular: "mother of 13 Ada Field" counts no Ada Field."""
    parts = words.split()
    return not all(word[0].isupper() for word in parts) or any(_is_plural(word.lower()) for word in parts)


def _noun_phrase(text: str, position: int, end: int, unit: str | None) -> tuple[int, int] | None:
    first = last = None
    plural = False
    for _ in range(_MAX_COUNTED):
        match = _WORD.match(text, position, end)
        if match is None:
            break
        word = match.group()
        bare = word.rstrip(".'’")
        low = bare.lower()
        stop = match.start() + len(bare)
        if low in _stops() or word[0].isdigit() or (first is not None and _may_be_verb(low, plural)):
            break
        if plural and not _is_plural(low):
            break
        if first is None and unit not in (None, "rank") and low in _verbs():
            break
        if _ends_clause(text, bare, stop) and (first is not None or low not in word_set("state")):
            break
        first = match.start() if first is None else first
        last = stop
        plural = _is_plural(low)
        if word.endswith(("'s", "’s")):
            last = match.start() + len(word) - 2
            break
        if len(bare) != len(word) or text[stop : stop + 1] not in (" ", "\u00a0", "\n"):
            break
        position = stop + 1
    return None if first is None or last is None else (first, last)


def _ends_clause(text: str, word: str, stop: int) -> bool:
    """Whether a participle stands where no noun follows it: "$3 million reported by", but "20 armed men"."""
    if not word.endswith(("ed", "ing")) or len(word) < 5:
        return False
    follows = _WORD.match(text, stop + 1)
    return follows is None or follows.group().lower().rstrip(".") in _stops() or text[stop : stop + 1] != " "


_PLURALS = frozenset(
    (
        "people",
        "men",
        "women",
        "children",
        "troops",
        "police",
        "policemen",
        "cattle",
        "fish",
        "aircraft",
        "staff",
        "dead",
    )
)


def _is_plural(word: str) -> bool:
    return word in _PLURALS or (len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "ous")))


def _may_be_verb(word: str, plural: bool) -> bool:
    if word in _verbs() or word in _sayings():
        return True
    return plural and word.endswith(("ed", "ing"))


def clause(text: str, first: int, last: int, start: int, end: int) -> tuple[int, int]:
    """The range of the clause around `text[start:end]` in the sentence `text[first:last]`, approximately (code
    points)."""
    begin = max(first, start - _REACH)
    for match in _CLAUSE_START.finditer(text, begin, start):
        begin = match.end()
    stop = min(last, end + _REACH)
    following = _CLAUSE_START.search(text, end, stop)
    return begin, following.start() if following else stop


def subject_and_event(
    text: str, first: int, last: int, start: int, end: int, dates: Sequence[tuple[int, int]]
) -> tuple[tuple[int, int] | None, str | None]:
    """The subject and the verb of the clause of a number.

    Args:
        text: the text.
        first, last: the sentence.
        start, end: the number with what it counts.
        dates: ranges of date expressions, whose words are part of neither.

    Returns:
        The range of the subject before the number, and the verb between the two; each None if there is none. For a
        number that is part of the subject: None, and the verb that follows. A reporting verb begins a new clause.
    """
    begin, stop = clause(text, first, last, start, end)
    subject, event = _before(text, begin, start, dates)
    if subject is None and event is None:
        return None, _after(text, end, stop)
    relative = _RELATIVE.search(text, max(first, begin - 8), begin) if subject is None else None
    if relative:
        subject = _antecedent(text, first, relative.start())
    return subject, event


_RELATIVE = later(r"\b(?:that|which|who)$")


def _antecedent(text: str, first: int, end: int) -> tuple[int, int] | None:
    """What "that" or "which" stands for: all that is before it in its clause, when no verb is there."""
    begin, _ = clause(text, first, end, end, end)
    words = _words(text, begin, end, ())
    while words and words[0].low in word_set("opening"):
        words = words[1:]
    if not words or len(words) > _MAX_SUBJECT or any(_is_verb(words, k) for k in range(len(words))):
        return None
    return words[0].start, words[-1].end


class _Word(NamedTuple):
    start: int
    end: int
    low: str
    capital: bool


def _words(text: str, start: int, end: int, dates: Sequence[tuple[int, int]]) -> list[_Word]:
    """The words of `text[start:end]` that are in none of the date expressions."""
    found = []
    for match in _WORD.finditer(text, start, end):
        begin = match.start()
        if not (dates and any(opens <= begin < closes for opens, closes in dates)):
            word = match.group()
            found.append(_Word(begin, match.end(), word.lower(), word[0].isupper()))
    return found


def _before(
    text: str, begin: int, start: int, dates: Sequence[tuple[int, int]]
) -> tuple[tuple[int, int] | None, str | None]:
    """Subject and verb between the beginning of the clause and the number; neither when that is in the subject."""
    words = _words(text, begin, start, dates)[-_MAX_CLAUSE:]
    sayings = _sayings()
    for k in range(len(words) - 1, -1, -1):
        if words[k].low in sayings:
            words = words[k + 1 :]
            break
    verbs = [k for k in range(len(words)) if _is_verb(words, k)]
    if not verbs:
        return None, None
    event = words[verbs[-1]].low
    noun = words[: verbs[0]]
    while noun and noun[0].low in word_set("opening"):
        noun = noun[1:]
    while noun and noun[-1].low in word_set("adverb"):
        noun = noun[:-1]
    relative = next((k for k, word in enumerate(noun) if word.low in _RELATIVES and not word.capital), None)
    noun = noun[:relative]
    subject = (noun[0].start, noun[-1].end) if noun and len(noun) <= _MAX_SUBJECT else None
    if subject and text[subject[0] : subject[1]].lower() in word_set("pronoun subject"):
        subject = None
    return subject, None if event in word_set("auxiliary") else event


def _after(text: str, end: int, stop: int) -> str | None:
    """The verb after a number that stands in the subject."""
    after = None
    sayings, verbs, auxiliaries = _sayings(), _verbs(), word_set("auxiliary")
    for k, match in enumerate(_WORD.finditer(text, end, stop)):
        word = match.group().lower().rstrip(".")
        if k > 8 or word in sayings:
            break
        if word in auxiliaries:
            continue
        if word in verbs or (word.endswith(("ed", "ing")) and len(word) > 4):
            after = word
            break
    return after


_RELATIVES = frozenset(("who", "which", "that", "whose"))
_DETERMINERS = frozenset("the a an of its their his her this that these those our my your no any".split())  # noqa: SIM905


def _is_verb(words: Sequence[_Word], k: int) -> bool:
    _, _, low, capital = words[k]
    form = _verb_form(low)
    if form == "none" or (capital and k):
        return False
    if form == "auxiliary":
        return True
    before = words[k - 1].low if k else ""
    if k > 1 and (before.endswith("ly") or before in word_set("before a participle")):
        before = words[k - 2].low
    if before in _DETERMINERS or before.endswith(("'s", "’s")):
        return False
    return form == "verb" or not k or before in word_set("auxiliary")


@lru_cache(maxsize=16384)
def _verb_form(low: str) -> Literal["auxiliary", "ing", "verb", "none"]:
    """What a word can be by its form alone; one in -ing is a verb only after an auxiliary."""
    if low in word_set("auxiliary"):
        return "auxiliary"
    if low in word_set("no verb"):
        return "none"
    if low.endswith("ing") and len(low) > 4:
        return "ing"
    return "verb" if low in _verbs() or (low.endswith("ed") and len(low) > 4) else "none"
