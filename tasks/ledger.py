"""Ids, letters and slugs that outlive a build, and what changed since the last one.

Stages know records by provisional ids made from content. Here each gets the id it is published under: the one it had
before, or eight digits of the provisional one. A record counts as the same when its provisional id is the same; a
claim, story or topic also when it is the nearest to an old one by the passages (documents, claims) they share.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import ValidationError

from tasks.errors import PublishError
from tasks.records import (
    Alias,
    Build,
    Changes,
    Citation,
    Claim,
    ClaimChanges,
    Conflict,
    ConflictChanges,
    Connection,
    CopyGroup,
    DocumentChanges,
    Dossier,
    Draft,
    Hop,
    KnownClaim,
    Ledger,
    Name,
    Page,
    PublishedClaim,
    PublishedDocument,
    PublishedQuotation,
    PublishedStory,
    PublishedTopic,
    PublisherGroup,
    Quotation,
    Record,
    SummarySentence,
    Tombstone,
    Utterance,
)
from tasks.version import VERSION

# The kinds of record that a build has no stage for. Every kind of the published data is looked for.
NOT_LOOKED_FOR: tuple[str, ...] = ()
GENERATOR = f"dossier {VERSION}"
LEDGER_FILE = "data/ledger.json"

# Eight hex digits keep ids short enough to read out; a collision is lengthened by two digits at a time.
ID_DIGITS = 8

# Names that Windows reserves for devices, whatever the ending: no file of a site may bear one.
RESERVED = frozenset({"CON", "PRN", "AUX", "NUL"})

_R = TypeVar("_R", bound=Record)

# A slug is part of a file name, which is to stay below 80 characters with a story's slug before it.
SLUG_LENGTH = 36


class Settled(NamedTuple):
    """A dossier under its published ids, and the ledger that the next build starts from."""

    dossier: Dossier
    ledger: Ledger


def read_ledger(out: Path) -> Ledger:
    """The ledger of the site that stands at `out`; an empty one where none stands. Raises PublishError when the file
    is damaged, since going on would give every record a new address."""
    path = out / LEDGER_FILE
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return Ledger()
    except OSError as error:
        raise PublishError(f"{path}: cannot be read ({error.strerror})") from error
    try:
        return Ledger.model_validate_json(content)
    except ValidationError as error:
        raise PublishError(f"{path}: damaged; move it away to start with new ids") from error


def ledger_page(ledger: Ledger) -> Page:
    """The ledger as a file of the site."""
    content = json.dumps(ledger.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Page(LEDGER_FILE, content.encode("utf-8") + b"\n")


def settle(draft: Draft, before: Ledger) -> Settled:
    """The dossier under published ids, letters and slugs, and the ledger after it."""
    documents = [d for material in draft.materials for d in material.documents]
    sigla = _letters(before.sigla, [d.id for d in sorted(documents, key=lambda d: d.path)])
    claims = [claim for crossed in draft.crossed for claim in crossed.claims]
    stories = {m.story.id: frozenset(m.story.documents) for m in draft.materials}
    topics = {t.id: frozenset(_passage_keys(claims, t.claims)) for told in draft.topics for t in told}
    passages = {claim.id: frozenset(map(_passage_key, claim.evidence)) for claim in claims}
    known = {i: frozenset(c.passages) for i, c in before.claims.items()}

    kept = {
        **_same(stories, {i: frozenset(v) for i, v in before.stories.items()}, before.ids),
        **_same(topics, {i: frozenset(v) for i, v in before.topics.items()}, before.ids),
        **_same(passages, known, before.ids),
    }
    names, name_ids = _names_across_stories(draft)
    ids = _publish_ids(_all_ids(draft, names), kept, before)
    naming = _Naming(ids, {**name_ids, **{n.id: n.id for n in names}}, sigla)

    slugs = dict(before.slugs)
    published = _published_parts(draft, naming, slugs)
    current = {
        ids[claim.id]: KnownClaim(
            text=claim.title.exact,
            speaker=claim.title.speaker,
            passages=tuple(sorted(passages[claim.id])),
            page=_has_page(claim.documents, published_claim.conflicts),
        )
        for claim, published_claim in zip(claims, published.claims, strict=True)
    }
    inputs = {d.id: d.sha256 for d in documents}
    build_id = _build_id(draft)
    conflicts = tuple(sorted(ids[c.id] for crossed in draft.crossed for c in crossed.conflicts))
    if before.build == build_id and before.changes is not None:
        changes, tombstones = before.changes, before.tombstones
    else:
        replaced = _replaced(before.claims, current)
        changes = _changes(before, build_id, inputs, current, conflicts, replaced)
        tombstones = _tombstones(before, build_id, current, replaced)
    dossier = Dossier(
        build=_build(draft, build_id, published),
        documents=published.documents,
        dropped=draft.dropped,
        copies=tuple(_copy_group(group, naming) for group in draft.copies),
        publishers=tuple(_publisher_group(group, sigla) for group in draft.publishers),
        stories=published.stories,
        topics=published.topics,
        quotations=published.quotations,
        utterances=published.utterances,
        claims=published.claims,
        conflicts=published.conflicts,
        connections=tuple(
            Connection(first=ids[c.first], second=ids[c.second], reason=c.reason)
            for crossed in draft.crossed
            for c in crossed.connections
        ),
        figures=tuple(f for m in draft.materials for e in m.extracts for f in e.figures),
        dates=tuple(d for m in draft.materials for e in m.extracts for d in e.dates),
        names=tuple(name.model_copy(update={"id": ids[name.id]}) for name in names),
        changes=changes,
        tombstones=tombstones,
    )
    ledger = Ledger(
        build=build_id,
        sigla={**before.sigla, **sigla},
        ids={**before.ids, **ids},
        slugs=slugs,
        documents=inputs,
        stories={ids[i]: tuple(sorted(v)) for i, v in sorted(stories.items())},
        topics={ids[i]: tuple(sorted(v)) for i, v in sorted(topics.items())},
        claims=current,
        conflicts=conflicts,
        tombstones=tombstones,
        changes=changes,
    )
    return Settled(dossier, ledger)


# --- letters, ids, slugs -----------------------------------------------------------------------------------------------


def letters(number: int) -> str:
    """The letters of the document with this number, from 0: A, B, … Z, AA, AB, …"""
    result = ""
    number += 1
    while number:
        number, digit = divmod(number - 1, 26)
        result = chr(ord("A") + digit) + result
    return result


def _letters(known: Mapping[str, str], documents: Sequence[str]) -> dict[str, str]:
    """The letter of each document: the one it ever had, or the next that no document ever had."""
    used = set(known.values()) | RESERVED
    number, result = len(known), {}
    for document in documents:
        if document not in known:
            while letters(number) in used:
                number += 1
            used.add(letters(number))
        result[document] = known.get(document) or letters(number)
    return result


def _same(
    new: Mapping[str, frozenset[str]], old: Mapping[str, frozenset[str]], ids: Mapping[str, str]
) -> dict[str, str]:
    """Which new record is which old one: first by provisional id, then the pairs that share most parts, most first,
    each old and new record once. Keys of `new` are provisional ids, keys of `old` published ones."""
    result: dict[str, str] = {}
    taken: set[str] = set()
    for i in sorted(new):
        if ids.get(i) in old and ids[i] not in taken:
            result[i] = ids[i]
            taken.add(ids[i])
    holders: dict[str, list[str]] = defaultdict(list)
    for i in sorted(old):
        if i not in taken:
            for part in old[i]:
                holders[part].append(i)
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for i in sorted(new):
        if i not in result:
            for part in new[i]:
                for j in holders[part]:
                    shared[i, j] += 1
    for (i, j), _ in sorted(shared.items(), key=lambda row: (-row[1], row[0])):
        if i not in result and j not in taken:
            result[i] = j
            taken.add(j)
    return result


def _publish_ids(provisional: Iterable[str], kept: Mapping[str, str], before: Ledger) -> dict[str, str]:
    """The published id of every provisional one: the kept one, the one it ever had, or its first digits."""
    result = dict(kept)
    used = set(before.ids.values()) | set(kept.values())
    given = set(kept.values())
    for i in sorted(set(provisional)):
        if i in result:
            continue
        known = before.ids.get(i)
        if known is not None and known not in given:
            result[i] = known
            given.add(known)
            continue
        prefix, _, digits = i.partition("-")
        length = ID_DIGITS
        while f"{prefix}-{digits[:length]}" in used and length < len(digits):
            length += 2
        result[i] = f"{prefix}-{digits[:length]}"
        used.add(result[i])
    return result


def slugify(label: str, fallback: str) -> str:
    """Lower-case ASCII words joined by hyphens, at most SLUG_LENGTH characters, cut between words."""
    ascii_label = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode("ascii").lower()
    slug = ""
    for word in re.findall(r"[a-z0-9]+", ascii_label):
        longer = f"{slug}-{word}" if slug else word[:SLUG_LENGTH]
        if len(longer) > SLUG_LENGTH:
            break
        slug = longer
    return slug if slug and slug.upper() not in RESERVED else fallback


def _slug(slugs: dict[str, str], published: str, label: str, prefix: str = "") -> str:
    """The slug a story or topic has had since its first build, or a new one that no other has; noted in `slugs`."""
    if published not in slugs:
        used = set(slugs.values())
        base = prefix + slugify(label, published)
        slug, number = base, 2
        while slug in used or slug == "index":
            slug, number = f"{base}-{number}", number + 1
        slugs[published] = slug
    return slugs[published]


def _all_ids(draft: Draft, names: Sequence[Name]) -> Iterable[str]:
    for group in draft.copies:
        yield group.id
    for name in names:
        yield name.id
    for material in draft.materials:
        yield material.story.id
        for extract in material.extracts:
            for quotation in extract.quotations:
                yield quotation.id
    for crossed in draft.crossed:
        yield from (claim.id for claim in crossed.claims)
        yield from (utterance.id for utterance in crossed.utterances)
        yield from (conflict.id for conflict in crossed.conflicts)
    for told in draft.topics:
        yield from (topic.id for topic in told)


# --- records under their published ids ---------------------------------------------------------------------------------


class _Naming(NamedTuple):
    """What things are called in print: ids, the one name that stands for several stories' names, letters."""

    ids: Mapping[str, str]
    names: Mapping[str, str]
    sigla: Mapping[str, str]

    def name(self, provisional: str | None) -> str | None:
        if provisional is None or provisional not in self.names:
            return None
        return self.ids[self.names[provisional]]


