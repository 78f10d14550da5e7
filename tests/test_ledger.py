"""What outlives a build: letters, ids and slugs, and what is said to have changed."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.errors import PublishError
from tasks.ledger import LEDGER_FILE, Settled, ledger_page, outline, publish_story, read_ledger, settle
from tasks.ledger.ids import Slugs, give_speaker, letters, slugify
from tasks.records import (
    Block,
    Claim,
    ClaimTitle,
    Conflict,
    CrossReference,
    Document,
    Draft,
    Evidence,
    Extract,
    Hop,
    Ledger,
    Listed,
    Material,
    Note,
    Overall,
    PublisherGroup,
    Segmented,
    Side,
    Story,
    StoryAnalysis,
    StoryDossier,
    Summaries,
    SummarySentence,
    TableOfFacts,
    Topic,
)
from tasks.shared.text.spans import cite, mint

Reports = dict[str, list[str]]


def document(path: str, sentences: list[str]) -> Document:
    text = "\n".join(sentences)
    return Document(
        id=mint("doc", path)[:12],
        path=path,
        sha256=mint("x", text),
        media_type="text/plain",
        encoding="utf-8",
        language=None,
        text=text,
        blocks=(Block(start=0, end=len(text), kind="paragraph"),),
        removed=(),
        title=None,
        standfirst=None,
        byline=None,
        publisher=None,
        published=None,
        published_basis=None,
        modified=None,
        url=None,
        doubtful=None,
    )


class Made(NamedTuple):
    """What the ledger makes of a draft, and the one story under its names."""

    settled: Settled
    dossier: StoryDossier

    @property
    def ledger(self) -> Ledger:
        return self.settled.ledger

    @property
    def overall(self) -> Overall:
        return self.settled.overall


def named(
    reports: Reports,
    before: Ledger,
    conflict: tuple[str, str] | None = None,
    *,
    summary: str | None = None,
    topic: str | None = None,
    note: str | None = None,
) -> Made:
    """`summary` and `topic` are the sentences of the story's summary and of its topic's; `note` is an editor's note."""
    story = told(reports, conflict, summary, topic)
    notes = (Note(path="notes/overview.md", content=note),) if note else ()
    settled = settle(draft(story).model_copy(update={"notes": notes}), before)
    return Made(settled, publish_story(story, (), (), settled.namings[0]))


def draft(story: StoryAnalysis) -> Draft:
    documents = story.material.documents
    return Draft(
        title="Ferry",
        title_document=None,
        configuration={},
        inputs_sha256=mint("i", *(part for d in documents for part in (d.path, d.sha256))),
        given=len(documents),
        dropped=(),
        notes=(),
        documents=tuple(Listed(d.id, d.path, d.sha256) for d in documents),
        copies=(),
        publishers=(),
        outlines=(outline(story),),
    )


def told(
    reports: Reports, conflict: tuple[str, str] | None = None, summary: str | None = None, of_topic: str | None = None
) -> StoryAnalysis:
    """A story in which each distinct sentence is a claim, and two sentences may be in conflict."""
    documents = [document(path, sentences) for path, sentences in sorted(reports.items())]
    at: dict[str, list[tuple[Document, int]]] = {}
    for d in documents:
        for sentence in reports[d.path]:
            at.setdefault(sentence, []).append((d, d.text.index(sentence)))
    claims = []
    for sentence, places in at.items():
        evidence = tuple(
            Evidence(
                **cite(d.id, d.text, start, start + len(sentence)).model_dump(),
                mode="stated",
                chain=(Hop(name=d.id, role="document", start=None, end=None, inferred=False),),
            )
            for d, start in places
        )
        first = evidence[0]
        claims.append(
            Claim(
                id=mint("c", places[0][0].path, sentence),
                title=ClaimTitle(
                    document=first.document, start=first.start, end=first.end, exact=first.exact, speaker=None
                ),
                story="s-1",
                day=None,
                day_of=None,
                evidence=evidence,
                documents=len(evidence),
                publishers=len(evidence),
                origins=len(evidence),
                origin_names=(),
            )
        )
    conflicts = ()
    if conflict:
        sides = tuple(
            Side(value=words, evidence=(cite(d.id, d.text, start, start + len(words)),))
            for words in conflict
            for d, start in at[words][:1]
        )
        conflicts = (
            Conflict(id=mint("d", *conflict), kind="figure", subject="x", reading="conflict", sides=sides, note=None),
        )
    story = mint("s", documents[0].path)
    topic = Topic(id=mint("t", story), story=story, label="Ferry", keywords=(), claims=tuple(c.id for c in claims))
    return StoryAnalysis(
        material=Material(
            story=Story(id=story, documents=tuple(d.id for d in documents)),
            documents=tuple(documents),
            segmented=tuple(Segmented(document=d.id, sentences=()) for d in documents),
            extracts=tuple(Extract(document=d.id) for d in documents),
            copies=(),
        ),
        crossed=CrossReference(story=story, claims=tuple(claims), utterances=(), conflicts=conflicts),
        facts=TableOfFacts(story=story, facts=()),
        topics=(topic,),
        summaries=Summaries(
            story=story,
            label="Ferry fares",
            first_day=None,
            last_day=None,
            sentences=_summary(claims, summary),
            topics=((topic.id, _summary(claims, of_topic)),),
        ),
    )


