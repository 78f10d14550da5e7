"""Parses personal names, and folds their words so that different spellings of one name are equal."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from tasks.records import NameKind
from tasks.shared.english.lexicon import Gender, ascii_fold, given_names, short_names
from tasks.shared.english.prefilter import later

_SUFFIXES = frozenset(["jr", "jr.", "sr", "sr.", "ii", "iii", "iv"])
# Words that stand before a surname or inside a name in lower case.
PARTICLES = frozenset(
    "de da do dos das di del della der den van von bin ibn bint abu al el la le du ten ter zu es y".split()  # noqa: SIM905
)
_ONE_SOUND = later(r"[yij]+")
_DOUBLED = later(r"(.)\1+")


class PersonalName(NamedTuple):
    """The parts of a name. `given`, `middle` and `surname` are folded by `fold_spelling`; a name of one word has only a
    surname, and "" as `given`. `particles` are the lower-case words before the surname ("bin", "van der"); `suffix` is
    "jr", "iii" or ""; `first` is the given name as printed."""

    given: str
    middle: tuple[str, ...]
    particles: tuple[str, ...]
    surname: str
    suffix: str
    first: str


@lru_cache(maxsize=8192)
def fold_spelling(word: str) -> str:
    """A key that is equal for the usual spellings (transliterations) of one word of a name: "Halvorskyy", "Halvorsky"
    and "Halvorskiy" are one. Lower case without accents, hyphens, apostrophes and full stops; y, i, j and their doubles
    alike after the first letter; doubled letters once; "kh" as "h", "ph" as "f", "ts" and "tz" as "c", "w" as "v"."""
    plain = ascii_fold(word).lower().replace("-", "").replace("'", "").replace(".", "")
    plain = plain.replace("kh", "h").replace("ph", "f").replace("ts", "c").replace("tz", "c").replace("w", "v")
    # A first letter stays: "Jan" and "Ian" are two names.
    plain = plain[:1] + _ONE_SOUND.sub("i", plain[1:])
    return _DOUBLED.sub(r"\1", plain)


@lru_cache(maxsize=8192)
def personal_name(text: str) -> PersonalName:
    """Parses a name as printed, which must have at least one word (IndexError otherwise). "Tomas R. Vale Jr." has the
    given name "tomas", the middle name "r" and the suffix "jr"."""
    words = text.split()
    suffix = ""
    if len(words) > 1 and words[-1].lower() in _SUFFIXES:
        suffix = words.pop().lower().rstrip(".")
    surname = fold_spelling(words[-1])
    k = len(words) - 1
    while k > 1 and words[k - 1].lower() in PARTICLES:
        k -= 1
    particles = tuple(reversed([word.lower() for word in words[k:-1]]))
    given = fold_spelling(words[0]) if len(words) > 1 else ""
    middle = tuple(fold_spelling(word) for word in words[1:k])
    return PersonalName(given, middle, particles, surname, suffix, words[0] if len(words) > 1 else "")


def gender_of(name: PersonalName) -> Gender | None:
    """The gender, "m" or "f", by the given name (given_names.txt); None if it is not listed or given to both."""
    gender = given_names().get(ascii_fold(name.first))
    return gender if gender in ("m", "f") else None


def same_given(one: str, other: str) -> str | None:
    """Why two given names (not empty, folded by `fold_spelling`) can be one person's: the rule in words ("an initial"),
    or None if they cannot."""
    if one == other:
        return "the same given name"
    if min(len(one), len(other)) == 1 and one[0] == other[0]:
        return "an initial"
    short = short_names()
    if other in short.get(one, ()) or short.get(one, frozenset()) & short.get(other, frozenset()):
        return "a short form of the given name"
    return None


def best_form(forms: Sequence[str], kind: NameKind) -> str:
    """The form of a name that is shown: of a person's the first that has several words and does not begin with "the",
    of anything else the first. `forms` are not empty and ordered by frequency, the most frequent first."""
    if kind != "person":
        return forms[0]
    named = [form for form in forms if not form.lower().startswith("the ")] or list(forms)
    return next((form for form in named if " " in form), named[0])
