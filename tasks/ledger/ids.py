"""Who is called what: letters for documents, ids for records, slugs for pages; what had a name keeps it."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tasks.records import Draft, Ledger, Name

# Eight hex digits keep ids short enough to read out; a collision is lengthened by two digits at a time.
ID_DIGITS = 8

# Names that Windows reserves for devices, whatever the ending: no file of a site may bear one.
RESERVED = frozenset({"CON", "PRN", "AUX", "NUL"})

# A slug is part of a file name, which is to stay below 80 characters with a story's slug before it.
SLUG_LENGTH = 36


def letters(number: int) -> str:
    """The letters of the document with this number, from 0: A, B, … Z, AA, AB, …"""
    result = ""
    number += 1
    while number:
        number, digit = divmod(number - 1, 26)
        result = chr(ord("A") + digit) + result
    return result


def give_letters(known: Mapping[str, str], documents: Sequence[str]) -> dict[str, str]:
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


def same_records(
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


def publish_ids(provisional: Iterable[str], kept: Mapping[str, str], before: Ledger) -> dict[str, str]:
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


def give_slug(slugs: dict[str, str], published: str, label: str, prefix: str = "") -> str:
    """The slug a story or topic has had since its first build, or a new one that no other has; noted in `slugs`."""
    if published not in slugs:
        used = set(slugs.values())
        base = prefix + slugify(label, published)
        slug, number = base, 2
        while slug in used or slug == "index":
            slug, number = f"{base}-{number}", number + 1
        slugs[published] = slug
    return slugs[published]


def all_ids(draft: Draft, names: Sequence[Name]) -> Iterable[str]:
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
