"""Noun phrases beside a verb, told by closed word classes alone: a tagger bought nothing measurable."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from tasks.extract.quotations.tokens import Tokens
from tasks.extract.quotations.verbs import FORMS
from tasks.extract.quotations.words import (
    AUXILIARY,
    BOUNDARY,
    DASH,
    DETERMINER,
    NEGATION,
    NOUN_TOO,
    PERIOD,
    PREPOSITION,
    PRONOUN,
    SUBORDINATOR,
    VERB,
    WEEKDAY,
    is_adverb,
    is_adverb_form,
)
from tasks.shared.english.date_expressions import MONTHS
from tasks.shared.english.lexicon import roles


class TokenSpan(NamedTuple):
    """Half-open range of token indices."""

    begin: int
    end: int


_TIMES = WEEKDAY | PERIOD
_SPANS = _TIMES | frozenset(month.lower() for month in MONTHS)
_RELATIVE = frozenset({"who", "which", "that"})
_STOPS_LEFT = SUBORDINATOR | {"which", "who", "whom", "whose"}
_APPOSITION_LEFT = frozenset({"the", "a", "an", "who", "whose", "which", "r", "d"})
_APPOSITION_RIGHT = frozenset({"a", "an", "the", "who", "whose", "his", "her", "their", "one"})
_PARTY = ("r-", "d-", "i-")  # "Vale, D-Ohio, said"
_STRIPPED = frozenset({"and", "but", "or", "so", "then", "there", "here", "still", "yet", "meanwhile"})
_EMPHASIS = frozenset({"all", "both", "each", "himself", "herself", "themselves", "itself"})
_STOPS_RIGHT = (SUBORDINATOR - {"and", "or"}) | AUXILIARY | WEEKDAY | {"saying", "adding", "in", "on", "at", "during"}
_POSSESSIVE = ("'s", "’s")
_APPOSITION_REACH = 40  # tokens between a name and the verb after its apposition
_DASHED_REACH = 30
_CLAUSE_REACH = 12
_ARTICLE = frozenset({"a", "an", "the", "no", "every"})  # no phrase ends with one
_SAYING = frozenset({"saying", "adding", "noting", "arguing", "claiming", "warning", "suggesting", "insisting"})
_OFFICE_REACH = 5  # tokens from the beginning of an office to its head
_OF_A_BODY = frozenset({"of", "for", "at"})
_NAME_WORDS = range(2, 5)
_LONGEST_NAME = 6
_Form = Literal["always", "lower case", "ending", "never"]


def is_finite(tokens: Tokens, i: int) -> bool:
    """Whether the token `i` is likely a finite verb: by closed lists, the lexicon of verbs and its ending."""
    known = tokens.finite[i]
    if known is None:
        form = _finite_form(tokens.low[i])
        known = tokens.finite[i] = form != "never" and _is_finite(tokens, i, form)
    return known


@lru_cache(maxsize=65536)
def _finite_form(low: str) -> _Form:
    """What a word's form alone tells: auxiliaries always, forms of the lexicon in lower case, past tenses by ending."""
    if low in AUXILIARY or low in VERB:
        return "always"
    form = FORMS.get(low)
    if form and low not in NOUN_TOO and ("past" in form.inflections or "third" in form.inflections):
        return "lower case"
    return "ending" if low.endswith("ed") and len(low) > 4 else "never"


def _is_finite(tokens: Tokens, i: int, form: _Form) -> bool:
    if form == "always":
        return True
    if tokens.word[i][0].isupper():
        return False
    return form == "lower case" or _past_by_ending(tokens, i)


def _past_by_ending(tokens: Tokens, i: int) -> bool:
    """Whether a word in -ed is a past tense and no participle, by its neighbours."""
    if i + 1 < len(tokens) and tokens.low[i + 1] == "by":
        return False
    j = i - 1
    if j > 0 and is_adverb_form(tokens.low[j]):
        j -= 1
    if j < 0:
        return False
    before = tokens.low[j]
    return (
        before not in DETERMINER
        and (before[0].isalpha() or before == ")")
        and before not in PREPOSITION
        and not is_adverb_form(before)
        and not before.endswith(_POSSESSIVE)
    )


def has_clause(tokens: Tokens, begin: int, end: int) -> bool:
    """Whether a finite verb follows within 16 tokens after `begin` and before `end`, outside quotation marks."""
    for i in range(begin + 1, min(end, begin + 16)):
        if tokens.mark[i] < 0 and is_finite(tokens, i):
            return True
        if tokens.word[i] == ";":
            return False
    return False


