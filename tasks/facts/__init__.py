"""The table of facts: how many, when, how long, where, who, with which end; what each report states, side by side.

Every rule reads one sentence and gives values of slots with the words that state them. Values are put into one row only
where nothing speaks against one event; a row says how they differ, never which is right. Rules and tables of words, no
model: what they say can be read and corrected.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import isinf

from tasks.facts.chains import Chains
from tasks.facts.events import StoryContext, events, main_event
from tasks.facts.questions import event_label, question
from tasks.facts.rules import stated
from tasks.facts.silence import silent
from tasks.facts.spelling import spellings
from tasks.facts.stated import StatedValue, sentences
from tasks.facts.tables import counted, slots
from tasks.facts.values import ValueGroup, reading, values
from tasks.records import CrossReference, FactEvidence, FactValue, Material, StoryFact, TableOfFacts
from tasks.shared.text.spans import mint, unchecked

__all__ = ["facts"]

# A sentence of a number that one report alone gives stands in the table where it answers what readers ask of any event.
_ALONE = frozenset({"killed", "injured", "missing", "magnitude", "votes"})
# What two documents state alike by the dozen, and nobody asks for.
_NOT_LISTED = frozenset({"number of", "number by", "share", "distance", "outcome: connection"})
_BOUND_WORDS = {
    "exact": "",
    "about": "about ",
    "over": "more than ",
    "at-least": "at least ",
    "under": "fewer than ",
    "at-most": "at most ",
    "between": "",
}


def facts(material: Material, crossed: CrossReference) -> TableOfFacts:
    """The table of facts of one story. Only reports in English are read.

    Args:
        material: the story, with its names resolved.
        crossed: its claims, for the attribution of values.

    Returns:
        Rows in the order of the number of documents (most first), then of slots.tsv; and questions about the main event
        that no report answers.
    """
    every = [s for s in sentences(material) if _english(material, s.document)]
    story = StoryContext(material, every)
    chains = Chains(material, crossed)
    found = list(stated(every))
    rows = [_row(of, members, material, story, chains) for of, members in events(found, story)]
    rows += [_spelling(group, material, story, chains) for group in spellings(every)]
    kept = [row for row in rows if _worth(row)]
    order = {slot: place for place, slot in enumerate(slots())}
    kept.sort(key=lambda row: (-row.documents, order[row.slot], row.question, row.id))
    return TableOfFacts(
        story=material.story.id, facts=tuple(_distinct(kept)), silent=silent(main_event(found), found, every)
    )


def _english(material: Material, document: int) -> bool:
    language = material.documents[document].language
    return language is None or language.startswith("en")


def _worth(row: StoryFact) -> bool:
    """Told by two documents, or an answer that stands by itself."""
    if row.reading is None and row.slot in _NOT_LISTED:
        return False
    return row.documents > 1 or (row.slot in _ALONE and not row.scope)


def _row(of: str, members: Sequence[StatedValue], material: Material, story: StoryContext, chains: Chains) -> StoryFact:
    found = values(members, story)
    return _record(of, found, *reading(found, story), material, story, chains)


def _spelling(group: Sequence[StatedValue], material: Material, story: StoryContext, chains: Chains) -> StoryFact:
    found = values(group, story)
    return _record(group[0].of, found, "spelling", "one name, spelled otherwise", material, story, chains)


def _record(
    of: str,
    found: Sequence[ValueGroup],
    read: object,
    why: str,
    material: Material,
    story: StoryContext,
    chains: Chains,
) -> StoryFact:
    first = found[0].first
    paths = [material.documents[one.document].path for value in found for one in value.stated]
    documents = {one.document for value in found for one in value.stated}
    start = min((path, one.start) for path, one in zip(paths, _all(found), strict=True))
    record = {
        "id": mint("f", first.slot, of, first.scope, *start),
        "story": material.story.id,
        "event": event_label(first, of),
        "slot": first.slot,
        "of": of,
        "question": question(first, of),
        "scope": first.scope,
        "values": tuple([_value(value, material, story, chains) for value in found]),
        "reading": read,
        "why": why or None,
        "documents": len(documents),
    }
    return unchecked(StoryFact, record)


def _all(found: Iterable[ValueGroup]) -> Iterator[StatedValue]:
    for value in found:
        yield from value.stated


def _value(value: ValueGroup, material: Material, story: StoryContext, chains: Chains) -> FactValue:
    first = value.first
    return unchecked(
        FactValue,
        {
            "value": shown(first),
            "bound": first.bound,
            "number": first.number,
            "low": first.low,
            "high": None if first.high is None or isinf(first.high) else first.high,
            "unit": first.unit,
            "evidence": tuple([_evidence(one, material, story, chains) for one in _once(value.stated)]),
        },
    )


def _once(several: Sequence[StatedValue]) -> Iterator[StatedValue]:
    """The passages of a value, each once."""
    seen: set[tuple[int, int, int]] = set()
    for one in several:
        place = (one.document, one.start, one.end)
        if place not in seen:
            seen.add(place)
            yield one


def shown(one: StatedValue) -> str:
    """A value as it is shown: a count or an age in digits with its bound, any other as printed."""
    if one.number is None or not (counted(one.slot) or one.slot == "age"):
        return one.value
    return f"{_BOUND_WORDS[one.bound]}{one.number:,.10g}"


def _evidence(one: StatedValue, material: Material, story: StoryContext, chains: Chains) -> FactEvidence:
    document = material.documents[one.document]
    day = story.days[one.document]
    mode, chain = chains.at(document, one.start, one.end)
    return unchecked(
        FactEvidence,
        {
            "start": one.start,
            "end": one.end,
            "document": document.id,
            "exact": document.text[one.start : one.end],
            "mode": mode,
            "chain": chain,
            "printed": _printed(one, document.text[one.start : one.end]),
            "as_of": one.day or (day.isoformat() if day else None),
        },
    )


def _printed(one: StatedValue, exact: str) -> str:
    """The words of the value in its passage; the whole passage where it is told in other words."""
    words = " ".join(exact.split())
    return one.value if one.value.lower() in words.lower() else words


def _distinct(rows: Sequence[StoryFact]) -> Iterator[StoryFact]:
    """The same rows; of those with one id, the later ones under ids of their own."""
    seen: Counter[str] = Counter()
    for row in rows:
        again = seen[row.id]
        seen[row.id] += 1
        yield row.model_copy(update={"id": mint("f", row.id, again)}) if again else row
