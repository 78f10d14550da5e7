"""Pairs quotation marks: one pass with a single state, the mark that is open. Missing marks are told and repaired."""

from __future__ import annotations

from typing import Literal, NamedTuple

from tasks.extract.quotations.tokens import Tokens

_OPENING = frozenset("“«„「『‹") | {"``"}
_CLOSING = frozenset("”»」』›")
_EITHER = frozenset({'"', "''"})
_SPACE_BEFORE = frozenset("([—–-")  # as good as white space before an opening mark
_SPACE_AFTER = frozenset(".,;:!?)]—–-")  # as good as white space after a closing mark
_STOPS = frozenset(".!?")
_OUTER = {"„": "“”", "»": "«", "「": "」", "『": "』", "«": "»", "‹": "›"}  # marks that pair with one partner only


class Quoted(NamedTuple):
    """Token indices of the opening and closing mark. Where one is missing (`whole` false), the index is that of the
    token beside which it should stand: -1 or the mark before at the start, the number of tokens at the end."""

    open: int
    close: int
    state: Literal["whole", "no opening", "no closing", "goes on"]


def pair_marks(text: str, tokens: Tokens) -> list[Quoted]:
    """The quotations of a paragraph in order. Nested marks of the same kind belong to the outer pair."""
    pairs: list[Quoted] = []
    opened: int | None = None
    partner = ""
    for i, word in enumerate(tokens.word):
        if word not in _OPENING and word not in _CLOSING and word not in _EITHER:
            continue
        if opened is not None and partner:
            if word in partner:
                pairs.append(Quoted(opened, i, "whole"))
                opened, partner = None, ""
            continue
        if _opens(text, tokens, i, opened is not None):
            if opened is not None:
                pairs.append(Quoted(opened, _last_stop(tokens, opened, i), "no closing"))
            opened, partner = i, _partner(tokens, i)
        elif opened is not None:
            pairs.append(Quoted(opened, i, "whole"))
            opened = None
        elif word in _CLOSING:
            pairs.append(Quoted(_sentence_before(tokens, i), i, "no opening"))
    if opened is not None:
        pairs.append(Quoted(opened, len(tokens), "goes on"))
    return pairs


def _partner(tokens: Tokens, opened: int) -> str:
    """The closing marks that alone end what `opened` began, if they stand further on; otherwise none."""
    partner = _OUTER.get(tokens.word[opened], "")
    return partner if partner and any(w in partner for w in tokens.word[opened + 1 : opened + 400]) else ""


def _opens(text: str, tokens: Tokens, i: int, inside: bool) -> bool:
    word = tokens.word[i]
    start, end = tokens.start[i], tokens.end[i]
    first, last = tokens.start[0], tokens.end[-1]
    before = text[start - 1] if start > first else " "
    after = text[end] if end < last else " "
    if word in _OPENING:
        wrong_way = inside and not before.isspace() and before not in _SPACE_BEFORE and after.isspace()
        return not wrong_way
    if word in _CLOSING:
        return not inside and before.isspace() and after.isalnum()
    could_open = before.isspace() or before in _SPACE_BEFORE
    could_close = after.isspace() or after in _SPACE_AFTER
    if could_open != could_close:
        return could_open
    return not inside


def _last_stop(tokens: Tokens, opened: int, i: int) -> int:
    """Where a quotation without a closing mark ends: after the last stop before the next opening mark."""
    j = i - 1
    while j > opened and tokens.word[j] not in _STOPS:
        j -= 1
    return j + 1 if j > opened else i


def _sentence_before(tokens: Tokens, i: int) -> int:
    """Where a quotation without an opening mark begins: after the sentence or quotation before."""
    j = i - 1
    while j >= 0:
        word = tokens.word[j]
        if (word in _STOPS and j < i - 1) or word in _CLOSING:
            break
        j -= 1
    return j