def subject_before(tokens: Tokens, verb: int, low: int) -> TokenSpan | None:
    """The noun phrase that ends before the verb at the token `verb` and is its subject, not left of the token `low`:
    across auxiliaries, adverbs, days and appositions. None if there is none."""
    j = verb - 1
    words = tokens.low
    while j >= low and (words[j] in AUXILIARY or words[j] in NEGATION or is_adverb(tokens, j)):
        j -= 1
    if j - 1 > low and words[j] in ("last", "first", "least", "once") and words[j - 1] == "at":
        j -= 2  # "had at last described"
        while j >= low and words[j] in AUXILIARY:
            j -= 1
    if j < low:
        return None
    word = tokens.word[j]
    if word == ",":
        return _before_apposition(tokens, j, low)
    if word == ")":
        return _before_bracket(tokens, j, low)
    if words[j] in _TIMES:
        j = _over_time(tokens, j, low)
    if tokens.word[j] == ",":  # "Ida Marsh, the mayor, on Monday said"
        return _before_apposition(tokens, j, low)
    if words[j] in PRONOUN or words[j] in ("that", "which"):
        return TokenSpan(j, j + 1)
    if tokens.word[j] in DASH:
        return _between_dashes(tokens, j, low)
    if words[j] in ("and", "or", "but", "then"):
        return None
    while j > low and words[j] in _EMPHASIS:
        j -= 1
    return _over_office(tokens, _over_relative(tokens, phrase_ending(tokens, j, low), low), low)


def _over_time(tokens: Tokens, j: int, low: int) -> int:
    """Steps over the day in "Vale on Tuesday said" and "Vale late last week said"."""
    words = tokens.low
    weekday = words[j] in WEEKDAY
    period = words[j] in PERIOD and j > low and words[j - 1] in ("last", "this", "that", "next", "earlier")
    if not (weekday or period):
        return j
    k = j - 1 if weekday else j - 2
    if k >= low and words[k] in ("on", "late", "early"):
        k -= 1
    return k if k >= low else j


def _before_bracket(tokens: Tokens, close: int, low: int) -> TokenSpan | None:
    i = close - 1
    while i >= low and tokens.word[i] != "(":
        i -= 1
    phrase = phrase_ending(tokens, i - 1, low)
    return TokenSpan(phrase.begin, close + 1) if phrase else None


def _before_apposition(tokens: Tokens, comma: int, low: int) -> TokenSpan | None:
    """The phrase in "NAME, a spokesman for the port, said", appositions included."""
    relative = _before_relative(tokens, comma, low)
    if relative:
        return relative
    i = comma - 1
    for _ in range(_APPOSITION_REACH):
        if i < low:
            return None
        word = tokens.word[i]
        if word in BOUNDARY and word not in "()":
            return None
        if word == ",":
            phrase = phrase_ending(tokens, i - 1, low)
            if phrase:
                first = _over_prepositions(tokens, phrase.begin, low)
                nested = first > low and tokens.word[first - 1] == ","
                describes = first < phrase.begin or _describes(tokens, phrase)
                if not (nested and describes and i - 1 > low):
                    return TokenSpan(phrase.begin, comma)
                i = first - 1
                continue
        i -= 1
    return None


def _over_prepositions(tokens: Tokens, first: int, low: int) -> int:
    """Where the prepositions begin that stand before `first`: "from | Lund"."""
    while first > low and tokens.low[first - 1] in PREPOSITION:
        first -= 1
    return first


def _describes(tokens: Tokens, phrase: TokenSpan) -> bool:
    """Whether a phrase between commas tells of the name before it: "a maker", "42" as an age."""
    age = phrase.end - phrase.begin == 1 and tokens.word[phrase.begin].isdigit()
    return age or tokens.low[phrase.begin] in _APPOSITION_LEFT


def _over_relative(tokens: Tokens, phrase: TokenSpan | None, low: int) -> TokenSpan | None:
    """ "The officer who made the arrest", when `phrase` is "the arrest" and stands before the sentence's own verb."""
    k = phrase.begin - 1 if phrase else -1
    if phrase is None or k <= low or not is_finite(tokens, k):
        return phrase
    while k > low and (is_finite(tokens, k) or tokens.low[k] in NEGATION or is_adverb(tokens, k)):
        k -= 1
    if tokens.low[k] != "who" or tokens.mark[k] >= 0 or not tokens.word[k - 1][0].isalpha():
        return phrase
    antecedent = phrase_ending(tokens, k - 1, low)
    return TokenSpan(antecedent.begin, phrase.end) if antecedent else phrase


