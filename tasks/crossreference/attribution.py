"""The chain of an evidence passage, from the origin to the document (PROV wasAttributedTo)."""

from __future__ import annotations

from tasks.crossreference.passages import Passage
from tasks.records import Document, Evidence, Hop
from tasks.shared.text.spans import unchecked


def chain_end(document: Document) -> tuple[Hop, ...]:
    """The last hops of every attribution chain in a document: its publisher, if it states one, and the document
    itself."""
    last = _hop(document.id, "document", None, None, None)
    party = document.publisher
    return (last,) if party is None else (_hop(party.name, "publisher", party.start, party.end, None), last)


def evidence(passage: Passage, document: Document, end: tuple[Hop, ...], because: tuple[str, ...] = ()) -> Evidence:
    """The passage as evidence: its words, how they are said, from whom they come, and `because` of what it is one
    statement with others; `end` is what `chain_end` gives for the document."""
    values = {
        "start": passage.start,
        "end": passage.end,
        "document": document.id,
        "exact": document.text[passage.start : passage.end],
        "mode": passage.mode,
        "because": because,
        "chain": (*_said_by(passage), *end) if passage.quotation is not None or passage.via else end,
    }
    return unchecked(Evidence, values)


def _said_by(passage: Passage) -> list[Hop]:
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
    return hops


def _hop(name: str, role: str, start: int | None, end: int | None, reason: str | None) -> Hop:
    """A step of the chain; one that is inferred, and no other, has a reason."""
    values = {"name": name, "role": role, "start": start, "end": end, "inferred": reason is not None, "reason": reason}
    return unchecked(Hop, values)