def _summary(claims: list[Claim], sentence: str | None) -> tuple[SummarySentence, ...]:
    return tuple(
        SummarySentence(**claim.title.model_dump(), claim=claim.id) for claim in claims if claim.title.exact == sentence
    )


FERRY = "The ferry will stop on Friday."
FARES = "Fares rise by a tenth."
CREW = "The crew was told on Monday."


def claim_ids(settled: Made) -> dict[str, str]:
    return {claim.title.exact: claim.id for claim in settled.dossier.claims}


def sigla(settled: Made) -> dict[str, str]:
    return {d.path: d.siglum for d in settled.dossier.documents}


def test_documents_get_letters_in_order_of_path() -> None:
    assert sigla(named({"b.txt": [FERRY], "a.txt": [FARES]}, Ledger())) == {"a.txt": "A", "b.txt": "B"}


def test_a_new_document_takes_the_next_letter_even_when_its_path_sorts_first() -> None:
    first = named({"m.txt": [FERRY], "n.txt": [FARES]}, Ledger())
    second = named({"a.txt": [CREW], "m.txt": [FERRY], "n.txt": [FARES]}, first.ledger)
    assert sigla(second) == {"m.txt": "A", "n.txt": "B", "a.txt": "C"}


def test_the_letter_of_a_removed_document_is_not_given_again() -> None:
    first = named({"a.txt": [FERRY], "b.txt": [FARES]}, Ledger())
    second = named({"b.txt": [FARES]}, first.ledger)
    third = named({"b.txt": [FARES], "c.txt": [CREW]}, second.ledger)
    assert sigla(third) == {"b.txt": "B", "c.txt": "C"}


