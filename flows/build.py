"""The pipeline, one line per stage. Read this first.

Each stage is a plain function of `tasks/`; `run` decides where it runs (in this process, as a Prefect task, from the
cache). `run.each` maps a function over records, keeps their order, and moves every `Dropped` to the dropped list.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from flows.stage import Run
from tasks.assemble import assemble, materials
from tasks.clean import clean, recurring_lines
from tasks.crossreference import crossreference
from tasks.deduplicate import deduplicate
from tasks.errors import InputError
from tasks.extract import extract
from tasks.features import features
from tasks.ledger import ledger_page, read_ledger, settle
from tasks.publish import prepare, publish
from tasks.read import find, load, notes
from tasks.records import Document, Dossier, Dropped, Settings
from tasks.render import render
from tasks.resolve import resolve
from tasks.segment import segment
from tasks.stories import stories
from tasks.summarize import summarize
from tasks.topics import topics
from tasks.verify import check


def build(folder: Path, out: Path, settings: Settings, run: Run) -> Dossier:
    """Turn `folder` into a verified site at `out`. Raises DossierError; whatever stood at `out` then still stands."""
    prepare(out)
    found = run.once("read", find, folder, settings)
    raw = run.each("read", load, found)
    recurring = run.once("clean", recurring_lines, raw)
    documents = run.each("clean", clean, raw, shared=(recurring, settings))
    _require_any(documents, run.dropped, folder)
    segmented = run.each("segment", segment, documents)
    extracts = run.each("extract", extract, documents, segmented)
    marks = run.each("deduplicate", features, documents, extracts)
    copies = run.once("deduplicate", deduplicate, marks, {each.id: each for each in documents}.__getitem__)
    members = run.once("stories", stories, marks, copies, settings.thresholds.story)
    told = materials(members, documents, segmented, extracts, copies)
    resolved = run.each("resolve", resolve, told)
    crossed = run.each("crossreference", crossreference, resolved, shared=(settings.thresholds.join,))
    subjects = run.each("topics", topics, resolved, crossed)
    summaries = run.each("summarize", summarize, resolved, crossed, subjects)
    remarks = run.once("read", notes, folder)
    draft = run.once(
        "assemble",
        assemble,
        settings,
        remarks,
        run.given,
        run.dropped,
        marks,
        copies,
        resolved,
        crossed,
        subjects,
        summaries,
    )
    settled = run.once("ledger", settle, draft, run.once("ledger", read_ledger, out))
    pages = (*run.once("render", render, settled.dossier, remarks), ledger_page(settled.ledger))
    run.once("verify", check, settled.dossier, pages)
    run.once("publish", publish, pages, out)
    return settled.dossier


def _require_any(documents: Sequence[Document], dropped: Sequence[Dropped], folder: Path) -> None:
    """Raises InputError, with the first reason, when nothing is left to build from."""
    if not documents:
        first = dropped[0]
        raise InputError(f"{folder}: none of {len(dropped)} files could be kept; {first.path}: {first.detail}")
