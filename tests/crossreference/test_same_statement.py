"""Laws of the decision that two passages state the same."""

from __future__ import annotations

import itertools

import pytest

from tasks.crossreference import crossreference, prepare
from tasks.crossreference.pair_features import NAMES, Features
from tasks.crossreference.same_statement import WEIGHTS
from tasks.crossreference.vetoes import keeps_apart
from tasks.records import Material
from tests.crossreference.reports import report, story

REPORTS = {
    "A": "Guards freed the captive engineer Ola Brandt in the hills of Tarn on Monday, the ministry said. The engineer"
    " was taken in May. Rescuers found nine tents in the hills. “We never slept,” Brandt said of the nights in camp.",
    "B": "Engineer Ola Brandt was killed by the kidnappers in the hills of Tarn on Monday, his brother said. Brandt was"
    " taken in May on the road to the dam. “We never slept,” Brandt wrote of the nights in the camp.",
    "C": "The engineer Ola Brandt has been freed by guards in the hills of Tarn, the ministry said on Monday. He was"
    " taken in May on the road to the dam. Rescuers found nine tents in the hills.",
}


def material(order: str) -> Material:
    return story([report(name, REPORTS[name], "2031-05-06") for name in order])


def joined(order: str, threshold: float = 3.6) -> set[tuple[str, ...]]:
    """The words of each claim of several passages."""
    claims = crossreference(material(order), threshold).claims
    return {tuple(sorted(e.exact for e in claim.evidence)) for claim in claims if len(claim.evidence) > 1}


@pytest.mark.parametrize(("name", "weight"), [(name, weight) for name, weight in WEIGHTS.items()])
def test_a_weight_has_the_sign_that_is_held(name: str, weight: tuple[int, float, float]) -> None:
    sign, value, _ = weight
    assert name in NAMES
    assert sign * value >= 0


def test_the_order_of_the_documents_changes_no_claim() -> None:
    found = joined("ABC")
    assert found
    assert all(joined("".join(order)) == found for order in itertools.permutations("ABC"))


def test_what_is_kept_apart_is_in_no_claim_at_any_threshold() -> None:
    prepared = prepare(material("ABC"))
    passages = prepared.passages
    apart = [
        {passages[pair.first].text, passages[pair.second].text}
        for pair in prepared.alike
        if keeps_apart(pair, passages[pair.first], passages[pair.second])
    ]
    assert any("freed" in " ".join(texts) and "killed" in " ".join(texts) for texts in apart)
    for threshold in (-5.0, 1.0, 3.6):
        for words in joined("ABC", threshold):
            assert not ("freed" in " ".join(words) and "killed" in " ".join(words))


def test_a_lower_threshold_joins_more_over_its_whole_range() -> None:
    pairs = [
        sum(len(words) * (len(words) - 1) for words in joined("ABC", threshold)) for threshold in (0.0, 3.0, 6.0, 30.0)
    ]
    assert pairs == sorted(pairs, reverse=True)
    assert pairs[0] > pairs[-1]


def test_a_passage_says_because_of_what_it_stands_in_its_claim() -> None:
    claims = crossreference(material("ABC")).claims
    assert all(bool(e.because) == (len(claim.evidence) > 1) for claim in claims for e in claim.evidence)


def test_features_do_not_depend_on_which_passage_comes_first() -> None:
    prepared = prepare(material("ABC"))
    features = Features(prepared.passages, prepared.weighed, prepared.spread, prepared.alike)
    for pair in prepared.alike:
        turned = pair._replace(first=pair.second, second=pair.first)
        assert features.of(turned) == pytest.approx(features.of(pair))
