"""Words that stand after their verb: a quotation, a "that" clause, a bare clause, an infinitive, a noun phrase."""

from __future__ import annotations

from typing import Literal, NamedTuple

from tasks.extract.quotations.cues import Cue
from tasks.extract.quotations.ends import (
    end_after_quotation,
    end_of_cry,
    end_of_introduction,
    end_of_object,
    end_of_quotation,
    end_of_words,
)
from tasks.extract.quotations.marks import is_title
from tasks.extract.quotations.paragraph import SentenceState, take
from tasks.extract.quotations.phrases import (
    TokenSpan,
    has_clause,
    is_finite,
    phrase_starting,
    subject_before,
)
from tasks.extract.quotations.tokens import Tokens
from tasks.extract.quotations.words import (
    AUXILIARY,
    DETERMINER,
    EVIDENCE,
    INTRODUCTION,
    MODAL,
    OBJECT_PRONOUN,
    PERIOD,
    PREPOSITION,
    TIME,
    WEEKDAY,
    listed,
)
from tasks.records import CueClass

Frame = Literal["quotation", "colon", "that", "infinitive", "noun phrase", "bare clause", "infinitive of listener"]

_FAR = 16  # tokens between a verb that takes a listener and its "that", colon or mark
_NEAR = 6
_AS_REACH = 14  # tokens: "see the plan for a bridge as a threat"
_QUOTED_SOON = 12  # tokens: marks so near show that words are reported
_ADJUNCT = frozenset({"last", "this", "earlier", "late", "early"})
_AFTER_ADJUNCT = PERIOD | WEEKDAY | {"weekend", "spring", "summer", "fall", "winter", "this", "on", "in"}
_PARTICLE_OF = {
    "out": ("point", "speak", "call"),
    "up": ("point", "speak", "call"),
}
_PREPOSITION_OF = {
    "for": ("call",),
    "on": ("call",),
    "against": ("rail", "protest", "argue"),
    "to": ("refer", "object"),
    "at": ("scoff",),
    "about": ("complain", "worry", "brag", "boast", "ask", "joke", "wonder"),
}
_BARE_AFTER_SAY = listed("for without like after before if in on at with as over under about")
_ASKS_OF_LISTENER = frozenset({"urge", "ask", "warn", "order"})
_QUESTIONS = frozenset({"whether", "if", "about", "why", "how", "what", "when", "where", "who", "by"})
_SHORT_REPORT = frozenset({"say", "tell", "add", "write", "note"})
_SHOWS = frozenset({"show", "reveal", "detail", "list", "cite"})
_NO_CLAUSE_BEGIN = frozenset({"and", "or", "but", "than", "as"})


class _Right(NamedTuple):
    """Where the words after a verb begin, and what opens them."""

    begin: int
    that: bool
    colon: bool


def take_after(sentence: SentenceState, number: int, subject: TokenSpan | None) -> None:
    """Records what the cue `number` of the sentence reports to its right, if the frame of its verb allows that.
    `subject` is the subject of the verb, None if it has none."""
    cue = sentence.cues[number]
    tokens = sentence.paragraph.tokens
    right = _right_of(sentence, cue)
    begin = right.begin
    if begin >= sentence.end or tokens.word[begin] in (".", "!", "?", ")"):
        return
    frame = _frame(tokens, cue, right)
    if frame in ("bare clause", "noun phrase") and "listener" in cue.verb.habits:
        frame, begin = _over_listener(sentence, cue, begin)
    if frame is None:
        return
    if cue.shape == "passive":
        _take_passive(sentence, number, subject, begin, frame)
    elif _allowed(sentence, cue, begin, frame) and _subject_allows(sentence, cue, subject, begin, frame):
        _take_right(sentence, number, subject, begin, frame)


