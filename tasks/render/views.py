"""The flat records that templates print: words of a document, chips, claims as lines. Templates loop and print only."""

from __future__ import annotations

from typing import NamedTuple


class WordRun(NamedTuple):
    """A run of words. `kind` holds `m` for words counted as evidence, `x` for words that the others word otherwise,
    `u` for words that attribute them; `id` is the anchor of the run, if it has one."""

    text: str
    kind: str = ""
    id: str = ""


class VerbatimWords(NamedTuple):
    """Verbatim words of one document: `text[start:end]`, line breaks of a hard-wrapped block folded to spaces.

    `before` and `after` are the dossier's own "…" where the words were clipped; `marks` says that they stand inside
    quotation marks, so that the page prints marks around them."""

    siglum: str
    start: int
    end: int
    language: str
    parts: tuple[WordRun, ...]
    before: str = ""
    after: str = ""
    marks: bool = False


class Chip(NamedTuple):
    """A witness: the letter of a document, how it carries the claim, and the line where it does."""

    siglum: str
    style: str
    href: str
    label: str


class Chips(NamedTuple):
    """The witnesses of one claim in ledger order; `more` counts those left out in running text."""

    claim: str
    shown: tuple[Chip, ...]
    more: int = 0
    href: str = ""


class ClaimTitle(NamedTuple):
    """A claim's title: the speaker in the dossier's voice, then the words of a document."""

    speaker: str
    words: VerbatimWords


class ClaimLine(NamedTuple):
    """A claim as one row of a list or matrix."""

    id: str
    href: str
    title: ClaimTitle
    chips: Chips
    documents: int
    publishers: int
    traced: str


class KeyRow(NamedTuple):
    """One document of the sources key."""

    siglum: str
    href: str
    title: VerbatimWords | None
    name: str
    day: str
    short: str
    note: str


class Crumb(NamedTuple):
    href: str
    text: str


class Fact(NamedTuple):
    """A row of a record: what it is, what the documents say, and where they say it."""

    name: str
    value: str = ""
    words: VerbatimWords | None = None
    links: tuple[Crumb, ...] = ()
    note: str = ""
    code: bool = False


class SummarySentence(NamedTuple):
    """A sentence of a summary with the witnesses of the claim it stands for."""

    speaker: str
    words: VerbatimWords
    chips: Chips
