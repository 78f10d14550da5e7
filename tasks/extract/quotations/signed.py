"""Quotations that bear their own signature: “…” - NAME, a line "- NAME, office" below them, or "From NAME:" above.

What so names its speaker is never given to whoever spoke before."""

from __future__ import annotations

from tasks.extract.quotations.paragraph import (
    SUBJECT_BEFORE,
    AttributedSpan,
    Context,
    Paragraph,
    Range,
    char_range,
    kind_of,
    without_marks,
)
from tasks.extract.quotations.phrases import TokenSpan, is_finite
from tasks.extract.quotations.tokens import Tokens
from tasks.extract.quotations.words import DASH

_LONGEST = 16  # tokens of a signature, office and body included
_LEADS = frozenset({"and", "also", "finally", "then", "here", "is", "a", "statement", "word", "words", "this"})
_FROM = frozenset({"from", "by"})
_NO_VERB = frozenset({"goes on", "unattributed", SUBJECT_BEFORE})
_DESKS = frozenset({"desk", "office", "pen"})


def take_signed(paragraph: Paragraph) -> None:
    """Records the quotation of a paragraph that ends with a dash and a name as that person's."""
    tokens, pairs, context = paragraph.tokens, paragraph.pairs, paragraph.context
    if not pairs or not pairs[-1].closed:
        return
    quoted = pairs[-1]
    signature = _signature(tokens, quoted.end)
    if signature is None:
        return
    start, end = without_marks(paragraph, quoted.begin, quoted.end)
    sentence = next(bounds for bounds in paragraph.sentences if bounds.end > quoted.begin)
    here = Range(tokens.start[sentence.begin], tokens.end[-1])
    dash = char_range(tokens, TokenSpan(quoted.end, quoted.end + 1))
    speaker = char_range(tokens, signature)
    paragraph.attributed[-1] = len(context.found)
    kind = kind_of(tokens, quoted.begin, quoted.end)
    follows = paragraph.resumed if len(pairs) == 1 else None
    context.found.append(AttributedSpan(kind, start, end, speaker, dash, "say", "signed", here, follows))
    if follows is not None:
        _sign(context, follows, speaker, dash)


def signature_of_paragraph_before(paragraph: Paragraph) -> bool:
    """Whether the paragraph is nothing but a signature of the quotation before it; then that quotation is attributed to
    the signer."""
    tokens, context = paragraph.tokens, paragraph.context
    whole, context.whole = context.whole, None
    signature = _signature(tokens, 0) if whole is not None else None
    if whole is None or signature is None:
        return False
    _sign(context, whole, char_range(tokens, signature), char_range(tokens, TokenSpan(0, 1)))
    return True


def _sign(context: Context, number: int, speaker: Range, dash: Range) -> None:
    """Gives a quotation, and the pieces that it carries on, to who signed it."""
    last: int | None = number
    while last is not None:
        one = context.found[last]
        if one.frame in _NO_VERB:
            sentence = Range(min(one.sentence.start, speaker.start), max(one.sentence.end, speaker.end))
            context.found[last] = one._replace(
                speaker=speaker, cue=dash, class_="say", frame="signed", sentence=sentence
            )
        last = one.follows


def named_in_heading(tokens: Tokens, line: TokenSpan) -> TokenSpan | None:
    """The NAME in a line such as "And from NAME:" or "From the desk of NAME, analyst:", whose words the next paragraph
    has; None if there is none. `line` and the result are ranges of tokens."""
    begin, end = line.begin, line.end - 1
    while begin < end and tokens.low[begin] in _LEADS:
        begin += 1
    if begin >= end or tokens.low[begin] not in _FROM:
        return None
    begin += 1
    if begin + 2 < end and tokens.low[begin] == "the" and tokens.low[begin + 1] in _DESKS:
        begin += 3
    return _name(tokens, begin, end)


def _signature(tokens: Tokens, dash: int) -> TokenSpan | None:
    """The words after a dash at `dash`, up to the end of the paragraph, when they are a name and its office."""
    if dash >= len(tokens) or tokens.word[dash] not in DASH:
        return None
    first = dash + 1
    while first < len(tokens) and tokens.word[first] in DASH:
        first += 1
    end = len(tokens) - 1 if tokens.word[-1] == "." else len(tokens)
    return _name(tokens, first, end)


def _name(tokens: Tokens, begin: int, end: int) -> TokenSpan | None:
    if not 0 < end - begin <= _LONGEST or max(tokens.mark[begin:end], default=-1) >= 0:
        return None
    if not tokens.word[begin][0].isupper() or any(is_finite(tokens, i) for i in range(begin, end)):
        return None
    return TokenSpan(begin, end)
