"""Runs of capitalised words: where names may stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from tasks.lexicon import long_institutions, organisation_words, place_words, word_set
from tasks.personal_names import PARTICLES
from tasks.records import Document, Segmented, Sentence

_UPPER = "A-ZÀ-ÖØ-ÞĆČĐĞİŁŃŐŚŞŠŰŹŻŽ"
_TITLES = "Mr Mrs Ms Dr Sen Rep Gov Gen Col Lt Sgt Capt Maj Prof Rev Adm Cmdr Pfc Cpl Hon St Ft Mt Jr Sr Inc Corp Ltd"
_ARTICLES = ("al-", "el-", "ad-", "as-", "ul-", "ur-", "an-")  # Arabic, joined to the name
# A token without its first letter: initials, a shortened title, or a word with its hyphens and apostrophes, but without
# a possessive or a contracted verb.
_REST = (
    rf"(?:\.(?:[{_UPPER}]\.){{0,3}}|(?:{'|'.join(title[1:] for title in _TITLES.split())})\."
    r"|\w*(?:[-’'](?!(?:[sSmdt]|re|ve|ll)\b)\w+)*)"
)
_TOKEN = rf"(?:{'|'.join(_ARTICLES)})?[{_UPPER}]{_REST}"
_PARTICLE = "|".join(sorted(PARTICLES, key=lambda p: (-len(p), p)))
# The expression begins with the capital letter itself, which lets the engine leap from capital to capital.
_RUN = (
    rf"[{_UPPER}](?<![\w@#/.&].)(?:(?<!-.)|(?<=\b[aeu][dlnrs]-.)){_REST}"
    rf"(?:[ \u00a0\n](?:(?:{_PARTICLE})[ \u00a0\n]){{0,2}}{_TOKEN})*"
)
_OF = re.compile(r" of(?: the)? $")
_FOR = re.compile(r" (?:for|on)(?: the)? $")
_BEFORE_A_NEW_SENTENCE = frozenset("“\"'‘`:;([—–-•*|>")

_POINTS = frozenset(("North", "South", "East", "West", "Way", "Line", "Range"))

# A line with at least so many words, such a share of them capitalised, and no full stop is a headline: capitals tell
# nothing there.
_HEADLINE_WORDS, _HEADLINE_SHARE = 4, 0.65
_HEADING_SHARE = 0.5  # of a block that is a title or heading less is enough
_FULL_STOPS = frozenset(".!?:\"'”’")


@cache
def _run_pattern() -> re.Pattern[str]:
    """Compiled when first needed: a build with nothing to do never pays for it."""
    return re.compile(_RUN)


class Token(NamedTuple):
    start: int
    end: int
    word: str


class Run(NamedTuple):
    """Capitalised words in a row. `opens`: nothing but its place, at the beginning of a sentence or a quotation, may be
    the reason for the first capital. `headline`: nor for any of them. `joined`: made of two runs by "of" or "for"."""

    tokens: tuple[Token, ...]
    opens: bool
    headline: bool
    joined: bool


def runs(document: Document, segmented: Segmented) -> Iterator[Run]:
    """The runs of capitalised words of every sentence, in order."""
    text = document.text
    nameless = word_set("opener") | word_set("calendar")
    run = _run_pattern()
    for sentence in segmented.sentences:
        spans = [match.span() for match in run.finditer(text, sentence.start, sentence.end)]
        if not spans:
            continue
        if "-" in text[sentence.start : sentence.end]:
            spans = [_with_article(text, *span) for span in spans]
        share = _HEADING_SHARE if document.blocks[sentence.block].kind in ("title", "heading") else _HEADLINE_SHARE
        headline = _is_headline(text, sentence, spans, share)
        spans = [span for span in spans if text[span[0] : span[1]] not in nameless]
        if spans:
            yield from _joined(text, sentence.start, spans, headline)


def _with_article(text: str, start: int, end: int) -> tuple[int, int]:
    joined = text[start - 1 : start] == "-" and text[max(0, start - 3) : start] in _ARTICLES
    return (start - 3 if joined else start), end


def _is_headline(text: str, sentence: Sentence, spans: list[tuple[int, int]], share: float) -> bool:
    if text[sentence.end - 1] in _FULL_STOPS:
        return False
    words = text.count(" ", sentence.start, sentence.end) + 1
    capitals = sum(text.count(" ", start, end) + 1 for start, end in spans)
    return words >= _HEADLINE_WORDS and capitals >= share * words


def _joined(text: str, first: int, spans: list[tuple[int, int]], headline: bool) -> Iterator[Run]:
    k = 0
    while k < len(spans):
        start, end = spans[k]
        tokens = _tokens(text, start, end)
        joined = False
        long = _long_name(text, tokens)
        if long:
            yield Run((long,), False, False, False)
            while k < len(spans) and spans[k][0] < long.end:
                k += 1
            continue
        if k + 1 < len(spans) and _continues(tokens, text[end : spans[k + 1][0]]):
            k += 1
            tokens += _tokens(text, *spans[k])
            joined = True
        before = text[start - 1] if start > first else ""
        opens = start == first or before in _BEFORE_A_NEW_SENTENCE or (before == " " and text[start - 2] in '“"`:;•*|>')
        yield Run(tokens, opens, headline, joined)
        k += 1


def _long_name(text: str, tokens: tuple[Token, ...]) -> Token | None:
    """A known name with words in lower case, that begins in the run and may go beyond it."""
    known = long_institutions()
    for token in tokens:
        if token.word not in known:
            continue
        for form in known[token.word]:
            if text.startswith(form, token.start):
                return Token(token.start, token.start + len(form), form)
    return None


def _continues(tokens: tuple[Token, ...], gap: str) -> bool:
    """Whether the name goes on after "of" or "for": "Department of Justice", "Gulf of Aden", "Centers for Disease
    Control". A compass point or a place that has its name already does not ("East of Ukraine")."""
    if len(gap) > 9:
        return False
    last = tokens[-1].word
    if last in organisation_words():
        return bool(_OF.match(gap) or _FOR.match(gap))
    return len(tokens) == 1 and last in place_words() and last not in _POINTS and bool(_OF.match(gap))


def _tokens(text: str, start: int, end: int) -> tuple[Token, ...]:
    words = text[start:end].split()
    if len(words) == 1:
        return (Token(start, end, words[0]),)
    tokens = []
    for word in words:
        start = text.index(word, start)
        tokens.append(Token(start, start + len(word), word))
        start += len(word)
    return tuple(tokens)
