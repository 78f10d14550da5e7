"""Exports that are cut, mixed up or written over: whatever a reader makes of them holds together, and none raises."""

from __future__ import annotations

import random

import pytest

from tasks.read.decoding import NotTextError
from tasks.read.readers import choose, parts_by
from tasks.read.source import FilePart, InputFile
from tests.inputs.affair import ARTICLES
from tests.inputs.forms import FORMS


def broken(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    at = chance.randrange(len(data))
    kind = chance.randrange(4)
    if kind == 0:
        return data[: at + 1]
    if kind == 1:
        return data[:at] + bytes(chance.randrange(256) for _ in range(20)) + data[at + 20 :]
    if kind == 2:
        chance.shuffle(lines)
        return b"\n".join(lines)
    return b"\n".join(line for line in lines if chance.random() < 0.8) or data


@pytest.mark.parametrize("form", FORMS)
def test_what_is_read_of_a_broken_export_holds_together(form: str) -> None:
    chance = random.Random(form)
    for name, data in FORMS[form](ARTICLES[:2]).items():
        for _ in range(12):
            source = InputFile(name, broken(data, chance))
            chosen = choose(source)
            try:
                parts = list(parts_by(chosen.reader, source)) if chosen.reader else []
            except NotTextError:
                continue
            for part in parts:
                if isinstance(part, FilePart) and part.stated:
                    holds_together(part)


def holds_together(part: FilePart) -> None:
    """Stretches are in order, do not overlap, and leave nothing visible between them; words stand where they say."""
    assert part.stated
    at = 0
    for stretch in part.stated.stretches:
        assert at <= stretch.start < stretch.end
        assert not part.content[at : stretch.start].strip()
        at = stretch.end
    assert not part.stated.stretches or not part.content[at:].strip()
    for field in ("title", "standfirst", "byline", "publisher", "published", "url"):
        words = getattr(part.stated, field)
        if words is not None and words.start is not None:
            assert part.content[words.start : words.end] == words.exact
