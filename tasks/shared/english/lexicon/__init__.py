"""Word lists that several stages read: places, roles, given names, ordinary words.

The source of each file is stated in its first lines, which begin with "#". A list is read at its first use and then
kept; nothing is read at import.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

Gender = Literal["m", "f", "e"]

_FOLDER = Path(__file__).parent
_UNDECOMPOSED = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae", "’": "'"}
)


class Country(NamedTuple):
    """A country: its ISO 3166 code, all its names with the usual one first, its capitals, and its adjectives and
    demonyms."""

    code: str
    names: tuple[str, ...]
    capitals: tuple[str, ...]
    adjectives: tuple[str, ...]


class Roles(NamedTuple):
    """The four columns of roles.tsv, in lower case: titles before a name ("mr"), heads of a role ("minister"), words
    before a head ("deputy"), and what a head can be "of" ("state")."""

    honorifics: frozenset[str]
    heads: frozenset[str]
    modifiers: frozenset[str]
    portfolios: frozenset[str]


def ascii_fold(text: str) -> str:
    """`text` without accents and other marks on its letters: "Gdańsk" becomes "Gdansk". Letters without an ASCII form
    stay; the length can change."""
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKD", text.translate(_UNDECOMPOSED))
    return "".join(c for c in plain if not unicodedata.combining(c))


def _lines(name: str) -> list[str]:
    return [line for line in (_FOLDER / name).read_text("utf-8").splitlines() if line and not line.startswith("#")]


def rows(name: str) -> list[list[str]]:
    """The lines of a file of this folder, without comments and blank lines, split at tabs. Read anew at each call.
    Raises FileNotFoundError for an unknown name."""
    return [line.split("\t") for line in _lines(name)]


def _listed(name: str) -> list[str]:
    text = " ".join(_lines(name))
    return [word.replace("_", " ") for word in text.split()] if "_" in text else text.split()


def _words(name: str) -> frozenset[str]:
    return frozenset(_listed(name))


@cache
def common_words() -> frozenset[str]:
    """The ordinary English words of common_words.txt, in lower case."""
    return frozenset(ordinary_rank())


@cache
def ordinary_rank() -> dict[str, int]:
    """The rank by frequency of each ordinary English word, in lower case; 0 is the most frequent."""
    words = _listed("common_words.txt")
    return dict(zip(words, range(len(words)), strict=True))


@cache
def surnames_that_are_words() -> frozenset[str]:
    """Capitalised surnames that are ordinary English words too (surnames.txt)."""
    return _words("surnames.txt")


@cache
def given_names() -> dict[str, Gender]:
    """Given names, capitalised and folded to ASCII, with the gender of those who bear them: "m", "f", or "e" for
    either."""
    genders: dict[str, Gender] = {}
    for line in _lines("given_names.txt"):
        letter, *names = line.split()
        gender: Gender = "m" if letter == "m" else "f" if letter == "f" else "e"
        genders.update(dict.fromkeys(names, gender))
    return genders


@cache
def short_names() -> dict[str, frozenset[str]]:
    """For each given name, in lower case, the set of names that it may stand for: itself, its short forms and its long
    forms."""
    alike: dict[str, set[str]] = {}
    for long, short in rows("short_names.tsv"):
        for form in short.split():
            alike.setdefault(form, {form}).add(long)
            alike.setdefault(long, {long}).add(form)
    return {name: frozenset(forms) for name, forms in alike.items()}


@cache
def countries() -> tuple[Country, ...]:
    """All countries, in the order of countries.tsv."""
    return tuple(
        Country(code, *(tuple(part for part in field.split("|") if part) for field in (names, capitals, adjectives)))
        for code, names, capitals, adjectives in ([*row, "", "", ""][:4] for row in rows("countries.tsv"))
    )


@cache
def adjectives() -> dict[str, str]:
    """Adjectives and demonyms of countries, and their plurals in -s, as printed, each with the ISO 3166 code of the
    country."""
    found: dict[str, str] = {}
    for country in countries():
        for word in country.adjectives:
            found.setdefault(word, country.code)
            if not word.endswith(("s", "sh", "ch", "ese")):
                found.setdefault(word + "s", country.code)
    return found


@cache
def places() -> dict[str, str]:
    """The usual name of a place by each of its spellings: countries, capitals, states and provinces, large cities."""
    found: dict[str, str] = {}
    for country in countries():
        for name in country.names:
            found.setdefault(name, country.names[0])
    for country in countries():
        for name in country.capitals:
            found.setdefault(name, name)
    for name, *rest in rows("states.tsv"):
        for form in (name, *rest[0].split("|")) if rest else (name,):
            found.setdefault(form, name)
    for line in _lines("cities.tsv"):
        name = line.partition("\t")[0]
        found.setdefault(name, name)
        if not name.isascii():
            found.setdefault(ascii_fold(name), name)
    for name, others in rows("place_spellings.tsv"):
        usual = found.get(name, name)
        for form in (name, *others.split("|")):
            found[form] = usual
    return found


@cache
def state_places() -> frozenset[str]:
    """The spellings of `places` that mean a country or its capital."""
    found = {name for country in countries() for name in (*country.names, *country.capitals)}
    for name, others in rows("place_spellings.tsv"):
        forms = others.split("|")
        found = found.union(forms) if name in found else found.difference(forms)
    return frozenset(found)


@cache
def institutions() -> dict[str, tuple[Literal["organisation", "place"], str]]:
    """Well-known organisations and regions by each form of their name: whether it is an "organisation" or a "place",
    and the usual name."""
    found: dict[str, tuple[Literal["organisation", "place"], str]] = {}
    for kind, name, *others in rows("institutions.tsv"):
        for form in (name, *others[0].split("|")) if others else (name,):
            found[form] = ("place" if kind == "place" else "organisation", name)
    return found


@cache
def long_institutions() -> dict[str, tuple[str, ...]]:
    """The forms of `institutions` that contain a word in lower case ("House of Commons"), by their first word, each
    list with the longest form first."""
    found: dict[str, list[str]] = {}
    for form in institutions():
        if any(word[0].islower() for word in form.split()):
            found.setdefault(form.split()[0], []).append(form)
    return {word: tuple(sorted(forms, key=lambda form: (-len(form), form))) for word, forms in found.items()}


@lru_cache(maxsize=16384)
def usual_name(words: str, kind: str) -> str:
    """The usual name of a known institution, or of a known place if `kind` is "place"; `words` unchanged if it is
    neither."""
    if words in institutions():
        return institutions()[words][1]
    if kind == "place" and words in places():
        return places()[words]
    return words


@cache
def roles() -> Roles:
    """The words of roles.tsv by column."""
    columns: dict[str, frozenset[str]] = {
        kind: frozenset(word.replace("_", " ") for word in words.split()) for kind, words in rows("roles.tsv")
    }
    return Roles(columns["honorific"], columns["head"], columns["modifier"], columns["portfolio"])


@cache
def organisation_words() -> frozenset[str]:
    """Words with which the name of an organisation can end, as printed (organisation_words.txt)."""
    return _words("organisation_words.txt")


@cache
def place_words() -> frozenset[str]:
    """Words that are part of names of places, as printed (place_words.txt)."""
    return _words("place_words.txt")


@cache
def _word_sets() -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in rows("word_sets.tsv")}


@cache
def word_set(name: str) -> frozenset[str]:
    """One of the small sets of words in word_sets.tsv, by its name. Raises KeyError for an unknown name."""
    return _word_sets()[name]
