"""Finds the end of a dateline at the head of a sentence: "HALDEN, May 3 (Norda) - Engineers found cracks …"."""

from __future__ import annotations

import re

_PLACE = r"[A-Z][A-Z’'.-]+(?: [A-Z][A-Z’'.-]+){0,3}"
_PART = r"(?:, [A-Z][\w.]+(?: \d{1,2})?|,? \d{1,2} [A-Z][a-z]+)(?:,? \d{4})?"
_AGENCY = r" ?\([A-Z][\w /.-]{1,30}\)"
# A place in capitals with its land or a date; with the agency, in whatever letters; or in capitals alone, and then long
# enough to be no abbreviation.
_DATELINE = re.compile(
    rf"(?:{_PLACE}(?:{_PART}){{1,2}}(?:{_AGENCY})?|{_PLACE}{_AGENCY}"
    rf"|[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+){{0,2}}(?:, [A-Z][\w.]+)?{_AGENCY}"
    rf"|(?:[A-Z]{{4,}}|[A-Z]{{2,}} [A-Z]{{2,}})(?: [A-Z]{{2,}}){{0,3}}|{_AGENCY})?"
    r" ?(?:--|[-–—]) (?=[“\"A-Z])"
)


def after_dateline(text: str, start: int, end: int) -> int:
    """The offset (code points) at which the sentence `text[start:end]` goes on after its dateline, or after the dash of
    a list item; `start` if it has neither."""
    found = _DATELINE.match(text, start, end)
    return found.end() if found else start
