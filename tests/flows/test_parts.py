"""Pieces of bytes come back as they were, and nothing else is taken for some."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.engine.parts import joined, parted
from flows.units.codec import pack_named, unpack_named


@settings(deadline=None)
@given(st.lists(st.binary(max_size=20), max_size=8))
def test_parts_come_back(parts: list[bytes]) -> None:
    assert parted(joined(parts)) == tuple(parts)


@settings(deadline=None)
@given(st.dictionaries(st.text(max_size=8), st.binary(max_size=20), max_size=8))
def test_parts_come_back_by_name(parts: dict[str, bytes]) -> None:
    assert unpack_named(pack_named(parts)) == parts


@pytest.mark.parametrize("content", [b"", b"\xff\xff\xff\xff", joined([b"ab"])[:-1], joined([b"ab"]) + b"c"])
def test_other_bytes_are_no_parts(content: bytes) -> None:
    with pytest.raises(ValueError, match="no parts"):
        parted(content)
