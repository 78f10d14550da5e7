"""What the documents of one story say together: the same statement in different words, and where they differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from tasks.crossreference.claims import claims
from tasks.crossreference.cluster import cluster, seated
from tasks.crossreference.conflicts import conflicts
from tasks.crossreference.conflicts.shared import StoryEvidence
from tasks.crossreference.connections import connections
from tasks.crossreference.pair_features import Features
from tasks.crossreference.passages import Days, Passage, days, passages
from tasks.crossreference.reasons import because
from tasks.crossreference.same_statement import judged, reads_alike
from tasks.crossreference.score import Pair, ScoredSentence, pairs, units
from tasks.crossreference.titles import StatedByDocument, parted, stated_by
from tasks.crossreference.utterances import groups, renderings, sharing_words, utterance
from tasks.crossreference.vetoes import keeps_apart
from tasks.records import CrossReference, Document, Material, Quotation, Thresholds
from tasks.shared.speakers.attributable import heard


def crossreference(material: Material, threshold: float = Thresholds().join) -> CrossReference:
    """The claims of one story with their evidence, the utterances, the differences and the connections. Sentences that
    score `threshold` are joined. Nothing of another story is looked at; the same material always gives the same
    result."""
    found, said, published, weighed, spread, likely = prepare(material)
    features = Features(found, weighed, spread, likely)
    apart = frozenset(
        [(pair.first, pair.second) for pair in likely if keeps_apart(pair, found[pair.first], found[pair.second])]
    )
    joins = judged(features, likely, lambda pair: (pair.first, pair.second) in apart)
    clusters = cluster(found, joins, apart, threshold)
    alike = reads_alike(likely, joins, apart, threshold)
    seats = seated(found, weighed, [document.text for document in material.documents], clusters)
    told = [stated_by(extract) for extract in material.extracts]
    clusters, seats = _agreeing(clusters, seats, told)
    reasons = because(found, clusters, joins, features)
    stated = claims(material, found, clusters, seats, alike, told, reasons)
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


class Prepared(NamedTuple):
    """The passages of a story, by document the quotations that feed claims and the day of publication, the passages
    weighed, in how many of them each stem stands, and the pairs that read alike."""

    passages: tuple[Passage, ...]
    said: list[list[Quotation]]
    published: list[Days | None]
    weighed: tuple[ScoredSentence, ...]
    spread: Counter[str]
    alike: list[Pair]


def prepare(material: Material) -> Prepared:
    """What a story's documents hold that can be compared, and which passages read alike."""
    published = [days(document.published[:10]) if document.published else None for document in material.documents]
    certain = [
        day.first if day and _stated(document) else None
        for day, document in zip(published, material.documents, strict=True)
    ]
    said = [list(heard(extract.quotations)) for extract in material.extracts]
    found = passages(material, said)
    weighed, spread = units(found)
    return Prepared(found, said, published, weighed, spread, pairs(found, weighed, spread, certain))


def _stated(document: Document) -> bool:
    """The document states its day of publication; an inferred one keeps nothing apart."""
    return document.published_basis is None or document.published_basis.kind == "stated"
