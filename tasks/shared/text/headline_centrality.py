"""Measures how much each of several headlines has in common with the others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_WORD = re.compile(r"\w{4,}")


def centrality(headlines: Sequence[str]) -> list[float]:
    """For each headline, in order, a number from 0 to `len(headlines)`: the mean, over its different words of four or
    more characters, of the number of headlines that contain the word. A mean, so that a longer headline scores no
    higher for its length. 0 for a headline without such a word."""
    told = [frozenset(_WORD.findall(headline.lower())) for headline in headlines]
    spread = Counter(word for words in told for word in words)
    return [sum(spread[word] for word in words) / max(1, len(words)) for words in told]
