"""How many documents, publishers and origins stand behind a claim: three numbers, never one."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.crossreference.passages import Passage
from tasks.records import CopyGroup, Document


def origin_groups(documents: Sequence[Document], copies: Sequence[CopyGroup]) -> dict[str, str]:
    """The document by which each document's text counts: the same for copies of one another."""
    home = {document.id: document.id for document in documents}

    def root(document: str) -> str:
        while home[document] != document:
            document = home[document]
        return document

    for group in copies:
        members = [member for member in group.members if member in home]
        for member in members[1:]:
            one, two = sorted((root(members[0]), root(member)))
            home[two] = one
    return {document.id: root(document.id) for document in documents}


def origins(
    members: Sequence[Passage], documents: Sequence[Document], groups: dict[str, str]
) -> tuple[int, tuple[str, ...]]:
    """How many origins the passages trace to, and the names of those that are named."""
    names: list[str] = []
    found: set[str] = set()
    for passage in members:
        quotation = passage.quotation
        if quotation is not None and quotation.speaker is not None:
            key = quotation.speaker.entity or quotation.speaker.name
            if key not in found:
                names.append(quotation.speaker.name)
        else:
            key = groups[documents[passage.document].id]
        found.add(key)
    return len(found), tuple(names)


def publishers(members: Sequence[Passage], documents: Sequence[Document]) -> int:
    """The most publishers there can be: a document that names none counts as one."""
    parties = [documents[passage.document].publisher for passage in members]
    return len({party.name if party else documents[p.document].id for p, party in zip(members, parties, strict=True)})
