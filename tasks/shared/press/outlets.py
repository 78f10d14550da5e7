"""The names of outlets and agencies in one normal form, so that a credit and a publisher can be compared."""

from __future__ import annotations

from functools import cache
from urllib.parse import urlsplit

from tasks.records import Agency, Document, Party
from tasks.shared.english.lexicon import rows
from tasks.shared.text.spans import fold

# Second levels under which a country's registry sells names: the outlet's own is one further left.
_REGISTRY = {"co", "com", "org", "net", "gov", "ac", "edu", "or", "ne"}


@cache
def _agencies() -> dict[str, str]:
    """Every spelling of an agency's name, folded, to its full name."""
    table = rows("agencies.tsv")
    return {fold(spelling): fold(row[0]) for row in table for spelling in row}


@cache
def _short_forms() -> dict[str, tuple[str, ...]]:
    """The other spellings of each agency's full name."""
    names = set(_agencies().values())
    return {name: tuple(short for short, full in _agencies().items() if full == name) for name in sorted(names)}


def agency_names() -> frozenset[str]:
    """The full names of all known news agencies (agencies.tsv), folded by `fold`."""
    return frozenset(_short_forms())


def full_name(name: str) -> str:
    """A name in the form in which names of outlets are compared: folded, without "the" at its head and ".com" at its
    end; the short form of an agency ("ap") becomes its full name."""
    plain = fold(name).strip(" .,()").removeprefix("the ").removesuffix(".com")
    return _agencies().get(plain, plain)


def host_of(url: str | None) -> str:
    """The host of a web address in lower case, without `www.`, `m.`, `mobile.`, `amp.` or `edition.` at its head. ""
    for no address, or one that cannot be parsed."""
    if not url:
        return ""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""
    for prefix in ("www.", "m.", "mobile.", "amp.", "edition."):
        host = host.removeprefix(prefix)
    return host


def names_of(who: Document | Party | Agency) -> frozenset[str]:
    """All comparable names (see `full_name`) of an outlet or agency, with the short forms of agencies. Of a document:
    its stated publisher, and the name in its web address if that has at least five letters or is an agency's. Empty if
    nothing is stated."""
    if isinstance(who, Document):
        found = {full_name(who.publisher.name)} if who.publisher else set()
        label = label_of(host_of(who.url))
        # A short label ("ap", "sun") says too little to be looked for in a text, unless it is an agency's.
        if len(label) >= 5 or label in _agencies():
            found.add(full_name(label))
    else:
        found = {full_name(who.name)}
    return frozenset(spelling for name in found if name for spelling in (name, *_short_forms().get(name, ())))


def label_of(host: str) -> str:
    """The part of a host that names the outlet: "bbc" of "bbc.co.uk". "" for a host without a dot."""
    parts = host.split(".")
    if len(parts) < 2:
        return ""
    return parts[-3] if len(parts) > 2 and parts[-2] in _REGISTRY else parts[-2]