def _over_office(tokens: Tokens, phrase: TokenSpan | None, low: int) -> TokenSpan | None:
    """ "Ida Marsh" in "Ida Marsh, deputy director of the port said", where the comma after the office is missing: an
    office without an article begins no clause."""
    if phrase is None or phrase.begin - 2 < low or tokens.word[phrase.begin - 1] != ",":
        return phrase
    words = tokens.low[phrase.begin : phrase.end]
    if roles().heads.isdisjoint(words[:_OFFICE_REACH]) or words[0] in DETERMINER or _OF_A_BODY.isdisjoint(words):
        return phrase
    name = phrase_ending(tokens, phrase.begin - 2, low)
    if name is None or name.end - name.begin not in _NAME_WORDS:
        return phrase
    apart = name.begin == low or tokens.low[name.begin - 1] not in PREPOSITION
    capitals = all(tokens.word[i][0].isupper() for i in range(name.begin, name.end))
    office = not roles().heads.isdisjoint(tokens.low[name.begin : name.end])
    return name if apart and capitals and not office else phrase


def _before_relative(tokens: Tokens, comma: int, low: int) -> TokenSpan | None:
    """The phrase in "NAME, who was in Lund, Ohio, on Monday, said": commas inside the relative clause do not count."""
    for i in range(comma - 1, max(low, comma - _APPOSITION_REACH), -1):
        if tokens.word[i] in BOUNDARY or tokens.mark[i] >= 0:
            return None
        if tokens.word[i] == "," and tokens.low[i + 1] in ("who", "whose"):
            phrase = phrase_ending(tokens, i - 1, low)
            return TokenSpan(phrase.begin, comma) if phrase else None
    return None


def _between_dashes(tokens: Tokens, dash: int, low: int) -> TokenSpan | None:
    k = dash - 1
    while k >= low and tokens.word[k] not in DASH and dash - k < _DASHED_REACH:
        k -= 1
    if k > low and tokens.word[k] in DASH:
        phrase = phrase_ending(tokens, k - 1, low)
        return TokenSpan(phrase.begin, dash) if phrase else None
    return None


def phrase_ending(tokens: Tokens, last: int, low: int) -> TokenSpan | None:
    """The noun phrase whose last token is `last`, not left of the token `low`; None if there is none."""
    words, mark, finite = tokens.low, tokens.mark, tokens.finite
    if last < low or words[last] in _ARTICLE:
        return None
    i = last
    best: int | None = None
    while i >= low:
        lower = words[i]
        if lower == "," or lower in BOUNDARY or mark[i] >= 0:
            break
        if lower in ("and", "or", "&"):
            if not _joins(tokens, i, low):
                break
            i -= 1
            continue
        if lower in _STOPS_LEFT:
            break
        if lower in PRONOUN:
            if i == last:
                return TokenSpan(i, i + 1)
            return None if best is None else TokenSpan(best, last + 1)
        if i < last:
            known = finite[i]
            if known or (known is None and is_finite(tokens, i)) or lower in _SAYING:
                break
        if lower == "to" and not (i > low and (words[i - 1].endswith("ing") or words[i - 1] in ("close", "according"))):
            break
        best = i
        i -= 1
    if best is None:
        return None
    before = -1
    while best <= last and best != before:
        before = best
        while best <= last and (words[best] in PREPOSITION or is_adverb(tokens, best) or words[best] in _STRIPPED):
            best += 1
        best += _time_before(words, best, last)
    return TokenSpan(best, last + 1) if best <= last else None


def _time_before(words: Sequence[str], first: int, last: int) -> int:
    """How many tokens from `first` on only say when, before the noun phrase: "last month | the operator"."""
    if words[first : first + 1] == [] or first >= last:
        return 0
    if words[first] in ("last", "this", "next", "that") and words[first + 1] in _SPANS and first + 1 < last:
        return 2
    return 1 if words[first] in WEEKDAY else 0


def _joins(tokens: Tokens, i: int, low: int) -> bool:
    """Whether the "and" at `i` joins two nouns of one subject, and not two clauses."""
    if i - 1 < low or i + 1 >= len(tokens) or tokens.word[i - 1] == ",":
        return False
    alike = tokens.word[i - 1][0].isupper() == tokens.word[i + 1][0].isupper()
    return (
        (alike or tokens.low[i - 1].endswith("s"))
        and not is_finite(tokens, i - 1)
        and tokens.low[i - 1] not in PREPOSITION
        and tokens.low[i + 1] not in PRONOUN
        and not _clause_before(tokens, i - 1, low)
    )


def _clause_before(tokens: Tokens, i: int, low: int) -> bool:
    for k in range(i, max(low, i - _CLAUSE_REACH + 1) - 1, -1):
        if tokens.word[k] in BOUNDARY or tokens.word[k] == ",":
            return False
        if is_finite(tokens, k):
            return True
    return False


