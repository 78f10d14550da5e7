"""What a phrase rule is."""

from __future__ import annotations

import re
from typing import NamedTuple


class Rule(NamedTuple):
    """Lines of at most `longest` words that hold a trigger, a word in lower case, or match `hint`, a cheap pattern for
    signs and digits, and that match `pattern`.

    The pattern is tried on the line in lower case, or as it stands where `cased`. An `addressing` rule takes a full
    sentence only when it speaks to the reader or of the outlet itself ("Sign up for our newsletter."), which reports
    do not do outside quotation marks.
    """

    name: str
    longest: int
    triggers: frozenset[str]
    pattern: re.Pattern[str]
    hint: re.Pattern[str] | None = None
    cased: bool = False
    addressing: bool = False


def words(text: str) -> frozenset[str]:
    """The words of a text, for writing triggers down."""
    return frozenset(text.split())
