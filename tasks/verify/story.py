"""What is checked of a story by itself: its rows of data, its pages, and the rows it gives to lists of the whole.

Lists only put checked rows in order, so that checking a build costs what its stories cost, in as many processes.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from tasks.errors import CitationError
from tasks.records import Checked, Lead, Page, StoryDossier, StorySite
from tasks.verify.addresses import linked
from tasks.verify.data import Data, PublishedText, check_rows
from tasks.verify.pages import PageReport, examine, fold, followed, nowhere, shown
from tasks.verify.reading import POLICY_TAG, lines_of
from tasks.verify.report import Failure
from tasks.verify.scripts import check_entries, check_passages


def check_story(dossier: StoryDossier, site: StorySite) -> Checked:
    """Checks all data and pages of one story, and returns what the check of the whole site needs. Raises CitationError,
    with file and line, for the first failure."""
    data = _data(dossier, site)
    named = data.speakers
    texts = shown(data.texts.values())
    pages = {page.path: examine(page.path, page.content, texts, named) for page in site.pages}
    rows = [examine(path, content, texts, named) for path, content in _lists(site)]
    problems = [*data.report.failures, *_scripts(site, data)]
    problems += [failure for report in (*pages.values(), *rows) for failure in report.failures]
    leads = list(_leads(site.pages, pages, problems))
    if problems:
        raise CitationError(str(min(problems)))
    return Checked(
        documents={document.id: document.siglum for document in dossier.documents},
        linked=linked(((path, sorted(report.anchors)) for path, report in pages.items()), leads),
        speakers=named,
    )


def _data(dossier: StoryDossier, site: StorySite) -> Data:
    """The story's rows of data, checked by themselves."""
    lines = {f"data/{name}": rows.encode("utf-8") for name, rows in site.data.items() if name.endswith(".jsonl")}
    for name, rows in site.by_document.items():
        lines[f"data/{name}"] = "".join(rows.values()).encode("utf-8")
    names = [name for name in OF_A_STORY if f"data/{name}" in lines]
    foreign = {document.id: PublishedText(document.siglum, document.text) for document in dossier.foreign}
    beside = {"documents.jsonl": foreign.keys(), "copies.jsonl": {group.id for group in dossier.copies}}
    return check_rows(lines, names, beside, foreign)


_LINE_END = "\n"
OF_A_STORY = (
    "documents.jsonl",
    "stories.jsonl",
    "topics.jsonl",
    "quotations.jsonl",
    "utterances.jsonl",
    "claims.jsonl",
    "conflicts.jsonl",
    "facts.jsonl",
    "agreed.jsonl",
    "figures.jsonl",
    "dates.jsonl",
    "names.jsonl",
    "connections.jsonl",
    "coverage.jsonl",
)


def _lists(site: StorySite) -> Iterator[tuple[str, bytes]]:
    """The rows that the story gives to lists, as pages that hold nothing else: at the top, and in a folder."""
    top = [site.overview, *(row.html for row in site.lists.letters)]
    top += [entry.html for day in site.lists.days for entry in day.entries]
    below = [*site.lists.topics, *(row.html for row in site.lists.claims), *(row.html for row in site.differences)]
    below += [row.html for row in site.lists.quotes]
    below += [row.html for row in site.sources]
    for spoken in site.spoken:
        below += [row.html for row in (*spoken.said, *spoken.about)]
        below += [spelt.html for spelt in (*spoken.printed, *spoken.roles)]
    for path, rows in (("lists.html", top), ("lists/index.html", below)):
        yield path, f"<!doctype html><{POLICY_TAG}><body>{_LINE_END.join(rows)}".encode()


def _scripts(site: StorySite, data: Data) -> Iterator[Failure]:
    """What is wrong with the story's part of the scripts."""
    texts = {text.siglum: fold(text.text) for text in data.texts.values()}
    passages = {row.claim: json.loads(row.json) for row in site.lists.popovers}
    entries = map(json.loads, chain.from_iterable(site.lists.entries.values()))
    problems = (*check_passages(passages, texts), *check_entries(entries, data.words))
    return (Failure("assets", 1, problem) for problem in problems if problem)


def _leads(pages: Iterable[Page], reports: Mapping[str, PageReport], problems: list[Failure]) -> Iterator[Lead]:
    """Where links lead outside the story, each once. Those inside it that lead nowhere are added to `problems`. All
    pages of a folder mean the same by a link, so each link is followed once for each folder."""
    known: dict[str, set[str]] = {}
    seen: set[tuple[str, str]] = set()
    for path, content in pages:
        here = known.setdefault(posixpath.dirname(path), set())
        new = reports[path].links - here
        here |= {link for link in new if not link.startswith("?")}  # such a link leads to the page that it stands on
        outside, dead = dict[str, tuple[str, str]](), dict[str, str]()
        for link in new:
            target, anchor, problem = followed(path, link)
            if not problem and target in reports and anchor and anchor not in reports[target].anchors:
                problem = nowhere(link, target, anchor)
            if problem:
                dead[link] = problem
            elif target not in reports and (target, anchor) not in seen:
                outside[link] = target, anchor
        lines = lines_of(content, outside.keys() | dead.keys())
        problems += [Failure(path, lines[link], problem) for link, problem in dead.items()]
        for link in lines:
            if link in outside and outside[link] not in seen:
                seen.add(outside[link])
                yield Lead(*outside[link], path, lines[link])
