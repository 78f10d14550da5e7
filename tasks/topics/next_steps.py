"""Finds sentences that announce a next step: something fixed for a day after the report, or announced for the
future."""

from __future__ import annotations

import re
from bisect import bisect_left

from tasks.records import Document, Extract

# What stands in a calendar. "Will respond", "will remain" and the like promise or expect, and tell no next step.
_ACTS = (
    "begin|start|resume|open|hold|meet|gather|convene|host|attend|take part|take place|participate|lead|travel|visit"
    "|speak|talk|address|appear|testify|vote|decide|rule|hear|announce|publish|release|return|follow|send|leave|join"
    "|be (?:held|followed|announced|published|sworn)"
)
_NEXT = re.compile(
    rf"\b(?:will (?:(?:also|not|then|soon|likely|officially) )?(?:{_ACTS})\b"
    rf"|(?:is|are) (?:scheduled|due|set|slated|expected|to (?:{_ACTS})\b)"
    r"|upcoming|forthcoming|set for|next (?:week|month|year|round|session)\b)"
)
_NEEDS = ("will ", "is ", "are ", "coming ", "set for", "next ")
# What depends on something else is a warning or a hope.
_DEPENDS = re.compile(r"\b(?:if|unless|would|whether)\b", re.I)


class Ahead:
    """Decides for ranges of one document whether they announce a next step. `extract` has the dates of the document."""

    def __init__(self, document: Document, extract: Extract) -> None:
        self._text = document.text
        day = (document.published or "9")[:10]  # no day is after that of a document whose day nobody knows
        self._later = sorted(
            [date.start for date in extract.dates if date.value and len(date.value) >= 10 and date.value[:10] > day]
        )

    def __call__(self, start: int, end: int) -> bool:
        """Whether `text[start:end]` (code points) announces a next step: it has a date after the day of publication or
        an announcing form, and no condition."""
        dated = bisect_left(self._later, start) < bisect_left(self._later, end)
        if not dated:
            words = self._text[start:end]
            if not any(need in words for need in _NEEDS) or not _NEXT.search(words):
                return False
        return not _DEPENDS.search(self._text, start, end)
