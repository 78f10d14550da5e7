"""When a text says that it was published and updated."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from tasks.clean.date_labels import called
from tasks.clean.days import Stated, stated_dates
from tasks.clean.line_measures import Line
from tasks.records import DateBasis


class Publication(NamedTuple):
    """The dates that a text states, as ISO 8601 dates or date-times; None for those it does not state."""

    published: str | None
    basis: DateBasis | None
    modified: str | None
    captured: str | None


_BELOW = 6
"""Lines below the report in which a date counts when it is called that of publication."""


_DATELINE = re.compile(r"[^.!?\"“„«]{0,30}?(?:\([^()]{2,40}\)\s*)?[-–—:]")
"""What follows the date of an agency's dateline: "HARBOUR, 3 May 2031 (Agency) - The bridge ..."."""
_DATELINE_WITHIN = 60
"""Characters from the start of the paragraph within which its date begins."""


class _Candidate(NamedTuple):
    rank: int
    order: int
    date: Stated
    label: str


def publication(lines: Sequence[Line], rules: Sequence[str | None], first: int, body: int, last: int) -> Publication:
    """The dates that a report states in date lines and by-lines.

    A date labelled as published is preferred to one without label, the nearest to the first paragraph to others, and
    all to one labelled as updated; a day of saving is no date of publication. If several days are stated, the reason
    names the others.

    Args:
        lines: the lines of the page.
        rules: for each line the rule that removes it, or None.
        first, body: the indexes of the first line to look at, and of the first paragraph.
        last: the index of the report's last line, below which only labelled dates count.
    """
    candidates: list[_Candidate] = []
    updates: list[Stated] = []
    savings: list[Stated] = []
    for at in [*range(first, body), *_labelled_below(lines, rules, body, last)]:
        line = lines[at]
        if rules[at] not in ("dateline", "byline"):
            continue
        for date in stated_dates(line.text, line.page.start):
            name = called(lines, at, line.text[: date.start - line.page.start])
            if name == "published":
                candidates.append(_Candidate(0, at, date, "stated as published"))
            elif name == "updated":
                updates.append(date)
                if at < body:
                    candidates.append(_Candidate(2, at, date, "stated as updated"))
            elif name == "saved":
                savings.append(date)
            elif at < body:
                candidates.append(_Candidate(1, body - at, date, "dateline"))
    updates += _corrected(lines, body, last)
    modified = updates[0].value if updates else None
    captured = savings[0].value if savings else None
    if not candidates:
        return _in_dateline(lines, rules, body)._replace(modified=modified, captured=captured)
    best = min(candidates)
    others = sorted(
        {candidate.date.value[:10] for candidate in candidates if candidate.rank <= 1} - {best.date.value[:10]}
    )
    reason = best.label + (f"; other dates stated nearby: {', '.join(others)}" if others else "")
    basis = DateBasis(kind="stated", start=best.date.start, end=best.date.end, reason=reason)
    return Publication(best.date.value, basis, modified, captured)


_OPENS = re.compile(r"\W*(?:correct(?:ed|ion)|clarification|update[d]?|amended|revised)\b[^.!?\d]{0,20}$", re.I)


def _corrected(lines: Sequence[Line], body: int, last: int) -> list[Stated]:
    """The days with which notes on a correction open: "Corrected on 9 March 2031: an earlier version ..."."""
    found = []
    for line in lines[body : last + 1 + _BELOW]:
        if "orrect" in line.text[:30] or "pdate" in line.text[:30] or line.key.startswith(("clarif", "amend", "revis")):
            date = next(stated_dates(line.text[:60], line.page.start), None)
            if date is not None and _OPENS.match(line.text[: date.start - line.page.start]):
                found.append(date)
    return found


def _labelled_below(lines: Sequence[Line], rules: Sequence[str | None], body: int, last: int) -> list[int]:
    """The lines below the first paragraph whose date can be the report's own: those of which the words say that they
    hold a date of its history, and those right below it."""
    below = range(last + 1, min(len(lines), last + 1 + _BELOW))
    inside = [at for at in range(body, last + 1) if rules[at] in ("dateline", "byline") and called(lines, at, "")]
    return [*inside, *below]


def _in_dateline(lines: Sequence[Line], rules: Sequence[str | None], body: int) -> Publication:
    """The date with which the first paragraph opens, where it opens as agencies' reports do."""
    if body < len(lines) and rules[body] is None:
        line = lines[body]
        date = next(stated_dates(line.text[: _DATELINE_WITHIN + 40], line.page.start), None)
        near = date is not None and date.start - line.page.start <= _DATELINE_WITHIN and line.text[0].isupper()
        if date and near and _DATELINE.match(line.text, date.end - line.page.start):
            basis = DateBasis(kind="stated", start=date.start, end=date.end, reason="dateline of the first paragraph")
            return Publication(date.value, basis, None, None)
    return Publication(None, None, None, None)
