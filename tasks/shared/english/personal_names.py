"""Personal names taken apart, and folded so that spellings of one name are equal."""

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
    """`given`, `middle` and `surname` are folded by `fold_spelling`; a name of one word has only a surname. `particles`
    stand before the surname ("bin", "van der"); `suffix` is "jr", "iii" or empty; `first` the given name as printed."""

    given: str
    middle: tuple[str, ...]
    particles: tuple[str, ...]
    surname: str
    suffix: str
    first: str


@lru_cache(maxsize=8192)
def fold_spelling(word: str) -> str:
    """One key for the spellings of a name: accents off, lower case, y, j, i and their doubles alike, doubled letters
    once, "kh" as "h", "ph" as "f", "ts" and "tz" as "c", "w" as "v"; no hyphens or apostrophes. "Halvorskyy",
    "Halvorsky" and "Halvorskiy" are one."""
    plain = ascii_fold(word).lower().replace("-", "").replace("'", "").replace(".", "")
    plain = plain.replace("kh", "h").replace("ph", "f").replace("ts", "c").replace("tz", "c").replace("w", "v")
    # A first letter stays: "Jan" and "Ian" are two names.
    plain = plain[:1] + _ONE_SOUND.sub("i", plain[1:])
    return _DOUBLED.sub(r"\1", plain)


@lru_cache(maxsize=8192)
def personal_name(text: str) -> PersonalName:
    """The parts of a name as printed. "Tomas R. Vale Jr." has the middle "r" and the suffix "jr"."""
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
    """m or f where the given name tells; None where it does not."""
    gender = given_names().get(ascii_fold(name.first))
    return gender if gender in ("m", "f") else None


def same_given(one: str, other: str) -> str | None:
    """The rule by which two folded given names are one ("Joe" for "Joseph", an initial), or None."""
    if one == other:
        return "the same given name"
    if min(len(one), len(other)) == 1 and one[0] == other[0]:
        return "an initial"
    short = short_names()
    if other in short.get(one, ()) or short.get(one, frozenset()) & short.get(other, frozenset()):
        return "a short form of the given name"
    return None


def best_form(forms: Sequence[str], kind: NameKind) -> str:
    """Of the forms of a name, the most frequent first, the one to show: the first full form of a person's name, and of
    anything else the first."""
    if kind != "person":
        return forms[0]
    named = [form for form in forms if not form.lower().startswith("the ")] or list(forms)
    return next((form for form in named if " " in form), named[0])
