"""Subjects inside one story: communities of claims, named by the noun phrases that their sentences print."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from tasks.noun_phrases import stem
from tasks.records import Claim, CrossReference, Material, Topic
from tasks.text import made, mint
from tasks.topics.features import Features, Sentences, features, vectors
from tasks.topics.graph import Edges, communities, edges
from tasks.topics.labels import Labelled, Labels

OTHER = "Other"
MOST = 9  # as many sections as a reader takes in at a glance
FEWEST = 3  # sections that are worth making, where the material allows; and claims that make one
SMALL = 8  # claims; fewer are one section
# Sections per square root of the claims: 4 of 45 claims, 7 of 140, 9 of 230 and more, as the sections of long reports.
_PER_ROOT = 0.7
_SPEAKS = 2  # who is quoted as often acts in the story
# Above 1 small and clear subjects stay apart from large ones; the further steps are for stories that do not part.
_RESOLUTIONS = (1.3, 2.0, 3.0)


def topics(material: Material, crossreference: CrossReference) -> tuple[Topic, ...]:
    """The subjects of one story in reading order: by first day, then by weight; every claim stands in exactly one."""
    paths = {document.id: document.path for document in material.documents}
    claims = sorted(crossreference.claims, key=lambda claim: _place(claim, paths))
    if not claims:
        return ()
    sentences = Sentences(material)
    found = features(sentences, claims)
    labels = Labels(found, _actors(material))
    named: list[tuple[list[int], Labelled]] = []
    rest: list[int] = []
    for members in _sections(material, sentences, found):
        label = labels.of(members)
        if label.phrases and len(members) >= min(FEWEST, len(claims)):
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


def _sections(material: Material, sentences: Sentences, found: Features) -> list[list[int]]:
    count = len(found.subjects)
    if count < SMALL:
        return [list(range(count))]
    links = edges(found.subjects, vectors(material, sentences, found.subjects))
    most = min(MOST, max(FEWEST, round(math.sqrt(count) * _PER_ROOT)))
    for resolution in _RESOLUTIONS:
        groups = communities(count, links, resolution)
        if sum(len(group) >= FEWEST for group in groups) >= FEWEST:
            break
    return _merge(groups, links, most)


def _merge(groups: list[list[int]], links: Edges, most: int) -> list[list[int]]:
    """At most `most` groups of FEWEST claims or more, and smaller ones that are linked with nothing: the smallest group
    joins the one it is linked with most closely for its size."""
    home = {node: index for index, group in enumerate(groups) for node in group}
    alive = dict(enumerate(groups))
    apart: set[int] = set()
    while True:
        joining = [index for index in alive if index not in apart]
        large = sum(len(alive[index]) >= FEWEST for index in joining)
        small = min(joining, key=lambda index: (len(alive[index]), index), default=None)
        if small is None or (len(alive[small]) >= FEWEST and large <= most):
            return sorted(alive.values())
        pull: dict[int, float] = {}
        for (one, other), weight in links.items():
            a, b = home[one], home[other]
            if a != b and small in (a, b):
                pull[a + b - small] = pull.get(a + b - small, 0.0) + weight
        if not pull:
            apart.add(small)
            continue
        best = max(pull, key=lambda index: (pull[index] / math.sqrt(len(alive[index])), -index))
        alive[best] = sorted(alive[best] + alive.pop(small))
        apart.discard(best)
        for node in alive[best]:
            home[node] = best


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
    return made(Topic, values)