class _Parts(NamedTuple):
    documents: tuple[PublishedDocument, ...]
    stories: tuple[PublishedStory, ...]
    topics: tuple[PublishedTopic, ...]
    quotations: tuple[PublishedQuotation, ...]
    utterances: tuple[Utterance, ...]
    claims: tuple[PublishedClaim, ...]
    conflicts: tuple[Conflict, ...]


def _published_parts(draft: Draft, naming: _Naming, slugs: dict[str, str]) -> _Parts:
    ids = naming.ids
    copy_group = {member: ids[group.id] for group in reversed(draft.copies) for member in group.members}
    documents = [
        _fields(PublishedDocument, d, siglum=naming.sigla[d.id], story=ids[m.story.id], copy_group=copy_group.get(d.id))
        for m in draft.materials
        for d in m.documents
    ]
    documents.sort(key=lambda d: (len(d.siglum), d.siglum))
    several = len(draft.materials) > 1
    stories: list[PublishedStory] = []
    topics: list[PublishedTopic] = []
    quotations: list[PublishedQuotation] = []
    utterances: list[Utterance] = []
    claims: list[PublishedClaim] = []
    conflicts: list[Conflict] = []
    for material, crossed, told, summary in zip(
        draft.materials, draft.crossed, draft.topics, draft.summaries, strict=True
    ):
        story = ids[material.story.id]
        slug = _slug(slugs, story, summary.label)
        stories.append(
            PublishedStory(
                id=story,
                slug=slug,
                label=summary.label,
                documents=tuple(sorted(material.story.documents, key=lambda d: _letter_order(naming.sigla[d]))),
                first_day=summary.first_day,
                last_day=summary.last_day,
                summary=_summary(summary.sentences, ids),
            )
        )
        sentences = dict(summary.topics)
        for topic in told:
            topics.append(
                PublishedTopic(
                    id=ids[topic.id],
                    slug=_slug(slugs, ids[topic.id], topic.label, f"{slug}--" if several else ""),
                    story=story,
                    label=topic.label,
                    keywords=topic.keywords,
                    claims=tuple(ids[c] for c in topic.claims),
                    summary=_summary(sentences.get(topic.id, ()), ids),
                )
            )
        topic_of = {claim: ids[topic.id] for topic in reversed(told) for claim in topic.claims}
        in_conflicts = _conflicts_of(crossed.claims, crossed.conflicts)
        claims += [_claim(c, story, topic_of.get(c.id), in_conflicts[c.id], naming) for c in crossed.claims]
        conflicts += [conflict.model_copy(update={"id": ids[conflict.id]}) for conflict in crossed.conflicts]
        utterance_of = {q: ids[u.id] for u in crossed.utterances for q in u.quotations}
        utterances += [_utterance(u, ids) for u in crossed.utterances]
        quotations += [_quotation(q, utterance_of.get(q.id), naming) for e in material.extracts for q in e.quotations]
    return _Parts(
        tuple(documents),
        tuple(stories),
        tuple(topics),
        tuple(quotations),
        tuple(utterances),
        tuple(claims),
        tuple(conflicts),
    )


