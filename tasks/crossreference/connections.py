"""Claims that the text itself connects: an answer or a consequence that begins with a word that links it to the
sentence before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from tasks.crossreference.passages import Passage
from tasks.records import Claim, Connection, Material

# The words, and what they say of the claim before. Closed: sequence alone connects nothing.
_LINKS = (
    (re.compile(r"[“\"]?(?:In (?:response|reply|return|answer)|Asked (?:about|whether|if)|Responding to)\b"), "answer"),
    (
        re.compile(r"[“\"]?(?:Therefore|That is why|This is why|As a result|Consequently|For this reason|Hence)\b"),
        "consequence",
    ),
    (re.compile(r"[“\"]?(?:However|But|Instead|On the other hand|By contrast|Nevertheless|Still)\b[, ]"), "contrast"),
    (re.compile(r"\b(?:s?he|they|the \w+(?: \w+)?|[A-Z]\w+) (?:also )?added\b"), "addition"),
)
# the first words of those at the beginning of a sentence, and a word of the other, which are looked for first
_OPENERS = frozenset(
    "In Asked Responding Therefore That This As Consequently For Hence "  # noqa: SIM905
    "However But Instead On By Nevertheless Still".split()
)
_FIRST = re.compile(r"[“\"]?([A-Z][a-z]+)")
_ADDED = " added"


def connections(
    material: Material, found: Sequence[Passage], clusters: Sequence[Sequence[int]], stated: Sequence[Claim]
) -> tuple[Connection, ...]:
    """The connections between claims of neighbouring sentences, each once.

    Args:
        material: the story.
        found: its passages.
        clusters: the indexes of the passages of each claim, parallel to `stated`.
        stated: its claims.
    """
    home: dict[int, int] = {}
    for number, members in enumerate(clusters):
        for index in members:
            home.setdefault(index, number)
    result: dict[tuple[str, str], Connection] = {}
    for index in range(1, len(found)):
        passage = found[index]
        reason = _link(passage.text)
        if reason is None:
            continue
        before = found[index - 1]
        text = material.documents[passage.document].text
        if before.document != passage.document or text.count("\n", before.sentence[1], passage.sentence[0]) > 2:
            continue
        first, second = stated[home[index - 1]].id, stated[home[index]].id
        if first != second:
            result.setdefault((first, second), Connection(first=first, second=second, reason=reason))
    return tuple(result.values())


@lru_cache(maxsize=1 << 12)  # copies print the same sentences
def _link(sentence: str) -> str | None:
    """How a sentence is connected with the one before, and by which words."""
    first = _FIRST.match(sentence)
    if (first is None or first[1] not in _OPENERS) and _ADDED not in sentence:
        return None
    for words, kind in _LINKS:
        link = words.search(sentence) if kind == "addition" else words.match(sentence)
        if link is not None:
            exact = link.group().strip('“" ,')
            return f"{kind}: “{exact}”"
    return None
