"""The chain of an evidence passage, from the origin to the document (PROV wasAttributedTo)."""

from __future__ import annotations

from tasks.crossreference.passages import Passage
from tasks.records import Document, Evidence, Hop
from tasks.text import made


def evidence(passage: Passage, document: Document) -> Evidence:
    """The passage as evidence: its words, how they are said, and from whom they come."""
    values = {
        "start": passage.start,
        "end": passage.end,
        "document": document.id,
        "exact": document.text[passage.start : passage.end],
        "mode": passage.mode,
        "chain": _chain(passage, document),
    }
    return made(Evidence, values)


def _chain(passage: Passage, document: Document) -> tuple[Hop, ...]:
    hops: list[Hop] = []
    quotation = passage.quotation
    if quotation is not None and quotation.speaker is not None:
        speaker = quotation.speaker
        reason = (speaker.reason or "the speaker is taken from the words around") if speaker.inferred else None
        start, end = (None, None) if speaker.inferred else (speaker.start, speaker.end)
        hops.append(_hop(speaker.name, "speaker", start, end, reason))
    for via in passage.via:
        reason = "taken from the words around" if via.inferred else None
        start, end = (None, None) if via.inferred else (via.start, via.end)
        hops.append(_hop(via.name, "via", start, end, reason))
    if document.publisher is not None:
        party = document.publisher
        hops.append(_hop(party.name, "publisher", party.start, party.end, None))
    hops.append(_hop(document.id, "document", None, None, None))
    return tuple(hops)


def _hop(name: str, role: str, start: int | None, end: int | None, reason: str | None) -> Hop:
    """A step of the chain; one that is inferred, and no other, has a reason."""
    values = {"name": name, "role": role, "start": start, "end": end, "inferred": reason is not None, "reason": reason}
    return made(Hop, values)
