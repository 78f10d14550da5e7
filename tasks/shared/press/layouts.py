"""Page layouts: the lines that an outlet's pages fill in for each report, such as "Updated … at … IST" or "Reported by:
…", and the marks with which its desks sign.

Other fixed lines ("Share this article", cookie and copyright notices) come with the software of many outlets and
identify none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import combinations

from tasks.records import Document
from tasks.shared.english.date_expressions import MONTHS, WEEKDAYS
from tasks.shared.english.lexicon import rows

# Rules under which cleaning removes lines that a page fills in for each report.
_RULES = frozenset({"byline", "dateline", "navigation"})
# Words of a form that everybody's pages use count once, others twice; two forms with this much together tell a layout.
TELLING = 6
# A form with less ("By …", "Published: …") is no part of a layout.
_LEAST = 2
# More forms than this are a list of other reports, not the head of one.
_MOST = 8
# A desk signs with a short line after a stroke.
_SIGNED = re.compile(r"[/\-–—] ?\w[\w .]{2,30}")

_NUMBER = re.compile(r"\d")
_CALENDAR = frozenset(word for name in (*MONTHS, *WEEKDAYS) for word in (name.lower(), name[:3].lower())) | {"sept"}
_GAP = "…"


def layouts(forms: Sequence[Sequence[str]]) -> list[tuple[tuple[str, str], list[int]]]:
    """Finds the pairs of forms that identify a page layout and occur in several documents.

    Args:
        forms: for each document the result of `forms_of`.

    Returns:
        Pairs of forms, sorted, each with the indexes of the documents that have both: at least two, in ascending order.
            A pair identifies a layout if its weight is at least TELLING: a word that is common on pages counts 1, any
            other 2.
    """
    having: dict[tuple[str, str], list[int]] = {}
    for index, own in enumerate(forms):
        for pair in combinations(own, 2):
            if sum(map(_weight, pair)) >= TELLING:
                having.setdefault(pair, []).append(index)
    return sorted((pair, sharing) for pair, sharing in having.items() if len(sharing) > 1)


def forms_of(document: Document) -> list[str]:
    """The layout lines of a document, at most eight, sorted: lines that its pages fill in, with "…" in place of names,
    dates and times, and the mark of its desk. Forms of one common word alone are left out."""
    names = (document.byline.name,) if document.byline else ()
    credits = {agency.start for agency in document.agencies}
    found = set()
    filled: list[str] = []
    for removed in document.removed:
        if removed.rule in _RULES:
            filled.append(document.text[removed.start : removed.end])
        elif removed.rule == "agency-credit" and removed.start not in credits:
            text = document.text[removed.start : removed.end]
            if _SIGNED.fullmatch(text):
                found.add(text)
    for line in "\n".join(filled).splitlines():
        form = _form(line, names)
        if _GAP in form:
            found.add(form)
    return sorted(form for form in found if _weight(form) >= _LEAST)[:_MOST]


@lru_cache(maxsize=1 << 12)  # pages of one outlet have the same lines
def _form(line: str, names: tuple[str, ...]) -> str:
    for name in names:
        line = line.replace(name, _GAP)
    pieces = [_GAP if _filled(word) else word for word in line.split()]
    return re.sub(rf"{_GAP}(?: {_GAP})+", _GAP, " ".join(pieces))


def _filled(word: str) -> bool:
    """Whether a word is part of a date or time, a stroke between such parts, or the gap a name left."""
    plain = word.strip(",.;:|/()").lower()
    return _GAP in word or not plain or bool(_NUMBER.search(word)) or plain in _CALENDAR


@lru_cache(maxsize=1 << 12)
def _weight(form: str) -> int:
    everybodys = _everybodys()
    own = [word.lower() for word in form.split() if any(character.isalpha() for character in word)]
    return sum(1 if word in everybodys else 2 for word in own)


@cache
def _everybodys() -> frozenset[str]:
    return frozenset(word for (word,) in rows("page_words.txt"))
