"""Groups documents that report the same event into stories.

Documents are TF-IDF vectors of stems, names and days; pairs that share terms of high weight are candidates and get
their exact cosine similarity (`linking`); agglomerative clustering by average similarity stops at one fixed threshold
(`clustering`).
"""

from __future__ import annotations

from collections.abc import Sequence

from tasks.records import CopyOutline, Features, Story, Thresholds
from tasks.shared.text.spans import mint
from tasks.stories.clustering import clusters
from tasks.stories.linking import links, weighted


def stories(
    features: Sequence[Features], copies: Sequence[CopyOutline], threshold: float = Thresholds().story
) -> tuple[Story, ...]:
    """Groups documents into stories.

    Args:
        features: the features of all documents, in any order.
        copies: all copy groups; documents of one group of kind "copy" are always in one story.
        threshold: the average similarity from which clusters join.

    Returns:
        Stories that contain every document exactly once, in order of the path of their first document; document ids in
        a story are in order of path. A document like no other is a story by itself.
    """
    ordered = sorted(features, key=lambda each: each.path)
    if not ordered:
        return ()
    days = [each.day for each in ordered]
    vectors = weighted([each.terms for each in ordered])
    place = {each.id: index for index, each in enumerate(ordered)}
    same = [sorted(place[member] for member in group.members) for group in copies if group.kind == "copy"]
    members = clusters(vectors, links(vectors, days), days, same, threshold)
    return tuple(
        Story(
            id=mint("s", ordered[indices[0]].path, ordered[indices[0]].sha256),
            documents=tuple(ordered[index].id for index in indices),
        )
        for indices in members
    )
