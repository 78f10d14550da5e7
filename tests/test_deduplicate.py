"""Which documents are copies: cases in `cases/deduplicate`, laws with hypothesis."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.deduplicate.decision import KINDS
from tasks.deduplicate.groups import groups
from tasks.records import CopyGroup, CopyKind, Document
from tasks.shared.numerics.shingles import WINDOW, shingles, winnow
from tasks.shared.numerics.word_hashes import places, words
from tests.cases import Case, each_case
from tests.headed import copies_among, headed

TEXT = (
    "The ferry Constance will stop running on the first of June, the harbour office said. Its boiler has failed twice "
    "since the winter, and no yard on the coast will take the repair before autumn. Passengers for the islands are to "
    "use the mail boat, which leaves an hour earlier and carries no cars."
)
MORE = (
    "The Constance was built in 1911 and has carried some nine million people.\nIn the war she served as a hospital "
    "ship, and for three summers as a floating school when the one on Little Holm had burnt down. A society of friends "
    "wants to keep her as a museum and has collected a third of the sum that it needs for a berth."
)


def kinds(found: tuple[CopyGroup, ...]) -> dict[tuple[str, ...], str]:
    """The closest kind under which each two documents stand together."""
    together: dict[tuple[str, ...], str] = {}
    for group in sorted(found, key=lambda group: KINDS.index(group.kind)):
        for pair in combinations(group.members, 2):
            together.setdefault(tuple(sorted(pair)), group.kind)
    return together


@each_case("deduplicate/pairs.txt")
def test_pair(case: Case) -> None:
    *texts, expected = case.parts
    found = copies_among([headed(text, f"{number}.txt") for number, text in enumerate(texts)])
    assert [group.kind for group in found] == ([] if expected == "nothing" else [expected])


@each_case("deduplicate/lineage.txt")
def test_lineage(case: Case) -> None:
    *written, expected = case.parts
    documents = [
        headed(text.replace("TEXT", TEXT).replace("MORE", MORE), f"{number}.txt") for number, text in enumerate(written)
    ]
    (group,) = copies_among(documents)
    places = {document.id: str(number) for number, document in enumerate(documents, 1)}
    assert f"{places[group.first] if group.first else 'nobody'} {group.direction}" == expected


def test_shared_passages_are_the_same_words_inside_one_block_each() -> None:
    a = headed(f"{TEXT}\nAn advertisement.\n{MORE}", "a.txt")
    b = headed(f"Another lead.\n{TEXT}\n{MORE}\nA last word.", "b.txt")
    (group,) = copies_among([a, b])
    assert {passage[0].document for passage in group.shared} == {b.id}, "the longer is the one compared with"
    for one, two in group.shared:
        for citation, document in ((one, b), (two, a)):
            assert document.text[citation.start : citation.end] == citation.exact
            assert "\n" not in citation.exact
        assert one.exact == two.exact
    assert sum(len(two.exact) for _, two in group.shared) > 0.9 * len(TEXT + MORE)


def test_hard_wrapped_quotations_are_masked_too() -> None:
    said = "“We have tried everything that a small harbour\nwith a small purse can try, and\nthe boiler has beaten us,”"
    one = headed(f"{said} Jon Aske told a full room.", "a.txt")
    block = one.blocks[0].model_copy(update={"end": len(one.text)})
    whole = one.model_copy(update={"blocks": (block,)})
    assert [whole.text[start] for start in places(whole)[0][words(whole).own]] == list("JAtafr")


def test_the_overlap_is_the_share_of_the_shorter() -> None:
    (group,) = copies_among([headed(f"{TEXT}\n{MORE}", "a.txt"), headed(TEXT, "b.txt")])
    assert group.kind == "contained"
    assert group.overlap == 1.0


def test_contained_in_one_long_document_does_not_make_two_briefs_one() -> None:
    log = headed(f"{TEXT}\n{MORE}", "log.txt")
    found = copies_among([log, headed(TEXT, "one.txt"), headed(MORE, "two.txt")])
    assert list(kinds(found).values()) == ["contained"] * 2, "each brief with the log, not with the other"


def briefs(count: int) -> list[Document]:
    """Reports of forty words and more on different things."""
    return [
        headed(
            f"In place number {n} the council {n}x met on day {n}y and voted {n}z times on the matter of bridge {n}a. "
            f"Speaker {n}b called item {n}c too dear, speaker {n}d found plan {n}e too small, and clerk {n}f wrote "
            f"note {n}g for member {n}h of party {n}i.",
            f"brief-{n:02}.txt",
        )
        for n in range(count)
    ]


def with_last_word(documents: list[Document]) -> list[Document]:
    return [headed(f"{each.text}\n{TEXT}", each.path) for each in documents]


def test_a_paragraph_at_the_end_of_many_unrelated_reports_makes_no_copies() -> None:
    assert copies_among(with_last_word(briefs(12))) == ()


def test_the_first_two_reports_that_share_a_long_paragraph_may_still_be_copies() -> None:
    assert [group.kind for group in copies_among(with_last_word(briefs(2)))] == ["derived"]


def test_an_article_in_many_places_is_no_boilerplate() -> None:
    documents = [headed(f"Headline number {n} of its own\n{TEXT}\n{MORE}", f"{n:02}.txt") for n in range(15)]
    (group,) = copies_among(documents)
    assert (group.kind, len(group.members)) == ("copy", 15)


def test_copies_are_found_beside_boilerplate() -> None:
    copied = [headed(f"{MORE}\n{TEXT}", "copy-1.txt"), headed(f"A headline\n{MORE}\n{TEXT}", "copy-2.txt")]
    (group,) = copies_among([*with_last_word(briefs(12)), *copied])
    assert set(group.members) == {document.id for document in copied}


def test_a_family_of_copies_is_one_group() -> None:
    documents = [headed(f"Headline number {n} of its own\n{TEXT}\n{MORE}", f"{n}.txt") for n in range(7)]
    documents += [headed(f"Headline number 3 of its own\n{TEXT}\n{MORE}", f"again-{n}.txt") for n in range(3)]
    (group,) = copies_among(documents)
    assert len(group.members) == 10
    assert len({two.document for _, two in group.shared}) == 9, "every other member is shown beside the first"


def test_a_family_too_large_to_compare_every_two_is_one_group_too() -> None:
    documents = [headed(f"Headline number {n} of its own\n{TEXT}\n{MORE}\nEnd {n}.", f"{n:03}.txt") for n in range(130)]
    (group,) = copies_among(documents)
    assert (group.kind, len(group.members)) == ("copy", 130)


@pytest.mark.parametrize("outlets", [3, 40])
def test_the_credited_outlet_is_found_among_few_and_among_many(outlets: int) -> None:
    documents = [
        headed(f"publisher: Outlet{n} Daily\n\n{TEXT}\n{MORE}\nFirst published by Outlet0 Daily.", f"{n:02}.txt")
        for n in range(1, outlets)
    ]
    first = headed(f"publisher: Outlet0 Daily\n\n{TEXT}\n{MORE}", "first.txt")
    groups = [group for group in copies_among([*documents, first]) if first.id in group.members]
    assert {(group.first, group.direction) for group in groups} == {(first.id, "credit")}


def test_nothing_and_one_document_have_no_copies() -> None:
    assert copies_among([]) == ()
    assert copies_among([headed(TEXT)]) == ()
    assert copies_among([headed(""), headed("", "b.txt")]) == ()


SENTENCES = [
    f"On {day} the {who} of {where} {did} the old {what} beside the {place} before a crowd of several hundred people ."
    for day, who, where, did, what, place in zip(
        ["Monday", "Tuesday", "Friday", "Sunday", "midsummer", "market day", "the eve", "his return"],
        ["mayor", "warden", "keeper", "piper", "judge", "smith", "bishop", "clerk"],
        ["Arden", "Belmar", "Corvo", "Delmont", "Estra", "Falken", "Gorz", "Halden"],
        ["opened", "closed", "painted", "sold", "blessed", "lost", "found", "measured"],
        ["mill", "bridge", "tower", "barge", "market", "school", "well", "gate"],
        ["river", "quarry", "forest", "harbour", "station", "field", "chapel", "road"],
        strict=True,
    )
]
TEXTS = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6, unique=True).map("\n".join)
FOLDERS = st.lists(TEXTS, min_size=2, max_size=7)


def folder(texts: list[str]) -> list[Document]:
    return [headed(text, f"{number}.txt") for number, text in enumerate(texts)]


@settings(max_examples=60, deadline=None)
@given(FOLDERS, TEXTS)
def test_another_document_leaves_the_pairs_of_the_others_as_they_were(texts: list[str], another: str) -> None:
    documents = folder(texts)
    added = headed(another, "00-first.txt")
    before = kinds(copies_among(documents))
    after = kinds(copies_among([*documents, added]))
    assert {pair: kind for pair, kind in after.items() if added.id not in pair} == before


@settings(max_examples=30, deadline=None)
@given(FOLDERS.flatmap(lambda texts: st.tuples(st.just(texts), st.permutations(range(len(texts))))))
def test_the_order_of_the_documents_is_irrelevant(given: tuple[list[str], list[int]]) -> None:
    texts, order = given
    documents = folder(texts)
    assert copies_among([documents[index] for index in order]) == copies_among(documents)


PAIRS = st.sampled_from(list(combinations(range(8), 2)))


@given(st.dictionaries(PAIRS, st.sampled_from(KINDS)))
def test_groups_hold_every_pair_under_its_kind_and_no_other(pairs: dict[tuple[int, int], CopyKind]) -> None:
    found = groups(pairs)
    together = [(pair, group.kind) for group in found for pair in combinations(group.members, 2)]
    assert {pair for pair, _ in together} == set(pairs)
    assert all((pair, kind) in together for pair, kind in pairs.items())
    assert all(KINDS.index(pairs[pair]) <= KINDS.index(kind) for pair, kind in together)


@given(st.lists(st.integers(0, 2**64 - 1), min_size=WINDOW, max_size=60))
def test_winnowing_keeps_one_of_every_few_neighbours(values: list[int]) -> None:
    ordered = numpy.array(values, dtype=numpy.uint64)
    kept = set(winnow(ordered).tolist())
    assert all(kept & set(values[at : at + WINDOW]) for at in range(len(values) - WINDOW + 1))


@settings(deadline=None)
@given(st.text(max_size=200))
def test_words_stand_where_they_say(text: str) -> None:
    document = headed("\n" + text)
    starts, ends = places(document)
    spans = list(zip(starts.tolist(), ends.tolist(), strict=True))
    assert all(start < end for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert all(document.text[start].isalnum() or document.text[start] == "_" for start, _ in spans)


@pytest.mark.parametrize(("one", "two"), [("Don't", "don’t"), ("FERRY", "ferry"), ("Ärger", "ärger")])
def test_a_word_is_the_same_in_any_case_and_with_any_apostrophe(one: str, two: str) -> None:
    assert words(headed(f"x {one} y")).hashes.tolist() == words(headed(f"x {two} y")).hashes.tolist()


def test_hashes_are_the_same_in_every_run() -> None:
    assert (
        shingles(words(headed(TEXT)).hashes).ordered[:2].tolist()
        == shingles(words(headed(f"Ah. {TEXT}")).hashes).ordered[1:3].tolist()
    )
    assert words(headed("ferry")).hashes.tolist() == words(headed("the ferry")).hashes[1:].tolist()
