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

from tasks.records import Checked, Lead
from tasks.verify.addresses import Numbers, missing, number, numbers, places_of
from tasks.verify.data import Text, check_rows, check_sums
from tasks.verify.pages import Places, Shown, examine
from tasks.verify.report import Failure

_LINK = re.compile(r'<(?:a|link)\b[^>]*?\bhref="([^"]*)"')
_OUTSIDE = re.compile(r"[a-z]+:")
_ANCHOR = re.compile(r'\bid="([^"]*)"')
_NUMBERED = re.compile(r"-\d+(?=\.html$)")
# Documents held at a time while the passages that they share with others are compared.
_HELD = 256


class NewFiles(Protocol):
    """The files of a site that is about to be published."""

    @property
    def checked(self) -> Sequence[Checked]: ...
    def paths(self) -> list[str]: ...
    def read(self, path: str) -> bytes: ...
    def piece(self, path: str, name: str) -> bytes: ...
    def lines(self) -> dict[str, tuple[int, int]]: ...


def check_overall(files: NewFiles) -> list[Failure]:
    """What does not hold, in order of file and line."""
    paths = files.paths()
    stories = numbers(checked.places for checked in files.checked)
    pages = [path for path in paths if path.endswith(".html")]
    lists = [pages[at] for at in missing(places_of((path, ()) for path in pages), stories)]
    places = Places()
    failures = []
    anchors: list[bytes] = []
    leads: dict[tuple[str, str], Lead] = {}  # many pages lead to the same place: it is looked for once
    for path in lists:
        text = files.read(path).decode("utf-8")
        anchors.append(places_of([(path, map(unescape, _ANCHOR.findall(text)))]))
        for link in dict.fromkeys(_LINK.findall(text)):
            if not _OUTSIDE.match(link):
                target, anchor, problem = places.followed(path, unescape(link))
                failures += [Failure(path, 0, problem)] if problem else []
                leads.setdefault((target, anchor), Lead(target, anchor, path, 0))
    files_alone = places_of((path, ()) for path in paths)
    known = numbers([*(checked.places for checked in files.checked), *anchors, files_alone])
    failures += _dead(tuple(leads.values()), b"".join([number(*place) for place in leads]), known)
    for checked in files.checked:
        failures += _dead(checked.leads, checked.led, known)
    failures += _of_each_kind(files, lists)
    failures += _records(files)
    return sorted(failures)


def _dead(leads: Sequence[Lead], led: bytes, known: Numbers) -> Iterator[Failure]:
    """The links that lead nowhere. `led` are the numbers of where they lead."""
    for at in missing(led, known):
        lead = leads[at]
        gone = bool(missing(number(lead.target), known))
        nowhere = f"there is no file {lead.target}" if gone else f"{lead.target} has no anchor {lead.anchor}"
        yield Failure(lead.page, lead.line, f"a link leads nowhere: {nowhere}")


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


class _Documents(dict[str, Text]):
    """The documents by id, each read when it is asked for."""

    def __init__(self, files: NewFiles, sigla: Mapping[str, str]) -> None:
        self._sigla = sigla
        self._read = lru_cache(_HELD)(lambda document: Text(sigla[document], _text(files, sigla[document])))

    def __missing__(self, document: str) -> Text:
        return self._read(document)

    def __contains__(self, document: object) -> bool:
        return document in self._sigla


def _text(files: NewFiles, siglum: str) -> str:
    return str(json.loads(files.piece("data/documents.jsonl", siglum))["text"])


_OVERALL = ("dropped.jsonl", "copies.jsonl", "publishers.jsonl")


def _records(files: NewFiles) -> Iterator[Failure]:
    """What is wrong with the files of data in which no story has a part, and with the counts."""
    sigla = {document: siglum for checked in files.checked for document, siglum in checked.documents.items()}
    rows = {f"data/{name}": files.read(f"data/{name}") for name in _OVERALL}
    yield from check_rows(rows, _OVERALL, {"documents.jsonl": sigla.keys()}, _Documents(files, sigla)).report.failures
    kept, _ = files.lines()["data/documents.jsonl"]
    dropped = rows["data/dropped.jsonl"].count(b"\n")
    yield from check_sums(files.read("data/build.json"), kept, dropped)
