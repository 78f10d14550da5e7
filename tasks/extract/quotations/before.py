"""Words that stand before their verb: "…," said X; "…," X said; it is, X said, late; as X said, ….

Each function tries one order, writes down what it finds and says whether the verb is done with."""

from __future__ import annotations

from tasks.extract.quotations.cues import Cue
from tasks.extract.quotations.ends import end_of_words
from tasks.extract.quotations.marks import is_title
from tasks.extract.quotations.paragraph import SentenceState, take
from tasks.extract.quotations.phrases import TokenSpan, is_finite, phrase_starting, subject_before
from tasks.extract.quotations.verbs import FORMS
from tasks.extract.quotations.words import (
    DASH,
    DETERMINER,
    NOUN_TOO,
    PREPOSITION,
    PRONOUN,
    TIME,
    WEEKDAY,
    is_adverb,
    listed,
)

_STATED = ("finite", "perfect", "modal", "progressive")
_LONGEST_SPEAKER = 30  # tokens of a speaker after the verb when no mark tells where the words end
_LONGEST_BETWEEN = 18  # tokens between the speaker and the second half of his words
_LONGEST_AS = 12
_GOES_ON_AFTER = frozenset({",", ":", ".", "—", "-", "–"})
_CIRCUMSTANCE = listed("in on at during after when while as of to about from last this by with before because")
_SENTENCE_END = frozenset(".,?!;:")
_NOT_WORDS_BEFORE = frozenset({"while", "when", "as", "after", "if", "although", "though", "asked"})
_REPORTER_GOES_ON = listed(
    "quoted cited and but who which adding saying while noting citing because as though although"
)


def closes_quotation(sentence: SentenceState, i: int) -> bool:
    """Whether the token `i` closes a quotation inside the sentence."""
    tokens = sentence.paragraph.tokens
    if i < sentence.begin or tokens.mark[i] < 0:
        return False
    pair = sentence.paragraph.pairs[tokens.mark[i]]
    return pair.end - 1 == i


def inverted(sentence: SentenceState, cue: Cue) -> bool:
    """Records words before an inverted cue (“…,” said X). Returns whether there are any."""
    verb = cue.verb
    if cue.shape != "finite" or not (verb.speech or verb.quoting):
        return False
    tokens, begin, end, at = sentence.paragraph.tokens, sentence.begin, sentence.end, cue.at
    quoted = closes_quotation(sentence, at - 1)
    comma = at - 1 >= begin and tokens.word[at - 1] == ","
    if not quoted and not (comma and "inverted" in verb.habits):
        return False
    speaker = phrase_starting(tokens, at + 1, end)
    if speaker is None:
        return False
    if not quoted and not _clause_then_speaker(sentence, cue, speaker):
        return False
    take_before(sentence, at - 1, speaker, cue, speaker.end)
    sentence.main_subject = speaker
    return True


def _clause_then_speaker(sentence: SentenceState, cue: Cue, speaker: TokenSpan) -> bool:
    """Whether the words before "…, said X" are a clause, and X a speaker that the sentence can end with; "NAME, a
    spokesman, said …" is neither."""
    tokens, begin, end, at = sentence.paragraph.tokens, sentence.begin, sentence.end, cue.at
    if speaker.end - speaker.begin >= _LONGEST_SPEAKER:
        return False
    first = speaker.begin
    named = (
        tokens.low[first] in PRONOUN
        or tokens.low[first] in DETERMINER
        or any(tokens.word[i][0].isupper() for i in range(first, speaker.end))
    )
    after = speaker.end
    ends = (
        after >= end
        or tokens.word[after] in (".", ",")
        or tokens.low[after] in WEEKDAY
        or tokens.low[after] in PREPOSITION
    )
    if not (named and ends):
        return False
    if not any(tokens.mark[x] >= 0 or is_finite(tokens, x) for x in range(begin + 1, at - 1)):
        return False
    return not _opens_with_apposition(sentence, at)


