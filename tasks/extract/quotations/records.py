"""Finds -> Quotation records, with speakers and channels resolved over the whole document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tasks.extract.quotations.paragraph import Context, Found, Range
from tasks.extract.quotations.people import People
from tasks.extract.quotations.speakers import Told, speakers_of
from tasks.extract.quotations.via import Hop, via_of
from tasks.records import Document, Name, Quotation
from tasks.text import mint


def records(document: Document, context: Context, names: Sequence[Name]) -> tuple[Quotation, ...]:
    """The quotations of `document` in order of `start`, each place and kind once."""
    found = context.found
    if not found:
        return ()
    text = document.text
    spoken = [one.speaker for one in found if one.speaker]
    if not names:
        spoken += [subject for subject, _ in context.subjects]
    people = People(text, names, sorted(set(spoken)), context)
    told = speakers_of(text, found, context.subjects, people)
    hops = via_of(text, found, told, people)
    ids = _ids(document, found)
    made: dict[tuple[int, int], Quotation] = {}
    for number, one in sorted(enumerate(found), key=lambda pair: (pair[1].start, pair[1].end, pair[0])):
        place = (one.start, one.end)
        if place not in made:
            continues = ids[one.follows] if one.follows is not None else None
            made[place] = _record(document, one, ids[number], continues, told[number], hops[number])
    return tuple(made.values())


def _ids(document: Document, found: Sequence[Found]) -> list[str]:
    """Ids rest on the exact words and their occurrence, so that an edit elsewhere leaves them."""
    seen: dict[str, int] = {}
    id_of: dict[tuple[int, int], str] = {}
    for start, end in sorted({(one.start, one.end) for one in found}):
        exact = document.text[start:end]
        occurrence = seen[exact] = seen.get(exact, -1) + 1
        id_of[start, end] = mint("q", document.path, exact, occurrence)
    return [id_of[one.start, one.end] for one in found]


def _record(
    document: Document, one: Found, id_: str, continues: str | None, told: Told | None, hops: tuple[Hop, ...]
) -> Quotation:
    text = document.text
    fields: dict[str, Any] = {
        "id": id_,
        "document": document.id,
        "start": one.start,
        "end": one.end,
        "exact": text[one.start : one.end],
        "kind": one.kind,
        "class": one.class_,
        "speaker": _speaker(document, one, told) if told else None,
        "cue": _citation(document, one.cue) if one.cue else None,
        "via": [
            {"name": hop.name, "start": hop.range.start, "end": hop.range.end, "inferred": hop.inferred} for hop in hops
        ],
        "continues": continues,
    }
    # One call that validates the quotation with all its parts costs half of one call for each part.
    return Quotation.model_validate(fields)


def _speaker(document: Document, one: Found, told: Told) -> dict[str, Any]:
    assert one.speaker is not None
    return {
        "name": told.name,
        "entity": told.person.entity if told.person else None,
        "start": one.speaker.start,
        "end": one.speaker.end,
        "inferred": told.inferred,
        "rests_on": [_citation(document, told.rests_on)] if told.rests_on else [],
        "reason": told.reason,
    }


def _citation(document: Document, words: Range) -> dict[str, Any]:
    start, end = words
    return {"document": document.id, "start": start, "end": end, "exact": document.text[start:end]}
