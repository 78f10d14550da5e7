"""Subjects inside one story: claims that share telling words, named by the words they share."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from tasks.records import Claim, CrossReference, Material, Topic
from tasks.text import fold, mint

MOST = 9  # as many sections as a reader still takes in at a glance
FEWEST_CLAIMS = 3  # two claims are no subject yet
COMMON = 0.4  # a word in more of the story's claims than this names the story, not a subject in it
_WORD = re.compile(r"[^\W\d_]{5,}")


def topics(material: Material, crossreference: CrossReference) -> tuple[Topic, ...]:
    """The subjects of one story in reading order; every claim stands in exactly one of them."""
    claims = crossreference.claims
    if not claims:
        return ()
    left = {claim.id: _words(claim) for claim in claims}
    found: list[tuple[str, list[str]]] = []
    while len(found) < MOST - 1:
        word = _next_word(left, len(claims))
        if word is None:
            break
        members = [claim for claim, words in left.items() if word in words]
        found.append((word, members))
        for claim in members:
            del left[claim]
    if left:
        found.append(("Other", list(left)))
    return tuple(_topic(material, claims, label, members) for label, members in found)


def _words(claim: Claim) -> frozenset[str]:
    return frozenset(
        word
        for passage in claim.evidence
        for word in _WORD.findall(fold(passage.exact))
    )


def _next_word(left: dict[str, frozenset[str]], claims: int) -> str | None:
    counts = Counter(word for words in left.values() for word in words)
    fit = [
        (word, n)
        for word, n in counts.items()
        if FEWEST_CLAIMS <= n <= max(FEWEST_CLAIMS, COMMON * claims)
    ]
    return (
        min(fit, key=lambda pair: (-pair[1] * math.log(1 + claims / pair[1]), pair[0]))[
            0
        ]
        if fit
        else None
    )


def _topic(
    material: Material, claims: Sequence[Claim], label: str, members: list[str]
) -> Topic:
    keywords = () if label == "Other" else (label,)
    chosen = [claim for claim in claims if claim.id in set(members)]
    first = chosen[0].title
    path = next(
        document.path
        for document in material.documents
        if document.id == first.document
    )
    identifier = mint("t", path, first.exact, first.start, label)
    return Topic(
        id=identifier,
        story=material.story.id,
        label=label,
        keywords=keywords,
        claims=tuple(c.id for c in chosen),
    )