def _opens_with_apposition(sentence: SentenceState, at: int) -> bool:
    """Whether the words before the comma at `at - 1` are a name and its apposition, and so the subject of the verb: a
    comma stands before their first verb."""
    tokens, begin = sentence.paragraph.tokens, sentence.begin
    other = subject_before(tokens, at, begin)
    if other is None:
        return False
    if closes_quotation(sentence, other.begin - 1):
        return True
    if other.begin > begin + 1:
        return False
    for x in range(begin + 1, at - 1):
        if tokens.word[x] == ",":
            return True
        if tokens.mark[x] < 0 and is_finite(tokens, x):
            return False
    return True


def before_speaker(sentence: SentenceState, cue: Cue, subject: TokenSpan | None) -> bool:
    """Records words before their speaker (“…,” X said; and …, X said), who is the `subject` of the cue. Returns whether
    there are any."""
    verb = cue.verb
    trailing = "trailing" in verb.habits
    if subject is None or subject.end > cue.at or cue.shape not in _STATED:
        return False
    if not (verb.speech or verb.quoting or trailing):
        return False
    tokens, begin = sentence.paragraph.tokens, sentence.begin
    p = subject.begin - 1
    while p >= begin and tokens.low[p] == "as":
        p -= 1
    if p < begin:
        return False
    if closes_quotation(sentence, p):
        pair = sentence.paragraph.pairs[tokens.mark[p]]
        if pair.begin > begin and is_title(tokens, pair):
            return False
        take_before(sentence, p, subject, cue, cue.at + 1)
        sentence.main_subject = subject
        return True
    if (tokens.word[p] != "," and tokens.word[p] not in DASH) or tokens.mark[p] >= 0:
        return False
    after = cue.at + 1
    full_stop = after >= sentence.end or tokens.word[after] in (".", ",")
    if not (verb.speech or (trailing and full_stop)) or "quotation-before" in verb.habits:
        return False
    return _after_clause(sentence, cue, subject, p)


def _after_clause(sentence: SentenceState, cue: Cue, subject: TokenSpan, p: int) -> bool:
    """Words without marks before ", X said": they must be a clause, and the sentence must not report after the verb."""
    tokens, begin, end = sentence.paragraph.tokens, sentence.begin, sentence.end
    after = cue.at + 1
    if after < end and tokens.low[after] in cue.verb.particles:
        after += 1
    if after >= end:
        return False
    clause = any((tokens.mark[x] < 0 and is_finite(tokens, x)) or tokens.mark[x] >= 0 for x in range(begin + 1, p))
    word, low = tokens.word[after], tokens.low[after]
    if word in (",", ":") and after + 1 < end and tokens.mark[after + 1] >= 0:
        return False  # what was said is the quotation that follows
    ends = word in _SENTENCE_END or low in TIME or low in _CIRCUMSTANCE or cue.verb.lemma == "tell"
    closes = word == "." and after + 1 >= end and cue.verb.speech
    okay = ends and (clause or closes) and word != ":"
    if word == "," and p > begin and cue.verb.lemma != "tell" and cue.shape in ("finite", "perfect"):
        second = after + 1
        if second < end and tokens.mark[second] < 0 and not _reporter_goes_on(tokens.low[second]):
            return _around(sentence, cue, subject, p, second)
    if not okay:
        return False
    if tokens.word[p] == "," and tokens.low[begin] in _NOT_WORDS_BEFORE and word != ".":
        return False
    if (low in PREPOSITION or low in ("last", "this")) and low != "to":
        for y in range(after, min(end, after + 14)):
            if tokens.low[y] == "that" or tokens.word[y] == ":":
                return False
    take_before(sentence, p, subject, cue, after)
    sentence.main_subject = subject
    return True


def _reporter_goes_on(low: str) -> bool:
    return low in _REPORTER_GOES_ON or low.endswith("ing")


def _around(sentence: SentenceState, cue: Cue, subject: TokenSpan, p: int, second: int) -> bool:
    """The plan, X said, will fail: one statement around its speaker."""
    tokens = sentence.paragraph.tokens
    index = sentence.cues.index(cue)
    verb = TokenSpan(cue.at, cue.at + 1)
    begin = sentence.begin
    predicate = is_finite(tokens, second) or (is_adverb(tokens, second) and is_finite(tokens, second + 1))
    clause = any(is_finite(tokens, x) for x in range(begin + 1, p))
    first = None
    if predicate or clause:  # otherwise "Still, X said, …" and "In the end, X said, …": the reporter's own link
        first = take(sentence, TokenSpan(begin, p), subject, verb, cue.verb.class_, "around")
    rest = TokenSpan(second, end_of_words(sentence, second, index))
    take(sentence, rest, subject, verb, cue.verb.class_, "around", follows=first)
    sentence.main_subject = subject
    return True


