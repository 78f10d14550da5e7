"""Stories written in case files."""

from __future__ import annotations

from tasks.records import Material
from tests.crossreference.reports import report, story


def told(text: str) -> Material:
    """The story of reports that are written one after another, each under a line "# name" or "# name day"."""
    documents = []
    for part in text.split("# ")[1:]:
        head, _, body = part.partition("\n")
        name, _, day = head.partition(" ")
        documents.append(report(name, body.strip("\n"), published=day or None))
    return story(documents)
