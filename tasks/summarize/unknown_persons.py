"""Finds persons whom a reader may not know by surname alone: those that fewer than half of a story's documents
mention."""

from __future__ import annotations

import re

from tasks.records import Material
from tasks.summarize.self_containedness import TURN

_TRANSCRIPT = re.compile(f"^{TURN.pattern}", re.M)
_STRANGER_WORTH = 0.7  # "Vale said": who is Vale?


class Strangers:
    """Finds mentions of little-known persons by surname alone, and resolves the labels of transcripts ("VALE:").
    `known` are the lower-case words of all headlines."""

    def __init__(self, material: Material) -> None:
        index = {document.id: number for number, document in enumerate(material.documents)}
        self._short: dict[int, list[tuple[int, int, int]]] = {}
        titles = (document.title.exact for document in material.documents if document.title)
        self.known = frozenset(word for title in titles for word in title.lower().split())
        self._called: dict[str, str | None] = {}
        for name in material.names if any(_TRANSCRIPT.search(document.text) for document in material.documents) else ():
            for alias in name.aliases if name.kind == "person" else ():
                for label in (alias.text.upper(), alias.text.rsplit(" ", 1)[-1].upper()):
                    known = self._called.setdefault(label, name.name)
                    self._called[label] = name.name if known == name.name else None  # two of one name
        self._full: dict[tuple[int, int], list[int]] = {}
        for number, name in enumerate(material.names):
            places = [mention for mention in name.mentions if mention.document in index]
            if name.kind != "person" or 2 * len({place.document for place in places}) >= len(index) > 1:
                continue
            for place in places:
                document = index[place.document]
                if " " in place.exact.strip():
                    self._full.setdefault((document, number), []).append(place.start)
                else:
                    self._short.setdefault(document, []).append((place.start, place.end, number))

    def called(self, label: str) -> str | None:
        """The name of the person whose full name or surname, in capitals, is the label of a transcript; None if nobody
        or several persons have it."""
        return self._called.get(label)

    def worth(self, document: int, start: int, end: int) -> float:
        """0.7 if `text[start:end]` (code points) of the document with index `document` names a little-known person by
        surname and not in full, else 1."""
        for low, high, number in self._short.get(document, ()):
            full = self._full.get((document, number), ())
            if start <= low and high <= end and not any(start <= place < end for place in full):
                return _STRANGER_WORTH
        return 1.0
