"""Topics of one story: sections of claims, each built around a noun and labelled with phrases that the documents
print."""

from __future__ import annotations

import math
from bisect import insort
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from tasks.records import Claim, CrossReference, Material, Topic
from tasks.shared.english.noun_phrases import stem
from tasks.shared.text.spans import mint, unchecked
from tasks.topics.features import Sentences, TopicFeatures, features, vectors
from tasks.topics.labels import Labelled, Labels
from tasks.topics.nouns import nouns
from tasks.topics.sections import FEWEST, Near, Section, sections

OTHER = "Other"
MOST = 9  # as many sections as a reader takes in at a glance
SMALL = 10  # claims; fewer are one section
# Sections per square root of the claims: 5 of 45 claims, 9 of 120 and more, as the sections of long reports.
_PER_ROOT = 0.8
# Claims that print a noun around which a section is gathered; the second step is for stories that do not part.
_PRINTING = (FEWEST, 2)
_JOINED = 1.5  # what several documents say counts more when sections are chosen
_SPEAKS = 2  # who is quoted as often acts in the story


def topics(material: Material, crossreference: CrossReference) -> tuple[Topic, ...]:
    """Divides the claims of one story into topics.

    Args:
        material: the story, with its names resolved.
        crossreference: its claims.

    Returns:
        Topics in reading order: by first day, then by the number of publishers (most first). Every claim is in exactly
            one topic; claims that fit none are in a last topic labelled "Other". Empty if there are no claims. The
            order in which claims are given has no influence.
    """
    paths = {document.id: document.path for document in material.documents}
    claims = sorted(crossreference.claims, key=lambda claim: _place(claim, paths))
    if not claims:
        return ()
    sentences = Sentences(material)
    found = features(sentences, claims)
    actors = _actors(material)
    labels = Labels(found, sentences, actors)
    named: list[tuple[list[int], Labelled]] = []
    enough = len(claims) >= SMALL and labels.nouns(2) > 1
    parts, rest = _sections(sentences, found, actors) if enough else (_whole(found), [])
    for noun, members in parts:
        label = labels.of(members, noun)
        if label.phrases:
            named.append((members, label))
        else:
            rest.extend(members)
    named.sort(key=lambda section: _order(material, [claims[index] for index in section[0]]))
    if rest:
        named.append((sorted(rest), Labelled(())))
    return tuple(_distinct(_topic(material, [claims[index] for index in members], label) for members, label in named))


def _distinct(found: Iterable[Topic]) -> Iterator[Topic]:
    """The same topics; of those whose first claims share their first passage, the later ones under ids of their own."""
    seen: Counter[str] = Counter()
    for topic in found:
        again = seen[topic.id]
        seen[topic.id] += 1
        yield topic.model_copy(update={"id": mint("t", topic.id, again)}) if again else topic


def _place(claim: Claim, paths: dict[str, str]) -> tuple[str, int, int, str]:
    """Where a claim first stands, so that topics do not depend on the order in which claims were found."""
    first = min(claim.evidence, key=lambda passage: (paths[passage.document], passage.start, passage.end))
    return paths[first.document], first.start, first.end, claim.id


def _sections(sentences: Sentences, found: TopicFeatures, banned: frozenset[str]) -> tuple[list[Section], list[int]]:
    """The sections of a story, and the claims that belong to none."""
    about = vectors(sentences, found.subjects)
    weights = [1.0 if subject.claim.documents < 2 else _JOINED for subject in found.subjects]
    most = min(MOST, max(FEWEST, round(math.sqrt(len(about)) * _PER_ROOT)))
    near = Near(about)
    everything = nouns(found, sentences, about, banned)
    for least in _PRINTING:
        some = {stem: noun for stem, noun in everything.items() if len(noun.claims) >= least}
        parts, rest = sections(near, weights, some, most)
        if len(parts) > 1:
            return parts, _beside(parts, rest, sentences, found)
    return _whole(found), []


def _whole(found: TopicFeatures) -> list[Section]:
    return [Section("", list(range(len(found.subjects))))]


def _beside(parts: list[Section], rest: list[int], sentences: Sentences, found: TopicFeatures) -> list[int]:
    """Puts claims of no section into that of the sentences beside theirs, since a paragraph keeps to a subject; gives
    those that still have none."""
    home = {
        place: at for at, part in enumerate(parts) for index in part.members for place in found.subjects[index].places
    }
    left: list[int] = []
    for index in rest:
        places = found.subjects[index].places
        near = Counter(home[other] for place in places for other in (place, *sentences.beside(place)) if other in home)
        if near:
            insort(parts[min(near, key=lambda at: (-near[at], at))].members, index)
        else:
            left.append(index)
    return left


def _actors(material: Material) -> frozenset[str]:
    """Stems of the names of persons, and of bodies and places that speak; a bare one is no label."""
    speaking = Counter(q.speaker.entity for extract in material.extracts for q in extract.quotations if q.speaker)
    return frozenset(
        stem(word)
        for name in material.names
        if name.kind == "person" or speaking[name.id] >= _SPEAKS
        for alias in name.aliases
        for word in alias.text.split()
    )


def _order(material: Material, claims: Sequence[Claim]) -> tuple[str, float, str]:
    published = {document.id: document.published for document in material.documents}
    days = [claim.day or published[passage.document] for claim in claims for passage in claim.evidence]
    return min((day[:10] for day in days if day), default="9"), -sum(c.publishers for c in claims), claims[0].id


def _topic(material: Material, claims: Sequence[Claim], label: Labelled) -> Topic:
    first = claims[0].evidence[0]
    path = next(document.path for document in material.documents if document.id == first.document)
    words = ", ".join(label.phrases[:2]) or OTHER
    values = {
        "id": mint("t", path, first.exact, first.start, words == OTHER),
        "story": material.story.id,
        "label": words,
        "keywords": label.phrases,
        "claims": tuple([claim.id for claim in claims]),
    }
    return unchecked(Topic, values)
