"""The values that documents give one slot of one event, and how they differ. Never which of them is right."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from math import inf

from tasks.facts.events import StoryContext
from tasks.facts.stated import StatedValue, corrects
from tasks.facts.tables import counted
from tasks.facts.times import weekday_of
from tasks.records import FactReading

_MEASURES = frozenset(
    [
        "width",
        "depth",
        "height",
        "length",
        "distance",
        "moved",
        "speed",
        "magnitude",
        "money",
        "share",
        "population",
        "age",
    ]
) | {"number of", "number by", "how long", "how long ago"}
# Slots whose figures a document may give by the dozen: never called a difference, for on labelled pairs of sentences
# more of
# them were false than right.
_ONLY_LISTED = frozenset({"number of", "number by", "share", "distance"})
_TOLLS = frozenset(
    [
        "killed",
        "injured",
        "missing",
        "arrested",
        "displaced",
        "evacuated",
        "rescued",
        "infected",
        "identified",
        "critical",
        "charged",
        "freed",
    ]
)
_CLOSE = 0.06  # the share of its size within which a measure may be the same one
_ALIKE = 0.6
_CLEAR_BOUNDS = 0.85  # bounds nearer than this share may be of one number
_MINUTES = 5.0
_A_DAY = 1440.0
_OUTLIER = 3
_VAGUE = 2.0


@dataclass(slots=True)
class ValueGroup:
    """One value of a row: the statements of it, in order of document and place; at least one."""

    stated: list[StatedValue] = field(default_factory=list)

    @property
    def first(self) -> StatedValue:
        """The first statement of the value."""
        return self.stated[0]

    @property
    def documents(self) -> frozenset[int]:
        """The indexes of the documents that state the value."""
        return frozenset([one.document for one in self.stated])


def values(members: Sequence[StatedValue], story: StoryContext) -> list[ValueGroup]:
    """The different values that statements of one slot of one event have, in order of time: the day of the first report
    of each, then the number, then the document."""
    found: dict[object, ValueGroup] = defaultdict(ValueGroup)
    for one in members:
        found[_key(one)].stated.append(one)
    last = max((day.toordinal() for day in story.days if day), default=0)

    def place(value: ValueGroup) -> tuple[int, float, int, str]:
        days = [day.toordinal() for one in value.stated if (day := story.days[one.document])]
        return min(days, default=last), value.first.low or 0.0, value.first.document, value.first.value

    return sorted(found.values(), key=place)


def _key(one: StatedValue) -> object:
    """What two facts have in common that state one value."""
    if one.slot == "composition":
        return one.same
    if one.low is not None and one.high is not None:
        return round(one.low, 2), round(one.high, 2) if one.high != inf else inf
    if one.slot == "day":
        return next(iter(one.same))
    if one.slot in ("who", "who confronted"):
        return frozenset(w for w in one.same if w.startswith("@")) or one.same
    return one.same or one.value


def reading(found: Sequence[ValueGroup], story: StoryContext) -> tuple[FactReading | None, str]:
    """How the values of a row differ, and the reason in words; (None, "") if they agree, if one document has them all,
    or if the slot is only listed."""
    documents = frozenset().union(*(value.documents for value in found))
    pairs = [(a, b) for a, b in combinations(found, 2) if a.documents ^ b.documents]
    if len(found) < 2 or len(documents) < 2 or not pairs:
        return None, ""
    slot = found[0].first.slot
    if slot in _ONLY_LISTED:
        return None, ""
    if counted(slot):
        return _with_outlier(found, _numbers(found, pairs, story, 0.0))
    if slot in _MEASURES:
        return _with_outlier(found, _measures(found, pairs, story))
    if slot == "clock":
        apart = [pair for pair in pairs if _minutes_apart(*pair) > _MINUTES]
        return _with_outlier(found, ("conflict", "times of day that cannot be the same") if apart else (None, ""))
    if slot in ("day", "day of verb"):
        return _with_outlier(found, _days(pairs))
    if slot == "year":
        return _with_outlier(found, ("conflict", "other years") if _years_apart(pairs) else (None, ""))
    if slot in ("who", "who confronted"):
        return _who(pairs)
    if slot == "armed with":
        return _armed(found)
    if slot == "composition":
        told = _over_time(found, story, False)
        return told if told[0] else ("conflict", "the dead are counted otherwise")
    if slot.startswith("outcome"):
        return _outcome(slot, found, story)
    return _with_outlier(found, ("conflict", "other places" if slot in ("where", "origin") else "other values"))


def _with_outlier(found: Sequence[ValueGroup], told: tuple[FactReading | None, str]) -> tuple[FactReading | None, str]:
    """A conflict in which one document stands alone against three and more that agree."""
    if told[0] != "conflict":
        return told
    sizes = sorted((len(value.documents) for value in found), reverse=True)
    if sizes[0] >= _OUTLIER and sum(sizes[1:]) == 1:
        return "outlier", f"one report against {sizes[0]}"
    return told


def _measures(
    found: Sequence[ValueGroup], pairs: Sequence[tuple[ValueGroup, ValueGroup]], story: StoryContext
) -> tuple[FactReading | None, str]:
    """As `_numbers`; but a sentence with several such figures does not say which of them is the other's."""
    several: dict[tuple[int, int, str | None], set[int]] = defaultdict(set)
    for number, value in enumerate(found):
        for one in value.stated:
            several[one.document, one.sentence.number, one.unit].add(number)
    if any(len(numbers) > 1 for numbers in several.values()):
        return None, ""
    return _numbers(found, pairs, story, _CLOSE)


