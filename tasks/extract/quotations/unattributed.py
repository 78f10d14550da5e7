"""Quotations that no verb took: speech that goes on, and what is left when scare quotes are told apart."""

from __future__ import annotations

from tasks.extract.quotations.paragraph import (
    AttributedSpan,
    Context,
    Paragraph,
    Range,
    SentenceState,
    char_range,
    kind_of,
    without_marks,
)
from tasks.extract.quotations.phrases import TokenSpan, first_subject
from tasks.extract.quotations.words import DETERMINER, PREPOSITION

# Inside labelled speech, of unattributed quotations with 1 word .59 are speech, 2-3 words .76, 4 and more .91-.99.
_FEWEST_WORDS = 4
_SUBJECT_REACH = 80  # tokens between a quotation and the subject of its sentence
_NEAR = 4  # characters between two sentences of one paragraph, an opening mark included
_FEWEST_WORDS_ALONE = 2  # when it is a sentence of its own with its stop inside
_MINOR = DETERMINER | PREPOSITION | {"and", "or", "is"}  # small words of titles


def go_on(sentence: SentenceState) -> None:
    """A sentence that is wholly a quotation, after words of a known speaker, is his."""
    paragraph = sentence.paragraph
    pair = paragraph.tokens.mark[sentence.begin]
    context = paragraph.context
    if pair < 0 or paragraph.attributed[pair] is not None or context.last_speaker is None:
        return
    quoted = paragraph.pairs[pair]
    if quoted.begin != sentence.begin or quoted.end - 1 < sentence.end - 2:
        return
    _write(paragraph, pair, TokenSpan(sentence.begin, sentence.end), context.last_speaker, "goes on")


def take_unattributed(paragraph: Paragraph) -> None:
    """Writes down the quotations of the paragraph that nothing took, unless they are scare quotes or titles."""
    tokens, context = paragraph.tokens, paragraph.context
    number = 0
    for pair, quoted in enumerate(paragraph.pairs):
        if paragraph.attributed[pair] is not None:
            continue
        while number + 1 < len(paragraph.sentences) and paragraph.sentences[number].end <= quoted.begin:
            number += 1
        sentence = paragraph.sentences[number]
        alone = quoted.begin == sentence.begin
        if not _is_speech(paragraph, pair, alone):
            continue
        speaker = context.last_speaker if alone else None
        if speaker is None:
            low = max(sentence.begin, quoted.begin - _SUBJECT_REACH)
            subject = first_subject(tokens, low, quoted.begin)
            speaker = char_range(tokens, subject) if subject else context.last_speaker
        _write(paragraph, pair, sentence, speaker, "unattributed")


def _is_speech(paragraph: Paragraph, pair: int, alone: bool) -> bool:
    tokens, quoted = paragraph.tokens, paragraph.pairs[pair]
    inside = range(quoted.begin + quoted.opened, quoted.end - quoted.closed)
    words = [i for i in inside if tokens.word[i][0].isalnum()]
    if not words:
        return False
    last = tokens.word[inside[-1]]
    plain = any(tokens.word[i][0].islower() and tokens.low[i] not in _MINOR for i in words)
    cased = any(tokens.word[i][0].isupper() or tokens.word[i][0].islower() for i in words)
    if cased and not plain and not alone and last not in ("!", "?"):
        return False  # capitals throughout: the title of a book or a show
    return len(words) >= _FEWEST_WORDS or (alone and last in (".", "!", "?", ",") and len(words) >= _FEWEST_WORDS_ALONE)


def _write(paragraph: Paragraph, pair: int, sentence: TokenSpan, speaker: Range | None, frame: str) -> None:
    tokens, context = paragraph.tokens, paragraph.context
    quoted = paragraph.pairs[pair]
    if quoted.end - quoted.begin - quoted.opened - quoted.closed < 1:
        return
    paragraph.attributed[pair] = len(context.found)
    start, end = without_marks(paragraph, quoted.begin, quoted.end)
    kind = kind_of(tokens, quoted.begin, quoted.end)
    here = char_range(tokens, sentence)
    cue = context.last_cue if frame == "goes on" else None
    class_ = context.last_class if cue else ("say" if speaker else "other")
    context.found.append(
        AttributedSpan(kind, start, end, speaker, cue, class_, frame, here, _follows(context, frame, start, here))
    )


def _follows(context: Context, frame: str, start: int, sentence: Range) -> int | None:
    """“…,” he said. “…”: the piece before, if it stands in the sentence before and has the same speaker."""
    if frame != "goes on" or not context.found:
        return None
    number = len(context.found) - 1
    before = context.found[number]
    near = before.sentence != sentence and 0 <= start - before.sentence.end <= _NEAR
    return number if near and before.speaker == context.last_speaker and before.kind == "direct" else None
