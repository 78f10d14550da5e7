"""Finds copies, excerpts and derived texts: documents that share most of their text, and which of them was first.

Candidate pairs share winnowed fingerprints of the reporters' own words (`texts`, `candidates`). Each pair is decided by
its exact shared runs (`decision`) and by nothing else, except that paragraphs found to be `boilerplate` do not count.
Groups contain decided pairs only (`groups`). This needs only the features of all documents. Then each group is traced
with its documents: `lineage` finds which was first, `passages` what is shared.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tasks.deduplicate.boilerplate import boilerplate
from tasks.deduplicate.candidates import candidates
from tasks.deduplicate.decision import EQUAL, KINDS, LONG, decide
from tasks.deduplicate.families import families
from tasks.deduplicate.groups import Pair, TextGroup, groups
from tasks.deduplicate.lineage import lineage
from tasks.deduplicate.passages import passages, read
from tasks.deduplicate.texts import Texts
from tasks.deduplicate.versions import versions
from tasks.records import CopyCandidates, CopyGroup, CopyKind, Document, Features
from tasks.shared.numerics.shingles import SHINGLE
from tasks.shared.text.spans import mint


def deduplicate(features: Sequence[Features]) -> tuple[CopyCandidates, ...]:
    """Finds the groups of documents of which one was taken from another, or all from one text elsewhere.

    Args:
        features: those of all documents, in any order.

    Returns:
        Candidate groups, those of the closest kind first, then in order of their members; members are in order of path.
        In a group every two documents are of its kind or a closer one; a document can be in several groups.
    """
    ordered = sorted(features, key=lambda each: each.path)
    texts, found = _grouped(ordered)
    made = []
    for group in found:
        members = sorted(member for index in group.members for member in texts[index])
        seed = "\n".join(ordered[texts[index][0]].path for index in group.seed)
        made.append((KINDS.index(group.kind), members, seed))
    made.sort()
    return tuple(
        CopyCandidates(KINDS[kind], tuple(ordered[i].id for i in members), seed) for kind, members, seed in made
    )


def trace(alike: CopyCandidates, members: Sequence[Features], load: Callable[[str], Document]) -> CopyGroup:
    """Finds which document of a group was first, and the passages that each other member shares with it, or with the
    longest if that is unknown.

    Args:
        alike: the candidate group.
        members: the features of its members, in order.
        load: returns the document of an id.
    """
    first, direction = lineage(alike.kind, members, load)
    source = first or max(members, key=lambda member: len(member.signature.words))
    # A derived text is shown with what makes it one: whole sentences, not every turn of phrase.
    least = LONG if alike.kind == "derived" else SHINGLE
    held = read(load(source.id), source.signature)
    others = (read(load(other.id), other.signature) for other in members if other is not source)
    compared = [passages(held, other, least) for other in others]
    return CopyGroup(
        id=mint("g", alike.kind, alike.seed),
        kind=alike.kind,
        members=alike.members,
        first=first.id if first else None,
        direction=direction,
        overlap=round(min(overlap for overlap, _ in compared), 3),
        shared=tuple(pair for _, shared in compared for pair in shared),
    )


def _grouped(documents: Sequence[Features]) -> tuple[list[list[int]], list[TextGroup]]:
    """The documents of each distinct text, so that a text in a hundred places is compared once, and groups of texts;
    a text that stands with no other makes a group when several documents carry it."""
    carriers: dict[int, list[int]] = {}
    for index, document in enumerate(documents):
        carriers.setdefault(document.signature.whole, []).append(index)
    numbers = sorted(carriers.values())
    texts = Texts([documents[same[0]].signature for same in numbers])
    distinct = texts.without(boilerplate(texts))
    found, kinds = families(_decided(numbers, distinct, documents), distinct)
    found += groups(kinds)
    held = {index for group in found if group.kind == "copy" for index in group.members}
    for index, same in enumerate(numbers):
        if len(same) > 1 and index not in held and texts[index].words >= EQUAL:
            found.append(TextGroup("copy", (index,), (index, index)))
    return numbers, found


def _decided(numbers: Sequence[Sequence[int]], texts: Texts, documents: Sequence[Features]) -> dict[Pair, CopyKind]:
    """What each pair of texts is, where it is anything. Versions of one report count as derived."""
    kinds: dict[Pair, CopyKind] = {}
    for a, b in candidates([signature.fingerprints for signature in texts.signatures]).tolist():
        kind = decide(texts[a], texts[b])
        if kind and versions(*([documents[index].provenance for index in numbers[text]] for text in (a, b))):
            kind = "derived"
        if kind:
            kinds[a, b] = kind
    return kinds
