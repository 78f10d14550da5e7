"""Gives letters to documents, ids to records and slugs to pages; a record that had one in the last build keeps it."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

from tasks.records import Ledger, StoryDigest
from tasks.shared.text.spans import mint

# Eight hex digits keep ids short enough to read out; a collision is lengthened by two digits at a time.
ID_DIGITS = 8

# Names that Windows reserves for devices, whatever the ending: no file of a site may bear one.
RESERVED = frozenset({"CON", "PRN", "AUX", "NUL"})

# A slug is part of a file name, which is to stay below 80 characters with a story's slug before it.
SLUG_LENGTH = 36
SPEAKER_LENGTH = 60
_WORD = re.compile(r"[a-z0-9]+")


def letters(number: int) -> str:
    """The letters of the document with this number, counted from 0: A, B, … Z, AA, AB, …"""
    result = ""
    number += 1
    while number:
        number, digit = divmod(number - 1, 26)
        result = chr(ord("A") + digit) + result
    return result


def give_letters(known: Mapping[str, str], documents: Sequence[str]) -> dict[str, str]:
    """A letter for each document, by document id: the one it had in any earlier build, or the next that was never
    given. `known` are all letters ever given, by document id; `documents` are in the order in which new letters are
    given."""
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
    """Finds the new record for each old one: first by id, then greedily by the number of shared parts, most first.

    Args:
        new: the parts (passage keys, document ids) of each new record, by provisional id.
        old: the parts of each record of the last build, by published id.
        ids: the published id of each provisional id of the last build.

    Returns:
        The published id of the old record by the provisional id of the new one; each at most once. Records without any
        shared part are missing.
    """
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
    """The published id of every provisional one: the one in `kept`; else that of an earlier build; else its first eight
    digits, or two more at a time while another record has them."""
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
    """A slug of a label: its lower-case ASCII words joined by hyphens, cut between words at SLUG_LENGTH characters.
    `fallback` if nothing is left or the name is reserved on Windows."""
    ascii_label = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode("ascii").lower()
    slug = ""
    for word in _WORD.findall(ascii_label):
        longer = f"{slug}-{word}" if slug else word[:SLUG_LENGTH]
        if len(longer) > SLUG_LENGTH:
            break
        slug = longer
    return slug if slug and slug.upper() not in RESERVED else fallback


class Slugs:
    """The slugs of pages. A key that has a slug keeps it; no two keys of one kind (story, topic, speaker) get the same,
    and none is "index". `before` are the slugs of the last build by key."""

    def __init__(self, before: Mapping[str, str]) -> None:
        self.given = dict(before)
        self._used: dict[str, set[str]] = defaultdict(set)
        for key, slug in before.items():
            self._used[_kind(key)].add(slug)

    def left(self, kind: str, current: Container[str]) -> dict[str, str]:
        """The slugs of one kind whose keys are not in `current`, each with its key."""
        return {slug: key for key, slug in self.given.items() if _kind(key) == kind and key not in current}

    def give(self, key: str, wanted: str, clash: Callable[[int], str], left: dict[str, str] | None = None) -> str:
        """The slug of `key`, which is remembered: the one it has, or `wanted`, or the first of `clash(2)`, `clash(3)` …
        that is free. A slug in `left` can be taken over from its old key; it is removed from `left` then."""
        known = self.given.get(key)
        if known is not None:
            return known
        if left and wanted in left:
            del self.given[left.pop(wanted)]
            self.given[key] = wanted
            return wanted
        used = self._used[_kind(key)]
        slug, number = wanted, 1
        while not slug or slug in used or slug == "index":
            number += 1
            slug = clash(number)
        used.add(slug)
        self.given[key] = slug
        return slug


SPEAKER = "speaker"


def _kind(key: str) -> str:
    """Stories, topics and speakers have folders of their own. Speakers are known by the ids of names or by words."""
    prefix = key.partition("-")[0]
    return prefix if prefix in ("s", "t") else SPEAKER


def give_slug(slugs: Slugs, published: str, label: str, prefix: str = "") -> str:
    """The slug of a story or topic with the id `published`: the one it has, or a new one from its label after
    `prefix`."""
    base = prefix + slugify(label, published)
    return slugs.give(published, base, lambda number: f"{base}-{number}")


def give_speaker(slugs: Slugs, key: str, name: str, left: dict[str, str] | None = None) -> str:
    """The slug of a speaker: the words of his name, at most 60 characters, and a part of the hash of his key if another
    speaker has them. His key can change with the report that names him first; so that his page keeps its address, he
    can take over a slug in `left`, that of a speaker of the last build who is not quoted any more."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").lower()
    base = "-".join(_WORD.findall(plain))[:SPEAKER_LENGTH].strip("-")
    digits = mint("p", key)[2:]
    return slugs.give(key, base, lambda number: f"{base}-{digits[: 6 + number]}".strip("-"), left)


def story_ids(outline: StoryDigest) -> Iterator[str]:
    """Yields all provisional ids of a story but those of its names."""
    yield outline.story
    yield from outline.quotations
    yield from (claim.id for claim in outline.claims)
    yield from outline.utterances
    yield from outline.conflicts
    yield from outline.facts
    yield from (topic.id for topic in outline.topics)


def shortened(provisional: str) -> str:
    """The prefix and first eight digits of a provisional id: the published id unless the record had another before, or
    another record has this one."""
    prefix, _, digits = provisional.partition("-")
    return f"{prefix}-{digits[:ID_DIGITS]}"
