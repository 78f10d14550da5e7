"""Copies, containment, derivation: which documents share most of their text, and who took it from whom.

Candidates share winnowed fingerprints of the reporters' own words (`signature`, `candidates`); each pair is decided on
its exact shared runs (`decision`), and nothing but a paragraph that proves to be `boilerplate` changes what two are to
each other; groups hold decided pairs only (`groups`); `lineage` says who was first, `passages` shows what is shared.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from tasks.deduplicate.boilerplate import boilerplate
from tasks.deduplicate.candidates import candidates
from tasks.deduplicate.decision import EQUAL, KINDS, LONG, Kind, decide
from tasks.deduplicate.families import families
from tasks.deduplicate.groups import Group, Pair, groups
from tasks.deduplicate.lineage import lineage
from tasks.deduplicate.passages import Passages, Reading, passages, read
from tasks.deduplicate.signature import SHINGLE, Signature, sign
from tasks.deduplicate.versions import versions
from tasks.records import CopyGroup, Document
from tasks.text import mint


def deduplicate(documents: Sequence[Document]) -> tuple[CopyGroup, ...]:
    """The groups of documents of which one was taken from another, or all from one text elsewhere.

    Within a group every two documents are what its kind says, or closer; a document may stand in several groups.
    Members run in order of path, groups from the closest kind on in order of members; the order of `documents` has no
    influence.
    """
    ordered = sorted(documents, key=lambda document: document.path)
    texts, found = _grouped(ordered)
    carriers = [sorted(member for index in group.members for member in texts[index]) for group in found]
    known = read([ordered[index] for index in sorted({member for members in carriers for member in members})])

    @cache
    def compare(first: str, other: str, least: int) -> Passages:
        return passages(known[first], known[other], least)

    made = []
    for group, members in zip(found, carriers, strict=True):
        seed = "\n".join(ordered[texts[index][0]].path for index in group.seed)
        made.append((members, _record(group.kind, [ordered[member] for member in members], seed, known, compare)))
    return tuple(record for _, record in sorted(made, key=lambda pair: (KINDS.index(pair[1].kind), pair[0])))


def _grouped(documents: Sequence[Document]) -> tuple[list[list[int]], list[Group]]:
    """The documents of each distinct text, so that a text in a hundred places is compared once, and groups of texts;
    a text that stands with no other makes a group when several documents carry it."""
    signatures = sign(documents)
    carriers: dict[int, list[int]] = {}
    for index, signature in enumerate(signatures):
        carriers.setdefault(signature.whole, []).append(index)
    texts = sorted(carriers.values())
    distinct = [signatures[same[0]] for same in texts]
    common = boilerplate(distinct)
    holding = [index for index, text in enumerate(distinct) if common.intersection(text.paragraphs.tolist())]
    for index, text in zip(holding, sign([documents[texts[index][0]] for index in holding], common), strict=True):
        distinct[index] = text
    found, kinds = families(_decided(texts, distinct, documents), distinct)
    found += groups(kinds)
    held = {index for group in found if group.kind == "copy" for index in group.members}
    for index, same in enumerate(texts):
        if len(same) > 1 and index not in held and signatures[same[0]].words >= EQUAL:
            found.append(Group("copy", (index,), (index, index)))
    return texts, found


def _decided(
    texts: Sequence[Sequence[int]], signatures: Sequence[Signature], documents: Sequence[Document]
) -> dict[Pair, Kind]:
    """What each pair of texts is, where it is anything. Versions of one report count as derived."""
    kinds: dict[Pair, Kind] = {}
    for a, b in candidates([signature.fingerprints for signature in signatures]).tolist():
        kind = decide(signatures[a], signatures[b])
        if kind and versions([documents[index] for index in texts[a]], [documents[index] for index in texts[b]]):
            kind = "derived"
        if kind:
            kinds[a, b] = kind
    return kinds


def _record(
    kind: Kind,
    members: Sequence[Document],
    seed: str,
    known: Mapping[str, Reading],
    compare: Callable[[str, str, int], Passages],
) -> CopyGroup:
    first, direction = lineage(kind, members)
    source = first or max(members, key=lambda document: len(known[document.id].starts))
    # A derived text is shown with what makes it one: whole sentences, not every turn of phrase.
    least = LONG if kind == "derived" else SHINGLE
    compared = [compare(source.id, other.id, least) for other in members if other is not source]
    return CopyGroup(
        id=mint("g", kind, seed),
        kind=kind,
        members=tuple(document.id for document in members),
        first=first.id if first else None,
        direction=direction,
        overlap=round(min(overlap for overlap, _ in compared), 3),
        shared=tuple(pair for _, shared in compared for pair in shared),
    )
