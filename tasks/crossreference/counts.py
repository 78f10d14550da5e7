"""How many documents, publishers and origins stand behind a claim: three numbers, never one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tasks.crossreference.passages import Passage
from tasks.publishers import publisher_groups
from tasks.records import CopyGroup, Document, Speaker
from tasks.text import fold


def origin_groups(documents: Sequence[Document], copies: Sequence[CopyGroup]) -> dict[str, str]:
    """By document, the one that its own words count as: the same for copies of one another, and for documents that
    credit the same agency."""
    same = Unions(document.id for document in documents)
    for group in copies:
        members = [member for member in group.members if member in same]
        for member in members[1:]:
            same.join(members[0], member)
    credited: dict[str, str] = {}
    for document in documents:
        for agency in document.agencies:
            same.join(credited.setdefault(fold(agency.name), document.id), document.id)
    return {document.id: same.root(document.id) for document in documents}


def origins(
    members: Sequence[Passage], documents: Sequence[Document], groups: dict[str, str]
) -> tuple[int, tuple[str, ...]]:
    """How many origins the passages trace to, and the names of those that are named.

    One speaker is one origin, however many documents carry his words; so is somebody and whoever relays him ("the
    ministry said Vale had warned"), and so are documents that took one text."""
    same = Unions(str(index) for index in range(len(members)))
    for second, two in enumerate(members):
        for first, one in enumerate(members[:second]):
            if _one_origin(one, two, documents, groups):
                same.join(str(first), str(second))
    names: dict[str, str] = {}
    for index, passage in enumerate(members):
        speaker = _speaker(passage)
        if speaker is not None:
            names.setdefault(same.root(str(index)), speaker.name)
    return len({same.root(str(index)) for index in range(len(members))}), tuple(dict.fromkeys(names.values()))


def _one_origin(one: Passage, two: Passage, documents: Sequence[Document], groups: dict[str, str]) -> bool:
    a, b = _speaker(one), _speaker(two)
    if a is None and b is None:
        return groups[documents[one.document].id] == groups[documents[two.document].id]
    if a is None or b is None:
        return False
    if a.entity is not None and a.entity == b.entity:
        return True
    last, last_there = _last_word(a.name), _last_word(b.name)
    return last == last_there or _names(one.text, last_there) or _names(two.text, last)


def _speaker(passage: Passage) -> Speaker | None:
    return passage.quotation.speaker if passage.quotation is not None else None


def _last_word(name: str) -> str:
    """The word that stands for a name alone: the surname of a person, the head of "the White House"."""
    return re.findall(r"[^\W_]+", name)[-1] if re.search(r"[^\W_]", name) else name


def _names(sentence: str, word: str) -> bool:
    return word[:1].isupper() and re.search(rf"\b{re.escape(word)}\b", sentence) is not None


def publishers(members: Sequence[Passage], documents: Sequence[Document], groups: dict[str, str]) -> int:
    """The most publishers there can be; `groups` gives the one by which each document counts."""
    return len({groups[documents[passage.document].id] for passage in members})


def publisher_of(documents: Sequence[Document]) -> dict[str, str]:
    """By document, the first document of those that count as one publisher with it."""
    return {member: group.documents[0] for group in publisher_groups(documents) for member in group.documents}


class Unions:
    """Which of some names belong together (union-find); the root is the first of them in alphabetical order."""

    def __init__(self, names: Iterable[str]) -> None:
        self._above = {name: name for name in names}

    def __contains__(self, name: str) -> bool:
        return name in self._above

    def root(self, name: str) -> str:
        while self._above[name] != name:
            name = self._above[name]
        return name

    def join(self, one: str, two: str) -> None:
        first, second = sorted((self.root(one), self.root(two)))
        self._above[second] = first
