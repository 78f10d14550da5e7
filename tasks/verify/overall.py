"""What is checked of a new site once all stories are in it: that every link leads somewhere, that the files of the
whole hold, and one page of each kind that lists rows, read from end to end.

The rows themselves were checked with their stories (`tasks.verify.story`); `dossier verify` reads every page of a
published site.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from html import unescape
from typing import Protocol

from tasks.errors import CitationError
from tasks.records import Checked, Lead, Linked
from tasks.verify.addresses import dead, linked, missing, numbers, places_of
from tasks.verify.data import PublishedText, check_rows, check_sums
from tasks.verify.pages import Shown, examine, followed
from tasks.verify.report import Failure

_LINK = re.compile(r'<(?:a|link)\b[^>]*?\bhref="([^"]*)"')
_OUTSIDE = re.compile(r"[a-z]+:")
_ANCHOR = re.compile(r'\bid="([^"]*)"')
_NUMBERED = re.compile(r"-\d+(?=\.html$)")
# Documents held at a time while pages are read from end to end.
_HELD = 256


class NewFiles(Protocol):
    """The files of a site that is about to be published: see `tasks.publish.NewSite`."""

    @property
    def checked(self) -> Sequence[Checked]:
        """The results of `check_story`, in order of stories."""

    def paths(self) -> list[str]:
        """The paths of all files, sorted."""

    def read(self, path: str) -> bytes:
        """The bytes of a file. Raises KeyError if there is none at this path."""

    def piece(self, path: str, name: str) -> bytes:
        """The bytes of one named piece of a file that was written in pieces. Raises KeyError for an unknown path or
        name."""

    def lines(self) -> dict[str, tuple[int, int]]:
        """The number of lines and of bytes of each file that was written in pieces, by path."""


def lists_of(files: NewFiles) -> list[str]:
    """The paths of the pages that belong to no single story, sorted."""
    pages = [path for path in files.paths() if path.endswith(".html")]
    stories = numbers(checked.linked.places for checked in files.checked)
    return [pages[at] for at in missing(places_of((path, ()) for path in pages), stories)]


def check_list(path: str, content: bytes) -> Linked:
    """The links of a page that belongs to no single story. Raises CitationError for a link that cannot be followed from
    disk."""
    text = content.decode("utf-8")
    leads: dict[str, Lead] = {}
    line, counted = 1, 0
    for found in _LINK.finditer(text):
        link = found[1]
        if link not in leads and not _OUTSIDE.match(link):
            line, counted = line + text.count("\n", counted, found.start()), found.start()
            target, anchor, problem = followed(path, unescape(link))
            if problem:
                raise CitationError(str(Failure(path, line, problem)))
            leads[link] = Lead(target, anchor, path, line)
    return linked([(path, map(unescape, _ANCHOR.findall(text)))], list(leads.values()))


def check_copies(line: bytes, number: int, documents: Mapping[str, str]) -> None:
    """Checks a line of copies.jsonl. `number` is its number counted from 1, `documents` are the texts it may cite by
    id. Raises CitationError if a citation is wrong."""
    texts = {document: PublishedText("", text) for document, text in documents.items()}
    found = check_rows({_COPIES: line}, ["copies.jsonl"], {"documents.jsonl": texts.keys()}, texts)
    if found.report.failures:
        raise CitationError(str(found.report.failures[0]._replace(line=number)))


def check_overall(files: NewFiles, lists: Sequence[str], found: Sequence[Linked]) -> list[Failure]:
    """All failures of the site as a whole, sorted by file and line. `found` are the results of `check_list` for the
    pages `lists`, in the same order."""
    every = [*(checked.linked for checked in files.checked), *found]
    alone = places_of((path, ()) for path in files.paths())
    known = numbers([*(linked.places for linked in every), alone])
    failures = [failure for linked in every for failure in dead(linked, known)]
    failures += _of_each_kind(files, lists)
    failures += _records(files)
    return sorted(failures)


def _of_each_kind(files: NewFiles, lists: Sequence[str]) -> Iterator[Failure]:
    """What is wrong with the first page of each list, the first speaker's, and the pages that stand alone."""
    first: dict[str, str] = {}
    for path in lists:
        kind = posixpath.dirname(path) if path.startswith("speaker/") and "index" not in path else path
        first.setdefault(_NUMBERED.sub("", kind), path)
    named = {claim: words for checked in files.checked for claim, words in checked.speakers.items()}
    texts = _Texts(files)
    for path in first.values():
        yield from examine(path, files.read(path), texts, named).failures


class _Texts(dict[str, Shown]):
    """The documents by letter, each read when it is asked for."""

    def __init__(self, files: NewFiles) -> None:
        self._read = lru_cache(_HELD)(lambda siglum: Shown(_text(files, siglum)))

    def __missing__(self, siglum: str) -> Shown:
        return self._read(siglum)

    def __contains__(self, siglum: object) -> bool:
        try:
            self._read(str(siglum))
        except KeyError:
            return False
        return True


def _text(files: NewFiles, siglum: str) -> str:
    return str(json.loads(files.piece("data/documents.jsonl", siglum))["text"])


_OVERALL = ("dropped.jsonl", "publishers.jsonl")
_COPIES = "data/copies.jsonl"


def _records(files: NewFiles) -> Iterator[Failure]:
    """What is wrong with the files of data in which no story has a part, and with the counts."""
    documents = {document for checked in files.checked for document in checked.documents}
    rows = {f"data/{name}": files.read(f"data/{name}") for name in _OVERALL}
    yield from check_rows(rows, _OVERALL, {"documents.jsonl": documents}).report.failures
    kept, _ = files.lines()["data/documents.jsonl"]
    dropped = rows["data/dropped.jsonl"].count(b"\n")
    yield from check_sums(files.read("data/build.json"), kept, dropped)
