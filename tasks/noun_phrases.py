"""Noun phrases of a sentence, by closed word classes and word endings; no tagger and no model.

A phrase is a run of words that stands between words of closed classes, verbs, adverbs and punctuation, and ends in a
noun. What the words alone cannot tell ("plan", "call") is decided by what stands before them. A phrase that is wrong
once is harmless: labels are made of phrases that return.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import snowballstemmer

# Sentences whose reading is kept: copies print one sentence again and again, and a story is read at one go.
_SENTENCES = 1 << 12
LONGEST = 3  # words; longer ones are rarely printed twice in the same words

_TOKEN = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*|\d(?:[\d,.]*\d)?|[^\w\s]")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
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
HOLLOW = _SETS["hollow"]


class Token(NamedTuple):
    """A word of a sentence. `kind`: `c` closed class, `n` number, `d` calendar, `a` adverb, `v` verb, `e` a participle
    that may be an adjective, `N` capitalised, `w` any other word, `p` punctuation."""

    text: str
    start: int
    end: int
    kind: str


class Phrase(NamedTuple):
    """A noun phrase: its stems, where it stands in the sentence, whether something before it shows that a phrase
    begins there, and whether every word of it is capitalised."""

    stems: tuple[str, ...]
    start: int
    end: int
    introduced: bool
    capital: bool


def tokens(sentence: str) -> list[Token]:
    """The words and marks of a sentence in order."""
    found: list[Token] = []
    clause = _SETS["clause"]
    for match in _TOKEN.finditer(sentence):
        word = match.group()
        kind = _kind(word)
        if kind == "w" and found and word in _VERBS and found[-1].text.lower() in clause:
            kind = "v"
        found.append(Token(word, *match.span(), kind))
    return found


@lru_cache(maxsize=_SENTENCES)
def content_stems(text: str) -> frozenset[str]:
    """The stems of the words that carry content: nouns, names, verbs and participles."""
    found = {_content(word)[1] for word in _WORD.findall(text)}
    found.discard("")
    return frozenset(found)


@lru_cache(maxsize=_SENTENCES)
def content(text: str) -> tuple[tuple[int, str, str], ...]:
    """The words that carry content, in order: where each begins, its kind as in `Token`, and its stem."""
    found = ((match.start(), *_content(match.group())) for match in _WORD.finditer(text))
    return tuple([word for word in found if word[2]])


@lru_cache(maxsize=1 << 17)
def _content(word: str) -> tuple[str, str]:
    kind = _kind(word)
    return kind, stem(word) if kind in "wNev" else ""


@lru_cache(maxsize=_SENTENCES)
def printed_phrases(text: str) -> tuple[tuple[Phrase, str], ...]:
    """The noun phrases of a sentence, each with its words as they are printed, white space apart."""
    return tuple([(phrase, " ".join(text[phrase.start : phrase.end].split())) for phrase in phrases(tokens(text))])


def phrases(words: list[Token]) -> Iterator[Phrase]:
    """The noun phrases of a sentence, and the shorter ones that end where they do."""
    at = 0
    while at < len(words):
        if words[at].kind not in "wNe":
            at += 1
            continue
        end = at + 1
        while end < len(words) and words[end].kind in "wNe" and not _possessive(words[end - 1]):
            end += 1
        yield from _run(words, at, end)
        at = end


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """The Snowball stem (Porter 2) of a word in any case, without a possessive ending."""
    plain = word.lower().replace("’", "'")
    return str(_STEMMER.stemWord(plain[:-2] if plain.endswith("'s") else plain.rstrip("'")))


@lru_cache(maxsize=1 << 17)
def _kind(word: str) -> str:
    if not word[0].isalnum():
        return "p"
    if word[0].isdigit():
        return "n"
    lower = word.lower()
    if lower in _SETS["closed"] or len(word) == 1 or (("’" in word or "'" in word) and not _ends_in_s(lower)):
        return "c"
    if lower in _SETS["number"]:
        return "n"
    if lower in _SETS["calendar"]:
        return "d"
    if lower in _SETS["adverb"]:
        return "a"
    if word[0].isupper():
        return "N"
    if lower.endswith("ly") and lower not in _SETS["ly_noun"]:
        return "a"
    if lower in _SETS["noun_too"]:
        return "w"
    if lower.endswith(("ed", "ing")) and len(lower) > 4:
        return "e"
    return "v" if lower in _VERBS else "w"


def _ends_in_s(lower: str) -> bool:
    return lower.endswith(("'s", "’s", "s'", "s’")) and lower[:-2] not in _SETS["closed"]


def _possessive(token: Token) -> bool:
    return token.text.endswith(("'s", "’s", "s'", "s’"))


def _run(words: list[Token], start: int, end: int) -> Iterator[Phrase]:
    """Phrases of a run without closed words. A participle parts it, unless it opens it as an adjective."""
    before = words[start - 1] if start else None
    entered = before is None or before.kind in "nd" or before.text.lower() in _SETS["enter"] or _possessive(before)
    first = start
    for at in range(start, end):
        if words[at].kind == "e" and not (at == start and at + 1 < end and _describes(words[at], before)):
            yield from _ending_at(words, first, at, entered or first > start)
            first = at + 1
    yield from _ending_at(words, first, end, entered or first > start)


def _describes(participle: Token, before: Token | None) -> bool:
    """Whether a participle after `before` describes the noun after it ("the growing tension", "with renewed force")
    and does not act on it ("of growing wheat")."""
    if before is None:
        return False
    if participle.text.endswith("ed"):
        return before.text.lower() in _SETS["enter"]
    return before.text.lower() in _SETS["determiner"] or _possessive(before)


def _ending_at(words: list[Token], start: int, end: int, entered: bool) -> Iterator[Phrase]:
    if end <= start or not _can_end(words[end - 1]):
        return
    longest = max(start, end - LONGEST)
    chosen = words[longest:end]
    stems = tuple([stem(word.text) for word in chosen])
    plain = max([longest + at for at, word in enumerate(chosen) if word.kind != "N"], default=-1)
    for first in range(longest, end):
        yield Phrase(
            stems[first - longest :], words[first].start, words[end - 1].end, entered or first > start, first > plain
        )


def _can_end(token: Token) -> bool:
    lower = token.text.lower()
    if token.kind == "N":
        return len(lower) > 1
    if len(lower) < 3 or lower in _SETS["adjective"]:
        return False
    return not _ADJECTIVE.search(lower) or lower in _SETS["al_noun"]
