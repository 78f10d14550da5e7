"""What is kept of a document: little, of it alone, and the same wherever it is worked out."""

from __future__ import annotations

import pickle
import subprocess
import sys
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.features import features
from tests.headed import headed, nothing_found
from tests.test_deduplicate import MORE, TEXT

REPORT = headed(f"publisher: Herald\npublished: 2031-03-04\nurl: https://herald.example/a?b\n\n{TEXT}\n{MORE}")


def test_the_same_in_another_process() -> None:
    code = (
        "import pickle, sys; from tests.test_features import *; "
        "sys.stdout.buffer.write(pickle.dumps(features(REPORT, nothing_found(REPORT)), 5))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert repr(pickle.loads(ran.stdout)) == repr(features(REPORT, nothing_found(REPORT)))


def test_what_is_said_of_the_outlet_and_the_day() -> None:
    found = features(REPORT, nothing_found(REPORT))
    assert found.day == date(2031, 3, 4).toordinal()
    assert found.provenance.published == "2031-03-04"
    assert found.provenance.page == "herald.example/a"
    assert found.provenance.outlet == "herald"
    assert found.publisher.stated == ("herald", "host herald.example")


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_has_features_whose_parts_agree(text: str) -> None:
    document = headed(f"\n{text}")
    signature = features(document, nothing_found(document)).signature
    assert signature.sizes.sum() == len(signature.words)
    assert len(signature.own) == -(-len(signature.words) // 8)
    assert len(signature.paragraphs) == len(signature.sizes) == len(signature.lengths)
    assert (signature.lengths <= signature.sizes).all()
