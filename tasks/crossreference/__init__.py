"""What the documents of one story say together: the same statement in different words, and where they differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tasks.crossreference.assign import assign
from tasks.crossreference.attribution import evidence
from tasks.crossreference.cluster import cluster, seated
from tasks.crossreference.counts import origin_groups, origins, publisher_of, publishers
from tasks.crossreference.passages import Passage, days, passages
from tasks.crossreference.score import Pair, Unit, pairs, score, units
from tasks.crossreference.titles import title
from tasks.records import Claim, CrossReference, Material, Related
from tasks.text import mint

# pairs that read alike are listed from this score on, the likest first, and at most so many a claim
_RELATED = 1.0
_MOST_RELATED = 8


def crossreference(material: Material) -> CrossReference:
    """The claims of one story with their evidence, the utterances, and the differences. Nothing of another story is
    looked at; the same material always gives the same result."""
    found = passages(material)
    weighed = units(found)
    published = [days(document.published[:10]) if document.published else None for document in material.documents]
    likely = pairs(found, weighed, [day.first if day else None for day in published])
    joined, alike = assign(found, weighed, likely)
    gated = {(pair.first, pair.second): pair.score for pair in likely}
    clusters = cluster(
        found, weighed, joined, lambda a, b: gated.get((min(a, b), max(a, b)), score(weighed[a], weighed[b])[0])
    )
    return CrossReference(
        story=material.story.id, claims=_claims(material, found, weighed, clusters, alike), utterances=(), conflicts=()
    )


def _claims(
    material: Material,
    found: Sequence[Passage],
    weighed: Sequence[Unit],
    clusters: Sequence[Sequence[int]],
    alike: Sequence[Pair],
) -> tuple[Claim, ...]:
    seats = seated(found, weighed, [document.text for document in material.documents], clusters)
    groups = origin_groups(material.documents, material.copies)
    outlets = publisher_of(material.documents)
    seen: Counter[tuple[int, str]] = Counter()
    ids = [_mint(material, members[0], seen) for members in seats]
    home = {index: number for number, members in enumerate(clusters) for index in members}
    related = _related(material, found, home, ids, alike)
    return tuple(
        _claim(material, ids[number], members, groups, outlets, related.get(number, ()))
        for number, members in enumerate(seats)
    )


def _mint(material: Material, first: Passage, seen: Counter[tuple[int, str]]) -> str:
    document = material.documents[first.document]
    exact = document.text[first.start : first.end]
    seen[first.document, exact] += 1
    return mint("c", document.path, exact, seen[first.document, exact])


def _claim(
    material: Material,
    id_: str,
    members: Sequence[Passage],
    groups: dict[str, str],
    outlets: dict[str, str],
    related: Sequence[Related],
) -> Claim:
    count, names = origins(members, material.documents, groups)
    return Claim(
        id=id_,
        title=title(members, material.documents),
        story=material.story.id,
        day=None,
        day_of=None,
        evidence=tuple(evidence(member, material.documents[member.document]) for member in members),
        documents=len({member.document for member in members}),
        publishers=publishers(members, material.documents, outlets),
        origins=count,
        origin_names=names,
        related=tuple(related),
    )


def _related(
    material: Material, found: Sequence[Passage], home: dict[int, int], ids: Sequence[str], alike: Sequence[Pair]
) -> dict[int, list[Related]]:
    """Per claim, the passages of other claims that read alike, the likest first."""
    related: dict[int, list[Related]] = {}
    for pair in alike:
        if pair.score < _RELATED:
            break
        for mine, other in ((pair.first, pair.second), (pair.second, pair.first)):
            rows = related.setdefault(home[mine], [])
            if home[mine] == home[other] or len(rows) >= _MOST_RELATED:
                continue
            passage = found[other]
            document = material.documents[passage.document]
            exact = document.text[passage.start : passage.end]
            row = Related(
                document=document.id,
                start=passage.start,
                end=passage.end,
                exact=exact,
                claim=ids[home[other]],
                score=round(pair.score, 3),
            )
            if all((r.document, r.start) != (row.document, row.start) for r in rows):
                rows.append(row)
    return related
