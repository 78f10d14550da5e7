"""Quotations that no verb took: speech that goes on, and what is left when scare quotes are told apart.

They go to whom the words before them name, never to who speaks later in the paragraph."""

from __future__ import annotations

from tasks.extract.quotations.paragraph import (
    SUBJECT_BEFORE,
    AttributedSpan,
    Context,
    Paragraph,
    Range,
    SentenceState,
    Spoke,
    char_range,
    kind_of,
    without_marks,
)
from tasks.extract.quotations.people import can_be_person
from tasks.extract.quotations.phrases import TokenSpan, first_subject
from tasks.extract.quotations.words import DETERMINER, PREPOSITION

# Inside labelled speech, of unattributed quotations with 1 word .59 are speech, 2-3 words .76, 4 and more .91-.99.
_FEWEST_WORDS = 4
_SUBJECT_REACH = 80  # tokens between a quotation and the subject of its sentence
_NEAR = 4  # characters between two sentences of one paragraph, an opening mark included
_FEWEST_WORDS_ALONE = 2  # when it is a sentence of its own with its stop inside
_MINOR = DETERMINER | PREPOSITION | {"and", "or", "is"}  # small words of titles


def go_on(sentence: SentenceState) -> None:
    """Attributes a sentence that is wholly a quotation to the speaker of the words before it, if there is one."""
    paragraph = sentence.paragraph
    pair = paragraph.tokens.mark[sentence.begin]
    if pair < 0 or paragraph.attributed[pair] is not None:
        return
    quoted = paragraph.pairs[pair]
    if quoted.begin != sentence.begin or quoted.end - 1 < sentence.end - 2:
        return
    before = _resumed(paragraph) if pair == 0 else None
    before = before or _who_spoke(paragraph, paragraph.tokens.start[quoted.begin])
    if before is not None:
        _write(paragraph, pair, TokenSpan(sentence.begin, sentence.end), before, "goes on")


def take_unattributed(paragraph: Paragraph) -> None:
    """Records the quotations of the paragraph that no rule took, except scare quotes and titles; with a speaker if the
    context gives one."""
    tokens = paragraph.tokens
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
        here = char_range(tokens, sentence)
        before = _resumed(paragraph) if pair == 0 else _broken(paragraph, pair)
        if before is None and alone:
            before = _who_spoke(paragraph, here.start)
        elif before is None:
            low = max(sentence.begin, quoted.begin - _SUBJECT_REACH)
            subject = first_subject(tokens, low, quoted.begin)
            before = _silent(paragraph.context, char_range(tokens, subject), here) if subject else None
        _write(paragraph, pair, sentence, before, "unattributed")


def _resumed(paragraph: Paragraph) -> Spoke | None:
    """The speaker of the paragraph before, whose quotation this one carries on."""
    before = paragraph.context.found[paragraph.resumed] if paragraph.resumed is not None else None
    if before is None or before.speaker is None:
        return None
    return Spoke(before.speaker, before.cue, before.class_, "resumed", before.sentence, paragraph.context.number)


def _broken(paragraph: Paragraph, pair: int) -> Spoke | None:
    """The speaker of a quotation in whose words another begins before its mark is closed."""
    context, before = paragraph.context, paragraph.attributed[pair - 1]
    if paragraph.pairs[pair - 1].closed or before is None or context.found[before].speaker is None:
        return None
    one = context.found[before]
    return Spoke(one.speaker, one.cue, one.class_, "resumed", one.sentence, context.number) if one.speaker else None


def _who_spoke(paragraph: Paragraph, at: int) -> Spoke | None:
    """Who speaks at `at`, by the words before: the last speaker of this paragraph or the one before it, or the person
    of whom a sentence between told something else."""
    context = paragraph.context
    last = next((s for s in reversed(context.spoke) if s.speaker.start < at and s.sentence.start <= at), None)
    if last is not None and context.number - last.paragraph > 1:
        last = None
    subject, sentence = next((pair for pair in reversed(context.subjects) if pair[1].end <= at), (None, None))
    if subject is None or sentence is None or (last is not None and sentence.start <= last.sentence.start):
        return last
    told = paragraph.text[subject.start : subject.end]
    if sentence.start < paragraph.tokens.start[0] and last is None:
        return None  # a paragraph before, in which nobody spoke
    return _silent(context, subject, sentence) if can_be_person(told) else last


def _silent(context: Context, subject: Range, sentence: Range) -> Spoke:
    """Somebody of whom no verb of speech is told."""
    return Spoke(subject, None, "say", SUBJECT_BEFORE, sentence, context.number)


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


def _write(paragraph: Paragraph, pair: int, sentence: TokenSpan, before: Spoke | None, frame: str) -> None:
    tokens, context = paragraph.tokens, paragraph.context
    quoted = paragraph.pairs[pair]
    if quoted.end - quoted.begin - quoted.opened - quoted.closed < 1:
        return
    paragraph.attributed[pair] = len(context.found)
    start, end = without_marks(paragraph, quoted.begin, quoted.end)
    kind = kind_of(tokens, quoted.begin, quoted.end)
    here = char_range(tokens, sentence)
    speaker = before.speaker if before else None
    cue = before.cue if before and frame == "goes on" else None
    class_ = before.class_ if before and cue else ("say" if speaker else "other")
    follows = _follows(context, frame, start, here, speaker)
    told = SUBJECT_BEFORE if before and before.frame == SUBJECT_BEFORE else frame
    context.found.append(AttributedSpan(kind, start, end, speaker, cue, class_, told, here, follows))
    if before and quoted.begin == sentence.begin:
        context.spoke.append(before._replace(sentence=here, paragraph=context.number))


def _follows(context: Context, frame: str, start: int, sentence: Range, speaker: Range | None) -> int | None:
    """“…,” he said. “…”: the piece before, if it stands in the sentence before and has the same speaker."""
    if frame != "goes on" or not context.found:
        return None
    number = len(context.found) - 1
    before = context.found[number]
    near = before.sentence != sentence and 0 <= start - before.sentence.end <= _NEAR
    return number if near and before.speaker == speaker and before.kind == "direct" else None