def _numbers(
    found: Sequence[ValueGroup], pairs: Sequence[tuple[ValueGroup, ValueGroup]], story: StoryContext, slack: float
) -> tuple[FactReading | None, str]:
    apart: list[tuple[StatedValue, StatedValue]] = []
    bounds: list[tuple[StatedValue, StatedValue]] = []
    near = False
    slot, scope = found[0].first.slot, found[0].first.scope
    toll = slot in _TOLLS and not scope
    for a, b in pairs:
        low, high = sorted((a.first, b.first), key=lambda one: (one.low or 0.0, one.high or 0.0))
        gap = (high.low or 0.0) - (low.high or 0.0)
        if gap > 0:
            close = (low.low or 0.0) > 0 and gap <= max(slack, 0.02) * (high.low or 0.0)
            if close and slot not in ("age", "magnitude") and (high.low or 0.0) >= 100:
                near = True
            else:
                apart.append((low, high))
        elif _vague(low) or _vague(high):
            continue
        elif low.low != high.low and _only_bounds(low, high, toll):
            bounds.append((low, high))
        elif _printed_otherwise(low, high):
            near = True
    if not apart and not bounds:
        return ("rounding", "may be the same number") if near else (None, "")
    if toll:
        told = _over_time(found, story, bool(bounds) and not apart)
        if told[0]:
            return told
        if found[0].first.of == "people" and apart and _each_has_both(found):
            return "scope", "a part and the whole"
    if apart:
        return "conflict", "numbers that cannot be the same"
    least = min(low.low / high.low for low, high in bounds if low.low is not None and high.low)
    return ("rounding", "bounds of one number") if least > _CLEAR_BOUNDS else ("conflict", "other bounds")


def _only_bounds(low: StatedValue, high: StatedValue, toll: bool) -> bool:
    """Both are lower bounds; or, of a toll, one is and the other is the number itself."""
    kinds = {low.bound, high.bound}
    return kinds <= {"at-least", "over"} or (toll and kinds <= {"at-least", "over", "exact"})


def _printed_otherwise(low: StatedValue, high: StatedValue) -> bool:
    one, two = low.number, high.number
    if one is None or two is None or one == two or low.unit != high.unit:
        return False
    small, large = sorted((abs(one), abs(two)))
    return small >= _ALIKE * large


def _vague(one: StatedValue) -> bool:
    return one.bound == "between" and one.low is not None and one.high is not None and one.high >= _VAGUE * one.low


def _each_has_both(found: Sequence[ValueGroup]) -> bool:
    return all(a.documents & b.documents for a, b in combinations(found, 2))


