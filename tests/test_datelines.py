"""Where a sentence begins behind the dateline of an agency."""

from __future__ import annotations

import pytest

from tasks.shared.english.datelines import after_dateline


@pytest.mark.parametrize(
    ("dateline", "sentence"),
    [
        ("HALDEN (Norda) - ", "Engineers found cracks."),
        ("HALDEN, 12 September - ", "Engineers found cracks."),
        ("HALDEN, Kardavia, May 3, 2031 (Norda) -- ", "Engineers found cracks."),
        ("Halden (Norda) – ", "Engineers found cracks."),
        ("HALDEN — ", "“It is safe,” they said."),
        ("PORT AMSEL — ", "Engineers found cracks."),
        ("- ", "Engineers found cracks."),
        ("", "HMS Tarn – the ferry – sank."),
        ("", "U.S. - Kardavia talks began."),
        ("", "U.S.-led talks began."),
        ("", "LWC — The council — met."),
        ("", "Halden - Amsel trains stopped."),
    ],
)
def test_a_dateline_is_no_part_of_the_sentence(dateline: str, sentence: str) -> None:
    text = "Before. " + dateline + sentence
    assert text[after_dateline(text, 8, len(text)) :] == sentence
