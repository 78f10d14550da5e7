"""What only one publisher carries, and what the documents leave open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from tasks.records import PublishedClaim
from tasks.render import phrasing
from tasks.render.story_index import StoryIndex
from tasks.render.views import Alone, Crumb, OnePublisher

PUBLISHERS = 6  # named where it is told what only one publisher carries
LETTERS = 8  # documents that are named in one sentence


def one_publisher(look: StoryIndex, documents: Sequence[str], claims: Sequence[PublishedClaim]) -> OnePublisher | None:
    """The claims that only one publisher of `documents` carries, counted by publisher, the largest count first; None if
    there is only one publisher or no such claim."""
    holders: dict[tuple[str, ...], int] = defaultdict(int)
    if len({_group(look, document) for document in documents}) < 2:
        return None
    for claim in claims:
        groups = {_group(look, evidence.document) for evidence in claim.evidence}
        if len(groups) == 1:
            holders[groups.pop()] += 1
    ranked = sorted(holders, key=lambda group: (-holders[group], _first(look, group)))
    alone = sum(holders.values())
    if not alone:
        return None
    told = f"{phrasing.capital(phrasing.number(alone))} of {phrasing.count(len(claims), 'claim')}"
    rest = sum(holders[group] for group in ranked[PUBLISHERS:])
    return OnePublisher(
        told=f"{told} {'stands' if alone == 1 else 'stand'} in reports of one publisher only.",
        rows=tuple(_alone(look, group, holders[group], set(documents)) for group in ranked[:PUBLISHERS]),
        more=f"{phrasing.count(rest, 'claim')} of other publishers" if rest else "",
    )


def _group(look: StoryIndex, document: str) -> tuple[str, ...]:
    group = look.publisher_of.get(document)
    return group.documents if group is not None else (document,)


def _first(look: StoryIndex, group: Iterable[str]) -> int:
    return min(look.order[document] for document in group)


def _alone(look: StoryIndex, group: tuple[str, ...], amount: int, inside: set[str]) -> Alone:
    members = sorted((document for document in group if document in inside), key=look.order.__getitem__)
    sources = [look.sources[document] for document in members]
    links = [
        Crumb(source.href + "#only" * bool(look.coverage[d].only_here), source.siglum)
        for d, source in zip(members, sources, strict=True)
    ]
    name = next((source.document.publisher.name for source in sources if source.document.publisher is not None), "")
    return Alone(tuple(links), name, phrasing.count(amount, "claim"))


def unsettled(claims: Sequence[PublishedClaim], without: Sequence[str] = ()) -> tuple[str, ...]:
    """Sentences on what the documents leave open, as far as that can be computed. `without` are letters of documents on
    which none of the claims of the topic rests; they may still mention the topic."""
    told = []
    if without:
        named = phrasing.series(without) if len(without) <= LETTERS else f"{len(without)} documents of the story"
        told.append(f"No claim under this topic rests on {named}.")
    alone = sum(claim.documents == 1 for claim in claims)
    if alone:
        told.append(
            f"{phrasing.capital(phrasing.number(alone))} of {phrasing.count(len(claims), 'claim')} "
            f"{'stands' if alone == 1 else 'stand'} in one document only."
        )
    unnamed = sum(not claim.origin_names for claim in claims)
    if unnamed:
        told.append(f"For {phrasing.count(unnamed, 'claim')} no origin is stated.")
    if any(claim.title.speaker for claim in claims):
        told.append(
            "The original of a statement quoted here is not among the sources, unless a document is that statement."
        )
    return tuple(told)
