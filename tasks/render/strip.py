"""The timeline strip of an overview: at most three clusters of days over an axis drawn at build."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from tasks.records import PublishedClaim, PublishedStory
from tasks.render import days
from tasks.render.lookup import Lookup
from tasks.render.pieces import Chips, Title

CLUSTERS = 3
WIDTH = 1200


class Cluster(NamedTuple):
    days: str
    title: Title
    chips: Chips
    note: str
    left: float


class Mark(NamedTuple):
    """A mark on the axis: `x`, `width`, `style` (`ev` what happened, `fu` planned, `doc` published), `text`."""

    x: float
    width: float
    style: str
    text: str
    anchor: str


class Strip(NamedTuple):
    clusters: tuple[Cluster, ...]
    marks: tuple[Mark, ...]
    published: tuple[Mark, ...]


def strip(look: Lookup, story: PublishedStory, claims: Sequence[PublishedClaim]) -> Strip | None:
    """The strip, or None when no claim has a day. Claims of two or more documents count before the others."""
    dated = [(day, claim) for claim in claims if claim.day and (day := days.first_day(claim.day)) is not None]
    if not dated:
        return None
    shared = [pair for pair in dated if pair[1].documents > 1]
    dated = shared or dated
    groups = _groups(sorted({day for day, _ in dated}))
    published = sorted(
        (day, look.sources[d].siglum)
        for d in story.documents
        if (value := look.sources[d].document.published) and (day := days.first_day(value)) is not None
    )
    low = min([groups[0][0], *(day for day, _ in published)])
    high = max([groups[-1][-1], *(day for day, _ in published)])
    span = max((high - low).days, 1)

    def place(day: date) -> float:
        return round(10 + (WIDTH - 30) * (day - low).days / span, 1)

    clusters, marks = [], []
    newest = max((day for day, _ in published), default=None)
    for group in groups:
        inside = [(day, claim) for day, claim in dated if group[0] <= day <= group[-1]]
        claim = min(inside, key=lambda pair: (-pair[1].documents, -pair[1].publishers, pair[1].id))[1]
        ahead = newest is not None and group[0] > newest
        text = days.write(_value(group))
        clusters.append(
            Cluster(
                text,
                look.title(claim, 110),
                look.chips(claim, in_text=True),
                "Still ahead when these were written" if ahead else "",
                place(group[0]) / WIDTH,
            )
        )
        for day in group:
            marks.append(Mark(place(day), 9, "fu" if newest is not None and day > newest else "ev", "", ""))
        x = place(group[0])
        anchor = "start" if x < WIDTH * 0.1 else "end" if x > WIDTH * 0.85 else "middle"
        marks[-len(group)] = marks[-len(group)]._replace(text=text, anchor=anchor)
    ticks = []
    for day in sorted({day for day, _ in published}):
        letters = ", ".join(letter for other, letter in published if other == day)
        x = place(day)
        ticks.append(Mark(x, 0, "doc", letters, "start" if x < WIDTH * 0.1 else "end" if x > WIDTH * 0.9 else "middle"))
    return Strip(tuple(clusters), tuple(marks), tuple(ticks))


def _groups(found: Sequence[date]) -> list[list[date]]:
    """The days in at most `CLUSTERS` groups, parted at the widest gaps of more than one day."""
    gaps = sorted(
        ((later - earlier).days, place)
        for place, (earlier, later) in enumerate(zip(found, found[1:], strict=False), 1)
        if (later - earlier).days > 1
    )
    cuts = sorted(place for _, place in gaps[-(CLUSTERS - 1) :])
    edges = [0, *cuts, len(found)]
    return [list(found[a:b]) for a, b in zip(edges, edges[1:], strict=False)]


def _value(group: Sequence[date]) -> str:
    first, last = group[0].isoformat(), group[-1].isoformat()
    return first if first == last else f"{first}/{last}"