def take_before(sentence: SentenceState, p: int, speaker: TokenSpan, cue: Cue, after: int) -> None:
    """Records the words that end at the token `p` as those of `speaker`, and the quotation that continues them after
    the speaker, if there is one. `after` is the token after speaker and cue."""
    paragraph = sentence.paragraph
    tokens, begin, end = paragraph.tokens, sentence.begin, sentence.end
    begin = _after_earlier_words(sentence, p, cue)
    while begin < p and tokens.word[begin] in (",", "•", "-"):
        begin += 1
    stop = p + 1 if tokens.mark[p] >= 0 else p
    if stop <= begin:
        return
    verb = TokenSpan(cue.at, cue.at + 1)
    class_ = cue.verb.class_ if cue.verb.class_ != "other" else "say"
    first = take(sentence, TokenSpan(begin, stop), speaker, verb, class_, "before")
    clause = after + 1 if after < end and tokens.word[after] == "," else after
    if tokens.mark[p] >= 0 and clause < end and tokens.low[clause] == "that":  # “…,” he said, that …
        rest = TokenSpan(clause, end_of_words(sentence, clause, sentence.cues.index(cue)))
        take(sentence, rest, speaker, verb, class_, "before", follows=first)
        return
    j = after
    while j < end and tokens.mark[j] < 0:
        j += 1
    if j >= end or paragraph.attributed[tokens.mark[j]] is not None or j - after >= _LONGEST_BETWEEN:
        return
    pair = paragraph.pairs[tokens.mark[j]]
    if pair.begin != j or (pair.begin > begin and is_title(tokens, pair)):
        return
    joined = j == after or tokens.word[j - 1] in _GOES_ON_AFTER or tokens.low[j - 1] in ("that", "and", "but")
    if joined and not any(_is_speech_verb(tokens.low[x]) for x in range(after, j)):
        rest = TokenSpan(j, min(paragraph.pairs[tokens.mark[j]].end, end))
        take(sentence, rest, speaker, verb, class_, "before", follows=first)


def _after_earlier_words(sentence: SentenceState, p: int, cue: Cue) -> int:
    """Where the words before a speaker begin when another speaker stands before them: …, X said, while …, Y said."""
    tokens, begin = sentence.paragraph.tokens, sentence.begin
    for other in reversed(sentence.cues):
        if other.at >= min(p, cue.at) or not (other.verb.speech and other.shape in _STATED):
            continue
        after = other.at + 1
        if after < p and tokens.word[after] in (",", ";") and any(c.end <= other.at for c in sentence.claimed):
            after += 1
            while after < p and tokens.low[after] in ("while", "and", "but", ","):
                after += 1
            return after
    return begin


def _is_speech_verb(low: str) -> bool:
    form = FORMS.get(low)
    return form is not None and low not in NOUN_TOO and form.verb.speech


def as_said(sentence: SentenceState, cue: Cue, subject: TokenSpan | None) -> bool:
    """Records the words of "As X said, …" and "…, as X said". Returns whether there are any."""
    if subject is None or not cue.verb.speech or cue.shape not in ("finite", "perfect"):
        return False
    tokens, begin, end = sentence.paragraph.tokens, sentence.begin, sentence.end
    p = subject.begin - 1
    if p < begin or tokens.low[p] != "as":
        return False
    verb, after = TokenSpan(cue.at, cue.at + 1), cue.at + 1
    if p == begin:
        y = after
        while y < end and tokens.word[y] != ",":
            y += 1
        if y >= end or y - after >= _LONGEST_AS:
            return False
        words = TokenSpan(y + 1, end_of_words(sentence, y + 1, sentence.cues.index(cue)))
    elif tokens.word[p - 1] == "," and after < end and tokens.word[after] in (".", ","):
        words = TokenSpan(begin, p - 1)
    else:
        return False
    take(sentence, words, subject, verb, cue.verb.class_, "as")
    return True
