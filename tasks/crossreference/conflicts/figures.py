"""Figures that differ on one thing.

A figure is compared only with one of the same kind (the thing counted, or the dimension of its unit) that stands in
the same frame: words next to it and enough of its sentence must be shared. Units are converted, bounds and
rounding respected, sums tried; tolls of different days are said to be of different days.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product
from math import fsum
from typing import NamedTuple

from tasks.crossreference.clauses import clauses
from tasks.crossreference.conflicts.shared import StoryEvidence, Version, days_between, record, statement
from tasks.crossreference.constraints import may_be_same_day
from tasks.crossreference.passages import Days, Passage
from tasks.crossreference.polarity import read
from tasks.crossreference.quantities import UNCOUNTED, Quantity, overlap
from tasks.crossreference.score import score
from tasks.crossreference.words import COUNTRIES, SAYING_STEMS, stems, words
from tasks.records import Conflict, Reading
from tasks.shared.english.date_expressions import MONTHS, WEEKDAYS
from tasks.shared.english.units import unit_forms
from tasks.shared.numerics.union_find import Joining
from tasks.shared.text.spans import fold

# Kinds with more mentions than this in a story are compared only within pairs of sentences that read alike.
_MANY = 24
_NEAR = 3
# The least weight of the words beside both figures, and of the words that their sentences share: about one telling
# word there, and two or three here. Chosen on labelled pairs of sentences and on stories of 600 to 1,700 sentences.
_BESIDE = 1.8
_BESIDE_COUNTED = 1.2
_SHARED = 5.0
_FEWEST_SHARED = 2
_KINDS = ("person", "place", "organisation")
_DAYS = frozenset(word.stem for word in words(" ".join((*WEEKDAYS, *MONTHS))))
_NOTHING: frozenset[str] = frozenset()
_NO_NAMES = (_NOTHING,) * len(_KINDS)
_MAGNITUDE = "magnitude"
# what belongs to a person rather than to an event
_BORNE = frozenset({"age", "count:mother of", "count:father of"})
_SCALES = ("hundred", "thousand", "million", "billion", "trillion", "dozen", "percent", "per", "cent", "half", "third")
_MEASURES = frozenset(word.stem for form in (*unit_forms(), *_SCALES) for word in words(form))
_QUAKE_STEP = 0.7
_LONG_AGO = 60
_ORDER = 10.0
# the share of common words from which a document tells one thing twice
_REPEATED = 0.4
# Values closer than this share are the same number told with other care.
_ROUNDED = 0.06
_SAME = 0.02
_OUTLIER = 3


class _Mention(NamedTuple):
    """A quantity where it stands. `near` are the stems beside it and of its verb, `sentence` the weighed stems of the
    whole sentence, `dates` the date expressions of its clause, `named` the stems of the sentence's names of each kind,
    and `bearer` those of the capitalised words next to it; `subject` are the stems of the figure's subject, and
    `counted` those of the names in what it counts. `long_ago` says that the clause is dated long before the report: it
    tells of an earlier event; `planned` that it tells a plan rather than a fact."""

    passage: int
    quantity: Quantity
    near: dict[str, float]
    sentence: dict[str, float]
    dates: tuple[Days, ...]
    named: tuple[frozenset[str], ...]
    bearer: frozenset[str]
    subject: frozenset[str]
    counted: frozenset[str]
    long_ago: bool
    planned: bool


class _Frame(NamedTuple):
    """What the figures of one passage have in common: `sentence` and `named` of its mentions, and the stems of what it
    tells as planned."""

    sentence: dict[str, float]
    named: tuple[frozenset[str], ...]
    planned: frozenset[str]


class _Named(NamedTuple):
    """A name's mention: its kind, its stems, and where it begins."""

    kind: str
    stems: frozenset[str]
    start: int


# a figure and the passage in which it stands
_Counted = tuple[int, Quantity]


def figures(told: StoryEvidence) -> Iterator[Conflict]:
    """Yields a conflict for each counted thing of which two documents give different figures, with its reading:
    conflict, rounding, another time or scope."""
    by_kind: dict[str, list[_Counted]] = defaultdict(list)
    times = Counter(quantity.kind for passage in told.passages for quantity in passage.figures)
    if all(count < 2 for kind, count in times.items() if kind != UNCOUNTED):
        return
    for index, passage in enumerate(told.passages):
        for quantity in passage.figures:
            if quantity.kind != UNCOUNTED and times[quantity.kind] > 1:
                by_kind[quantity.kind].append((index, quantity))
    likely = {kind: pairs for kind, found in by_kind.items() if (pairs := _likely(told, found))}
    met = {kind: sorted({number for pair in pairs for number in pair}) for kind, pairs in likely.items()}
    names = _names(told, sorted({by_kind[kind][number][0] for kind in met for number in met[kind]}))
    frames: dict[int, _Frame] = {}
    for kind in sorted(likely):
        found = by_kind[kind]
        for index in {found[number][0] for number in met[kind]} - frames.keys():
            frames[index] = _frame(told, index, names.get(index, ()))
        mentions = {number: _mention(told, *found[number], frames) for number in met[kind]}
        same = Joining(len(found))
        for first, second in _matched(told, likely[kind], mentions):
            same.join(first, second)
        for group in same.groups():
            if len(group) > 1:
                yield from _compare(told, kind, [mentions[number] for number in group])


