"""Which documents tell the same event.

Documents are vectors of weighted stems, names and days; those that share heavy terms are candidates and get their exact
likeness (`linking`); clusters grow by average likeness down to one fixed threshold (`clustering`).
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
    """Every document in exactly one story, also the one that tells of something nobody else does.

    Documents as alike as `threshold` come together. Documents of a story, and stories by their first, run in order of
    path; the order of `features` has no influence. Copies of one article are never parted.
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
