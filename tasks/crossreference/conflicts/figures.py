"""Figures that differ on one thing.

A figure is compared only with one of the same kind (the thing counted, or the dimension of its unit) that stands in
the same frame: the words of its clause must be shared, the words next to it first. Units are converted, bounds and
rounding respected, sums tried; tolls of different days are said to be of different days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from tasks.crossreference.clauses import clauses
from tasks.crossreference.conflicts.shared import Told, Version, days_between, record, statement
from tasks.crossreference.counts import Unions
from tasks.crossreference.passages import Days, Passage
from tasks.crossreference.quantities import Quantity, overlap
from tasks.crossreference.reading import read
from tasks.crossreference.words import SAYING_STEMS, words
from tasks.records import Conflict, Reading

# Kinds with more mentions than this in a story are compared only within pairs of sentences that read alike.
_MANY = 24
_NEAR = 3
# the least share of the lighter frame's weight that both frames must have, for things counted and for bare units
_COUNTED_SHARE = 0.34
_UNIT_SHARE = 0.45
# Values closer than this share are the same number told with other care.
_ROUNDED = 0.06
_SAME = 0.02
_OUTLIER = 3


class _Mention(NamedTuple):
    """A quantity where it stands: the weighed stems of its clause, those near it, and the names among them."""

    passage: int
    quantity: Quantity
    frame: dict[str, float]
    near: frozenset[str]
    names: frozenset[str]
    years: frozenset[str]


def figures(told: Told) -> Iterator[Conflict]:
    """The figures of a story that differ, one record for each thing counted."""
    by_kind: dict[str, list[_Mention]] = defaultdict(list)
    for index, passage in enumerate(told.passages):
        for quantity in passage.figures:
            by_kind[quantity.kind].append(_mention(told, index, passage, quantity))
    for kind in sorted(by_kind):
        mentions = by_kind[kind]
        same = Unions(str(index) for index in range(len(mentions)))
        for first, second in _candidates(told, mentions):
            if _same_thing(told, mentions[first], mentions[second]):
                same.join(str(first), str(second))
        groups: dict[str, list[_Mention]] = defaultdict(list)
        for index, mention in enumerate(mentions):
            groups[same.root(str(index))].append(mention)
        for group in groups.values():
            if len(group) > 1:
                yield from _compare(told, kind, group)


def _mention(told: Told, index: int, passage: Passage, quantity: Quantity) -> _Mention:
    text = told.material.documents[passage.document].text
    figure = quantity.figure
    low, high = next(
        (span for span in clauses(text, *passage.sentence) if span[0] <= figure.start < span[1]), passage.sentence
    )
    before, after = words(text[low : figure.start]), words(text[figure.end : high])
    weights = told.weighed[index].weights
    counted = {word.stem for word in words(text[figure.start : figure.end])}
    around = [*before, *after]
    frame = {w.stem: weights.get(w.stem, 0.0) for w in around if w.stem not in counted and w.stem not in SAYING_STEMS}
    return _Mention(
        index,
        quantity,
        {stem: weight for stem, weight in sorted(frame.items()) if not stem.startswith("#")},
        frozenset(w.stem for w in (*before[-_NEAR:], *after[:_NEAR], *words(figure.event or ""))) | counted,
        frozenset(w.stem for w in around if w.capital and weights.get(w.stem, 0.0) > 0),
        frozenset(str(d.first.year) for d in passage.days if low <= d.start < high and d.length > 300),
    )


def _candidates(told: Told, mentions: Sequence[_Mention]) -> Iterator[tuple[int, int]]:
    if len(mentions) <= _MANY:
        yield from combinations(range(len(mentions)), 2)
        return
    alike = {(pair.first, pair.second) for pair in told.pairs}
    places: dict[int, list[int]] = defaultdict(list)
    for number, mention in enumerate(mentions):
        places[mention.passage].append(number)
    for first, second in sorted(alike):
        for one in places.get(first, ()):
            for two in places.get(second, ()):
                yield one, two


def _same_thing(told: Told, one: _Mention, two: _Mention) -> bool:
    """The two figures tell the same thing of the same subject."""
    if one.passage == two.passage:
        return False
    a, b = told.passages[one.passage], told.passages[two.passage]
    if one.years and two.years and one.years != two.years:
        return False
    if _mood(a, one) != _mood(b, two):
        return False
    shared = sorted(one.frame.keys() & two.frame.keys())
    weight = sum(min(one.frame[stem], two.frame[stem]) for stem in shared)
    lighter = min(sum(one.frame.values()), sum(two.frame.values()))
    only_here, only_there = one.names - two.names, two.names - one.names
    if only_here and only_there and not one.names & two.names:
        return False
    if one.quantity.kind == "age" and not one.names & two.names:
        return False
    counted = one.quantity.kind.startswith("count:")
    if not lighter or weight < (_COUNTED_SHARE if counted else _UNIT_SHARE) * lighter:
        return False
    near = one.near & two.near - {one.quantity.kind.removeprefix("count:")}
    return len(shared) >= 2 and (counted or bool(near & set(shared)))


def _mood(passage: Passage, mention: _Mention) -> bool:
    """The clause tells a plan rather than a fact."""
    near = mention.near
    return any(token.planned and token.stem in near for token in read(passage.text).tokens)


def _compare(told: Told, kind: str, group: Sequence[_Mention]) -> Iterator[Conflict]:
    """The record of one thing counted, when its figures differ."""
    sides = _sides(group)
    if len(sides) < 2 or _adds_up(told, group):
        return
    reading = _reading(told, sides)
    if reading is None:
        return
    versions = [
        Version(
            _short(side[0].quantity),
            tuple(
                statement(told, told.passages[m.passage], m.quantity.figure.start, m.quantity.figure.end) for m in side
            ),
        )
        for side in sides
    ]
    yield record(told, "figure", _subject(told, kind, group), reading, versions, _note(told, sides, reading))


def _sides(group: Sequence[_Mention]) -> list[list[_Mention]]:
    """Mentions by what they say: those that can be the same number together. A vague one that fits two sides is left
    out, for it differs from neither."""
    exact = sorted(group, key=lambda m: (m.quantity.high - m.quantity.low, m.passage, m.quantity.figure.start))
    sides: list[list[_Mention]] = []
    for mention in exact:
        fitting = [side for side in sides if all(_agree(mention.quantity, other.quantity) for other in side)]
        if len(fitting) == 1:
            fitting[0].append(mention)
        elif not fitting and not any(_agree(mention.quantity, o.quantity) for side in sides for o in side):
            sides.append([mention])
    for side in sides:
        side.sort(key=lambda m: (m.passage, m.quantity.figure.start))
    return sorted(sides, key=lambda side: (side[0].passage, side[0].quantity.figure.start))


def _agree(one: Quantity, two: Quantity) -> bool:
    """They can be the same number, and do not print it differently."""
    if not overlap(one, two):
        return False
    if one.value is None or two.value is None or one.figure.unit != two.figure.unit:
        return True
    if one.figure.bound not in {"exact", "about"} or two.figure.bound not in {"exact", "about"}:
        return True
    return abs(one.value - two.value) <= _SAME * max(abs(one.value), abs(two.value))


def _adds_up(told: Told, group: Sequence[_Mention]) -> bool:
    """The figures of one sentence add up to that of the other: three hit are one dead and two hurt."""
    for one, two in combinations(group, 2):
        for part, whole in ((one, two), (two, one)):
            parts = [
                q.value
                for q in told.passages[part.passage].figures
                if q.value is not None and q.kind.startswith("count:")
            ]
            if len(parts) > 1 and whole.quantity.value in {sum(parts), sum(parts[:2]), sum(parts[-2:])}:
                return True
            equal = [q.value for q in told.passages[part.passage].figures if q.kind == whole.quantity.kind]
            if len(equal) > 1 and whole.quantity.value in equal:
                return True
    return False


def _reading(told: Told, sides: Sequence[Sequence[_Mention]]) -> Reading | None:
    values = [side[0].quantity for side in sides]
    if all(overlap(a, b) or _near(a, b) for a, b in combinations(values, 2)):
        return "rounding" if all(a.figure.unit == b.figure.unit for a, b in combinations(values, 2)) else None
    if _other_days(told, sides):
        return "different-time"
    sizes = sorted(len({told.passages[m.passage].document for m in side}) for side in sides)
    return "single-outlier" if len(sides) == 2 and sizes[0] == 1 and sizes[1] >= _OUTLIER else "conflict"


def _near(one: Quantity, two: Quantity) -> bool:
    if one.value is None or two.value is None or "about" not in {one.figure.bound, two.figure.bound}:
        return False
    return abs(one.value - two.value) <= _ROUNDED * max(abs(one.value), abs(two.value))


def _other_days(told: Told, sides: Sequence[Sequence[_Mention]]) -> bool:
    """Every two sides are of other days: by the day each figure is said to hold for, else by the day of the report."""
    return all(
        all(_apart(told, one, two) for one in first for two in second) for first, second in combinations(sides, 2)
    )


def _apart(told: Told, one: _Mention, two: _Mention) -> bool:
    here, there = one.quantity.figure.day, two.quantity.figure.day
    if here and there:
        return here != there
    return days_between(told, told.passages[one.passage], told.passages[two.passage]) > 0


def _short(quantity: Quantity) -> str:
    return " ".join(quantity.figure.exact.split())


def _subject(told: Told, kind: str, group: Sequence[_Mention]) -> str:
    """What is counted, as printed, and up to three words of the frame that the mentions share."""
    first = group[0]
    counted = first.quantity.figure.counted or kind.partition(":")[0]
    shared = set.intersection(*({*mention.frame} for mention in group))
    printed = _printed(told, told.passages[first.passage], shared)
    return f"{counted}: {' '.join(printed)}" if printed else counted


def _printed(told: Told, passage: Passage, stems: set[str]) -> list[str]:
    found: list[str] = []
    for word in passage.text.split():
        stem = next((w.stem for w in words(word)), "")
        clean = word.strip(".,;:!?“”\"'()’‘")
        if stem in stems and clean not in found:
            found.append(clean)
    return found[:4]


def _note(told: Told, sides: Sequence[Sequence[_Mention]], reading: Reading) -> str | None:
    if reading == "different-time":
        days: list[str] = []
        for side in sides:
            day: Days | None = told.published[told.passages[side[0].passage].document]
            days.append(side[0].quantity.figure.day or (day.first.isoformat() if day else "not stated"))
        return "The figures are of different days: " + ", ".join(days) + "."
    documents = [{told.passages[m.passage].document for m in side} for side in sides]
    if all(a == b and len(a) == 1 for a, b in combinations(documents, 2)):
        return "One document has both."
    return None
