"""Which passages of a claim were taken from one another: they print a run of words alike.

Whatever the rest of two reports is, nine words in a row that are the same are not written twice. Words that both
quote from a third party are no sign that one report was taken from the other; they are one origin where they are what
the claim is made of, since then both have it from him.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from tasks.crossreference.passages import Passage
from tasks.records import Document

RUN = 9
"""Words in a row. Independent sentences of one event share names, offices and dates, seldom more than six words."""
_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)|«[^»]*(?:»|$)|„[^“”]*(?:[“”]|$)")


def taken(members: Sequence[Passage], documents: Sequence[Document]) -> list[tuple[int, ...]]:
    """Finds runs of RUN words that passages of several documents share, in their statements or in the reporters' own
    words of the sentences around these. For each run a tuple of indexes of `members`, in order of its first
    occurrence."""
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, member in enumerate(members):
        sentence = documents[member.document].text[slice(*member.sentence)]
        for run in _runs(member.text) | _runs(_QUOTED.sub(" | ", sentence)):
            holders[run].append(number)
    return list(
        dict.fromkeys(tuple(found) for found in holders.values() if len({members[at].document for at in found}) > 1)
    )


def _runs(text: str) -> set[tuple[str, ...]]:
    """The runs of words of a text. A bar stands for words left out, over which no run goes."""
    found: set[tuple[str, ...]] = set()
    for piece in text.split(" | "):
        words = _WORD.findall(piece.lower())
        found.update(zip(*(words[at:] for at in range(RUN)), strict=False))
    return found
