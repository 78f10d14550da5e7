"""Groups quotations by speaker: one profile for each resolved name, or for each spelling that is no resolved name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from tasks.records import Name, Quotation
from tasks.shared.speakers.attributable import heard
from tasks.shared.text.spans import fold

_Q = TypeVar("_Q", bound=Quotation)


class SpeakerProfile(NamedTuple, Generic[_Q]):
    """One speaker with all quotations of him, in the order in which they were given. `key` is the id of his `Name`
    record, or "name:" and the folded spelling if he has none (`record` is None then)."""

    key: str
    name: str
    record: Name | None
    quotations: tuple[_Q, ...]


def voices(quotations: Iterable[_Q], names: Iterable[Name]) -> list[SpeakerProfile[_Q]]:
    """Groups the attributable quotations (see `heard`) by speaker. Quotations without a speaker are left out.

    Args:
        quotations: quotations of one story, in order.
        names: the resolved names of the story.

    Returns:
        One profile for each speaker, the most quoted first; ties are ordered by name, then key.
    """
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
