"""Attributions whose cue is no verb of the reporter's: according to, "NAME: …", nouns of speech."""

from __future__ import annotations

from tasks.extract.quotations.paragraph import SentenceState, capitals_of, take
from tasks.extract.quotations.phrases import (
    TokenSpan,
    first_subject,
    has_clause,
    is_finite,
    phrase_ending,
    phrase_starting,
    wide_phrase_starting,
)
from tasks.extract.quotations.tokens import Tokens
from tasks.extract.quotations.words import AUXILIARY, NOMINAL, NOMINAL_WITH_PREPOSITION, PREPOSITION

_OPENS_SENTENCE = frozenset({"and", "but", "yet", "however", ",", "still", "instead"})
_OPENS_CLAUSE = frozenset({"but", "and", "yet", "meanwhile", "however"})
_CLAUSE_BOUND = frozenset({":", ";", "(", "—"})
_REPORTS = frozenset({"first", "reported", "noted", "described", "documented"})
_OWN = frozenset({"his", "her", "their", "its"})
_POSSESSIVE = ("'s", "’s", "s’", "s'")
_POLLS = frozenset({"poll", "polls", "survey", "surveys", "study", "studies"})
_POLL_REACH = 16
_OWNER_REACH = 3
_NOUN_REACH = 26
_NAME_REACH = 9
_NAME_LENGTH = 60


def take_without_verb(sentence: SentenceState) -> None:
    """Records what the sentence attributes without a reporting verb: "according to X", "X: …", nouns such as
    "statement", polls."""
    low = sentence.paragraph.tokens.low[sentence.begin : sentence.end]
    if low[0] == "as":
        _as_reported_by(sentence)
    if "according" in low:
        _according_to(sentence)
    if sentence.first and ":" in low:
        _name_and_colon(sentence)
    if not NOMINAL.isdisjoint(low):
        _nouns(sentence)
    if low[0] == "in":
        _in_a_poll(sentence)


def _as_reported_by(sentence: SentenceState) -> None:
    """As first reported by X, …."""
    tokens, a, b = sentence.paragraph.tokens, sentence.begin, sentence.end
    if not (b - a > 6 and tokens.low[a + 1] in _REPORTS and tokens.low[a + 2] == "by"):
        return
    speaker = phrase_starting(tokens, a + 3, b)
    if speaker is None:
        return
    y = speaker.end
    while y < b and tokens.word[y] != ",":
        y += 1
    if y < b:
        take(sentence, TokenSpan(y + 1, b), speaker, TokenSpan(a + 1, a + 2), "say", "as reported by")


def _according_to(sentence: SentenceState) -> None:
    tokens, a, b = sentence.paragraph.tokens, sentence.begin, sentence.end
    for i in range(a, b - 2):
        if tokens.low[i] == "according" and tokens.low[i + 1] == "to" and tokens.mark[i] < 0:
            _one_according_to(sentence, i)


def _one_according_to(sentence: SentenceState, i: int) -> None:
    tokens, a, b = sentence.paragraph.tokens, sentence.begin, sentence.end
    cue = TokenSpan(i, i + 2)
    clause = i
    while clause > a and not (tokens.word[clause - 1] in _CLAUSE_BOUND and tokens.mark[clause - 1] < 0):
        clause -= 1
    if all(tokens.low[x] in _OPENS_SENTENCE for x in range(clause, i)):
        y = i + 2
        while y < b and tokens.word[y] not in (",", ";") and tokens.mark[y] < 0:
            y += 1
        speaker = TokenSpan(i + 2, y) if y > i + 2 else wide_phrase_starting(tokens, i + 2, b)
        if speaker is None:
            return
        j = speaker.end
        while j < b and tokens.word[j] == ",":
            j += 1
        take(sentence, TokenSpan(j, b), speaker, cue, "say", "according")
        return
    speaker = wide_phrase_starting(tokens, i + 2, b)
    if speaker is None:
        return
    p = i - 1
    while p >= a and tokens.word[p] == ",":
        p -= 1
    s = clause
    while s < p and (tokens.low[s] in _OPENS_CLAUSE or tokens.word[s] == ","):
        s += 1
    first = take(sentence, TokenSpan(s, p + 1), speaker, cue, "say", "according")
    after = speaker.end
    if (
        tokens.word[i - 1] == ","
        and after + 1 < b
        and tokens.word[after] == ","
        and p - s < 9
        and not any(is_finite(tokens, x) for x in range(s + 1, p + 1))
    ):  # "The plan, according to X, will fail": one statement around its speaker
        end = b - 1 if tokens.word[b - 1] == "." else b
        take(sentence, TokenSpan(after + 1, end), speaker, cue, "say", "according", follows=first)


