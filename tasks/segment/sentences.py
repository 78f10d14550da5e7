"""Sentence boundaries: rules on the characters around each stop, in one pass over the text.

A quotation of several sentences is split at its stops like any other text, and quotation marks stay with their words. A
reporting clause stays with what it reports (`“Really?” she asked.`, `“Enough.” Vale said.`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tasks.shared.text.spans import trim


def _table(name: str) -> dict[str, frozenset[str]]:
    lines = (Path(__file__).parent / name).read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {kind: frozenset(words.split()) for kind, words in rows}


_ABBREVIATIONS = _table("abbreviations.tsv")
_TITLES = _ABBREVIATIONS["title"]
_NUMBERED = _ABBREVIATIONS["number"]
_CLOCK = _ABBREVIATIONS["clock"]
_OPEN_ENDED = _ABBREVIATIONS["street"] | _ABBREVIATIONS["state"] | _ABBREVIATIONS["month"] | _ABBREVIATIONS["other"]
_STARTING = _table("starters.tsv")
_STARTERS = _STARTING["word"]
_AFTER_HOUR = _STARTING["after the hour"]
_MONTHS = _STARTING["month"]

_CLOSERS = "\"'”’»“›)]」』）〕】"
# A stop with the marks that close after it, before white space or the end; or an East Asian stop, which needs no space.
# French sets a space before its closing mark. Both begin with one set of characters, so that a text is skimmed for it.
_STOP = re.compile(
    r"[.!?…。！？．](?:(?<=[.!?…])[.!?…]*(?:[\"'”’»“›)\]]|[ \u00a0\u202f]»)*(?=\s|\Z)"
    r"|(?<=[。！？．])[。！？．]*[」』”’）〕】\"]*)"
)
_NEXT_WORD = re.compile(r"[^\W_]+")
_OPENERS = "\"'“‘«„‚‹([「『¿¡"
_BEFORE_WORD = _OPENERS + "”»›—–"
_LOOK_BACK = 24  # longest word before a stop that matters: an abbreviation or an initial is shorter

# `“Enough.” Vale said.`: at most six words without a stop between the quotation and the verb, then the end or a
# preposition. Six covers "Foreign Ministry spokesman Ivan de Marsh said".
_SPEECH = (
    "said|says|asked|asks|added|adds|told|tells|wrote|writes|replied|replies|answered|responded|responds|noted|notes"
    "|explained|explains|continued|continues|declared|tweeted|warned|recalled|concluded|insisted|argued|joked|quipped"
    "|exclaimed|shouted|stated|announced|stressed|commented|remarked"
)
_TAIL = re.compile(rf"(?:[^\s.!?;:,“”\"]+\s+){{1,6}}?(?:{_SPEECH})\b\s*(?P<after>\S*)")
_TAIL_GOES_ON = frozenset({"in", "on", "at", "to", "during", "last", "this", "after", "before", "of", "when", "as"})
_LOOK_AHEAD = 120


def sentence_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yields the sentences of `text[start:end]` as ranges of code points of `text`, in order, without white space at
    their ends."""
    begin, _ = trim(text, start, end)
    for stop in _STOP.finditer(text, start, end):
        after = stop.end()
        following = after
        while following < end and text[following].isspace():
            following += 1
        if following >= end:
            break
        if after <= begin or not _ends(text, stop.start(), after, following, begin, end):
            continue
        yield begin, after
        begin = following
    _, last = trim(text, begin, end)
    if begin < last:
        yield begin, last


def _ends(text: str, stop: int, after: int, following: int, begin: int, end: int) -> bool:
    """Whether the stop at `stop`, closed at `after`, ends a sentence, given that `following` has the next character."""
    marks = text[stop:after].rstrip(_CLOSERS + " \u00a0\u202f")
    closed = len(marks) < after - stop
    first = text[following]
    if marks[-1] in "。！？．":
        return not (closed and first in "とはがをのに」』”")
    if (
        first.islower()
        or first in ",;:"
        or (first in "—–-" and not text[following + 1 : following + 3].strip().isupper())
    ):
        return False
    if closed and _reporting_tail(text, marks, following, end):
        return False
    if marks[-1] == "…" or marks.endswith("..."):
        return len(marks) > 3 or closed or _starter(text, following) or first in _OPENERS
    if marks != ".":
        return True
    return closed or _full_stop_ends(text, stop, following, begin, end)


def _full_stop_ends(text: str, stop: int, following: int, begin: int, end: int) -> bool:
    """Whether a single full stop, with nothing closing after it, ends a sentence or belongs to its word."""
    at = _word_start(text, max(begin, stop - _LOOK_BACK), stop)
    word = text[at:stop].lower()
    first = text[following]
    if word in _TITLES:
        return False
    if word in _NUMBERED:
        return not first.isdigit()
    if word in _CLOCK:
        match = _NEXT_WORD.match(text, following, end)
        zone = match is not None and text[match.end() : match.end() + 5].lower() == " time"  # "5 p.m. Lund time"
        return match is None or not (zone or match.group() in _AFTER_HOUR)
    if word.isdigit():
        return not _counts(text, word, at, following, begin, end)
    if (len(word) == 1 and word.isalpha()) or word in _OPEN_ENDED or ("." in word and len(word) < 8):
        return _starter(text, following) or (first in '“"«„' and _starter(text, following + 1))
    return True


def _word_start(text: str, low: int, stop: int) -> int:
    """Where the word before `stop` begins, opening marks left out; never before `low`."""
    at = stop
    while at > low and not text[at - 1].isspace() and text[at - 1] not in _BEFORE_WORD:
        at -= 1
    return at


def _counts(text: str, word: str, at: int, following: int, begin: int, end: int) -> bool:
    """Whether a number with a stop is the number of a list item, or an ordinal before a month ("am 3. Mai")."""
    if at == begin:
        return len(word) < 4
    if len(word) > 2:
        return False
    match = _NEXT_WORD.match(text, following, end)
    return match is not None and match.group() in _MONTHS


def _starter(text: str, at: int) -> bool:
    match = _NEXT_WORD.match(text, at)
    return match is not None and match.group() in _STARTERS


def _reporting_tail(text: str, marks: str, following: int, end: int) -> bool:
    match = _TAIL.match(text, following, min(end, following + _LOOK_AHEAD))
    if match is None:
        return False
    if marks != ".":
        return True
    rest = match.group("after")
    if rest[:1] in (",", ":"):  # `“Enough.” Vale said, “We go.”` begins anew
        at = match.end()
        while at < end and text[at].isspace():
            at += 1
        return text[at : at + 1] not in _OPENERS
    return not rest or rest[0] in ".;" or rest in _TAIL_GOES_ON
