"""Dates: what day, month or year a date expression means."""

from __future__ import annotations

import re

from tasks.records import DateMention, Document, Segmented

_MONTHS = "January February March April May June July August September October November December".split()
_EXPLICIT = re.compile(
    rf"(?:(\d{{1,2}}) )?({'|'.join(_MONTHS)})(?: (\d{{1,2}}))?,? (\d{{4}})"
)


def dates(document: Document, segmented: Segmented) -> tuple[DateMention, ...]:
    """The date expressions of one document in order of `start`."""
    found = []
    for sentence in segmented.sentences:
        for match in _EXPLICIT.finditer(document.text, sentence.start, sentence.end):
            before, month, after, year = match.groups()
            value = f"{year}-{_MONTHS.index(month) + 1:02d}"
            if before or after:
                value += f"-{int(before or after):02d}"
            found.append(
                DateMention(
                    document=document.id,
                    start=match.start(),
                    end=match.end(),
                    exact=match.group(),
                    value=value,
                    basis="explicit",
                    reason="as printed",
                )
            )
    return tuple(found)
