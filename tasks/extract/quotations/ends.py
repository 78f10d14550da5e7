"""Where reported words end and the reporter's voice goes on."""

from __future__ import annotations

from tasks.extract.quotations.paragraph import SentenceState
from tasks.extract.quotations.phrases import is_finite, subject_before, with_subject
from tasks.extract.quotations.tokens import Tokens
from tasks.extract.quotations.words import (
    AUXILIARY,
    DASH,
    INTRODUCTION,
    MARK,
    PRONOUN,
    WEEKDAY,
    listed,
)

_STOPS = frozenset(".!?")
_RELATIVE = frozenset({"which", "who", "whose", "whom"})
_ASIDE = listed("while although though despite prompting leading compared according even drawing referring")
_JOINS_CLAUSE = frozenset({"but", "while", "and", "though", "although", "as"})
_AFTER_QUOTATION = listed("but and before while after as then when because though although or in a which who")
_CIRCUMSTANCE = frozenset({"as", "before", "while", "after", "when"})
_WHERE = frozenset({"in", "into", "at", "on", "during", "from", "across", "over", "through"})
_ENDS_OBJECT = listed("when while after before because during although though")
_ENDS_OBJECT_AFTER_COMMA = listed("and but who which as while though although with in after when a the")
_AFTER_OBJECT = frozenset({"on", "in", "at", "during", "when", "after", "before", "while", "as"})
_MAY_CUT = frozenset({",", ";", ":", "according", "but"}) | DASH  # tokens that `_cut_at` looks at
_SHORT_TAIL = 9
_WINDOW = 30  # tokens in which a second comma or dash shows that the first one only opened a parenthesis


def end_of_words(sentence: SentenceState, begin: int, cue: int) -> int:
    """The token after the words that begin at the token `begin` and are reported by the sentence's cue with the index
    `cue`."""
    tokens = sentence.paragraph.tokens
    end = sentence.end
    while end > begin and tokens.word[end - 1] in _STOPS and tokens.mark[end - 1] < 0:
        end -= 1
    at = sentence.cues[cue].at
    relative = at > sentence.begin and tokens.low[at - 1] in _RELATIVE
    cut = _before_next_cue(sentence, begin, end, cue, relative)
    if cut is not None:
        return cut
    mark, low = tokens.mark, tokens.low
    for i in range(begin + 1, end):
        if low[i] not in _MAY_CUT or mark[i] >= 0:
            continue
        cut = _cut_at(tokens, begin, i, end)
        if cut is not None:
            return cut
        if relative and low[i] == "," and i + 1 < end and is_finite(tokens, i + 1):
            return i  # "Vale, who denied the report, was asked twice"
    return end


def _before_next_cue(sentence: SentenceState, begin: int, end: int, cue: int, relative: bool) -> int | None:
    """Before ", saying", ", but X said", "and said": another attribution on the same level. After "NAME, who said" the
    next verb that stands behind a comma is the sentence's own."""
    tokens = sentence.paragraph.tokens
    for other in sentence.cues[cue + 1 :]:
        if other.at <= begin or not (other.verb.speech or other.verb.object):
            continue
        if other.shape == "participle" and tokens.word[other.at - 1] == ",":
            if with_subject(tokens, begin, other.at):
                continue  # "…, with some calling her out, saying": part of what is reported
            return min(end, other.at - 1)
        if other.shape not in ("finite", "perfect"):
            continue
        k = other.before
        if k > begin and tokens.word[k] == "," and relative:
            return min(end, k)
        if k >= begin and tokens.low[k] in ("and", "but"):
            cut = k - 1 if k - 1 >= begin and tokens.word[k - 1] == "," else k
            return min(end, cut) if cut > begin else end
        subject = subject_before(tokens, other.at, begin)
        if subject and subject.begin - 1 > begin:
            p = subject.begin - 1
            if other.verb.speech and _closes_sentence(tokens, other.at + 1, sentence.end):
                if tokens.word[p] == ",":
                    return p
                if tokens.mark[p] >= 0 and tokens.word[p - 1] == "," and p > begin + 1:
                    return p + 1  # the bridge was “a wreck,” the port said
            if tokens.low[p] in _JOINS_CLAUSE and (tokens.word[p - 1] == "," or tokens.mark[p - 1] >= 0):
                if p - 1 <= begin:
                    return end
                return p - 1 if tokens.word[p - 1] == "," and tokens.mark[p - 1] < 0 else p
            if tokens.word[p] == ";":
                return p
    return None


def _closes_sentence(tokens: Tokens, after: int, end: int) -> bool:
    """Whether a verb is the last thing said, as in ", the port reported" and ", X said on Monday"."""
    if after >= end or tokens.word[after] in (".", ","):
        return True
    low = tokens.low[after]
    return low in WEEKDAY or (low in ("on", "in", "after", "during") and end - after < _SHORT_TAIL)


