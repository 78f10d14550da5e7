"""The words of a sentence as they are compared: stems in order, with what is a name and what is a number.

Method: Snowball stems (Porter 2), stop words left out; a country, its people and its capital are one word; a number
written out is the number. Everything here is a function of the sentence alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

import snowballstemmer

from tasks.crossreference.chunks import Chunks
from tasks.shared.english.lexicon import adjectives, countries, ordinary_rank

_HERE = Path(__file__).parent


def read_words(name: str) -> frozenset[str]:
    """The words of a word list in this folder; lines that begin with "#" are comments. Raises FileNotFoundError for an
    unknown name."""
    lines = (_HERE / name).read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _read_countries() -> dict[str, str]:
    """By word or two words joined by a hyphen, in lower case, the country that it stands for when capitalised."""
    named = {form: country.code for country in countries() for form in (*country.names, *country.capitals)}
    found = {form.lower().replace(" ", "-"): "@" + code for form, code in (named | adjectives()).items()}
    for line in (_HERE / "seats_of_government.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            code, seats = line.split("\t")
            found.update(dict.fromkeys(seats.split(), "@" + code))
    return {form: code for form, code in found.items() if form.count("-") < 2}


STOP_WORDS = read_words("stop_words.txt")
COUNTRIES = _read_countries()
_COUNTRY_HEADS = frozenset(
    form for word in COUNTRIES if "-" in word for form in (word.split("-")[0].capitalize(), word.split("-")[0].upper())
)

_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_ONES = tuple(f"zero one two three four five six seven eight nine {_TEENS}".split())
_TENS = tuple(f"{tens}ty" for tens in ("twen", "thir", "for", "fif", "six", "seven", "eigh", "nine"))
NUMBER_WORDS = {word: value for value, word in enumerate(_ONES)}
NUMBER_WORDS |= {word: 10 * (value + 2) for value, word in enumerate(_TENS)}
NUMBER_WORDS |= {
    f"{tens}-{ones}": 10 * (value + 2) + one
    for value, tens in enumerate(_TENS)
    for one, ones in enumerate(_ONES[1:10], 1)
}
# "one" is a pronoun as often as a number, and the large ones only scale what stands before them
_COUNTING = {word: value for word, value in NUMBER_WORDS.items() if value >= 2}

_WORD = re.compile(r"(?:[A-Z]\.){2,}|\d[\d,.]*\d|\d|[^\W\d_]+(?:['’][^\W\d_]+)*(?:-[^\W\d_]+(?:['’][^\W\d_]+)*)*")
_STEMMER = snowballstemmer.stemmer("english")
# hyphenated words up to this length are one word spelled loosely ("air-strike", "airstrike"); longer ones are several
_LOOSE_HYPHEN = 12


class Word(NamedTuple):
    """`stem` is what is compared; `#` before a number and `@` before a country keep them apart from plain stems."""

    stem: str
    capital: bool


_STEM = itemgetter(0)


def _read_irregular() -> tuple[dict[str, str], frozenset[str]]:
    """Plain form by irregular form, and the forms that can only be past or participle."""
    plain: dict[str, str] = {}
    past: set[str] = set()
    for line in (_HERE / "irregular_forms.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            word, forms = line.split("\t")
            plain.update((form.rstrip("*"), word) for form in forms.split())
            past.update(form.rstrip("*") for form in forms.split() if form.endswith("*"))
    return plain, frozenset(past)


def _read_spellings() -> dict[str, str]:
    """The American stem by the British one, where they differ."""
    lines = (_HERE / "spellings.tsv").read_text("utf-8").splitlines()
    pairs = [[_STEMMER.stemWord(word) for word in line.split("\t")] for line in lines if not line.startswith("#")]
    return {british: american for british, american in pairs if british != american}


IRREGULAR, PAST_FORMS = _read_irregular()
_AMERICAN = _read_spellings()


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The Snowball stem of a word in lower case; for an irregular form the stem of its base form."""
    plain = str(_STEMMER.stemWord(IRREGULAR.get(word, word)))
    return _AMERICAN.get(plain, plain)


# The commonest words of spoken English ("get", "come", "thing") tell little of what is stated, however rare they are in
# one story.
_EVERYDAY_WORDS = 100
EVERYDAY_STEMS = frozenset(stem(word) for word, rank in ordinary_rank().items() if rank < _EVERYDAY_WORDS)
SAYING_STEMS = frozenset(map(stem, read_words("saying_words.txt")))


@lru_cache(maxsize=1 << 16)
def words_of(surface: str) -> tuple[Word, ...]:
    """What one printed word stands for: no word, one, or the parts of a hyphenated one."""
    capital = surface[0].isupper()
    lower = surface.replace("’", "'").lower()
    lower = lower[:-2] if lower.endswith("'s") else lower.rstrip("'")
    if capital and lower in COUNTRIES:
        return (Word(COUNTRIES[lower], True),)
    if lower[:1].isdigit():
        return (Word("#" + lower.replace(",", "").rstrip("."), False),)
    if lower in _COUNTING and (not capital or surface[1:].islower()):
        return (Word(f"#{_COUNTING[lower]}", False),)
    if "-" not in lower:
        return () if lower in STOP_WORDS or len(lower) < 2 else (Word(stem(lower), capital),)
    if not capital and len(lower) <= _LOOSE_HYPHEN:
        return (Word(stem(lower.replace("-", "")), False),)
    return tuple(word for part in surface.split("-") if part for word in words_of(part))


def _read(chunk: str) -> tuple[Word, ...] | None:
    """The words between two white spaces; None where they hold the first half of a country's name."""
    surfaces = _WORD.findall(chunk)
    if not _COUNTRY_HEADS.isdisjoint(surfaces):
        return None
    return tuple([word for surface in surfaces for word in words_of(surface)])


_of_chunk = Chunks(_read).__getitem__


@lru_cache(maxsize=1 << 12)
def words(sentence: str) -> tuple[Word, ...]:
    """The words of a sentence that are compared, in order."""
    chunks = sentence.split()
    found = list(map(_of_chunk, chunks))
    if None in found:
        return _with_countries(chunks, found)
    return tuple(chain.from_iterable(found))  # type: ignore[arg-type]


@lru_cache(maxsize=1 << 12)
def stems(text: str) -> frozenset[str]:
    """The stems of the words of a text, as in `Word.stem`."""
    return frozenset(map(_STEM, words(text)))


def _with_countries(chunks: Sequence[str], plain: Sequence[tuple[Word, ...] | None]) -> tuple[Word, ...]:
    """The words of a sentence that may name a country in two words; `plain` are those of the chunks that begin none."""
    found: list[Word] = []
    head = ""
    for chunk, own in zip(chunks, plain, strict=True):
        if own is not None and not head:
            found += own
            continue
        for surface in _WORD.findall(chunk):
            if head:
                country = COUNTRIES.get(f"{head}-{surface}".lower())
                if country is not None:
                    found.append(Word(country, True))
                    head = ""
                    continue
                found += words_of(head)
                head = ""
            if surface in _COUNTRY_HEADS:
                head = surface
            else:
                found += words_of(surface)
    if head:
        found += words_of(head)
    return tuple(found)
