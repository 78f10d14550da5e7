"""Noun phrases of a sentence, by closed word classes and word endings; no tagger and no model.

A phrase is a run of words that stands between words of closed classes, verbs, adverbs and punctuation, and ends in a
noun. What the words alone cannot tell ("plan", "call") is decided by what stands before them. A phrase that is wrong
once is harmless: labels are made of phrases that return.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import snowballstemmer

LONGEST = 3  # words; longer ones are rarely printed twice in the same words

_TOKEN = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*|\d(?:[\d,.]*\d)?(?:(?:st|nd|rd|th)\b)?|[^\w\s]|_")
_ADJECTIVE = re.compile(r"(?:ous|ful|less|able|ible|ish|ary|ian|ese|[^i]ve|[^s]ic|al|ern)$")
_STEMMER = snowballstemmer.stemmer("english")


def _read() -> dict[str, frozenset[str]]:
    lines = (Path(__file__).parent / "lexicon" / "noun_phrases.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {name: frozenset(words.split()) for name, words in rows}


def _forms(verb: str) -> Iterator[str]:
    """The regular forms of a verb; those that do not exist do no harm."""
    yield verb
    if verb.endswith("e"):
        yield from (f"{verb}s", f"{verb}d", f"{verb[:-1]}ing")
    elif verb in ("go", "do", "veto"):
        yield from (f"{verb}es", f"{verb}ed", f"{verb}ing")
    elif verb.endswith("y") and verb[-2] not in "aeiou":
        yield from (f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing")
    else:
        yield f"{verb}es" if verb.endswith(("s", "x", "z", "ch", "sh")) else f"{verb}s"
        yield from (f"{verb}ed", f"{verb}ing", f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing")


_SETS = _read()
_VERBS = frozenset(form for verb in _SETS["verb"] for form in _forms(verb)) | _SETS["irregular"]
# The kinds of words that lists alone tell; a word of two lists is of the kind named last.
_KINDS = {
    word: kind
    for kind, name in (("a", "adverb"), ("d", "calendar"), ("n", "number"), ("c", "closed"))
    for word in _SETS[name]
}


class NounPhrase(NamedTuple):
    """A noun phrase: the stems of its words, its words as printed joined by single spaces, and whether the text before
    it shows that a phrase begins there (an article, a preposition, a longer phrase)."""

    stems: tuple[str, ...]
    words: str
    introduced: bool


_LONG_ADVERB = 9  # letters from which a capital before -ly opens a sentence ("Unfortunately") and no name ("Kimberly")

# Copies print the same sentences, and stages ask for them one after another.
_SENTENCES = 1 << 12


@lru_cache(maxsize=_SENTENCES)
def content_stems(text: str) -> frozenset[str]:
    """The stems of the content words of a text: nouns, names, verbs and participles."""
    return frozenset([stem for _, stem in content(text)])


def content(text: str) -> list[tuple[str, str]]:
    """The content words of a text in order, as pairs of kind and stem. Kinds: "N" capitalised, "v" verb, "e"
    participle, "w" any other."""
    return list(chain.from_iterable([_piece(piece).content for piece in text.split()]))


@lru_cache(maxsize=_SENTENCES)
def phrases(sentence: str) -> tuple[NounPhrase, ...]:
    """The noun phrases of a sentence, of at most LONGEST words, in order of their last word; for each also the shorter
    ones that end with the same word, after it."""
    pieces = list(map(_piece, sentence.split()))
    words = list(chain.from_iterable([piece.words for piece in pieces]))
    shapes = "".join([piece.shapes for piece in pieces]).replace("TV", "Tv")
    found: list[NounPhrase] = []
    for match in _RUN.finditer(shapes):
        start, end = match.span()
        before = _before(words[start - 1]) if start else _SENTENCE_BEGINS
        found += _run(before, tuple(words[start:end]), match.group())
    return tuple(found)


class _Piece(NamedTuple):
    """What stands between two white spaces: its words and marks, their shapes, and the kinds and stems of those that
    carry content. Most pieces return again and again, which is why they are read by themselves."""

    words: tuple[str, ...]
    shapes: str
    content: tuple[tuple[str, str], ...]


@lru_cache(maxsize=1 << 17)
def _piece(piece: str) -> _Piece:
    words = tuple(_TOKEN.findall(piece))
    kinds = [kind_of_word(word) for word in words]
    content = tuple([(kind, stem(word)) for kind, word in zip(kinds, words, strict=True) if kind in "wNev"])
    return _Piece(words, "".join(map(_shape, words, kinds)), content)


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """The Snowball stem (Porter 2) of an English word in any case, in lower case, without a possessive ending."""
    plain = word.lower().replace("’", "'")
    return str(_STEMMER.stemWord(plain[:-2] if plain.endswith("'s") else plain.rstrip("'")))


# Stems of words that tell nothing by themselves.
HOLLOW_STEMS = frozenset(map(stem, _SETS["hollow"]))


def kind_of_word(word: str) -> str:
    """`c` closed class, `n` number, `d` calendar, `a` adverb, `v` verb, `e` a participle that may be an adjective, `N`
    capitalised, `w` any other word, `p` punctuation."""
    if not word[0].isalnum():
        return "p"
    if word[0].isdigit():
        return "n"
    lower = word.lower()
    if len(word) == 1 or (("’" in word or "'" in word) and not _ends_in_s(lower)):
        return "c"
    if known := _KINDS.get(lower):
        return known
    adverb = lower.endswith("ly") and lower not in _SETS["ly_noun"]
    if word[0].isupper():
        return "a" if adverb and len(lower) >= _LONG_ADVERB else "N"
    if adverb:
        return "a"
    if lower in _SETS["noun_too"]:
        return "w"
    if lower.endswith(("ed", "ing")) and len(lower) > 4:
        return "e"
    return "v" if lower in _VERBS else "w"


def _ends_in_s(lower: str) -> bool:
    return lower.endswith(("'s", "’s", "s'", "s’")) and lower[:-2] not in _SETS["closed"]


def _possessive(word: str) -> bool:
    return word.endswith(("'s", "’s", "s'", "s’"))


def _shape(word: str, kind: str) -> str:
    """The kind of a word as one letter, and besides: `T` a closed word after which `V`, a noun that may be a verb, is a
    verb; `S` a word of a phrase that ends it by its possessive."""
    if kind in "wN" and word[-1] in "s'’" and _possessive(word):
        return "S"
    if kind == "w" and word in _VERBS:
        return "V"
    return "T" if kind == "c" and word.lower() in _SETS["clause"] else kind


_RUN = re.compile("[wVNe]*S|[wVNe]+")


class _Before(NamedTuple):
    """What the word before a run tells: whether a phrase begins after it, and whether a participle in -ed, or in -ing,
    describes the noun that follows ("the growing tension", "with renewed force") or acts on it ("of growing wheat")."""

    enters: bool
    describes_ed: bool
    describes_ing: bool


_SENTENCE_BEGINS = _Before(True, False, False)


@lru_cache(maxsize=1 << 16)
def _before(word: str) -> _Before:
    lower = word.lower()
    enter, possessive = lower in _SETS["enter"], _possessive(word)
    return _Before(enter or possessive or kind_of_word(word) in "nd", enter, possessive or lower in _SETS["determiner"])


@lru_cache(maxsize=1 << 15)
def _run(before: _Before, words: tuple[str, ...], shapes: str) -> list[NounPhrase]:
    """Phrases of a run without closed words. A participle parts it, unless it opens it as an adjective."""
    found: list[NounPhrase] = []
    first = 0
    entered = before.enters
    for at, shape in enumerate(shapes):
        if shape == "e":
            describes = before.describes_ed if words[at].endswith("ed") else before.describes_ing
            if at or len(words) == 1 or not describes:
                found += _ending(words[first:at], entered)
                first, entered = at + 1, True
    found += _ending(words[first:], entered)
    return found


def _ending(words: tuple[str, ...], entered: bool) -> list[NounPhrase]:
    """The phrases that end with the last of `words`, the longest first."""
    if not words or not _can_end(words[-1]):
        return []
    entered = entered or len(words) > LONGEST
    words = words[-LONGEST:]
    stems = tuple([stem(word) for word in words])
    found = [NounPhrase(stems, " ".join(words), entered)]
    for first in range(1, len(words)):
        found.append(NounPhrase(stems[first:], " ".join(words[first:]), True))
    return found


@lru_cache(maxsize=1 << 16)
def _can_end(word: str) -> bool:
    lower = word.lower()
    if word[0].isupper():
        return len(lower) > 1
    if len(lower) < 3 or lower in _SETS["adjective"]:
        return False
    return not _ADJECTIVE.search(lower) or lower in _SETS["al_noun"]
