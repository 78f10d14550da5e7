"""One name for what several stories call by the same full name."""

from __future__ import annotations

from collections.abc import Iterable

from tasks.records import StoryDigest


def names_across_stories(outlines: Iterable[StoryDigest]) -> dict[str, str]:
    """For each name, by provisional id, the id of the first that it stands for one with, or its own.

    A person is joined by a name of two words or more; organisations and places by the same name. `resolve` has
    already joined the spellings inside each story.
    """
    first: dict[tuple[str, str], str] = {}
    result = {}
    for outline in outlines:
        for name in outline.names:
            alone = name.kind == "person" and " " not in name.name.strip()
            result[name.id] = first.setdefault((name.kind, name.id if alone else name.name.casefold()), name.id)
    return result
