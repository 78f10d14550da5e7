"""The claims of a story: clusters of passages with their title, evidence, counts, and what reads alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

from tasks.crossreference.attribution import chain_end, evidence
from tasks.crossreference.counts import origins, publisher_of, publishers
from tasks.crossreference.origins import shared
from tasks.crossreference.passages import Passage
from tasks.crossreference.score import Pair
from tasks.crossreference.titles import StatedByDocument, title
from tasks.records import Claim, Document, Material, Related
from tasks.shared.english.main_clause import in_main_clause
from tasks.shared.text.spans import mint, unchecked

# passages that read alike are listed from this score on, the likest first, and at most so many a claim
_RELATED = 1.0
_MOST_RELATED = 8


def claims(
    material: Material,
    found: Sequence[Passage],
    clusters: Sequence[Sequence[int]],
    seats: Sequence[Sequence[Passage]],
    alike: Sequence[Pair],
    told: Sequence[StatedByDocument],
    reasons: Sequence[Mapping[int, tuple[str, ...]]],
) -> tuple[Claim, ...]:
    """The claims, in order of their first passage. `clusters` holds the passages by number and `seats` the same with
    each narrowed to its claim; `alike` are the pairs that read alike but were not joined, the likest first; `told` is
    what each document states; `reasons` say by cluster why each passage, by number, stands in it."""
    outlets = publisher_of(material.documents)
    copies = shared(material.copies)
    ends = [chain_end(document) for document in material.documents]
    seen: Counter[tuple[int, str]] = Counter()
    ids = [_mint(material, members[0], seen) for members in seats]
    related = _related(material, found, clusters, ids, alike)
    stated: list[Claim] = []
    for number, (id_, members) in enumerate(zip(ids, seats, strict=True)):
        count, names = origins(members, material.documents, copies)
        day, day_of = _day(members, material.documents)
        values = {
            "id": id_,
            "title": title(members, material.documents, told),
            "story": material.story.id,
            "day": day,
            "day_of": day_of,
            "evidence": tuple(
                [
                    evidence(
                        member,
                        material.documents[member.document],
                        ends[member.document],
                        reasons[number].get(index, ()),
                    )
                    for index, member in zip(clusters[number], members, strict=True)
                ]
            ),
            "documents": 1 if len(members) == 1 else len({member.document for member in members}),
            "publishers": publishers(members, material.documents, outlets),
            "origins": count,
            "origin_names": names,
            "related": tuple(related.get(number, ())),
        }
        stated.append(unchecked(Claim, values))
    return tuple(stated)


def _mint(material: Material, first: Passage, seen: Counter[tuple[int, str]]) -> str:
    document = material.documents[first.document]
    exact = document.text[first.start : first.end]
    seen[first.document, exact] += 1
    return mint("c", document.path, exact, seen[first.document, exact])


def _day(
    members: Sequence[Passage], documents: Sequence[Document]
) -> tuple[str | None, Literal["said", "happened"] | None]:
    """The day it was said, when words beside the statement name one day; for what is nobody's words, the one day that
    the sentence names. Where passages name different days, none. Days of clauses beside do not count."""
    dated = [member for member in members if member.days]
    if not dated:
        return None, None
    said = any(member.quotation is not None for member in members)
    days: set[date] = set()
    for member in dated:
        if said == (member.quotation is None):
            continue
        text = documents[member.document].text
        first, last = member.sentence if said else (member.start, member.end)
        for day in member.days:
            beside = (member.start <= day.start < member.end) != said
            if day.first == day.last and beside and in_main_clause(text, first, last, day.start, day.end):
                days.add(day.first)
    if len(days) != 1:
        return None, None
    return days.pop().isoformat(), "said" if said else "happened"


def _related(
    material: Material,
    found: Sequence[Passage],
    clusters: Sequence[Sequence[int]],
    ids: Sequence[str],
    alike: Sequence[Pair],
) -> dict[int, list[Related]]:
    """Per claim, the passages of other claims that read alike, the likest first."""
    home: dict[int, int] = {}
    for number, members in enumerate(clusters):
        for index in members:
            home.setdefault(index, number)
    related: dict[int, list[Related]] = {}
    for pair in alike:
        if pair.plain < _RELATED:
            break
        for mine, other in ((pair.first, pair.second), (pair.second, pair.first)):
            rows = related.setdefault(home[mine], [])
            if other in clusters[home[mine]] or len(rows) >= _MOST_RELATED:
                continue
            passage = found[other]
            document = material.documents[passage.document]
            if any((row.document, row.start) == (document.id, passage.start) for row in rows):
                continue
            values = {
                "start": passage.start,
                "end": passage.end,
                "document": document.id,
                "exact": document.text[passage.start : passage.end],
                "claim": ids[home[other]],
                "score": round(pair.plain, 3),
            }
            rows.append(unchecked(Related, values))
    return related
