"""Names: persons, organisations and places of one document, with every mention."""

from __future__ import annotations

import re
from collections import Counter

from tasks.records import Alias, Citation, Document, Name, Segmented
from tasks.text import mint

_RUN = re.compile(
    r"(?<![\w’'-])[A-Z][\w’'-]*[a-z](?: (?:[A-Z]\. ?)?[A-Z][\w’'-]*[a-z]){1,3}"
)


def names(document: Document, segmented: Segmented) -> tuple[Name, ...]:
    """The names of one document, in order of their first mention."""
    found: dict[str, list[Citation]] = {}
    for sentence in segmented.sentences:
        for match in _RUN.finditer(document.text, sentence.start, sentence.end):
            words = match.group().removesuffix("'s").removesuffix("’s")
            mention = Citation(
                document=document.id,
                start=match.start(),
                end=match.start() + len(words),
                exact=words,
            )
            found.setdefault(words, []).append(mention)
    return tuple(
        Name(
            id=mint("n", document.path, words, mentions[0].start),
            name=words,
            kind="person",
            aliases=tuple(
                Alias(text=text, count=count)
                for text, count in Counter([m.exact for m in mentions]).items()
            ),
            mentions=tuple(mentions),
        )
        for words, mentions in found.items()
    )