def test_letters_run_on_with_two() -> None:
    assert [letters(n) for n in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_no_document_bears_the_name_of_a_device() -> None:
    reserved = next(n for n in range(20_000) if letters(n) == "AUX")
    before = Ledger(sigla={f"doc-{n:08x}": letters(n) for n in range(reserved)})
    assert sigla(named({"a.txt": [FERRY]}, before)) == {"a.txt": "AUY"}


def test_a_claim_keeps_its_id_when_a_document_that_sorts_before_joins_it() -> None:
    first = named({"b.txt": [FERRY]}, Ledger())
    second = named({"a.txt": [FERRY], "b.txt": [FERRY]}, first.ledger)
    assert claim_ids(second)[FERRY] == claim_ids(first)[FERRY]
    assert second.overall.changes.claims.gained == (claim_ids(first)[FERRY],)


def test_ids_have_eight_digits_and_more_on_collision() -> None:
    settled = named({"a.txt": [FERRY]}, Ledger())
    short = claim_ids(settled)[FERRY]
    assert len(short) == len("c-12345678")
    clash = named({"a.txt": [FERRY]}, Ledger(ids={"c-of-another": short}))
    assert claim_ids(clash)[FERRY].startswith(short)
    assert len(claim_ids(clash)[FERRY]) == len(short) + 2


def test_the_first_build_has_nothing_before_it() -> None:
    changes = named({"a.txt": [FERRY]}, Ledger()).overall.changes
    assert changes.previous is None
    assert len(changes.claims.new) == 1


def test_building_the_same_again_changes_nothing_at_all() -> None:
    first = named({"a.txt": [FERRY], "b.txt": [FARES]}, Ledger())
    assert named({"a.txt": [FERRY], "b.txt": [FARES]}, first.ledger) == first


def test_a_claim_that_is_gone_has_vanished() -> None:
    first = named({"a.txt": [FERRY, FARES]}, Ledger())
    second = named({"a.txt": [FERRY]}, first.ledger)
    assert second.overall.changes.claims.vanished == (claim_ids(first)[FARES],)
    assert second.overall.changes.documents.altered == (first.dossier.documents[0].id,)


def test_what_earlier_builds_changed_is_kept_each_build_once() -> None:
    first = named({"a.txt": [FERRY, FARES]}, Ledger())
    second = named({"a.txt": [FERRY]}, first.ledger)
    third = named({"a.txt": [FERRY, CREW]}, second.ledger)
    assert [changes.build for changes in third.overall.history] == [second.ledger.build, first.ledger.build]
    assert third.overall.history[0] == second.overall.changes
    assert third.overall.history[1].claims.new == ()
    back = named({"a.txt": [FERRY]}, third.ledger)
    assert back.ledger.build == second.ledger.build
    assert [changes.build for changes in back.overall.history] == [third.ledger.build, first.ledger.build]


def test_a_claim_that_had_a_page_leaves_a_tombstone_until_it_returns() -> None:
    first = named({"a.txt": [FERRY, FARES], "b.txt": [FARES]}, Ledger())
    second = named({"a.txt": [FERRY], "b.txt": [CREW]}, first.ledger)
    assert [stone.id for stone in second.overall.tombstones] == [claim_ids(first)[FARES]]
    third = named({"a.txt": [FERRY, FARES], "b.txt": [FARES]}, second.ledger)
    assert third.overall.tombstones == ()
    assert claim_ids(third)[FARES] == claim_ids(first)[FARES]


def test_a_claim_of_one_document_that_nothing_cites_has_no_page_and_leaves_no_tombstone() -> None:
    first = named({"a.txt": [FERRY, FARES]}, Ledger())
    assert first.dossier.paged == set()
    assert named({"a.txt": [FERRY]}, first.ledger).overall.tombstones == ()


@pytest.mark.parametrize("by", ["summary", "topic", "note"])
def test_a_claim_of_one_document_that_is_cited_has_a_page_and_leaves_a_tombstone(by: str) -> None:
    fares = claim_ids(named({"a.txt": [FERRY, FARES]}, Ledger()))[FARES]
    first = named({"a.txt": [FERRY, FARES]}, Ledger(), **{by: f"See [[{fares}]]." if by == "note" else FARES})
    assert first.dossier.paged == {fares}
    second = named({"a.txt": [FERRY]}, first.ledger)
    assert [stone.id for stone in second.overall.tombstones] == [fares]
    back = named({"a.txt": [FERRY, FARES]}, second.ledger)
    assert (back.dossier.paged, back.overall.tombstones) == ({fares}, ())


@pytest.mark.parametrize("by", ["summary", "topic", "second document", "difference"])
def test_a_claim_that_had_a_page_keeps_its_address_as_long_as_it_stands(by: str) -> None:
    several = {"a.txt": [FERRY, FARES], "b.txt": [FARES if by == "second document" else CREW]}
    cited = {by: FARES} if by in {"summary", "topic"} else {}
    first = named(several, Ledger(), (FARES, CREW) if by == "difference" else None, **cited)
    fares = claim_ids(first)[FARES]
    second = named({"a.txt": [FERRY, FARES]}, first.ledger)
    assert fares in first.dossier.paged
    assert second.dossier.paged == {fares}
    third = named({"a.txt": [FERRY]}, second.ledger)
    assert fares in [stone.id for stone in third.overall.tombstones]


def test_a_claim_names_the_conflicts_its_passages_stand_in() -> None:
    settled = named({"a.txt": [FERRY], "b.txt": [CREW, FARES]}, Ledger(), conflict=(FERRY, CREW))
    (conflict,) = settled.dossier.conflicts
    touched = {claim.title.exact for claim in settled.dossier.claims if claim.conflicts == (conflict.id,)}
    assert touched == {FERRY, CREW}


def test_why_documents_count_as_one_publisher_is_told_by_letters() -> None:
    plain = draft(told({"a.txt": [FERRY], "b.txt": [FARES]}))
    ids = tuple(d.id for d in plain.documents)
    group = PublisherGroup(documents=ids, name=None, reason=f"{ids[0]} and {ids[1]} share a page layout")
    settled = settle(plain.model_copy(update={"publishers": (group,)}), Ledger())
    assert settled.overall.publishers[0].reason == "A and B share a page layout"


def test_the_last_hop_of_a_chain_is_the_letter() -> None:
    (claim,) = named({"a.txt": [FERRY]}, Ledger()).dossier.claims
    assert claim.evidence[0].chain[-1].name == "A"


def test_the_ledger_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    settled = named({"a.txt": [FERRY], "b.txt": [FERRY, FARES]}, Ledger())
    page = ledger_page(settled.ledger)
    target = tmp_path / page.path
    target.parent.mkdir(parents=True)
    target.write_bytes(page.content)
    assert read_ledger(tmp_path) == settled.ledger


def test_no_site_means_an_empty_ledger(tmp_path: Path) -> None:
    assert read_ledger(tmp_path / "nothing") == Ledger()


def test_a_damaged_ledger_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / LEDGER_FILE).write_text("{", "utf-8")
    with pytest.raises(PublishError, match="damaged"):
        read_ledger(tmp_path)


