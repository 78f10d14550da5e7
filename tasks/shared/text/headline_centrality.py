"""Which of several headlines says best what all of them tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_WORD = re.compile(r"\w{4,}")


def centrality(headlines: Sequence[str]) -> list[float]:
    """For each headline, in how many of all a word of it stands, as the mean over its words of four letters or more, so
    that length earns nothing; 0 without such a word."""
    told = [frozenset(_WORD.findall(headline.lower())) for headline in headlines]
    spread = Counter(word for words in told for word in words)
    return [sum(spread[word] for word in words) / max(1, len(words)) for words in told]