def _over_time(found: Sequence[ValueGroup], story: StoryContext, only_bounds: bool) -> tuple[FactReading | None, str]:
    """Whether a toll changed from report to report: it rises where it never falls from one day to the next, and is
    revised where it falls; on one day it is so where the words say that it changes."""
    if any(corrects(one.sentence.text) for value in found for one in value.stated):
        return "revised", "a report corrects an earlier number"
    by_day: dict[int, list[float]] = defaultdict(list)
    for value in found:
        for one in value.stated:
            day = story.days[one.document]
            if day is not None and one.low is not None:
                by_day[day.toordinal()].append(one.low)
    if len(by_day) > 1 and _told_on_several_days(found, story):
        days = sorted(by_day)
        falls = any(max(by_day[b]) < max(by_day[a]) for a, b in pairwise(days))
        return (
            ("revised", "later reports have a lower number")
            if falls
            else ("rising", "the number grows with the day of the report")
        )
    if only_bounds or any(one.rises for value in found for one in value.stated):
        return "rising", "a number that grows or is revised"
    return None, ""


def _told_on_several_days(found: Sequence[ValueGroup], story: StoryContext) -> bool:
    """The values do not all stand on each day: what differs within every day is no change."""
    days = [frozenset(story.days[one.document] for one in value.stated) for value in found]
    return len(set(days)) > 1


def _minutes_apart(a: ValueGroup, b: ValueGroup) -> float:
    """Minutes between two times of day, around midnight too."""
    one, two = a.first, b.first
    assert one.low is not None
    assert one.high is not None
    assert two.low is not None
    assert two.high is not None
    return min(max(two.low + day - one.high, one.low - two.high - day) for day in (-_A_DAY, 0.0, _A_DAY))


def _days(pairs: Sequence[tuple[ValueGroup, ValueGroup]]) -> tuple[FactReading | None, str]:
    for a, b in pairs:
        dates = [{d for one in value.stated if len(d := one.flags.get("date", "")) == 10} for value in (a, b)]
        if all(dates) and dates[0] & dates[1]:
            continue
        if {weekday_of(d) for d in dates[0]} & {weekday_of(d) for d in dates[1]}:
            continue
        return "conflict", "days that cannot be the same"
    return None, ""


def _years_apart(pairs: Sequence[tuple[ValueGroup, ValueGroup]]) -> bool:
    return any(a.first.value != b.first.value for a, b in pairs)


def _who(pairs: Sequence[tuple[ValueGroup, ValueGroup]]) -> tuple[FactReading | None, str]:
    apart = [(a.first.same, b.first.same) for a, b in pairs if _other(a.first.same, b.first.same)]
    if not apart:
        return None, ""
    countries = [(_codes(a), _codes(b)) for a, b in apart]
    nested = all(a and b and (a < b or b < a) for a, b in countries)
    return ("scope", "one names more") if nested else ("conflict", "other actors")


def _codes(who: frozenset[str]) -> frozenset[str]:
    return frozenset(w for w in who if w.startswith("@"))


def _other(one: frozenset[str], two: frozenset[str]) -> bool:
    here, there = _codes(one), _codes(two)
    if here and there:
        return here != there
    return False if here or there else not one & two


def _armed(found: Sequence[ValueGroup]) -> tuple[FactReading | None, str]:
    """Another number of one kind, or one kind against another where each document names a single one."""
    by: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for value in found:
        for one in value.stated:
            if one.flags["kind"]:
                by[one.document][one.flags["kind"]].add(one.flags["number"])
    for one_, two in combinations(by.values(), 2):
        if any(not one_[kind] & two[kind] for kind in one_.keys() & two.keys()):
            return "conflict", "other weapons"
        if len(one_) == len(two) == 1 and not one_.keys() & two.keys():
            return "conflict", "other weapons"
    return None, ""


def _outcome(slot: str, found: Sequence[ValueGroup], story: StoryContext) -> tuple[FactReading | None, str]:
    told = Counter(value.first.value for value in found)
    if slot == "outcome: responsibility":
        if "claimed" not in told:
            return None, ""
        return "disputed", "one claims it, another denies it"
    if slot == "outcome: agreement":
        return "disputed", "one affirms what another denies"
    if slot == "outcome: suspect":
        return "revised", "ends that exclude each other"
    if slot == "outcome: named":
        return None, ""
    return "conflict", "ends that exclude each other"
