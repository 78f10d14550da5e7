"""Pairs quotation marks: one pass with a single state, the mark that is open. Missing marks are told and repaired."""

from __future__ import annotations

from typing import NamedTuple

from tasks.extract.quotations.tokens import Tokens

_OPENING = frozenset({"“", "«", "„", "「", "『", "‹", "``"})
_CLOSING = frozenset({"”", "»", "」", "』", "›"})
_EITHER = frozenset({'"', "''"})
_ALL = _OPENING | _CLOSING | _EITHER
_SPACE_BEFORE = frozenset("([—–-")  # as good as white space before an opening mark
_SPACE_AFTER = frozenset(".,;:!?)]—–-")  # as good as white space after a closing mark
_STOPS = frozenset(".!?")
_LONGEST_UNCLOSED = 300  # tokens
_LONGEST_TITLE = 6  # words
_SMALL_IN_TITLES = frozenset({"of", "the", "a", "an", "and", "in", "on", "for", "to", "with"})
# Marks that only their own partner closes: inside them the others are nested.
_PARTNERS = {"„": ("“", "”"), "「": ("」",), "『": ("』",), "«": ("»",), "‹": ("›",)}


class Quoted(NamedTuple):
    """Half-open range of the tokens of a quotation, with its marks if `opened` and `closed` say that they exist."""

    begin: int
    end: int
    opened: bool
    closed: bool


def pair_marks(text: str, tokens: Tokens) -> list[Quoted]:
    """The quotations of a paragraph in order, none inside another. Writes the index of its quotation to `tokens.mark`
    of each token inside one."""
    pairs: list[Quoted] = []
    if _ALL.isdisjoint(tokens.word):
        return pairs
    for pair in _pairs(text, tokens):
        for i in range(pair.begin, pair.end):
            tokens.mark[i] = len(pairs)
        pairs.append(pair)
    return pairs


def _pairs(text: str, tokens: Tokens) -> list[Quoted]:
    found: list[Quoted] = []
    marks = [(i, word) for i, word in enumerate(tokens.word) if word in _ALL]
    last_of = {word: i for i, word in marks}
    opened = -1
    partners: tuple[str, ...] = ()
    done = 0  # tokens before it belong to a quotation already
    for i, word in marks:
        if opened >= 0 and partners:
            if word in partners:
                found.append(Quoted(opened, i + 1, True, True))
                opened, partners, done = -1, (), i + 1
            continue
        if _opens(text, tokens, i, opened >= 0):
            if opened >= 0:
                done = _last_stop(tokens, opened, i)
                found.append(Quoted(opened, done, True, False))
            opened = i
            partners = tuple(p for p in _PARTNERS.get(word, ()) if last_of.get(p, -1) > i)
        elif opened >= 0:
            found.append(Quoted(opened, i + 1, True, True))
            opened, done = -1, i + 1
        elif word in _CLOSING or _follows_stop(text, tokens, i):
            begin = _sentence_before(tokens, i, done)
            if begin < i:
                found.append(Quoted(begin, i + 1, False, True))
                done = i + 1
    if opened >= 0:
        found.append(Quoted(opened, _unclosed_end(tokens, opened), True, False))
    return found


def _unclosed_end(tokens: Tokens, opened: int) -> int:
    """A quotation that is still open goes on in the next paragraph, unless it is longer than any paragraph of speech:
    then only its mark was forgotten, in a document of one long line, and its first sentence is all that is sure."""
    if len(tokens) - opened <= _LONGEST_UNCLOSED:
        return len(tokens)
    for i in range(opened + 1, len(tokens)):
        if tokens.word[i] in _STOPS:
            return i + 1
    return len(tokens)


def _opens(text: str, tokens: Tokens, i: int, inside: bool) -> bool:
    word = tokens.word[i]
    start, end = tokens.start[i], tokens.end[i]
    before = text[start - 1] if start > tokens.start[0] else " "
    after = text[end] if end < tokens.end[-1] else " "
    if word in _OPENING:
        turned = inside and not before.isspace() and before not in _SPACE_BEFORE and after.isspace()
        return not turned
    if word in _CLOSING:
        return not inside and before.isspace() and after.isalnum()
    could_open = before.isspace() or before in _SPACE_BEFORE
    could_close = after.isspace() or after in _SPACE_AFTER
    if could_open != could_close:
        return could_open
    return not inside and not _follows_stop(text, tokens, i)


def _follows_stop(text: str, tokens: Tokens, i: int) -> bool:
    """Whether a mark with white space on both sides closes words whose opening mark is missing: it stands after their
    last comma or stop (we stay, " Vale said)."""
    start, end = tokens.start[i], tokens.end[i]
    spaced = i > 0 and text[start - 1].isspace() and end < tokens.end[-1] and text[end].isspace()
    return spaced and tokens.word[i - 1] in (",", ".", "!", "?")


def _last_stop(tokens: Tokens, opened: int, i: int) -> int:
    """Where a quotation without a closing mark ends: after the last stop before the next opening mark."""
    for j in range(i - 1, opened, -1):
        if tokens.word[j] in _STOPS:
            return j + 1
    return i


def _sentence_before(tokens: Tokens, i: int, done: int) -> int:
    """Where a quotation without an opening mark begins: with its sentence, after the quotation before."""
    for j in range(i - 2, done - 1, -1):
        if tokens.word[j] in _STOPS:
            return j + 1
    return done


def is_title(tokens: Tokens, pair: Quoted) -> bool:
    """Whether a quotation is the title of a show or a book and no speech: On “Good Lund,” X said."""
    inside = range(pair.begin + pair.opened, pair.end - pair.closed)
    words = [tokens.word[i] for i in inside if tokens.word[i][0].isalnum()]
    if not 0 < len(words) <= _LONGEST_TITLE or tokens.word[inside[-1]] in _STOPS:
        return False
    return words[0][0].isupper() and not any(w[0].islower() and w not in _SMALL_IN_TITLES for w in words)