def _right_of(sentence: SentenceState, cue: Cue) -> _Right:
    """Steps over particles, days and listeners to the words, looking ahead for "that", a colon or a mark."""
    tokens, end = sentence.paragraph.tokens, sentence.end
    lemma = cue.verb.lemma
    first = m = cue.at + 1
    that = colon = False
    while m < end and tokens.mark[m] < 0:
        low = tokens.low[m]
        if low == "that":
            that = True
            break
        if tokens.word[m] == ":":
            colon = True
            m += 1
            break
        step = _step(tokens, cue, first, m, end)
        if not step:
            break
        m += step
    if that or colon or m >= end or tokens.mark[m] >= 0:
        return _Right(m, that, colon)
    if cue.verb.speech or lemma in ("agree", "hope"):
        return _look_ahead(sentence, cue, m)
    return _Right(m, that, colon)


def _step(tokens: Tokens, cue: Cue, first: int, m: int, end: int) -> int:
    """How many tokens at `m` say when or how it was said, and nothing of what; 0 for none."""
    low = tokens.low[m]
    lemma, particles = cue.verb.lemma, cue.verb.particles
    following = tokens.low[m + 1] if m + 1 < end else ""
    if lemma in _PARTICLE_OF.get(low, ()):
        return 1
    if (m == first and particles and (low in particles or low == "clear")) or (lemma == "make" and low == "clear"):
        return 1
    if low in TIME and low != "only":
        return 1
    if m > first and tokens.low[m - 1] in WEEKDAY and low in ("night", "morning", "afternoon", "evening"):
        return 1
    if low == "on" and following in WEEKDAY:
        return 2
    if low in _ADJUNCT and following in _AFTER_ADJUNCT:
        return 2
    if lemma in _PREPOSITION_OF.get(low, ()) and (m == first or low != "for"):
        return 1
    if tokens.word[m] == "," and m + 1 < end and tokens.mark[m + 1] >= 0:
        return 1
    return 0


def _look_ahead(sentence: SentenceState, cue: Cue, m: int) -> _Right:
    tokens = sentence.paragraph.tokens
    lemma, habits = cue.verb.lemma, cue.verb.habits
    for y in range(m, min(sentence.end, m + (_FAR if "far" in habits else _NEAR))):
        low = tokens.low[y]
        if tokens.mark[y] >= 0:
            if y > m and (tokens.word[y - 1] in (",", ":") or lemma == "tell"):
                return _Right(y, False, False)
            break
        if low == "that":
            between = y > m and (
                tokens.low[m] in PREPOSITION
                or tokens.low[m] in OBJECT_PRONOUN
                or tokens.word[m][0].isupper()
                or tokens.word[m] == ","
                or ("listener" in habits and lemma not in _ASKS_OF_LISTENER - {"warn"})
            )
            return _Right(y, True, False) if between else _Right(m, False, False)
        if tokens.word[y] == ":":
            return _Right(y + 1, False, True)
        if low in AUXILIARY or is_finite(tokens, y):
            break
    return _Right(m, False, False)


def _frame(tokens: Tokens, cue: Cue, right: _Right) -> Frame | None:
    verb, begin = cue.verb, right.begin
    if tokens.mark[begin] >= 0:
        return "quotation"
    if right.colon:
        return "colon"
    if right.that:
        return "that"
    if tokens.low[begin] == "to" and (begin == cue.at + 1 or verb.speech):
        return "infinitive"
    if verb.object:
        return "noun phrase"
    if verb.speech or verb.attitude or verb.evidence:
        return "bare clause"
    return None


def _over_listener(sentence: SentenceState, cue: Cue, begin: int) -> tuple[Frame | None, int]:
    """The frame and beginning of the words after the listener in "told the board the bridge is safe"."""
    tokens, end, lemma = sentence.paragraph.tokens, sentence.end, cue.verb.lemma
    y = begin
    if tokens.low[y] in OBJECT_PRONOUN:
        y += 1
    else:
        listener = phrase_starting(tokens, y, end)
        if listener and listener.end - listener.begin < 9:
            y = listener.end
    if y < end and tokens.low[y] == "to":
        return "infinitive of listener", begin
    if lemma in _ASKS_OF_LISTENER:
        return "noun phrase", begin
    if y < end and tokens.word[y] != "." and y > begin:
        while y < end and (tokens.low[y] in WEEKDAY or tokens.low[y] in ("on", "last", "week")):
            y += 1
        if y < end and tokens.word[y] not in (".", ","):
            return "bare clause", y
        return ("bare clause" if lemma != "tell" else None), begin
    return "bare clause", begin