def _names(told: StoryEvidence, passages: Iterable[int]) -> dict[int, list[_Named]]:
    """By passage, of these, the names in it; countries left out, for they stand for governments and places alike."""
    return {
        index: [
            _Named(name.kind, stems(name.name), start)
            for name, start in named
            if name.name.lower().replace(" ", "-") not in COUNTRIES
        ]
        for index, named in told.named(passages).items()
    }


def _frame(told: StoryEvidence, index: int, names: Sequence[_Named]) -> _Frame:
    passage = told.passages[index]
    stated = stems(passage.text[passage.start - passage.sentence[0] : passage.end - passage.sentence[0]])
    said = [name for name in names if passage.start <= name.start < passage.end]
    reading = read(passage.text)
    return _Frame(
        {s: w for s, w in told.weighed[index].weights.items() if s in stated and s not in SAYING_STEMS and _tells(s)},
        tuple([_NOTHING.union(*[name.stems for name in said if name.kind == kind]) for kind in _KINDS])
        if said
        else _NO_NAMES,
        frozenset([reading.pieces[place].stem for place in reading.planned]),
    )


def _mention(told: StoryEvidence, index: int, quantity: Quantity, frames: Mapping[int, _Frame]) -> _Mention:
    passage, figure = told.passages[index], quantity.figure
    text = told.material.documents[passage.document].text
    dates = _dates_of_clause(passage, text, figure.start) if passage.days else ()
    weights = told.weighed[index].weights
    before = words(text[passage.sentence[0] : figure.start])[-_NEAR:]
    after = words(text[figure.end : passage.sentence[1]])[:_NEAR]
    beside = (*before, *words(figure.exact), *after)
    subject = stems(figure.subject) if figure.subject else _NOTHING
    around = {w.stem for w in beside}.union(subject, stems(figure.event) if figure.event else ())
    head = quantity.kind.removeprefix("count:")
    near = {s: weights[s] for s in sorted(around) if s in weights and s != head and _tells(s)}
    published = told.published[passage.document]
    frame = frames[index]
    return _Mention(
        index,
        quantity,
        near,
        frame.sentence,
        dates,
        frame.named,
        frozenset([w.stem for w in beside if w.capital]),
        subject,
        frozenset([w.stem for w in words(figure.counted) if w.capital]) if figure.counted else _NOTHING,
        published is not None and any((published.first - day.last).days > _LONG_AGO for day in dates),
        not frame.planned.isdisjoint(near),
    )


def _dates_of_clause(passage: Passage, text: str, figure: int) -> tuple[Days, ...]:
    """The dates of the clause in which the figure stands."""
    spans = clauses(text, *passage.sentence)
    low, high = next((span for span in spans if span[0] <= figure < span[1]), passage.sentence)
    return tuple([day for day in passage.days if low <= day.start < high])


def _tells(stem: str) -> bool:
    """The stem is no number, unit or scale: those are of the figure, not of what it tells."""
    return stem[0] not in "#=" and stem not in _MEASURES


def _likely(told: StoryEvidence, found: Sequence[_Counted]) -> list[tuple[int, int]]:
    """The pairs of figures of one kind that may tell the same thing, by number: asked before all else, as it is asked
    quickly."""
    return [(one, two) for one, two in _candidates(told, found) if _may_be_same(told, found[one], found[two])]


def _candidates(told: StoryEvidence, found: Sequence[_Counted]) -> Iterator[tuple[int, int]]:
    if len(found) <= _MANY:
        yield from combinations(range(len(found)), 2)
        return
    alike = {(pair.first, pair.second) for pair in told.pairs}
    places: dict[int, list[int]] = defaultdict(list)
    for number, (passage, _) in enumerate(found):
        places[passage].append(number)
    for first, second in sorted(alike):
        if first in places and second in places:
            yield from product(places[first], places[second])


