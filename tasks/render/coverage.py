"""What one document alone carries, and what it is silent on.

All of it is counted from claims and their passages. Documents say one thing in many ways, and a claim may stand in a
document in words that were not matched; so a page says what was not found, never that it is not there.
"""

from __future__ import annotations

from collections import defaultdict

from pydantic import Field

from tasks.records import PublishedClaim, Record, StoryDossier

WIDE = 2  # a claim that only one other document carries is no measure of silence


class Coverage(Record):
    """What one document carries of its story: a row of coverage.jsonl."""

    document: str
    claims: int = Field(description="how many claims rest on passages of the document")
    only_here: tuple[str, ...] = Field(description="claims that no other document carries, in order of its text")
    absent: tuple[str, ...] = Field(
        description="claims of two or more documents, and of at least half of the others in its story, that were not "
        "found in it, those of most documents first"
    )


def coverage(dossier: StoryDossier) -> tuple[Coverage, ...]:
    """For each document of the story, in order of letters, what it alone carries and which widely reported claims it
    lacks."""
    carried: dict[str, list[tuple[int, str]]] = defaultdict(list)
    only: dict[str, set[str]] = defaultdict(set)
    absent: dict[str, list[PublishedClaim]] = defaultdict(list)
    others = dossier.story.documents
    for claim in dossier.claims:
        first: dict[str, int] = {}
        for evidence in claim.evidence:
            first[evidence.document] = min(evidence.start, first.get(evidence.document, evidence.start))
        for document, start in first.items():
            carried[document].append((start, claim.id))
            if len(first) == 1:
                only[document].add(claim.id)
        if len(first) >= WIDE and 2 * len(first) >= len(others) - 1:
            for document in others:
                if document not in first:
                    absent[document].append(claim)
    return tuple(
        Coverage(
            document=document.id,
            claims=len(carried[document.id]),
            only_here=tuple(claim for _, claim in sorted(carried[document.id]) if claim in only[document.id]),
            absent=tuple(claim.id for claim in sorted(absent[document.id], key=lambda c: (-c.documents, c.id))),
        )
        for document in dossier.documents
    )
