"""Whose verb a cue is: the subject by its form and place."""

from __future__ import annotations

from tasks.extract.quotations.cues import Cue
from tasks.extract.quotations.paragraph import SentenceState
from tasks.extract.quotations.phrases import (
    TokenSpan,
    first_subject,
    is_finite,
    nearest_subject,
    phrase_ending,
    subject_before,
    with_subject,
)
from tasks.extract.quotations.verbs import FORMS
from tasks.extract.quotations.words import (
    ADVERB,
    AUXILIARY,
    OBJECT_PRONOUN,
    PREPOSITION,
    PRONOUN,
    SUBORDINATOR,
    WEEKDAY,
    is_adverb_form,
    listed,
)

_JOINS = frozenset({"and", "but", "or", ",", "then"})
_NO_PARTICIPLE = frozenset({"said", "told", "wrote"})
_AFTER_CLAUSE = listed("in as at on after before since until")


def subject_of(sentence: SentenceState, cue: Cue) -> TokenSpan | None:
    """The subject of the cue's verb, as a range of tokens; None if there is none."""
    if cue.shape in ("participle", "infinitive"):
        return _subject_of_participle(sentence, cue)
    tokens, begin = sentence.paragraph.tokens, sentence.begin
    phrase = subject_before(tokens, cue.at, begin)
    if phrase:
        return phrase
    k = cue.before
    if k < begin:
        return None
    shared = tokens.low[k] in _JOINS or (tokens.low[k] in AUXILIARY and k > begin and tokens.low[k - 1] in _JOINS)
    return (nearest_subject(tokens, k, begin, _reported(sentence)) or sentence.main_subject) if shared else None


def _reported(sentence: SentenceState) -> list[tuple[int, int]]:
    return [(taken.begin, taken.end) for taken in sentence.claimed]


def _subject_of_participle(sentence: SentenceState, cue: Cue) -> TokenSpan | None:
    """For ", adding that" and "to say that": the main subject; for "a man claiming that": the noun beside it."""
    tokens, begin, at = sentence.paragraph.tokens, sentence.begin, cue.at
    subject = sentence.main_subject
    if cue.shape == "participle" and at > begin:
        before = tokens.low[at - 1]
        if before == ",":
            own = with_subject(tokens, begin, at)
            subject = own or nearest_subject(tokens, at, begin, _reported(sentence)) or subject
        elif before in OBJECT_PRONOUN:  # "drives past her yelling": not she
            subject = nearest_subject(tokens, at, begin) or _first_phrase(sentence, at)
        elif before == "by":
            subject = nearest_subject(tokens, at, begin) or subject
        elif (
            before[0].isalpha()
            and before not in PREPOSITION
            and before not in SUBORDINATOR
            and not is_adverb_form(before)
            and before not in WEEKDAY
            and tokens.mark[at - 1] < 0
        ):
            beside = phrase_ending(tokens, at - 1, begin)
            if (
                beside
                and not _told_themselves(sentence, cue, beside)
                and not (
                    beside.begin > begin
                    and is_finite(tokens, beside.begin - 1)
                    and not tokens.word[beside.end - 1][0].isupper()
                )
            ):
                subject = beside
    return subject or first_subject(tokens, begin, at) or _first_phrase(sentence, at)


def _told_themselves(sentence: SentenceState, cue: Cue, beside: TokenSpan) -> bool:
    """ "A leaflet was handed to commuters urging them": they are told, and do not tell."""
    tokens = sentence.paragraph.tokens
    after = cue.at + 1
    return (
        "listener" in cue.verb.habits
        and after < sentence.end
        and tokens.low[after] == "them"
        and tokens.low[beside.end - 1].endswith("s")
    )


def _first_phrase(sentence: SentenceState, at: int) -> TokenSpan | None:
    """The words before the first comma, preposition or verb: a sentence that opens with its subject."""
    tokens = sentence.paragraph.tokens
    first = sentence.begin
    while first < at and (
        tokens.low[first] in PREPOSITION or tokens.low[first] in SUBORDINATOR or tokens.low[first] in ADVERB
    ):
        first += 1
    if first < at and tokens.low[first] in PRONOUN:
        return TokenSpan(first, first + 1)
    end = first
    while end < at and tokens.word[end] not in (",", ";", ":") and tokens.mark[end] < 0:
        if end > first and (tokens.low[end] in PREPOSITION or is_finite(tokens, end)):
            break
        end += 1
    return TokenSpan(first, end) if end > first else None


def is_reduced(sentence: SentenceState, cue: Cue, subject: TokenSpan) -> bool:
    """Whether the cue's verb is a participle that modifies a noun ("the plan proposed on Monday") and no predicate."""
    tokens = sentence.paragraph.tokens
    low = tokens.low[cue.at]
    if cue.shape != "finite" or low in _NO_PARTICIPLE or "participle" not in FORMS[low].inflections:
        return False
    if subject.begin - 1 < sentence.begin or tokens.low[subject.begin] in PRONOUN:
        return False
    p = subject.begin - 1
    if is_finite(tokens, p):
        form = FORMS.get(tokens.low[p])
        if form is None or not (form.verb.speech or form.verb.attitude or form.verb.evidence):
            return True
    return tokens.low[p] in PREPOSITION and tokens.low[p] not in _AFTER_CLAUSE