def _fields(kind: type[_R], record: Record, **more: object) -> _R:
    """A published row: the fields of a stage's record, which are valid already, and those that only print has."""
    return kind.model_construct(**{**record.__dict__, **more})


def _letter_order(siglum: str) -> tuple[int, str]:
    return len(siglum), siglum


def _summary(sentences: Iterable[SummarySentence], ids: Mapping[str, str]) -> tuple[SummarySentence, ...]:
    return tuple(s.model_copy(update={"claim": ids[s.claim]}) for s in sentences)


def _claim(claim: Claim, story: str, topic: str | None, conflicts: Sequence[str], naming: _Naming) -> PublishedClaim:
    def hop(hop: Hop) -> Hop:
        return hop.model_copy(update={"name": naming.sigla[hop.name]}) if hop.role == "document" else hop

    return _fields(
        PublishedClaim,
        claim,
        id=naming.ids[claim.id],
        story=story,
        topic=topic,
        conflicts=tuple(naming.ids[c] for c in conflicts),
        evidence=tuple(
            e.model_copy(update={"chain": tuple(hop(h) for h in e.chain)})
            for e in sorted(claim.evidence, key=lambda e: (_letter_order(naming.sigla[e.document]), e.start))
        ),
        related=tuple(r.model_copy(update={"claim": naming.ids[r.claim]}) for r in claim.related),
    )


