"""The timeline: what happened, and when the documents were published, in two lanes."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from tasks.records import DateMention, Page, PublishedClaim
from tasks.render import days, phrases
from tasks.render.lookup import Lookup, Source
from tasks.render.pages import Frame, Site, numbered, printed
from tasks.render.passages import clipped
from tasks.render.pieces import Chips, ClaimLine, Crumb, Title, Words

PER_PAGE = 60  # days on one page
PER_DAY = 12  # claims of one day


class Basis(NamedTuple):
    """The words a day rests on, with what was worked out from them."""

    words: Words
    siglum: str
    how: str


class Entry(NamedTuple):
    href: str
    title: Title
    chips: Chips
    planned: str
    kind: str
    basis: tuple[Basis, ...]


class Day(NamedTuple):
    """A day, or a month, year or interval, with what happened in it and what was published."""

    id: str
    value: str
    text: str
    precision: str
    entries: tuple[Entry, ...]
    more: str
    published: tuple[Crumb, ...]


def pages(look: Lookup, site: Site) -> list[Page]:
    """`timeline.html`, and on when there are many days."""
    found = _days(look)
    undated = [_crumb(source) for source in look.sources.values() if not source.document.published]
    made = []
    for place, (chunk, pager) in enumerate(site.pack(printed("day", found, ""), "timeline", PER_PAGE)):
        made.append(
            site.page(
                numbered("timeline", place),
                "timeline.html",
                Frame("Timeline", "Timeline"),
                counts=(phrases.count(len(found), "date"),),
                rows=chunk,
                pager=pager,
                undated=undated[:40],
                more_undated=max(0, len(undated) - 40),
                empty="" if found else "No date is stated in these documents.",
            )
        )
    return made


def _crumb(source: Source) -> Crumb:
    return Crumb(source.href, source.siglum)


def _days(look: Lookup) -> list[Day]:
    claims: dict[str, list[PublishedClaim]] = defaultdict(list)
    for claim in look.dossier.claims:
        for value in look.days_of.get(claim.id, ()):
            claims[value].append(claim)
    published: dict[str, list[Source]] = defaultdict(list)
    for source in look.sources.values():
        if source.document.published:
            published[days.day_of(source.document.published)].append(source)
    mentions: dict[tuple[str, str], list[DateMention]] = defaultdict(list)
    for document, found in look.dates_of.items():
        for mention in found:
            mentions[document, str(mention.value)].append(mention)
    newest = max(published, default="")
    ordered = sorted({*claims, *published}, key=lambda value: (str(days.first_day(value)), value))
    return [_day(look, value, claims[value], published[value], mentions, newest) for value in ordered]


def _day(
    look: Lookup,
    value: str,
    claims: list[PublishedClaim],
    published: list[Source],
    mentions: dict[tuple[str, str], list[DateMention]],
    newest: str,
) -> Day:
    ranked = sorted(claims, key=lambda claim: (-claim.documents, -claim.publishers, claim.id))
    precision = days.precision(value)
    return Day(
        value.replace("/", "-to-"),
        value.partition("/")[0],
        days.write(value, long=True),
        "" if precision == "day" else f"to the {precision}" if precision != "interval" else "several days",
        tuple(_entry(look, claim, value, mentions) for claim in ranked[:PER_DAY]),
        f"{len(ranked) - PER_DAY} more claims of this date" if len(ranked) > PER_DAY else "",
        tuple(_crumb(source) for source in published[:40]),
    )


def _entry(
    look: Lookup, claim: PublishedClaim, value: str, mentions: dict[tuple[str, str], list[DateMention]]
) -> Entry:
    line: ClaimLine = look.claim_line(claim)
    dated = [
        source.document.published
        for evidence in claim.evidence
        if (source := look.sources[evidence.document]).document.published
    ]
    first, known = days.first_day(value), [day for day in map(days.first_day, map(str, dated)) if day is not None]
    planned = ""
    if (
        first is not None
        and known
        and all(day < first for day in known)
        and not (claim.day == value and claim.day_of == "said")
    ):
        sources = [witness.source for witness in look.witnesses(claim)]
        planned = f"Planned, as {phrases.series([source.siglum for source in sources[:6]])} said beforehand"
    return Entry(
        line.href,
        look.title(claim, 140),
        look.chips(claim, in_text=True),
        planned,
        {"said": "said", "happened": "happened"}.get(claim.day_of or "", ""),
        tuple(_basis(look, claim, value, mentions))[:2],
    )


def _basis(
    look: Lookup, claim: PublishedClaim, value: str, mentions: dict[tuple[str, str], list[DateMention]]
) -> list[Basis]:
    """The date words of the claim's documents that mean this day, the nearest to each passage."""
    found: dict[str, Basis] = {}
    for evidence in claim.evidence:
        near = mentions.get((evidence.document, value), [])
        if near and evidence.document not in found:
            mention = min(near, key=lambda m: (abs(m.start - evidence.start), m.start))
            source = look.sources[evidence.document]
            how = "" if mention.basis == "explicit" else f"inferred: {look.lettered(mention.reason)}"
            found[evidence.document] = Basis(clipped(source.ground, mention.start, mention.end, 60), source.siglum, how)
    return list(found.values())