def _take_passive(sentence: SentenceState, number: int, subject: TokenSpan | None, begin: int, frame: Frame) -> None:
    """X is said to …; it is believed that …. Nobody is named."""
    cue, tokens = sentence.cues[number], sentence.paragraph.tokens
    words = TokenSpan(begin, end_of_words(sentence, begin, number))
    verb = TokenSpan(cue.at, cue.at + 1)
    if "passive" in cue.verb.habits:
        if subject is None and frame != "that":
            return
        asked = cue.verb.lemma in ("ask", "tell")
        if asked and frame not in ("that", "infinitive", "quotation") and tokens.low[begin] not in _QUESTIONS:
            return
        if subject and cue.verb.lemma not in ("ask", "tell", "quote"):
            words = TokenSpan(subject.begin, words.end)
        take(sentence, words, None, verb, "other", "passive")
    elif frame in ("that", "infinitive"):
        _take_right(sentence, number, subject, begin, frame)


def _is_noun_or_particle(tokens: Tokens, cue: Cue, end: int) -> bool:
    """ "TV shows are", "showed off", "showed up": no evidence of anything."""
    after = cue.at + 1
    if cue.verb.lemma != "show" or after >= end:
        return False
    return tokens.low[after] in ("off", "up", "no") or tokens.low[after].endswith("ing") or is_finite(tokens, after)


def _allowed(sentence: SentenceState, cue: Cue, begin: int, frame: Frame) -> bool:
    """The verb-frame table: whether this verb, in this form, reports with this frame."""
    tokens, end, verb = sentence.paragraph.tokens, sentence.end, cue.verb
    lemma, habits = verb.lemma, verb.habits
    if _is_noun_or_particle(tokens, cue, end):
        return False
    if frame == "quotation" and not verb.speech and is_title(tokens, sentence.paragraph.pairs[tokens.mark[begin]]):
        return False  # "read “Bridges of the North” twice"
    if cue.shape == "infinitive" and not (
        (verb.speech and frame in ("that", "quotation", "colon", "infinitive of listener"))
        or (verb.object and frame in ("noun phrase", "quotation"))
    ):
        return False
    if cue.shape == "modal" and lemma in ("see", "find"):
        return False
    if lemma == "like" and not (frame == "infinitive" or (cue.before >= 0 and tokens.low[cue.before] in MODAL)):
        return False
    if frame == "infinitive":
        verb_after = begin + 1 < end and tokens.word[begin + 1][0].islower() and tokens.low[begin + 1] not in DETERMINER
        return verb_after and (verb.plan or verb.attitude or "infinitive" in habits) and "no-infinitive" not in habits
    if frame == "noun phrase":
        if lemma in ("cast", "compare"):
            return any(tokens.low[y] in ("as", "to") for y in range(begin, min(end, begin + 9)))
        return "no-object" not in habits
    if frame == "bare clause":
        return _bare_allowed(sentence, cue, begin)
    return True


