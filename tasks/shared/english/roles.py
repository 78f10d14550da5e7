"""Finds the role of a person beside his name: office, rank or occupation, and the country it belongs to."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from tasks.shared.english.lexicon import adjectives, countries, roles
from tasks.shared.english.prefilter import later

_AFTER = later(r",[ \n](?:the |a |an )?((?:[\w.’'-]+[ \n]?){1,8})")
_SAME_ROLE = {
    "advisor": "adviser",
    "defence": "defense",
    "labour": "labor",
    "spokeswoman": "spokesman",
    "spokesperson": "spokesman",
    "chairwoman": "chairman",
    "chairperson": "chairman",
    "chair": "chairman",
    "sen": "senator",
    "sen.": "senator",
    "rep": "representative",
    "rep.": "representative",
    "gov": "governor",
    "gov.": "governor",
    "gen": "general",
    "gen.": "general",
    "congressman": "representative",
    "congresswoman": "representative",
}
_REACH = 72  # characters before a name in which its role may stand; longer ones are clauses


class Role(NamedTuple):
    """A role: its words in lower case, with variants normalised ("national security adviser"), and the ISO 3166 code of
    the country, "" if none is named."""

    words: str
    country: str


@cache
def country_words() -> dict[str, str]:
    """The names and adjectives of countries, as printed, each with its ISO 3166 code ("French": "FR")."""
    found = dict(adjectives())
    for country in countries():
        for name in country.names:
            found.setdefault(name, country.code)
    return found


def role_before(text: str, start: int) -> Role | None:
    """The role that ends directly before the name at offset `start` of `text`: "US President", "the company spokesman",
    "Secretary of State". It is looked for in the 72 characters before; None if there is none."""
    if not text[start - 1 : start].isspace():
        return None
    first = max(0, start - _REACH)
    words = text[first:start].split()[1 if first else 0 :]
    return _role(words) if words else None


def role_after(text: str, end: int) -> Role | None:
    """The role in apposition after the name that ends at offset `end` of `text`: ", the President of the United
    States", ", a former diplomat". None unless a comma follows at `end`, or if there is no role within 72 characters.
    """
    match = _AFTER.match(text, end, end + _REACH) if text.startswith(",", end) else None
    if not match:
        return None
    words = match.group(1).split()
    known = roles()
    for k, word in enumerate(words):
        low = word.lower()
        if low in known.heads:
            found = _role(words[: k + 1])
            if found and not found.country and k + 2 < len(words) and words[k + 1] == "of":
                rest = words[k + 3 :] if words[k + 2] == "the" else words[k + 2 :]
                prefixes = (" ".join(rest[:size]).rstrip(",.;") for size in (3, 2, 1))
                country = next((country_words()[prefix] for prefix in prefixes if prefix in country_words()), "")
                return Role(found.words, country)
            return found
        if low not in known.modifiers and word not in country_words() and not word[0].isupper():
            return None
    return None


@cache
def _last_words() -> frozenset[str]:
    """The words that can end a role."""
    known = roles()
    return known.heads | known.honorifics | known.portfolios


def _role(words: list[str]) -> Role | None:
    """The role at the end of `words`, which ends in a head, an honorific, or a head "of" a portfolio."""
    if words[-1].lower().strip("’'") not in _last_words():
        return None
    known = roles()
    low = [word.lower().strip("’'") for word in words]
    k = len(low)
    tail: list[str] = []
    if k >= 3 and low[-1] in known.portfolios and low[-2] in ("of", "the"):
        k -= 1
        tail = [low[k]]
        while k and low[k - 1] in ("of", "the"):
            k -= 1
        tail.insert(0, "of")
    if not k or (low[k - 1] not in known.heads and low[k - 1] not in known.honorifics):
        return None
    first = k - 1
    while first and (low[first - 1] in known.modifiers or low[first - 1] in known.heads):
        first -= 1
    role = " ".join([_SAME_ROLE.get(word, word) for word in low[first:k]] + tail)
    country = ""
    if first:
        before = words[first - 1].removesuffix("'s").removesuffix("’s")
        pair = " ".join([words[first - 2], before]) if first > 1 else before
        country = country_words().get(pair) or country_words().get(before) or ""
    return Role(role, country)
