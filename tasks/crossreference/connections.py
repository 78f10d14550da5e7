"""Claims that the text itself connects: an answer or a consequence that begins with a word that links it to the
sentence before."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
    """The connections between claims of neighbouring sentences, with the words that connect them."""
    home: dict[int, int] = {}
    for number, members in enumerate(clusters):
        for index in members:
            home.setdefault(index, number)
    result: dict[tuple[str, str], Connection] = {}
    for index in range(1, len(found)):
        before, passage = found[index - 1], found[index]
        if not _may_link(passage.text):
            continue
        text = material.documents[passage.document].text
        if before.document != passage.document or text.count("\n", before.sentence[1], passage.sentence[0]) > 2:
            continue
        first, second = stated[home[index - 1]].id, stated[home[index]].id
        for words, kind in _LINKS:
            link = words.search(passage.text) if kind == "addition" else words.match(passage.text)
            if link is not None and first != second:
                exact = link.group().strip('“" ,')
                result.setdefault((first, second), Connection(first=first, second=second, reason=f"{kind}: “{exact}”"))
                break
    return tuple(result.values())


def _may_link(sentence: str) -> bool:
    first = _FIRST.match(sentence)
    return (first is not None and first[1] in _OPENERS) or _ADDED in sentence
