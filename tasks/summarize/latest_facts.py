"""What the table of facts says of a sentence: a summary tells the latest state, and what most documents tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tasks.records import FactValue, StoryFact
from tasks.summarize.candidates import Candidate

# A value that later reports replaced, or that fewer reports state than another, misleads when it is read alone.
_STALE_WORTH = 0.4
_LATEST_WORTH = 1.15
_OVER_TIME = frozenset({"rising", "revised"})
_EXCLUDING = frozenset({"conflict", "outlier", "disputed"}) | _OVER_TIME
_FEWEST = 3  # documents that tell a fact before it counts as a main one


def weighed(found: Iterable[Candidate], facts: Sequence[StoryFact], documents: Sequence[str]) -> tuple[Candidate, ...]:
    """The candidates, in order, with their worth changed by the facts that they state: less for values that others
    replaced or outnumber, more for the latest values of facts that several documents state. `documents` are ids by
    index."""
    stale, latest = _spans(facts)
    if not stale and not latest:
        return tuple(found)
    return tuple([one._replace(worth=one.worth * _factor(one, stale, latest, documents)) for one in found])


_Spans = Mapping[str, Sequence[tuple[int, int]]]


def _spans(facts: Sequence[StoryFact]) -> tuple[_Spans, _Spans]:
    """By document, where values stand that others replace or outnumber, and where the latest of main facts do."""
    stale: dict[str, list[tuple[int, int]]] = defaultdict(list)
    latest: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for fact in facts:
        if fact.scope or (fact.reading and fact.reading not in _EXCLUDING):
            continue
        kept = _latest(fact)
        for value in fact.values:
            if value not in kept:
                for e in value.evidence:
                    stale[e.document].append((e.start, e.end))
            elif fact.documents >= _FEWEST:
                for e in value.evidence:
                    latest[e.document].append((e.start, e.end))
    return stale, latest


def _latest(fact: StoryFact) -> list[FactValue]:
    """The values of the last day that have a day, where the fact changes over time; or those of most documents."""
    if not fact.reading:
        return list(fact.values)
    if fact.reading in _OVER_TIME:
        days = {id(value): max(e.as_of or "" for e in value.evidence) for value in fact.values}
        last = max(days.values())
        values = [value for value in fact.values if days[id(value)] == last]
    else:
        values = list(fact.values)
    most = max(_documents(value) for value in values)
    return [value for value in values if _documents(value) == most]


def _documents(value: FactValue) -> int:
    return len({e.document for e in value.evidence})


def _factor(candidate: Candidate, stale: _Spans, latest: _Spans, documents: Sequence[str]) -> float:
    document = documents[candidate.document]
    if _over(candidate, stale.get(document, ())):
        return _STALE_WORTH
    return _LATEST_WORTH if _over(candidate, latest.get(document, ())) else 1.0


def _over(candidate: Candidate, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < candidate.end and candidate.start < end for start, end in spans)
