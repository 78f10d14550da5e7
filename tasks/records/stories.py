"""Across documents: copies, stories, claims, utterances, conflicts, topics, summaries."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tasks.records.base import Citation, Record
from tasks.records.documents import Document, Segmented
from tasks.records.extracts import Extract, Name
from tasks.records.features import CopyKind

Mode = Literal["quoted", "reported", "stated"]
ConflictKind = Literal["figure", "date", "name", "quotation", "speaker", "position"]
Reading = Literal["conflict", "rounding", "different-time", "different-scope", "wording", "single-outlier"]


class Copied(Record):
    """What is told of documents that share most of their text, with or without the passages that they share."""

    id: str
    kind: CopyKind
    members: tuple[str, ...]
    first: str | None
    direction: Literal["credit", "containment", "time", "unknown"]
    overlap: float


class CopyGroup(Copied):
    """Documents that share most of their text. `first` is null and `direction` "unknown" unless the text tells.
    `overlap` is the share of the shorter's words inside shared runs; `shared` lists the passages on both sides."""

    shared: tuple[tuple[Citation, Citation], ...]


class CopyOutline(Copied):
    """A group of copies as it is listed, without the passages: `digest` is their hash."""

    digest: str


class Story(Record):
    """Documents that tell one event, in order of path."""

    id: str
    documents: tuple[str, ...]


class Material(Record):
    """All that the per-story stages read. Tuples run in order of document path; nothing of another story is here.
    `names` is empty until `resolve` has joined the documents' names."""

    story: Story
    documents: tuple[Document, ...]
    segmented: tuple[Segmented, ...]
    extracts: tuple[Extract, ...]
    copies: tuple[CopyGroup, ...]
    names: tuple[Name, ...] = ()


class Hop(Record):
    """One step of an attribution chain, origin first, document last (PROV wasAttributedTo). Offsets are those of the
    words that name it in the evidence's document; none when inferred, and then the reason is given."""

    name: str
    role: Literal["speaker", "via", "publisher", "document"]
    start: int | None
    end: int | None
    inferred: bool
    reason: str | None = None


class Evidence(Citation):
    """A passage that carries a claim. The last hop of the chain is the document, named by its id until sigla exist.
    `because` says in words what the passage shares with the one of the same claim that it is most surely one statement
    with; empty where the claim has no other."""

    mode: Mode
    chain: Annotated[tuple[Hop, ...], Field(min_length=1)]
    because: tuple[str, ...] = ()


class Related(Citation):
    """A passage that reads alike but is not counted."""

    claim: str
    score: float


class ClaimTitle(Citation):
    """The shortest complete verbatim rendering; `speaker` stands before it in the dossier's voice."""

    speaker: str | None


class Claim(Record):
    """One statement with at least one passage (schema.org Claim). Counts are three numbers and never one score."""

    id: str
    title: ClaimTitle
    story: str
    day: str | None
    day_of: Literal["said", "happened"] | None
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]
    documents: int
    publishers: int
    origins: int
    origin_names: tuple[str, ...]
    related: tuple[Related, ...] = ()


class Wording(Record):
    """One rendering of an utterance; `differs` are ranges of code points in `exact` that the others word otherwise."""

    exact: str
    quotations: tuple[str, ...]
    differs: tuple[tuple[int, int], ...]


class Utterance(Record):
    """One thing said, in all its renderings."""

    id: str
    speaker: str | None
    quotations: Annotated[tuple[str, ...], Field(min_length=1)]
    wordings: Annotated[tuple[Wording, ...], Field(min_length=1)]


class Side(Record):
    """One reading of a difference, with the passages that have it."""

    value: str
    evidence: Annotated[tuple[Citation, ...], Field(min_length=1)]


class Conflict(Record):
    """Passages that differ on one subject. The reading says how; it never says who is right."""

    id: str
    kind: ConflictKind
    subject: str
    reading: Reading
    sides: Annotated[tuple[Side, ...], Field(min_length=2)]
    note: str | None


class Connection(Record):
    """Two claims that the text itself connects (same speaker and topic, follow-up, answer), with the words that do."""

    first: str
    second: str
    reason: str


class CrossReference(Record):
    """All that one story's documents say together."""

    story: str
    claims: tuple[Claim, ...]
    utterances: tuple[Utterance, ...]
    conflicts: tuple[Conflict, ...]
    connections: tuple[Connection, ...] = ()


class SummarySentence(Citation):
    """A verbatim sentence, the claim it stands for, and the speaker when the words alone do not name him."""

    claim: str
    speaker: str | None


class Topic(Record):
    """A subject inside a story: claims in reading order."""

    id: str
    story: str
    label: str
    keywords: tuple[str, ...]
    claims: tuple[str, ...]


class Summaries(Record):
    """The story's label, days and summary, and the summaries of its topics by topic id, in the topics' order."""

    story: str
    label: str
    first_day: str | None
    last_day: str | None
    sentences: tuple[SummarySentence, ...]
    topics: tuple[tuple[str, tuple[SummarySentence, ...]], ...]


class StoryAnalysis(Record):
    """All that was worked out of one story, under provisional ids."""

    material: Material
    crossed: CrossReference
    topics: tuple[Topic, ...]
    summaries: Summaries
