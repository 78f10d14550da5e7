"""Which stated facts tell one event: same slot and subject, nothing against it, and enough rare words shared."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from tasks.facts.stated import ReadSentence, StatedValue
from tasks.facts.tables import counted, slots
from tasks.records import Material
from tasks.shared.english.date_expressions import parse_day
from tasks.shared.english.noun_phrases import stem

# As if so many other sentences stood beside: in a story of two sentences what they share is not common.
_BACKGROUND = 50
# Facts of one subject before each that it is compared with: what belongs together stands close in a story of many
# reports.
_WINDOW = 96
_FRAME_WORDS = (
    "kill killed dead die died dies injured injuring wounded wounding people children student students attack said told"
    " says say"
)
_FRAME = frozenset(map(stem, _FRAME_WORDS.split()))
# words of bearings stand beside every distance
_BEARINGS = frozenset(
    map(
        stem,
        [
            "north",
            "south",
            "east",
            "west",
            "northwest",
            "northeast",
            "southwest",
            "southeast",
            "away",
            "miles",
            "kilometres",
        ],
    )
)
# Facts that belong to a person, whatever the country of the sentence.
_BORNE = frozenset({"who", "who confronted", "age", "spelling"})
_ELSEWHERE = 6.0  # a story tells of many other events, but of one war
_FAR_TOLLS = 5.0  # tolls in leads that differ by more are not of one event
_DAYS_APART = 3
_MAIN = "main event: "
_NO_MAIN = frozenset({"start", "end", "death", "letter", "video", "release", "departure"})
_CAPTIVES_SHARE = 0.7
_MAIN_DAY = 3.0  # by which less is asked for the day of the story's main event
_FAR_COUNTS = 8.0  # asked of counts that differ by more than tolls of one event do
# Kinds of event of which a story tells one as a rule; of votes, talks, games and letters it tells several.
_ONCE_A_STORY = frozenset(
    {"attack", "operation", "robbery", "death", "capture", "arrest", "fall", "fire", "accident", "quake", "video"}
)
_ONCE = "death of the suspect"  # a story has one


class StoryContext:
    """What comparing facts of a story needs: the rarity of its words, and the day of each report by document index."""

    def __init__(self, material: Material, sentences: Sequence[ReadSentence]) -> None:
        seen: Counter[str] = Counter()
        for sentence in sentences:
            seen.update(sentence.stems())
        total = len(sentences) + _BACKGROUND
        self._rarity = {one: math.log(total / n) for one, n in seen.items()}
        self.days = [_day(document.published) for document in material.documents]

    def shared(self, one: StatedValue, two: StatedValue) -> float:
        """The summed rarity of the stems that the sentences of two values share, without those of the frame."""
        common = one.sentence.stems() & two.sentence.stems()
        return math.fsum([self._rarity[s] for s in sorted(common) if s not in _FRAME])

    def rarity(self, one: str) -> float:
        """The rarity (inverse document frequency over sentences) of a stem; 0 for one that the story does not
        contain."""
        return self._rarity.get(one, 0.0)

    def days_apart(self, one: StatedValue, two: StatedValue) -> int:
        """The number of days between the two values' reports; 0 if one is unknown."""
        here, there = self.days[one.document], self.days[two.document]
        return abs((here - there).days) if here and there else 0


def _day(published: str | None) -> date | None:
    return parse_day(published[:10]) if published else None


def events(found: Sequence[StatedValue], story: StoryContext) -> Iterator[tuple[str, list[StatedValue]]]:
    """Yields groups of values that answer the same question about one event, each with what it is about ("children",
    "operation"). Raises KeyError for a slot that slots.tsv does not list."""
    main = main_event(found)
    captives, linked = _captives(found)
    by_subject: dict[tuple[str, str, str], list[StatedValue]] = defaultdict(list)
    for one in found:
        of = one.of
        if one.slot == "outcome: captive":
            if not captives or (of not in captives and of != "hostage"):
                continue
            of = linked.get(of, of)
        if one.slot in ("day", "clock") and main and of in ("start", main):
            of = _MAIN + main
        by_subject[one.slot, of, one.scope].append(one)
    for (slot, of, _), members in by_subject.items():
        if slot not in slots():
            raise KeyError(f"slots.tsv has no {slot!r}")
        for cluster in _clusters(members, story, of.startswith(_MAIN)):
            yield of.removeprefix(_MAIN), cluster


