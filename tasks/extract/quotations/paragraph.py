"""What is known while a paragraph is read, and how a find is written down."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from tasks.extract.quotations.cues import Cue
from tasks.extract.quotations.marks import Quoted
from tasks.extract.quotations.phrases import TokenSpan, phrase_ending
from tasks.extract.quotations.tokens import Tokens
from tasks.records import CueClass, QuotationKind
from tasks.shared.english.datelines import after_dateline
from tasks.shared.english.prefilter import later

_CAPITAL = later(r"\b[^\W\d_a-z][\w’'-]*")


SUBJECT_BEFORE = "subject before"  # the frame of a quotation that follows a sentence about somebody who says nothing


class Range(NamedTuple):
    """Half-open range of code points of the document."""

    start: int
    end: int


class AttributedSpan(NamedTuple):
    """Words attributed to somebody. `frame` is the rule that found them; `follows` is the index, among all finds, of
    the piece that this one continues; `antecedent` is what a relative pronoun as speaker refers to. Ranges are code
    points of the document."""

    kind: QuotationKind
    start: int
    end: int
    speaker: Range | None
    cue: Range | None
    class_: CueClass
    frame: str
    sentence: Range
    follows: int | None = None
    antecedent: Range | None = None


class Spoke(NamedTuple):
    """Somebody who spoke in the document's own voice: the range of the words that name him, that of the cue, the class
    and rule, the sentence, and the number of the paragraph."""

    speaker: Range
    cue: Range | None
    class_: CueClass
    frame: str
    sentence: Range
    paragraph: int


@dataclass(slots=True)
class Context:
    """The state that one paragraph passes to the next: all finds so far, and who spoke in the document's own voice."""

    found: list[AttributedSpan] = field(default_factory=list)
    spoke: list[Spoke] = field(default_factory=list)  # in the order in which they were told
    number: int = 0  # of the paragraph that is read
    subjects: list[tuple[Range, Range]] = field(default_factory=list)  # first subject of each sentence, the sentence
    whole: int | None = None  # the find of the paragraph before, when that is nothing but a quotation
    capitals: dict[str, list[int]] | None = None  # where each capitalised word of the document stands, once asked
    goes_on: int | None = None  # the find whose quotation had no closing mark at the end of the paragraph


def capitals_of(context: Context, text: str) -> dict[str, list[int]]:
    """The offsets (code points) of each capitalised word of `text`, without possessive endings, ascending. Computed at
    the first call and kept in `context`."""
    if context.capitals is None:
        context.capitals = {}
        for match in _CAPITAL.finditer(text):
            bare = match.group().removesuffix("’s").removesuffix("'s")
            context.capitals.setdefault(bare, []).append(match.start())
    return context.capitals


@dataclass(slots=True)
class Paragraph:
    """A block while it is read: its tokens, its quotations, for each the index of the find that took it, and its
    sentences as ranges of tokens that no quotation crosses."""

    text: str
    tokens: Tokens
    pairs: list[Quoted]
    context: Context
    sentences: list[TokenSpan] = field(default_factory=list)
    attributed: list[int | None] = field(default_factory=list)  # per pair: the find that took it
    resumed: int | None = None  # the find of the paragraph before whose quotation goes on in this one


class Claimed(NamedTuple):
    """Tokens that are part of somebody's words already. If `strict`, no verb inside them can be a cue of the
    reporter."""

    begin: int
    end: int
    strict: bool


@dataclass(slots=True)
class SentenceState:
    """A sentence while its cues are read from left to right; `begin` and `end` are tokens."""

    paragraph: Paragraph
    begin: int
    end: int
    cues: list[Cue]
    first: bool
    here: Range
    claimed: list[Claimed] = field(default_factory=list)
    main_subject: TokenSpan | None = None


_LOOSE = frozenset({"noun phrase", "noun", "passive", "bare clause", "infinitive", "that"})
_NAMES_SPEAKER = frozenset(
    {"noun phrase", "that", "bare clause", "quotation", "colon", "according", "before", "around", "as", "name"}
)


def kind_of(tokens: Tokens, begin: int, end: int) -> QuotationKind:
    """ "direct" if all words of the tokens from `begin` to `end` are inside marks, "indirect" if none is, otherwise
    "mixed"."""
    if max(tokens.mark[begin:end]) < 0:
        return "indirect"
    spoken = [
        mark >= 0
        for word, mark in zip(tokens.word[begin:end], tokens.mark[begin:end], strict=True)
        if word[0].isalnum()
    ]
    words, quoted = len(spoken), sum(spoken)
    return "indirect" if not quoted else "direct" if quoted >= words else "mixed"


