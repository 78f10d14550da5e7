"""Page layouts: the forms that an outlet's pages fill in, such as "Updated ... at ... IST" or "Reported by: ...".

Only forms count, lines that vary by date or by-line and are fixed otherwise. Fixed lines ("Share this article", cookie
and copyright notices) stand on many outlets' pages, as they come with the software.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from tasks.calendar import MONTHS, WEEKDAYS
from tasks.records import Document

# Rules under which cleaning removes lines that a page fills in for each report.
_RULES = frozenset({"byline", "dateline"})
# Two forms with this many fixed words together tell a layout: "By ..." and "Published: ..." are everybody's.
FIXED = 5
# A form with fewer fixed words ("By ...", "... PM") is no part of a layout.
_LEAST = 2
# More forms than this are a list of other reports, not the head of one.
_MOST = 8

_NUMBER = re.compile(r"\d")
_CALENDAR = frozenset(word for name in (*MONTHS, *WEEKDAYS) for word in (name.lower(), name[:3].lower())) | {"sept"}
_GAP = "…"


def layouts(documents: Sequence[Document]) -> list[tuple[tuple[str, str], list[int]]]:
    """Pairs of forms that tell a layout, with the numbers of the documents that have both, if there are several."""
    having: dict[tuple[str, str], list[int]] = {}
    for index, document in enumerate(documents):
        for pair in combinations(sorted(_forms(document))[:_MOST], 2):
            if sum(map(_fixed, pair)) >= FIXED:
                having.setdefault(pair, []).append(index)
    return sorted((pair, sharing) for pair, sharing in having.items() if len(sharing) > 1)


def _forms(document: Document) -> set[str]:
    """The filled-in lines of a document, with a gap for what is filled in."""
    names = [document.byline.name] if document.byline else []
    found = set()
    for removed in document.removed:
        if removed.rule in _RULES:
            for line in document.text[removed.start : removed.end].splitlines():
                form = _form(line, names)
                if _GAP in form and _fixed(form) >= _LEAST:
                    found.add(form)
    return found


def _form(line: str, names: Sequence[str]) -> str:
    for name in names:
        line = line.replace(name, _GAP)
    words = [_GAP if _filled(word) else word for word in line.split()]
    return re.sub(rf"{_GAP}(?: {_GAP})+", _GAP, " ".join(words))


def _filled(word: str) -> bool:
    """Whether a word is part of a date or time, or the gap a name left."""
    plain = word.strip(",.;:|/()").lower()
    return _GAP in word or bool(_NUMBER.search(word)) or plain in _CALENDAR


def _fixed(form: str) -> int:
    return sum(1 for word in form.split() if any(character.isalpha() for character in word))
