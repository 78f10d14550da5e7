"""Finds runs of capitalised words, in which names are looked for."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from tasks.records import Document, Segmented, Sentence
from tasks.shared.english.lexicon import long_institutions, organisation_words, place_words, word_set
from tasks.shared.english.personal_names import PARTICLES
from tasks.shared.english.prefilter import later

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
_RUN = later(
    rf"[{_UPPER}](?<![\w@#/.&].)(?:(?<!-.)|(?<=\b[aeu][dlnrs]-.)){_REST}"
    rf"(?:[ \u00a0\n](?:(?:{_PARTICLE})[ \u00a0\n]){{0,2}}{_TOKEN})*"
)
_OF = (" of ", " of the ")
_FOR = (" for ", " for the ", " on ", " on the ")
_LONGEST_GAP = 9  # characters: " for the "
_BEFORE_A_NEW_SENTENCE = frozenset("“\"'‘`:;([—–-•*|>")

_POINTS = frozenset(("North", "South", "East", "West", "Way", "Line", "Range"))

# A line with at least so many words, such a share of them capitalised, and no full stop is a headline: capitals tell
# nothing there.
_HEADLINE_WORDS, _HEADLINE_SHARE = 4, 0.65
_HEADING_SHARE = 0.5  # of a block that is a title or heading less is enough
_FULL_STOPS = frozenset(".!?:\"'”’")


class NameToken(NamedTuple):
    """A word of a run and its range in code points."""

    start: int
    end: int
    word: str


class CapitalisedRun(NamedTuple):
    """Successive capitalised words. `opens`: the first may be capitalised only because it begins a sentence or
    quotation; `headline`: all of them only because they are in a headline; `joined`: two runs joined by "of" or
    "for"."""

    tokens: tuple[NameToken, ...]
    opens: bool
    headline: bool
    joined: bool


@cache
def _nameless() -> frozenset[str]:
    return word_set("opener") | word_set("calendar")


def runs(document: Document, segmented: Segmented) -> list[CapitalisedRun]:
    """The runs of capitalised words of all sentences, in order. Offsets are code points of the document's `text`."""
    text = document.text
    nameless = _nameless()
    find = _RUN.finditer
    found: list[CapitalisedRun] = []
    for sentence in segmented.sentences:
        first, last = sentence.start, sentence.end
        spans = [match.span() for match in find(text, first, last)]
        if not spans:
            continue
        if text.find("-", first, last) >= 0:
            spans = [_with_article(text, *span) for span in spans]
        headline = text[last - 1] not in _FULL_STOPS and _is_headline(document, sentence, spans)
        spans = [span for span in spans if text[span[0] : span[1]] not in nameless]
        if spans:
            _join(text, first, spans, headline, found)
    return found


def _with_article(text: str, start: int, end: int) -> tuple[int, int]:
    joined = text[start - 1 : start] == "-" and text[max(0, start - 3) : start] in _ARTICLES
    return (start - 3 if joined else start), end


def _is_headline(document: Document, sentence: Sentence, spans: list[tuple[int, int]]) -> bool:
    """Whether so many words are capitalised that it tells nothing; a sentence with a full stop is no headline."""
    text = document.text
    words = text.count(" ", sentence.start, sentence.end) + 1
    if words < _HEADLINE_WORDS:
        return False
    share = _HEADING_SHARE if document.blocks[sentence.block].kind in ("title", "heading") else _HEADLINE_SHARE
    capitals = sum(text.count(" ", start, end) + 1 for start, end in spans)
    return capitals >= share * words


def _join(text: str, first: int, spans: list[tuple[int, int]], headline: bool, found: list[CapitalisedRun]) -> None:
    """Adds to `found` the runs of the sentence that begins at `first`, some of them joined."""
    count = len(spans)
    k = 0
    while k < count:
        start, end = spans[k]
        tokens = _tokens(text, start, end)
        long = _long_name(text, tokens)
        if long:
            found.append(CapitalisedRun((long,), False, False, False))
            while k < count and spans[k][0] < long.end:
                k += 1
            continue
        joined = False
        k += 1
        if k < count and spans[k][0] - end <= _LONGEST_GAP and _continues(tokens, text[end : spans[k][0]]):
            tokens += _tokens(text, *spans[k])
            joined = True
            k += 1
        before = text[start - 1] if start > first else ""
        opens = start == first or before in _BEFORE_A_NEW_SENTENCE or (before == " " and text[start - 2] in '“"`:;•*|>')
        found.append(CapitalisedRun(tokens, opens, headline, joined))


def _long_name(text: str, tokens: tuple[NameToken, ...]) -> NameToken | None:
    """A known name with words in lower case, that begins in the run and may go beyond it."""
    known = long_institutions()
    for start, _, word in tokens:
        if word in known:
            for form in known[word]:
                if text.startswith(form, start):
                    return NameToken(start, start + len(form), form)
    return None


def _continues(tokens: tuple[NameToken, ...], gap: str) -> bool:
    """Whether the name goes on after "of" or "for": "Department of Justice", "Gulf of Aden", "Centers for Disease
    Control". A compass point or a place that has its name already does not ("East of Kardavia")."""
    last = tokens[-1].word
    if last in organisation_words():
        return gap in _OF or gap in _FOR
    return len(tokens) == 1 and last in place_words() and last not in _POINTS and gap in _OF


def _tokens(text: str, start: int, end: int) -> tuple[NameToken, ...]:
    words = text[start:end].split()
    if len(words) == 1:
        return (NameToken(start, end, words[0]),)
    tokens = []
    for word in words:
        start = text.index(word, start)
        tokens.append(NameToken(start, start + len(word), word))
        start += len(word)
    return tuple(tokens)
