"""What a phrase rule is."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from tasks.clean.line_measures import Line


class PhraseRule(NamedTuple):
    """Lines of at most `longest` words that hold a trigger, a word in lower case, or match `hint`, a cheap pattern for
    signs and digits, and that match `pattern`.

    The pattern is tried on the line in lower case, or as it stands where `cased`. An `addressing` rule takes a full
    sentence only when it speaks to the reader or of the outlet itself ("Sign up for our newsletter."), which reports
    do not do outside quotation marks. A line of which `spares` is true is left, whatever is found in it.
    """

    name: str
    longest: int
    triggers: frozenset[str]
    pattern: re.Pattern[str]
    hint: re.Pattern[str] | None = None
    cased: bool = False
    addressing: bool = False
    spares: Callable[[Line], bool] | None = None

    def takes(self, line: Line) -> bool:
        """Whether the rule's pattern names a line that holds one of its triggers."""
        if self.addressing and is_sentence(line) and not line.tokens & _ADDRESS:
            return False
        if self.spares is not None and self.spares(line):
            return False
        return self.pattern.search(line.text if self.cased else line.key) is not None


def is_sentence(line: Line) -> bool:
    """Whether a line is a sentence and not a label: it has a full stop and some words."""
    return line.ended and line.words >= _SENTENCE


def words(text: str) -> frozenset[str]:
    """The words of a text, for writing triggers down."""
    return frozenset(text.split())


_SENTENCE = 6
"""Words of a line with a full stop from which it is a sentence and not a label."""
_ADDRESS = words("you your yours we our us my me here click")
SPEECH = words("said says told added")
"""Verbs by which a line that looks like furniture is known to report what somebody said."""