def _quotation(quotation: Quotation, utterance: str | None, naming: _Naming) -> PublishedQuotation:
    speaker = quotation.speaker
    if speaker is not None:
        speaker = speaker.model_copy(update={"entity": naming.name(speaker.entity)})
    continues = quotation.continues and naming.ids[quotation.continues]
    return _fields(
        PublishedQuotation,
        quotation,
        id=naming.ids[quotation.id],
        speaker=speaker,
        continues=continues,
        utterance=utterance,
    )


def _utterance(utterance: Utterance, ids: Mapping[str, str]) -> Utterance:
    return utterance.model_copy(
        update={
            "id": ids[utterance.id],
            "quotations": tuple(ids[q] for q in utterance.quotations),
            "wordings": tuple(
                w.model_copy(update={"quotations": tuple(ids[q] for q in w.quotations)}) for w in utterance.wordings
            ),
        }
    )


def _copy_group(group: CopyGroup, naming: _Naming) -> CopyGroup:
    members = sorted(group.members, key=lambda d: _letter_order(naming.sigla[d]))
    return group.model_copy(update={"id": naming.ids[group.id], "members": tuple(members)})


def _publisher_group(group: PublisherGroup, sigla: Mapping[str, str]) -> PublisherGroup:
    """The group in order of letters, its reason naming documents by them."""
    reason = re.sub(r"doc-[0-9a-f]+", lambda m: sigla.get(m.group(), m.group()), group.reason)
    members = sorted(group.documents, key=lambda d: _letter_order(sigla[d]))
    return group.model_copy(update={"documents": tuple(members), "reason": reason})


def _conflicts_of(claims: Sequence[Claim], conflicts: Sequence[Conflict]) -> dict[str, list[str]]:
    """The conflicts whose passages overlap a claim's own, by claim."""
    spans: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for claim in claims:
        for e in claim.evidence:
            spans[e.document].append((e.start, e.end, claim.id))
    result: dict[str, list[str]] = {claim.id: [] for claim in claims}
    for conflict in conflicts:
        touched = {
            claim
            for side in conflict.sides
            for e in side.evidence
            for start, end, claim in spans[e.document]
            if start < e.end and e.start < end
        }
        for touched_claim in sorted(touched):
            result[touched_claim].append(conflict.id)
    return result


def _names_across_stories(draft: Draft) -> tuple[list[Name], dict[str, str]]:
    """One name for what several stories call by the same full name, and which provisional id it stands for.

    A person is joined by a name of two words or more; organisations and places by the same name. `resolve` has
    already joined the spellings inside each story.
    """
    groups: dict[tuple[str, str], list[Name]] = defaultdict(list)
    for material in draft.materials:
        for name in material.names:
            alone = name.kind == "person" and " " not in name.name.strip()
            groups[name.kind, name.id if alone else name.name.casefold()].append(name)
    joined, stands_for = [], {}
    for names in groups.values():
        counts: dict[str, int] = defaultdict(int)
        for name in names:
            stands_for[name.id] = names[0].id
            for alias in name.aliases:
                counts[alias.text] += alias.count
        if len(names) == 1:
            joined.append(names[0])
            continue
        aliases = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
        rules = sorted({rule for name in names for rule in name.rules} | {"the same name in several stories"})
        joined.append(
            names[0].model_copy(
                update={
                    "aliases": tuple(Alias(text=text, count=count) for text, count in aliases),
                    "mentions": tuple(m for name in names for m in name.mentions),
                    "rules": tuple(rules),
                }
            )
        )
    return joined, stands_for


