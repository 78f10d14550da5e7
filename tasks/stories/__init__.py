"""Which documents tell the same event.

Documents are vectors of weighted stems, names and days (`terms`); those that share heavy terms are candidates and get
their exact likeness (`linking`); clusters grow by average likeness down to one fixed threshold (`clustering`).
"""

from __future__ import annotations

from collections.abc import Sequence

from tasks.records import CopyGroup, Document, Extract, Story, Thresholds
from tasks.stories.clustering import clusters
from tasks.stories.linking import links, weighted
from tasks.stories.terms import day_of, terms
from tasks.text import mint


def stories(
    documents: Sequence[Document],
    extracts: Sequence[Extract],
    copies: Sequence[CopyGroup],
    threshold: float = Thresholds().story,
) -> tuple[Story, ...]:
    """Every document in exactly one story, also the one that tells of something nobody else does.

    `extracts` run parallel to `documents`; documents as alike as `threshold` come together. Documents of a story, and
    stories by their first, run in order of path; the order of `documents` has no influence. Copies of one article are
    never parted.
    """
    told = sorted(zip(documents, extracts, strict=True), key=lambda pair: pair[0].path)
    ordered = [document for document, _ in told]
    if not ordered:
        return ()
    days = [day_of(document) for document in ordered]
    vectors = weighted([terms(document, extract) for document, extract in told])
    place = {document.id: index for index, document in enumerate(ordered)}
    same = [sorted(place[member] for member in group.members) for group in copies if group.kind == "copy"]
    members = clusters(vectors, links(vectors, days), days, same, threshold)
    return tuple(
        Story(
            id=mint("s", ordered[indices[0]].path, ordered[indices[0]].sha256),
            documents=tuple(ordered[index].id for index in indices),
        )
        for indices in members
    )
