"""The pipeline, one line per stage. Read this first.

Each stage is a plain function of `tasks/`. What rests on one report alone stands in `report`, what rests on one story
alone in `story` and `site`: these run for each report or story by itself, in worker processes when there are many, and
not at all when the cache knows the result. `build` puts them in line, with the stages that look at everything between
them. The stages of reports and stories are imported where they run, so that a build in which little changed needs none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path

from flows.engine.scheduler import Run
from tasks.errors import InputError
from tasks.publish import NewSite, prepare
from tasks.read import find, notes
from tasks.records import (
    Build,
    Checked,
    CopyCandidates,
    CopyGroup,
    Document,
    Dropped,
    Features,
    FoundFile,
    Note,
    Page,
    PublishedNames,
    Report,
    Settings,
    SpeakerFragment,
    Story,
    StoryAnalysis,
    StoryDigest,
    StorySite,
    complete,
)


def build(folder: Path, out: Path, settings: Settings, run: Run) -> Build:
    """Turn `folder` into a verified site at `out`. Raises DossierError; whatever stood at `out` then still stands."""
    prepare(out)
    remarks = run.once("read", notes, folder)
    found = run.once("read", find, folder, settings)
    inputs = run.key_of_all(build, settings, remarks, run.dropped, found)
    return run.unchanged(out, inputs) or _anew(folder, out, settings, run, remarks, found, inputs)


def _anew(
    folder: Path,
    out: Path,
    settings: Settings,
    run: Run,
    remarks: tuple[Note, ...],
    found: list[FoundFile],
    inputs: bytes,
) -> Build:
    """The build, once it is known that something changed since the site at `out` was made."""
    from tasks.ledger import ledger_page, read_ledger, settle

    before = run.once("read", read_ledger, out)
    run.expect(sum(before.documents.get(file.id) != file.sha256 for file in found))
    complete()
    from flows.handing import Copies, Reports, Sites, Stories, checked, put, recurring_lines, schemas_of, speakers_of
    from tasks.assemble import assemble
    from tasks.deduplicate import deduplicate
    from tasks.render import gather, render_overall
    from tasks.stories import stories
    from tasks.verify import check

    standing = run.standing(out)
    recurring = recurring_lines(run, found)
    reports = Reports(run, found, recurring, settings)
    _require_any(reports.features, run.dropped, folder)
    traced = Copies(run, run.once("deduplicate", deduplicate, reports.features), reports)
    members = run.once("stories", stories, reports.features, traced.outlines, settings.thresholds.story)
    told = Stories(run, members, traced, reports, settings.thresholds.join)
    draft = run.once(
        "assemble",
        assemble,
        settings,
        remarks,
        run.given,
        run.dropped,
        reports.features,
        traced.outlines,
        told.outlines,
    )
    overall, namings, ledger = run.once("ledger", settle, draft, before)
    order = [outline.story for outline in draft.outlines]
    reports.forget_features()
    told.forget_outlines()
    with NewSite(out, standing) as new:
        new.add(ledger_page(ledger))
        # Features, outlines and names are most of what this process holds, and not needed any more.
        del draft, before, ledger
        traced.are_called([group.id for group in overall.copies])
        sites = Sites(run, new, order, told, reports, traced, namings, remarks)
        del namings
        gathered = gather(sites.rest, sites.rows)
        run.begin("overall")
        slugs = [several[0].slug for several in gathered.voices]
        pages = chain(
            schemas_of(run), render_overall(overall, gathered, remarks), speakers_of(run, overall, slugs, sites)
        )
        put(new, pages, overall, traced.passages)
        run.once("verify", check, new, *checked(run, new, overall, traced))
        run.once("publish", new.publish)
    run.stands(out, inputs, new)
    return overall.build


def report(found: FoundFile, recurring: frozenset[str], settings: Settings) -> tuple[Report, Features] | Dropped:
    """What one file says by itself, and what others are compared with. `recurring` are the hashes of its lines that
    stand in other files too."""
    from tasks.clean import clean
    from tasks.extract import extract
    from tasks.features import features
    from tasks.read import load
    from tasks.segment import segment

    raw = load(found)
    if isinstance(raw, Dropped):
        return raw
    document = clean(raw, recurring, settings)
    if isinstance(document, Dropped):
        return document
    segmented = segment(document)
    extracted = extract(document, segmented)
    marks = features(document, extracted)
    return Report(document=document, segmented=segmented, extract=extracted), marks


def copies(alike: CopyCandidates, members: Sequence[Features], load: Callable[[str], Document]) -> CopyGroup:
    """Which of some documents alike was first, and what they share. `load` gives the document of an id."""
    from tasks.deduplicate import trace

    return trace(alike, members, load)


def story(
    members: Story, reports: Sequence[Report], copies: Sequence[CopyGroup], join: float
) -> tuple[StoryAnalysis, StoryDigest]:
    """What the reports of one story say together, and its outline. `join` is how alike sentences must be."""
    from tasks.assemble import material
    from tasks.crossreference import crossreference
    from tasks.ledger import outline
    from tasks.resolve import resolve
    from tasks.summarize import summarize
    from tasks.topics import topics

    resolved = resolve(material(members, reports, copies))
    crossed = crossreference(resolved, join)
    subjects = topics(resolved, crossed)
    summaries = summarize(resolved, crossed, subjects)
    told = StoryAnalysis(material=resolved, crossed=crossed, topics=subjects, summaries=summaries)
    return told, outline(told)


def site(
    told: StoryAnalysis,
    foreign: Sequence[Document],
    groups: Sequence[CopyGroup],
    naming: PublishedNames,
    remarks: Sequence[Note],
) -> tuple[StorySite, Checked]:
    """The pages of one story under its published names, and what checking them found. `foreign` are documents of other
    stories with which it shares passages, `groups` the copies that it has a part in."""
    from tasks.ledger import publish_story
    from tasks.render import render_story
    from tasks.verify import check_story

    dossier = publish_story(told, foreign, groups, naming)
    rendered = render_story(dossier, remarks)
    return rendered, check_story(dossier, rendered)


def speaker(head: str, base_url: str | None, several: Sequence[SpeakerFragment]) -> tuple[Page, ...]:
    """The pages of one speaker, from what the stories have of him."""
    from tasks.render import render_speaker

    return render_speaker(head, base_url, several)


def _require_any(kept: Sequence[object], dropped: Sequence[Dropped], folder: Path) -> None:
    """Raises InputError, with the first reason, when nothing is left to build from."""
    if not kept:
        first = dropped[0]
        raise InputError(f"{folder}: none of {len(dropped)} files could be kept; {first.path}: {first.detail}")
