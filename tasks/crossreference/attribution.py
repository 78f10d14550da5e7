"""The chain of an evidence passage, from the origin to the document (PROV wasAttributedTo)."""

from __future__ import annotations

from tasks.crossreference.passages import Passage
from tasks.records import Document, Evidence, Hop


def evidence(passage: Passage, document: Document) -> Evidence:
    """The passage as evidence: its words, how they are said, and from whom they come."""
    return Evidence(
        document=document.id,
        start=passage.start,
        end=passage.end,
        exact=document.text[passage.start : passage.end],
        mode=passage.mode,
        chain=_chain(passage, document),
    )


def _chain(passage: Passage, document: Document) -> tuple[Hop, ...]:
    hops: list[Hop] = []
    quotation = passage.quotation
    if quotation is not None and quotation.speaker is not None:
        speaker = quotation.speaker
        hops.append(
            Hop(
                name=speaker.name,
                role="speaker",
                start=None if speaker.inferred else speaker.start,
                end=None if speaker.inferred else speaker.end,
                inferred=speaker.inferred,
                reason=(speaker.reason or "the speaker is taken from the words around") if speaker.inferred else None,
            )
        )
    for via in passage.via:
        reason = "taken from the words around" if via.inferred else None
        start, end = (None, None) if via.inferred else (via.start, via.end)
        hops.append(Hop(name=via.name, role="via", start=start, end=end, inferred=via.inferred, reason=reason))
    if document.publisher is not None:
        party = document.publisher
        hops.append(Hop(name=party.name, role="publisher", start=party.start, end=party.end, inferred=False))
    hops.append(Hop(name=document.id, role="document", start=None, end=None, inferred=False))
    return tuple(hops)
