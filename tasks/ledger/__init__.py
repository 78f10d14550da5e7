"""Ids, letters and slugs that outlive a build, and what changed since the last one.

Stages use provisional ids that are computed from content. Here each record gets its published id: the one it had
before, or eight digits of the provisional one. A record is the same as an old one when its provisional id is the same;
a claim, story or topic also when it shares more passages (claims) or documents (stories) with it than any other.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from tasks.errors import PublishError
from tasks.ledger.changes import (
    build_id_of,
    build_record,
    changes_since,
    has_page,
    history_after,
    replaced_claims,
    tombstones_after,
)
from tasks.ledger.ids import (
    SPEAKER,
    Slugs,
    give_letters,
    give_slug,
    give_speaker,
    publish_ids,
    same_records,
    shortened,
    story_ids,
)
from tasks.ledger.names import names_across_stories
from tasks.ledger.outline import outline
from tasks.ledger.rows import publish_copy_group, publish_publisher_group, publish_story
from tasks.records import (
    Build,
    CopyOutline,
    Draft,
    Edition,
    KnownClaim,
    Ledger,
    Overall,
    Page,
    PublishedNames,
    StoryDigest,
)
from tasks.shared.editor_notes import check_notes, cited_claims
from tasks.shared.text.spans import address_order, unchecked

__all__ = ["LEDGER_FILE", "Settled", "head_of", "ledger_page", "outline", "publish_story", "read_ledger", "settle"]

LEDGER_FILE = "data/ledger.json"


class Settled(NamedTuple):
    """What is published of the whole dossier, the published names of each story in the order of the draft's outlines,
    and the ledger from which the next build starts."""

    overall: Overall
    namings: tuple[PublishedNames, ...]
    ledger: Ledger


def read_ledger(out: Path) -> Ledger:
    """The ledger of the site at `out`; an empty one if there is none. Raises PublishError if the file cannot be read or
    is damaged, since without it every record would get a new address."""
    path = out / LEDGER_FILE
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return Ledger()
    except OSError as error:
        raise PublishError(f"{path}: cannot be read ({error.strerror})") from error
    try:
        return Ledger.model_validate_json(content)
    except ValidationError as error:
        raise PublishError(f"{path}: damaged; move it away to start with new ids") from error


def ledger_page(ledger: Ledger) -> Page:
    """The ledger as a file of the site: one line of JSON, with the entries of each dictionary sorted by key."""
    in_order = {field: dict(sorted(value.items())) for field, value in ledger if isinstance(value, dict)}
    return Page(LEDGER_FILE, ledger.model_copy(update=in_order).model_dump_json().encode("utf-8") + b"\n")


def settle(draft: Draft, before: Ledger) -> Settled:
    """Gives published ids, letters and slugs to everything in a draft, and computes what changed since the last build.

    Args:
        draft: the dossier under provisional ids.
        before: the ledger of the last build, empty for the first.

    Raises:
        NoteError: for an editor's note that belongs to no page or cites an unknown claim.
    """
    outlines = draft.outlines
    sigla = give_letters(before.sigla, [d.id for d in sorted(draft.documents, key=lambda d: address_order(d.path))])
    claims = [claim for sketch in outlines for claim in sketch.claims]
    stories = {sketch.story: frozenset(sketch.documents) for sketch in outlines}
    passages = {claim.id: frozenset(claim.passages) for claim in claims}
    topics = {t.id: frozenset(p for c in t.claims for p in passages[c]) for o in outlines for t in o.topics}
    known = {i: frozenset(c.passages) for i, c in before.claims.items()}
    kept = {
        **same_records(stories, {i: frozenset(v) for i, v in before.stories.items()}, before.ids),
        **same_records(topics, {i: frozenset(v) for i, v in before.topics.items()}, before.ids),
        **same_records(passages, known, before.ids),
    }
    stands_for = names_across_stories(outlines)
    provisional = [group.id for group in draft.copies] + list(stands_for.values())
    provisional += [i for sketch in outlines for i in story_ids(sketch)]
    ids = publish_ids(provisional, kept, before)
    names = {name: ids[first] for name, first in stands_for.items()}

    build_id = build_id_of(draft)
    again = before.build == build_id and before.changes is not None
    cited = {ids[claim] for sketch in outlines for claim in sketch.summarized} | cited_claims(draft.notes)
    had_page = {i for i, claim in before.claims.items() if claim.page} | {stone.id for stone in before.tombstones}
    current = {
        ids[claim.id]: unchecked(
            KnownClaim,
            {
                "text": claim.text,
                "speaker": claim.speaker,
                "passages": claim.passages,
                "page": has_page(
                    claim.documents,
                    claim.conflicts,
                    cited=ids[claim.id] in cited,
                    had_one=ids[claim.id] in had_page,
                ),
                "since": before.claims[ids[claim.id]].since if ids[claim.id] in before.claims else build_id,
            },
        )
        for claim in claims
    }
    inputs = {d.id: d.sha256 for d in draft.documents}
    conflicts = tuple(sorted(ids[c] for sketch in outlines for c in sketch.conflicts))
    if again:
        assert before.changes is not None
        changes, tombstones, history = before.changes, before.tombstones, before.history
    else:
        replaced = replaced_claims(before.claims, current)
        changes = changes_since(before, build_id, inputs, current, conflicts, replaced)
        tombstones = tombstones_after(before, build_id, current, replaced)
        history = history_after(before, build_id)

    slugs = Slugs(before.slugs)
    build = build_record(draft, build_id)
    base_url = draft.configuration.get("base_url")
    overall = Overall(
        head=head_of(build),
        base_url=base_url if isinstance(base_url, str) else None,
        build=build,
        changes=changes,
        history=history,
        dropped=draft.dropped,
        copies=tuple(publish_copy_group(group, ids, sigla) for group in draft.copies),
        publishers=tuple(publish_publisher_group(group, sigla) for group in draft.publishers),
        tombstones=tombstones,
        notes=draft.notes,
    )
    called = _Called({**ids, **names}, sigla, slugs, _voices(outlines, names, slugs), current)
    for sketch in outlines:
        called.give_pages(sketch, several=len(outlines) > 1)
    if draft.notes:
        places = {f"topic/{slugs.given[ids[t]]}" for t in topics} | {f"claim/{claim}" for claim in current}
        check_notes(draft.notes, places, current.keys())
    editions: dict[str, tuple[str, str]] = {}
    namings = _namings(draft, overall, called, before, editions)
    ledger = Ledger(
        build=build_id,
        sigla={**before.sigla, **sigla},
        ids={**before.ids, **ids},
        slugs=slugs.given,
        documents=inputs,
        stories={ids[i]: tuple(sorted(v)) for i, v in sorted(stories.items())},
        topics={ids[i]: tuple(sorted(v)) for i, v in sorted(topics.items())},
        claims=current,
        conflicts=conflicts,
        editions=editions,
        tombstones=tombstones,
        changes=changes,
        history=history,
    )
    return Settled(overall, namings, ledger)


def head_of(build: Build) -> str:
    """The dossier's title at the head of every page, without the number of stories, which changes with every new
    story."""
    numbered = build.title_document is None and not build.configuration.get("title") and build.counts["stories"] > 1
    return "Dossier" if numbered else build.title


class _Called(NamedTuple):
    """What everything is called: ids, letters, slugs, the pages of speakers, and the claims that stand."""

    ids: Mapping[str, str]
    sigla: Mapping[str, str]
    slugs: Slugs
    speakers: Mapping[str, str]
    claims: Mapping[str, KnownClaim]

    def give_pages(self, sketch: StoryDigest, *, several: bool) -> None:
        story = give_slug(self.slugs, self.ids[sketch.story], sketch.label)
        for topic in sketch.topics:
            give_slug(self.slugs, self.ids[topic.id], topic.label, f"{story}--" if several else "")


def _voices(outlines: tuple[StoryDigest, ...], names: Mapping[str, str], slugs: Slugs) -> dict[str, str]:
    """The page's name of each speaker by key, the most quoted first to choose."""
    amounts: Counter[str] = Counter()
    spelt: dict[str, str] = {}
    for sketch in outlines:
        for voice in sketch.voices:
            key = names.get(voice.key, voice.key)
            amounts[key] += voice.quotations
            spelt.setdefault(key, voice.name)
    ordered = sorted(amounts, key=lambda key: (-amounts[key], spelt[key], key))
    left = slugs.left(SPEAKER, amounts)
    return {key: give_speaker(slugs, key, spelt[key], left) for key in ordered}


