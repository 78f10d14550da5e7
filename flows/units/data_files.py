"""Writes the files of `data/` to which each story adds lines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from flows.engine.spill import Spill, SpillRange
from tasks.render.pages.downloads import (
    BY_DOCUMENT,
    BY_STORY,
    HEADS,
    NAMES,
    STORIES,
    STORY_NAMES,
    NameLine,
    joined_names,
)
from tasks.shared.text.spans import siglum_order

if TYPE_CHECKING:
    from tasks.publish import NewSite


class DataFiles:
    """Collects the lines of each story and writes them to the new site. Files in the order of stories are written at
    once; lines of documents wait for the order of letters, and rows of names for those of other stories with which they
    are joined."""

    def __init__(self, new: NewSite, spill: Spill) -> None:
        self._spill = spill
        self._new = new
        self._documents: dict[str, dict[str, SpillRange]] = {name: {} for name in BY_DOCUMENT}
        self._names: list[tuple[str, SpillRange]] = []
        for name in BY_STORY:
            new.extend(f"data/{name}", HEADS.get(name, b""))

    def add(self, data: Mapping[str, bytes], by_document: Mapping[str, Mapping[str, bytes]]) -> None:
        """Adds the lines of the next story, by file, and those of files in the order of documents, by file and
        letter."""
        for name, lines in data.items():
            if name == NAMES:
                self._names.append((json.loads(data[STORIES])["id"], self._spill.put(lines)))
            else:
                self._new.extend(f"data/{name}", lines)
        for name, rows in by_document.items():
            for siglum, line in rows.items():
                self._documents[name][siglum] = self._spill.put(line)

    def close(self) -> None:
        """Writes the lines that had to wait for the last story. To be called once, after all stories."""
        for name, places in self._documents.items():
            self._new.extend(f"data/{name}", HEADS.get(name, b""))
            for siglum in sorted(places, key=siglum_order):
                self._new.extend(f"data/{name}", self._spill.get(places[siglum]), siglum)
        self._new.extend(f"data/{STORY_NAMES}", b"")
        for row, shares in joined_names(self._name_lines()):
            self._new.extend(f"data/{NAMES}", row.encode("utf-8"))
            self._new.extend(f"data/{STORY_NAMES}", shares.encode("utf-8"))

    def _name_lines(self) -> Iterator[NameLine]:
        for story, place in self._names:
            for at, row in enumerate(self._spill.get(place).decode("utf-8").split("\n")[:-1]):
                yield NameLine(story, at, row)
