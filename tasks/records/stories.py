"""What is found across documents: copies, stories, claims, utterances, conflicts, topics, summaries."""

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
    """The common fields of copy groups: document ids in order of path, the id of the `first` document (null if
    unknown), how that was decided (`direction`), and the `overlap`: the share (0 to 1) of the shorter text's words
    inside shared passages."""

    id: str
    kind: CopyKind
    members: tuple[str, ...]
    first: str | None
    direction: Literal["credit", "containment", "time", "unknown"]
    overlap: float


class CopyGroup(Copied):
    """Documents of which one was taken from another, with the passages they share word for word: pairs of citations,
    one of each document. `first` is null and `direction` "unknown" unless the texts tell."""

    shared: tuple[tuple[Citation, Citation], ...]


class CopyOutline(Copied):
    """A copy group as it is listed, without its passages; `digest` is the SHA-256 (hex) of them."""

    digest: str


class Story(Record):
    """Documents, by id and in order of path, that report the same event."""

    id: str
    documents: tuple[str, ...]


class Material(Record):
    """Everything that the stages of one story read. The tuples are parallel and in order of document path. `names` is
    empty until `resolve` has joined the names of the documents."""

    story: Story
    documents: tuple[Document, ...]
    segmented: tuple[Segmented, ...]
    extracts: tuple[Extract, ...]
    copies: tuple[CopyGroup, ...]
    names: tuple[Name, ...] = ()


class Hop(Record):
    """One step of an attribution chain, origin first, document last (PROV wasAttributedTo). `start` and `end` are the
    words (code points) that name it in the evidence's document; null when it is inferred, with the reason in words."""

    name: str
    role: Literal["speaker", "via", "publisher", "document"]
    start: int | None
    end: int | None
    inferred: bool
    reason: str | None = None


class Evidence(Citation):
    """A passage that carries a claim. `mode` says whether its words are quoted, reported or the document's own; the
    last hop of the chain is the document, named by its id until letters are given. `because` says in words what the
    passage shares with the one of the same claim that it is most surely one statement with; empty where the claim has
    no other."""

    mode: Mode
    chain: Annotated[tuple[Hop, ...], Field(min_length=1)]
    because: tuple[str, ...] = ()


class Related(Citation):
    """A passage that is similar to a claim, with the score, but does not count as evidence of it."""

    claim: str
    score: float


class ClaimTitle(Citation):
    """The passage that serves as the title of a claim: its shortest complete wording. `speaker` is printed before it;
    null if nobody is named."""

    speaker: str | None


class Claim(Record):
    """One statement with the passages that carry it (schema.org Claim). `day` is an ISO 8601 date: when it was said or
    when it happened, as `day_of` says. `documents`, `publishers` and `origins` count independent carriers in three
    ways, without a total score."""

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
    """One rendering of an utterance, and the ids of the quotations with these words; `differs` are ranges of code
    points of `exact` where other renderings have other words."""

    exact: str
    quotations: tuple[str, ...]
    differs: tuple[tuple[int, int], ...]


class Utterance(Record):
    """One thing said by one speaker on one occasion, with all its renderings."""

    id: str
    speaker: str | None
    quotations: Annotated[tuple[str, ...], Field(min_length=1)]
    wordings: Annotated[tuple[Wording, ...], Field(min_length=1)]


class Side(Record):
    """One value of a difference, with the passages that state it."""

    value: str
    evidence: Annotated[tuple[Citation, ...], Field(min_length=1)]


class Conflict(Record):
    """Passages that differ on one subject, as two or more sides. `reading` classifies the difference; it never says who
    is right."""

    id: str
    kind: ConflictKind
    subject: str
    reading: Reading
    sides: Annotated[tuple[Side, ...], Field(min_length=2)]
    note: str | None


class Connection(Record):
    """Two claims, by id, that the text itself connects (same speaker and topic, follow-up, answer), and the reason in
    words."""

    first: str
    second: str
    reason: str


class CrossReference(Record):
    """Everything that comparing one story's documents finds."""

    story: str
    claims: tuple[Claim, ...]
    utterances: tuple[Utterance, ...]
    conflicts: tuple[Conflict, ...]
    connections: tuple[Connection, ...] = ()


class SummarySentence(Citation):
    """A verbatim sentence of a summary, the id of the claim it states, and the speaker, null unless he must be named
    beside the words."""

    claim: str
    speaker: str | None


class Topic(Record):
    """A subject within a story: claim ids in reading order. `label` is printed; `keywords` are its phrases, the best
    first."""

    id: str
    story: str
    label: str
    keywords: tuple[str, ...]
    claims: tuple[str, ...]


class Summaries(Record):
    """A story's label, first and last day of publication (YYYY-MM-DD or null), the summary in reading order, and pairs
    of topic id and summary in the order of the topics."""

    story: str
    label: str
    first_day: str | None
    last_day: str | None
    sentences: tuple[SummarySentence, ...]
    topics: tuple[tuple[str, tuple[SummarySentence, ...]], ...]


class Failing(Record):
    """A stage that could not be done for a story, and the error in one line."""

    stage: str
    detail: str