def _name_and_colon(sentence: SentenceState) -> None:
    """VALE: … in a transcript; Tomas Vale: "…"."""
    tokens, a, b = sentence.paragraph.tokens, sentence.begin, sentence.end
    for y in range(a, min(b, a + _NAME_REACH)):
        if tokens.mark[y] >= 0:
            return
        if tokens.word[y] == ":":
            break
    else:
        return
    if y == a or y + 1 >= len(tokens) or not tokens.word[a][0].isupper():
        return
    name = range(a, y)
    named = all(
        tokens.word[x][0].isupper() or not tokens.word[x][0].isalpha() or tokens.low[x] in ("of", "the", "-", "de")
        for x in name
    )
    if not named or tokens.end[y] - tokens.start[a] >= _NAME_LENGTH:
        return
    speaker, cue = TokenSpan(a, y), TokenSpan(y, y + 1)
    pair = tokens.mark[y + 1]
    capitals = tokens.word[a].isupper() and len(tokens.word[a]) > 1
    if pair >= 0:
        take(sentence, TokenSpan(y + 1, sentence.paragraph.pairs[pair].end), speaker, cue, "say", "name")
    elif (
        (capitals or sentence.end == len(tokens))
        and len(tokens.word[y - 1]) > 1
        and has_clause(tokens, y, len(tokens))
        and _named_elsewhere(sentence, tokens.word[y - 1])
    ):
        take(sentence, TokenSpan(y + 1, len(tokens)), speaker, cue, "say", "name")


def _in_a_poll(sentence: SentenceState) -> None:
    """In a poll released on Monday, half of …."""
    tokens, a, b = sentence.paragraph.tokens, sentence.begin, sentence.end
    if b - a < 6:
        return
    comma = a + 1
    while comma < b and tokens.word[comma] != "," and tokens.mark[comma] < 0 and comma - a < _POLL_REACH:
        comma += 1
    if comma >= b or tokens.word[comma] != "," or not any(tokens.low[i] in _POLLS for i in range(a + 1, comma)):
        return
    if sentence.claimed:  # "In a poll, half of them said …": they are the speakers
        return
    end = b - 1 if tokens.word[b - 1] == "." else b
    take(sentence, TokenSpan(comma + 1, end), TokenSpan(a + 1, comma), TokenSpan(a, a + 1), "say", "in a poll")


def _named_elsewhere(sentence: SentenceState, surname: str) -> bool:
    """Whether the label before a colon is a name that the document uses again, and no mere heading."""
    paragraph = sentence.paragraph
    places = capitals_of(paragraph.context, paragraph.text)
    again = surname.title() if surname.isupper() else surname
    return len(places.get(surname, ())) + (len(places.get(again, ())) if again != surname else 0) > 1


def _nouns(sentence: SentenceState) -> None:
    """X's claim that …; his criticism of …."""
    tokens, a, b = sentence.paragraph.tokens, sentence.begin, sentence.end
    for i in range(a + 1, b - 2):
        low, following = tokens.low[i], tokens.low[i + 1]
        if low not in NOMINAL or tokens.mark[i] >= 0:
            continue
        if following != "that" and not (
            following in ("about", "of", "for", "to", "on", "against") and low in NOMINAL_WITH_PREPOSITION
        ):
            continue
        if any(taken.begin <= i < taken.end for taken in sentence.claimed):
            continue
        speaker = _owner(tokens, i, a) or first_subject(tokens, a, i)
        e = i + 2
        while e < min(b, i + _NOUN_REACH) and tokens.word[e] not in (",", ".", ";", ":", "—", "?", "!"):
            if tokens.mark[e] < 0 and e > i + 3 and tokens.low[e] in AUXILIARY and following != "that":
                break
            e += 1
        begin = i + 1 if following in ("that", "to") else i + 2
        take(sentence, TokenSpan(begin, e), speaker, TokenSpan(i, i + 1), "other", "noun")


def _owner(tokens: Tokens, noun: int, low: int) -> TokenSpan | None:
    """Whose claim it is: "Vale's claim", "his latest claim"."""
    for i in range(noun - 1, max(low, noun - _OWNER_REACH) - 1, -1):
        owner = tokens.low[i]
        if owner in _OWN:
            return TokenSpan(i, i + 1)
        if owner.endswith(_POSSESSIVE) or owner in ("my", "our"):
            return phrase_ending(tokens, i, low)
        if owner in PREPOSITION or tokens.word[i] == ",":
            return None
    return None
