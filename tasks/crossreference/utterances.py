"""One thing said, in all its renderings: direct, trimmed, translated, reported."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import fsum
from operator import attrgetter
from typing import NamedTuple

from tasks.crossreference.alignment import AlignedWord, plain, replaced, spoken
from tasks.crossreference.passages import Passage, is_named
from tasks.crossreference.words import stems
from tasks.records import Material, Quotation, Utterance, Wording
from tasks.shared.numerics.union_find import Joining
from tasks.shared.text.spans import mint

# Quotations that share a run of this many words inside their marks are looked at: shorter runs are common phrases.
_RUN = 5
# a run in more quotations than this is a formula ("thank you very much indeed")
_COMMON = 12
# passages of one claim are compared in pairs, so many at most; the least share of the shorter one's words in common
_MOST_OF_A_CLAIM = 24
_ALIKE = 0.3
# and the same on average over all wordings of one utterance
_ALIKE_ON_AVERAGE = 0.3
_PLACE = attrgetter("start", "end")


class Rendering(NamedTuple):
    """A quotation and the words by which it is compared; `person` is the id of the speaker's name if he is a person.
    The words of indirect speech are empty until it is part of a group."""

    quotation: Quotation
    document: int
    words: tuple[AlignedWord, ...]
    person: str | None


class RenderingGroup(NamedTuple):
    """The renderings of one utterance, in order of document and start."""

    id: str
    renderings: tuple[Rendering, ...]


def groups(
    material: Material,
    found: dict[str, Rendering],
    sharing: Sequence[tuple[str, str]],
    seats: Sequence[Sequence[Passage]],
) -> tuple[RenderingGroup, ...]:
    """The utterances with renderings in two or more documents. Two renderings are one utterance if they are evidence of
    the same claim or share a run of words inside their marks, but never if two different persons say them.

    Args:
        material: the story.
        found: its renderings by quotation id.
        sharing: the result of `sharing_words`.
        seats: the passages of each claim.

    Returns:
        Groups in order of their first rendering.
    """
    if len(material.documents) == 1:
        return ()
    place = {key: index for index, key in enumerate(found)}
    every = list(found.values())
    same = Joining(len(every))
    for one, two in (*_of_claims(seats), *sharing):
        if one in found and two in found and not other_person(found[one], found[two]):
            same.join(place[one], place[two])
    seen: Counter[tuple[int, str]] = Counter()
    linked = [[every[index] for index in members] for members in same.groups() if len(members) > 1]
    kept = [_outermost(members) for chain in linked for members in _unchained(chain)]
    kept = [m for m in kept if len({r.document for r in m}) > 1]
    kept.sort(key=lambda m: (m[0].document, m[0].quotation.start))
    result = []
    for members in kept:
        first = members[0]
        seen[first.document, first.quotation.exact] += 1
        path = material.documents[first.document].path
        count = seen[first.document, first.quotation.exact]
        spelled = tuple(r if r.words else r._replace(words=spoken(r.quotation.exact)) for r in members)
        result.append(RenderingGroup(mint("u", path, first.quotation.exact, count), spelled))
    return tuple(result)


def utterance(group: RenderingGroup) -> Utterance:
    """The published record of one group: the speaker, the ids of its quotations, and its different wordings."""
    by_words: dict[tuple[str, ...], list[Rendering]] = defaultdict(list)
    for rendering in group.renderings:
        by_words[plain(rendering.quotation.exact)].append(rendering)
    wordings = list(by_words.values())
    said_by = [r.quotation.speaker for r in group.renderings if r.quotation.speaker is not None]
    named = [speaker.name for speaker in said_by if not speaker.inferred]
    return Utterance(
        id=group.id,
        speaker=_fullest(named or [speaker.name for speaker in said_by]),
        quotations=tuple(r.quotation.id for r in group.renderings),
        wordings=tuple(
            Wording(
                exact=members[0].quotation.exact,
                quotations=tuple(r.quotation.id for r in members),
                differs=_differs(members[0].words, [other[0].words for other in wordings if other is not members]),
            )
            for members in wordings
        ),
    )


def other_person(one: Rendering, two: Rendering) -> bool:
    """Whether two renderings have different persons as speakers; False if one has no resolved person."""
    return one.person is not None and two.person is not None and one.person != two.person


def renderings(material: Material, said: Sequence[Sequence[Quotation]]) -> dict[str, Rendering]:
    """The renderings of one story by quotation id, in order of document and start. `said` are the quotations of each
    document that feed utterances. For a single document, whose words no other can have, their words are left empty."""
    alone = len(material.documents) == 1
    people = frozenset(name.id for name in material.names if name.kind == "person")
    found: dict[str, Rendering] = {}
    for index, quotations in enumerate(said):
        text = material.documents[index].text
        for quotation in sorted(quotations, key=_PLACE):
            speaker = quotation.speaker
            named = speaker is not None and speaker.entity in people and is_named(text, speaker)
            person = speaker.entity if speaker is not None and named else None
            words = () if alone or quotation.kind == "indirect" else spoken(quotation.exact)
            found[quotation.id] = Rendering(quotation, index, words, person)
    return found


def _of_claims(seats: Sequence[Sequence[Passage]]) -> Iterable[tuple[str, str]]:
    for members in seats:
        said = [
            p for p in members if p.quotation is not None and p.quotation.start <= p.start < p.end <= p.quotation.end
        ]
        for one, two in itertools.combinations(said[:_MOST_OF_A_CLAIM], 2):
            if one.quotation and two.quotation and one.quotation.id != two.quotation.id and _alike(one, two):
                yield one.quotation.id, two.quotation.id


def _alike(one: Passage, two: Passage) -> bool:
    """The words said share enough to be laid side by side."""
    a, b = (stems(p.text[p.start - p.sentence[0] : p.end - p.sentence[0]]) for p in (one, two))
    return len(a & b) >= max(2, _ALIKE * min(len(a), len(b)))


def sharing_words(found: dict[str, Rendering]) -> Iterable[tuple[str, str]]:
    """Pairs of ids of quotations that share a run of words inside their marks."""
    if len({rendering.document for rendering in found.values()}) < 2:
        return
    keys = list(found)
    wordings: dict[tuple[str, ...], list[int]] = {}
    for place, rendering in enumerate(found.values()):
        if len(rendering.words) >= _RUN and rendering.quotation.kind != "indirect":
            wordings.setdefault(plain(rendering.quotation.exact), []).append(place)
    runs = {said: dict.fromkeys(zip(*(said[i:] for i in range(_RUN)), strict=False)) for said in wordings}
    times = Counter(itertools.chain.from_iterable(runs.values()))
    holders: dict[tuple[str, ...], tuple[int, ...]] = {}
    for said, places in wordings.items():
        for run in runs[said]:
            if 1 < times[run] <= _COMMON or (times[run] == 1 and len(places) > 1):
                holders[run] = (*holders.get(run, ()), *places)
    pairs: dict[tuple[int, int], None] = {}
    for having in dict.fromkeys(holders.values()):
        if len(having) <= _COMMON:
            pairs.update(dict.fromkeys(itertools.pairwise(sorted(having))))
    yield from [(keys[one], keys[two]) for one, two in pairs]


def _unchained(chain: Sequence[Rendering]) -> list[list[Rendering]]:
    """Renderings that are linked one with the next, parted where what is said is not alike on average, or two persons
    say it: words trimmed here and there would else tie together what nobody said in one breath."""
    found: list[list[Rendering]] = []
    said: list[dict[frozenset[str], None]] = []
    persons: list[set[str | None]] = []
    for rendering in chain:
        words = stems(rendering.quotation.exact)
        of_others = {None, rendering.person}
        for members, wordings, people in zip(found, said, persons, strict=True):
            one_person = rendering.person is None or people <= of_others
            if one_person and _shared_on_average(words, list(wordings)) >= _ALIKE_ON_AVERAGE:
                members.append(rendering)
                wordings[words] = None
                people.add(rendering.person)
                break
        else:
            found.append([rendering])
            said.append({words: None})
            persons.append({rendering.person})
    return found


def _shared_on_average(words: frozenset[str], others: Sequence[frozenset[str]]) -> float:
    """Of the shorter of two wordings, the share that the other has too, on average over the others."""
    return fsum([len(words & other) / (min(len(words), len(other)) or 1) for other in others]) / len(others)


def _outermost(members: Sequence[Rendering]) -> list[Rendering]:
    """Without those that stand inside another of the same document."""
    return [
        r
        for r in members
        if not any(
            r is not other
            and r.document == other.document
            and other.quotation.start <= r.quotation.start
            and r.quotation.end <= other.quotation.end
            and (r.quotation.end - r.quotation.start, other.quotation.id)
            < (other.quotation.end - other.quotation.start, r.quotation.id)
            for other in members
        )
    ]


def _fullest(names: Sequence[str]) -> str | None:
    """The longest of the names given: "Tomas Vale" rather than "Vale"."""
    return max(names, key=lambda name: (len(name.split()) in {2, 3}, len(name), name), default=None)


def _differs(own: tuple[AlignedWord, ...], others: Sequence[tuple[AlignedWord, ...]]) -> tuple[tuple[int, int], ...]:
    """The ranges of characters that at least half of the other wordings have otherwise."""
    votes = [0] * len(own)
    for other in others:
        for change in replaced(own, other):
            for place in range(*change.first):
                votes[place] += 1
    if not any(votes):
        return ()
    ranges: list[tuple[int, int]] = []
    last = -2
    for place, count in enumerate(votes):
        if 2 * count >= len(others) and count:
            if place == last + 1:
                ranges[-1] = (ranges[-1][0], own[place].end)
            else:
                ranges.append((own[place].start, own[place].end))
            last = place
    return tuple(ranges)
