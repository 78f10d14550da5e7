"""How many documents, publishers and origins stand behind a claim: three numbers, never one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from tasks.crossreference.origins import Copies, OriginGroup, agency_of, is_agency, origin_groups
from tasks.crossreference.passages import Passage
from tasks.crossreference.reuse import taken
from tasks.records import Document, Speaker
from tasks.shared.numerics.union_find import Joining
from tasks.shared.press.outlets import full_name
from tasks.shared.press.publishers import publisher_groups, publisher_keys


def origins(members: Sequence[Passage], documents: Sequence[Document], copies: Copies) -> tuple[int, tuple[str, ...]]:
    """Counts the independent origins of a claim.

    One speaker is one origin, however many documents carry his words; so are a speaker and whoever relays him ("the
    ministry said Vale had warned"), documents that took these words from one text or credit one agency, and passages
    that share a run of words.

    Args:
        members: the passages of the claim.
        documents: the documents of the story.
        copies: what pairs of documents share (`tasks.crossreference.origins.shared`).

    Returns:
        The number of origins, at least 1, and the names of those that are named.
    """
    said = [_speaker(member) for member in members]
    if len(members) == 1:
        return 1, (said[0].name,) if said[0] is not None else _agency(documents[members[0].document])
    groups = _texts(members, documents, copies)
    texts = [groups[member.document] for member in members]
    same = Joining(len(members))
    # what nobody is said to say is joined by its text alone
    same.by_key([() if speaker else (text.documents,) for speaker, text in zip(said, texts, strict=True)])
    for first, *others in taken(members, documents):
        for other in others:
            same.join(first, other)
    for second in range(1, len(members)):
        for first in range(second):
            if (said[first] or said[second]) and _one_origin(
                members[first], members[second], texts[first], texts[second]
            ):
                same.join(first, second)
    _join_statements(same, said)
    names: list[str] = []
    found = same.groups()
    for group in found:
        speakers = [speaker.name for index in group if (speaker := said[index]) is not None]
        speakers.sort(key=is_statement)
        agencies = [name for index in group if (name := texts[index].name) is not None]
        credited = sorted({name for index in group for name in _agency(documents[members[index].document])})
        names += (speakers or agencies or (credited if len(credited) == 1 else []))[:1]
    return len(found), tuple(dict.fromkeys(names))


_STATEMENT = re.compile(
    r"(?:(?:the|a|an|its|his|her|their|this|that) )?(?:[\w’'-]+ ){0,2}"
    r"(?:statement|readout|read-out|press release|news release|communiqu[eé]|announcement|memo|memorandum)",
    re.IGNORECASE,
)


@lru_cache(maxsize=1 << 12)
def is_statement(name: str) -> bool:
    """Whether a speaker is a text that somebody published: "the readout"."""
    return _STATEMENT.fullmatch(name) is not None


def _join_statements(same: Joining, said: Sequence[Speaker | None]) -> None:
    """Joins those who quote "the statement" to the one that the others name, if they name one."""
    texts = [index for index, speaker in enumerate(said) if speaker is not None and is_statement(speaker.name)]
    issuers = {
        same.root(index) for index, speaker in enumerate(said) if speaker is not None and not is_statement(speaker.name)
    }
    if len(issuers) == 1:
        issuer = issuers.pop()
        for index in texts:
            same.join(issuer, index)


def _agency(document: Document) -> tuple[str, ...]:
    """The agency that a document has its text from, where it is one, or credits one and no other."""
    own = agency_of(document.publisher.name) if document.publisher else None
    credited = {full_name(agency.name): agency.name for agency in document.agencies if is_agency(agency.name)}
    if own is not None:
        return (own,)
    return tuple(credited.values()) if len(credited) == 1 else ()


def _texts(members: Sequence[Passage], documents: Sequence[Document], copies: Copies) -> dict[int, OriginGroup]:
    """By document of the claim, those that have its words from one text or one agency."""
    places = {documents[passage.document].id: passage.document for passage in members}
    if len(places) == 1 or not _may_share(places, documents, copies):
        return {index: OriginGroup((id_,), None, "nothing shared") for id_, index in places.items()}
    told: dict[str, list[tuple[int, int]]] = {id_: [] for id_ in places}
    for passage in members:
        if passage.end > passage.start:
            told[documents[passage.document].id].append((passage.start, passage.end))
    groups = origin_groups([documents[index] for index in sorted(places.values())], copies, told)
    return {places[document]: group for group in groups for document in group.documents}


def _may_share(places: dict[str, int], documents: Sequence[Document], copies: Copies) -> bool:
    """One of the documents has something of another, or credits an agency."""
    for id_, index in places.items():
        if documents[index].agencies or (id_ in copies and not places.keys().isdisjoint(copies[id_])):
            return True
    return False


def _one_origin(one: Passage, two: Passage, text: OriginGroup, text_there: OriginGroup) -> bool:
    """The two passages have one origin, at least one of them being somebody's words."""
    a, b = _speaker(one), _speaker(two)
    if a is None or b is None:
        # the same text, read with its speaker in one copy and without him in the other
        return text.documents == text_there.documents and one.text == two.text
    if a.entity is not None and a.entity == b.entity:
        return True
    if _short_name(a.name, b.name) or _short_name(b.name, a.name):
        return True
    last, last_there = _last_word(a.name), _last_word(b.name)
    return last == last_there or _names(one.text, last_there) or _names(two.text, last)


def _speaker(passage: Passage) -> Speaker | None:
    return passage.quotation.speaker if passage.quotation is not None else None


@lru_cache(maxsize=1 << 12)
def _short_name(short: str, long: str) -> bool:
    """Whether a name is another with words left out, as bodies are called once they are known: "the Observatory", "the
    Lund Observatory for Tides"."""
    few, many = (re.findall(r"[^\W\d_a-z][\w’'-]*", name.removeprefix("The ")) for name in (short, long))
    return 0 < len(few) < len(many) and len(many) >= _BODY_WORDS and set(few) <= set(many)


@lru_cache(maxsize=1 << 12)
def _last_word(name: str) -> str:
    """The word that stands for a name alone: the surname of a person, the head of "the White House"."""
    return re.findall(r"[^\W_]+", name)[-1] if re.search(r"[^\W_]", name) else name


_BODY_WORDS = 3
"""Words with a capital from which a name is a body's and no person's."""


def _names(sentence: str, word: str) -> bool:
    return word[:1].isupper() and word in sentence and re.search(rf"\b{re.escape(word)}\b", sentence) is not None


def publishers(members: Sequence[Passage], documents: Sequence[Document], groups: dict[str, str]) -> int:
    """The largest possible number of publishers of the passages. `groups` is the result of `publisher_of`."""
    return len({groups[documents[passage.document].id] for passage in members})


def publisher_of(documents: Sequence[Document]) -> dict[str, str]:
    """For each document, by id, the id of the first document of its publisher group."""
    if len(documents) == 1:
        return {documents[0].id: documents[0].id}
    keys = [publisher_keys(document) for document in documents]
    return {member: group.documents[0] for group in publisher_groups(keys) for member in group.documents}
