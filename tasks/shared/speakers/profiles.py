"""Who is said to say something: one entry for each name, or for each spelling that is no known name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from tasks.records import Name, Quotation
from tasks.shared.speakers.attributable import heard
from tasks.shared.text.spans import fold

_Q = TypeVar("_Q", bound=Quotation)


class SpeakerProfile(NamedTuple, Generic[_Q]):
    """Someone whom the documents quote. `key` is the id of his name's record, or `name:` and the folded spelling."""

    key: str
    name: str
    record: Name | None
    quotations: tuple[_Q, ...]


def voices(quotations: Iterable[_Q], names: Iterable[Name]) -> list[SpeakerProfile[_Q]]:
    """Everyone who is said to say something that a page may lay into his mouth, the most quoted first."""
    known = {name.id: name for name in names}
    quoted: dict[str, list[_Q]] = defaultdict(list)
    called: dict[str, str] = {}
    for quotation in heard(quotations):
        speaker = quotation.speaker
        if speaker is None or not speaker.name.strip():
            continue
        record = known.get(speaker.entity or "")
        name = record.name if record is not None else speaker.name
        key = record.id if record is not None else f"name:{fold(name)}"
        quoted[key].append(quotation)
        called.setdefault(key, name)
    ordered = sorted(quoted, key=lambda key: (-len(quoted[key]), called[key], key))
    return [SpeakerProfile(key, called[key], known.get(key), tuple(quoted[key])) for key in ordered]