def main_event(found: Sequence[StatedValue]) -> str:
    """The kind of event that most headlines and first sentences date; "" if there is none."""
    kinds = Counter(one.of for one in found if one.slot in ("day", "clock") and one.leads and one.of not in _NO_MAIN)
    return min(kinds, key=lambda kind: (-kinds[kind], kind)) if kinds else ""


def _captives(found: Sequence[StatedValue]) -> tuple[frozenset[str], dict[str, str]]:
    """Who is told to be a captive; and for a captive without a name the one who has most of the named mentions."""
    fates = [one for one in found if one.slot == "outcome: captive"]
    captives = frozenset(one.of for one in fates if one.flags.get("captive"))
    named = Counter(one.of for one in fates if one.of != "hostage" and one.flags.get("captive"))
    if not named:
        return captives, {}
    most = min(named, key=lambda of: (-named[of], of))
    total = sum(named.values())
    return captives, {"hostage": most} if named[most] >= _CAPTIVES_SHARE * total else {}


def _clusters(members: Sequence[StatedValue], story: StoryContext, main: bool) -> list[list[StatedValue]]:
    """The facts of one subject by event; those joined through a third count as joined. Each is compared with the
    nearest before it, so that the work grows with their number."""
    parent = list(range(len(members)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, one in enumerate(members):
        for j in range(max(0, i - _WINDOW), i):
            other = members[j]
            if one.document != other.document and root(i) != root(j) and _same_event(other, one, story, main):
                parent[root(i)] = root(j)
    clusters: dict[int, list[StatedValue]] = defaultdict(list)
    for i, one in enumerate(members):
        clusters[root(i)].append(one)
    return list(clusters.values())


def _same_event(one: StatedValue, two: StatedValue, story: StoryContext, main: bool) -> bool:
    slot = one.slot
    if slot not in _BORNE and not slot.startswith("outcome"):
        here, there = one.sentence.countries(), two.sentence.countries()
        if here and there and not here & there:
            return False
    if not _may_be_one(one, two, story, main):
        return False
    if one.of == _ONCE:
        return True
    leads = one.leads and two.leads
    asked = slots()[slot]
    need = asked.in_leads if leads and not one.scope else asked.shared
    if main and slot == "day":
        need -= _MAIN_DAY
    if one.scope == "another event":
        need = max(need, _ELSEWHERE)
    return need <= 0.0 or story.shared(one, two) >= need


def _near_counts(one: StatedValue, two: StatedValue) -> bool:
    low, high = sorted((max(one.low or 0.0, 1.0), max(two.low or 0.0, 1.0)))
    return high <= _FAR_TOLLS * low


def _may_be_one(one: StatedValue, two: StatedValue, story: StoryContext, main: bool) -> bool:
    """What slots ask besides shared words."""
    slot = one.slot
    beside = (one.near & two.near) - _FRAME
    if slot == "money":
        return bool(one.flags.get("once")) and one.same == two.same and bool(beside)
    if slot in ("killed", "injured") and one.leads and two.leads and not one.scope:
        return _near_counts(one, two) or story.shared(one, two) >= slots()[slot].shared
    if counted(slot) and not one.scope and not _near_counts(one, two):
        return story.shared(one, two) >= _FAR_COUNTS
    if slot == "number of":
        return len(beside) >= 2
    if slot == "share":
        return len(beside) >= 3
    if slot in ("width", "depth", "height", "length", "speed"):
        return len(beside) >= 1
    if slot == "distance":
        return len(beside - _BEARINGS) >= 2
    if slot == "day" and not main and one.of not in _ONCE_A_STORY:
        return False
    if slot in ("day", "day of verb"):
        return story.days_apart(one, two) < _DAYS_APART
    return True
