"""Figures: numbers with what they count."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.records import DateMention, Document, Figure, Segmented

_NUMBER = re.compile(r"(?<![\w.,])(\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)? ([a-z]+)")


def figures(
    document: Document, segmented: Segmented, dates: Sequence[DateMention]
) -> tuple[Figure, ...]:
    """The figures of one document in order of `start`; none inside a date expression."""
    taken = [(mention.start, mention.end) for mention in dates]
    found = []
    for sentence in segmented.sentences:
        for match in _NUMBER.finditer(document.text, sentence.start, sentence.end):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            found.append(
                Figure(
                    document=document.id,
                    start=match.start(),
                    end=match.end(),
                    exact=match.group(),
                    value=float(match.group(1).replace(",", "")),
                    low=None,
                    high=None,
                    unit=None,
                    bound="exact",
                    counted=match.group(2),
                    subject=None,
                    day=None,
                )
            )
    return tuple(found)
