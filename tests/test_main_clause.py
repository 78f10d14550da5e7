"""Which dates of a sentence are its own."""

from __future__ import annotations

import pytest

from tasks.shared.english.main_clause import in_main_clause


@pytest.mark.parametrize(
    ("sentence", "date", "own"),
    [
        ("The bridge was closed on Monday.", "on Monday", True),
        ("On Monday the bridge was closed.", "On Monday", True),
        ("The mayor, who was elected in 2028, closed the bridge.", "in 2028", False),
        ("The mayor, who was elected in 2028, closed the bridge on Monday.", "on Monday", True),
        ("The mayor closed the bridge that was built in 1931.", "in 1931", False),
        ("The bridge, built in 1931, is the oldest of Lund.", "in 1931", False),
        ("After divers found cracks on Friday, the mayor closed the bridge.", "on Friday", False),
        ("After divers found cracks, the mayor closed the bridge on Monday.", "on Monday", True),
        ("The mayor closed the bridge after divers had found cracks on Friday.", "on Friday", False),
        ("The ferry will run until Friday.", "Friday", True),
        ("The mayor said that the bridge would be closed on Monday.", "on Monday", True),
        ("He has been mayor since 2028.", "2028", False),
        ("The town has had no bridge since the May 9 collapse of the old one.", "May 9", False),
        ("The town votes on Monday.", "on Monday", True),
        ("The mayor said on Monday: “We looked at it in 1962.”", "in 1962", False),
        ("The mayor said on Monday: “We looked at it in 1962.”", "on Monday", True),
        ('"We looked at it in 1962 and again later," she said on Monday.', "in 1962", False),
        ('"We looked at it," she said on Monday.', "on Monday", True),
        ("It was the first such closing since the bridge opened in 1931.", "in 1931", False),
        ("Two days after the mayor resigned in May, the bridge was closed.", "in May", False),
    ],
)
def test_a_date_of_a_clause_beside_the_statement_is_not_its_day(sentence: str, date: str, own: bool) -> None:
    at = sentence.index(date)
    assert in_main_clause(sentence, 0, len(sentence), at, at + len(date)) == own
