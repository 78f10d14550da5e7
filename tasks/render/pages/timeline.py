"""The timeline: what happened, and when the documents were published, in two lanes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from tasks.records import DatedClaims, DateMention, Page, PublishedClaim, Row, SourceRow
from tasks.render import components, date_format, phrasing
from tasks.render.components.markup import plain, restored
from tasks.render.frame import Frame, Site, numbered
from tasks.render.story_index import StoryIndex
from tasks.render.text_runs import clipped
from tasks.render.views import Basis, ClaimLine, Crumb, Day, TimelineEntry

PER_PAGE = 60  # days on one page
PER_DAY = 12  # claims of one day


def dated(look: StoryIndex) -> list[DatedClaims]:
    """The dates of the story's claims in ascending order, each with the number of its claims and rendered rows of the
    first twelve, those of most documents first."""
    claims: dict[str, list[PublishedClaim]] = defaultdict(list)
    for claim in look.dossier.claims:
        for value in look.days_of.get(claim.id, ()):
            claims[value].append(claim)
    mentions: dict[tuple[str, str], list[DateMention]] = defaultdict(list)
    for document, found in look.dates_of.items():
        for mention in found:
            mentions[document, str(mention.value)].append(mention)
    made = []
    for value in sorted(claims):
        ranked = sorted(claims[value], key=_place)[:PER_DAY]
        rows = tuple(
            Row(_place(claim), claim.id, plain(components.entry(_entry(look, claim, value, mentions), "")))
            for claim in ranked
        )
        made.append(DatedClaims(value, len(claims[value]), rows))
    return made


def _place(claim: PublishedClaim) -> tuple[int, int, str]:
    return -claim.documents, -claim.publishers, claim.id


def pages(site: Site, found: Iterable[DatedClaims], sources: Sequence[SourceRow]) -> list[Page]:
    """The timeline, `timeline.html` and further pages, from the dates of all stories in any order. `sources` are all
    documents in order of letters, for the days of publication."""
    days_of: dict[str, list[DatedClaims]] = defaultdict(list)
    for part in found:
        days_of[part.value].append(part)
    published: dict[str, list[SourceRow]] = defaultdict(list)
    for source in sources:
        if source.day:
            published[source.day].append(source)
    ordered = sorted({*days_of, *published}, key=lambda value: (str(date_format.first_day(value)), value))
    lines = [components.day(_day(value, days_of[value], published[value]), "") for value in ordered]
    undated = [_crumb(source) for source in sources if not source.day]
    made = []
    for place, (chunk, pager) in enumerate(site.pack(lines, "timeline", PER_PAGE)):
        made.append(
            site.page(
                numbered("timeline", place),
                "timeline.html",
                Frame("Timeline", "Timeline"),
                counts=(phrasing.count(len(lines), "date"),),
                rows=chunk,
                pager=pager,
                undated=undated[:40],
                more_undated=max(0, len(undated) - 40),
                empty="" if lines else "No date is stated in these documents.",
            )
        )
    return made


def _crumb(source: SourceRow) -> Crumb:
    return Crumb(source.href, source.siglum)


def _day(value: str, parts: Sequence[DatedClaims], published: Sequence[SourceRow]) -> Day:
    precision = date_format.precision(value)
    rows = sorted(row for part in parts for row in part.entries)[:PER_DAY]
    more = sum(part.claims for part in parts) - len(rows)
    return Day(
        value.replace("/", "-to-"),
        value.partition("/")[0],
        date_format.write(value, long=True),
        "" if precision == "day" else f"no closer than the {precision}" if precision != "interval" else "several days",
        tuple(restored(row.html) for row in rows),
        f"{more} more claims of this date" if more else "",
        tuple(_crumb(source) for source in published[:40]),
    )


def _entry(
    look: StoryIndex, claim: PublishedClaim, value: str, mentions: dict[tuple[str, str], list[DateMention]]
) -> TimelineEntry:
    line: ClaimLine = look.claim_line(claim)
    dated = [
        source.document.published
        for evidence in claim.evidence
        if (source := look.sources[evidence.document]).document.published
    ]
    first, known = (
        date_format.first_day(value),
        [day for day in map(date_format.first_day, map(str, dated)) if day is not None],
    )
    planned = ""
    if (
        first is not None
        and known
        and all(day < first for day in known)
        and not (claim.day == value and claim.day_of == "said")
    ):
        sources = [witness.source for witness in look.witnesses(claim)]
        planned = f"Planned, as {phrasing.series([source.siglum for source in sources[:6]])} said beforehand"
    return TimelineEntry(
        line.href,
        look.title(claim, 140),
        look.chips(claim, in_text=True),
        planned,
        {"said": "said", "happened": "happened"}.get(claim.day_of or "", ""),
        tuple(_basis(look, claim, value, mentions))[:2],
    )


def _basis(
    look: StoryIndex, claim: PublishedClaim, value: str, mentions: dict[tuple[str, str], list[DateMention]]
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
