"""What a phrase rule is."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from tasks.clean.line_measures import Line


class PhraseRule(NamedTuple):
    """A rule that removes lines of at most `longest` words which contain a trigger (a word in lower case) or match
    `hint`, a cheap pattern for signs and digits, and which match `pattern`.

    The pattern is searched in the line in lower case, or as it is if `cased`. An `addressing` rule only removes a full
    sentence if it addresses the reader or is about the outlet itself ("Sign up for our newsletter."), which reports do
    not do outside quotation marks. A line for which `spares` is true is kept.
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
        """Whether the rule removes a line that contains one of its triggers."""
        if self.addressing and is_sentence(line) and not line.tokens & _ADDRESS:
            return False
        if self.spares is not None and self.spares(line):
            return False
        return self.pattern.search(line.text if self.cased else line.key) is not None


def is_sentence(line: Line) -> bool:
    """Whether a line is a sentence and no label: it has a full stop and several words."""
    return line.ended and line.words >= _SENTENCE


def words(text: str) -> frozenset[str]:
    """The set of the words in a string, for writing triggers."""
    return frozenset(text.split())


_SENTENCE = 6
"""Words of a line with a full stop from which it is a sentence and not a label."""
_ADDRESS = words("you your yours we our us my me here click")
SPEECH = words("said says told added")
"""Verbs by which a line that looks like furniture is known to report what somebody said."""
