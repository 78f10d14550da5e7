"""A run keeps order, and counts what it leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest

from flows.stage import BATCH, Run
from tasks.errors import CitationError
from tasks.records import Dropped


class Item(NamedTuple):
    path: str


def drop(path: str) -> Dropped:
    return Dropped(path=path, stage="read", reason="empty", detail="0 bytes")


def test_what_is_found_is_given_and_kept_or_dropped() -> None:
    run = Run()
    assert run.once("read", lambda: [Item("a"), drop("b"), Item("c")]) == [Item("a"), Item("c")]
    assert run.given == 3
    assert [item.path for item in run.dropped] == ["b"]


def test_each_keeps_the_order_over_all_batches() -> None:
    run = Run()
    numbers = list(range(3 * BATCH + 1))
    assert run.each("clean", lambda number: number * 2, numbers) == [number * 2 for number in numbers]


def test_each_takes_sequences_in_step_and_what_is_shared() -> None:
    assert Run().each("extract", lambda a, b, c: (a, b, c), [1, 2], "xy", shared=(0,)) == [(1, "x", 0), (2, "y", 0)]


def test_sequences_of_different_length_are_no_mistake_to_pass_over() -> None:
    with pytest.raises(ValueError, match="shorter"):
        Run().each("extract", lambda a, b: a, [1, 2], [1])


def test_what_each_drops_is_moved_aside() -> None:
    run = Run()
    assert run.each("read", lambda item: drop(item.path) if item.path == "b" else item, [Item("a"), Item("b")]) == [
        Item("a")
    ]
    assert [item.path for item in run.dropped] == ["b"]
    assert run.given == 0


def test_an_iterator_can_be_read_twice() -> None:
    def pages() -> Iterator[int]:
        yield from (1, 2)

    assert Run().once("render", pages) == (1, 2)


def test_an_error_says_on_which_report() -> None:
    def fail(item: Item) -> Item:
        raise KeyError("lost")

    with pytest.raises(KeyError) as caught:
        Run().each("segment", fail, [Item("bridge.txt")])
    assert caught.value.__notes__ == ["on bridge.txt"]


def test_an_error_of_our_own_stays_as_it_is() -> None:
    def fail(item: Item) -> Item:
        raise CitationError("words that are not there")

    with pytest.raises(CitationError) as caught:
        Run().each("verify", fail, [Item("bridge.txt")])
    assert not hasattr(caught.value, "__notes__")
