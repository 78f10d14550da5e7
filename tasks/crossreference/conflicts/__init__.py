"""Where the passages of a story differ. Each rule finds one kind of difference from stated facts only, and says how the
passages differ; never which of them is right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from tasks.crossreference.conflicts.dates import dates
from tasks.crossreference.conflicts.figures import figures
from tasks.crossreference.conflicts.names import names
from tasks.crossreference.conflicts.positions import positions
from tasks.crossreference.conflicts.quotations import quotations
from tasks.crossreference.conflicts.shared import StoryEvidence
from tasks.crossreference.conflicts.speakers import speakers
from tasks.records import Conflict
from tasks.shared.text.spans import mint

_RULES = (figures, dates, names, positions, speakers, quotations)
_ORDER = ("figure", "date", "name", "position", "speaker", "quotation")
_FIRST = ("conflict", "single-outlier", "wording", "different-scope", "different-time", "rounding")


def conflicts(told: StoryEvidence) -> tuple[Conflict, ...]:
    """The differences of a story: unexplained conflicts first, then by kind and place."""
    found = [conflict for rule in _RULES for conflict in rule(told)]
    found.sort(key=lambda c: (_FIRST.index(c.reading), _ORDER.index(c.kind)))
    return tuple(_distinct(found))


def _distinct(found: Sequence[Conflict]) -> Iterator[Conflict]:
    """The same differences; of those whose first passages read alike, the later ones under ids of their own."""
    seen: Counter[str] = Counter()
    for conflict in found:
        again = seen[conflict.id]
        seen[conflict.id] += 1
        yield conflict.model_copy(update={"id": mint("d", conflict.id, again)}) if again else conflict
