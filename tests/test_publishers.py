"""Which documents count as one publisher or one origin: cases in `cases/publishers`, and laws."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from tasks.crossreference.origins import OriginGroup, origin_groups, shared
from tasks.records import Document, PublisherGroup
from tasks.shared.numerics.union_find import Joining
from tasks.shared.press.outlets import full_name, host_of, label_of
from tasks.shared.press.publishers import publisher_groups, publisher_keys
from tests.cases import Case, each_case
from tests.headed import copies_among, headed
from tests.test_deduplicate import MORE, TEXT


def read(case: Case) -> list[Document]:
    texts = [text.replace("TEXT", TEXT).replace("MORE", MORE) for text in case.parts[:-1]]
    return [headed(text, f"{number}.txt") for number, text in enumerate(texts, 1)]


def lines(groups: Sequence[PublisherGroup | OriginGroup], documents: Sequence[Document]) -> list[str]:
    numbers = {document.id: str(number) for number, document in enumerate(documents, 1)}
    found = []
    for group in groups:
        reason = group.reason
        for document, number in numbers.items():
            reason = reason.replace(document, number)
        found.append(f"{' '.join(numbers[each] for each in group.documents)}: {group.name or 'nobody'}: {reason}")
    return found


@each_case("publishers/groups.txt")
def test_publishers(case: Case) -> None:
    documents = read(case)
    found = lines(publisher_groups(list(map(publisher_keys, documents))), documents)
    expected = case.parts[-1].splitlines()
    assert len(found) == len(expected)
    assert all(line.startswith(start) for line, start in zip(found, expected, strict=True)), found


@each_case("publishers/origins.txt")
def test_origins(case: Case) -> None:
    documents = read(case)
    assert lines(origin_groups(documents, shared(copies_among(documents))), documents) == case.parts[-1].splitlines()


def passage(document: Document, words: str) -> tuple[int, int]:
    start = document.text.index(words)
    return start, start + len(words)


def test_for_one_claim_only_what_is_shared_counts() -> None:
    log = headed(f"{TEXT}\n{MORE}\nThe weather was fine.", "1.txt")
    brief = headed(f"The weather was fine.\n{TEXT}", "2.txt")
    groups = copies_among([log, brief])
    assert [group.kind for group in groups] == ["contained"]
    copies = shared(groups)
    both = {each.id: [passage(each, "Its boiler has failed twice since the winter")] for each in (log, brief)}
    apart = {each.id: [passage(each, "The weather was fine")] for each in (log, brief)}
    assert len(origin_groups([log, brief], copies)) == 1
    assert len(origin_groups([log, brief], copies, both)) == 1
    assert len(origin_groups([log, brief], copies, apart)) == 2


@given(st.lists(st.sampled_from(["AP", "Associated Press", "Herald", None]), max_size=6))
def test_every_document_is_in_exactly_one_group(names: list[str | None]) -> None:
    documents = [
        headed((f"publisher: {name}\n\n" if name else "") + "Text.", f"{n}.txt") for n, name in enumerate(names)
    ]
    for groups in (publisher_groups(list(map(publisher_keys, documents))), origin_groups(documents, {})):
        assert sorted(each for group in groups for each in group.documents) == sorted(each.id for each in documents)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9))))
def test_groups_do_not_depend_on_the_order_of_joins(pairs: list[tuple[int, int]]) -> None:
    one, two = Joining(10), Joining(10)
    for a, b in pairs:
        one.join(a, b)
    for a, b in reversed(pairs):
        two.join(b, a)
    assert one.groups() == two.groups()
    assert all(one.root(group[0]) == group[0] for group in one.groups())


def test_names_of_outlets() -> None:
    assert full_name("The AP") == full_name("Associated Press") == "associated press"
    assert full_name("AFP.com") == "agence france-presse"
    assert host_of("https://www.Herald.example:8080/a") == "herald.example"
    assert host_of("http://[broken") == host_of(None) == host_of("no address") == ""
    assert label_of("news.bbc.co.uk") == "bbc"
    assert label_of("localhost") == ""
