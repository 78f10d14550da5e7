"""Finds -> Quotation records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tasks.extract.quotations.paragraph import Found
from tasks.records import Document, Name, Quotation, Speaker
from tasks.text import cite, mint


def records(document: Document, found: Sequence[Found], names: Sequence[Name]) -> tuple[Quotation, ...]:
    text = document.text
    made = []
    for one in sorted(found, key=lambda f: (f.start, f.end)):
        exact = text[one.start : one.end]
        fields: dict[str, Any] = {
            "id": mint("q", document.path, exact, one.start),
            "document": document.id,
            "start": one.start,
            "end": one.end,
            "exact": exact,
            "kind": one.kind,
            "class": one.class_,
            "speaker": Speaker(
                name=text[one.speaker.start : one.speaker.end],
                entity=None,
                start=one.speaker.start,
                end=one.speaker.end,
                inferred=False,
                reason=None,
            )
            if one.speaker
            else None,
            "cue": cite(document.id, text, *one.cue) if one.cue else None,
            "continues": None,
        }
        made.append(Quotation(**fields))
    return tuple(made)
