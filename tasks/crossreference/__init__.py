"""What the documents of one story say together: the same statement in different words, and where they differ."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.crossreference.assign import assign
from tasks.crossreference.claims import claims
from tasks.crossreference.cluster import cluster, seated
from tasks.crossreference.conflicts import conflicts
from tasks.crossreference.conflicts.shared import StoryEvidence
from tasks.crossreference.connections import connections
from tasks.crossreference.passages import Passage, days, passages
from tasks.crossreference.score import pairs, score, units
from tasks.crossreference.titles import StatedByDocument, parted, stated_by
from tasks.crossreference.utterances import groups, renderings, sharing_words, utterance
from tasks.records import CrossReference, Document, Material, Thresholds
from tasks.shared.speakers.attributable import heard


def crossreference(material: Material, threshold: float = Thresholds().join) -> CrossReference:
    """The claims of one story with their evidence, the utterances, the differences and the connections. Sentences that
    score `threshold` are joined. Nothing of another story is looked at; the same material always gives the same
    result."""
    published = [days(document.published[:10]) if document.published else None for document in material.documents]
    certain = [
        day.first if day and _stated(document) else None
        for day, document in zip(published, material.documents, strict=True)
    ]
    said = [list(heard(extract.quotations)) for extract in material.extracts]
    found = passages(material, said)
    weighed, spread = units(found)
    likely = pairs(found, weighed, spread, certain)
    joined, alike = assign(found, weighed, likely, threshold)
    gated = {(pair.first, pair.second): pair.score for pair in likely}

    def likeness(one: int, two: int) -> float:
        value = gated.get((one, two) if one < two else (two, one))
        return score(weighed[one], weighed[two])[0] if value is None else value

    clusters = cluster(found, weighed, joined, likeness)
    seats = seated(found, weighed, [document.text for document in material.documents], clusters)
    told = [stated_by(extract) for extract in material.extracts]
    clusters, seats = _agreeing(clusters, seats, told)
    stated = claims(material, found, clusters, seats, alike, told)
    rendered = renderings(material, said)
    sharing = tuple(sharing_words(rendered))
    spoken = groups(material, rendered, sharing, seats)
    return CrossReference(
        story=material.story.id,
        claims=stated,
        utterances=tuple(map(utterance, spoken)),
        conflicts=conflicts(StoryEvidence(material, found, weighed, likely, rendered, sharing, spoken, published)),
        connections=connections(material, found, clusters, stated),
    )


def _agreeing(
    clusters: Sequence[Sequence[int]], seats: Sequence[Sequence[Passage]], told: Sequence[StatedByDocument]
) -> tuple[list[list[int]], list[list[Passage]]]:
    """The clusters and their seats, those parted of which no rendering is stated by all documents; in order of their
    first passage."""
    groups = [
        ([members[place] for place in group], [sitting[place] for place in group])
        for members, sitting in zip(clusters, seats, strict=True)
        for group in parted(sitting, told)
    ]
    groups.sort(key=lambda pair: pair[0])
    return [members for members, _ in groups], [sitting for _, sitting in groups]


def _stated(document: Document) -> bool:
    """The document states its day of publication; an inferred one keeps nothing apart."""
    return document.published_basis is None or document.published_basis.kind == "stated"
