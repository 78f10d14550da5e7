"""Who said what, through whom, in which words.

Paragraph by paragraph: tokens, quotation marks, sentences that no quotation crosses, reporting verbs with their frames,
then what no verb took; at the end the speakers are resolved over the whole document.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import groupby

from tasks.extract.quotations.after import take_after
from tasks.extract.quotations.before import as_said, before_speaker, inverted
from tasks.extract.quotations.cues import cues_of
from tasks.extract.quotations.marks import pair_marks
from tasks.extract.quotations.paragraph import Context, Paragraph, SentenceState, char_range, remember
from tasks.extract.quotations.phrases import TokenSpan, first_subject, is_finite, leading_phrase, phrase_ending
from tasks.extract.quotations.records import records
from tasks.extract.quotations.signed import named_in_heading, signature_of_paragraph_before, take_signed
from tasks.extract.quotations.subjects import is_reduced, subject_of
from tasks.extract.quotations.taken_back import take_back
from tasks.extract.quotations.tokens import Tokens, tokenise
from tasks.extract.quotations.turns import take_turn, turns_of
from tasks.extract.quotations.unattributed import go_on, take_unattributed
from tasks.extract.quotations.without_verb import take_without_verb
from tasks.records import Document, Name, Quotation, Segmented
from tasks.records import Sentence as Span

__all__ = ["quotations"]

_LONGEST_SENTENCE = 600  # tokens; longer ones are lists or noise, and only their quotation marks are read
_SUBJECT_REACH = 40  # tokens from the beginning of a sentence to the verb of its subject
_LONGEST_LABEL = 5  # tokens
_STOPS = frozenset(".!?:")
_STATED = ("finite", "perfect", "modal", "progressive")


def quotations(document: Document, segmented: Segmented, names: tuple[Name, ...]) -> tuple[Quotation, ...]:
    """Everything that the document attributes to somebody, in order of `start`. Offsets are code points of its `text`.
    `names` are those found in the document; they help to resolve surnames and pronouns."""
    context = Context()
    turns = turns_of(document)
    for block, group in groupby(segmented.sentences, key=lambda span: span.block):
        spans = list(group)
        turn = turns.get(block)
        if turn is not None:
            context.number += 1
            context.goes_on = None
            take_turn(document.text, spans, turn, context)
        start, end = document.blocks[block].start, document.blocks[block].end
        _read_paragraph(document.text, start, end, spans, context, in_turn=turn is not None)
    return records(document, context, names)


def _read_paragraph(text: str, start: int, end: int, spans: Sequence[Span], context: Context, *, in_turn: bool) -> None:
    tokens = tokenise(text, start, end)
    if not len(tokens):
        return
    paragraph = Paragraph(text, tokens, pair_marks(text, tokens), context)
    if context.goes_on is not None and _is_label(paragraph):
        return
    context.number += not in_turn
    paragraph.sentences = _whole_sentences(tokens, spans)
    paragraph.attributed = [None] * len(paragraph.pairs)
    paragraph.resumed = _resume(paragraph)
    if signature_of_paragraph_before(paragraph):
        return
    take_signed(paragraph)
    for number, bounds in enumerate(paragraph.sentences):
        _read_sentence(paragraph, bounds, number == 0 and not in_turn)
    take_unattributed(paragraph)
    _leave(paragraph)


def _is_label(paragraph: Paragraph) -> bool:
    """Whether a paragraph between two of one quotation is a label of the page ("Related items"): few words, no verb, no
    stop, no marks."""
    tokens = paragraph.tokens
    if paragraph.pairs or len(tokens) > _LONGEST_LABEL or tokens.word[-1] in _STOPS:
        return False
    return not any(is_finite(tokens, i) for i in range(len(tokens)))


def _resume(paragraph: Paragraph) -> int | None:
    """The find that this paragraph carries on: the one before had no closing mark, and this one opens with a mark."""
    context, pairs = paragraph.context, paragraph.pairs
    before, context.goes_on = context.goes_on, None
    return None if not pairs or pairs[0].begin > 0 else before


def _leave(paragraph: Paragraph) -> None:
    """Ties a quotation that goes on over paragraphs to its piece before, and notes the one that goes on from here."""
    context, pairs, attributed = paragraph.context, paragraph.pairs, paragraph.attributed
    first = attributed[0] if pairs else None
    if paragraph.resumed is not None and first is not None and context.found[first].follows is None:
        context.found[first] = context.found[first]._replace(follows=paragraph.resumed)
    _introduce(paragraph)
    alone = len(pairs) == 1 and pairs[0].begin == 0 and pairs[0].end == len(paragraph.tokens)
    context.whole = first if alone else None
    if pairs and not pairs[-1].closed and pairs[-1].end == len(paragraph.tokens):
        context.goes_on = attributed[-1]


def _introduce(paragraph: Paragraph) -> None:
    """The port issued the following statement: – its subject speaks in the next paragraph."""
    tokens, context = paragraph.tokens, paragraph.context
    last = paragraph.sentences[-1]
    here = char_range(tokens, last)
    if tokens.word[-1] != ":" or last.end - last.begin > _LONGEST_SENTENCE:
        return
    if context.found and context.found[-1].sentence == here and context.found[-1].frame != "noun phrase":
        return
    subject = first_subject(tokens, last.begin, last.end) or named_in_heading(tokens, last)
    if subject:
        remember(context, char_range(tokens, subject), None, "say", "introduced", here)


def _whole_sentences(tokens: Tokens, spans: Sequence[Span]) -> list[TokenSpan]:
    """The sentences as token ranges; those that one quotation joins are one."""
    bounds: list[TokenSpan] = []
    begin = 0
    for number, span in enumerate(spans):
        end = bisect_left(tokens.start, span.end) if number + 1 < len(spans) else len(tokens)
        inside = 0 < end < len(tokens) and tokens.mark[end] >= 0 and tokens.mark[end] == tokens.mark[end - 1]
        if end > begin and not inside:
            bounds.append(TokenSpan(begin, end))
            begin = end
    if begin < len(tokens):
        bounds.append(TokenSpan(begin, len(tokens)))
    return bounds


def _read_sentence(paragraph: Paragraph, bounds: TokenSpan, first: bool) -> None:
    tokens = paragraph.tokens
    if bounds.end - bounds.begin > _LONGEST_SENTENCE:
        return
    here = char_range(tokens, bounds)
    sentence = SentenceState(paragraph, bounds.begin, bounds.end, cues_of(tokens, bounds), first, here)
    known = len(paragraph.context.found)
    for number, cue in enumerate(sentence.cues):
        if _claimed(sentence, cue.at, strictly=True):
            continue
        subject = subject_of(sentence, cue)
        if inverted(sentence, cue) or before_speaker(sentence, cue, subject):
            continue
        if (
            subject
            and cue.shape in _STATED
            and not _claimed(sentence, cue.at)
            and not is_reduced(sentence, cue, subject)
        ):
            sentence.main_subject = subject
        if not as_said(sentence, cue, subject):
            take_after(sentence, number, subject)
    take_without_verb(sentence)
    take_back(sentence, known)
    go_on(sentence)
    reach = min(bounds.end, bounds.begin + _SUBJECT_REACH)
    subject = first_subject(tokens, bounds.begin, reach) or leading_phrase(tokens, bounds.begin, reach)
    if subject and subject.begin > bounds.begin and tokens.low[subject.begin] in ("who", "which", "that"):
        last = subject.begin - 2 if tokens.word[subject.begin - 1] == "," else subject.begin - 1
        subject = phrase_ending(tokens, last, bounds.begin)
        if subject and subject.begin > bounds.begin + 1 and tokens.word[subject.begin - 1] == ",":
            subject = phrase_ending(tokens, subject.begin - 2, bounds.begin) or subject  # NAME, a maker who
    if subject:
        paragraph.context.subjects.append((char_range(tokens, subject), here))


def _claimed(sentence: SentenceState, at: int, strictly: bool = False) -> bool:
    """Whether the token `at` is somebody's words already."""
    claimed = sentence.claimed
    return bool(claimed) and any(t.begin <= at < t.end and (t.strict or not strictly) for t in claimed)