def _may_be_same(told: StoryEvidence, one: _Counted, two: _Counted) -> bool:
    """The figures stand in two sentences and are of one order, and the sentences share weight enough, where the kind
    needs any."""
    kind = one[1].kind
    if one[0] == two[0]:
        return False
    if kind in _BORNE:
        return True
    if not _one_order(one[1], two[1]):
        return False
    if kind == _MAGNITUDE:
        return True
    return _share_enough(told.weighed[one[0]].weights, told.weighed[two[0]].weights)


def _share_enough(one: dict[str, float], two: dict[str, float], head: str = "") -> bool:
    """The two sentences have enough stems in common, of enough weight together; `head`, the stem of what is counted,
    weighs but is not among their number."""
    mass, count = 0.0, 0
    for stem, weight in one.items():
        if stem in two:
            mass += min(weight, two[stem])
            count += stem != head
            if mass >= _SHARED and count >= _FEWEST_SHARED:
                return True
    return False


def _matched(
    told: StoryEvidence, likely: Sequence[tuple[int, int]], mentions: dict[int, _Mention]
) -> list[tuple[int, int]]:
    """The pairs of mentions that tell the same thing. Of two sentences each figure is matched once: with its equal if
    there is one, else with the one whose neighbouring words are most alike."""
    found: list[tuple[bool, float, int, int]] = []
    for first, second in likely:
        one, two = mentions[first], mentions[second]
        beside = _beside(one, two)
        if _same_thing(told, one, two, beside):
            found.append((overlap(one.quantity, two.quantity), beside, first, second))
    taken: set[tuple[int, int]] = set()
    matched: list[tuple[int, int]] = []
    for _, _, first, second in sorted(found, key=lambda f: (not f[0], -f[1], f[2], f[3])):
        here, there = (first, mentions[second].passage), (second, mentions[first].passage)
        if here not in taken and there not in taken:
            taken.update((here, there))
            matched.append((first, second))
    return matched


def _beside(one: _Mention, two: _Mention) -> float:
    here, there = one.near, two.near
    return fsum([min(here[stem], there[stem]) for stem in here if stem in there])


def _same_thing(told: StoryEvidence, one: _Mention, two: _Mention, beside: float) -> bool:
    """The two figures tell the same thing of the same subject: their places and people do not exclude each other, nor
    their dates; the words beside them are shared, in the weight of `beside`, and enough of their sentences."""
    if told.passages[one.passage].document == told.passages[two.passage].document and not _repeats(told, one, two):
        return False
    kind = one.quantity.kind
    if kind in _BORNE:
        # a place, an organisation or a day beside both is nobody's name
        return bool((one.bearer & two.bearer).difference(*one.named[1:], *two.named[1:], _DAYS))
    if kind != _MAGNITUDE and beside < (_BESIDE_COUNTED if kind.startswith(UNCOUNTED) else _BESIDE):
        return False
    for named, named_there in zip(one.named, two.named, strict=True):
        if named and named_there and named.isdisjoint(named_there):
            return False
    if one.dates and two.dates and not any(may_be_same_day(a, b) for a in one.dates for b in two.dates):
        return False
    if one.long_ago != two.long_ago or _other_subject(one, two):
        return False
    if kind == _MAGNITUDE:
        return _close(one.quantity, two.quantity)
    if one.planned != two.planned:
        return False
    return _share_enough(one.sentence, two.sentence, kind.removeprefix("count:"))


def _other_subject(one: _Mention, two: _Mention) -> bool:
    """Each figure has a subject of its own, or a name in what it counts, and no word of one is in the other's."""
    return bool(
        (one.subject and two.subject and one.subject.isdisjoint(two.subject))
        or (one.counted and two.counted and one.counted.isdisjoint(two.counted))
    )


def _repeats(told: StoryEvidence, one: _Mention, two: _Mention) -> bool:
    """The two sentences share so much that the second says the first again."""
    return score(told.weighed[one.passage], told.weighed[two.passage])[1] >= _REPEATED


def _one_order(one: Quantity, two: Quantity) -> bool:
    """Two tellings of one number are seldom a factor of ten apart."""
    if one.value is None or two.value is None:
        return True
    return max(one.value, two.value) <= _ORDER * min(one.value, two.value)


def _close(one: Quantity, two: Quantity) -> bool:
    """Magnitudes of one quake are corrected by tenths; a larger step is another quake."""
    return one.value is not None and two.value is not None and abs(one.value - two.value) < _QUAKE_STEP