def char_range(tokens: Tokens, phrase: TokenSpan) -> Range:
    """The range of code points of a range of tokens, which must not be empty."""
    return Range(tokens.start[phrase.begin], tokens.end[phrase.end - 1])


def take(
    sentence: SentenceState,
    content: TokenSpan,
    speaker: TokenSpan | None,
    cue: TokenSpan,
    class_: CueClass,
    frame: str,
    follows: int | None = None,
) -> int | None:
    """Records words as somebody's and marks their tokens as claimed.

    Args:
        sentence: the sentence.
        content: the tokens of the words; a dateline, commas and colons at their ends are cut off.
        speaker: the tokens that name the speaker; None for nobody.
        cue: the tokens of the cue.
        class_: the class of the attribution.
        frame: the name of the rule.
        follows: the index of the find that these words continue.

    Returns:
        The index of the new find; None if no words are left.
    """
    paragraph = sentence.paragraph
    tokens, context = paragraph.tokens, paragraph.context
    begin, end = content
    if begin == sentence.begin:
        bound = after_dateline(paragraph.text, tokens.start[begin], tokens.end[end - 1])
        while begin < end and tokens.start[begin] < bound:
            begin += 1
    while begin < end and tokens.word[begin] in (",", ":"):
        begin += 1
    while end > begin and tokens.word[end - 1] == ",":
        end -= 1
    if begin >= end:
        return None
    kind = kind_of(tokens, begin, end) if paragraph.pairs else "indirect"
    sentence.claimed.append(Claimed(begin, end, frame not in _LOOSE))
    index = len(context.found)
    if paragraph.pairs:
        for pair in tokens.mark[begin:end]:
            if pair >= 0:
                paragraph.attributed[pair] = index
    words = without_marks(paragraph, begin, end) if kind == "direct" else char_range(tokens, TokenSpan(begin, end))
    here = sentence.here
    said_by = char_range(tokens, speaker) if speaker else None
    said_with = char_range(tokens, cue)
    relative = speaker is not None and _relative(tokens, speaker)
    antecedent = _antecedent(sentence, speaker) if speaker and relative else None
    context.found.append(
        AttributedSpan(kind, words.start, words.end, said_by, said_with, class_, frame, here, follows, antecedent)
    )
    nested = frame not in ("before", "around") and said_by and _inside_words(context, said_by, here, index)
    if said_by and frame in _NAMES_SPEAKER and not relative and not nested:
        remember(context, said_by, said_with, class_, frame, here)
    return index


def without_marks(paragraph: Paragraph, begin: int, end: int) -> Range:
    """The range of code points of the quoted tokens from `begin` to `end`, without the marks at their ends."""
    tokens = paragraph.tokens
    first, last = paragraph.pairs[tokens.mark[begin]], paragraph.pairs[tokens.mark[end - 1]]
    if tokens.mark[begin] >= 0 and first.begin == begin and first.opened and begin + 1 < end:
        begin += 1
    if tokens.mark[end - 1] >= 0 and last.end == end and last.closed and end - 1 > begin:
        end -= 1
    return Range(tokens.start[begin], tokens.end[end - 1])


def remember(
    context: Context, speaker: Range, cue: Range | None, class_: CueClass, frame: str, sentence: Range
) -> None:
    """Records who spoke, for unattributed quotations that follow. Words before their speaker weigh most: what the same
    sentence reports after them does not replace him."""
    last = context.spoke[-1] if context.spoke else None
    if last and last.sentence == sentence and frame != "before" and last.frame == "before":
        return
    context.spoke.append(Spoke(speaker, cue, class_, frame, sentence, context.number))


def _inside_words(context: Context, speaker: Range, sentence: Range, index: int) -> bool:
    """Whether a speaker is named only in what another one of the sentence is reported to say: "He added that leaders
    now deny"."""
    for number in range(index - 1, -1, -1):
        one = context.found[number]
        if one.sentence != sentence:
            return False
        if one.start <= speaker.start and speaker.end <= one.end and one.speaker and one.speaker != speaker:
            return True
    return False


def _antecedent(sentence: SentenceState, speaker: TokenSpan) -> Range | None:
    """ "Tomas Vale" in "Tomas Vale, who said"."""
    tokens = sentence.paragraph.tokens
    last = speaker.begin - 1
    if last > sentence.begin and tokens.word[last] == ",":
        last -= 1
    phrase = phrase_ending(tokens, last, sentence.begin) if last >= sentence.begin else None
    return char_range(tokens, phrase) if phrase else None


def _relative(tokens: Tokens, speaker: TokenSpan) -> bool:
    return speaker.end - speaker.begin == 1 and tokens.low[speaker.begin] in ("who", "which", "that")