def _namings(
    draft: Draft, overall: Overall, called: _Called, before: Ledger, editions: dict[str, tuple[str, str]]
) -> tuple[PublishedNames, ...]:
    """What each story is called; notes in `editions` since which build it stands as it does."""
    story_of = {document: sketch.story for sketch in draft.outlines for document in sketch.documents}
    copies: dict[str, list[CopyOutline]] = defaultdict(list)
    for group in overall.copies:
        for story in sorted({story_of[member] for member in group.members}):
            copies[story].append(group)
    result = []
    for sketch in draft.outlines:
        naming = _naming(draft, overall, called, sketch, tuple(copies[sketch.story]), story_of)
        story = called.ids[sketch.story]
        content = f"{sketch.digest}{naming.model_dump_json()}"
        digest = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
        known = before.editions.get(story)
        build = known[1] if known is not None and known[0] == digest else overall.build.id
        editions[story] = (digest, build)
        claims = {i: called.claims[i] for i in (called.ids[claim.id] for claim in sketch.claims)}
        result.append(
            naming.model_copy(
                update={
                    "edition": naming.edition.model_copy(update={"id": build}),
                    "since": {i: claim.since for i, claim in claims.items() if claim.since != build},
                    "paged": tuple(sorted(i for i, claim in claims.items() if claim.page)),
                }
            )
        )
    return tuple(result)


def _naming(
    draft: Draft,
    overall: Overall,
    called: _Called,
    sketch: StoryDigest,
    copies: tuple[CopyOutline, ...],
    story_of: Mapping[str, str],
) -> PublishedNames:
    """What a story is called, whatever the build."""
    ids, slugs = called.ids, called.slugs.given
    foreign = sorted({d for group in copies for d in group.members if story_of[d] != sketch.story})
    every = [*story_ids(sketch), *(name.id for name in sketch.names)]
    pages = [ids[sketch.story], *(ids[topic.id] for topic in sketch.topics)]
    keys = {ids.get(voice.key, voice.key) for voice in sketch.voices}
    return PublishedNames(
        edition=Edition(
            id="",
            title=overall.head,
            title_document=draft.title_document,
            several=len(draft.outlines) > 1,
            base_url=overall.base_url,
        ),
        ids={i: ids[i] for i in every if ids[i] != shortened(i)},
        sigla={document: called.sigla[document] for document in (*sketch.documents, *foreign)},
        slugs={page: slugs[page] for page in pages},
        speakers={key: called.speakers[key] for key in sorted(keys)},
        since={},
        paged=(),
        copies=copies,
        foreign={document: ids[story_of[document]] for document in foreign},
    )