@given(st.text(), st.just("t-0"))
def test_a_slug_is_a_file_name_everywhere(label: str, fallback: str) -> None:
    slug = slugify(label, fallback)
    assert slug
    assert len(slug) <= 36
    assert all(c in "abcdefghijklmnopqrstuvwxyz0123456789-" for c in slug)


def test_a_story_that_stays_as_it_is_keeps_its_build_whatever_becomes_of_the_dossier() -> None:
    first = named({"a.txt": [FERRY], "b.txt": [FARES]}, Ledger())
    story = told({"a.txt": [FERRY], "b.txt": [FARES]})
    later = settle(draft(story).model_copy(update={"inputs_sha256": "others"}), first.ledger)
    assert later.overall.build.id != first.overall.build.id
    assert later.namings == first.settled.namings
    altered = named({"a.txt": [FERRY], "b.txt": [CREW]}, first.ledger)
    assert altered.dossier.edition.id == altered.overall.build.id
    assert altered.dossier.since == {
        claim_ids(first)[FERRY]: first.overall.build.id,
        claim_ids(altered)[CREW]: altered.overall.build.id,
    }


def test_speakers_of_one_name_have_pages_of_their_own() -> None:
    slugs = Slugs({"n-1": "ana-holt"})
    assert give_speaker(slugs, "n-1", "Ana Holt") == "ana-holt"
    second = give_speaker(slugs, "n-2", "Ana Holt")
    assert second.startswith("ana-holt-")
    assert give_speaker(slugs, "n-2", "Ana Holt-Berg") == second
    assert give_speaker(slugs, "name:مجلس", "مجلس")


def test_a_speaker_who_is_named_first_elsewhere_keeps_the_address_of_his_page() -> None:
    slugs = Slugs({"n-1": "ana-holt", "s-1": "bo-vale"})
    left = slugs.left("speaker", {"n-2"})
    assert give_speaker(slugs, "n-2", "Ana Holt", left) == "ana-holt"
    assert give_speaker(slugs, "n-3", "Ana Holt", left) != "ana-holt"
    assert slugs.given.keys() == {"n-2", "n-3", "s-1"}


paths = st.sampled_from(["a.txt", "b.txt", "c.txt", "d.txt"])
sentences = st.lists(st.sampled_from([FERRY, FARES, CREW]), min_size=1, max_size=3, unique=True)


summaries = st.sampled_from([FERRY, FARES, None])


@given(st.lists(st.tuples(st.dictionaries(paths, sentences, min_size=1), summaries), min_size=2, max_size=4))
def test_over_any_builds_letters_and_addresses_stay_and_ids_are_distinct(
    builds: list[tuple[Reports, str | None]],
) -> None:
    ledger, seen = Ledger(), {}
    given_before: set[str] = set()
    for reports, cited in builds:
        settled = named(reports, ledger, summary=cited)
        ids = [claim.id for claim in settled.dossier.claims]
        assert len(set(ids)) == len(ids)
        for path, siglum in sigla(settled).items():
            assert seen.setdefault(path, siglum) == siglum
        assert len(set(seen.values())) == len(seen)
        addresses = settled.dossier.paged | {stone.id for stone in settled.overall.tombstones}
        assert given_before <= addresses
        given_before = addresses
        ledger = settled.ledger
