"""Joins names across stories: what several stories call by the same full name has one id."""

from __future__ import annotations

from collections.abc import Iterable

from tasks.records import StoryDigest


def names_across_stories(outlines: Iterable[StoryDigest]) -> dict[str, str]:
    """Maps each name to the name with which it is identified, both by provisional id: the first of the same kind and
    form (ignoring case) in any story, or itself. A person with a name of one word is never joined. `resolve` has
    already joined spellings inside each story."""
    first: dict[tuple[str, str], str] = {}
    result = {}
    for outline in outlines:
        for name in outline.names:
            alone = name.kind == "person" and " " not in name.name.strip()
            result[name.id] = first.setdefault((name.kind, name.id if alone else name.name.casefold()), name.id)
    return result
