"""Finds -> Quotation records, with speakers and channels resolved over the whole document."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.extract.quotations.paragraph import AttributedSpan, Context, Range
from tasks.extract.quotations.people import People
from tasks.extract.quotations.speakers import ResolvedSpeaker, speakers_of
from tasks.extract.quotations.turns import names_of_turns
from tasks.extract.quotations.via import ChainStep, via_of
from tasks.records import Citation, Document, Name, Quotation, Speaker, Via
from tasks.shared.text.spans import mint, unchecked


def records(document: Document, context: Context, names: Sequence[Name]) -> tuple[Quotation, ...]:
    """The quotations of `document` in order of `start`, from all finds in `context`; each range once. Speakers are
    resolved with the help of `names`."""
    found = context.found
    if not found:
        return ()
    text = document.text
    spoken = [one.speaker for one in found if one.speaker]
    subjects = [subject for subject, _ in context.subjects]
    if names:  # of whom they do not know, an apposition tells
        subjects = [s for s in subjects if text.startswith(",", s.end) or "," in text[s.start : s.end]]
    spoken += subjects
    people = People(text, names, sorted(set(spoken)), context)
    known = names_of_turns(text, found, people)
    told = speakers_of(text, found, context.subjects, people, known, _author(document))
    hops = via_of(text, found, told, people)
    ids = _ids(document, found)
    kept: dict[tuple[int, int], Quotation] = {}
    for number, one in sorted(enumerate(found), key=lambda pair: (pair[1].start, pair[1].end, pair[0])):
        place = (one.start, one.end)
        if place not in kept:
            continues = ids[one.follows] if one.follows is not None else None
            kept[place] = _record(document, one, ids[number], continues, told[number], hops[number])
    return tuple(kept.values())


def _author(document: Document) -> ResolvedSpeaker | None:
    """The one person of the byline, whom "I" means outside of what others say."""
    byline = document.byline
    if (
        byline is None
        or len(byline.name.split()) not in _WORDS_OF_A_NAME
        or " and " in byline.name
        or "," in byline.name
    ):
        return None
    rests_on = Range(byline.start, byline.end) if byline.start is not None and byline.end is not None else None
    return ResolvedSpeaker(byline.name, True, rests_on, "“I”: the author of the report", None, None)


_WORDS_OF_A_NAME = range(2, 5)


def _ids(document: Document, found: Sequence[AttributedSpan]) -> list[str]:
    """Ids rest on the exact words and their occurrence, so that an edit elsewhere leaves them."""
    seen: dict[str, int] = {}
    id_of: dict[tuple[int, int], str] = {}
    for start, end in sorted({(one.start, one.end) for one in found}):
        exact = document.text[start:end]
        occurrence = seen[exact] = seen.get(exact, -1) + 1
        id_of[start, end] = mint("q", document.path, exact, occurrence)
    return [id_of[one.start, one.end] for one in found]


def _record(
    document: Document,
    one: AttributedSpan,
    id_: str,
    continues: str | None,
    told: ResolvedSpeaker | None,
    hops: tuple[ChainStep, ...],
) -> Quotation:
    return unchecked(
        Quotation,
        {
            "start": one.start,
            "end": one.end,
            "document": document.id,
            "exact": document.text[one.start : one.end],
            "id": id_,
            "kind": one.kind,
            "class_": one.class_,
            "speaker": _speaker(document, one, told) if told else None,
            "cue": _citation(document, one.cue) if one.cue else None,
            "via": tuple([_via(hop) for hop in hops]) if hops else (),
            "continues": continues,
        },
    )


def _via(hop: ChainStep) -> Via:
    start, end = hop.range
    return unchecked(Via, {"name": hop.name, "start": start, "end": end, "inferred": hop.inferred})


def _speaker(document: Document, one: AttributedSpan, told: ResolvedSpeaker) -> Speaker:
    assert one.speaker is not None
    return unchecked(
        Speaker,
        {
            "name": told.name,
            "entity": told.person.entity if told.person else None,
            "start": one.speaker.start,
            "end": one.speaker.end,
            "inferred": told.inferred,
            "rests_on": (_citation(document, told.rests_on),) if told.rests_on else (),
            "reason": told.reason,
        },
    )


def _citation(document: Document, words: Range) -> Citation:
    start, end = words
    return unchecked(Citation, {"start": start, "end": end, "document": document.id, "exact": document.text[start:end]})
