"""Joins the results of earlier stages: the material of one story, and the draft of the whole dossier. Computes nothing
but the title and the counts."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence

from tasks.records import (
    CleanSettings,
    CopyGroup,
    CopyOutline,
    Draft,
    Dropped,
    Features,
    Listed,
    Material,
    Note,
    Report,
    Settings,
    Story,
    StoryDigest,
)
from tasks.shared.press.publishers import publisher_groups
from tasks.shared.text.headline_centrality import centrality


def copies_inside(told: Sequence[Story], copies: Sequence[CopyOutline]) -> dict[str, tuple[CopyOutline, ...]]:
    """For each story, by id, the copy groups whose members are all in it, in the given order. A group that extends to
    another story says nothing about who corroborates whom inside either."""
    story_of = {document: story.id for story in told for document in story.documents}
    groups: dict[str, list[CopyOutline]] = defaultdict(list)
    for group in copies:
        stories = {story_of[member] for member in group.members}
        if len(stories) == 1:
            groups[stories.pop()].append(group)
    return {story.id: tuple(groups[story.id]) for story in told}


def material(story: Story, reports: Sequence[Report], copies: Sequence[CopyGroup]) -> Material:
    """The input of the stages of one story. `reports` are those of the story, in any order, `copies` the copy groups
    inside it; the result is in order of path, its `names` are empty."""
    rows = sorted(reports, key=lambda report: report.document.path)
    return Material(
        story=story,
        documents=tuple(row.document for row in rows),
        segmented=tuple(row.segmented for row in rows),
        extracts=tuple(row.extract for row in rows),
        copies=tuple(copies),
    )


def assemble(
    settings: Settings,
    notes: Sequence[Note],
    given: int,
    dropped: Sequence[Dropped],
    features: Sequence[Features],
    copies: Sequence[CopyOutline],
    outlines: Sequence[StoryDigest],
) -> Draft:
    """Joins all results into the draft of a dossier.

    Args:
        settings: the settings of the build.
        notes: the editor's notes.
        given: the number of files found.
        dropped: what was left out.
        features: those of all documents, in order of path.
        copies: the copy groups without their passages.
        outlines: the digests of all stories; there must be at least one.

    Returns:
        The draft, with stories of most documents first, then by path. All ids are provisional.
    """
    paths = {each.id: each.path for each in features}
    ordered = sorted(
        outlines, key=lambda outline: (-len(outline.documents), min(map(paths.__getitem__, outline.documents)))
    )
    title, title_document = _title(settings, ordered, paths)
    return Draft(
        title=title,
        title_document=title_document,
        configuration=_configuration(settings),
        inputs_sha256=_inputs(features, dropped, notes),
        given=given,
        dropped=tuple(sorted(dropped, key=lambda d: (d.path, d.stage, d.reason))),
        notes=tuple(notes),
        documents=tuple(Listed(each.id, each.path, each.sha256) for each in features),
        copies=tuple(copies),
        publishers=publisher_groups([each.publisher for each in features]),
        outlines=tuple(ordered),
    )


def _title(settings: Settings, stories: Sequence[StoryDigest], paths: Mapping[str, str]) -> tuple[str, str | None]:
    """The configured title, or else the most central headline of the widest story and its document: the one whose
    words stand in most of the other headlines, by the mean over its words, so that length earns nothing. Where no
    story holds half of the documents, one headline would name the others falsely, so their number does."""
    if settings.title:
        return settings.title, None
    if 2 * len(stories[0].documents) < len(paths):
        return f"Dossier of {len(stories)} stories", None
    titled = stories[0].headlines
    if not titled:
        return "Dossier", None
    worth = centrality([title for _, title in titled])
    _, _, (document, title) = min((-w, paths[row[0]], row) for w, row in zip(worth, titled, strict=True))
    return " ".join(title.split()), document


def _inputs(documents: Sequence[Features], dropped: Sequence[Dropped], notes: Sequence[Note]) -> str:
    """The sha256 over the sorted list of all that was given: path and sha256 of each document, note and drop."""
    rows = [f"{d.path}\t{d.sha256}" for d in documents]
    rows += [f"{n.path}\t{hashlib.sha256(n.content.encode()).hexdigest()}" for n in notes]
    rows += [f"{d.path}\t{d.stage}\t{d.reason}" for d in dropped]
    return hashlib.sha256("\n".join(sorted(rows)).encode("utf-8", "surrogateescape")).hexdigest()


def settings_of(configuration: Mapping[str, object]) -> Settings:
    """The settings of a build, from the configuration that it published. Raises ValidationError if they are invalid."""
    chosen = {name: value for name, value in configuration.items() if name not in CleanSettings.model_fields}
    cleaning = {name: value for name, value in configuration.items() if name in CleanSettings.model_fields}
    return Settings.model_validate_json(json.dumps({**chosen, "cleaning": cleaning}))


def _configuration(settings: Settings) -> dict[str, object]:
    """The settings by the names that `dossier.toml` has for them."""
    chosen = settings.model_dump(mode="json", exclude={"cleaning"})
    return chosen | settings.cleaning.model_dump(mode="json")
