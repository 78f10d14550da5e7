"""Who holds which office in a story, so that "the president" and "Lund Bank's chief executive" are the man whom another
sentence or document names with it.

Only where one person of the story holds the office, and where all that narrows it stands beside his name too."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from tasks.records import Material, Name
from tasks.shared.english.lexicon import roles
from tasks.shared.english.roles import role_after, role_before

_REACH = 60  # characters beside a name in which what narrows his office stands ("Lund Bank's")
_ARTICLES = frozenset({"the"})
_INDEFINITE = frozenset(
    {"a", "an", "another", "one", "some", "any", "each", "every", "former", "his", "her", "its", "their"}
)
# Offices of which a body has one; of spokesmen, officials and lawyers there may be others who are not named.
_ONE_HOLDER = frozenset(
    {"president", "premier", "chancellor", "governor", "mayor", "ceo", "chairman", "king", "queen", "pope", "emperor"}
    | {"secretary", "minister", "executive"}
)
_MOST_WORDS = 6  # of a description that is an office


class _Holder(NamedTuple):
    """A person with an office, and the words beside his name where a document gives it."""

    name: Name
    beside: frozenset[str]


class Holders(NamedTuple):
    """By the words of an office, who holds it."""

    by_office: dict[str, tuple[_Holder, ...]]


def holders_of_offices(material: Material) -> Holders:
    """The offices that the documents give to the persons of the story."""
    text = {document.id: document.text for document in material.documents}
    beside: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    persons: dict[str, Name] = {}
    for name in material.names:
        if name.kind != "person":
            continue
        persons[name.id] = name
        for mention in name.mentions:
            words = text[mention.document]
            for role in (role_before(words, mention.start), role_after(words, mention.end)):
                if role is not None:
                    near = words[max(0, mention.start - _REACH) : mention.end + _REACH]
                    beside[role.words][name.id].update(_words(near))
    return Holders(
        {
            office: tuple([_Holder(persons[id_], frozenset(words)) for id_, words in sorted(who.items())])
            for office, who in beside.items()
            if office not in roles().honorifics
        }
    )


def holder_of(description: str, holders: Holders) -> Name | None:
    """The one person of the story whom a description by office means; None where it is no office, where several hold
    it, or where something narrows it that does not stand beside his name."""
    printed = description.split()
    low = [word.lower().strip("’'") for word in printed]
    if not 0 < len(low) <= _MOST_WORDS or low[0] in _INDEFINITE or low[-1] not in roles().heads:
        return None
    role = role_before(f"{description} ", len(description) + 1)
    if role is None:
        return None
    office = role.words.split()
    if office[-1] not in _ONE_HOLDER or office == ["executive"]:
        return None
    rest = _words(" ".join(word for word in printed if word.lower() not in _ARTICLES)) - set(office) - set(low[-1:])
    definite = low[0] in _ARTICLES or bool(rest)
    several = [
        holder for held, who in holders.by_office.items() if held.split()[-len(office) :] == office for holder in who
    ]
    if not definite or len({holder.name.id for holder in several}) != 1:
        return None
    beside = frozenset().union(*[holder.beside for holder in several])
    return several[0].name if rest <= beside else None


def _words(text: str) -> set[str]:
    found = set()
    for word in text.split():
        plain = word.lower().strip(".,;:()“”\"'’").removesuffix("'s").removesuffix("’s")
        if plain:
            found.add(plain)
    return found
