"""Joins what the stages found into one draft of the dossier; nothing is worked out here but title and counts."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from tasks.publishers import publisher_groups
from tasks.records import (
    CopyGroup,
    CrossReference,
    Document,
    Draft,
    Dropped,
    Extract,
    Features,
    Material,
    Note,
    Segmented,
    Settings,
    Story,
    Summaries,
    Topic,
)

_WORD = re.compile(r"\w{4,}")


def materials(
    told: Sequence[Story],
    documents: Sequence[Document],
    segmented: Sequence[Segmented],
    extracts: Sequence[Extract],
    copies: Sequence[CopyGroup],
) -> list[Material]:
    """What each story's stages read: its documents with their sentences and extracts in order of path, and the copy
    groups whose members all stand in it. A group that reaches into another story is left to the overview."""
    by_id = {d.id: (d, s, e) for d, s, e in zip(documents, segmented, extracts, strict=True)}
    story_of = {document: story.id for story in told for document in story.documents}
    groups: dict[str, list[CopyGroup]] = defaultdict(list)
    for group in copies:
        stories = {story_of[member] for member in group.members}
        if len(stories) == 1:
            groups[stories.pop()].append(group)
    result = []
    for story in told:
        rows = sorted((by_id[document] for document in story.documents), key=lambda row: row[0].path)
        result.append(
            Material(
                story=story,
                documents=tuple(d for d, _, _ in rows),
                segmented=tuple(s for _, s, _ in rows),
                extracts=tuple(e for _, _, e in rows),
                copies=tuple(groups[story.id]),
            )
        )
    return result


def assemble(
    settings: Settings,
    notes: Sequence[Note],
    given: int,
    dropped: Sequence[Dropped],
    features: Sequence[Features],
    copies: Sequence[CopyGroup],
    resolved: Sequence[Material],
    crossed: Sequence[CrossReference],
    topics: Sequence[tuple[Topic, ...]],
    summaries: Sequence[Summaries],
) -> Draft:
    """The draft of a dossier. The four story sequences run in step; stories come out widest first, then by path."""
    order = sorted(range(len(resolved)), key=lambda i: (-len(resolved[i].documents), resolved[i].documents[0].path))
    documents = [d for i in order for d in resolved[i].documents]
    title, title_document = _title(settings, [resolved[i].documents for i in order])
    return Draft(
        title=title,
        title_document=title_document,
        configuration=settings.model_dump(mode="json"),
        inputs_sha256=_inputs(documents, dropped, notes),
        given=given,
        dropped=tuple(sorted(dropped, key=lambda d: (d.path, d.stage, d.reason))),
        copies=tuple(copies),
        publishers=publisher_groups([each.publisher for each in features]),
        materials=tuple(resolved[i] for i in order),
        crossed=tuple(crossed[i] for i in order),
        topics=tuple(topics[i] for i in order),
        summaries=tuple(summaries[i] for i in order),
    )


def _title(settings: Settings, stories: Sequence[Sequence[Document]]) -> tuple[str, str | None]:
    """The configured title, or else the most central headline of the widest story and its document: the one whose
    words stand in most of the other headlines, by the mean over its words, so that length earns nothing. Where no
    story holds half of the documents, one headline would name the others falsely, so their number does."""
    if settings.title:
        return settings.title, None
    if 2 * len(stories[0]) < sum(map(len, stories)):
        return f"Dossier of {len(stories)} stories", None
    documents = stories[0]
    titled = [(d, frozenset(_WORD.findall(d.title.exact.lower()))) for d in documents if d.title]
    if not titled:
        return "Dossier", None
    frequency = Counter(word for _, words in titled for word in words)

    def central(row: tuple[Document, frozenset[str]]) -> tuple[float, str]:
        document, words = row
        return -sum(frequency[w] for w in sorted(words)) / max(1, len(words)), document.path

    document, _ = min(titled, key=central)
    assert document.title is not None
    return " ".join(document.title.exact.split()), document.id


def _inputs(documents: Sequence[Document], dropped: Sequence[Dropped], notes: Sequence[Note]) -> str:
    """The sha256 over the sorted list of all that was given: path and sha256 of each document, note and drop."""
    rows = [f"{d.path}\t{d.sha256}" for d in documents]
    rows += [f"{n.path}\t{hashlib.sha256(n.content.encode()).hexdigest()}" for n in notes]
    rows += [f"{d.path}\t{d.stage}\t{d.reason}" for d in dropped]
    return hashlib.sha256("\n".join(sorted(rows)).encode("utf-8", "surrogateescape")).hexdigest()
