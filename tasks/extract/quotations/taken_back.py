"""Words that nobody is said to have said: denied, refused, expected, asked about, supposed.

"She never said that …", "is expected to say that …", "it is not true that she said …", "asked whether …", "if he had
said …". What follows such a verb is published with the class `other`, which feeds no claim and no speaker's page."""

from __future__ import annotations

from tasks.extract.quotations.cues import Cue
from tasks.extract.quotations.paragraph import AttributedSpan, Range, SentenceState
from tasks.extract.quotations.phrases import TokenSpan
from tasks.extract.quotations.tokens import Tokens
from tasks.extract.quotations.verbs import FORMS
from tasks.extract.quotations.words import AUXILIARY, NEGATION, PRONOUN, is_adverb, listed

_NEVER = NEGATION | {"hardly", "barely", "scarcely", "neither", "nor", "cannot"}
_NOT = ("n't", "n’t")
# What will, may or should be said was not said; "would" and "could" mostly report ("he would say later").
_FORECAST = frozenset({"will", "'ll", "’ll", "shall", "may", "might", "should", "must"})
_FIRST = frozenset({"i", "we"})  # "I must say that": said
# Before "to say": whoever is or does this has not said it.
_BEFORE_TO = listed(
    "expected supposed scheduled set due likely unlikely going plan plans planned planning intend intends intended want"
    " wants wanted hope hopes hoped hoping expect expects refuse refuses refused refusing decline declines declined"
    " declining fail fails failed hesitate hesitates hesitated able unable ready prepared poised reluctant unwilling"
    " willing preparing seek seeks seeking sought try tries tried trying chose supposedly afraid free yet slated bound"
)
_MADE_TO = listed(
    "ask asks asked urge urges urged press pressed push pushed order ordered tell told want wanted force forced invite"
    " invited expect expected allow allowed let challenge challenged beg begged"
)
_MADE_REACH = 6  # tokens between "urged" and the "to" of what somebody is to say
_DENYING = listed("deny denies denied denying avoid avoids avoided avoiding without against from not never")
_SUPPOSES = frozenset({"if", "unless", "whether", "lest"})
_NOBODY = frozenset({"nobody", "none", "neither"})
_NO_ONE = ("no", "not a", "not one")
_QUESTION = frozenset({"whether", "if", "about", "why", "how", "what", "when", "where", "who", "by", "for", "on"})
_OPENS_ASKED = frozenset({"when", "if", "though", "although", "once", "while", ",", "being", "and", "but"})
_ASKED = frozenset({"ask", "question", "press"})
_UNTRUE = frozenset({"true", "correct", "accurate"})
_FALSE = frozenset({"untrue", "false", "incorrect", "wrong", "fabricated", "nonsense", "lie"})
_NO_PROOF = frozenset({"evidence", "proof", "record", "indication", "sign", "truth"})
_EMPTY = listed("nothing little so that it this much more no anything something otherwise as")
_SILENT = frozenset({"decline", "refuse"})
_MOST_NESTED = 60  # finds of one sentence that are looked at
_SPEAKS = listed(
    "comment answer respond reply elaborate discuss confirm name identify reveal disclose speculate speak give"
)


def take_back(sentence: SentenceState, first: int) -> None:
    """Gives the class "other" to the finds of the sentence, from the index `first` on, that nobody is stated to have
    said: denied, hypothetical, asked."""
    found = sentence.paragraph.context.found
    if first >= len(found):
        return
    tokens = sentence.paragraph.tokens
    at = {tokens.start[cue.at]: cue for cue in sentence.cues}
    scopes = _untrue(sentence, first)
    back: list[int] = []
    for number in range(first, len(found)):
        one = found[number]
        cue = at.get(one.cue.start) if one.cue else None
        if cue is not None and _asked(sentence, cue):
            found[number] = one._replace(class_="other", speaker=None)
            back.append(number)
        elif cue is not None and (_unsaid(sentence, cue, one) or _says_nothing(sentence, cue, one)):
            back.append(number)
    scopes.extend(Range(found[number].start, found[number].end) for number in back)
    scopes.extend(Range(one.start, one.end) for one in found[first:] if _denies(at, one))
    for number in range(first, len(found)):
        one = found[number]
        inside = one.cue is not None and any(low <= one.cue.start < high for low, high in scopes)
        if number in back or inside:
            found[number] = found[number]._replace(class_="other")


def _unsaid(sentence: SentenceState, cue: Cue, one: AttributedSpan) -> bool:
    tokens, begin = sentence.paragraph.tokens, sentence.begin
    group = _group(tokens, cue.at, begin)
    low = tokens.low[group.begin : group.end]
    if low[:2] == ["not", "only"] or ("not" in low and "only" in low):
        return False
    if any(word in _NEVER or word.endswith(_NOT) for word in low):
        return True
    if _is_first_person(sentence, one):
        return False
    if cue.shape == "modal" and not _FORECAST.isdisjoint(low):
        return True
    before = group.begin - 1
    if cue.shape == "infinitive":
        return _not_yet(tokens, group, begin)
    if cue.shape in ("participle", "perfect") and before >= begin and tokens.low[before] in _DENYING:
        return True
    return _by_subject(sentence, one)


