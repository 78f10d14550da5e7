"""The pipeline, stage by stage. Read this first.

    read             find the files and the reports in them; read notes, settings and the ledger of the site before
    clean            each file becomes a document: its text, what is kept, what is hidden by which rule
    extract          its sentences, quotations with speakers, dates, figures and names
    deduplicate      groups of copies, and what the members of each share
    stories          which documents tell the same event
    cross-reference  claims with their evidence, utterances, where documents differ, and the table of facts
    summarise        topics, and a summary of the story and of each topic
    render           every record gets its published name, and the pages are made
    verify           every citation and every link is checked
    publish          the new site takes the place of the old one

A stage is a plain function of `tasks/`. What rests on one report alone, or on one story alone, runs through several
stages in one piece, in worker processes when there are many, and not at all when the cache knows the result: those
pieces are `report`, `copies`, `story` and `site` in `flows/units/`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from flows.engine.scheduler import Run
from flows.standing import inputs_key, note, noted_files, unchanged
from flows.units.containment import PASSING, SpoiltError
from tasks.errors import DossierError, InputError
from tasks.publish import NewSite, prepare
from tasks.read import find, notes
from tasks.records import Build, Dropped, Failing, FoundFile, Note, Settings


def build(folder: Path, out: Path, settings: Settings, run: Run) -> Build:
    """Builds a verified site at `out` from the reports in `folder`, and returns the record of the build. Raises
    DossierError; the site that was at `out` is then unchanged."""
    prepare(out)
    remarks, found = _given(folder, settings, run)
    inputs = inputs_key(build, settings, remarks, run.dropped, found) if run.cache else b""
    known = unchanged(run.cache, out, inputs)
    if known is not None:
        standing, run.dropped = known
        return standing

    def opened() -> NewSite:
        return NewSite(out, noted_files(run.cache, out))

    result, new = _build_anew(folder, out, settings, run, remarks, found, opened)
    if PASSING.isdisjoint(dropped.reason for dropped in run.dropped):
        note(run.cache, out, inputs, new.standing)
    return result


def build_into(opened: Callable[[], NewSite], folder: Path, site: Path, settings: Settings, run: Run) -> Build:
    """Builds `folder` with the ledger of the site at `site` into the new site that `opened` returns, and returns the
    record of the build. Raises DossierError."""
    remarks, found = _given(folder, settings, run)
    return _build_anew(folder, site, settings, run, remarks, found, opened)[0]


def _given(folder: Path, settings: Settings, run: Run) -> tuple[tuple[Note, ...], list[FoundFile]]:
    """The notes and the files of the folder; those that are left out are noted in `run`."""
    remarks = run.once("read", notes, folder)
    given = run.once("read", find, folder, settings)
    run.given = len(given)
    run.dropped += [item for item in given if isinstance(item, Dropped)]
    return remarks, [item for item in given if isinstance(item, FoundFile)]


def _build_anew(
    folder: Path,
    out: Path,
    settings: Settings,
    run: Run,
    remarks: tuple[Note, ...],
    found: list[FoundFile],
    opened: Callable[[], NewSite],
) -> tuple[Build, NewSite]:
    """The build, once it is known that something changed since the site at `out` was made. Stories whose pages cannot
    be made are told again, by their reports alone; raises DossierError when that does not help."""
    spoilt: dict[str, Failing] = {}
    given, dropped = run.given, list(run.dropped)
    while True:
        try:
            return _build_once(folder, out, settings, run, remarks, found, opened, spoilt)
        except SpoiltError as error:
            if error.stories.keys() <= spoilt.keys():
                raise DossierError(str(error)) from error
            spoilt |= error.stories
            run.given, run.dropped = given, list(dropped)


def _build_once(
    folder: Path,
    out: Path,
    settings: Settings,
    run: Run,
    remarks: tuple[Note, ...],
    found: list[FoundFile],
    opened: Callable[[], NewSite],
    spoilt: Mapping[str, Failing],
) -> tuple[Build, NewSite]:
    """The build but for the stories in `spoilt`, of which only the reports are printed, with the reason. The stages are
    imported here, so that a build in which nothing changed needs none."""
    from flows.units.file import open_files
    from tasks.ledger import ledger_page, read_ledger, settle

    before = run.once("read", read_ledger, out)
    found = open_files(run, ("read",), found, settings)
    run.expect(sum(before.documents.get(file.id) != file.sha256 for file in found))
    from flows.units.copies import renamed, trace_copies
    from flows.units.report import read_reports, recurring_lines
    from flows.units.site import render_stories
    from flows.units.story import tell_stories
    from flows.units.whole import check_whole, render_whole
    from tasks.assemble import assemble
    from tasks.deduplicate import deduplicate
    from tasks.stories import stories
    from tasks.verify import check

    recurring = recurring_lines(run, "read", found)
    reports = read_reports(run, ("clean", "extract"), found, recurring, settings.cleaning)
    _require_any(reports.features, run.dropped, folder)
    alike = run.once("deduplicate", deduplicate, reports.features)
    groups = trace_copies(run, ("deduplicate",), alike, reports)
    members = run.once("stories", stories, reports.features, groups.outlines, settings.thresholds.story)
    told = tell_stories(
        run, ("cross-reference", "summarise"), members, groups, reports, settings.thresholds.join, spoilt
    )
    draft = run.once(
        "render",
        assemble,
        settings,
        remarks,
        run.given,
        run.dropped,
        reports.features,
        groups.outlines,
        told.digests,
    )
    overall, names, ledger = run.once("render", settle, draft, before)
    order = [digest.story for digest in draft.outlines]
    # Features and digests are most of what this process holds, and not needed any more.
    reports.features.clear()
    told.digests.clear()
    del draft, before
    with opened() as new:
        new.add(ledger_page(ledger))
        del ledger
        copies = renamed(groups, [group.id for group in overall.copies])
        sites = render_stories(run, ("render", "verify"), new, order, told, reports, copies, names, remarks)
        del names
        render_whole(run, "render", new, overall, sites, copies, remarks)
        pages, links = check_whole(run, "verify", new, overall, copies)
        run.once("verify", check, new, pages, links)
        run.once("publish", new.publish)
    return overall.build, new


def _require_any(kept: Sequence[object], dropped: Sequence[Dropped], folder: Path) -> None:
    """Raises InputError, with the first reason, when nothing is left to build from."""
    if not kept:
        first = dropped[0]
        raise InputError(f"{folder}: none of {len(dropped)} files could be kept; {first.path}: {first.detail}")