def _cut_at(tokens: Tokens, begin: int, i: int, end: int) -> int | None:
    """Where the words end if token `i` ends them."""
    word, low = tokens.word[i], tokens.low[i]
    following = tokens.low[i + 1] if i + 1 < end else ""
    if word == ";" or (word == ":" and i - begin > 5 and end - i > i - begin):
        return i
    if low == "according" and following == "to" and tokens.word[i - 1] == ",":
        return i - 1
    if low == "but" and i - begin > 2 and i + 1 < end and (following in AUXILIARY or is_finite(tokens, i + 1)):
        return i - 1 if tokens.word[i - 1] == "," else i
    if word in DASH and i - begin > 3:
        paired = any(tokens.word[z] in DASH for z in range(max(begin, i - _WINDOW), min(end, i + _WINDOW)) if z != i)
        return None if paired else i
    if word != "," or i - begin <= 3:
        return None
    if following in _RELATIVE:
        return None if any(tokens.word[z] == "," for z in range(i + 2, min(end, i + _WINDOW))) else i
    if following in _ASIDE:
        return i
    if i - begin <= 4:
        return None
    if following in ("a", "an"):
        narrowed = any(tokens.low[z] in ("that", "which", "to", "of") for z in range(i + 2, min(end, i + 5)))
        if narrowed and not any(tokens.word[z] == "," for z in range(i + 2, min(end, i + 2 * _WINDOW))):
            return i
    return None


def end_of_introduction(tokens: Tokens, opener: int, begin: int, end: int) -> int | None:
    """The token at which reported words end in "After X said that Y, Z happened": the comma before the main clause;
    None if there is no such clause. `opener` is the token that may open the subordinate clause, negative for none;
    `begin` and `end` are tokens."""
    if opener < 0 or tokens.low[opener] not in INTRODUCTION:
        return None
    for y in range(begin + 1, end - 2):
        inside = tokens.mark[y] >= 0
        comma = tokens.word[y] == "," and not inside
        comma_in_marks = inside and tokens.mark[y - 1] >= 0 and tokens.word[y - 1] == "," and tokens.word[y] in MARK
        if not (comma or comma_in_marks):
            continue
        following = tokens.low[y + 1]
        if following in ("and", "or", "who", "which", "a", "an") or following.endswith("ing"):
            continue
        if following in PRONOUN:
            return y if comma else y + 1
        for z in range(y + 2, min(end, y + 9)):
            if tokens.mark[z] < 0 and is_finite(tokens, z):
                return y if comma else y + 1
            if tokens.word[z] == ",":
                break
    return None


def end_of_quotation(sentence: SentenceState, begin: int, end: int) -> int:
    """The token after words that begin with a quotation at the token `begin`: the end of the quotation if a stop
    precedes its closing mark, else `end`."""
    tokens, pairs = sentence.paragraph.tokens, sentence.paragraph.pairs
    pair = pairs[tokens.mark[begin]]
    last = pair.end - 1 if pair.closed else pair.end
    if last + 1 < end and tokens.word[last - 1] in (",", ".", "!", "?"):
        split = tokens.word[last - 1] == "," and tokens.mark[last + 1] >= 0
        if not split:
            return last + 1
    return end


def end_of_cry(sentence: SentenceState, begin: int, end: int) -> int:
    """The token after the words in "yelling “get off” into the camera": the end of the quotation that begins at the
    token `begin` if words of direction follow, else `end`."""
    tokens, pairs = sentence.paragraph.tokens, sentence.paragraph.pairs
    last = pairs[tokens.mark[begin]].end
    return last if last < end and tokens.low[last] in _WHERE else end


def end_after_quotation(sentence: SentenceState, begin: int, end: int) -> int:
    """The token after words with a quotation inside: the end of the quotation if the reporter's words follow it, else
    `end`. Tokens `begin` and `end` bound the words."""
    tokens, pairs = sentence.paragraph.tokens, sentence.paragraph.pairs
    for y in range(begin + 1, end - 1):
        pair = tokens.mark[y]
        if pair >= 0 and pairs[pair].closed and pairs[pair].end - 1 == y and _reporter_resumes(tokens, y, end):
            return y + 1
    return end


def _reporter_resumes(tokens: Tokens, close: int, end: int) -> bool:
    """Whether the reporter goes on after the closing mark: “…,” adding; “…” as he left; “…” but suggesting."""
    following = tokens.low[close + 1]
    if tokens.word[close - 1] == ",":
        return following in _AFTER_QUOTATION or following.endswith("ing")
    if following in _CIRCUMSTANCE:
        return True
    return following in ("and", "but") and close + 2 < end and tokens.low[close + 2].endswith("ing")


def end_of_object(tokens: Tokens, begin: int, end: int) -> int:
    """The token after a noun phrase that is what was said, from the token `begin` to at most `end`: before time,
    circumstance and relative clauses, and after a quotation that ends it (called the bridge a “wreck” on his show)."""
    for y in range(begin + 2, end - 1):
        if tokens.mark[y] >= 0:
            if tokens.mark[y + 1] < 0 and tokens.low[y + 1] in _AFTER_OBJECT:
                return y + 1
            continue
        low = tokens.low[y]
        after_comma = tokens.word[y] == "," and (
            tokens.low[y + 1].endswith("ing") or tokens.low[y + 1] in _ENDS_OBJECT_AFTER_COMMA
        )
        if low in _ENDS_OBJECT or low in WEEKDAY or after_comma:
            return y - 1 if tokens.low[y - 1] in ("on", "earlier", "late") and y - 1 > begin else y
    return end
