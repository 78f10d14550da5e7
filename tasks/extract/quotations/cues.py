"""Reporting verbs of a sentence, each with its form. Words that are as often nouns are told by their neighbours."""

from __future__ import annotations

from itertools import compress
from typing import Literal, NamedTuple

from tasks.extract.quotations.phrases import TokenSpan, is_finite
from tasks.extract.quotations.tokens import Tokens
from tasks.extract.quotations.verbs import FORMS, Form, Verb
from tasks.extract.quotations.words import (
    BE,
    DETERMINER,
    DO,
    HARD_DETERMINER,
    HAVE,
    MODAL,
    NEGATION,
    NOUN_TOO,
    OBJECT_PRONOUN,
    PREPOSITION,
    PRONOUN,
    is_adverb,
)

Shape = Literal["finite", "perfect", "modal", "progressive", "passive", "participle", "infinitive"]


class Cue(NamedTuple):
    """A reporting verb at the token `at`, its shape (finite, passive …), the first token to its left that is neither
    adverb nor negation, and whether it is negated."""

    at: int
    verb: Verb
    shape: Shape
    before: int
    negated: bool


MOST_CUES = 40  # a sentence with more reporting verbs is a list or worse, and would only cost time
_POSSESSIVE = ("'s", "’s")
_NOT = ("n't", "n’t")
_HAVE = ("'ve", "’ve")
_CONTRACTED_BE = ("'s", "'re", "'m", "’s", "’re", "’m", "'ve", "’ve")
_CONTRACTED_SUBJECT = ("he", "it", "sh", "th", "we", "i’", "i'")
_BEFORE_PARTICIPLE = PREPOSITION - {"after", "before", "by", "in", "while", "without"}
_PLURAL_SUBJECT = frozenset({"they", "we", "you", "i", "who"})
_PLURAL_HINT = frozenset({",", "voters", "people", "police", "media", "staff", "and", ")"})
_VERB_OBJECT = frozenset({"that", "to", "the", "a", "an", "his", "her", "it"})
_PAST_AND_NOUN = frozenset({"thought", "found", "cast", "read"})


def cues_of(tokens: Tokens, sentence: TokenSpan) -> list[Cue]:
    """The reporting verbs of the sentence (a range of tokens), in order. Those inside quotation marks do not count; a
    sentence with more than MOST_CUES has none."""
    begin, end = sentence
    found: list[Cue] = []
    headline: bool | None = None
    low, mark = tokens.low, tokens.mark
    for i in compress(range(begin, end), map(FORMS.__contains__, low[begin:end])):
        form = FORMS[low[i]]
        if mark[i] >= 0:
            continue
        if i > begin and tokens.word[i][0].isupper():
            if headline is None:
                headline = is_headline(tokens, begin, end)
            if not headline or (low[i] in NOUN_TOO and low[i] != "claims"):
                continue
        if i + 1 < end and low[i + 1] == "by" and form.verb.object and low[i - 1 if i else 0] not in BE:
            continue  # "quoted by", "backed by"
        if form.verb.particles and not _particle_follows(tokens, form.verb, i, end):
            continue
        k = i - 1
        negated = False
        while k >= begin and (low[k] in NEGATION or is_adverb(tokens, k)):
            negated |= low[k] in NEGATION
            k -= 1
        shape = _shape(tokens, form, i, k, sentence)
        if shape is not None:
            found.append(Cue(i, form.verb, shape, k, negated))
            if len(found) > MOST_CUES:
                return []
    return found


def is_headline(tokens: Tokens, begin: int, end: int) -> bool:
    """Whether nearly all words of the tokens from `begin` to `end` are capitalised, so that capitals mean nothing."""
    words = [w for w in tokens.word[begin:end] if w[0].isalpha() and len(w) > 3]
    return len(words) > 3 and sum(w[0].isupper() for w in words) > 0.8 * len(words)


def _particle_follows(tokens: Tokens, verb: Verb, i: int, end: int) -> bool:
    if i + 1 >= end or tokens.low[i + 1] not in verb.particles:
        return False
    if verb.lemma == "make":  # "made clear that", "made it clear that"
        return tokens.low[i + 1] == "clear" or (i + 2 < end and tokens.low[i + 2] == "clear")
    return True


def _shape(tokens: Tokens, form: Form, i: int, k: int, sentence: TokenSpan) -> Shape | None:
    """The form of the verb at `i`, given the word at `k` before it; None when it is a noun or an adjective here."""
    low = tokens.low[i]
    before = tokens.low[k] if k >= sentence.begin else ""
    can_be = form.inflections
    if "ing" in can_be and low.endswith("ing"):
        if before in BE or (before.endswith(_CONTRACTED_BE) and before[:2] in _CONTRACTED_SUBJECT):
            return "progressive"
        cries = before in OBJECT_PRONOUN and i + 1 < sentence.end and tokens.mark[i + 1] >= 0  # past her yelling “…”
        if low in NOUN_TOO or (before in DETERMINER and not cries) or before in _BEFORE_PARTICIPLE:
            return None
        return "participle"
    if before == "to" or before in MODAL or before in DO or before.endswith(_NOT):
        if "base" not in can_be:
            return None
        return "infinitive" if before == "to" else "modal"
    if "participle" in can_be and (before in HAVE or before.endswith(_HAVE)):
        return "perfect"
    if "participle" in can_be and before in BE:
        return "passive"
    if before in HARD_DETERMINER:
        return None
    if low in NOUN_TOO:
        return "finite" if _is_verb_here(tokens, form, i, k, sentence) else None
    if "third" in can_be or "past" in can_be:
        return "finite"
    if "base" in can_be and (_plural_before(tokens, k, sentence.begin) or _says(tokens, form, k, sentence.begin)):
        return "finite"
    return None


def _is_verb_here(tokens: Tokens, form: Form, i: int, k: int, sentence: TokenSpan) -> bool:
    """Whether a word that may be a noun ("claims") is a verb here: it needs a subject that agrees."""
    begin, end = sentence
    low = tokens.low[i]
    before = tokens.low[k] if k >= begin else ""
    if before in DETERMINER or before.endswith(_POSSESSIVE) or (before in PREPOSITION and before != "of"):
        return False
    if before in PRONOUN:
        return True
    if i + 1 < end and is_finite(tokens, i + 1):
        return False  # "Port advocates hailed": a noun before its verb
    if k < begin:
        return "past" in form.inflections and low in _PAST_AND_NOUN
    third = "third" in form.inflections
    if third and (tokens.word[k][0].isupper() or before == ","):
        return True
    plural = before.endswith("s") and before[0].isalpha() and not before.endswith(("ss", "'s"))
    if k == begin:
        plural = plural and i + 1 < end and tokens.low[i + 1] == "that"  # "Critics charge that"
    if "base" in form.inflections and not third and plural:
        return True
    if low in _PAST_AND_NOUN:
        return True
    following = tokens.low[i + 1] if i + 1 < end else ""
    return third and following in _VERB_OBJECT and before[0].isalpha() and before not in PREPOSITION


def _says(tokens: Tokens, form: Form, k: int, begin: int) -> bool:
    """ "Sources close to her campaign say": verbs that are hardly ever a noun need no plural beside them."""
    return k > begin and "plain" in form.verb.habits and tokens.word[k][0].isalnum()


def _plural_before(tokens: Tokens, k: int, begin: int) -> bool:
    before = tokens.low[k] if k >= begin else ""
    return (
        before in _PLURAL_SUBJECT
        or before in _PLURAL_HINT
        or before.endswith("%")
        or (before.endswith("s") and before[:1].isalpha() and k >= begin)
    )