def first_subject(tokens: Tokens, begin: int, end: int) -> TokenSpan | None:
    """The subject of the first finite verb between the tokens `begin` and `end`; None if there is none."""
    mark, finite = tokens.mark, tokens.finite
    for i in range(begin + 1, end):
        known = finite[i]
        if known is not False and mark[i] < 0 and (known or is_finite(tokens, i)):
            phrase = subject_before(tokens, i, begin)
            if phrase:
                return phrase
    return None


def leading_phrase(tokens: Tokens, begin: int, end: int) -> TokenSpan | None:
    """The name with which a sentence (tokens `begin` to `end`) opens, for sentences without a recognised verb: "Ida
    Marsh, the mayor, laughed". None if it opens with no name."""
    if begin >= end or not tokens.word[begin][0].isupper() or tokens.mark[begin] >= 0:
        return None
    if tokens.low[begin] in PREPOSITION or tokens.low[begin] in SUBORDINATOR or is_adverb_form(tokens.low[begin]):
        return None
    j = begin
    while j < end and j - begin < _LONGEST_NAME and (tokens.word[j][0].isupper() or tokens.low[j] in DETERMINER):
        j += 1
    return TokenSpan(begin, j) if j > begin else None


def nearest_subject(
    tokens: Tokens, verb: int, begin: int, reported: Sequence[tuple[int, int]] = ()
) -> TokenSpan | None:
    """The subject of the nearest finite verb left of the token `verb`, not left of `begin` and outside the ranges
    `reported`: that of "X came and said". None if there is none."""
    for i in range(verb - 1, begin, -1):
        if tokens.mark[i] < 0 and is_finite(tokens, i) and not any(low <= i < high for low, high in reported):
            phrase = subject_before(tokens, i, begin)
            if phrase and not (phrase.end - phrase.begin == 1 and tokens.low[phrase.begin] in ("that", "which")):
                return phrase
    return None


def with_subject(tokens: Tokens, begin: int, at: int) -> TokenSpan | None:
    """The subject of a participle at the token `at` after "with": "some" in "…, with some calling her out, saying".
    None if there is none or a verb is between."""
    for i in range(at - 2, begin, -1):
        if tokens.mark[i] >= 0 or is_finite(tokens, i) or tokens.word[i] in (";", ":", ","):
            return None
        if tokens.low[i] == "with":
            end = i + 1
            while end < at and not tokens.low[end].endswith("ing") and tokens.low[end] not in PREPOSITION:
                end += 1
            participle = end < at - 1 and tokens.low[end].endswith("ing") and end > i + 1
            return TokenSpan(i + 1, end) if participle else None
    return None


def phrase_starting(tokens: Tokens, first: int, high: int) -> TokenSpan | None:
    """The noun phrase that begins at the token `first`, with appositions, not right of the token `high`; None if there
    is none."""
    words = tokens.low
    if first < high and (words[first] in PRONOUN or words[first] in ("him", "her", "them", "us", "me")):
        return TokenSpan(first, first + 1)
    j = first
    while j < high:
        word = tokens.word[j]
        if word == ",":
            if j > first and j + 1 < high and _apposition_follows(words[j + 1]):
                j = _end_of_apposition(tokens, j + 1, high)
            break
        if word in BOUNDARY or tokens.mark[j] >= 0 or word == ".":
            break
        if j > first and _ends_phrase(tokens, j, high):
            break
        j += 1
    while j > first and tokens.word[j - 1] == ",":
        j -= 1
    return TokenSpan(first, j) if j > first else None


def _ends_phrase(tokens: Tokens, j: int, high: int) -> bool:
    lower = tokens.low[j]
    if lower in _STOPS_RIGHT or (lower in ("and", "or") and j + 1 < high and not tokens.word[j + 1][0].isupper()):
        return True
    return tokens.low[j - 1] not in _RELATIVE and is_finite(tokens, j)


def _apposition_follows(lower: str) -> bool:
    return lower in _APPOSITION_RIGHT or lower.startswith(_PARTY)


def _end_of_apposition(tokens: Tokens, j: int, high: int) -> int:
    while j < high and (tokens.mark[j] >= 0 or tokens.word[j] not in (",", ".", ";")):
        j += 1
    return j


def wide_phrase_starting(tokens: Tokens, first: int, high: int) -> TokenSpan | None:
    """As `phrase_starting`, with what narrows the noun, up to the next punctuation mark: "a poll released on Thursday
    by the port"."""
    phrase = phrase_starting(tokens, first, high)
    if phrase is None:
        return None
    j = phrase.end
    while j < high and tokens.word[j] not in (",", ".", ";", "—") and tokens.mark[j] < 0 and j - first < 25:
        j += 1
    return TokenSpan(first, j)
