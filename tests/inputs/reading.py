"""Reads a folder as a build does, up to the documents."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from tasks.clean import clean
from tasks.read import find_reports, load, read_settings
from tasks.records import Document, Dropped


def write(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, data in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    return folder


def read(folder: Path) -> tuple[list[Document], dict[str, str]]:
    """The documents of a folder in the order of their addresses, and the reason for each thing that is left out."""
    settings = read_settings(folder, {})
    documents = []
    reasons = {}
    for row in find_reports(folder, settings):
        raw = row if isinstance(row, Dropped) else load(row)
        document = raw if isinstance(raw, Dropped) else clean(raw, frozenset(), settings.cleaning)
        if isinstance(document, Dropped):
            reasons[document.path] = document.reason
        else:
            documents.append(document)
    return sorted(documents, key=lambda document: order(document.path)), reasons


def order(path: str) -> list[tuple[str, int]]:
    """The order of addresses: numbers by what they count."""
    return [(words, int(number or 0)) for words, number in re.findall(r"(\D*)(\d*)", path)]


def kept(document: Document) -> list[str]:
    """The blocks that are kept but for the title, with single spaces."""
    blocks = (document.text[block.start : block.end] for block in document.blocks if block.kind != "title")
    return [" ".join(words.split()) for words in blocks]


def hidden(document: Document) -> dict[str, str]:
    """What is hidden, and by which rule."""
    return {" ".join(document.text[cut.start : cut.end].split()): cut.rule for cut in document.removed}