# --- the build and its changes -----------------------------------------------------------------------------------------


def _build_id(draft: Draft) -> str:
    configuration = json.dumps(draft.configuration, sort_keys=True, ensure_ascii=False)
    digest = hashlib.sha256(f"{draft.inputs_sha256}\n{configuration}\n{GENERATOR}".encode())
    return f"b-{digest.hexdigest()[:ID_DIGITS]}"


def _build(draft: Draft, build_id: str, parts: _Parts) -> Build:
    counts = {
        "given": draft.given,
        "kept": len(parts.documents),
        "dropped": len(draft.dropped),
        "publishers": len(draft.publishers),
        "copies": len(draft.copies),
        "stories": len(parts.stories),
        "topics": len(parts.topics),
        "claims": len(parts.claims),
        "quotations": len(parts.quotations),
        "conflicts": len(parts.conflicts),
    }
    return Build(
        id=build_id,
        title=draft.title,
        title_document=draft.title_document,
        generator=GENERATOR,
        configuration=draft.configuration,
        inputs_sha256=draft.inputs_sha256,
        counts=counts,
        not_looked_for=NOT_LOOKED_FOR,
    )


def _passage_key(passage: Citation) -> str:
    """A passage by its document and words, whatever its place: an edit elsewhere in the file leaves it the same."""
    return hashlib.sha256(f"{passage.document}\x1f{passage.exact}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _passage_keys(claims: Sequence[Claim], wanted: Iterable[str]) -> Iterable[str]:
    by_id = {claim.id: claim for claim in claims}
    for i in wanted:
        yield from map(_passage_key, by_id[i].evidence)


def _has_page(documents: int, conflicts: Sequence[str]) -> bool:
    return documents > 1 or bool(conflicts)


def _replaced(old: Mapping[str, KnownClaim], new: Mapping[str, KnownClaim]) -> dict[str, str]:
    """For each claim that is gone, the claim that holds most of its passages now, if one does."""
    holder: dict[str, str] = {}
    for i in sorted(new):
        for passage in new[i].passages:
            holder.setdefault(passage, i)
    result = {}
    for i in sorted(old):
        if i not in new:
            votes: dict[str, int] = defaultdict(int)
            for passage in old[i].passages:
                if passage in holder:
                    votes[holder[passage]] += 1
            if votes:
                result[i] = min(votes, key=lambda j: (-votes[j], j))
    return result


def _changes(
    before: Ledger,
    build_id: str,
    inputs: Mapping[str, str],
    claims: Mapping[str, KnownClaim],
    conflicts: Sequence[str],
    replaced: Mapping[str, str],
) -> Changes:
    old = before.claims
    both = sorted(old.keys() & claims.keys())
    return Changes(
        build=build_id,
        previous=before.build,
        documents=DocumentChanges(
            added=tuple(sorted(inputs.keys() - before.documents.keys())),
            removed=tuple(sorted(before.documents.keys() - inputs.keys())),
            altered=tuple(
                sorted(d for d in inputs.keys() & before.documents.keys() if inputs[d] != before.documents[d])
            ),
        ),
        claims=ClaimChanges(
            new=tuple(sorted(claims.keys() - old.keys())),
            gained=tuple(i for i in both if set(claims[i].passages) - set(old[i].passages)),
            lost=tuple(i for i in both if set(old[i].passages) - set(claims[i].passages)),
            reworded=tuple(i for i in both if claims[i].text != old[i].text),
            merged=tuple(sorted(replaced)),
            vanished=tuple(sorted(old.keys() - claims.keys() - replaced.keys())),
        ),
        conflicts=ConflictChanges(
            opened=tuple(sorted(set(conflicts) - set(before.conflicts))),
            settled=tuple(sorted(set(before.conflicts) - set(conflicts))),
        ),
    )


def _tombstones(
    before: Ledger, build_id: str, claims: Mapping[str, KnownClaim], replaced: Mapping[str, str]
) -> tuple[Tombstone, ...]:
    """The claims that had a page and no longer stand. One that comes back loses its tombstone."""
    gone = {stone.id: stone for stone in before.tombstones}
    for i, claim in before.claims.items():
        if i not in claims and claim.page:
            gone[i] = Tombstone(
                id=i, text=claim.text, speaker=claim.speaker, build=build_id, replaced_by=replaced.get(i)
            )
    return tuple(gone[i] for i in sorted(gone) if i not in claims)