def _group(tokens: Tokens, at: int, low: int) -> TokenSpan:
    """The auxiliaries, adverbs and negations before the verb at `at`, "to" included."""
    i = at
    while i > low and (
        tokens.low[i - 1] in AUXILIARY
        or tokens.low[i - 1] in _NEVER
        or tokens.low[i - 1] in ("to", "only", "even")
        or is_adverb(tokens, i - 1)
    ):
        i -= 1
    return TokenSpan(i, at)


def _not_yet(tokens: Tokens, group: TokenSpan, low: int) -> bool:
    """ "is expected to say", "refused to say", "urged him to say"."""
    before = group.begin - 1
    if before < low:
        return False
    if tokens.low[before] in _BEFORE_TO or any(word in _BEFORE_TO for word in tokens.low[group.begin : group.end]):
        return True
    reach = range(before - 1, max(low - 1, before - _MADE_REACH), -1)
    return any(tokens.low[i] in _MADE_TO for i in reach)


def _is_first_person(sentence: SentenceState, one: AttributedSpan) -> bool:
    if one.speaker is None:
        return False
    return sentence.paragraph.text[one.speaker.start : one.speaker.end].lower() in _FIRST


def _by_subject(sentence: SentenceState, one: AttributedSpan) -> bool:
    """Nobody said it, or only a condition holds that somebody did."""
    tokens, text = sentence.paragraph.tokens, sentence.paragraph.text
    if one.speaker is None:
        return False
    words = text[one.speaker.start : one.speaker.end].lower()
    if words.split(" ", 1)[0] in _NOBODY or words.startswith(tuple(f"{lead} " for lead in _NO_ONE)):
        return True
    for i in range(sentence.begin + 1, sentence.end):
        if tokens.start[i] >= one.speaker.start:
            as_if = i > 1 and tokens.low[i - 2] == "as"
            return tokens.start[i] == one.speaker.start and tokens.low[i - 1] in _SUPPOSES and not as_if
    return False


def _asked(sentence: SentenceState, cue: Cue) -> bool:
    """ "Asked whether …, she …", "when pressed about": the question of somebody who is not named."""
    tokens, at = sentence.paragraph.tokens, cue.at
    if cue.verb.lemma not in _ASKED or not tokens.low[at].endswith("ed") or at + 1 >= sentence.end:
        return False
    opens = at == sentence.begin or tokens.low[at - 1] in _OPENS_ASKED
    own = at > sentence.begin and tokens.low[at - 1] in PRONOUN
    return opens and not own and tokens.low[at + 1] in _QUESTION


def _says_nothing(sentence: SentenceState, cue: Cue, one: AttributedSpan) -> bool:
    """ "He said nothing", "declined to comment": words that state nothing."""
    words = sentence.paragraph.text[one.start : one.end].lower().split()
    if cue.verb.lemma in _SILENT and words[:1] == ["to"]:
        following = words[1].strip(".,;") if len(words) > 1 else ""
        form = FORMS.get(following)
        return following in _SPEAKS or (form is not None and form.verb.speech)
    return one.kind == "indirect" and cue.verb.speech and all(word.strip(".,;") in _EMPTY for word in words)


def _denies(at: dict[int, Cue], one: AttributedSpan) -> bool:
    """What is denied: in it nobody said anything ("denied that he promised it"). The denial itself is a statement."""
    cue = at.get(one.cue.start) if one.cue else None
    return cue is not None and cue.verb.lemma in ("deny", "reject", "dispute")


def _untrue(sentence: SentenceState, first: int) -> list[Range]:
    """The parts of a sentence that it calls untrue: after "it is not true that", "there is no evidence that",
    "contrary to what"; up to the end of the words in which that stands."""
    tokens, begin, end = sentence.paragraph.tokens, sentence.begin, sentence.end
    own = sentence.paragraph.context.found[first:][:_MOST_NESTED]
    scopes: list[Range] = []
    for i in range(begin + 1, end - 1):
        if tokens.low[i] != "that" or tokens.mark[i] >= 0:
            continue
        last = tokens.low[i - 1]
        near = tokens.low[max(begin, i - 5) : i - 1]
        negated = any(word in _NEVER or word.endswith(_NOT) for word in near)
        if last in _FALSE or (last in _UNTRUE and negated) or (last in _NO_PROOF and "no" in near):
            start = tokens.start[i]
            ends = [one.end for one in own if one.start < start < one.end]
            scopes.append(Range(start, min(ends, default=tokens.end[end - 1])))
    if tokens.low[begin : begin + 2] == ["contrary", "to"]:
        comma = next((i for i in range(begin, end) if tokens.word[i] == ","), end - 1)
        scopes.append(Range(tokens.start[begin], tokens.end[comma]))
    return scopes
