"""Names: persons, organisations and places of one document, with every mention and the rule of every merge.

By rules only: titles, roles, given names, apposition, runs of capitals, and lists of countries, capitals, cities and
nationalities. Ambiguous names are not joined.
"""

from __future__ import annotations

from tasks.extract.names.entities import entities
from tasks.extract.names.kinds import NameSpan, found_in
from tasks.extract.names.runs import NameToken, runs
from tasks.records import Document, Name, Segmented

__all__ = ["names"]


def names(document: Document, segmented: Segmented) -> tuple[Name, ...]:
    """The names of one document, in order of their first mention. Mentions are the words as printed, without titles or
    possessive endings; they do not overlap. Offsets are code points of the document's `text`. For a language other than
    English only titles, given names and lists count, since capitals alone prove nothing there (German nouns)."""
    foreign = document.language is not None and not document.language.startswith("en")
    found: list[NameSpan] = []
    loose: list[NameToken] = []
    for run in runs(document, segmented):
        parts = list(found_in(document.text, run))
        if foreign:
            parts = [part for part in parts if part.kind != "other" and not part.weak]
        if not parts:
            loose.extend(run.tokens)
            continue
        found.extend(parts)
        if len(parts) > 1 or parts[0].end - parts[0].start < run.tokens[-1].end - run.tokens[0].start:
            loose.extend(t for t in run.tokens if not any(part.start <= t.start < part.end for part in parts))
    return entities(document, segmented, found, loose)
