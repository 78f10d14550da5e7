"""The timeline strip of an overview: at most three clusters of days over an axis drawn at build."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from tasks.records import DateMention, PublishedClaim, PublishedStory
from tasks.render import date_format, phrasing
from tasks.render.story_index import StoryIndex
from tasks.render.views import Chips, ClaimTitle

CLUSTERS = 3
WIDTH = 1200
FEW = 1  # days after the first that the strip shows with it
LABEL = 160  # units of the axis that a label needs
BEFORE, AFTER = 60, 90  # days around publication that the strip shows when anything happened in them


class Cluster(NamedTuple):
    """A group of days on the strip: its days in words, the title and chips of its main claim, and a note ("" for
    none)."""

    days: str
    title: ClaimTitle
    chips: Chips
    note: str


class Mark(NamedTuple):
    """A mark on the axis: `x` and `width` in units of the drawing, `style` (`e` happened, `f` planned, `p` published;
    with `i` for a day that no document states as a date), its label, and where the label is anchored."""

    x: float
    width: float
    style: str
    text: str
    anchor: str


class Strip(NamedTuple):
    """The timeline strip: at most three groups of days, their marks, and those of the days of publication."""

    clusters: tuple[Cluster, ...]
    marks: tuple[Mark, ...]
    published: tuple[Mark, ...]


def strip(look: StoryIndex, story: PublishedStory, claims: Sequence[PublishedClaim]) -> Strip | None:
    """The timeline strip of a story; None if no claim has a day. Days in two or more documents are preferred, and days
    around the publication of the documents to those long before or after."""
    published = _published(look, story)
    dated = _dated(look, claims, [day for day, _ in published])
    if not dated:
        return None
    told = {sentence.claim for sentence in story.summary}
    groups = _groups(sorted({day for day, _ in dated}))
    every = [*(day for day, _ in dated), *(day for day, _ in published)]
    low, span = min(every), max((max(every) - min(every)).days, 1)

    def place(day: date) -> float:
        return round(10 + (WIDTH - 30) * (day - low).days / span, 1)

    newest = max((day for day, _ in published), default=None)
    clusters, marks = [], []
    for group in groups:
        ahead = newest is not None and group[0] > newest
        day, claim = min(
            ((day, claim) for day, claim in dated if group[0] <= day <= group[-1]),
            key=lambda pair: (
                -pair[1].documents,
                -pair[1].publishers,
                pair[1].id not in told,
                pair[1].id,
                pair[0].isoformat() != pair[1].day,
                pair[0],
            ),
        )
        text = date_format.write(day.isoformat())
        inferred = [each for each in group if not _stated(look, dated, each)]
        notes = ["Still ahead when these were written"] if ahead else []
        if day in inferred:
            notes.append(f"Day inferred: {_reason(look, dated, day)}")
        if len(group) > 1:
            notes.append(f"{phrasing.count(len(group) - 1, 'more day')}, {date_format.write(_value(group))}")
        note = "; ".join(notes)
        clusters.append(Cluster(text, look.title(claim, 110), look.chips(claim, in_text=True), note))
        shapes = [
            Mark(
                place(each),
                9,
                f"{'f' if newest is not None and each > newest else 'e'}{' i' if each in inferred else ''}",
                "",
                "",
            )
            for each in group
        ]
        shapes[0] = shapes[0]._replace(text=date_format.write(_value(group)), anchor=_anchor(shapes[0].x))
        marks += shapes
    return Strip(tuple(clusters), tuple(marks), _ticks(published, place))


def _published(look: StoryIndex, story: PublishedStory) -> list[tuple[date, str]]:
    found = []
    for document in story.documents:
        source = look.sources[document]
        day = date_format.first_day(source.document.published) if source.document.published else None
        if day is not None:
            found.append((day, source.siglum))
    return sorted(found, key=lambda pair: (pair[0], len(pair[1]), pair[1]))


def _dated(
    look: StoryIndex, claims: Sequence[PublishedClaim], published: Sequence[date]
) -> list[tuple[date, PublishedClaim]]:
    """Claims with the days they tell of, near publication if any are; those of two documents alone if they suffice."""
    dated = [(day, claim) for claim in claims for value in look.days_of.get(claim.id, ()) if (day := _exact(value))]
    if published:
        low, high = min(published) - timedelta(BEFORE), max(published) + timedelta(AFTER)
        dated = [pair for pair in dated if low <= pair[0] <= high] or dated
    shared = [pair for pair in dated if pair[1].documents > 1]
    return shared if len({day for day, _ in shared}) >= CLUSTERS else dated


def _mentions(look: StoryIndex, dated: Sequence[tuple[date, PublishedClaim]], day: date) -> list[DateMention]:
    """The date words that mean a day in the documents of the claims that tell of it."""
    documents = {evidence.document for other, claim in dated if other == day for evidence in claim.evidence}
    return [
        mention
        for document in sorted(documents, key=look.order.__getitem__)
        for mention in look.dates_of.get(document, ())
        if date_format.first_day(str(mention.value)) == day
    ]


def _stated(look: StoryIndex, dated: Sequence[tuple[date, PublishedClaim]], day: date) -> bool:
    return any(mention.basis == "explicit" for mention in _mentions(look, dated, day))


def _reason(look: StoryIndex, dated: Sequence[tuple[date, PublishedClaim]], day: date) -> str:
    """Why some words mean a day: "“on Monday”: Monday before 8 December 2031, the day of publication"."""
    found = _mentions(look, dated, day)
    return f"“{found[0].exact}”: {look.lettered(found[0].reason)}" if found else "from other words of its documents"


def _exact(value: str) -> date | None:
    """The day, or the first of two; None for a longer time: the first day of "last week" is not when it was."""
    first, last = date_format.first_day(value), date_format.last_day(value)
    return first if first is not None and last is not None and (last - first).days <= FEW else None


def _ticks(published: Sequence[tuple[date, str]], place: Callable[[date], float]) -> tuple[Mark, ...]:
    """A tick for each day of publication; letters of days whose labels would touch stand under the first of them."""
    ticks: list[Mark] = []
    labelled = -1
    for day in sorted({day for day, _ in published}):
        letters = ", ".join([letter for other, letter in published if other == day][:6])
        x = place(day)
        if labelled >= 0 and x - ticks[labelled].x < LABEL:
            ticks[labelled] = ticks[labelled]._replace(text=f"{ticks[labelled].text}; {letters}")
            ticks.append(Mark(x, 0, "p", "", ""))
        else:
            labelled = len(ticks)
            ticks.append(Mark(x, 0, "p", f"published: {letters}", _anchor(x)))
    return tuple(ticks)


def _anchor(x: float) -> str:
    return "start" if x < WIDTH * 0.1 else "end" if x > WIDTH * 0.85 else "middle"


def _groups(found: Sequence[date]) -> list[list[date]]:
    """The days in at most `CLUSTERS` groups, parted at the widest gaps of more than one day."""
    gaps = sorted(
        ((later - earlier).days, place)
        for place, (earlier, later) in enumerate(pairwise(found), 1)
        if (later - earlier).days > 1
    )
    cuts = sorted(place for _, place in gaps[-(CLUSTERS - 1) :])
    edges = [0, *cuts, len(found)]
    return [list(found[a:b]) for a, b in pairwise(edges)]


def _value(group: Sequence[date]) -> str:
    first, last = group[0].isoformat(), group[-1].isoformat()
    return first if first == last else f"{first}/{last}"