def _compare(told: StoryEvidence, kind: str, group: Sequence[_Mention]) -> Iterator[Conflict]:
    """The record of one thing counted, when its figures differ."""
    sides = _sides(group)
    if len(sides) < 2 or _adds_up(told, group) or _of_several(sides):
        return
    reading = _reading(told, sides)
    if reading is None:
        return
    versions = [
        Version(
            _values(side),
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
    exact = _exact_first(group)
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


def _exact_first(mentions: Sequence[_Mention]) -> list[_Mention]:
    return sorted(mentions, key=lambda m: (m.quantity.high - m.quantity.low, m.passage, m.quantity.figure.start))


def _agree(one: Quantity, two: Quantity) -> bool:
    """They can be the same number, and do not print it differently."""
    if not overlap(one, two):
        return False
    if one.value is None or two.value is None or one.figure.unit != two.figure.unit:
        return True
    if one.figure.bound not in {"exact", "about"} or two.figure.bound not in {"exact", "about"}:
        return True
    return abs(one.value - two.value) <= _SAME * max(abs(one.value), abs(two.value))


def _adds_up(told: StoryEvidence, group: Sequence[_Mention]) -> bool:
    """The figures of one sentence add up to that of the other: three hit are one dead and two hurt."""
    for one, two in combinations(group, 2):
        for part, whole in ((one, two), (two, one)):
            parts = [
                q.value
                for q in told.passages[part.passage].figures
                if q.value is not None and q.kind.startswith(UNCOUNTED)
            ]
            if len(parts) > 1 and whole.quantity.value in {sum(parts), sum(parts[:2]), sum(parts[-2:])}:
                return True
            equal = [q.value for q in told.passages[part.passage].figures if q.kind == whole.quantity.kind]
            if len(equal) > 1 and whole.quantity.value in equal:
                return True
    return False


def _of_several(sides: Sequence[Sequence[_Mention]]) -> bool:
    """Somewhere the sides count different people's: "her two ships" may be those of either, and joins them wrongly."""
    return any(_other_subject(a, b) for one, two in combinations(sides, 2) for a in one for b in two)


def _reading(told: StoryEvidence, sides: Sequence[Sequence[_Mention]]) -> Reading | None:
    values = [side[0].quantity for side in sides]
    if all(overlap(a, b) or _near(a, b) for a, b in combinations(values, 2)):
        return "rounding" if all(a.figure.unit == b.figure.unit for a, b in combinations(values, 2)) else None
    if _other_days(told, sides):
        return "different-time"
    # vague ones say too little to be a majority
    plain = [[m for m in side if m.quantity.value is not None] for side in sides]
    sizes = sorted(len({told.passages[m.passage].document for m in side}) for side in plain)
    return "single-outlier" if len(sides) == 2 and sizes[0] == 1 and sizes[1] >= _OUTLIER else "conflict"


def _near(one: Quantity, two: Quantity) -> bool:
    if one.value is None or two.value is None or "about" not in {one.figure.bound, two.figure.bound}:
        return False
    return abs(one.value - two.value) <= _ROUNDED * max(abs(one.value), abs(two.value))


def _other_days(told: StoryEvidence, sides: Sequence[Sequence[_Mention]]) -> bool:
    """Every two sides are of other days: by the day each figure is said to hold for, else by the day of the report."""
    return all(
        all(_apart(told, one, two) for one in first for two in second) for first, second in combinations(sides, 2)
    )


def _apart(told: StoryEvidence, one: _Mention, two: _Mention) -> bool:
    here, there = one.quantity.figure.day, two.quantity.figure.day
    if here and there:
        return here != there
    return days_between(told, told.passages[one.passage], told.passages[two.passage]) > 0


def _values(side: Sequence[_Mention]) -> str:
    """What a side says, as printed: its most exact figure, and the others that are printed otherwise."""
    shown: dict[str, str] = {}
    for mention in _exact_first(side):
        printed = mention.quantity.figure.exact
        shown.setdefault(fold(printed), " ".join(printed.split()))
    return "; ".join(shown.values())


def _subject(told: StoryEvidence, kind: str, group: Sequence[_Mention]) -> str:
    """What is counted, as printed, and up to three words of the frame that the mentions share."""
    first = group[0]
    counted = first.quantity.figure.counted or kind.partition(":")[0]
    shared = set.intersection(*({*mention.sentence} for mention in group))
    printed = _printed(told, told.passages[first.passage], shared)
    return f"{counted}: {' '.join(printed)}" if printed else counted


def _printed(told: StoryEvidence, passage: Passage, stems: set[str]) -> list[str]:
    found: list[str] = []
    for word in passage.text.split():
        stem = next((w.stem for w in words(word)), "")
        clean = word.strip(".,;:!?“”\"'()’‘")
        if stem in stems and clean not in found:
            found.append(clean)
    return found[:4]


def _note(told: StoryEvidence, sides: Sequence[Sequence[_Mention]], reading: Reading) -> str | None:
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