def _subject_allows(sentence: SentenceState, cue: Cue, subject: TokenSpan | None, begin: int, frame: Frame) -> bool:
    """Whether the subject is one whose words are reported. Relative clauses, "you" and a verb without a subject mostly
    say what kind of people are meant ("voters who support the bridge"), so they need a frame that leaves no doubt."""
    tokens = sentence.paragraph.tokens
    if frame in ("quotation", "colon", "that"):
        return True
    if max(tokens.mark[begin : min(sentence.end, begin + _QUOTED_SOON)], default=-1) >= 0:
        return True
    verb = cue.verb
    if (
        verb.class_ == "other"
        and frame == "noun phrase"
        and cue.shape == "participle"
        and tokens.word[cue.at - 1] not in (",", "and", "by", "in")
    ):
        return False  # "a group supporting the bridge"
    if "evidence-subject" in verb.habits and not (
        subject and any(tokens.low[i] in EVIDENCE for i in range(subject.begin, subject.end))
    ):
        return False
    if subject is None:
        return cue.shape not in ("participle",) and frame == "noun phrase" and verb.class_ != "other"
    if subject.end - subject.begin > 1:
        return True
    low = tokens.low[subject.begin]
    if low == "who" and subject.begin > sentence.begin and tokens.word[subject.begin - 1] == ",":
        return True  # "Vale, who opposes the bridge, …": the clause says something of one person, and limits nothing
    if low in ("who", "that", "which"):
        return low == "who" or verb.class_ in ("say", "believe", "announce")
    return low != "you" or frame == "bare clause"


def _bare_allowed(sentence: SentenceState, cue: Cue, begin: int) -> bool:
    tokens, end, verb = sentence.paragraph.tokens, sentence.end, cue.verb
    habits, low = verb.habits, tokens.low[begin]
    if "no-bare" in habits:
        return False
    if "as" in habits and any(tokens.low[i] == "as" for i in range(begin + 1, min(end, begin + _AS_REACH))):
        return True
    clause = has_clause(tokens, begin, end)
    if "clause" in habits and not clause:
        return False
    if verb.speech:
        if verb.lemma in _SHORT_REPORT:
            if low in ("and", "or", "but"):
                return False
            if low in PREPOSITION and not (low in _BARE_AFTER_SAY and clause):
                return False
        if "no-preposition" in habits and (low in PREPOSITION or low == "and"):
            return False
    if tokens.word[begin] == "," or (low in _NO_CLAUSE_BEGIN and verb.lemma != "say"):
        return False
    if verb.attitude and not verb.speech and low in PREPOSITION:
        return False
    only_evidence = verb.evidence and not verb.speech and not verb.attitude
    return not only_evidence or clause or verb.lemma in _SHOWS


def _take_right(sentence: SentenceState, number: int, subject: TokenSpan | None, begin: int, frame: Frame) -> None:
    cue, tokens = sentence.cues[number], sentence.paragraph.tokens
    end = end_of_words(sentence, begin, number)
    if frame not in ("quotation", "colon"):
        opener = sentence.begin
        if (
            subject
            and subject.begin > opener
            and (tokens.low[opener] not in INTRODUCTION or "," in tokens.word[opener : subject.begin])
        ):
            opener = subject.begin - 1
        cut = end_of_introduction(tokens, opener, begin, end)
        if cut is not None and cut > begin:
            end = cut
            if subject is None or cue.shape == "participle":
                subject = _subject_of_main_clause(sentence, cut) or subject
    if frame == "quotation":
        end = end_of_quotation(sentence, begin, end)
        if cue.shape == "participle":
            end = end_of_cry(sentence, begin, end)
    end = end_after_quotation(sentence, begin, end)
    if frame == "noun phrase":
        end = end_of_object(tokens, begin, end)
    if end - begin >= 1:
        take(sentence, TokenSpan(begin, end), subject, TokenSpan(cue.at, cue.at + 1), class_of(cue, frame), frame)


def _subject_of_main_clause(sentence: SentenceState, comma: int) -> TokenSpan | None:
    tokens = sentence.paragraph.tokens
    for z in range(comma + 1, min(sentence.end, comma + 14)):
        if tokens.mark[z] < 0 and is_finite(tokens, z):
            return subject_before(tokens, z, comma + 1)
    return None


def class_of(cue: Cue, frame: str) -> CueClass:
    """The class of an attribution: that of its verb, except that a frame can make it mere speech ("quotation") or a
    mere attitude. `frame` is the name of the frame, such as "bare clause" or "infinitive"."""
    verb = cue.verb
    if frame == "quotation" and verb.class_ == "other" and (verb.speech or verb.quoting):
        return "say"
    if frame in ("noun phrase", "infinitive") and verb.class_ == "believe":
        return "other"
    return verb.class_
